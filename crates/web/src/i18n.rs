//! Translations: one Fluent file a slice in `locales/<language>/`, French first.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};
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

    /// The first language of an `Accept-Language` header (or a plain tag) that we speak; French otherwise.
    pub fn preferred(wanted: &str) -> Self {
        wanted
            .split(',')
            .filter_map(|part| part.trim().get(..2))
            .find_map(|tag| Self::ALL.into_iter().find(|locale| tag.eq_ignore_ascii_case(locale.tag())))
            .unwrap_or(Locale::French)
    }
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
