//! The weekly rule: text in OSM syntax, checked, normalised, and evaluated day by day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use opening_hours::{OpeningHours, RuleKind};
use opening_hours_syntax::Error;
use opening_hours_syntax::rules::RuleOperator;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeSpan};

use super::holidays::chrono_date;
use super::slot::{MINUTES_A_DAY, Slot};
use super::{Certainty, Span};

/// Longer than any real rule, short enough that no rule costs time.
const MAX_CHARS: usize = 500;

/// Opening hours in OSM syntax: `Mo-Fr 09:00-12:00,14:00-17:00; PH off`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    text: String,
    expression: OpeningHours,
}

/// Why a text is not a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Nothing was written.
    #[error("Écrivez les horaires, par exemple « Mo-Fr 09:00-12:00,14:00-17:00; PH off ».")]
    Empty,
    /// Longer than any real rule.
    #[error(
        "Ces horaires dépassent {MAX_CHARS} signes : gardez la semaine habituelle et mettez le reste en exceptions datées."
    )]
    TooLong,
    /// The grammar stops there.
    #[error(
        "Les horaires ne se lisent pas à partir de « {0} ». Les jours s’écrivent Mo Tu We Th Fr Sa Su, les fériés PH, les vacances \
         scolaires SH, par exemple « Mo-Fr 09:00-12:00,14:00-17:00; PH off »."
    )]
    Syntax(String),
    /// Two runs of one rule share minutes; the evaluator would lose some of them.
    #[error("Les plages « {0} » et « {1} » se chevauchent : réunissez-les en une seule.")]
    Overlap(String, String),
    /// OSM means « those weekdays of the holidays », the evaluator would read « holidays and those weekdays ».
    #[error(
        "« {0} » ne se lit pas ici : écrivez les vacances ou les fériés seuls, puis les jours qui restent fermés, \
         par exemple « Mo-Fr 09:00-17:00; SH 09:00-12:00; Sa-Su off »."
    )]
    HolidayAndDay(String),
    /// A number or a time outside what exists.
    #[error("Un nombre ou une heure de ces horaires n’existe pas : vérifiez « {0} ».")]
    OutOfBounds(String),
    /// Read by OSM, not by us.
    #[error("Cette façon d’écrire des horaires n’est pas prise en charge : décrivez la semaine jour par jour.")]
    Unsupported,
}

impl Rule {
    /// The normal form is kept where it reads back as itself (the library writes « PH +9 days » in a way that it then refuses) and
    /// stays readable (it may unfold two lines into twenty). A text with « || » is kept as written: the library takes away what is
    /// closed anyway, and what stands after the bars would then speak.
    fn normalised(parsed: OpeningHours, text: &str) -> Self {
        if parsed.get_expression().rules.iter().any(|rule| rule.operator == RuleOperator::Fallback) {
            return Self { text: text.to_owned(), expression: parsed };
        }
        let normal = parsed.normalize();
        let written = normal.to_string();
        let readable = written.chars().count() <= MAX_CHARS.min(2 * text.chars().count());
        match written.parse::<OpeningHours>() {
            Ok(again) if readable && again == normal => Self { text: written, expression: normal },
            _ => Self { text: text.to_owned(), expression: parsed },
        }
    }

    /// The expression, with no holidays in its context.
    pub(super) fn expression(&self) -> &OpeningHours {
        &self.expression
    }

    /// Whether it speaks of `PH`.
    pub fn names_public_holidays(&self) -> bool {
        self.names(HolidayKind::Public)
    }

    /// Whether it speaks of `SH`.
    pub fn names_school_holidays(&self) -> bool {
        self.names(HolidayKind::School)
    }

    fn names(&self, wanted: HolidayKind) -> bool {
        let expression = self.expression.get_expression();
        let mut days = expression.rules.iter().flat_map(|rule| &rule.day_selector.weekday);
        days.any(|range| matches!(range, WeekDayRange::Holiday { kind, .. } if *kind == wanted))
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RuleError::Empty);
        }
        if text.chars().count() > MAX_CHARS {
            return Err(RuleError::TooLong);
        }
        if let Some(pair) = holiday_beside_day(text) {
            return Err(RuleError::HolidayAndDay(pair));
        }
        let parsed: OpeningHours = text.parse().map_err(|error| explain(&error, text))?;
        for rule in &parsed.get_expression().rules {
            refuse_overlap(&rule.time_selector.spans)?;
        }
        Ok(Self::normalised(parsed, text))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A weekday and `PH` or `SH` with only a space between them, out of comments: « SH Mo-Fr ».
