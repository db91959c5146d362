//! The keys, and the theme's sheet in their place.

use maud::{Markup, html};
use web::Text;

/// The keys while nothing is asked; the script puts the theme's sheet in their place.
pub(super) fn guide(text: Text) -> Markup {
    let enter = text.say("counter-enter");
    html! {
        aside.card.guide #counter-guide aria-labelledby="counter-guide-title" {
            div.card-head {
                h2 #counter-guide-title { (text.say("counter-keys")) }
                a.small #counter-sheet-print target="_blank" hidden { (text.say("counter-sheet-print")) }
            }
            div #counter-keys {
                ol.three-keys {
                    li { (keys(&["4"])) (text.say("counter-key-what")) }
                    li { (keys(&["E"])) (text.say("counter-key-did")) }
                    li { (keys(&[&enter])) (text.say("counter-key-done")) }
                }
                dl.keys {
                    div {
                        dt { (keys(&["1"])) " " (text.say("counter-key-or")) " " (keys(&["9"])) }
                        dd { (text.say("counter-key-digit")) }
                    }
                    (key_row(&["a", "b", "c"], &text.say("counter-key-letters")))
                    (key_row(&["I", "E", "O", "A", "M", "D", "V"], &text.say("counter-key-acts")))
                    (key_row(&["/"], &text.say("counter-key-slash")))
                    (key_row(&["!"], &text.say("counter-key-need")))
                    (key_row(&[&enter], &text.say("counter-key-enter")))
                    (key_row(&["+"], &text.say("counter-key-plus")))
                    (key_row(&["="], &text.say("counter-key-equal")))
                    (key_row(&["Ctrl", "Z"], &text.say("counter-key-undo")))
                    (key_row(&[&text.say("counter-key-back-name")], &text.say("counter-key-back")))
                    (key_row(&[&text.say("counter-key-escape-name")], &text.say("counter-key-escape")))
                    (key_row(&["F2"], &text.say("counter-key-arrive")))
                    (key_row(&["F4"], &text.say("counter-key-call")))
                    (key_row(&["F8"], &text.say("counter-key-hand")))
                    (key_row(&["F9"], &text.say("counter-key-where")))
                    (key_row(&["?"], &text.say("counter-key-help")))
                }
            }
            div.sheet #counter-sheet hidden {}
        }
    }
}

fn keys(names: &[&str]) -> Markup {
    html! { @for name in names { kbd { (name) } " " } }
}

fn key_row(names: &[&str], words: &str) -> Markup {
    html! { div { dt { (keys(names)) } dd { (words) } } }
}
