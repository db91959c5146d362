//! A folder of labelled cases: daily counts of invented places, their calendars and when they opened.
//!
//! `series.csv` has `series_id,date,visits`, a row for each open day, blank visits where nothing was recorded; `calendar.csv`
//! `site_id,date,open_hours,public_holiday,school_holiday`, announced in advance; `sites.csv` when each opened; `meta.json` what is scored.
//! `S012` is a place, `S012/C07` a category of it, `NET/C07` the category over all places.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use insight::watch::{Facts, Observed, Subject};
use jiff::{Span, civil::Date};

/// A file that cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// The system refuses.
    System(PathBuf, std::io::Error),
    /// A line is not as it should be.
    Line(PathBuf, u64),
}

/// A series with what was counted on each day, from the first day of the cases.
pub struct Track {
    /// Its name in the files.
    pub name: String,
    /// What it counts.
    pub subject: Subject,
    /// The place whose calendar it follows; none for the network's own.
    pub site: Option<usize>,
    /// One for each day; closed where the files have no row.
    pub counts: Vec<Observed>,
}

/// All cases of a folder.
pub struct Cases {
    /// The first day.
    pub first: Date,
    /// The days that are scored.
    pub scored: (Date, Date),
    /// Every series, in the order of the files.
    pub tracks: Vec<Track>,
    calendars: Vec<Calendar>,
    network: Calendar,
}

/// What the calendar says of each day of a place.
struct Calendar {
    hours: Vec<f64>,
    school: Vec<bool>,
    usual: [f64; 7],
    opens: [bool; 7],
}

impl Calendar {
    fn new(first: Date, hours: Vec<f64>, school: Vec<bool>) -> Self {
        let (mut usual, mut opens) = ([1.0; 7], [false; 7]);
        let from = hours.iter().position(|hours| *hours > 0.0).unwrap_or(0);
        for weekday in 0..7 {
            let is = |at: &usize| weekday_of(first, *at) == weekday;
            let mut open: Vec<f64> =
                (from..hours.len()).filter(is).map(|at| hours[at]).filter(|hours| *hours > 0.0).collect();
            open.sort_by(f64::total_cmp);
            opens[weekday] = 2 * open.len() > (from..hours.len()).filter(is).count();
            usual[weekday] = open.get(open.len() / 2).copied().unwrap_or(1.0);
        }
        Self { hours, school, usual, opens }
    }

    /// The facts of an open day.
    fn facts(&self, first: Date, at: usize) -> Facts {
        let hours = self.hours[at] / self.usual[weekday_of(first, at)];
        let shut = |before: usize| self.hours[before] == 0.0 && self.opens[weekday_of(first, before)];
        Facts {
            size: 1.0,
            date: day(first, at),
            hours: if hours > 0.0 { hours } else { 1.0 },
            school_holiday: Some(self.school[at]),
            after_closure: at.checked_sub(1).is_some_and(shut),
        }
    }
}

fn weekday_of(first: Date, at: usize) -> usize {
    (first.weekday().to_monday_zero_offset() as usize + at) % 7
}

/// The day at a distance from the first.
pub fn day(first: Date, at: usize) -> Date {
    first.saturating_add(Span::new().days(at as i64))
}

/// How far a day is from the first.
pub fn distance(first: Date, day: Date) -> i64 {
    day.since(first).map_or(0, |span| i64::from(span.get_days()))
}

impl Cases {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Result<Self, Unread> {
        let meta = folder.join("meta.json");
        let text = fs::read_to_string(&meta).map_err(|error| Unread::System(meta.clone(), error))?;
        let meta_json: serde_json::Value = serde_json::from_str(&text).map_err(|_| Unread::Line(meta.clone(), 1))?;
        let scored = |key: &str| {
            let day = meta_json[key].as_str().and_then(|day| day.parse::<Date>().ok());
            day.ok_or_else(|| Unread::Line(meta.clone(), 1))
        };
        let scored = (scored("eval_start")?, scored("eval_end")?);

