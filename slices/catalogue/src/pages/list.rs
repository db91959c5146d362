//! `GET /catalogue`: families and their themes, and the few themes that a word is in.

use super::{Here, edits, forms};
use crate::{Family, Snapshot, Theme, fold};
use axum::{
    extract::{Query, State},
    response::Response,
};
use kernel::Day;
use maud::{Markup, html};
use serde::Deserialize;
use web::{Context, Page, Section, parts};

#[derive(Deserialize)]
pub(super) struct Sought {
    #[serde(default)]
    q: String,
}

pub(super) async fn show(State(here): State<Here>, context: Context, Query(sought): Query<Sought>) -> Response {
    let text = context.text;
    let catalogue = here.catalogue.now();
    let today = crate::today(context.now);
    let found: Vec<_> =
        catalogue.themes_at(today).into_iter().filter(|theme| matches(&catalogue, theme, &sought.q, today)).collect();
    let families = catalogue.families().iter().filter_map(|family| {
        let themes: Vec<_> = found.iter().copied().filter(|theme| theme.family == family.id).collect();
        (!themes.is_empty()).then_some((family, themes))
    });
    let content = html! {
        main.page #content {
            div.page-head {
                div {
                    h1 { (text.say("catalogue-title")) }
                    @if let Some(version) = catalogue.version_at(today) {
                        p { (text.fill("catalogue-lead", &[
                            ("themes", catalogue.themes_at(today).len().into()),
                            ("version", version.code.as_str().into()),
                        ])) }
                    }
                }
                form.filters.push role="search" {
                    label { (text.say("catalogue-search"))
                        input.field type="search" name="q" value=(sought.q) autocomplete="off"; }
                    button.button.button-quiet type="submit" { (parts::icon("magnifying-glass")) (text.say("catalogue-search-go")) }
                }
            }
            div.stack {
                (menu(&context))
                @if found.is_empty() {
                    p.empty {
                        (text.fill("catalogue-none-found", &[("words", sought.q.as_str().into())])) " "
                        a href="/catalogue" { (text.say("catalogue-see-all")) }
                    }
                }
                div.grid { @for (family, themes) in families { (card(&context, family, &themes)) } }
            }
        }
    };
    Page::new(&context, text.say("catalogue-title")).section(Section::Catalogue).draw(content)
}

/// Every word sought stands somewhere in what the theme is called, whatever its accents.
fn matches(catalogue: &Snapshot, theme: &Theme, sought: &str, today: Day) -> bool {
    let sought = fold(sought);
    if sought.is_empty() {
        return true;
    }
    let operators = theme.operators.iter().map(|id| catalogue.operator_name(*id, today));
    let family = catalogue.family_by_id(theme.family).map(|family| family.label.as_str());
    let names: Vec<_> = [theme.label.as_str()]
        .into_iter()
        .chain(family)
        .chain(theme.synonyms.iter().map(String::as_str))
        .chain(operators)
        .map(fold)
        .collect();
    sought.split(' ').all(|word| names.iter().any(|name| name.contains(word)))
}

fn menu(context: &Context) -> Markup {
    let text = context.text;
    html! {
        nav.row aria-label=(text.say("catalogue-menu")) {
            a.button.button-quiet.button-small href="/catalogue/operators" { (text.say("catalogue-operators")) }
            a.button.button-quiet.button-small href="/catalogue/partnerships" { (text.say("catalogue-partnerships")) }
            a.button.button-quiet.button-small href="/catalogue/versions" { (text.say("catalogue-versions")) }
            @if edits(context) {
                a.button.button-quiet.button-small href="/catalogue/words" { (text.say("catalogue-words")) }
                a.button.button-small.push href="/catalogue/themes/new" { (parts::icon("plus")) (text.say("catalogue-new-theme")) }
            }
        }
    }
}

fn card(context: &Context, family: &Family, themes: &[&Theme]) -> Markup {
    html! {
        section.card aria-labelledby=(family.code) {
            div.card-head {
                h2.row id=(family.code) { (parts::icon(&format!("{}-duotone", family.icon))) (family.label) }
                span.tag { (forms::branch_words(context.text, family.branch)) }
            }
            ul.lines {
                @for theme in themes { li { a href=(format!("/catalogue/themes/{}", theme.code)) { (theme.label) } } }
            }
        }
    }
}
