//! What a command says on the standard output.

use std::{
    fmt::Arguments,
    io::{Write, stdout},
};

/// A line. Whoever stopped reading (`parvis … | head`) does not stop the work.
macro_rules! say {
    ($($words:tt)*) => { $crate::say::line(format_args!($($words)*)) };
}

pub(crate) fn line(words: Arguments) {
    let _ = writeln!(stdout(), "{words}");
}
