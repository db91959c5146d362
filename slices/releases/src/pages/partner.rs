//! `GET /partner`: what somebody from a partner reads of its own operator; `GET /partner/{file}`: it as files.

use super::{Here, Shown, draw, parse_file, table};
use crate::{Series, store};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Refusal, Right, Whereabouts};
use maud::html;
use web::{Context, Fields, Page, Result};

impl Here {
    /// The operators whose figures somebody reads, by code and name.
    async fn mine(&self, tx: &mut db::Tx, context: &Context) -> Result<Vec<(String, String)>> {
        context.require(Right::ReadReleases, Whereabouts::Network)?;
        let account = context.actor.person().ok_or_else(Refusal::missing)?.account;
        let (catalogue, today) = (self.releases.catalogue.now(), catalogue::today(context.now));
        let mine = store::operators_of(tx, account).await?.into_iter().filter_map(|id| {
            let operator = catalogue.operator_by_id(u16::try_from(id).ok()?)?;
            Some((operator.code.clone(), catalogue.operator_name(operator.id, today).to_owned()))
        });
        Ok(mine.collect())
    }
}

pub(super) async fn page(State(here): State<Here>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let text = context.text;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut tx = here.releases.app.db.read(&context.actor).await?;
    let mine = here.mine(&mut tx, &context).await?;
    let operator = mine.iter().find(|(code, _)| code == fields.get("operator")).or(mine.first());
    let series = operator.map(|(code, _)| Series::Operator(code.clone()).code()).unwrap_or_default();
    let shown = Shown::read(&here, &mut tx, &series, &fields).await?;
    drop(tx);
    let title = text.say("partner-title");
    let content = html! {
        main.page.stack #content {
            div.page-head { div {
                h1 { (operator.map_or(&title, |(_, name)| name)) }
                p { (text.say("partner-lead")) }
            }
            a.button.button-quiet.push href="/partner/needs" { (web::parts::icon("lightbulb")) " " (text.say("partner-needs")) } }
            @if mine.len() > 1 {
                nav.tabs aria-label=(text.say("partner-operators")) {
                    @for one in &mine {
                        a href=(format!("/partner?operator={}", one.0)) aria-current=[(Some(one) == operator).then_some("page")] { (one.1) }
                    }
                }
            }
            @match (operator, &shown.told) {
                (None, _) => p.card { (text.say("partner-nobody")) },
                (_, None) => p.card { (text.say("partner-none")) },
                (Some((code, _)), Some(told)) => {
                    (shown.years(&format!("/partner?operator={code}&"), text))
                    (draw::told(told, Some(&format!("/partner/{code}-{}", told.year)), text))
                }
            }
        }
    };
    Ok(Page::new(&context, title).section(web::Section::Partner).style("figures.css").style("report.css").draw(content))
}

pub(super) async fn file(State(here): State<Here>, context: Context, Path(name): Path<String>) -> Result<Response> {
    let mut tx = here.releases.app.db.read(&context.actor).await?;
    let mine = here.mine(&mut tx, &context).await?;
    // Another partner's file looks as if it did not exist.
    let named = mine.iter().find_map(|(code, _)| Some((code, parse_file(&name, &format!("{code}-")).ok()?)));
    let (code, (year, ending)) = named.ok_or_else(Refusal::missing)?;
    let told = here
        .releases
        .shelf
        .told(&mut tx, &Series::Operator(code.clone()).code(), year)
        .await?
        .ok_or_else(Refusal::missing)?;
    drop(tx);
    let file = table(told, &name, ending).await?;
    let mut tx = here.releases.app.db.write(&context.actor).await?;
    accounts::log(&mut tx, context.now, &context.actor, "export", &name).await?;
    tx.commit().await?;
    Ok(file)
}
