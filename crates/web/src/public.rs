//! The shell of the pages for those who come: no menu, no session, no script, and the language that the reader chose.

use crate::{Language, PublicText, asset, icons};
use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page being made: what the shell must know of it.
pub struct PublicPage<'a> {
    /// Its language.
    pub text: PublicText,
    /// Its title, in that language.
    pub title: &'a str,
    /// What search engines show under it.
    pub description: &'a str,
    /// A style sheet besides the base.
    pub style: &'static str,
    /// What machines read of it: JSON-LD.
    pub data: Option<&'a serde_json::Value>,
}

impl PublicPage<'_> {
    /// Draws the page around its content, which brings its own `header`, `main` (with the id `content`) and `footer`.
    pub fn draw(self, content: Markup) -> Response {
        // Kept for a minute by the reader's own browser only: whoever is signed in may be given a cookie with any answer.
        let head = [
            (header::CACHE_CONTROL, "private, max-age=60"),
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
                    @for font in fonts(language) {
                        link rel="preload" href=(asset(font)) as="font" type="font/woff2" crossorigin;
                    }
                    link rel="stylesheet" href=(asset("base.css"));
                    link rel="stylesheet" href=(asset(self.style));
                    @if let Some(letters) = letters(language) { link rel="stylesheet" href=(asset(letters)); }
                    @if let Some(data) = self.data { script type="application/ld+json" { (PreEscaped(block(data))) } }
                }
                body {
                    a.skip-link href="#content" { (self.text.say("public-skip")) }
                    (content)
                    (icons::drawings(&content, &[]))
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