        let mut sites: HashMap<String, usize> = HashMap::new();
        let mut announced: Vec<(usize, Date, f64, bool)> = Vec::new();
        rows(&folder.join("calendar.csv"), |row| {
            let site = sites.len();
            let site = *sites.entry(row.get(0)?.to_owned()).or_insert(site);
            announced.push((site, row.get(1)?.parse().ok()?, row.get(2)?.parse().ok()?, row.get(4)? != "0"));
            Some(())
        })?;
        let first = announced.iter().map(|row| row.1).min().unwrap_or(scored.0);
        let last = announced.iter().map(|row| row.1).max().unwrap_or(scored.1);
        let days = distance(first, last) as usize + 1;
        let mut hours = vec![vec![0.0; days]; sites.len()];
        let mut school = vec![vec![false; days]; sites.len()];
        for (site, date, open, holiday) in announced {
            let at = distance(first, date) as usize;
            (hours[site][at], school[site][at]) = (open, holiday);
        }
        let anywhere = (0..days).map(|at| school.iter().any(|school| school[at])).collect();

        let mut tracks: Vec<Track> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        rows(&folder.join("series.csv"), |row| {
            let name = row.get(0)?;
            let at = usize::try_from(distance(first, row.get(1)?.parse().ok()?)).ok().filter(|at| *at < days)?;
            let observed = match row.get(2)? {
                "" => Observed::Blank,
                visits => Observed::Visits(visits.parse().ok()?),
            };
            let track = match known.get(name) {
                Some(track) => *track,
                None => {
                    known.insert(name.to_owned(), tracks.len());
                    tracks.push(Track::new(name, &sites, days));
                    tracks.len() - 1
                }
            };
            tracks[track].counts[at] = observed;
            Some(())
        })?;
        let calendars = hours.into_iter().zip(school).map(|(hours, school)| Calendar::new(first, hours, school));
        let calendars = calendars.collect();
        let summed = tracks.iter().find(|track| track.subject == Subject::Network);
        let open = (0..days).map(|at| match summed.map(|track| track.counts[at]) {
            None | Some(Observed::Closed) => 0.0,
            Some(_) => 1.0,
        });
        let network = Calendar::new(first, open.collect(), anywhere);
        Ok(Self { first, scored, tracks, calendars, network })
    }

    /// What the calendar says of an open day of a series.
    pub fn facts(&self, track: &Track, at: usize) -> Facts {
        self.calendar(track).facts(self.first, at)
    }

    /// Whether a series is announced to be open on a day.
    pub fn is_open(&self, track: &Track, at: usize) -> bool {
        self.calendar(track).hours.get(at).is_some_and(|hours| *hours > 0.0)
    }

    fn calendar(&self, track: &Track) -> &Calendar {
        track.site.map_or(&self.network, |site| &self.calendars[site])
    }

    /// Days from the first to the last.
    pub fn days(&self) -> usize {
        self.network.hours.len()
    }

    /// Series that count the same thing, by position: all places, each category, each of the network's own alone.
    pub fn groups(&self) -> Vec<(Subject, Vec<usize>)> {
        let mut groups: Vec<(Subject, &str, Vec<usize>)> = Vec::new();
        for (at, track) in self.tracks.iter().enumerate() {
            let category = track.name.split_once('/').map_or("", |(_, category)| category);
            match groups.iter_mut().find(|group| group.0 == track.subject && group.1 == category) {
                Some(group) => group.2.push(at),
                None => groups.push((track.subject, category, vec![at])),
            }
        }
        groups.into_iter().map(|(subject, _, members)| (subject, members)).collect()
    }
}

impl Track {
    fn new(name: &str, sites: &HashMap<String, usize>, days: usize) -> Self {
        let (site, category) = name.split_once('/').unwrap_or((name, ""));
        let site = sites.get(site).copied();
        let subject = match site {
            None => Subject::Network,
            Some(_) if category.is_empty() => Subject::Place,
            Some(_) => Subject::Category,
        };
        Self { name: name.to_owned(), subject, site, counts: vec![Observed::Closed; days] }
    }
}

/// Reads the rows of a file under its heading; `take` gives nothing for a row that is not as it should be.
fn rows(file: &Path, mut take: impl FnMut(&csv::StringRecord) -> Option<()>) -> Result<(), Unread> {
    let opened = fs::File::open(file).map_err(|error| Unread::System(file.to_owned(), error))?;
    let mut reader = csv::Reader::from_reader(std::io::BufReader::new(opened));
    let mut row = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) if take(&row).is_some() => {}
            _ => return Err(Unread::Line(file.to_owned(), line)),
        }
    }
}
