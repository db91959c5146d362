//! `parvis watch score`: the nights of a folder of cases, one after another, with the state carried on.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;
use insight::watch::{Facts, Member, Method, Network, Observed, Series, Signal, Subject, night};
use jiff::{Span, civil::Date};

use super::{
    cases::{Cases, Unread, day, distance},
    words,
};
use crate::Trouble;

/// Days between the nights that a forecast is made on.
const ORIGINS: usize = 35;
/// Days from the first scored day to the first of them, and days that a forecast reaches.
const AFTER: i64 = 30;
const AHEAD: usize = 28;

/// Replays a folder of cases.
#[derive(Args)]
pub struct Score {
    /// Dossier des cas
    #[arg(long)]
    cases: PathBuf,
    /// Fichier des signaux à écrire : series_id,date,kind,score
    #[arg(long)]
    out: PathBuf,
    /// Fichier des prévisions à écrire : series_id,origin,date,expected,lo80,hi80,lo95,hi95
    #[arg(long)]
    forecast: Option<PathBuf>,
}

/// The files that are written.
struct Written {
    alarms: BufWriter<File>,
    forecast: Option<BufWriter<File>>,
}

impl Score {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let cases = Cases::read(&self.cases).map_err(|unread| match unread {
            Unread::System(file, error) => Trouble::File { file, error },
            Unread::Line(file, line) => Trouble::Refused(words::unread(&file, line)),
        })?;
        let mut written =
            Written { alarms: create(&self.out)?, forecast: self.forecast.as_deref().map(create).transpose()? };
        writeln!(written.alarms, "series_id,date,kind,score")?;
        if let Some(file) = &mut written.forecast {
            writeln!(file, "series_id,origin,date,expected,lo80,hi80,lo95,hi95")?;
        }
        let began = Instant::now();
        let mut signals = 0;
        for (subject, members) in cases.groups() {
            signals += replay(&cases, subject, &members, &mut written)?;
        }
        written.alarms.flush()?;
        written.forecast.as_mut().map_or(Ok(()), Write::flush)?;
        say!("{}", words::scored(cases.tracks.len(), cases.days(), signals, began.elapsed().as_secs_f64()));
        Ok(())
    }
}

fn create(file: &Path) -> Result<BufWriter<File>, Trouble> {
    let created = File::create(file).map_err(|error| Trouble::File { file: file.to_owned(), error })?;
    Ok(BufWriter::new(created))
}

/// Runs the nights of one group, and tells how many signals there were.
fn replay(cases: &Cases, subject: Subject, members: &[usize], written: &mut Written) -> Result<usize, Trouble> {
    let method = Method::ADOPTED;
    let mut network = Network::new(subject);
    let mut states: Vec<Series> = members.iter().map(|_| Series::new(subject)).collect();
    let mut told = 0;
    for at in 0..cases.days() {
        let date = day(cases.first, at);
        let tracks = members.iter().map(|member| &cases.tracks[*member]);
        let open = states.iter_mut().zip(tracks).filter(|(_, track)| track.counts[at] != Observed::Closed);
        let (mut tonight, names): (Vec<Member>, Vec<&str>) = open
            .map(|(series, track)| {
                (Member { series, facts: cases.facts(track, at), observed: track.counts[at] }, track.name.as_str())
            })
            .unzip();
        if !tonight.is_empty() {
            for (member, signal) in night(date, &mut tonight, &mut network, &method) {
                alarm(&mut written.alarms, names[member], date, &signal)?;
                told += 1;
            }
        }
        if let Some(file) = &mut written.forecast
            && subject == Subject::Place
            && is_origin(cases, date)
        {
            for (series, member) in states.iter().zip(members) {
                let track = &cases.tracks[*member];
                let ahead = (at + 1..=at + AHEAD).filter(|at| cases.is_open(track, *at));
                let ahead: Vec<Facts> = ahead.map(|at| cases.facts(track, at)).collect();
                for day in series.forecast(&ahead, &network, &method) {
                    let bounds = [day.expected, day.low80, day.high80, day.low95, day.high95];
                    let bounds = bounds.map(|bound| format!("{bound:.3}")).join(",");
                    writeln!(file, "{},{date},{},{bounds}", track.name, day.date)?;
                }
            }
        }
    }
    Ok(told)
}

fn alarm(file: &mut impl Write, series: &str, date: Date, signal: &Signal) -> std::io::Result<()> {
    writeln!(file, "{series},{date},{},{:.3}", signal.kind.code(), signal.score)
}

/// Whether forecasts are made on that night: every 35 days from the thirtieth scored day on, as long as what follows is scored.
fn is_origin(cases: &Cases, date: Date) -> bool {
    let (first, last) = cases.scored;
    let since = distance(first, date) - AFTER;
    since >= 0 && since % ORIGINS as i64 == 0 && date <= last.saturating_sub(Span::new().days(AHEAD as i64 + 1))
}
