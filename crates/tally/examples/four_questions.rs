//! The four questions over 28 million made-up requests: medians, bytes a request, and the same rows and answers for other engines.
//!
//! ```text
//! cargo run --release -p tally --example four_questions -- [--rows N] [--threads N] [--write DIRECTORY] [--pairs] [--listen]
//! ```
//! `--write` puts one raw little-endian file a column and one TSV an answer into a directory (see bench/tally); `--pairs` times every
//! two cuts over the whole period; `--listen` reads names of questions and prints the milliseconds of each, so that engines can take turns.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tally::{
    Act, Age, BadQuestion, Branch, Channel, Day, Dimension, Fact, Filter, Kind, Measure, Origin, Outcome, Question,
    Source, Support, Tally, ThemeFamilies,
};

/// The allocator of the program itself: half of a very large answer is the getting of its memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PLACES: u32 = 2_845;
/// 2024-01-01 to 2026-12-31.
const FIRST: Day = Day(8_766);
const LAST: Day = Day(9_861);
/// 2025.
const YEAR: (Day, Day) = (Day(9_132), Day(9_496));
const REPEATS: usize = 41;
const PAIR_ROUNDS: usize = 4;

fn main() -> io::Result<()> {
    let options = Options::read();
    let families: ThemeFamilies = (1..=80).map(|theme| (theme, family(theme))).collect();
    let mut tally = Tally::new(families);
    if let Some(threads) = options.threads {
        tally = tally.with_threads(threads);
    }
    let mut columns = options.write.as_deref().map(Columns::create).transpose()?;

    let mut loading = Duration::ZERO;
    let mut chance = Chance(2026);
    for place in 1..=PLACES {
        let facts = facts_of(place, options.rows, &mut chance);
        if let Some(columns) = &mut columns {
            facts.iter().try_for_each(|fact| columns.write(place, fact))?;
        }
        let block: Vec<u8> = facts.iter().flat_map(Fact::pack).collect();
        let start = Instant::now();
        tally.load(place, &block).expect("packed facts load");
        loading += start.elapsed();
    }
    columns.map_or(Ok(()), Columns::finish)?;
    let rows = tally.total();
    println!("rows\t{rows}");
    println!("bytes a request\t{:.1}", tally.memory_bytes() as f64 / rows as f64);
    println!("load, millions a second\t{:.1}", rows as f64 / 1e6 / loading.as_secs_f64());

    for (name, question) in four_questions() {
        let answer = tally.ask(&question).expect("a good question");
        println!("{name}\t{:.3} ms\t{} rows", median(&tally, &question), answer.rows.len());
        if let Some(directory) = &options.write {
            let mut file = BufWriter::new(File::create(directory.join(format!("{name}.tsv")))?);
            for row in answer.rows {
                let [first, second] = row.keys.map(|key| key.code().unwrap_or(-1));
                writeln!(file, "{first}\t{second}\t{}\t{}\t{}", row.value, row.n, row.known)?;
            }
        }
    }
    if options.pairs {
        every_pair(&tally);
    }
    if options.listen { listen(&tally) } else { Ok(()) }
}

fn listen(tally: &Tally) -> io::Result<()> {
    println!("ready");
    let questions = four_questions();
    for name in io::stdin().lines() {
        let name = name?;
        let (_, question) = questions.iter().find(|(known, _)| *known == name).expect("A, B, C or D");
        println!("{}", median_of(1, tally, question));
    }
    Ok(())
}

