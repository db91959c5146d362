//! Translations: one Fluent file a slice in `locales/<language>/`, French first. The interface speaks the languages of [`Locale`];
//! pages for those who come speak those of [`Language`], with a file of their own (`public.ftl`).

use crate::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};
use unic_langid::LanguageIdentifier;

#[derive(rust_embed::Embed)]
#[folder = "../../locales"]
struct Files;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locale {
    /// French, the first language of every page.
    French,
    /// English.
    English,
}

impl Locale {
    /// Every language of the interface.
    pub const ALL: [Locale; 2] = [Locale::French, Locale::English];

    /// As BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::French => "fr",
            Locale::English => "en",
        }
    }

    /// The language of ours that an `Accept-Language` header (or a plain tag) wishes most; French when it wishes none. A region
    /// says nothing here: who wishes `fr-CA` is given French.
    pub fn preferred(wanted: &str) -> Self {
        wished_most(&Self::ALL, Self::tag, wanted)
    }
}

/// The language that is wished most in an `Accept-Language` header, the first of the list when none is.
pub(crate) fn wished_most<L: Copy>(all: &[L], tag: fn(L) -> &'static str, wanted: &str) -> L {
    let ranges: Vec<(&str, Wish)> = wanted.split(',').filter_map(range).collect();
    let rank = |language: &L| {
        let said = |tag: &str| {
            let such = ranges.iter().enumerate().filter(|(_, (range, _))| range.eq_ignore_ascii_case(tag));
            such.map(|(position, (_, wish))| (*wish, Reverse(position))).max()
        };
        said(tag(*language)).or_else(|| said("*")).unwrap_or((Wish::Unsaid, Reverse(usize::MAX)))
    };
    // Of equals the last one is taken, and French stands first.
    all.iter().rev().copied().max_by_key(rank).unwrap_or(all[0])
}

/// How much a language is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wish {
    /// `q=0`.
    Refused,
    /// Nothing was said of it.
    Unsaid,
    /// In thousandths.
    Wished(u16),
}

