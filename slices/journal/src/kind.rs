//! How the kind of an entry is written in its row: those that fill a journal by a letter, any other by its name.

/// No letter is ever given to another kind: rows of all years bear them.
const LETTERS: [(&str, &str); 10] = [
    ("visit.opened", "o"),
    ("visit.called", "d"),
    ("visit.served", "s"),
    ("visit.held", "h"),
    ("visit.resumed", "m"),
    ("visit.returned", "t"),
    ("visit.handed", "n"),
    ("visit.left", "l"),
    ("visit.closed", "c"),
    ("request.recorded", "r"),
];

/// As its row says it.
pub(crate) fn written(kind: &str) -> &str {
    LETTERS.iter().find(|(name, _)| *name == kind).map_or(kind, |(_, letter)| letter)
}

/// From what a row says.
pub(crate) fn read(written: String) -> String {
    LETTERS.iter().find(|(_, letter)| *letter == written).map_or(written, |(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_letter_stands_for_one_kind() {
        for (name, letter) in LETTERS {
            assert_eq!((written(name), read(letter.to_owned())), (letter, name.to_owned()));
        }
        assert_eq!(LETTERS.iter().map(|(_, letter)| letter).collect::<BTreeSet<_>>().len(), LETTERS.len());
    }

    #[test]
    fn other_kinds_and_rows_of_before_say_their_name() {
        for name in ["corrected", "agent.present", "workstation.used", "visit.closed"] {
            assert_eq!(read(written(name).to_owned()), name);
            assert_eq!(read(name.to_owned()), name);
        }
    }
}
