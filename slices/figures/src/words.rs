//! Keys in words: the slug a program reads, the label a person reads, and back.

use crate::selection::Selection;
use catalogue::{Axes, Labelled, axes};
use kernel::{Day, PlaceId};
use std::borrow::Cow;
use tally::{Act, Age, Branch, Channel, Dimension, Key, Origin, Outcome, Source, Support, Waited};
use web::{Text, weekday_name};

/// What names the keys of a question about a period.
pub struct Words<'a> {
    /// The reader's language.
    pub text: Text,
    /// Places.
    pub network: &'a network::Snapshot,
    /// Themes and operators.
    pub catalogue: &'a catalogue::Snapshot,
    /// The period: operators bear the name of their own date.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

/// The slugs of a closed list, in the order of the codes from 1.
fn slugs(dimension: Dimension) -> Option<Vec<&'static str>> {
    macro_rules! all {
        ($list:ident) => {
            Some($list::ALL.iter().map(|item| item.slug()).collect())
        };
    }
    match dimension {
        Dimension::Branch => all!(Branch),
        Dimension::Act => all!(Act),
        Dimension::Support => all!(Support),
        Dimension::Outcome => all!(Outcome),
        Dimension::Channel => all!(Channel),
        Dimension::Age => all!(Age),
        Dimension::Origin => all!(Origin),
        Dimension::Source => all!(Source),
        Dimension::Waited => all!(Waited),
        Dimension::SupportConfirmed | Dimension::OutcomeConfirmed | Dimension::ActsConfirmed => {
            Some(vec!["confirmed", "default"])
        }
        Dimension::First => Some(vec!["first", "again"]),
        _ => None,
    }
}

/// What is not known, in slugs.
const UNKNOWN: &str = "unknown";

impl<'a> Words<'a> {
    /// Names of today.
    pub fn new(text: Text, network: &'a network::Snapshot, catalogue: &'a catalogue::Snapshot, today: Day) -> Self {
        Self { text, network, catalogue, from: today, to: today }
    }

    /// From now on, names of a selection's own days.
    pub(crate) fn about(&mut self, selection: &Selection) {
        (self.from, self.to) = (selection.bounds.0, selection.to());
    }

    /// The stable slug of a key.
    pub fn slug(&self, dimension: Dimension, key: Key) -> String {
        let code = match key {
            Key::All => return "all".into(),
            Key::Undetailed => return "undetailed".into(),
            Key::Code(code) => code,
        };
        let small = u16::try_from(code).unwrap_or(0);
        let from_one = usize::try_from(code - 1).ok();
        let found: Option<Cow<str>> = match dimension {
            Dimension::Place | Dimension::Year => Some(code.to_string().into()),
            Dimension::Day | Dimension::Week => Some(Day(code).to_string().into()),
            Dimension::Month => Some(format!("{}-{:02}", code.div_euclid(12), code.rem_euclid(12) + 1).into()),
            Dimension::Weekday => Some((code + 1).to_string().into()),
            Dimension::Hour => (code < 24).then(|| code.to_string().into()),
            Dimension::Slot => (code < 48).then(|| format!("{}:{:02}", code / 2, code % 2 * 30).into()),
            Dimension::Family => self.catalogue.family_by_id(small).map(|family| family.code.as_str().into()),
            Dimension::Theme => self.catalogue.theme_by_id(small).map(|theme| theme.code.as_str().into()),
            Dimension::Operator => self.catalogue.operator_by_id(small).map(|operator| operator.code.as_str().into()),
            Dimension::Language => self.catalogue.language_code(u8::try_from(code).unwrap_or(0)).map(Into::into),
            closed => from_one.and_then(|at| slugs(closed)?.get(at).copied()).map(Into::into),
        };
        found.unwrap_or(UNKNOWN.into()).into_owned()
    }

