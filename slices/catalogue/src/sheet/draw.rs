//! Draws a sheet: the same markup beside the counter, on its own page, and on paper.

use super::{Block, Heading, Line, Run, Section, Sheet, parse};
use kernel::Refusal;
use maud::{Markup, html};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody of the network: everything is shown, and what is written for them stays off the paper.
    Agent,
    /// Somebody who came for an answer.
    Visitor,
}

/// What the sections stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The title of the page.
    Page,
    /// A title within the page.
    Part,
}

/// The sections of a sheet, without its title.
pub fn draw(sheet: &Sheet, reader: Reader, under: Under) -> Markup {
    let shown = |section: &&Section| reader == Reader::Agent || !for_agents(section.heading);
    html! { @for section in sheet.sections.iter().filter(shown) { (draw_section(section, under)) } }
}

/// A sheet with its title, to be put into a page.
pub fn fragment(title: &str, body: &str, reader: Reader) -> Result<Markup, Refusal> {
    let sections = draw(&parse(body)?, reader, Under::Part);
    Ok(html! { article.sheet lang="fr" { h2 { (title) } (sections) } })
}

fn for_agents(heading: Heading) -> bool {
    matches!(heading, Heading::Trap | Heading::Say)
}

fn draw_section(section: &Section, under: Under) -> Markup {
    let class = match section.heading {
        Heading::Brief => return html! { div.sheet-lead { (blocks(section)) } },
        Heading::Bring => "sheet-bring",
        Heading::Decides => "sheet-decides",
        Heading::Where => "sheet-where",
        Heading::Steps => "sheet-steps",
        Heading::Trap => "sheet-trap agent-only",
        Heading::Say => "sheet-say agent-only",
    };
    html! {
        section class=(class) {
            @match under {
                Under::Page => h2 { (section.heading.words()) },
                Under::Part => h3 { (section.heading.words()) },
            }
            (blocks(section))
        }
    }
}

fn blocks(section: &Section) -> Markup {
    html! {
        @for block in &section.blocks {
            @match block {
                Block::Paragraph(words) => p { (line(words)) },
                Block::List(items) => ul { @for item in items { li { span { (line(item)) } } } },
                Block::Numbered(items) => ol { @for item in items { li { (line(item)) } } },
            }
        }
    }
}

fn line(words: &Line) -> Markup {
    html! {
        @for run in words {
            @match run {
                Run::Plain(words) => (words),
                Run::Bold(words) => strong { (words) },
            }
        }
    }
}
