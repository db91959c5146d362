//! Routes that name the right they need. A route without one cannot be written, and the list of all of them is the matrix
//! that the tests walk.

use crate::guard::{Need, guard};
use axum::{Router, handler::Handler, middleware::from_fn_with_state, routing::MethodRouter};

/// A route, for the matrix of rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// `GET`, `POST` …
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// What one must hold to be let in.
    pub need: Need,
}

/// The routes of a slice, being declared.
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<RouteInfo>,
}

/// The routes of a slice or of the whole program, with their state.
#[derive(Default)]
pub struct Routed {
    /// For axum.
    pub router: Router,
    /// For the tests.
    pub list: Vec<RouteInfo>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), list: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No route yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or a document to read.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, need: Need, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.route("GET", path, need, axum::routing::get(handler))
    }

    /// A form or a write.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, need: Need, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.route("POST", path, need, axum::routing::post(handler))
    }

    fn route(mut self, method: &'static str, path: &'static str, need: Need, route: MethodRouter<S>) -> Self {
        self.list.push(RouteInfo { method, path, need });
        self.router = self.router.route(path, route.route_layer(from_fn_with_state(need, guard)));
        self
    }

    /// Gives the handlers their state.
    pub fn with_state(self, state: S) -> Routed {
        Routed { router: self.router.with_state(state), list: self.list }
    }
}

impl Routed {
    /// All the routes of two slices.
    #[must_use]
    pub fn and(mut self, other: Routed) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }
}
