//! What every page and every answer of Parvis shares: routes that name the right they need, the context of a request, the
//! page's shell and components, translations, forms that come back filled in, and errors turned into answers.
//!
//! Deliberately absent: any knowledge of what the pages are about.

mod answer;
mod app;
mod assets;
mod context;
mod document;
mod form;
mod format;
mod guard;
mod i18n;
mod icons;
mod installed;
mod language;
mod page;
pub mod parts;
mod public;
mod routes;
mod stale;

pub use answer::{Error, Problem, Result, see_other};
pub use app::App;
pub use assets::{asset, serve_asset};
pub use context::Context;
pub use document::{Document, Wanted};
pub use form::{Fields, FormErrors, legible};
pub use format::{date_words, decimal, month_name, number, percent, time_words, weekday_name};
pub use guard::{Need, headers, outer_layers};
pub use i18n::{Locale, PublicText, Text, check_locales};
pub use installed::installed_routes;
pub use language::Language;
pub use page::{Page, Section};
pub use public::PublicPage;
pub use routes::{RouteInfo, Routed, Routes};
pub use stale::OPENED;
