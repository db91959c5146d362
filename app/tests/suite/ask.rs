//! `parvis ask`: the tally and the database's tables give the same rows, and a question that cannot be read is told what it lacks.

use crate::support::{Server, counter, exchange, parvis, run, succeed};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn either_engine_gives_the_same_rows() {
    let (app, _, store) = testkit::app().await;
    app.db.close().await;
    let folder = store.folder.path().join("data");
    std::fs::create_dir_all(&folder).unwrap();
    let url = store.url.as_deref();
    let cookie = counter(&folder, url);
    let at = jiff::Timestamp::now();
    let entry = |n: u32, kind: &str, body: serde_json::Value| {
        json!({"id": format!("01930000-0000-7000-8000-{n:012x}"), "v": 1, "place": 1, "kind": kind, "at": at.to_string(),
            "agent": 1, "body": body})
    };
    let visit = "01930000-0000-7000-8000-000000000001";
    let request =
        |theme: &str, minutes| json!({"visit": visit, "theme": theme, "acts": ["inform"], "minutes": minutes});
    let entries = json!({"entries": [
        entry(1, "visit.opened", json!({"channel": "site"})),
        entry(2, "request.recorded", request("electricite.facture", 6)),
        entry(3, "request.recorded", request("famille.rsa", 20)),
        entry(4, "request.recorded", request("famille.rsa", 10)),
    ]});
    let server = Server::start(&folder, url);
    let answer = exchange(server.port, "POST", "/api/v1/journal", &cookie, "application/json", &entries.to_string());
    assert_eq!(answer.unwrap().body.matches("accepted").count(), 4);
    server.kill();

    let ask = |question: &str, engine: &str| {
        let mut command = parvis(&["ask", question, "--engine", engine, "--data", folder.to_str().unwrap()]);
        if let Some(url) = url {
            command.env("DATABASE_URL", url);
        }
        command
    };
    for (question, rows) in
        [("measure=minutes&by=theme", 2), ("measure=requests&by=place,family", 2), ("measure=visits", 1)]
    {
        let [tally, sql] = ["tally", "sql"].map(|engine| succeed(ask(question, engine), ""));
        assert_eq!(tally, sql, "{question}");
        assert_eq!(tally.lines().count(), rows, "{tally}");
    }
    assert!(succeed(ask("measure=minutes&by=family", "sql"), "").lines().any(|line| line.ends_with("\t30\t2\t2")));
    for engine in ["tally", "sql"] {
        for question in
            ["measure=people", "measure=visits&by=theme", "measure=visits&with=1", "", "measure=requests&by=day,day"]
        {
            let output = run(ask(question, engine), "");
            let words = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success() && words.starts_with("parvis : "), "{question}: {words}");
        }
    }
}
