//! The catalogue in memory: small, read everywhere, read again after each edit.

use crate::{
    axes, document,
    model::{Family, Operator, Partnership, Theme, Version},
    store::{self, SheetRow},
};
use db::{Db, DbError};
use jiff::{Timestamp, tz::TimeZone};
use kernel::{Actor, AssociationId, Day};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, OnceLock, RwLock},
};
use tally::{Branch, ThemeFamilies};
use web::{Document, Locale};

/// The catalogue as it was last read. Cheap to clone; every clone sees a refresh.
#[derive(Clone, Default)]
pub struct Catalogue(Arc<Kept>);

#[derive(Default)]
struct Kept {
    snapshot: RwLock<Arc<Snapshot>>,
    /// One refresh at a time: the last one to finish is then the last one to have read.
    refreshing: tokio::sync::Mutex<()>,
}

/// The catalogue at one instant, with every version it has had.
#[derive(Default)]
pub struct Snapshot {
    versions: Vec<Version>,
    families: Vec<Family>,
    themes: BTreeMap<u16, Theme>,
    operators: BTreeMap<u16, Operator>,
    theme_ids: HashMap<String, u16>,
    operator_ids: HashMap<String, u16>,
    becomes: HashMap<u16, u16>,
    partnerships: HashMap<(AssociationId, u16), Vec<Partnership>>,
    sheets: BTreeMap<u16, SheetRow>,
    /// Written once a day and language, and forgotten with the snapshot.
    documents: Mutex<Vec<(Day, Locale, Arc<Document>)>>,
    book: OnceLock<Arc<Document>>,
}

/// The day of the Union, whose catalogue changes at midnight in Paris.
pub fn today(now: Timestamp) -> Day {
    Day::at(now, &zone())
}

/// The zone that the network as a whole lives in.
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

impl Catalogue {
    /// Reads the catalogue.
    pub async fn load(db: &Db) -> Result<Self, DbError> {
        let catalogue = Self::default();
        catalogue.refresh(db).await?;
        Ok(catalogue)
    }

    /// Reads it again.
    pub async fn refresh(&self, db: &Db) -> Result<(), DbError> {
        let _turn = self.0.refreshing.lock().await;
        let mut tx = db.read(&Actor::System("catalogue")).await?;
        let snapshot = Arc::new(Snapshot::read(&mut tx).await?);
        *self.0.snapshot.write().expect("nobody panics while they hold the catalogue") = snapshot;
        Ok(())
    }

    /// The catalogue at this instant.
    pub fn now(&self) -> Arc<Snapshot> {
        self.0.snapshot.read().expect("nobody panics while they hold the catalogue").clone()
    }

    /// Where the document of a day stands, for the browser to keep: another content has another address.
    pub fn url(&self, locale: Locale, day: Day) -> String {
        self.now().document(locale, day).url("/api/v1/catalogue")
    }

    /// Where all the sheets stand together, likewise.
    pub fn sheets_url(&self) -> String {
        self.now().book().url("/api/v1/sheets")
    }
}

impl Snapshot {
    /// Reads everything in a transaction.
    pub(crate) async fn read(tx: &mut db::Tx) -> Result<Self, DbError> {
        let themes = store::themes(tx).await?;
        let operators = store::operators(tx).await?;
        let mut partnerships: HashMap<_, Vec<Partnership>> = HashMap::new();
        for row in store::partnerships(tx).await? {
            partnerships.entry((row.association, row.operator)).or_default().push(row);
        }
        Ok(Self {
            versions: store::versions(tx).await?,
            families: store::families(tx).await?,
            theme_ids: themes.iter().map(|theme| (theme.code.clone(), theme.id)).collect(),
            operator_ids: operators.iter().map(|operator| (operator.code.clone(), operator.id)).collect(),
            themes: themes.into_iter().map(|theme| (theme.id, theme)).collect(),
            operators: operators.into_iter().map(|operator| (operator.id, operator)).collect(),
            becomes: store::mappings(tx).await?.into_iter().map(|(_, theme, becomes)| (theme, becomes)).collect(),
            partnerships,
            sheets: store::sheets(tx).await?.into_iter().map(|sheet| (sheet.theme, sheet)).collect(),
            documents: Mutex::default(),
            book: OnceLock::new(),
        })
    }

