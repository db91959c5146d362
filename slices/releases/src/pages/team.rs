//! `GET /releases`: what was given out and what may be; `POST /releases` asks for it; `POST /releases/readers` says who reads what;
//! `GET /releases/{series}/{year}`: what its readers see, with what was withheld and why.

use super::{Here, draw};
use crate::offer::offer;
use crate::{
    Series,
    store::{self, Listed, Reader},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use figures::{Cell, draw_table};
use kernel::{AccountId, Day, Refusal, Right, Whereabouts};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use web::{Context, Fields, Page, Result, Text, date_words, parts, see_other};

impl Here {
    /// The series that may be given out: the open one, and those of the operators whose figures somebody reads.
    fn series(&self, readers: &[Reader], context: &Context) -> Vec<(Series, String)> {
        let (catalogue, today) = (self.releases.catalogue.now(), catalogue::today(context.now));
        let read: BTreeSet<u16> =
            readers.iter().flat_map(|reader| &reader.operators).filter_map(|id| u16::try_from(*id).ok()).collect();
        let operators = read.into_iter().filter_map(|id| {
            let operator = catalogue.operator_by_id(id)?;
            Some((Series::Operator(operator.code.clone()), catalogue.operator_name(id, today).to_owned()))
        });
        [(Series::Network, context.text.say("open-title"))].into_iter().chain(operators).collect()
    }
}

pub(super) async fn list(State(here): State<Here>, context: Context) -> Result<Response> {
    context.require(Right::GiveOut, Whereabouts::Network)?;
    let text = context.text;
    let today = catalogue::today(context.now);
    let mut tx = here.releases.app.db.read(&context.actor).await?;
    let rows = store::list(&mut tx).await?;
    let readers = store::readers(&mut tx, today).await?;
    drop(tx);
    let title = text.say("release-title");
    let content = html! {
        main.page.stack #content {
            div.page-head { div { h1 { (title) } p { (text.say("release-lead")) } } }
            @for (series, name) in here.series(&readers, &context) {
                @let code = series.code();
                @let of: Vec<&Listed> = rows.iter().filter(|row| row.series == code).collect();
                section.card {
                    h2 { (name) }
                    (offers(&of, &code, today, text))
                    @if of.is_empty() { p.soft { (text.say("release-none")) } }
                    ul.lines { @for row in &of { li { (line(row, text)) } } }
                }
            }
            (self::readers_card(&here, &readers, &context))
            section.card {
                h2 { (text.say("release-facts")) }
                p { (text.say("release-facts-words")) }
                ul.lines { @for year in [today.date().year(), today.date().year() - 1] {
                    li { a href=(format!("/releases/facts/demandes-{year}.parquet")) download { (text.fill("release-facts-year", &[("year", year.to_string().into())])) } }
                } }
            }
        }
    };
    Ok(Page::new(&context, title).section(web::Section::Releases).style("report.css").draw(content))
}

fn offers(rows: &[&Listed], code: &str, today: Day, text: Text) -> Markup {
    let years = years(rows, today);
    html! {
        @for offer in years.into_iter().filter_map(|year| offer(rows, year, today)) {
            form method="post" action="/releases" {
                input type="hidden" name="series" value=(code);
                input type="hidden" name="year" value=(offer.year);
                button.button type="submit" {
                    @let key = if offer.revision > 0 && offer.quarters == 4 { "release-revise" } else { "release-ask" };
                    (text.fill(key, &[("year", offer.year.to_string().into()), ("quarters", quarters_words(offer.quarters).into())]))
                }
            }
        }
    }
}

/// This year, the last one, and those of which something was asked: what was told may be revised.
fn years(rows: &[&Listed], today: Day) -> BTreeSet<i16> {
    let this = today.date().year();
    rows.iter().filter_map(|row| i16::try_from(row.year).ok()).chain([this - 1, this]).collect()
}

/// « T1 », « T1–T3 ».
fn quarters_words(quarters: i64) -> String {
    if quarters == 1 { "T1".into() } else { format!("T1–T{quarters}") }
}

fn line(row: &Listed, text: Text) -> Markup {
    let name = format!("{} {}", row.year, quarters_words(row.quarters));
    let date = |at| date_words(text.locale, catalogue::today(at).date());
    let detail = match (&row.refused, row.made) {
        (Some(why), _) => text.say(&format!("release-refused-{why}")),
        (None, Some(made)) => text.fill("release-made", &[("date", date(made).into())]),
        (None, None) => text.say("release-waits"),
    };
    let told = row.refused.is_none() && row.made.is_some();
    html! {
        @if told { a href=(format!("/releases/{}/{}", row.series, row.year)) { (name) } } @else { (name) }
        @if row.revision > 0 { " " (text.fill("release-revision", &[("number", row.revision.into())])) }
        small { (detail) }
    }
}

