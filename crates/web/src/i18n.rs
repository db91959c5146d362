//! Translations: one Fluent file a slice in `locales/<language>/`, French first.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap, sync::OnceLock};
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
        let ranges: Vec<(&str, Wish)> = wanted.split(',').filter_map(range).collect();
        let rank = |locale: &Locale| {
            let said = |tag: &str| {
                let such = ranges.iter().enumerate().filter(|(_, (range, _))| range.eq_ignore_ascii_case(tag));
                such.map(|(position, (_, wish))| (*wish, Reverse(position))).max()
            };
            said(locale.tag()).or_else(|| said("*")).unwrap_or((Wish::Unsaid, Reverse(usize::MAX)))
        };
        // Of equals the last one is taken, and French stands first.
        Self::ALL.into_iter().rev().max_by_key(rank).unwrap_or(Locale::French)
    }
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

fn bundle(locale: Locale) -> &'static Bundle {
    static BUNDLES: OnceLock<BTreeMap<Locale, Bundle>> = OnceLock::new();
    &BUNDLES.get_or_init(|| Locale::ALL.into_iter().map(|locale| (locale, load(locale))).collect())[&locale]
}

fn load(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().expect("our tags are language identifiers");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks break exports and exact comparisons.
    bundle.set_use_isolating(false);
    for (name, source) in sources(locale) {
        let resource = FluentResource::try_new(source).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
    }
    bundle
}

fn sources(locale: Locale) -> Vec<(String, String)> {
    Files::iter()
        .filter(|name| name.starts_with(&format!("{}/", locale.tag())) && name.ends_with(".ftl"))
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((name.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
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
        let bundle = bundle(self.locale);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            // A test compares every key with the files; a visitor sees the key rather than an error page.
            tracing::error!(key, "missing translation");
            return key.to_owned();
        };
        let arguments: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Whether a key exists.
    pub fn knows(self, key: &str) -> bool {
        bundle(self.locale).has_message(key)
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

/// The keys that stand in one language and not in another: nothing, when all is well.
pub fn check_locales() -> Vec<String> {
    let keys = |locale: Locale| -> Vec<String> {
        sources(locale)
            .iter()
            .flat_map(|(_, source)| source.lines())
            .filter_map(|line| line.split_once(" ="))
            .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_lowercase()))
            .map(|(key, _)| key.to_owned())
            .collect()
    };
    let (french, english) = (keys(Locale::French), keys(Locale::English));
    let missing = |from: &[String], to: &[String], tag: &str| -> Vec<String> {
        from.iter().filter(|key| !to.contains(key)).map(|key| format!("{key} is missing in {tag}")).collect()
    };
    [missing(&french, &english, "en"), missing(&english, &french, "fr")].concat()
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