    /// The words of a key.
    pub fn label(&self, dimension: Dimension, key: Key) -> String {
        let code = match key {
            Key::All => return self.text.say("figures-all"),
            Key::Undetailed => return self.text.say("figures-undetailed"),
            Key::Code(code) => code,
        };
        let small = u16::try_from(code).unwrap_or(0);
        let axes = axes(self.text.locale);
        let slug = self.slug(dimension, key);
        let of = |list: &[Labelled]| Axes::label(list, &slug).to_owned();
        match dimension {
            Dimension::Place => {
                let place = self.network.place(PlaceId(code.into()));
                place.map_or_else(|| code.to_string(), |place| place.row.short_name.clone())
            }
            Dimension::Weekday => i8::try_from(code)
                .ok()
                .and_then(|offset| jiff::civil::Weekday::from_monday_zero_offset(offset).ok())
                .map_or(slug, |weekday| weekday_name(self.text.locale, weekday).to_owned()),
            _ if slug == UNKNOWN => self.unknown(dimension),
            Dimension::Hour => self.text.fill("figures-hour", &[("hour", code.to_string().into())]),
            Dimension::Family => self.catalogue.family_by_id(small).map_or(slug, |family| family.label.clone()),
            Dimension::Theme => self.theme(small),
            Dimension::Operator => self.operator(small),
            Dimension::Act => of(&axes.acts),
            Dimension::Support => of(&axes.supports),
            Dimension::Outcome => of(&axes.outcomes),
            Dimension::Channel => of(&axes.channels),
            Dimension::Age => of(&axes.ages),
            Dimension::Origin => of(&axes.origins),
            Dimension::Language => of(&axes.languages),
            Dimension::Waited => self.waited(&slug),
            Dimension::Branch
            | Dimension::Source
            | Dimension::First
            | Dimension::SupportConfirmed
            | Dimension::OutcomeConfirmed
            | Dimension::ActsConfirmed => self.text.say(&format!("figures-code-{slug}")),
            _ => slug,
        }
    }

    /// « 5 à 6 min », « 90 min et plus ».
    fn waited(&self, slug: &str) -> String {
        let text = self.text;
        match (slug.split_once('-'), slug.strip_suffix('+')) {
            (Some((first, last)), _) => {
                text.fill("figures-minutes-from-to", &[("first", first.into()), ("last", last.into())])
            }
            (None, Some(first)) => text.fill("figures-minutes-from", &[("first", first.into())]),
            (None, None) if slug == "0" => text.say("figures-under-one-minute"),
            (None, None) => text.fill("figures-n-minutes", &[("n", slug.into())]),
        }
    }

    /// What a missing value means: a request without an operator is no mistake.
    fn unknown(&self, dimension: Dimension) -> String {
        self.text.say(if dimension == Dimension::Operator { "figures-no-operator" } else { "figures-unknown" })
    }

    fn theme(&self, id: u16) -> String {
        let Some(theme) = self.catalogue.theme_by_id(id) else { return id.to_string() };
        match self.catalogue.family_by_id(theme.family) {
            Some(family) if family.short != theme.label => format!("{} · {}", family.short, theme.label),
            _ => theme.label.clone(),
        }
    }

    /// The name of the period's last day, and the one of its first when it was another.
    fn operator(&self, id: u16) -> String {
        let (last, first) = (self.catalogue.operator_name(id, self.to), self.catalogue.operator_name(id, self.from));
        if last == first {
            return last.to_owned();
        }
        self.text.fill("figures-formerly", &[("name", last.into()), ("before", first.into())])
    }