/// The language of a range such as `fr-FR;q=0.8`, and how much it is wished for. A weight that is none says nothing.
fn range(written: &str) -> Option<(&str, Wish)> {
    let mut parts = written.split(';').map(str::trim);
    let language = parts.next()?.split('-').next()?;
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let weight = weight.map_or(Ok(1.0), str::parse::<f32>).ok().filter(|weight| (0.0..=1.0).contains(weight))?;
    let thousandths = (weight * 1000.0).round() as u16;
    Some((language, if thousandths == 0 { Wish::Refused } else { Wish::Wished(thousandths) }))
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(tag: &'static str) -> &'static Bundle {
    static BUNDLES: OnceLock<BTreeMap<&'static str, Bundle>> = OnceLock::new();
    &BUNDLES.get_or_init(|| Language::ALL.into_iter().map(|language| (language.tag(), load(language.tag()))).collect())
        [tag]
}

fn load(tag: &str) -> Bundle {
    let language: LanguageIdentifier = tag.parse().expect("our tags are language identifiers");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks break exports and exact comparisons.
    bundle.set_use_isolating(false);
    for (name, source) in sources(tag) {
        let resource = FluentResource::try_new(source).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
    }
    bundle
}

fn sources(tag: &str) -> Vec<(String, String)> {
    Files::iter()
        .filter(|name| name.starts_with(&format!("{tag}/")) && name.ends_with(".ftl"))
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((name.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// The sentence of a key in a language, with what it quotes.
fn fill(tag: &'static str, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
    let bundle = bundle(tag);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        // A test compares every key with the files; a visitor sees the key rather than an error page.
        tracing::error!(key, tag, "missing translation");
        return key.to_owned();
    };
    let arguments: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
}

/// Speaks one language.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The language.
    pub locale: Locale,
}

impl Text {
    /// The sentence of a key.
    pub fn say(self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The sentence of a key, with what it quotes.
    pub fn fill(self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        fill(self.locale.tag(), key, arguments)
    }

    /// A whole number: « 1 204 ».
    pub fn count(self, n: u64) -> String {
        crate::number(self.locale, i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// « 1 visite », « 1 204 visites »: a key whose sentence chooses by `n` and quotes `count`.
    pub fn many(self, key: &str, n: u64) -> String {
        self.fill(key, &[("n", (n as f64).into()), ("count", self.count(n).into())])
    }

    /// Whether a key exists.
    pub fn knows(self, key: &str) -> bool {
        bundle(self.locale.tag()).has_message(key)
    }

    /// The sentence of a refusal.
    pub fn refusal(self, refusal: &kernel::Refusal) -> String {
        let arguments: Vec<_> = refusal
            .arguments
            .iter()
            .map(|(name, value)| (*name, FluentValue::String(Cow::Borrowed(value.as_str()))))
            .collect();
        self.fill(&format!("refusal-{}", refusal.code), &arguments)
    }
}

/// Speaks to those who come: the sentences of `public.ftl`, in one of its languages.
#[derive(Clone, Copy, Debug)]
pub struct PublicText {
    /// The language.
    pub language: Language,
}

impl PublicText {
    /// The sentence of a key.
    pub fn say(self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The sentence of a key, with what it quotes.
    pub fn fill(self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        fill(self.language.tag(), key, arguments)
    }

    /// Whether a key exists.
    pub fn knows(self, key: &str) -> bool {
        bundle(self.language.tag()).has_message(key)
    }
}

/// The file that every language of [`Language`] has.
const PUBLIC: &str = "public.ftl";

/// What stands in one language and not in another: nothing, when all is well. Between the languages of the interface keys are
/// compared; the public file must also quote the same things everywhere.
pub fn check_locales() -> Vec<String> {
    let mut wrong = Vec::new();
    let everything = |locale: Locale| sources(locale.tag()).iter().flat_map(|(_, source)| keys(source)).collect();
    compare(("fr", everything(Locale::French)), ("en", everything(Locale::English)), &mut wrong);
    let public = |tag: &str| -> BTreeSet<String> {
        let found = sources(tag).into_iter().filter(|(name, _)| name.ends_with(PUBLIC));
        found.flat_map(|(_, source)| keys(&source).union(&quoted(&source)).cloned().collect::<Vec<_>>()).collect()
    };
    for language in Language::ALL {
        compare(("fr", public("fr")), (language.tag(), public(language.tag())), &mut wrong);
    }
    wrong
}

fn compare(left: (&str, BTreeSet<String>), right: (&str, BTreeSet<String>), wrong: &mut Vec<String>) {
    wrong.extend(left.1.difference(&right.1).map(|key| format!("{key} is missing in {}", right.0)));
    wrong.extend(right.1.difference(&left.1).map(|key| format!("{key} is missing in {}", left.0)));
}

fn keys(source: &str) -> BTreeSet<String> {
    messages(source).map(|(key, _)| key.to_owned()).collect()
}

/// `key $name` for each thing that a sentence quotes.
fn quoted(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut key = "";
    for line in source.lines() {
        key = messages(line).next().map_or(key, |(key, _)| key);
        let names = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}', ',']).next());
        found.extend(names.map(|name| format!("{key} ${name}")));
    }
    found
}

fn messages(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .filter(|(key, _)| key.starts_with(|first: char| first.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_wished_most_is_spoken() {
        for (wanted, locale) in [
            ("", Locale::French),
            ("fr", Locale::French),
            ("en", Locale::English),
            ("EN-gb", Locale::English),
            ("fr;q=0.3, en;q=0.9", Locale::English),
            ("fr;q=0.3,en", Locale::English),
            ("en;q=0.8,fr-FR;q=0.9", Locale::French),
            ("fr-CA;q=0.5, en;q=0.7, fr;q=0.9", Locale::French),
            ("en, fr", Locale::English),
            ("en;q=0.8 , fr ; q=0.8", Locale::English),
            ("de", Locale::French),
            ("de, en;q=0.1", Locale::English),
            ("frr, en;q=0.2", Locale::English),
            ("*", Locale::French),
            ("de, *;q=0.5", Locale::French),
            ("en;q=0.4, *;q=0.5", Locale::French),
            ("fr;q=0.4, *;q=0.5", Locale::English),
            ("*;q=0.1, en;q=0.2", Locale::English),
            ("fr;q=0", Locale::English),
            ("fr;q=0, *", Locale::English),
            ("fr;q=0, en;q=0", Locale::French),
            ("*;q=0", Locale::French),
            ("en;q=nan, fr;q=0.1", Locale::French),
            ("en;q=7, fr;q=0.1", Locale::French),
            (";;q=,,é;q=1", Locale::French),
        ] {
            assert_eq!(Locale::preferred(wanted), locale, "{wanted}");
        }
    }
}