fn holiday_beside_day(text: &str) -> Option<String> {
    let is = |codes: &[&str], part: &str| codes.iter().any(|code| part.eq_ignore_ascii_case(code));
    let holiday = |part: &str| is(&["PH", "SH"], part);
    let day = |part: &str| is(&["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], part);
    let spoken = text.split('"').step_by(2).flat_map(str::split_whitespace);
    // An offset (« PH +1 day ») belongs to what it follows.
    let words: Vec<&str> = spoken.filter(|word| !word.starts_with(['+', '-']) && !is(&["day", "days"], word)).collect();
    let pair = words.windows(2).find(|pair| {
        let (before, after) = (last_day(pair[0]), first_day(pair[1]));
        (holiday(before) && day(after)) || (day(before) && holiday(after))
    })?;
    Some(pair.join(" "))
}

/// `Mo` of `Mo-Fr`, of `Mo[1]`, of `Mo,PH`.
fn first_day(word: &str) -> &str {
    word.split([',', '-', '[', ';']).next().unwrap_or_default()
}

/// `PH` of `Mo-Fr,PH`; nothing when the rule ends there.
fn last_day(word: &str) -> &str {
    if word.ends_with([';', ',']) {
        return "";
    }
    word.split('[').next().unwrap_or_default().rsplit([',', '-', ';']).next().unwrap_or_default()
}

fn explain(error: &Error, text: &str) -> RuleError {
    match error {
        Error::Syntax(error) => {
            // The parser's library shows the place as « --> line:column »; naming its types would bind us to its version.
            let shown = error.to_string();
            let column =
                shown.split_once("--> 1:").and_then(|(_, rest)| rest.split_whitespace().next()?.parse::<usize>().ok());
            let rest: String = text.chars().skip(column.unwrap_or(1).saturating_sub(1)).take(20).collect();
            RuleError::Syntax(if rest.is_empty() { text.chars().take(20).collect() } else { rest })
        }
        Error::Overflow { value, .. } => RuleError::OutOfBounds(value.to_string()),
        Error::InvalidExtendedTime { hour, minutes } => RuleError::OutOfBounds(format!("{hour:02}:{minutes:02}")),
        Error::InvertedYearRange { start, end, .. } => RuleError::OutOfBounds(format!("{}-{}", **start, **end)),
        Error::InvertedWeekRange { start, end, .. } => RuleError::OutOfBounds(format!("{}-{}", **start, **end)),
        Error::Unsupported(_) | Error::GrammarUnexpectedToken { .. } | Error::GrammarLogic { .. } => {
            RuleError::Unsupported
        }
    }
}

fn refuse_overlap(spans: &[TimeSpan]) -> Result<(), RuleError> {
    let mut fixed: Vec<(u16, u16, &TimeSpan)> = spans
        .iter()
        .filter_map(|span| match (&span.range.start, &span.range.end) {
            (Time::Fixed(start), Time::Fixed(end)) => {
                Some((start.mins_from_midnight(), end.mins_from_midnight(), span))
            }
            _ => None,
        })
        .collect();
    fixed.sort_by_key(|(start, end, _)| (*start, *end));
    match fixed.windows(2).find(|pair| pair[0].1 > pair[1].0) {
        Some(pair) => Err(RuleError::Overlap(pair[0].2.to_string(), pair[1].2.to_string())),
        None => Ok(()),
    }
}

/// What every evaluator says of a day where they agree, `Unknown` where they do not.
pub(super) fn spans_on(evaluators: &[OpeningHours], date: Date) -> Vec<Span> {
    let mut answers = evaluators.iter().map(|evaluator| evaluated(evaluator, date));
    let first = answers.next().unwrap_or_default();
    answers.fold(first, |agreed, other| if agreed == other { agreed } else { agreement(&agreed, &other) })
}

fn evaluated(evaluator: &OpeningHours, date: Date) -> Vec<Span> {
    let Some(day) = chrono_date(date) else { return Vec::new() };
    let certainty = |kind| match kind {
        RuleKind::Open => Some(Certainty::Open),
        RuleKind::Unknown => Some(Certainty::Unknown),
        RuleKind::Closed => None,
    };
    let ranges = evaluator.schedule_at(day).into_iter().filter_map(|range| {
        let (start, end) = (range.range.start.mins_from_midnight(), range.range.end.mins_from_midnight());
        let slot = Slot::new(start, end.min(MINUTES_A_DAY))?;
        Some(Span { slot, certainty: certainty(range.kind)?, comment: range.comment.to_string() })
    });
    ranges.collect()
}

fn agreement(left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut bounds: Vec<u16> = left.iter().chain(right).flat_map(|span| [span.slot.start(), span.slot.end()]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let at = |spans: &[Span], minute| {
        spans.iter().find(|span| (span.slot.start()..span.slot.end()).contains(&minute)).cloned()
    };
    let mut agreed: Vec<Span> = Vec::new();
    for pair in bounds.windows(2) {
        let Some(slot) = Slot::new(pair[0], pair[1]) else { continue };
        let said = (at(left, pair[0]), at(right, pair[0]));
        let (certainty, comment) = match said {
            (None, None) => continue,
            (Some(left), Some(right)) if left.certainty == right.certainty && left.comment == right.comment => {
                (left.certainty, left.comment)
            }
            _ => (Certainty::Unknown, String::new()),
        };
        match agreed.last_mut() {
            Some(last) if last.slot.end() == slot.start() && last.certainty == certainty && last.comment == comment => {
                last.slot = Slot::new(last.slot.start(), slot.end()).unwrap_or(slot);
            }
            _ => agreed.push(Span { slot, certainty, comment }),
        }
    }
    agreed
}
