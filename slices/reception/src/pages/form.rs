//! The forms of correction: all the facts of a record, as they stand or as they were typed.

use super::words::{Words, company_key, first_key};
use crate::{
    facts::{COMPANY, LONGEST},
    label,
};
use catalogue::Labelled;
use kernel::{Day, Refusal};
use maud::{Markup, html};
use serde_json::{Map, Value};
use web::{
    Fields, FormErrors,
    parts::{Input, select},
};

/// The members of a request's body that its form holds, but for the visit.
const REQUEST: [&str; 7] = ["theme", "operator", "support", "outcome", "reason", "referred_to", "minutes"];
/// The members of a visit's body.
const VISIT: [&str; 7] = ["channel", "stop", "age", "origin", "language", "first", "with"];

/// A body as the fields that show it.
pub(super) fn fields_of(body: &Map<String, Value>) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in body {
        match value {
            Value::Array(values) => values.iter().filter_map(Value::as_str).for_each(|value| fields.push(name, value)),
            Value::String(text) => fields.set(name, text.as_str()),
            other => fields.set(name, other.to_string()),
        }
    }
    fields
}

/// What was typed about a request, as a body; all that is wrong with it is noted at once.
pub(super) fn request_body(fields: &Fields, visit: kernel::EntryId, errors: &mut FormErrors) -> Map<String, Value> {
    let mut body = typed(fields, &REQUEST);
    body.insert("visit".into(), visit.to_string().into());
    if let Some(typed) = fields.optional("minutes") {
        let minutes = typed.parse::<u64>().ok().filter(|minutes| *minutes <= LONGEST);
        let refusal = || Refusal::invalid("entry-minutes").with("longest", LONGEST).field("minutes");
        body.remove("minutes");
        body.extend(errors.take(minutes.ok_or_else(refusal)).map(|minutes| ("minutes".to_owned(), minutes.into())));
    }
    let acts = fields.every("acts");
    if acts.is_empty() {
        errors.push(Refusal::invalid("correction-no-act").field("acts"));
    }
    body.insert("acts".into(), acts.into());
    body
}

/// What was typed about a visit, as a body.
pub(super) fn visit_body(fields: &Fields) -> Map<String, Value> {
    let mut body = typed(fields, &VISIT);
    if let Some(stop) = fields.optional("stop") {
        body.insert("stop".into(), stop.parse::<i64>().map_or(Value::String(stop.to_owned()), Value::from));
    }
    match fields.optional("first") {
        Some("true") => body.insert("first".into(), true.into()),
        Some("false") => body.insert("first".into(), false.into()),
        _ => None,
    };
    body
}

fn typed(fields: &Fields, names: &[&str]) -> Map<String, Value> {
    names.iter().filter_map(|name| Some(((*name).to_owned(), fields.optional(name)?.into()))).collect()
}

/// The fields of a request's form.
pub(super) fn request_rows(words: Words<'_>, day: Day, form: (&Fields, &FormErrors)) -> Markup {
    let (text, axes) = (words.text, words.axes());
    let operators = || {
        let mut operators: Vec<_> = words
            .catalogue
            .operators()
            .map(|operator| (operator.code.clone(), words.labels().operator(operator.id, day)))
            .collect();
        operators.sort_by_key(|(_, name)| catalogue::fold(name));
        with_nothing(words, operators)
    };
    let typed = |name, label: &str, kind| {
        let label = text.say(label);
        Input { name, label, kind, hint: None, required: false, autocomplete: "off", form }.row(text)
    };
    html! {
        (themes(words, day, form))
        (acts(words, form))
        div.form-grid {
            (select("operator", &text.say("record-operator"), &operators(), form, text))
            (select("support", &text.say("record-support"), &listed(words, &axes.supports), form, text))
            (select("outcome", &text.say("record-outcome"), &listed(words, &axes.outcomes), form, text))
        }
        div.form-grid {
            (select("referred_to", &text.say("record-referred"), &operators(), form, text))
            (typed("minutes", "record-minutes", "number"))
            // A code of whoever recorded it, not words: it is shown where it stands, and nobody is asked for one.
            @if form.0.optional("reason").is_some() { (typed("reason", "record-impossible", "text")) }
        }
    }
}

/// The fields of a visit's form.
pub(super) fn visit_rows(words: Words<'_>, form: (&Fields, &FormErrors)) -> Markup {
    let (text, axes) = (words.text, words.axes());
    let stops = words.place.stops.iter().map(|stop| (stop.id.to_string(), label::stop(stop))).collect();
    let first = [true, false].map(|first| (first.to_string(), text.say(first_key(first)))).to_vec();
    let company =
        COMPANY.into_iter().filter_map(|code| Some((code.to_owned(), text.say(company_key(code)?)))).collect();
    html! {
        div.form-grid {
            (select("channel", &text.say("record-channel"), &listed(words, &axes.channels), form, text))
            @if !words.place.stops.is_empty() {
                (select("stop", &text.say("record-stop"), &with_nothing(words, stops), form, text))
            }
            (select("age", &text.say("record-age"), &listed(words, &axes.ages), form, text))
            (select("origin", &text.say("record-origin"), &listed(words, &axes.origins), form, text))
            (select("language", &text.say("record-language"), &listed(words, &axes.languages), form, text))
            (select("first", &text.say("record-first"), &with_nothing(words, first), form, text))
            (select("with", &text.say("record-company"), &with_nothing(words, company), form, text))
        }
    }
}

fn listed(words: Words<'_>, list: &[Labelled]) -> Vec<(String, String)> {
    with_nothing(words, list.iter().map(|item| (item.code.clone(), item.label.clone())).collect())
}

fn with_nothing(words: Words<'_>, options: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), words.text.say("record-unsaid"))).chain(options).collect()
}

/// The themes by family: those that stood on the day, and the record's own.
fn themes(words: Words<'_>, day: Day, (fields, errors): (&Fields, &FormErrors)) -> Markup {
    let catalogue = words.catalogue;
    let chosen = fields.get("theme");
    let mut themes = catalogue.themes_at(day);
    if let Some(own) = catalogue.theme(chosen).filter(|own| themes.iter().all(|theme| theme.id != own.id)) {
        themes.push(own);
    }
    let error = errors.about("theme", words.text);
    html! {
        div.form-row {
            label for="theme" { (words.text.say("record-theme")) }
            select.field #theme name="theme" required aria-invalid=[error.as_ref().map(|_| "true")]
                aria-describedby=[error.as_ref().map(|_| "theme-error")] {
                @for family in catalogue.families() {
                    @let mine: Vec<_> = themes.iter().filter(|theme| theme.family == family.id).collect();
                    @if !mine.is_empty() {
                        optgroup label=(family.label) {
                            @for theme in mine { option value=(theme.code) selected[theme.code == chosen] { (theme.label) } }
                        }
                    }
                }
            }
            @if let Some(error) = error { p.form-error #theme-error { (error) } }
        }
    }
}

fn acts(words: Words<'_>, (fields, errors): (&Fields, &FormErrors)) -> Markup {
    let error = errors.about("acts", words.text);
    html! {
        fieldset.choices aria-describedby=[error.as_ref().map(|_| "acts-error")] {
            legend { (words.text.say("record-acts")) }
            div.row {
                @for act in &words.axes().acts {
                    label.choice {
                        input type="checkbox" name="acts" value=(act.code) checked[fields.every("acts").contains(&act.code)];
                        (act.label)
                    }
                }
            }
            @if let Some(error) = error { p.form-error #acts-error { (error) } }
        }
    }
}
