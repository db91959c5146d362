//! The shipped content is sound: every code resolves, every theme can be found, named and answered.

use catalogue::{Axes, Labelled, OperatorKind, axes, shipped, shipped_sheets};
use std::collections::{BTreeMap, BTreeSet};
use tally::{Act, Age, Branch, Channel, Origin, Outcome, Support};
use web::Locale;

fn unique<'a>(codes: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    for code in codes {
        assert!(seen.insert(code), "{code} stands twice");
    }
    seen
}

#[test]
fn every_code_of_a_theme_resolves() {
    let shipped = shipped();
    let families = unique(shipped.families.iter().map(|family| family.code.as_str()));
    let operators = unique(shipped.operators.iter().map(|operator| operator.code.as_str()));
    let themes = unique(shipped.themes.iter().map(|theme| theme.code.as_str()));
    assert!(themes.len() >= 80, "{} themes", themes.len());
    for family in &shipped.families {
        assert!(Branch::from_slug(&family.branch).is_some(), "{}", family.code);
        assert!(shipped.themes.iter().any(|theme| theme.family == family.code), "{} is empty", family.code);
    }
    for theme in &shipped.themes {
        let code = theme.code.as_str();
        assert!(families.contains(theme.family.as_str()), "{code}");
        assert!(theme.operators.iter().all(|operator| operators.contains(operator.as_str())), "{code}");
        assert!(Branch::from_slug(&theme.branch).is_some(), "{code}");
        assert!(!theme.acts.is_empty() && theme.acts.iter().all(|act| Act::from_slug(act).is_some()), "{code}");
        assert!(theme.support.as_deref().is_none_or(|support| Support::from_slug(support).is_some()), "{code}");
        assert!(theme.minutes > 0 && theme.weight > 0.0, "{code}");
        assert!(!theme.label.is_empty() && !theme.synonyms.is_empty(), "{code}");
    }
    for favourite in &shipped.favourites {
        let theme = favourite.theme.as_str();
        assert!(themes.contains(theme), "{theme}");
        assert!(Act::from_slug(&favourite.act).is_some(), "{theme}");
        assert!(favourite.operator.as_deref().is_none_or(|operator| operators.contains(operator)), "{theme}");
        assert!(favourite.support.as_deref().is_none_or(|support| Support::from_slug(support).is_some()), "{theme}");
    }
    assert_eq!(shipped.favourites.len(), usize::from(catalogue::FAVOURITES));
}

#[test]
fn operators_take_their_names_in_order() {
    for operator in &shipped().operators {
        let code = &operator.code;
        assert!(OperatorKind::from_slug(&operator.kind).is_some(), "{code}");
        assert!(!operator.names.is_empty(), "{code}");
        let days: Vec<_> = operator.names.iter().map(|name| name.from).collect();
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{code}: {days:?}");
    }
}

#[test]
fn every_icon_is_drawn() {
    let drawn: BTreeSet<_> = include_str!("../../../../frontend/icons.txt").split_whitespace().collect();
    let families = shipped().families.iter().map(|family| &family.icon);
    for icon in families.chain(shipped().favourites.iter().map(|favourite| &favourite.icon)) {
        assert!(drawn.contains(format!("{icon}-duotone").as_str()), "{icon}");
    }
}

fn codes(list: &[Labelled]) -> Vec<&str> {
    list.iter().map(|item| item.code.as_str()).collect()
}

#[test]
fn the_closed_lists_are_those_of_the_tally_in_both_languages() {
    for locale in Locale::ALL {
        let axes = axes(locale);
        assert_eq!(codes(&axes.acts), Act::ALL.iter().map(|act| act.slug()).collect::<Vec<_>>());
        assert_eq!(codes(&axes.supports), Support::ALL.iter().map(|support| support.slug()).collect::<Vec<_>>());
        assert_eq!(codes(&axes.outcomes), Outcome::ALL.iter().map(|outcome| outcome.slug()).collect::<Vec<_>>());
        assert_eq!(codes(&axes.channels), Channel::ALL.iter().map(|channel| channel.slug()).collect::<Vec<_>>());
        assert_eq!(codes(&axes.ages), Age::ALL.iter().map(|age| age.slug()).collect::<Vec<_>>());
        assert_eq!(codes(&axes.origins), Origin::ALL.iter().map(|origin| origin.slug()).collect::<Vec<_>>());
        assert_eq!(codes(&axes.languages), codes(&catalogue::axes(Locale::French).languages));
        let keys = unique(axes.acts.iter().filter_map(|act| act.key.as_deref()));
        assert_eq!(keys.len(), Act::ALL.len(), "every act has its letter");
    }
    assert_eq!(Axes::label(&axes(Locale::English).acts, "sell"), "Sell");
    assert_eq!(Axes::label(&axes(Locale::English).acts, "dance"), "dance");
}

/// Facts carry the position of a language: its place in the list is for ever.
#[test]
fn languages_keep_their_numbers() {
    let list = codes(&axes(Locale::French).languages).join(" ");
    assert!(list.starts_with(
        "fr ar en tr uk ru pt es ro sq ka hy fa ps ur bn ta zh kab ber so wo bm ff snk ln ht rcf swb fsl"
    ));
    assert!(list.split(' ').count() <= 31);
}

#[test]
fn every_theme_has_a_whole_sheet() {
    let sheets: BTreeMap<_, _> = shipped_sheets().into_iter().map(|sheet| (sheet.theme.clone(), sheet)).collect();
    assert!(sheets.len() >= 40, "{} sheets", sheets.len());
    for theme in &shipped().themes {
        let sheet = sheets.get(&theme.code).unwrap_or_else(|| panic!("{} has no sheet", theme.code));
        let parsed =
            catalogue::sheet::parse(&sheet.body).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", theme.code));
        assert!(!sheet.title.is_empty() && !parsed.sections.is_empty(), "{}", theme.code);
    }
    for theme in sheets.keys() {
        assert!(shipped().themes.iter().any(|known| known.code == *theme), "a sheet for {theme}, which is no theme");
    }
}
