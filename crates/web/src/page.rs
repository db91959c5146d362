//! The shell of every page: header, menu of what the visitor may open, landmarks, footer.

use crate::{Context, asset, icons, parts};
use axum::response::{Html, IntoResponse, Response};
use kernel::Right;
use maud::{DOCTYPE, Markup, html};

/// An entry of the main menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The counter.
    Counter,
    /// What was recorded, day by day.
    Activity,
    /// Figures.
    Figures,
    /// What is handed out.
    Reports,
    /// What partners and the public get.
    Releases,
    /// What a partner gets.
    Partner,
    /// Places.
    Places,
    /// Themes, operators, sheets.
    Catalogue,
    /// Accounts, devices, access log.
    Team,
}

impl Section {
    const ALL: [(Section, &'static str, &'static str, Right); 9] = [
        (Section::Counter, "/counter", "menu-counter", Right::Record),
        (Section::Activity, "/activity", "menu-activity", Right::SeeActivity),
        (Section::Figures, "/figures", "menu-figures", Right::SeeFigures),
        (Section::Reports, "/reports", "menu-reports", Right::SeeFigures),
        (Section::Releases, "/releases", "menu-releases", Right::GiveOut),
        (Section::Partner, "/partner", "menu-partner", Right::ReadReleases),
        (Section::Places, "/places", "menu-places", Right::SeeNetwork),
        (Section::Catalogue, "/catalogue", "menu-catalogue", Right::SeeNetwork),
        (Section::Team, "/team", "menu-team", Right::ManageAccounts),
    ];
}

/// A page being made: what the shell must know of it.
pub struct Page<'a> {
    context: &'a Context,
    title: String,
    section: Option<Section>,
    subtitle: String,
    styles: Vec<&'static str>,
    scripts: Vec<&'static str>,
    icons: Vec<String>,
    simulated: bool,
    bare: bool,
    installable: bool,
    status: Option<Markup>,
}

impl<'a> Page<'a> {
    /// A page with its title, in the visitor's language.
    pub fn new(context: &'a Context, title: impl Into<String>) -> Self {
        let subtitle = String::new();
        Self {
            context,
            title: title.into(),
            section: None,
            subtitle,
            styles: Vec::new(),
            scripts: Vec::new(),
            icons: Vec::new(),
            simulated: context.demonstration,
            bare: false,
            installable: false,
            status: None,
        }
    }

    /// The menu entry it belongs to.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// Where the visitor stands, beside the mark: the name of a place, of an association.
    #[must_use]
    pub fn at(mut self, name: impl Into<String>) -> Self {
        self.subtitle = name.into();
        self
    }

    /// A style sheet besides the base.
    #[must_use]
    pub fn style(mut self, name: &'static str) -> Self {
        self.styles.push(name);
        self
    }

    /// A script.
    #[must_use]
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// Icons that its script draws, besides those of its content.
    #[must_use]
    pub fn icons(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.icons.extend(names);
        self
    }

    /// Without header and footer: a screen in a hall has no menu. The page says itself what is simulated.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// How things stand, seen at a glance in the header.
    #[must_use]
    pub fn status(mut self, status: Markup) -> Self {
        self.status = Some(status);
        self
    }

    /// The page may be installed on a device, and opens there without a network.
    #[must_use]
    pub fn installable(mut self) -> Self {
        self.installable = true;
        self
    }

    /// Draws the page around its content. The content brings its own `main` element, with the id `content`.
    pub fn draw(self, content: Markup) -> Response {
        Html(self.markup(content).into_string()).into_response()
    }

    fn markup(self, content: Markup) -> Markup {
        let context = self.context;
        let text = context.text;
        let body = html! {
            @if self.bare {
                (content)
            } @else {
                a.skip-link href="#content" { (text.say("skip-to-content")) }
                header {
                    (header(context, self.section, &self.subtitle, self.status.as_ref()))
                    @if self.simulated { p.demonstration role="note" { (text.say("demonstration")) } }
                }
                (content)
                footer.footer {
                    p { (text.say("footer-words")) " · " a href="/about" { (text.say("footer-about")) } }
                }
            }
        };
        html! {
            (DOCTYPE)
            html lang=(text.locale.tag()) dir="ltr" {
                head {
                    meta charset="utf-8";
                    title { (self.title) " – " (context.network) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href=(asset("mark.svg")) type="image/svg+xml";
                    @if self.installable { link rel="manifest" href="/app.webmanifest"; }
                    link rel="preload" href=(asset("source-sans-3-latin-wght-normal.woff2")) as="font" type="font/woff2" crossorigin;
                    link rel="stylesheet" href=(asset("base.css"));
                    @for style in &self.styles { link rel="stylesheet" href=(asset(style)); }
                    @for script in &self.scripts { script type="module" src=(asset(script)) {} }
                }
                body class=[self.bare.then_some("bare")] { (body) (icons::drawings(&body, &self.icons)) }
            }
        }
    }
}

fn header(context: &Context, current: Option<Section>, subtitle: &str, status: Option<&Markup>) -> Markup {
    let text = context.text;
    html! {
        div.header {
            a.brand href="/" {
                span.brand-mark { (parts::icon("handshake-fill")) }
                span { (context.network) @if !subtitle.is_empty() && *subtitle != *context.network { small { (subtitle) } } }
            }
            @if let Some(person) = context.actor.person() {
                nav.nav aria-label=(text.say("menu-main")) {
                    @for (section, path, key, right) in Section::ALL {
                        @if context.actor.may_somewhere(right) {
                            a href=(path) aria-current=[(current == Some(section)).then_some("page")] { (text.say(key)) }
                        }
                    }
                }
                div.account {
                    @if let Some(status) = status { (status) }
                    a.button.button-plain.button-small href="/me" { (parts::icon("user-circle")) " " (person.name) }
                }
            } @else if context.path != "/sign-in" {
                div.account { a.button.button-plain.button-small href="/sign-in" { (text.say("sign-in")) } }
            }
        }
    }
}

/// A page that says what went wrong and what to do.
pub(crate) fn error_page(context: &Context, status: u16, title: &str, sentence: &str) -> Markup {
    let text = context.text;
    let page = Page::new(context, title);
    page.markup(html! {
        main.page.page-narrow #content {
            h1 { (title) }
            p.lead { (sentence) }
            p.soft.small { (text.say("error-number")) " " (status) }
            p { a.button href="/" { (text.say("back-home")) } }
        }
    })
}

/// Percent-encodes a text for the value of a query parameter.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
