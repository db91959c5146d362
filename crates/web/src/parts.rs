//! Components that any page may use. Their look is described at the top of `frontend/styles/base.css`.

use crate::{Fields, FormErrors, OPENED, Text, icons};
use maud::{Markup, html};

pub use crate::page::encode;

/// An icon of `frontend/icons.txt`, decorative: the words beside it say what it means.
pub fn icon(name: &str) -> Markup {
    icons::icon(name)
}

/// Which way a notice speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It was done.
    Ok,
    /// Look at this.
    Warn,
    /// It went wrong.
    Danger,
}

/// A message above what it is about.
pub fn notice(tone: Tone, words: &str) -> Markup {
    let (class, picture, role) = match tone {
        Tone::Ok => ("notice notice-ok", "check-circle-fill", "status"),
        Tone::Warn => ("notice notice-warn", "warning", "note"),
        Tone::Danger => ("notice notice-danger", "warning-circle", "alert"),
    };
    html! { div class=(class) role=(role) { (icon(picture)) p { (words) } } }
}

/// Everything that is wrong with a form as a whole.
pub fn form_summary(errors: &FormErrors, text: Text) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.notice.notice-danger role="alert" {
                (icon("warning-circle"))
                div {
                    p { (text.say("form-refused")) }
                    @for sentence in errors.general(text) { p { (sentence) } }
                }
            }
        }
    }
}

/// The marks of what a form was opened on, hidden in it: see [`Fields::marks`].
pub fn opened(fields: &Fields) -> Markup {
    html! { @if let Some(marks) = fields.optional(OPENED) { input type="hidden" name=(OPENED) value=(marks); } }
}

/// A labelled input with its hint and its error, filled with what was typed.
pub struct Input<'a> {
    /// The field's name.
    pub name: &'static str,
    /// Its label, already in the visitor's language.
    pub label: String,
    /// `text`, `email`, `password`, `date` …
    pub kind: &'static str,
    /// What it is about, under the label.
    pub hint: Option<String>,
    /// Whether it may stay empty.
    pub required: bool,
    /// For the browser's memory; `off` where the machine is shared.
    pub autocomplete: &'static str,
    /// What was typed and what is wrong with it.
    pub form: (&'a Fields, &'a FormErrors),
}

impl Input<'_> {
    /// Draws the row.
    pub fn row(&self, text: Text) -> Markup {
        let (fields, errors) = self.form;
        let error = errors.about(self.name, text);
        let hint_id = format!("{}-hint", self.name);
        let error_id = format!("{}-error", self.name);
        let described = match (&self.hint, &error) {
            (Some(_), Some(_)) => Some(format!("{hint_id} {error_id}")),
            (Some(_), None) => Some(hint_id.clone()),
            (None, Some(_)) => Some(error_id.clone()),
            (None, None) => None,
        };
        let value = if self.kind == "password" { "" } else { fields.raw(self.name) };
        html! {
            div.form-row {
                label for=(self.name) {
                    (self.label)
                    @if !self.required { " " span.soft { (text.say("optional")) } }
                }
                @if let Some(hint) = &self.hint { p.form-hint id=(hint_id) { (hint) } }
                @if self.kind == "textarea" {
                    textarea.field id=(self.name) name=(self.name) rows="4" required[self.required]
                        autocomplete=(self.autocomplete) aria-invalid=[error.as_ref().map(|_| "true")]
                        aria-describedby=[described] { (value) }
                } @else {
                    input.field id=(self.name) name=(self.name) type=(self.kind) value=(value) required[self.required]
                        autocomplete=(self.autocomplete) aria-invalid=[error.as_ref().map(|_| "true")]
                        aria-describedby=[described];
                }
                @if let Some(error) = error { p.form-error id=(error_id) { (error) } }
            }
        }
    }
}

/// A labelled choice among few values: `(value, label)` pairs.
pub fn select(
    name: &'static str,
    label: &str,
    options: &[(String, String)],
    form: (&Fields, &FormErrors),
    text: Text,
) -> Markup {
    let (fields, errors) = form;
    let error = errors.about_choice(name, text, |code| label_of(options, code));
    html! {
        div.form-row {
            label for=(name) { (label) }
            select.field id=(name) name=(name) aria-invalid=[error.as_ref().map(|_| "true")]
                aria-describedby=[error.as_ref().map(|_| format!("{name}-error"))] {
                @for (value, words) in options { option value=(value) selected[fields.get(name) == value] { (words) } }
            }
            @if let Some(error) = error { p.form-error id=(format!("{name}-error")) { (error) } }
        }
    }
}

/// A row for a text, a date, a number.
pub fn input<'a>(
    form: (&'a Fields, &'a FormErrors),
    kind: &'static str,
    name: &'static str,
    label: String,
) -> Input<'a> {
    Input { name, label, kind, hint: None, required: true, autocomplete: "off", form }
}

/// Boxes to tick, several of which may be: `(value, label)` pairs.
pub fn boxes(
    form: (&Fields, &FormErrors),
    name: &'static str,
    legend: &str,
    options: &[(String, String)],
    text: Text,
) -> Markup {
    let (fields, errors) = form;
    let error = errors.about_choice(name, text, |code| label_of(options, code));
    let error_id = format!("{name}-error");
    html! {
        fieldset.choices aria-describedby=[error.as_ref().map(|_| &error_id)] {
            legend { (legend) }
            @if let Some(error) = &error { p.form-error id=(error_id) { (icon("warning-circle")) (error) } }
            div.form-grid {
                @for (value, label) in options {
                    label.choice {
                        input type="checkbox" name=(name) value=(value) checked[fields.every(name).contains(value)];
                        (label)
                    }
                }
            }
        }
    }
}

/// The label of a code among `(value, label)` pairs.
pub fn label_of(options: &[(String, String)], code: &str) -> String {
    options.iter().find(|(value, _)| value == code).map_or_else(|| code.to_owned(), |(_, label)| label.clone())
}
