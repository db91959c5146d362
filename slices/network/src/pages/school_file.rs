//! `POST /network/calendar/file`, `POST /network/calendar/import`: a table of school holidays, seen before it is written.
//!
//! What was read comes back in the page as our own table, so that what is written is what was seen, and the file is sent once.

use super::{
    Here, require_creation,
    school::{self, Forms, PATH},
    unprocessable,
};
use crate::{
    calendar::{self, Change, SchoolDays, SchoolFile},
    school::{bring_school_days, school_words},
    store,
};
use axum::{
    extract::{Multipart, State, multipart::MultipartRejection},
    response::Response,
};
use kernel::Refusal;
use maud::html;
use web::{Context, Fields, FormErrors, Page, Result, Section, parts::icon};

/// The lines that a page tells; a command tells all.
const TOLD: usize = 200;

pub(super) async fn look(
    State(here): State<Here>,
    context: Context,
    sent: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    require_creation(&context)?;
    let bytes = match sent {
        Ok(sent) => file(sent).await,
        Err(_) => None,
    };
    let file = bytes.ok_or_else(|| Refusal::invalid("calendar-no-file").field("file"));
    match file.and_then(|bytes| calendar::read(&bytes)) {
        Ok(file) => shown(&here, &context, &file).await,
        Err(refusal) => refused(&here, &context, refusal.into()).await,
    }
}

pub(super) async fn bring(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    require_creation(&context)?;
    match calendar::read(fields.get("table").as_bytes()) {
        Ok(file) => {
            let mut tx = here.app.db.write(&context.actor).await?;
            bring_school_days(&mut tx, &file.days).await?;
            here.done(tx, PATH).await
        }
        Err(refusal) => refused(&here, &context, refusal.into()).await,
    }
}

/// The first file of a form that has something in it.
async fn file(mut sent: Multipart) -> Option<Vec<u8>> {
    while let Ok(Some(field)) = sent.next_field().await {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.ok()?;
            return (!bytes.is_empty()).then(|| bytes.to_vec());
        }
    }
    None
}

async fn refused(here: &Here, context: &Context, file: FormErrors) -> Result<Response> {
    Ok(unprocessable(school::draw(here, context, Forms { file, ..Forms::default() }).await?))
}

async fn shown(here: &Here, context: &Context, file: &SchoolFile) -> Result<Response> {
    let text = context.text;
    let mut tx = here.app.db.read(&context.actor).await?;
    let change = Change::of(&store::school_days(&mut tx).await?, &file.days);
    drop(tx);
    let lines = school_words(text, file, &change);
    let more = lines.len().saturating_sub(TOLD);
    Ok(Page::new(context, text.say("calendar-import")).section(Section::Places).draw(html! {
        main.page.stack #content {
            div {
                ul.breadcrumb {
                    li { a href="/places" { (text.say("network-title")) } }
                    li { a href=(PATH) { (text.say("calendar-title")) } }
                }
                h1 { (text.say("calendar-import")) }
                p { (text.say("calendar-look-words")) }
            }
            section.card {
                h2 { (text.say("calendar-would")) }
                ul.lines { @for line in lines.iter().take(TOLD) { li { (line) } } }
                @if more > 0 { p.soft { (super::words::count(text, "calendar-more-lines", more)) } }
            }
            form.form method="post" action=(format!("{PATH}/import")) {
                textarea hidden name="table" { (table(&file.days)) }
                div.form-actions {
                    @if !change.is_empty() { button.button type="submit" { (icon("check")) " " (text.say("calendar-write")) } }
                    a.button.button-plain href=(PATH) { (text.say("network-cancel")) }
                }
            }
        }
    }))
}

/// Days of zones as our own table.
fn table(days: &[SchoolDays]) -> String {
    let lines = days.iter().map(|days| {
        // A name with a separator in it is quoted, as the reader expects.
        let name = days.name.as_deref().unwrap_or_default().replace('"', "\"\"");
        format!("{};{};{};\"{name}\"\n", days.zone.code(), days.first, days.last)
    });
    std::iter::once("zones;first;last;name\n".to_owned()).chain(lines).collect()
}
