//! Questions saved under a name: the address of the page, which belongs to whoever saved it. Whoever opens one asks anew, with
//! the rights of that day.

use super::{Shown, asked::canonical, draw};
use crate::page::View;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Actor, Refusal};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, Result,
    parts::{self, Input},
};

db::row! {
    /// A saved question.
    pub(crate) struct SavedView {
        pub id: i64,
        pub name: String,
        pub query: String,
    }
}

/// Nobody finds their way among more.
const MOST: usize = 60;
const LONGEST_NAME: usize = 80;
const LONGEST_QUERY: usize = 4_000;

/// The questions of whoever asks, by name.
pub(super) async fn of(tx: &mut Tx, actor: &Actor) -> Result<Vec<SavedView>, DbError> {
    let Some(person) = actor.person() else { return Ok(Vec::new()) };
    tx.all("select id, name, query from saved_view where owner = $1 order by name, id", values![person.account]).await
}

async fn put(tx: &mut Tx, now: Timestamp, owner: AccountId, name: &str, query: &str) -> Result<(), DbError> {
    let (id,): (i64,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from saved_view", values![]).await?;
    let sql = "insert into saved_view (id, owner, name, query, created_at) values ($1, $2, $3, $4, $5)
        on conflict (owner, name) do update set query = excluded.query";
    tx.execute(sql, values![id, owner, name, query, now]).await?;
    Ok(())
}

/// `POST /explore/views`: gives a question a name; the same name again is the newer question.
pub(crate) async fn save(State(view): State<View>, context: Context, form: Fields) -> Result<Response> {
    let owner = context.actor.person().ok_or_else(Refusal::forbidden)?.account;
    let fields = Fields::parse(form.get("query").as_bytes());
    let query = canonical(&fields);
    let mut errors = FormErrors::default();
    let name = errors.required(&form, "name", LONGEST_NAME);
    if query.len() > LONGEST_QUERY {
        errors.push(Refusal::invalid("too-long").field("name").with("longest", LONGEST_QUERY));
    }
    let mut tx = view.app.db.write(&context.actor).await?;
    let saved = of(&mut tx, &context.actor).await?;
    if saved.len() >= MOST && saved.iter().all(|view| view.name != name) {
        errors.push(Refusal::invalid("explore-too-many-views").field("name").with("most", MOST));
    }
    if !errors.is_empty() {
        drop(tx);
        let page = draw(&view, &context, fields, &form, &errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    put(&mut tx, context.now, owner, &name, &query).await?;
    tx.commit().await?;
    Ok(web::see_other(&format!("/explore?{query}")).into_response())
}

/// `POST /explore/views/{id}/removal`: forgets one of one's own questions, and stays on the question at hand.
pub(crate) async fn remove(
    State(view): State<View>,
    context: Context,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response> {
    let owner = context.actor.person().ok_or_else(Refusal::forbidden)?.account;
    let id: i64 = id.parse().map_err(|_| Refusal::missing())?;
    let mut tx = view.app.db.write(&context.actor).await?;
    let gone = tx.execute("delete from saved_view where id = $1 and owner = $2", values![id, owner]).await?;
    tx.commit().await?;
    if gone == 0 {
        return Err(Refusal::missing().into());
    }
    let query = canonical(&Fields::parse(form.get("query").as_bytes()));
    Ok(web::see_other(&format!("/explore?{query}")).into_response())
}

impl Shown<'_> {
    /// The saved questions, and the form that saves this one.
    pub(super) fn views(&self, (form, errors): (&Fields, &FormErrors)) -> Markup {
        let text = self.context.text;
        let query = canonical(self.fields);
        let name = Input {
            name: "name",
            label: self.say("explore-view-name"),
            kind: "text",
            hint: None,
            required: true,
            autocomplete: "off",
            form: (form, errors),
        };
        html! {
            section.card.explore-views aria-labelledby="views-heading" {
                h2 #views-heading { (self.say("explore-views")) }
                @if self.saved.is_empty() { p.small.soft { (self.say("explore-no-view")) } } @else {
                    ul.lines {
                        @for view in self.saved {
                            li.explore-view {
                                a href=(format!("/explore?{}", view.query)) aria-current=[(view.query == query).then_some("page")] { (view.name) }
                                form method="post" action=(format!("/explore/views/{}/removal", view.id)) {
                                    input type="hidden" name="query" value=(query);
                                    @let remove = text.fill("explore-remove-view", &[("name", view.name.as_str().into())]);
                                    button.button.button-plain.button-small aria-label=(remove) title=(remove) { (parts::icon("trash")) }
                                }
                            }
                        }
                    }
                }
                form.form method="post" action="/explore/views" {
                    input type="hidden" name="query" value=(query);
                    (name.row(text))
                    div.form-actions { button.button.button-quiet { (self.say("explore-save-view")) } }
                }
                p.small.soft { (self.say("explore-share")) }
            }
        }
    }
}
