//! Who acts, and what they may do where. Every transaction and every answer passes through here.

use crate::{AccountId, AssociationId, Day, DeviceId, PlaceId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What somebody is in the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Receives people at the counter of a place.
    Mediator,
    /// Runs a place or an association.
    Director,
    /// Works for the Union, for the whole network.
    Officer,
    /// Keeps accounts and devices; blind to what is recorded.
    Administrator,
    /// Reads for a partner: what was given out of its own operators, after disclosure control.
    Partner,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 5] = [Role::Mediator, Role::Director, Role::Officer, Role::Administrator, Role::Partner];

    /// The word in the database, the URL and the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Role::Mediator => "mediator",
            Role::Director => "director",
            Role::Officer => "officer",
            Role::Administrator => "administrator",
            Role::Partner => "partner",
        }
    }

    /// The role of a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// The rights of the role inside its scope: the one table of who may what.
    pub fn rights(self) -> &'static [Right] {
        use Right::*;
        match self {
            Role::Mediator => &[SeeNetwork, Record, SeeActivity, SeeFigures],
            Role::Director => &[
                SeeNetwork,
                Record,
                SeeActivity,
                CorrectAny,
                CloseMonth,
                SeeFigures,
                Export,
                Watch,
                EditPlace,
                ManageAccounts,
                ManageDevices,
                ImportActivity,
            ],
            Role::Officer => &[
                SeeNetwork,
                SeeFigures,
                Export,
                Watch,
                AnswerNeeds,
                EditPlace,
                EditNetwork,
                EditCatalogue,
                ManageAccounts,
                GiveOut,
            ],
            Role::Administrator => &[SeeNetwork, ManageAccounts, ManageDevices, SeeAccessLog],
            Role::Partner => &[SeeNetwork, ReadReleases],
        }
    }
}

/// One thing that may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See which places exist, with their hours.
    SeeNetwork,
    /// Record visits and requests at the counter, correct one's own.
    Record,
    /// See the list of what was recorded in a place.
    SeeActivity,
    /// Correct what anybody of the place recorded.
    CorrectAny,
    /// Close a month.
    CloseMonth,
    /// See figures.
    SeeFigures,
    /// Take figures away as a file.
    Export,
    /// Read what the watch finds, and answer it.
    Watch,
    /// Sort what was said to be missing, study it, answer it.
    AnswerNeeds,
    /// Edit a place: address, hours, stage.
    EditPlace,
    /// Create associations and places.
    EditNetwork,
    /// Edit themes, operators, sheets.
    EditCatalogue,
    /// Invite people, change and end their roles.
    ManageAccounts,
    /// Enrol and revoke devices.
    ManageDevices,
    /// Bring in what was recorded elsewhere.
    ImportActivity,
    /// Read who signed in and who exported.
    SeeAccessLog,
    /// Give tables to partners and to the public, after disclosure control.
    GiveOut,
    /// Read what was given to one's own organisation.
    ReadReleases,
}

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole network.
    Network,
    /// An association and its places.
    Association(AssociationId),
    /// One place.
    Place(PlaceId),
}

/// What is acted upon: the whole network, an association, or a place of an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// The whole network.
    Network,
    /// An association.
    Association(AssociationId),
    /// A place, with the association that runs it.
    Place(PlaceId, AssociationId),
}

impl Scope {
    /// Whether what is acted upon lies inside.
    pub fn covers(self, target: Whereabouts) -> bool {
        match (self, target) {
            (Scope::Network, _) => true,
            (Scope::Association(mine), Whereabouts::Association(other) | Whereabouts::Place(_, other)) => mine == other,
            (Scope::Place(mine), Whereabouts::Place(other, _)) => mine == other,
            _ => false,
        }
    }
}

/// A role over a scope, for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
    /// Its first day.
    pub from: Day,
    /// Its last day, when it has one.
    pub to: Option<Day>,
}

impl Grant {
    /// Whether the grant holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the grant gives a right on a day, over what stands there.
    pub fn gives(&self, right: Right, day: Day, there: Whereabouts) -> bool {
        self.holds(day) && self.scope.covers(there) && self.role.rights().contains(&right)
    }
}

/// Somebody who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their account.
    pub account: AccountId,
    /// How colleagues call them: « Samira B. ».
    pub name: String,
    /// Their language, as BCP 47.
    pub locale: String,
    /// The grants that hold today.
    pub grants: Vec<Grant>,
    /// The enrolled device whose session this is.
    pub device: Option<Arc<Device>>,
}

/// What a device is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceKind {
    /// A shared counter.
    Counter,
    /// A kiosk for visitors.
    Kiosk,
    /// A call screen.
    Screen,
    /// The door of imported activity.
    Import,
    /// The door of simulated activity.
    Simulation,
}

impl DeviceKind {
    /// Every kind.
    pub const ALL: [DeviceKind; 5] =
        [DeviceKind::Counter, DeviceKind::Kiosk, DeviceKind::Screen, DeviceKind::Import, DeviceKind::Simulation];

