//! The findings: days without a record, « Autre », minutes, lateness, devices that say nothing.

use crate::{
    page::View,
    period::{Period, day_words},
    report::Asker,
    selection::Selection,
    tables::part_words,
    words::Words,
};
use jiff::SignedDuration;
use kernel::{Day, DeviceKind, PlaceId, Refusal, Right};
use network::Place;
use std::{collections::HashMap, sync::Arc};
use tally::{BadQuestion, Dimension, Filter, Measure, Row};
use web::{Context, Result};

/// Days looked at, up to yesterday.
const DAYS: i32 = 28;
/// Entries are read for these last days only: the journal is not made to be counted.
const DAYS_OF_ENTRIES: i64 = 7;
/// An entry that comes a day after it happened is late; a device that says nothing for a day is looked at.
const LATE: SignedDuration = SignedDuration::from_hours(24);
/// Of more places, entries are not read one place after the other while somebody waits.
const MOST_PLACES: usize = 60;

/// One thing to look at.
pub(super) struct Finding {
    pub id: &'static str,
    pub icon: &'static str,
    pub summary: String,
    /// The worst first.
    pub rows: Vec<Seen>,
}

/// One place or device of a finding, and what to do about it.
pub(super) struct Seen {
    pub name: String,
    pub words: String,
    pub ways: Vec<Way>,
}

/// A link to what mends.
pub(super) struct Way {
    pub path: String,
    pub words: String,
}

/// See the module.
pub(super) struct Findings {
    pub days: (Day, Day),
    pub list: Vec<Finding>,
}

impl Findings {
    pub async fn read(
        view: &View,
        context: &Context,
        words: &Words<'_>,
        places: Vec<Arc<Place>>,
        today: Day,
    ) -> Result<Self> {
        let days = (today.plus(-DAYS), today.plus(-1));
        let period = Period::Days(days.0, days.1);
        let selection =
            Selection { period, bounds: days, today, places, chosen: false, association: None, filters: Vec::new() };
        let board = Board { view, context, words, selection };
        let counted = board.counted().map_err(|_| Refusal::invalid("figures-too-many-groups"))?;
        let mut list = counted;
        list.push(board.late().await?);
        list.push(board.devices().await?);
        Ok(Self { days, list })
    }
}

struct Board<'a> {
    view: &'a View,
    context: &'a Context,
    words: &'a Words<'a>,
    selection: Selection,
}

