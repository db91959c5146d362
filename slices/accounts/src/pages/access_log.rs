//! The access log: who signed in, who exported, who changed what somebody may do.

use super::words;
use crate::{
    Accounts,
    model::parse_scope,
    store::{
        access_log::{Line, lines},
        account::names,
    },
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::{AccountId, Right, Role, Whereabouts};
use maud::html;
use network::Snapshot;
use std::collections::BTreeMap;
use web::{Context, Fields, Page, Result, Section, Text};

/// Lines on a page.
const MOST: u32 = 100;

pub(super) async fn page(
    State(accounts): State<Accounts>,
    context: Context,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    context.require(Right::SeeAccessLog, Whereabouts::Network)?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let lines = lines(&mut tx, fields.get("before").parse().ok(), MOST).await?;
    let concerned: Vec<_> = lines.iter().filter_map(|line| line.detail.split(' ').next()?.parse().ok()).collect();
    let names = names(&mut tx, &concerned).await?;
    drop(tx);
    let text = context.text;
    let snapshot = accounts.directory.now();
    let older = lines.last().filter(|_| lines.len() == MOST as usize).map(|line| line.id);
    Ok(Page::new(&context, text.say("accounts-access-log-title")).section(Section::Team).draw(html! {
        main.page.stack #content {
            nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
            div.page-head {
                div { h1 { (text.say("accounts-access-log-title")) } p { (text.say("accounts-access-log-words")) } }
            }
            section.card {
                div.table-scroll tabindex="0" role="region" aria-label=(text.say("accounts-access-log-title")) {
                    table.table.table-compact {
                        thead { tr {
                            th scope="col" { (text.say("accounts-when")) }
                            th scope="col" { (text.say("accounts-who")) }
                            th scope="col" { (text.say("accounts-what")) }
                            th scope="col" { (text.say("accounts-detail")) }
                        } }
                        tbody {
                            @for line in &lines {
                                tr {
                                    td.nowrap { (words::instant(&context, &snapshot, line.at)) }
                                    td { (who(text, line)) }
                                    td { (what(text, &line.what)) }
                                    td.soft { (detail(text, &snapshot, &names, line)) }
                                }
                            }
                        }
                    }
                }
                @if let Some(last) = older {
                    nav.pagination aria-label=(text.say("accounts-older")) { a href=(format!("/team/access-log?before={last}")) { (text.say("accounts-older")) } }
                }
            }
        }
    }))
}

fn who(text: Text, line: &Line) -> String {
    let names = [&line.name, &line.device].into_iter().flatten().cloned().collect::<Vec<_>>();
    match &*line.what {
        _ if !names.is_empty() => names.join(" · "),
        "sign-in-refused" => text.say("accounts-unknown"),
        _ => text.say("accounts-program"),
    }
}

/// What is stored in numbers and codes (`5 mediator place:1`), in words.
fn detail(text: Text, snapshot: &Snapshot, names: &BTreeMap<AccountId, String>, line: &Line) -> String {
    if !["invitation", "grant", "grant-ended", "account-closed", "account-opened", "reader", "reader-end"]
        .contains(&&*line.what)
    {
        return line.detail.clone();
    }
    let mut parts = line.detail.split(' ');
    let name = parts.next().and_then(|id| names.get(&id.parse().ok()?)).cloned();
    let role = parts.next().and_then(Role::from_slug).map(|role| words::role(text, role));
    let scope = parts.next().and_then(parse_scope).map(|scope| words::scope(text, scope, snapshot));
    [name, role, scope].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a line may say. Other slices write lines too; a word that is not here is shown as it stands.
const WORDS: [(&str, &str); 21] = [
    ("sign-in", "accounts-log-sign-in"),
    ("sign-in-refused", "accounts-log-sign-in-refused"),
    ("sign-out", "accounts-log-sign-out"),
    ("pin", "accounts-log-pin"),
    ("pin-locked", "accounts-log-pin-locked"),
    ("pin-chosen", "accounts-log-pin-chosen"),
    ("password-chosen", "accounts-log-password-chosen"),
    ("session-ended", "accounts-log-session-ended"),
    ("invitation", "accounts-log-invitation"),
    ("grant", "accounts-log-grant"),
    ("grant-ended", "accounts-log-grant-ended"),
    ("account-closed", "accounts-log-account-closed"),
    ("account-opened", "accounts-log-account-opened"),
    ("device-code", "accounts-log-device-code"),
    ("device-enrolled", "accounts-log-device-enrolled"),
    ("device-revoked", "accounts-log-device-revoked"),
    ("export", "accounts-log-export"),
    ("report", "accounts-log-report"),
    ("release", "accounts-log-release"),
    ("reader", "accounts-log-reader"),
    ("reader-end", "accounts-log-reader-end"),
];

fn what(text: Text, what: &str) -> String {
    WORDS.iter().find(|(word, _)| *word == what).map_or_else(|| what.to_owned(), |(_, key)| text.say(key))
}
