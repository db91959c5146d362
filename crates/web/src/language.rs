//! The languages of the pages for those who come: public pages, kiosk.

use crate::i18n::wished_most;

/// A language that those who come may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// French, the first one.
    French,
    /// English.
    English,
    /// Arabic, written from right to left.
    Arabic,
    /// Turkish.
    Turkish,
    /// Ukrainian.
    Ukrainian,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
}

impl Language {
    /// Every language, in the order of a menu.
    pub const ALL: [Language; 7] = [
        Language::French,
        Language::English,
        Language::Arabic,
        Language::Turkish,
        Language::Ukrainian,
        Language::Spanish,
        Language::Portuguese,
    ];

    /// As BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
            Language::Arabic => "ar",
            Language::Turkish => "tr",
            Language::Ukrainian => "uk",
            Language::Spanish => "es",
            Language::Portuguese => "pt",
        }
    }

    /// Its name for those who speak it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::French => "Français",
            Language::English => "English",
            Language::Arabic => "العربية",
            Language::Turkish => "Türkçe",
            Language::Ukrainian => "Українська",
            Language::Spanish => "Español",
            Language::Portuguese => "Português",
        }
    }

    /// The side it is written from, as HTML says it.
    pub fn direction(self) -> &'static str {
        if self == Language::Arabic { "rtl" } else { "ltr" }
    }

    /// The language of a tag; a region says nothing here.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let wanted = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(wanted))
    }

    /// The one that an `Accept-Language` header wishes most; French when it wishes none.
    pub fn preferred(wanted: &str) -> Self {
        wished_most(&Self::ALL, Self::tag, wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_wishes_is_spoken() {
        for (wanted, language) in [
            ("", Language::French),
            ("ar-DZ,ar;q=0.9,fr;q=0.8", Language::Arabic),
            ("de-DE, tr;q=0.7, en;q=0.6", Language::Turkish),
            ("uk", Language::Ukrainian),
            ("pt-BR;q=0.4, es;q=0.5", Language::Spanish),
            ("zh", Language::French),
        ] {
            assert_eq!(Language::preferred(wanted), language, "{wanted}");
        }
        assert_eq!(Language::of_tag("PT-br"), Some(Language::Portuguese));
        assert_eq!(Language::of_tag("../en"), None);
    }
}
