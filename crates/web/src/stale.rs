//! A form that was opened on what is no longer saved: two people, or two tabs, on the same page.
//!
//! A form that edits what is saved carries a mark of each field as it stood when the form was opened. When the form comes back and
//! a field was saved otherwise meanwhile, it returns to the person: what they typed, what stands now where they had touched
//! nothing, and a sentence beside each field that changed. It then carries the marks of what stands now, so that saving again goes
//! through.
//!
//! Marks are of the fields themselves rather than of a time or a number of the whole record: what two people change in two
//! different forms of one place is no conflict, and no table needs a column for it. Whoever posts without marks opened no form;
//! what they send is taken as it is.

use crate::{Fields, FormErrors};
use kernel::{Refusal, RefusalKind};
use std::collections::{BTreeMap, BTreeSet};

/// The hidden field that carries the marks.
pub const OPENED: &str = "opened";

impl Fields {
    /// The marks of these saved values, for a form that is opened on them.
    pub fn marks(&self) -> String {
        let marks = self.names().filter(|name| *name != OPENED).map(|name| format!("{name}:{}", mark(self, name)));
        marks.collect::<Vec<_>>().join(" ")
    }

    /// What was typed, to be shown again with what stands now, when a field was saved otherwise since this form was opened.
    /// Where the person typed just what stands now, there is nothing to say.
    pub fn stale(&self, saved: &Fields) -> Option<(Fields, FormErrors)> {
        let opened: BTreeMap<&str, &str> =
            self.get(OPENED).split(' ').filter_map(|mark| mark.split_once(':')).collect();
        if opened.is_empty() {
            return None;
        }
        let nothing = mark(&Fields::default(), OPENED);
        let (mut typed, mut changed) = (self.clone(), Fields::default());
        for name in opened.keys().copied().chain(saved.names()).collect::<BTreeSet<_>>() {
            let before = opened.get(name).copied().unwrap_or(&nothing);
            if name != OPENED && mark(saved, name) != before && plain(self, name) != plain(saved, name) {
                changed.put(name, saved.every(name).to_vec());
                if mark(self, name) == before {
                    typed.put(name, saved.every(name).to_vec());
                }
            }
        }
        if changed == Fields::default() {
            return None;
        }
        typed.set(OPENED, saved.marks());
        let mut errors = FormErrors::from(Refusal::new("changed-meanwhile", RefusalKind::Conflict));
        errors.stands(changed);
        Some((typed, errors))
    }
}

/// The values of a field without what a browser changes by itself: spaces around them, ends of lines, the order of boxes.
fn plain(fields: &Fields, name: &str) -> BTreeSet<String> {
    let values = fields.every(name).iter().map(|value| value.trim().replace("\r\n", "\n"));
    values.filter(|value| !value.is_empty()).collect()
}

/// Four bytes: a change that happens to bear the mark of what it replaced is one in four billion.
fn mark(fields: &Fields, name: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for value in plain(fields, name) {
        hasher.update(value.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..8].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, Text};
    use proptest::{collection::vec, prelude::*};

    fn fields(values: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        values.iter().for_each(|(name, value)| fields.push(*name, *value));
        fields
    }

    const FRENCH: Text = Text { locale: Locale::French };

    #[test]
    fn only_what_was_saved_meanwhile_is_told() {
        let opened = fields(&[("phone", "1"), ("mail", "a@b.fr"), ("box", "yes")]);
        let mut typed = fields(&[("phone", "2"), ("mail", "c@d.fr"), ("box", "yes")]);
        typed.set(OPENED, opened.marks());
        assert_eq!(typed.stale(&opened), None, "nobody saved anything");
        let (again, errors) = typed.stale(&fields(&[("phone", "3"), ("mail", "a@b.fr"), ("box", "yes")])).unwrap();
        assert!(errors.about("phone", FRENCH).unwrap().contains("«\u{a0}3\u{a0}»"));
        assert_eq!((errors.about("mail", FRENCH), again.get("mail")), (None, "c@d.fr"));
        assert_eq!(
            typed.stale(&fields(&[("phone", "2"), ("mail", "a@b.fr"), ("box", "yes")])),
            None,
            "the same was typed"
        );
        assert_eq!(fields(&[("phone", "2")]).stale(&opened), None, "no form was opened");
        let (again, errors) = typed.stale(&fields(&[("phone", "1"), ("mail", "a@b.fr")])).unwrap();
        assert!(!again.ticked("box") && errors.standing("box").is_some(), "what they had not touched follows");
        let (_, errors) = typed.stale(&fields(&[("phone", ""), ("box", "yes"), ("mail", "a@b.fr")])).unwrap();
        assert!(errors.about("phone", FRENCH).unwrap().contains("vide"));
    }

    fn some() -> impl Strategy<Value = Fields> {
        vec(("[abc]", "[xy\r\n ]{0,3}"), 0..6).prop_map(|values| {
            let mut fields = Fields::default();
            values.into_iter().for_each(|(name, value)| fields.push(name, value));
            fields
        })
    }

    proptest! {
        /// Nothing that somebody saved meanwhile is lost without a word, and whoever was told gets through.
        #[test]
        fn nothing_is_replaced_unseen(opened in some(), typed in some(), saved in some(), forged in ".{0,60}") {
            let mut form = typed.clone();
            form.set(OPENED, opened.marks());
            if let Some((again, errors)) = form.stale(&saved) {
                prop_assert!(!errors.is_empty());
                prop_assert_eq!(again.stale(&saved), None);
            } else if opened != Fields::default() {
                for name in ["a", "b", "c"] {
                    prop_assert!(
                        plain(&opened, name) == plain(&saved, name) || plain(&typed, name) == plain(&saved, name)
                    );
                }
            }
            form.set(OPENED, forged);
            if let Some((again, _)) = form.stale(&saved) {
                prop_assert_eq!(again.stale(&saved), None);
            }
        }
    }
}
