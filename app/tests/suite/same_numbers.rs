//! Whatever is recorded, corrected and withdrawn: the same question has the same numbers on the page, from the API, as CSV, in the workbook
//! of a report, in Parquet and by SQL.

use crate::house::House;
use figures::{Words, capital};
use kernel::{Actor, PlaceId, Role, Scope};
use parquet::{
    file::{reader::FileReader, serialized_reader::SerializedFileReader},
    record::RowAccessor,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use tally::{Dimension, Key, Measure, Question};
use testkit::Client;
use web::{Locale, Text};

const THEMES: [&str; 5] = ["electricite.facture", "famille.rsa", "sante.vitale", "courrier.avis", "lien.ecoute"];

/// Requests by the name of their theme.
type Cut = BTreeMap<String, u64>;

/// Small numbers that a seed makes, each time the same (a linear congruence, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// An October of two places, some of it corrected or withdrawn later; answers what then stands, by theme.
async fn october(house: &House, dice: &mut Dice) -> BTreeMap<&'static str, u64> {
    let mut stands: BTreeMap<&str, u64> = BTreeMap::new();
    for place in 1..=2 {
        let mut mediator =
            house.person(&format!("mediation-{place}"), Role::Mediator, Scope::Place(PlaceId(place))).await;
        let mut number = 0;
        for day in 1..=31 {
            let mut entries = Vec::new();
            let mut made = |kind: &str, body: Value| {
                number += 1;
                let id = format!("0199{:04x}-0000-7000-8000-{place:04x}{number:08x}", 0x9000 + day);
                entries.push(json!({"id": id, "v": 1, "place": place, "kind": kind, "at": format!("2026-10-{day:02}T09:10:00+02:00"), "body": body}));
                id
            };
            for _ in 0..dice.below(4) {
                let visit = made("visit.opened", json!({"channel": "site"}));
                for _ in 0..1 + dice.below(3) {
                    let theme = THEMES[dice.below(5) as usize];
                    let facts = |theme: &str| json!({"visit": visit, "theme": theme, "acts": ["explain"], "outcome": "resolved"});
                    let request = made("request.recorded", facts(theme));
                    let stays = match dice.below(6) {
                        0 => {
                            made("withdrawn", json!({"target": request}));
                            None
                        }
                        1 => {
                            let other = THEMES[dice.below(5) as usize];
                            made("corrected", json!({"target": request, "replaces": request, "facts": facts(other)}));
                            Some(other)
                        }
                        _ => Some(theme),
                    };
                    stays.into_iter().for_each(|theme| *stands.entry(theme).or_default() += 1);
                }
            }
            let answer = mediator.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200).json();
            assert!(
                answer["results"].as_array().unwrap().iter().all(|result| result["status"] == "accepted"),
                "{answer}"
            );
        }
    }
    stands
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_has_the_same_numbers_wherever_it_is_asked() {
    for seed in [1, 2026] {
        let house = House::build().await;
        let stands = october(&house, &mut Dice(seed)).await;
        let name = |code: &str| name(&house, house.parts.catalogue.now().theme(code).unwrap().id);
        let expected: Cut = stands.iter().map(|(code, n)| (name(code), *n)).collect();
        assert!(expected.values().sum::<u64>() > 50);
        let mut officer = house.person("union", Role::Officer, Scope::Network).await;
        // A report is issued on what the journal says now; what is asked after it is too.
        assert_eq!(workbook(&mut officer).await, expected, "workbook, {seed}");
        assert_eq!(api(&mut officer).await, expected, "API, {seed}");
        assert_eq!(summed(screen(&mut officer).await), expected, "page, {seed}");
        assert_eq!(summed(csv(&mut officer).await), expected, "CSV, {seed}");
        let by_code = parquet(&mut officer).await;
        assert_eq!(by_code.iter().map(|(code, n)| (name(code), *n)).collect::<Cut>(), expected, "Parquet, {seed}");
        assert_eq!(sql(&house).await, expected, "SQL, {seed}");
    }
}

/// What a theme is called wherever figures are shown.
fn name(house: &House, theme: u16) -> String {
    let (network, catalogue) = (house.parts.directory.now(), house.parts.catalogue.now());
    let text = Text { locale: Locale::French };
    let words = Words::new(text, &network, &catalogue, catalogue::today(house.parts.app.clock.now()));
    capital(&words.label(Dimension::Theme, Key::Code(theme.into())))
}