    /// The codes of a slug: a theme brings all that became it, so that ten years answer.
    pub fn codes(&self, dimension: Dimension, slug: &str) -> Option<Vec<u32>> {
        let one = |code: Option<u32>| code.map(|code| vec![code]);
        if slug == UNKNOWN && unknown_is_a_value(dimension) {
            return one(Some(match dimension {
                Dimension::Hour => 24,
                Dimension::Slot => 48,
                _ => 0,
            }));
        }
        match dimension {
            Dimension::Place | Dimension::Year => one(slug.parse().ok()),
            Dimension::Day | Dimension::Week => {
                one(slug.parse().ok().and_then(|date| u32::try_from(Day::of(date).0).ok()))
            }
            Dimension::Month => {
                let (year, month) = slug.split_once('-')?;
                let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
                one(((1..=12).contains(&month) && year < 2200).then(|| year * 12 + month - 1))
            }
            Dimension::Weekday => one(slug.parse::<u32>().ok().filter(|day| (1..=7).contains(day)).map(|day| day - 1)),
            Dimension::Hour => one(slug.parse::<u32>().ok().filter(|hour| *hour < 24)),
            Dimension::Slot => {
                let (hour, minute) = slug.split_once(':')?;
                let half = ["00", "30"].iter().position(|half| *half == minute)?;
                one(hour.parse::<u32>().ok().filter(|hour| *hour < 24).map(|hour| hour * 2 + half as u32))
            }
            Dimension::Family => one(self.catalogue.family(slug).map(|family| family.id.into())),
            Dimension::Theme => {
                let present = self.catalogue.comparable(self.catalogue.theme(slug)?.id);
                let became = self.catalogue.themes().filter(|theme| self.catalogue.comparable(theme.id) == present);
                Some(became.map(|theme| theme.id.into()).collect())
            }
            Dimension::Operator => one(self.catalogue.operator(slug).map(|operator| operator.id.into())),
            Dimension::Language => {
                let number = self.catalogue.language(slug);
                one((self.catalogue.language_code(number) == Some(slug)).then(|| number.into()))
            }
            closed => one(slugs(closed)?.iter().position(|known| *known == slug).map(|at| at as u32 + 1)),
        }
    }

    /// Every slug that may be written, or the form of what is too many to list.
    pub fn allowed(&self, dimension: Dimension) -> Vec<String> {
        let form = |form: &str| vec![form.to_owned()];
        let mut list: Vec<String> = match dimension {
            Dimension::Place => self.network.places().map(|place| place.row.id.to_string()).collect(),
            Dimension::Day | Dimension::Week => form("2026-11-24"),
            Dimension::Month => form("2026-11"),
            Dimension::Year => form("2026"),
            Dimension::Weekday => (1..=7).map(|day| day.to_string()).collect(),
            Dimension::Slot => form("9:30"),
            Dimension::Hour => (0..24).map(|hour| hour.to_string()).collect(),
            Dimension::Family => self.catalogue.families().iter().map(|family| family.code.clone()).collect(),
            Dimension::Theme => self.catalogue.themes_at(self.to).iter().map(|theme| theme.code.clone()).collect(),
            Dimension::Operator => self.catalogue.operators().map(|operator| operator.code.clone()).collect(),
            Dimension::Language => (1..=31).map_while(|n| self.catalogue.language_code(n)).map(str::to_owned).collect(),
            closed => slugs(closed).unwrap_or_default().into_iter().map(str::to_owned).collect(),
        };
        if unknown_is_a_value(dimension) {
            list.push(UNKNOWN.into());
        }
        list
    }

    /// The choices of a form field: slug and label.
    pub fn choices(&self, dimension: Dimension) -> Vec<(String, String)> {
        let codes = self.allowed(dimension).into_iter().filter(|slug| slug != UNKNOWN);
        codes
            .filter_map(|slug| {
                let code = match dimension {
                    Dimension::Theme => self.catalogue.theme(&slug)?.id.into(),
                    _ => *self.codes(dimension, &slug)?.first()?,
                };
                let label = self.label(dimension, Key::Code(i32::try_from(code).ok()?));
                Some((slug, label))
            })
            .collect()
    }
}

fn unknown_is_a_value(dimension: Dimension) -> bool {
    !dimension.of_the_day() && dimension != Dimension::Source
}
