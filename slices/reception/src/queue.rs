//! The queue: who waits, who is called to which desk, who is served.
//!
//! `ticket` what may happen to a ticket, pure · `calls` who is next · `view` what desks and hall see · `live` seen as it
//! changes · `overnight` what was left open · `waiting` how many, for the public page · `visitors` those who come by themselves, by
//! `code` · `api` the routes · `store` all the SQL.

mod api;
mod calls;
mod code;
mod live;
mod overnight;
pub(crate) mod store;
mod ticket;
mod view;
mod visitors;
mod waiting;

pub use api::{Hall, routes};
pub use calls::{Calls, NotCalled};
pub use code::Code;
pub use live::{Live, Seen};
pub use overnight::close_overnight;
pub use ticket::{Lasted, Stage, Step, Ticket};
pub use visitors::{Arrival, Standing, Visitors, code_secret, forget_codes};
pub use waiting::waiting;