fn four_questions() -> [(&'static str, Question); 4] {
    let year = |measure| Question::new(measure, YEAR.0, YEAR.1);
    let thirty = (0..30).map(|at| 1 + at * (PLACES / 30)).collect();
    let filter = |dimension, codes: &[u32]| Filter { dimension, codes: codes.to_vec() };
    let over_sixty = [Age::From60, Age::From70].map(|age| u32::from(age.code()));
    [
        ("A", Question { by: [Some(Dimension::Theme), None], ..year(Measure::Minutes) }),
        (
            "B",
            Question {
                by: [Some(Dimension::Month), Some(Dimension::Family)],
                places: Some(thirty),
                ..Question::new(Measure::Requests, FIRST, LAST)
            },
        ),
        (
            "C",
            Question {
                by: [Some(Dimension::Place), None],
                filters: vec![
                    filter(Dimension::Support, &[u32::from(Support::SelfDone.code())]),
                    filter(Dimension::Age, &over_sixty),
                ],
                ..Question::new(Measure::Requests, FIRST, LAST)
            },
        ),
        (
            "D",
            Question {
                by: [Some(Dimension::Day), Some(Dimension::Family)],
                places: Some(vec![1_234]),
                ..year(Measure::Requests)
            },
        ),
    ]
}

fn every_pair(tally: &Tally) {
    let over_all = |by, measure| Question { by, ..Question::new(measure, FIRST, LAST) };
    let cuts = Dimension::ALL
        .iter()
        .enumerate()
        .flat_map(|(at, first)| Dimension::ALL[at + 1..].iter().map(move |second| [Some(*first), Some(*second)]));
    let measures = [Measure::Requests, Measure::Minutes];
    let mut pairs: Vec<(f64, Question)> =
        cuts.flat_map(|by| measures.map(|measure| (f64::INFINITY, over_all(by, measure)))).collect();
    pairs.retain(|(_, question)| match tally.ask(question) {
        Ok(_) => true,
        Err(BadQuestion::TooManyGroups) => {
            println!("{}\ttoo many groups", name(question));
            false
        }
        Err(bad) => panic!("{bad}"),
    });
    // A busy moment of the machine lasts seconds and hundreds of questions minutes: the best of rounds far apart says what the tally can do.
    for _ in 0..PAIR_ROUNDS {
        for (best, question) in &mut pairs {
            *best = best.min(times(2, tally, question)[0]);
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("pairs\t{} questions, median {:.1} ms; the slowest:", pairs.len(), pairs[pairs.len() / 2].0);
    for (time, question) in pairs.iter().take(12) {
        println!("{}\t{time:.1} ms", name(question));
    }
}

fn name(Question { by, measure, .. }: &Question) -> String {
    let cuts: Vec<_> = by.iter().flatten().map(|cut| cut.slug()).collect();
    format!("{}, {}", cuts.join(" × "), measure.slug())
}

fn median(tally: &Tally, question: &Question) -> f64 {
    median_of(REPEATS, tally, question)
}

fn median_of(repeats: usize, tally: &Tally, question: &Question) -> f64 {
    times(repeats, tally, question)[repeats / 2]
}

/// In milliseconds, sorted.
fn times(repeats: usize, tally: &Tally, question: &Question) -> Vec<f64> {
    let time = |_| {
        let start = Instant::now();
        let answer = tally.ask(black_box(question));
        let time = start.elapsed();
        black_box(answer.is_ok());
        time.as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..repeats).map(time).collect();
    times.sort_by(f64::total_cmp);
    times
}

struct Options {
    rows: usize,
    threads: Option<NonZero<usize>>,
    write: Option<PathBuf>,
    pairs: bool,
    listen: bool,
}

impl Options {
    fn read() -> Options {
        let mut options = Options { rows: 28_000_000, threads: None, write: None, pairs: false, listen: false };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--rows" => {
                    options.rows = words.next().and_then(|rows| rows.parse().ok()).expect("--rows takes a number")
                }
                "--threads" => options.threads = words.next().and_then(|threads| threads.parse().ok()),
                "--listen" => options.listen = true,
                "--write" => options.write = Some(words.next().expect("--write takes a directory").into()),
                "--pairs" => options.pairs = true,
                _ => panic!("unknown option {word}"),
            }
        }
        options
    }
}

