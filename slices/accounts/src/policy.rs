//! Who may give what to whom. Pure.
//!
//! - One gives roles only inside one's own scope, and no wider than one's own (the table is [`gives`]).
//! - Nobody changes their own roles: neither up (an administrator stays blind to what is recorded) nor down (nobody locks
//!   themselves out). That an administrator invents a colleague cannot be prevented; the access log shows it.
//! - One acts on an account as a whole (a link to a new password, closing it) only when one could have given every role it
//!   holds: otherwise whoever invites a colleague of another association could take over their account.
//! - The last administrator stays: the action asks `store::grant::another_administrator`.

use crate::store::device::DeviceRow;
use jiff::{Timestamp, tz::TimeZone};
use kernel::{Actor, Day, Device, DeviceKind, Grant, Right, Role, Scope, Whereabouts};
use network::Snapshot;

/// The roles that a role may give, inside its scope.
pub fn gives(role: Role) -> &'static [Role] {
    match role {
        Role::Administrator => &Role::ALL,
        Role::Officer => &[Role::Mediator, Role::Director, Role::Officer, Role::Partner],
        Role::Director => &[Role::Mediator, Role::Director],
        Role::Mediator | Role::Partner => &[],
    }
}

/// Whether a role makes sense over a scope: who receives people does it somewhere, who works for the network does it everywhere.
pub fn fits(role: Role, scope: Scope) -> bool {
    match role {
        Role::Mediator | Role::Director => scope != Scope::Network,
        Role::Officer | Role::Administrator => scope == Scope::Network,
        Role::Partner => true,
    }
}

/// Whether an actor may give a role over a scope, or end it.
pub fn may_give(actor: &Actor, role: Role, scope: Scope, snapshot: &Snapshot) -> bool {
    let Some(target) = whereabouts(scope, snapshot) else { return false };
    match actor {
        Actor::System(_) => true,
        Actor::Person(person) => {
            person.grants.iter().any(|grant| grant.scope.covers(target) && gives(grant.role).contains(&role))
        }
        Actor::Anonymous | Actor::Device(_) => false,
    }
}

/// Whether an actor sees an account in the team's list: some role of it, even a past one, lies in what they manage.
pub fn sees(actor: &Actor, grants: &[Grant], snapshot: &Snapshot) -> bool {
    let managed = |scope| whereabouts(scope, snapshot).is_some_and(|target| actor.may(Right::ManageAccounts, target));
    managed(Scope::Network) || grants.iter().any(|grant| managed(grant.scope))
}

/// Whether an actor may act on an account as a whole.
pub fn masters(
    actor: &Actor,
    account: kernel::AccountId,
    grants: &[Grant],
    snapshot: &Snapshot,
    now: Timestamp,
) -> bool {
    if matches!(actor, Actor::System(_)) {
        return true;
    }
    if actor.person().is_none_or(|person| person.account == account) {
        return false;
    }
    let open: Vec<_> = grants.iter().filter(|grant| !is_over(grant, snapshot, now)).collect();
    let counted = if open.is_empty() { grants.iter().collect() } else { open };
    if counted.is_empty() {
        return actor.may(Right::ManageAccounts, Whereabouts::Network);
    }
    counted.iter().all(|grant| may_give(actor, grant.role, grant.scope, snapshot))
}

/// Where a scope lies; nothing when its association or its place is not there.
pub fn whereabouts(scope: Scope, snapshot: &Snapshot) -> Option<Whereabouts> {
    match scope {
        Scope::Network => Some(Whereabouts::Network),
        Scope::Association(id) => snapshot.association(id).map(|_| Whereabouts::Association(id)),
        Scope::Place(id) => snapshot.place(id).map(|place| place.whereabouts()),
    }
}

/// The day it is in a scope: the place's, or the one of the association's first place, or of the network's.
pub fn today(scope: Scope, snapshot: &Snapshot, now: Timestamp) -> Day {
    let place = match scope {
        Scope::Place(id) => snapshot.place(id),
        Scope::Association(id) => snapshot.places().find(|place| place.row.association == id),
        Scope::Network => snapshot.places().next(),
    };
    let zone = place.map(|place| place.zone.clone()).or_else(|| TimeZone::get("Europe/Paris").ok());
    Day::at(now, &zone.unwrap_or(TimeZone::UTC))
}

/// Whether a grant has ended.
pub fn is_over(grant: &Grant, snapshot: &Snapshot, now: Timestamp) -> bool {
    grant.to.is_some_and(|last| last < today(grant.scope, snapshot, now))
}

/// The grants that hold today.
pub fn holding(grants: &[Grant], snapshot: &Snapshot, now: Timestamp) -> Vec<Grant> {
    grants.iter().filter(|grant| grant.holds(today(grant.scope, snapshot, now))).copied().collect()
}

/// What is left of somebody's roles in a session that a PIN opened: the counter of that place, and nothing else. Four digits
/// do not open figures, accounts or months.
pub fn by_pin(grants: &[Grant], device: &Device) -> Vec<Grant> {
    let here = Whereabouts::Place(device.place, device.association);
    let record = grants.iter().filter(|grant| grant.scope.covers(here) && grant.role.rights().contains(&Right::Record));
    record.map(|grant| Grant { role: Role::Mediator, scope: Scope::Place(device.place), ..*grant }).collect()
}

/// A stored device as an actor: only those that people enrol, at a place that is there.
pub fn device(row: &DeviceRow, snapshot: &Snapshot) -> Option<Device> {
    let place = snapshot.place(row.place).filter(|_| DeviceKind::ENROLLED.contains(&row.kind))?;
    let (id, kind, name) = (row.id, row.kind, row.name.clone());
    Some(Device { id, place: row.place, association: place.row.association, kind, name })
}