fn readers_card(here: &Here, readers: &[Reader], context: &Context) -> Markup {
    let text = context.text;
    let (catalogue, today) = (here.releases.catalogue.now(), catalogue::today(context.now));
    let operator = |id: &i64| catalogue.operator_by_id(u16::try_from(*id).ok()?);
    let mut operators: Vec<(String, &str)> = catalogue
        .operators()
        .map(|operator| (catalogue.operator_name(operator.id, today).to_owned(), operator.code.as_str()))
        .collect();
    operators.sort();
    html! {
        section.card {
            h2 { (text.say("release-readers")) }
            p { (text.say("release-readers-words")) }
            ul.lines {
                @for reader in readers {
                    @for operator in reader.operators.iter().filter_map(operator) {
                        li {
                            (reader.name) " · " (catalogue.operator_name(operator.id, today))
                            form method="post" action="/releases/readers" {
                                input type="hidden" name="account" value=(reader.account);
                                input type="hidden" name="operator" value=(operator.code);
                                button.button.button-quiet type="submit" name="reads" value="no" { (text.say("release-reader-end")) }
                            }
                        }
                    }
                }
            }
            @if readers.is_empty() { p.soft { (text.say("release-readers-none")) } } @else {
                form.form method="post" action="/releases/readers" {
                    div.form-grid {
                        div.form-row {
                            label for="account" { (text.say("release-reader")) }
                            select.field id="account" name="account" { @for reader in readers { option value=(reader.account) { (reader.name) } } }
                        }
                        div.form-row {
                            label for="operator" { (text.say("release-operator")) }
                            select.field id="operator" name="operator" { @for (name, code) in &operators { option value=(code) { (name) } } }
                        }
                    }
                    div.form-actions { button.button type="submit" name="reads" value="yes" { (text.say("release-reader-add")) } }
                }
            }
        }
    }
}

pub(super) async fn ask(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    context.require(Right::GiveOut, Whereabouts::Network)?;
    let mut tx = here.releases.app.db.write(&context.actor).await?;
    let readers = store::readers(&mut tx, catalogue::today(context.now)).await?;
    let known = |series: &Series| here.series(&readers, &context).iter().any(|(known, _)| known == series);
    let series =
        Series::from_code(fields.get("series")).filter(known).ok_or_else(|| Refusal::invalid("release-series"))?;
    let rows = store::list(&mut tx).await?;
    let rows: Vec<&Listed> = rows.iter().filter(|row| row.series == series.code()).collect();
    let today = catalogue::today(context.now);
    let year: Option<i16> = fields.get("year").parse().ok().filter(|year| years(&rows, today).contains(year));
    let offer =
        year.and_then(|year| offer(&rows, year, today)).ok_or_else(|| Refusal::invalid("release-nothing-new"))?;
    let by = context.actor.person().map(|person| person.account);
    let which = (series.code(), offer.year, offer.revision, offer.quarters);
    store::ask(&mut tx, (&which.0, which.1, which.2, which.3), context.now, by).await?;
    let detail = format!("{} {} {}", which.0, which.1, quarters_words(which.3));
    accounts::log(&mut tx, context.now, &context.actor, "release", &detail).await?;
    tx.commit().await?;
    here.releases.wake();
    Ok(see_other("/releases").into_response())
}

pub(super) async fn readers(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    context.require(Right::GiveOut, Whereabouts::Network)?;
    let mut tx = here.releases.app.db.write(&context.actor).await?;
    let reads = fields.get("reads") == "yes";
    let known = store::readers(&mut tx, catalogue::today(context.now)).await?;
    // Taking away needs no role: it may have ended, or the account be closed.
    let may_read = |account: &AccountId| !reads || known.iter().any(|reader| reader.account == *account);
    let account = fields.get("account").parse().ok().map(AccountId).filter(may_read);
    let account = account.ok_or_else(|| Refusal::invalid("release-reader"))?;
    let catalogue = here.releases.catalogue.now();
    let operator = catalogue.operator(fields.get("operator")).ok_or_else(|| Refusal::invalid("release-operator"))?;
    store::set_reader(&mut tx, account, operator.id.into(), reads, context.now).await?;
    let what = if reads { "reader" } else { "reader-end" };
    accounts::log(&mut tx, context.now, &context.actor, what, &format!("{account} {}", operator.code)).await?;
    tx.commit().await?;
    Ok(see_other("/releases").into_response())
}

pub(super) async fn shown(
    State(here): State<Here>,
    context: Context,
    Path((series, year)): Path<(String, String)>,
) -> Result<Response> {
    context.require(Right::GiveOut, Whereabouts::Network)?;
    let text = context.text;
    let year: i64 = year.parse().map_err(|_| Refusal::missing())?;
    let mut tx = here.releases.app.db.read(&context.actor).await?;
    let shown = here.releases.shelf.told(&mut tx, &series, year).await?.ok_or_else(Refusal::missing)?;
    let rows = store::list(&mut tx).await?;
    drop(tx);
    let is_it = |row: &&Listed| {
        row.series == series
            && row.year == year
            && row.revision == i64::from(shown.revision)
            && row.quarters == shown.quarters as i64
    };
    let audit = rows.iter().find(is_it).and_then(|row| row.audit.as_deref());
    let causes: BTreeMap<String, u64> = audit.and_then(|audit| serde_json::from_str(audit).ok()).unwrap_or_default();
    let withheld = shown.figures.iter().filter(|figure| figure.withheld.is_some()).count();
    let title =
        format!("{} · {year}", if series == Series::Network.code() { text.say("open-title") } else { series.clone() });
    let rows: Vec<Vec<Cell>> = causes
        .iter()
        .map(|(cause, n)| vec![Cell::Words(text.say(&format!("release-cause-{cause}"))), Cell::Count(*n)])
        .collect();
    let content = html! {
        main.page.stack #content {
            div.page-head { div {
                h1 { (title) }
                p { a href="/releases" { (text.say("release-title")) } }
            } }
            section.card {
                h2 { (text.say("release-audit")) }
                p { (text.fill("release-audit-words", &[("withheld", (withheld as i64).into()), ("figures", (shown.figures.len() as i64).into())])) }
                @if rows.is_empty() { (parts::notice(parts::Tone::Ok, &text.say("release-audit-none"))) }
                @else { (draw_table(&text.say("release-audit"), &[text.say("release-cause"), text.say("release-figures")], &rows, text)) }
            }
            (draw::told(&shown, None, text))
        }
    };
    Ok(Page::new(&context, title)
        .section(web::Section::Releases)
        .style("figures.css")
        .style("report.css")
        .draw(content))
}
