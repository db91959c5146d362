//! `parvis watch`: what anybody's counts give, however they are written, and a folder of cases night by night.

use crate::support::{parvis, run, succeed};
use std::{fmt::Write, fs};

/// Two years of weekdays, with one row as it should not be at each of the lines 11 to 15.
fn counts() -> String {
    let mut file = String::from("jour;passages\n");
    let first = jiff::civil::date(2023, 1, 2);
    let days = first.series(jiff::Span::new().days(1)).filter(|day| day.weekday().to_monday_zero_offset() < 5);
    for (at, day) in days.take(520).enumerate() {
        match at {
            9 => file.push_str("31/12/2099;12\n"),
            10 => file.push_str("hier;7\n"),
            11 => file.push_str("02/01/2023;9\n"),
            12 => writeln!(file, "{};-4", day.strftime("%d/%m/%Y")).unwrap(),
            13 => file.push('\n'),
            14 => {}
            400 => writeln!(file, "{};", day.strftime("%d/%m/%Y")).unwrap(),
            _ => {
                let fall = if at < 470 { 40 } else { 20 };
                writeln!(file, "{};{}", day.strftime("%d/%m/%Y"), fall + at * 7 % 9).unwrap();
            }
        }
    }
    file
}

#[test]
fn any_table_of_counts_gives_its_signals_and_a_forecast() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("counts.csv");
    fs::write(&file, counts()).unwrap();
    let said = succeed(parvis(&["watch", "series", file.to_str().unwrap(), "--zone", "b"]), "");
    for line in [11, 12, 13, 14] {
        assert!(said.contains(&format!("ligne {line} laissée de côté")), "{line}: {said}");
    }
    assert!(said.contains("n’est pas encore venu") && said.contains("«\u{a0}hier\u{a0}»"), "{said}");
    assert!(said.contains("Rien n’a été compté") && said.contains("Les visites ont baissé"), "{said}");
    assert!(said.lines().filter(|line| line.contains("quatre fois sur cinq")).count() >= 15, "{said}");

    fs::write(&file, "a,b\nc,d\n").unwrap();
    let refused = run(parvis(&["watch", "series", file.to_str().unwrap()]), "");
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("aucune ligne"));
}

#[test]
fn a_folder_of_cases_is_replayed_night_by_night() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path();
    let (mut series, mut calendar) = (
        String::from("series_id,date,visits\n"),
        String::from("site_id,date,open_hours,public_holiday,school_holiday\n"),
    );
    for (at, day) in jiff::civil::date(2024, 1, 1).series(jiff::Span::new().days(1)).take(500).enumerate() {
        let open = day.weekday().to_monday_zero_offset() < 5;
        writeln!(calendar, "S000,{day},{},0,0", if open { "7.0" } else { "0.0" }).unwrap();
        if open {
            let visits = if at == 420 { String::new() } else { (30 + at * 5 % 7).to_string() };
            writeln!(series, "S000,{day},{visits}").unwrap();
        }
    }
    fs::write(cases.join("series.csv"), &series).unwrap();
    fs::write(cases.join("calendar.csv"), calendar).unwrap();
    fs::write(cases.join("meta.json"), r#"{"eval_start":"2024-12-01","eval_end":"2025-05-14"}"#).unwrap();
    let score = || {
        let [out, forecast] = ["alarms.csv", "forecast.csv"].map(|name| cases.join(name));
        let line = ["watch", "score", "--cases", cases.to_str().unwrap(), "--out", out.to_str().unwrap(), "--forecast"];
        run(parvis(&[&line[..], &[forecast.to_str().unwrap()]].concat()), "")
    };
    assert!(score().status.success());
    let alarms = fs::read_to_string(cases.join("alarms.csv")).unwrap();
    assert_eq!(alarms, "series_id,date,kind,score\nS000,2025-02-24,outage,9.000\n");
    let forecast = fs::read_to_string(cases.join("forecast.csv")).unwrap();
    assert!(forecast.starts_with("series_id,origin,date,expected,lo80,hi80,lo95,hi95\nS000,2024-12-31,2025-01-01,"));
    // Origins 35 days apart, as long as 28 days follow: four of them, each with its 20 weekdays.
    assert_eq!(forecast.lines().count(), 1 + 4 * 20);

    fs::write(cases.join("series.csv"), series.replace("2024-01-03", "le trois")).unwrap();
    let words = String::from_utf8(score().stderr).unwrap();
    assert!(words.contains("ligne 4"), "{words}");
}
