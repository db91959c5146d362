//! The sheets' small language: seven headings, paragraphs, lists, numbered lists, bold. Nothing else means anything, so that no
//! text can bring markup of its own to a page.

mod draw;
mod parse;

pub use draw::{Reader, Under, draw, fragment};
pub use parse::parse;

/// What a section says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// The answer in a few words.
    Brief,
    /// What to bring: boxes to tick.
    Bring,
    /// Who decides.
    Decides,
    /// Where to go.
    Where,
    /// What is done, in order.
    Steps,
    /// The usual trap, for the agent.
    Trap,
    /// What to say in plain words, for the agent.
    Say,
}

impl Heading {
    /// Every heading, in the order of a sheet.
    pub const ALL: [Heading; 7] =
        [Heading::Brief, Heading::Bring, Heading::Decides, Heading::Where, Heading::Steps, Heading::Trap, Heading::Say];

    /// As it is written in a sheet. Sheets are in French, whatever the language of the page around them.
    pub fn words(self) -> &'static str {
        match self {
            Heading::Brief => "En bref",
            Heading::Bring => "À apporter",
            Heading::Decides => "Qui décide",
            Heading::Where => "Où aller",
            Heading::Steps => "Étapes",
            Heading::Trap => "Le piège",
            Heading::Say => "À dire simplement",
        }
    }
}

/// A sheet, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its seven sections, in the order they were written.
    pub sections: Vec<Section>,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it says.
    pub heading: Heading,
    /// Paragraphs and lists.
    pub blocks: Vec<Block>,
}

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines up to an empty one.
    Paragraph(Line),
    /// Lines that begin with a dash.
    List(Vec<Line>),
    /// Lines that begin with a number and a point.
    Numbered(Vec<Line>),
}

/// Words, some of them in bold.
pub type Line = Vec<Run>;

/// Words in one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// As they come.
    Plain(String),
    /// Between two pairs of stars.
    Bold(String),
}