    /// The kinds that a person may enrol; the others are doors of the program itself.
    pub const ENROLLED: [DeviceKind; 3] = [DeviceKind::Counter, DeviceKind::Kiosk, DeviceKind::Screen];

    /// The word in the database and the command line.
    pub fn slug(self) -> &'static str {
        match self {
            DeviceKind::Counter => "counter",
            DeviceKind::Kiosk => "kiosk",
            DeviceKind::Screen => "screen",
            DeviceKind::Import => "import",
            DeviceKind::Simulation => "simulation",
        }
    }

    /// The kind of a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Whether the device may send entries of a kind (`request.recorded` …).
    pub fn may_send(self, entry_kind: &str) -> bool {
        match self {
            DeviceKind::Counter | DeviceKind::Import | DeviceKind::Simulation => true,
            DeviceKind::Kiosk => entry_kind == "visit.opened",
            DeviceKind::Screen => false,
        }
    }
}

/// An enrolled device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Where it stands.
    pub place: PlaceId,
    /// The association of that place.
    pub association: AssociationId,
    /// What it is for.
    pub kind: DeviceKind,
    /// What the team calls it: « Bureau 2 ».
    pub name: String,
}

/// Who acts. No transaction opens without one.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Nobody yet: the public pages and the sign-in form.
    Anonymous,
    /// Somebody who signed in.
    Person(Arc<Person>),
    /// An enrolled device with nobody signed in.
    Device(Arc<Device>),
    /// The program itself, named by its task (`migrations`, `follower`, `command`).
    System(&'static str),
}

impl Actor {
    /// Whether the actor holds a right over a target.
    pub fn may(&self, right: Right, target: Whereabouts) -> bool {
        match self {
            Actor::System(_) => true,
            Actor::Person(person) => {
                person.grants.iter().any(|grant| grant.scope.covers(target) && grant.role.rights().contains(&right))
            }
            Actor::Anonymous | Actor::Device(_) => false,
        }
    }

    /// Whether the actor holds a right anywhere at all: enough to show a menu entry, never to act.
    pub fn may_somewhere(&self, right: Right) -> bool {
        match self {
            Actor::System(_) => true,
            Actor::Person(person) => person.grants.iter().any(|grant| grant.role.rights().contains(&right)),
            Actor::Anonymous | Actor::Device(_) => false,
        }
    }

    /// The person, when there is one.
    pub fn person(&self) -> Option<&Arc<Person>> {
        match self {
            Actor::Person(person) => Some(person),
            _ => None,
        }
    }

    /// The device at hand, with or without somebody signed in.
    pub fn device(&self) -> Option<&Arc<Device>> {
        match self {
            Actor::Person(person) => person.device.as_ref(),
            Actor::Device(device) => Some(device),
            _ => None,
        }
    }

    /// A short word for logs: no name in it.
    pub fn tag(&self) -> String {
        match self {
            Actor::Anonymous => "anonymous".into(),
            Actor::Person(person) => format!("account {}", person.account),
            Actor::Device(device) => format!("device {}", device.id),
            Actor::System(task) => (*task).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(role: Role, scope: Scope) -> Actor {
        Actor::Person(Arc::new(Person {
            account: AccountId(1),
            name: "Essai".into(),
            locale: "fr".into(),
            grants: vec![Grant { role, scope, from: Day(0), to: None }],
            device: None,
        }))
    }

    #[test]
    fn a_scope_covers_what_lies_inside_and_nothing_else() {
        let here = Whereabouts::Place(PlaceId(1), AssociationId(7));
        let elsewhere = Whereabouts::Place(PlaceId(2), AssociationId(8));
        let mediator = somebody(Role::Mediator, Scope::Place(PlaceId(1)));
        assert!(mediator.may(Right::Record, here));
        assert!(!mediator.may(Right::Record, elsewhere));
        assert!(!mediator.may(Right::CloseMonth, here));
        let director = somebody(Role::Director, Scope::Association(AssociationId(7)));
        assert!(director.may(Right::CloseMonth, here));
        assert!(!director.may(Right::SeeFigures, Whereabouts::Network));
        assert!(!director.may(Right::SeeFigures, elsewhere));
    }

    #[test]
    fn an_administrator_is_blind_to_what_is_recorded() {
        let administrator = somebody(Role::Administrator, Scope::Network);
        for right in [Right::Record, Right::SeeActivity, Right::SeeFigures, Right::Export] {
            assert!(!administrator.may(right, Whereabouts::Network), "{right:?}");
        }
    }

    #[test]
    fn a_grant_holds_between_its_days() {
        let grant = Grant { role: Role::Mediator, scope: Scope::Network, from: Day(10), to: Some(Day(12)) };
        assert_eq!([9, 10, 12, 13].map(|day| grant.holds(Day(day))), [false, true, true, false]);
    }
}
