//! The drawings of the icons. A page carries those it uses, once each, at its end: nothing more to fetch, nothing that comes late, and
//! a script draws with the same names.

use crate::assets;
use maud::{Markup, PreEscaped, html};
use std::{
    collections::{BTreeSet, HashMap},
    sync::OnceLock,
};

/// What stands before an icon's name in the address of its drawing.
const HREF: &str = "href=\"#icon-";

/// A use of the drawing that the page carries.
pub(crate) fn icon(name: &str) -> Markup {
    html! {
        svg.icon aria-hidden="true" focusable="false" { use href=(format!("#icon-{name}")) {} }
    }
}

/// The drawings of what is used in a piece of a page, and of those its script will want.
pub(crate) fn drawings(body: &Markup, wanted: &[String]) -> Markup {
    let used = body.0.split(HREF).skip(1).filter_map(|rest| rest.split('"').next());
    let names: BTreeSet<&str> = used.chain(wanted.iter().map(String::as_str)).collect();
    html! {
        svg hidden {
            @for (name, drawing) in names.into_iter().filter_map(|name| Some((name, all().get(name)?))) {
                symbol id=(format!("icon-{name}")) viewBox="0 0 256 256" { (PreEscaped(drawing)) }
            }
        }
    }
}

fn all() -> &'static HashMap<String, String> {
    static ALL: OnceLock<HashMap<String, String>> = OnceLock::new();
    ALL.get_or_init(|| {
        let file = assets::part("icons.json").expect("the build script drew the icons");
        serde_json::from_slice(&file).expect("the drawings are JSON")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_carries_each_drawing_it_uses_once() {
        let body = html! { (icon("plus")) (icon("check")) (icon("plus")) (icon("?")) };
        let drawn = drawings(&body, &["key".into()]).into_string();
        for name in ["plus", "check", "key"] {
            assert_eq!(drawn.matches(&format!("<symbol id=\"icon-{name}\"")).count(), 1, "{name}");
        }
        assert_eq!(drawn.matches("<symbol").count(), 3, "{drawn}");
        assert_eq!(drawn.matches("<path").count(), 3, "{drawn}");
    }
}