/// SplitMix64: the same rows on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// 0 to n − 1, the small ones far more often.
    fn skewed(&mut self, n: u16) -> u16 {
        let share = self.share();
        (f64::from(n) * share * share * share) as u16
    }

    fn of<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        let at = usize::from(self.skewed(values.len() as u16 + 1));
        values.get(at).copied()
    }
}

/// Twelve families of unequal size.
fn family(theme: u16) -> u16 {
    1 + theme % 12
}

/// Large places have about eight times the activity of small ones; Sundays are closed, Saturdays and summers quieter.
fn facts_of(place: u32, rows: usize, chance: &mut Chance) -> Vec<Fact> {
    let open = (FIRST.0..=LAST.0).map(Day).filter(|day| day.weekday() < 6);
    let busy = |day: Day| if day.weekday() == 5 || day.month() % 12 == 7 { 0.5 } else { 1.0 };
    let mean_of_open_days = 0.86 * 939.0;
    let size = 0.25 + 1.5 * f64::from(place.wrapping_mul(2_654_435_761) >> 16) / 65_536.0;
    let a_day = rows as f64 / f64::from(PLACES) / mean_of_open_days * size;
    open.flat_map(|day| {
        let n = (a_day * busy(day) * 2.0 * chance.share() + chance.share()) as usize;
        (0..n).map(|_| request(day, chance)).collect::<Vec<_>>()
    })
    .collect()
}

fn request(day: Day, chance: &mut Chance) -> Fact {
    let theme = 1 + chance.skewed(80);
    Fact {
        slot: chance.percent(98).then(|| 18 + (chance.next() % 18) as u8),
        theme,
        operator: if chance.percent(30) { 0 } else { 1 + chance.skewed(60) },
        branch: Branch::ALL.get(usize::from(theme % 3)).copied(),
        acts: (0..1 + chance.next() % 2).filter_map(|_| chance.of(Act::ALL)).collect(),
        acts_default: chance.percent(40),
        support: chance.of(&[Support::With, Support::SelfDone, Support::For]),
        support_default: chance.percent(50),
        outcome: chance.of(Outcome::ALL),
        outcome_default: chance.percent(60),
        channel: chance.of(Channel::ALL),
        age: chance.of(&[Age::From40, Age::From25, Age::From60, Age::From70, Age::From18, Age::From12, Age::Under12]),
        origin: chance.of(Origin::ALL),
        language: chance.skewed(20) as u8,
        first: [None, Some(true), Some(false)][(chance.next() % 3) as usize],
        minutes: chance.percent(70).then(|| 1 + chance.skewed(60)),
        ..Fact::new(Kind::Request, day, Source::Simulated)
    }
}

/// The columns that the four questions read, as raw files; minutes that are not known are 65535.
struct Columns(Vec<BufWriter<File>>);

impl Columns {
    fn create(directory: &Path) -> io::Result<Columns> {
        fs::create_dir_all(directory)?;
        let names =
            ["place.u16", "day.u16", "month.u16", "theme.u8", "family.u8", "support.u8", "age.u8", "minutes.u16"];
        let files = names.iter().map(|name| Ok(BufWriter::new(File::create(directory.join(name))?)));
        Ok(Columns(files.collect::<io::Result<_>>()?))
    }

    fn write(&mut self, place: u32, fact: &Fact) -> io::Result<()> {
        let wide = |number: i32| (number as u16).to_le_bytes().to_vec();
        let values = [
            wide(place as i32),
            wide(fact.day.0),
            wide(fact.day.month()),
            vec![fact.theme as u8],
            vec![family(fact.theme) as u8],
            vec![fact.support.map_or(0, Support::code)],
            vec![fact.age.map_or(0, Age::code)],
            wide(fact.minutes.map_or(65_535, i32::from)),
        ];
        self.0.iter_mut().zip(values).try_for_each(|(file, value)| file.write_all(&value))
    }

    fn finish(mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(BufWriter::flush)
    }
}