    /// Every version, oldest first.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The version that holds on a day; days before the first belong to it.
    pub fn version_at(&self, day: Day) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.from <= day).or(self.versions.first())
    }

    /// Every family, in the order of menus.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// A family by its id.
    pub fn family_by_id(&self, id: u16) -> Option<&Family> {
        self.families.iter().find(|family| family.id == id)
    }

    /// A family by its code.
    pub fn family(&self, code: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.code == code)
    }

    /// Every theme of every version, by id.
    pub fn themes(&self) -> impl Iterator<Item = &Theme> {
        self.themes.values()
    }

    /// The themes that stand on a day, by family and id.
    pub fn themes_at(&self, day: Day) -> Vec<&Theme> {
        let version = self.version_at(day).map_or(0, |version| version.number);
        let of = |family: &Family| {
            let family = family.id;
            self.themes.values().filter(move |theme| theme.family == family && theme.stands_in(version))
        };
        self.families.iter().flat_map(of).collect()
    }

    /// A theme by its code, in whatever version it stands: old entries name old themes.
    pub fn theme(&self, code: &str) -> Option<&Theme> {
        self.themes.get(self.theme_ids.get(code)?)
    }

    /// A theme by its id.
    pub fn theme_by_id(&self, id: u16) -> Option<&Theme> {
        self.themes.get(&id)
    }

    /// What a theme of any version is called in the last one: itself while it stands, or what it became.
    pub fn comparable(&self, theme: u16) -> u16 {
        let mut present = theme;
        // A mapping goes to a theme that stands in a later version, so that it never comes back; the bound is a belt.
        for _ in 0..self.versions.len() {
            match self.becomes.get(&present) {
                Some(next) => present = *next,
                None => break,
            }
        }
        present
    }

    /// What the theme became, when it ended.
    pub fn successor(&self, theme: u16) -> Option<&Theme> {
        self.themes.get(self.becomes.get(&theme)?)
    }

    /// For the tally: the family of each theme.
    pub fn theme_families(&self) -> ThemeFamilies {
        self.themes.values().map(|theme| (theme.id, theme.family)).collect()
    }

    /// Every operator, by id.
    pub fn operators(&self) -> impl Iterator<Item = &Operator> {
        self.operators.values()
    }

    /// An operator by its code.
    pub fn operator(&self, code: &str) -> Option<&Operator> {
        self.operators.get(self.operator_ids.get(code)?)
    }

    /// An operator by its id.
    pub fn operator_by_id(&self, id: u16) -> Option<&Operator> {
        self.operators.get(&id)
    }

    /// The name an operator had on a day: a request is shown under the name of its own date.
    pub fn operator_name(&self, id: u16, day: Day) -> &str {
        self.operators.get(&id).map_or("", |operator| operator.name(day))
    }

    /// Every partnership of an association.
    pub fn partnerships(&self, association: AssociationId) -> Vec<Partnership> {
        let mine = self.partnerships.iter().filter(|((of, _), _)| *of == association);
        let mut partnerships: Vec<_> = mine.flat_map(|(_, periods)| periods).copied().collect();
        partnerships.sort_by_key(|partnership| (partnership.operator, partnership.from));
        partnerships
    }

    /// Whether the operator was a signed partner of the association on that day.
    pub fn is_partner(&self, association: AssociationId, operator: u16, day: Day) -> bool {
        let periods = self.partnerships.get(&(association, operator));
        periods.is_some_and(|periods| periods.iter().any(|period| period.holds(day)))
    }

    /// Whose business a request is. Its operator decides, when it is known: `partner` when it was a signed partner of the
    /// place's association on that day; else `public` for a national or local public body, and `social` for all others. When
    /// no operator is known (0), it is the theme's own branch; a theme nobody knows is `social`, as « Autre » is.
    pub fn branch_of(&self, theme: u16, operator: u16, association: AssociationId, day: Day) -> Branch {
        match self.operators.get(&operator) {
            Some(_) if self.is_partner(association, operator, day) => Branch::Partner,
            Some(operator) => operator.kind.branch(),
            None => self.themes.get(&theme).map_or(Branch::Social, |theme| theme.branch),
        }
    }

    /// The number of a language in facts, 1 to 31; 0 when it is not in the list.
    pub fn language(&self, code: &str) -> u8 {
        axes::language(code)
    }

    /// The language of a number in facts.
    pub fn language_code(&self, number: u8) -> Option<&'static str> {
        axes::language_code(number)
    }

    /// The sheet of a theme.
    pub fn sheet(&self, theme: u16) -> Option<&SheetRow> {
        self.sheets.get(&theme)
    }

    pub(crate) fn sheets(&self) -> impl Iterator<Item = &SheetRow> {
        self.sheets.values()
    }

    /// All the sheets at once, for a counter that may lose its network.
    pub(crate) fn book(&self) -> Arc<Document> {
        self.book.get_or_init(|| Arc::new(document::book(self))).clone()
    }

    /// What the browser holds on a day, in a language.
    pub fn document(&self, locale: Locale, day: Day) -> Arc<Document> {
        /// Both languages, on the days of places at either side of midnight, and room for a client with a wrong clock.
        const KEPT: usize = 8;
        let mut documents = self.documents.lock().expect("nobody panics while they write a document");
        if let Some((.., document)) = documents.iter().find(|(on, of, _)| *on == day && *of == locale) {
            return document.clone();
        }
        let document = Arc::new(document::document(self, locale, day));
        if documents.len() == KEPT {
            documents.remove(0);
        }
        documents.push((day, locale, document.clone()));
        document
    }
}
