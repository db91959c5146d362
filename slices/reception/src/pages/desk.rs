//! `GET /counter`: which place, and all that the counter starts from.

use super::{
    Here, Which, chooser,
    counter::{CounterAgent, CounterPlace, CounterView, counter as draw, kept_here, round, words::ICONS},
};
use crate::{store, today};
use axum::{
    extract::{Query, State},
    response::Response,
};
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::{Day, DeviceKind, Refusal, Right};
use network::{Place, model::Stage};
use serde::Deserialize;
use std::cmp::Reverse;
use web::{Context, Page, Result, Section};

/// How far back a theme counts as recorded of late.
const RECENT_DAYS: i32 = 60;

/// How long before its last day a place says so to its agents at each visit; the public is told as soon as it is decided.
const NOTICE_DAYS: i32 = 30;

/// How many themes count so: what is done less often fits no better than what is not done.
const RECENT_THEMES: usize = 40;

#[derive(Deserialize)]
pub(super) struct Asked {
    place: Option<String>,
}

pub(super) async fn page(State(here): State<Here>, context: Context, Query(asked): Query<Asked>) -> Result<Response> {
    let place = match here.which(&context, asked.place.as_deref(), Right::Record)? {
        Which::This(place) => place,
        Which::Among(places) => return Ok(chooser(&context, Section::Counter, "/counter", &places)),
    };
    let person = context.actor.person().ok_or_else(Refusal::missing)?;
    let catalogue = here.catalogue.now();
    let (id, day) = (place.row.id, Day::at(context.now, &place.zone));
    let mut tx = here.app.db.read(&context.actor).await?;
    let favourites = here.catalogue.favourites(&mut tx, id, Some(person.account), day).await?;
    let mut recent = store::recent_themes(&mut tx, id, day.plus(-RECENT_DAYS), day).await?;
    recent.sort_unstable_by_key(|(theme, count)| (Reverse(*count), *theme));
    let recent = recent.into_iter().take(RECENT_THEMES);
    let recent = recent.filter_map(|(theme, count)| Some((catalogue.theme_by_id(theme)?.code.clone(), count)));
    let colleagues = accounts::receiving(&mut tx, id, place.row.association, day).await?.into_iter();
    let colleagues = colleagues.filter(|(account, _)| *account != person.account);
    let view = CounterView {
        place: CounterPlace { id: id.0, name: place.row.name.clone(), zone: place.row.zone.clone() },
        agent: CounterAgent { id: person.account.0, name: person.name.clone() },
        colleagues: colleagues.map(|(account, name)| CounterAgent { id: account.0, name }).collect(),
        desk: context.actor.device().map(|device| device.name.clone()),
        server_now: context.now.to_string(),
        catalogue_url: here.catalogue.url(context.locale(), catalogue::today(context.now)),
        sheets_url: here.catalogue.sheets_url(),
        lineage: here.journal.lineage().to_owned(),
        seal: here.journal.public_key(),
        enrolled: context.actor.device().is_some_and(|at| at.place == id && at.kind == DeviceKind::Counter),
        favourites,
        recent: recent.collect(),
        today: today(&mut tx, &catalogue, &place, context.now).await?,
        shut: closed_since(&mut tx, &place, context.now).await?.map(|day| dated(&context, "desk-closed", day)),
        closing: place
            .last_day(context.now)
            .filter(|last| *last < day.plus(NOTICE_DAYS))
            .map(|last| dated(&context, "desk-closing", last)),
        tiding: here.tidings.of(&mut tx, person.account, context.text).await?,
        round: round(&place, day),
    };
    let page = Page::new(&context, context.text.say("counter-visit-new")).section(Section::Counter);
    let drawn = view.favourites.iter().map(|favourite| format!("{}-duotone", favourite.icon));
    let page = page.icons(ICONS.map(str::to_owned).into_iter().chain(drawn));
    let page = page.at(place.row.short_name.clone()).style("counter.css").script("counter.js").installable();
    let page = page.status(kept_here(context.text));
    Ok(page.draw(draw(&view, context.text)))
}

/// The first day of a place's closing, once it is closed, as its own page tells it.
async fn closed_since(tx: &mut Tx, place: &Place, now: Timestamp) -> Result<Option<Day>, DbError> {
    if place.stage_at(now) != Stage::Closed {
        return Ok(None);
    }
    let stages = network::store::stages(tx, place.row.id).await?;
    let told = stages.last().filter(|(_, stage)| stage == Stage::Closed.code()).map(|(day, _)| *day);
    Ok(told.or_else(|| Some(place.row.closed?.plus(1))))
}

/// « Ce lieu est fermé depuis … », « Ce lieu ferme définitivement le … »
fn dated(context: &Context, key: &str, day: Day) -> String {
    let date = web::date_words(context.locale(), day.date());
    context.text.fill(key, &[("date", date.into())])
}
