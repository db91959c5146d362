//! The refusals of the model as refusals of a form's field, so that each is said in the reader's language.

use crate::{
    hours::{ExceptionRefusal, RuleError, SlotError},
    model::{StageRefusal, code::CodeRefusal},
};
use kernel::{Day, Refusal};

/// Why hours in OSM syntax were not taken.
pub(crate) fn of_rule(error: RuleError, field: &'static str) -> Refusal {
    match error {
        RuleError::Empty => Refusal::invalid("empty"),
        RuleError::TooLong => Refusal::invalid("network-hours-long"),
        RuleError::Syntax(rest) => Refusal::invalid("network-hours-syntax").with("rest", rest),
        RuleError::Overlap(one, other) => overlap(one, other),
        RuleError::HolidayAndDay(pair) => Refusal::invalid("network-hours-holiday").with("pair", pair),
        RuleError::OutOfBounds(value) => Refusal::invalid("network-hours-bounds").with("value", value),
        RuleError::Unsupported => Refusal::invalid("network-hours-unsupported"),
    }
    .field(field)
}

/// Why the hours of one day were not taken.
pub(crate) fn of_slots(error: SlotError, field: &'static str) -> Refusal {
    match error {
        SlotError::Unreadable(text) => Refusal::invalid("network-slot-unreadable").with("text", text),
        SlotError::Backwards(text) => Refusal::invalid("network-slot-backwards").with("text", text),
        SlotError::Overlap(one, other) => overlap(one, other),
    }
    .field(field)
}

fn overlap(one: impl ToString, other: impl ToString) -> Refusal {
    Refusal::invalid("network-hours-overlap").with("one", one).with("other", other)
}

/// Why an exception was not taken.
pub(crate) fn of_exception(refusal: ExceptionRefusal) -> Refusal {
    match refusal {
        ExceptionRefusal::Backwards { .. } => Refusal::invalid("network-exception-backwards").field("to"),
        ExceptionRefusal::NoReason => Refusal::invalid("network-exception-reason").field("reason"),
    }
}

/// Why a stage was not taken; `day` writes a date for the reader.
pub(crate) fn of_stage(refusal: StageRefusal, day: impl Fn(Day) -> String) -> Refusal {
    match refusal {
        StageRefusal::Already | StageRefusal::NotNext => Refusal::invalid("network-stage-not-next").field("stage"),
        StageRefusal::TooEarly(since) => {
            Refusal::invalid("network-stage-early").with("since", day(Day::of(since))).field("since")
        }
    }
}

/// Why a code of an address was not taken.
pub(crate) fn of_code(refusal: CodeRefusal, field: &'static str) -> Refusal {
    match refusal {
        CodeRefusal::Insee(_) => Refusal::invalid("network-insee"),
        CodeRefusal::Post(_) => Refusal::invalid("network-post-code"),
    }
    .field(field)
}
