//! What a body said, as the Union enters it: the form, and `POST /needs/observations`.

use super::{
    Names,
    list::Forms,
    reader,
    sort::{LONGEST_TITLE, LONGEST_WORDS, again},
};
use crate::{
    Needs,
    model::{Observation, Source},
    store,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use figures::Words;
use kernel::{Day, Refusal};
use maud::{Markup, html};
use web::{Context, Fields, FormErrors, Result, parts, see_other};

/// The form of what a body said.
pub(super) fn form(words: &Words, today: Day, (fields, errors): &(Fields, FormErrors)) -> Markup {
    let text = words.text;
    let mut fields = fields.clone();
    if fields.get("day").is_empty() {
        fields.set("day", today.to_string());
    }
    let form = (&fields, errors);
    let sources =
        Source::ALL.map(|source| (source.slug().to_owned(), text.say(&format!("need-source-{}", source.slug()))));
    let none = [(String::new(), text.say("need-operator-none"))];
    let mut operators: Vec<(String, String)> = words
        .catalogue
        .operators()
        .map(|operator| (operator.code.clone(), words.catalogue.operator_name(operator.id, today).to_owned()))
        .collect();
    operators.sort_by(|one, other| one.1.cmp(&other.1));
    let operators: Vec<_> = none.into_iter().chain(operators).collect();
    html! {
        details.disclosure.card #observation open[!errors.is_empty()] {
            summary { (text.say("need-observe")) }
            form.form method="post" action="/needs/observations" {
                (parts::form_summary(errors, text))
                (parts::select("source", &text.say("need-source"), &sources, form, text))
                (parts::select("operator", &text.say("need-operator"), &operators, form, text))
                (parts::Input { required: false, hint: Some(text.say("need-who-hint")), ..parts::input(form, "text", "who", text.say("need-who")) }.row(text))
                (parts::Input { hint: Some(text.say("need-said-hint")), ..parts::input(form, "textarea", "words", text.say("need-said")) }.row(text))
                (parts::input(form, "date", "day", text.say("need-day")).row(text))
                div.form-actions { button.button type="submit" { (text.say("need-enter")) } }
            }
        }
    }
}

/// `POST /needs/observations`
pub(super) async fn enter(State(needs): State<Needs>, context: Context, fields: Fields) -> Result<Response> {
    let by = reader(&context)?;
    let names = Names::of(&needs, &context);
    let mut errors = FormErrors::default();
    let source = Source::from_slug(fields.get("source"));
    if source.is_none() {
        errors.push(Refusal::invalid("need-source").field("source"));
    }
    let operator = names.catalogue.operator(fields.get("operator")).map(|operator| operator.id);
    if source == Some(Source::Partner) && operator.is_none() {
        errors.push(Refusal::invalid("need-operator").field("operator"));
    }
    let operator = operator.filter(|_| source == Some(Source::Partner));
    let words = errors.required(&fields, "words", LONGEST_WORDS);
    let who = fields.get("who").to_owned();
    errors.legible(&who, "who");
    if who.len() > LONGEST_TITLE {
        errors.push(Refusal::invalid("too-long").field("who").with("longest", LONGEST_TITLE));
    }
    let day = errors.date(&fields, "day").unwrap_or(names.today);
    if day > names.today {
        errors.push(Refusal::invalid("need-future").field("day"));
    }
    let Some(source) = source.filter(|_| errors.is_empty()) else {
        return again(&needs, &context, &Forms { observe: (fields, errors), ..Forms::default() }).await;
    };
    let mut tx = needs.app.db.write(&context.actor).await?;
    let said = Observation { id: 0, source, operator, who, words, day, need: None, set_aside: false };
    store::add_observation(&mut tx, context.now, by, &said).await?;
    tx.commit().await?;
    Ok(see_other("/needs").into_response())
}
