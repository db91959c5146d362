//! The shell of the pages for those who come: no menu, no session, and the language that the reader chose.

use crate::{Language, PublicText, asset, icons};
use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page being made: what the shell must know of it.
pub struct PublicPage<'a> {
    text: PublicText,
    title: &'a str,
    description: &'a str,
    styles: Vec<&'static str>,
    script: Option<&'static str>,
    icons: &'a [String],
    data: Option<&'a serde_json::Value>,
    fresh: Option<Fresh>,
    letters: Language,
}

/// How long an answer that is true for a moment only stays on the screen of a browser without script, in seconds.
#[derive(Clone, Copy)]
enum Fresh {
    Always,
    Every(u32),
}

impl<'a> PublicPage<'a> {
    /// A page in a language, with its title and what search engines show under it.
    pub fn new(text: PublicText, title: &'a str, description: &'a str) -> Self {
        let letters = text.language;
        Self {
            text,
            title,
            description,
            styles: Vec::new(),
            script: None,
            icons: &[],
            data: None,
            fresh: None,
            letters,
        }
    }

    /// A style sheet besides the base.
    #[must_use]
    pub fn style(mut self, name: &'static str) -> Self {
        self.styles.push(name);
        self
    }

    /// A script, and the icons that come with what it shows later.
    #[must_use]
    pub fn script(mut self, name: &'static str, icons: &'a [String]) -> Self {
        (self.script, self.icons) = (Some(name), icons);
        self
    }

    /// What machines read of it: JSON-LD.
    #[must_use]
    pub fn data(mut self, data: Option<&'a serde_json::Value>) -> Self {
        self.data = data;
        self
    }

    /// The letters of another language come with the page, whose sheet knows them: it will be shown in that one too.
    #[must_use]
    pub fn letters_of(mut self, language: Language) -> Self {
        self.letters = language;
        self
    }

    /// True for this moment and this reader: kept nowhere, and read by no search engine.
    #[must_use]
    pub fn fresh(mut self) -> Self {
        self.fresh = Some(Fresh::Always);
        self
    }

    /// The same, asked for again after so many seconds where no script follows what changes.
    #[must_use]
    pub fn refreshed_every(mut self, seconds: u32) -> Self {
        self.fresh = Some(Fresh::Every(seconds));
        self
    }

    /// Draws the page around its content, which brings its own `header`, `main` (with the id `content`) and `footer`.
    pub fn draw(self, content: Markup) -> Response {
        // Kept for a minute by the reader's own browser only: whoever is signed in may be given a cookie with any answer.
        let kept = if self.fresh.is_some() { "no-store" } else { "private, max-age=60" };
        let head = [
            (header::CACHE_CONTROL, kept),
            (header::VARY, "accept-language"),
            (header::CONTENT_LANGUAGE, self.text.language.tag()),
        ];
        (head, Html(self.markup(content).into_string())).into_response()
    }

    fn markup(self, content: Markup) -> Markup {
        let PublicText { language } = self.text;
        html! {
            (DOCTYPE)
            html lang=(language.tag()) dir=(language.direction()) {
                head {
                    meta charset="utf-8";
                    title { (self.title) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="description" content=(self.description);
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href=(asset("mark.svg")) type="image/svg+xml";
                    @for font in fonts(self.letters) {
                        link rel="preload" href=(asset(font)) as="font" type="font/woff2" crossorigin;
                    }
                    link rel="stylesheet" href=(asset("base.css"));
                    @for style in &self.styles { link rel="stylesheet" href=(asset(style)); }
                    @if let Some(letters) = letters(language) { link rel="stylesheet" href=(asset(letters)); }
                    @if let Some(script) = self.script { script type="module" src=(asset(script)) {} }
                    @if self.fresh.is_some() { meta name="robots" content="noindex"; }
                    @if let Some(Fresh::Every(seconds)) = self.fresh {
                        noscript { meta http-equiv="refresh" content=(seconds); }
                    }
                    @if let Some(data) = self.data { script type="application/ld+json" { (PreEscaped(block(data))) } }
                }
                body {
                    a.skip-link href="#content" { (self.text.say("public-skip")) }
                    (content)
                    (icons::drawings(&content, self.icons))
                }
            }
        }
    }
}

/// The sheet of the letters that the base does not hold: only pages written with them fetch it.
fn letters(language: Language) -> Option<&'static str> {
    match language {
        Language::Arabic => Some("letters-ar.css"),
        Language::Turkish | Language::Ukrainian => Some("letters-system.css"),
        Language::French | Language::English | Language::Spanish | Language::Portuguese => None,
    }
}

/// The fonts of a page, asked for before its sheets are read: one that comes late is not shown.
fn fonts(language: Language) -> &'static [&'static str] {
    const LATIN: &str = "source-sans-3-latin-wght-normal.woff2";
    match language {
        Language::Arabic => &[LATIN, "noto-sans-arabic-arabic-wght-normal.woff2"],
        Language::Turkish | Language::Ukrainian => &[],
        Language::French | Language::English | Language::Spanish | Language::Portuguese => &[LATIN],
    }
}

/// JSON as the content of a script element, which nothing in it may end.
fn block(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_data_block_from_inside() {
        let data = serde_json::json!({"name": "</script><!-- é"});
        let written = block(&data);
        assert!(!written.contains('<'), "{written}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), data);
    }
}