impl Board<'_> {
    fn say(&self, key: &str) -> String {
        self.context.text.say(key)
    }

    /// « 12 % : 40 sur 330 demandes ».
    fn part(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return self.say("quality-no-record");
        }
        let share = part_words(self.context.text, part, whole);
        let words = [
            ("share", share.into()),
            ("part", self.context.text.count(part).into()),
            ("whole", self.context.text.count(whole).into()),
        ];
        self.context.text.fill("quality-part", &words)
    }

    fn may(&self, right: Right, place: &Place) -> bool {
        self.context.actor.may(right, place.whereabouts())
    }

    fn way(&self, key: &str, path: String) -> Way {
        Way { path, words: self.say(key) }
    }

    /// The findings that the tally knows, on one state of it.
    fn counted(&self) -> Result<Vec<Finding>, BadQuestion> {
        self.view.figures.look(|tally| {
            let asker = Asker { tally, selection: &self.selection };
            let (from, to) = self.selection.bounds;
            let by_place = [Some(Dimension::Place), None];
            let minutes = asker.rows(Measure::Minutes, by_place, from, to, true)?.rows;
            let mut others = self.selection.clone();
            let codes = self.words.codes(Dimension::Theme, reception::OTHER).unwrap_or_default();
            others.filters.push(Filter { dimension: Dimension::Theme, codes });
            let other = Asker { tally, selection: &others };
            let other = other.rows(Measure::Requests, by_place, from, to, true)?.rows;
            Ok(vec![self.silent(tally)?, self.others(&other, &minutes), self.minutes(&minutes)])
        })
    }

    /// Opening days without a record.
    fn silent(&self, tally: &tally::Tally) -> Result<Finding, BadQuestion> {
        let (mut rows, mut missing, mut open) = (Vec::new(), 0, 0);
        for place in &self.selection.places {
            let alone = Selection { places: vec![place.clone()], ..self.selection.clone() };
            let asker = Asker { tally, selection: &alone };
            let (_, coverage) = asker.coverage(&self.view.names().0, &self.view.openings)?;
            let silent = coverage.open - coverage.recorded;
            (missing, open) = (missing + silent, open + coverage.open);
            let Some((_, last)) = coverage.missing.first().copied() else { continue };
            let mut ways = Vec::new();
            if self.may(Right::SeeActivity, place) {
                ways.push(self.way("quality-see-day", format!("/activity?place={}&day={last}", place.row.id)));
            }
            if self.may(Right::EditPlace, place) {
                ways.push(self.way("quality-add-closure", format!("/places/{}/exceptions", place.row.id)));
            }
            let last =
                self.context.text.fill("quality-last-day", &[("day", day_words(self.context.text, last).into())]);
            let words = format!("{} ({last})", self.context.text.many("figures-missing-days", silent));
            rows.push((silent, Seen { name: place.row.short_name.clone(), words, ways }));
        }
        let summary = if open == 0 {
            self.say("figures-no-hours")
        } else {
            let words =
                [("missing", self.context.text.count(missing).into()), ("open", self.context.text.count(open).into())];
            self.context.text.fill("explore-coverage-words", &words)
        };
        Ok(Finding { id: "silent", icon: "calendar-blank", summary, rows: worst_first(rows) })
    }

    /// Requests under « Autre »: a theme that the catalogue lacks, or one that nobody found.
    fn others(&self, other: &[Row], requests: &[Row]) -> Finding {
        let of: HashMap<_, u64> = other.iter().map(|row| (row.keys[0], row.n)).collect();
        let editor = self.context.actor.may_somewhere(Right::EditCatalogue);
        let rows = requests.iter().filter_map(|row| {
            let n = of.get(&row.keys[0]).copied().filter(|n| *n > 0)?;
            let place = self.place(row)?;
            let question =
                format!("/explore?measure=requests&by=week&place={}&theme={}", place.row.id, reception::OTHER);
            let mut ways = vec![self.way("quality-explore", question)];
            if editor {
                ways.push(self.way("quality-words", "/catalogue/words".into()));
            }
            Some((
                per_ten_thousand(n, row.n),
                Seen { name: place.row.short_name.clone(), words: self.part(n, row.n), ways },
            ))
        });
        let rows = worst_first(rows.collect());
        let summary = self.part(other.iter().map(|row| row.n).sum(), requests.iter().map(|row| row.n).sum());
        Finding { id: "others", icon: "question-duotone", summary, rows }
    }

    /// Requests of which nobody said how long they took.
    fn minutes(&self, minutes: &[Row]) -> Finding {
        let rows = minutes.iter().filter(|row| row.known < row.n).filter_map(|row| {
            let place = self.place(row)?;
            let question = format!("/explore?measure=minutes&by=family&place={}", place.row.id);
            let ways = vec![self.way("quality-explore", question)];
            let unknown = row.n - row.known;
            let words = self.part(unknown, row.n);
            Some((per_ten_thousand(unknown, row.n), Seen { name: place.row.short_name.clone(), words, ways }))
        });
        let rows = worst_first(rows.collect());
        let (n, known) = minutes.iter().fold((0, 0), |sum, row| (sum.0 + row.n, sum.1 + row.known));
        Finding { id: "minutes", icon: "clock", summary: self.part(n - known, n), rows }
    }

    /// Entries that came a day or more after what they tell.
    async fn late(&self) -> Result<Finding> {
        let (id, icon) = ("late", "hourglass-medium");
        if self.selection.places.len() > MOST_PLACES {
            return Ok(Finding { id, icon, summary: self.say("quality-too-many-places"), rows: Vec::new() });
        }
        let since = self.context.now - SignedDuration::from_hours(24 * DAYS_OF_ENTRIES);
        let mut tx = self.view.app.db.read(&self.context.actor).await?;
        let doors = accounts::doors(&mut tx).await?;
        let (mut rows, mut whole, mut all_late) = (Vec::new(), 0, 0);
        for place in &self.selection.places {
            let (n, late) = journal::late(&mut tx, place.row.id, since, LATE, &doors).await?;
            (whole, all_late) = (whole + n, all_late + late);
            if late > 0 {
                let mut ways = Vec::new();
                if self.may(Right::SeeActivity, place) {
                    ways.push(self.way("quality-see-activity", format!("/activity?place={}", place.row.id)));
                }
                if self.may(Right::ManageDevices, place) {
                    ways.push(self.way("quality-see-devices", "/team/devices".into()));
                }
                let words = self.part(late, n);
                rows.push((per_ten_thousand(late, n), Seen { name: place.row.short_name.clone(), words, ways }));
            }
        }
        Ok(Finding { id, icon, summary: self.part(all_late, whole), rows: worst_first(rows) })
    }

    /// Enrolled counters that have not been heard of: what waits on them is not known here.
    async fn devices(&self) -> Result<Finding> {
        let mut tx = self.view.app.db.read(&self.context.actor).await?;
        let mine: HashMap<PlaceId, &Arc<Place>> =
            self.selection.places.iter().map(|place| (place.row.id, place)).collect();
        let counters = accounts::enrolled(&mut tx).await?.into_iter().filter(|device| {
            let serves = device.revoked_at.is_none() && device.expires_at.is_some_and(|end| end > self.context.now);
            device.kind == DeviceKind::Counter && serves && mine.contains_key(&device.place)
        });
        let (mut rows, mut all) = (Vec::new(), 0);
        for device in counters {
            all += 1;
            let place = mine[&device.place];
            let silent = device.seen_at.map(|seen| self.context.now.duration_since(seen));
            if silent.is_some_and(|silent| silent < LATE) {
                continue;
            }
            let way = match self.may(Right::ManageDevices, place) {
                true => self.way("quality-see-devices", "/team/devices".into()),
                false => self.way("quality-see-place", format!("/places/{}", place.row.id)),
            };
            let words = match device.seen_at {
                None => self.say("quality-never-seen"),
                Some(seen) => {
                    let day = Day::at(seen, &place.zone);
                    self.context.text.fill("quality-last-seen", &[("day", day_words(self.context.text, day).into())])
                }
            };
            let name = format!("{} ({})", device.name, place.row.short_name);
            rows.push((
                silent.map_or(u64::MAX, |silent| silent.as_secs().unsigned_abs()),
                Seen { name, words, ways: vec![way] },
            ));
        }
        let words = [
            ("silent", self.context.text.count(rows.len() as u64).into()),
            ("all", self.context.text.count(all).into()),
        ];
        let summary = if all == 0 {
            self.say("quality-no-device")
        } else {
            self.context.text.fill("quality-devices-silent", &words)
        };
        Ok(Finding { id: "devices", icon: "cloud-slash", summary, rows: worst_first(rows) })
    }

    fn place(&self, row: &Row) -> Option<&Arc<Place>> {
        self.words.network.place(PlaceId(row.keys[0].code()?.into()))
    }
}

fn per_ten_thousand(part: u64, whole: u64) -> u64 {
    part * 10_000 / whole.max(1)
}

fn worst_first(mut rows: Vec<(u64, Seen)>) -> Vec<Seen> {
    rows.sort_by(|(one, seen), (other, of)| other.cmp(one).then_with(|| seen.name.cmp(&of.name)));
    rows.into_iter().map(|(_, seen)| seen).collect()
}
