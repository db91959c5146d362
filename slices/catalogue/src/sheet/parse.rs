//! Reads a sheet.

use super::{Block, Heading, Line, Run, Section, Sheet};
use kernel::Refusal;

/// Reads a sheet, or says which heading is unknown, double, empty or missing.
pub fn parse(text: &str) -> Result<Sheet, Refusal> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if let Some(title) = line.strip_prefix("##") {
            sections.push(Section { heading: heading(title.trim(), &sections)?, blocks: Vec::new() });
            open = false;
        } else if line.is_empty() {
            open = false;
        } else {
            let Some(section) = sections.last_mut() else { return Err(Refusal::invalid("sheet-words-first")) };
            add(&mut section.blocks, line, open);
            open = true;
        }
    }
    for wanted in Heading::ALL {
        if !sections.iter().any(|section| section.heading == wanted && !section.blocks.is_empty()) {
            return Err(Refusal::invalid("sheet-heading-missing").with("heading", wanted.words()));
        }
    }
    Ok(Sheet { sections })
}

fn heading(title: &str, before: &[Section]) -> Result<Heading, Refusal> {
    let folded = crate::fold(title);
    let Some(heading) = Heading::ALL.into_iter().find(|heading| crate::fold(heading.words()) == folded) else {
        return Err(Refusal::invalid("sheet-heading-unknown").with("heading", title));
    };
    if before.iter().any(|section| section.heading == heading) {
        return Err(Refusal::invalid("sheet-heading-twice").with("heading", heading.words()));
    }
    Ok(heading)
}

/// Adds a line to the block that is open, or opens one.
fn add(blocks: &mut Vec<Block>, line: &str, open: bool) {
    if let Some(item) = line.strip_prefix("- ").or(line.strip_prefix("* ")) {
        match blocks.last_mut() {
            Some(Block::List(items)) => items.push(runs(item)),
            _ => blocks.push(Block::List(vec![runs(item)])),
        }
    } else if let Some(item) = after_number(line) {
        match blocks.last_mut() {
            Some(Block::Numbered(items)) => items.push(runs(item)),
            _ => blocks.push(Block::Numbered(vec![runs(item)])),
        }
    } else {
        match blocks.last_mut().filter(|_| open) {
            Some(Block::Paragraph(words)) => continue_line(words, line),
            Some(Block::List(items) | Block::Numbered(items)) => {
                if let Some(words) = items.last_mut() {
                    continue_line(words, line);
                }
            }
            None => blocks.push(Block::Paragraph(runs(line))),
        }
    }
}

fn after_number(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == line.len() { None } else { rest.strip_prefix(". ") }
}

fn continue_line(words: &mut Line, line: &str) {
    words.push(Run::Plain(" ".into()));
    words.extend(runs(line));
}

/// Splits at pairs of stars; one that never closes is a star like another.
fn runs(mut text: &str) -> Line {
    let mut line = Line::new();
    while let Some((before, bold, after)) = next_bold(text) {
        if !before.is_empty() {
            line.push(Run::Plain(before.into()));
        }
        line.push(Run::Bold(bold.into()));
        text = after;
    }
    if !text.is_empty() {
        line.push(Run::Plain(text.into()));
    }
    line
}

fn next_bold(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("**")?;
    let (bold, after) = rest.split_once("**")?;
    (!bold.is_empty()).then_some((before, bold, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(brief: &str) -> String {
        let rest = Heading::ALL[1..].iter().map(|heading| format!("## {}\n\n- mot\n\n", heading.words()));
        format!("## En bref\n\n{brief}\n\n{}", rest.collect::<String>())
    }

    #[test]
    fn the_subset_is_read() {
        let sheet = parse(&whole("Un **mot** fort\net la suite.\n\n1. un\n2. deux\n   encore\n\n- a\n- b <b>c</b>"))
            .expect("the sheet is whole");
        let plain = |words: &str| Run::Plain(words.into());
        assert_eq!(
            sheet.sections[0].blocks,
            [
                Block::Paragraph(vec![
                    plain("Un "),
                    Run::Bold("mot".into()),
                    plain(" fort"),
                    plain(" "),
                    plain("et la suite.")
                ]),
                Block::Numbered(vec![vec![plain("un")], vec![plain("deux"), plain(" "), plain("encore")]]),
                Block::List(vec![vec![plain("a")], vec![plain("b <b>c</b>")]]),
            ]
        );
        assert_eq!(runs("a ** b"), [plain("a ** b")]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let code = |text: &str| parse(text).map_err(|refusal| refusal.code).map(drop);
        assert_eq!(code(""), Err("sheet-heading-missing"));
        assert_eq!(code("mot"), Err("sheet-words-first"));
        assert_eq!(code(&whole("")), Err("sheet-heading-missing"));
        assert_eq!(code("## Tarifs\n\nmot"), Err("sheet-heading-unknown"));
        assert_eq!(code(&(whole("mot") + "## en bref\n\nmot")), Err("sheet-heading-twice"));
        assert_eq!(code(&whole("mot")), Ok(()));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), lines in "([-*#0-9. a\n]){0,60}") {
            let _ = parse(&text);
            let _ = parse(&whole(&lines));
        }
    }
}
