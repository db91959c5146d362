//! The one router: every slice's routes, the pages that belong to none, and the layers around them.

use crate::Parts;
use axum::{Router, response::Response, routing::get};
use figures::Figures;
use kernel::Right;
use maud::html;
use std::sync::Arc;
use web::{Context, Need, Page, Routed, Routes};

/// Every route of the program, with the right it needs.
pub fn routes(parts: &Parts, figures: &Figures) -> Routed {
    let Parts { app, directory, catalogue, accounts, journal, visitors, live, releases, mail, .. } = parts.clone();
    let own = Routes::new().get("/", Need::Public, home).get("/about", Need::Public, about).get(
        "/health",
        Need::Public,
        health,
    );
    own.with_state(parts.clone())
        .and(web::installed_routes())
        .and(accounts::routes(accounts.clone()))
        .and(mail::routes(mail, accounts.clone()))
        .and(network::routes(app.clone(), directory.clone(), reception::queue::hall(app.clone())))
        .and(catalogue::routes(app.clone(), catalogue.clone(), directory.clone(), reception::others(catalogue.clone())))
        .and(journal::routes(journal.clone()))
        .and(reception::routes(
            app.clone(),
            directory.clone(),
            catalogue.clone(),
            journal,
            live,
            Arc::new(parts.needs(figures)),
        ))
        .and(figures::routes(figures.clone(), app.clone(), directory.clone(), catalogue.clone()))
        .and(reports::routes(app.clone(), figures.clone(), directory.clone(), catalogue.clone()))
        .and(releases::routes(releases, figures.clone()))
        .and(watch::routes(parts.watch(figures)))
        .and(needs::routes(parts.needs(figures)))
        .and(digests::routes(parts.digests(figures)))
        .and(public::routes(app, directory, catalogue, figures.clone(), visitors))
}

/// The whole program as one service.
pub fn service(parts: &Parts, figures: &Figures) -> Router {
    let routed = routes(parts, figures);
    let inner = web::outer_layers(routed.router);
    let inner = accounts::layer(&parts.accounts, inner);
    // Assets need neither session nor database.
    Router::new().route("/assets/{*file}", get(web::serve_asset)).merge(inner)
}

/// Sends each visitor to where their work is.
async fn home(context: Context) -> axum::response::Redirect {
    let to = [
        (Right::Record, "/counter"),
        (Right::SeeFigures, "/figures"),
        (Right::ManageAccounts, "/team"),
        (Right::ReadReleases, "/partner"),
        (Right::SeeNetwork, "/places"),
    ];
    let found = to.into_iter().find(|(right, _)| context.actor.may_somewhere(*right));
    web::see_other(found.map_or("/sign-in", |(_, path)| path))
}

/// Whether the program answers, with its database: for whatever watches over it.
async fn health(axum::extract::State(parts): axum::extract::State<Parts>) -> web::Result<&'static str> {
    let mut tx = parts.app.db.read(&kernel::Actor::System("health")).await?;
    tx.one::<(i64,)>("select cast(count(*) as bigint) from place", db::values![]).await?;
    Ok("ok\n")
}

async fn about(context: Context) -> Response {
    let text = context.text;
    Page::new(&context, text.say("about-title")).draw(html! {
        main.page.page-narrow.stack #content {
            h1 { (text.say("about-title")) }
            p.lead { (text.say("about-lead")) }
            h2 { (text.say("about-sources")) }
            ul.lines {
                li { (text.say("about-source-places")) }
                li { (text.say("about-source-holidays")) }
                li { (text.say("about-source-school")) }
                li { (text.say("about-source-font")) }
                li { (text.say("about-source-icons")) }
            }
            p { a href="/donnees" { (text.say("open-title")) } }
            h2 { (text.say("about-privacy")) }
            p { (text.say("about-privacy-words")) }
            p.soft.small { "Parvis " (env!("CARGO_PKG_VERSION")) " · EUPL-1.2" }
        }
    })
}
