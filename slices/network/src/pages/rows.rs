//! The rows of this slice's forms: the components of `web`, with the labels and hints of the network.

use maud::{Markup, html};
use web::{Fields, FormErrors, Text, parts::Input};

/// What was typed and what is wrong with it.
pub(super) type Form<'a> = (&'a Fields, &'a FormErrors);

/// A field, as a form lists it.
pub(super) struct Row {
    /// Its name.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// The key of its hint.
    pub hint: Option<&'static str>,
    /// Its type.
    pub kind: &'static str,
    /// Whether it may stay empty.
    pub required: bool,
}

impl Row {
    /// A text that may stay empty.
    pub fn text(name: &'static str, label: &'static str) -> Self {
        Self { name, label, hint: None, kind: "text", required: false }
    }

    /// With a hint.
    pub fn hint(self, key: &'static str) -> Self {
        Self { hint: Some(key), ..self }
    }

    /// Of a type of the browser's.
    pub fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// That must be there.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Draws it.
    pub fn draw(&self, text: Text, form: Form<'_>) -> Markup {
        Input {
            name: self.name,
            label: text.say(self.label),
            kind: self.kind,
            hint: self.hint.map(|key| text.say(key)),
            required: self.required,
            autocomplete: "off",
            form,
        }
        .row(text)
    }
}

/// A box to tick.
pub(super) fn tick(name: &'static str, label: &str, form: Form<'_>, text: Text) -> Markup {
    let now = form.1.standing(name).map(|values| if values.is_empty() { "changed-unticked" } else { "changed-ticked" });
    let error_id = format!("{name}-error");
    html! {
        label.choice {
            input type="checkbox" name=(name) value="yes" checked[form.0.ticked(name)] aria-describedby=[now.map(|_| &error_id)];
            (label)
        }
        @if let Some(key) = now { p.form-error id=(error_id) { (text.say(key)) } }
    }
}
