//! `POST /activity/{place}/closed-months`: from then on, a correction in the month says why.

use super::{Here, day_path};
use crate::store;
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use jiff::civil::Date;
use kernel::{Day, PlaceId, Refusal, Right};
use web::{Context, Fields, Result, see_other};

pub(super) async fn close(
    State(here): State<Here>,
    context: Context,
    Path(place): Path<PlaceId>,
    fields: Fields,
) -> Result<Redirect> {
    let place = here.place(&context, place, Right::CloseMonth)?;
    let person = context.actor.person().ok_or_else(Refusal::missing)?;
    let first: Date = format!("{}-01", fields.get("month")).parse().map_err(|_| Refusal::invalid("not-a-date"))?;
    let month = store::month_of(Day::of(first));
    if month >= store::month_of(Day::at(context.now, &place.zone)) {
        return Err(Refusal::invalid("month-not-over").into());
    }
    if Day::of(first.last_of_month()) < place.row.opened {
        return Err(Refusal::missing().into());
    }
    let mut tx = here.app.db.write(&context.actor).await?;
    store::close_month(&mut tx, place.row.id, month, context.now, person.account).await?;
    tx.commit().await?;
    Ok(see_other(&day_path(place.row.id, Day::of(first.last_of_month()))))
}