const QUESTION: &str = "measure=requests&by=theme";

async fn api(officer: &mut Client) -> Cut {
    let answer =
        officer.get(&format!("/api/v1/figures?{QUESTION}&from=2026-10-01&to=2026-10-31")).await.expect(200).json();
    let row = |row: &Value| (capital(row["keys"][0]["label"].as_str().unwrap()), row["value"].as_u64().unwrap());
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}

async fn screen(officer: &mut Client) -> Cut {
    let page = officer.get(&format!("/explore?{QUESTION}&period=2026-10")).await.expect(200).body;
    let body = page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap();
    let rows = body.split("<tr>").skip(1).map(|row| {
        let cells: Vec<String> = row
            .split('<')
            .filter_map(|piece| piece.split_once('>'))
            .map(|(_, text)| text.to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        (unescaped(&cells[0]), number(&cells[1]))
    });
    rows.collect()
}

/// What a page or a workbook writes for letters that its form needs.
fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")
}

/// What a total is the total of.
fn summed(mut cut: Cut) -> Cut {
    if let Some(total) = cut.remove("Total") {
        assert_eq!(total, cut.values().sum::<u64>());
    }
    cut
}

fn number(words: &str) -> u64 {
    words.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

async fn csv(officer: &mut Client) -> Cut {
    let file = officer.get(&format!("/explore.csv?{QUESTION}&period=2026-10")).await.expect(200).body;
    let rows = file.lines().skip(1).map(|line| {
        let mut cells = line.split(';').map(|cell| cell.trim_matches('"'));
        (capital(cells.next().unwrap()), number(cells.next().unwrap()))
    });
    rows.collect()
}

async fn workbook(officer: &mut Client) -> Cut {
    let asked = [
        ("model", "monthly"),
        ("from", "2026-10-01"),
        ("to", "2026-10-31"),
        ("title", "Octobre"),
        ("section", "themes"),
    ];
    let report = officer.post("/reports", &asked).await.expect(303).location().to_owned();
    let book = officer.get(&format!("{report}/workbook")).await.expect(200).bytes;
    let mut book = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let strings: Vec<String> =
        part("xl/sharedStrings.xml").split("<si>").skip(1).map(|piece| unescaped(value(piece, "t"))).collect();
    let sheet = part("xl/worksheets/sheet2.xml");
    let rows = sheet.split("<row ").skip(2).map(|row| {
        let cells: Vec<&str> = row.split("<c ").skip(1).collect();
        (capital(&strings[value(cells[0], "v").parse::<usize>().unwrap()]), value(cells[1], "v").parse().unwrap())
    });
    rows.collect()
}

/// The text of the first element of a name.
fn value<'a>(xml: &'a str, name: &str) -> &'a str {
    let inside = xml.split(&format!("<{name}")).nth(1).and_then(|rest| rest.split_once('>')).unwrap().1;
    inside.split("</").next().unwrap()
}

async fn parquet(officer: &mut Client) -> Cut {
    let file = officer.get("/releases/facts/demandes-2026.parquet").await.expect(200).bytes;
    let reader = SerializedFileReader::new(axum::body::Bytes::from(file)).unwrap();
    let mut cut = Cut::new();
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let theme = row.get_column_iter().position(|(name, _)| name == "theme").unwrap();
        *cut.entry(row.get_string(theme).unwrap().clone()).or_default() += 1;
    }
    cut
}

async fn sql(house: &House) -> Cut {
    let (network, catalogue) = (house.parts.directory.now(), house.parts.catalogue.now());
    let dictionary = figures::sql::Dictionary::new(&network, &catalogue);
    let day = |day: i8| tally::Day(kernel::Day::of(jiff::civil::date(2026, 10, day)).0);
    let question = Question { by: [Some(Dimension::Theme), None], ..Question::new(Measure::Requests, day(1), day(31)) };
    let mut tx = house.parts.app.db.read(&Actor::System("test")).await.unwrap();
    let answer = figures::sql::ask(&mut tx, &dictionary, &question).await.unwrap();
    let name = |key: Key| name(house, key.code().unwrap() as u16);
    answer.rows.iter().map(|row| (name(row.keys[0]), row.value)).collect()
}
