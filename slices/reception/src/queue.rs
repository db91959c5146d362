//! The queue: who waits, who is called to which desk, who is served.
//!
//! `ticket` what may happen to a ticket, pure · `presence` who is there · `leaving` no longer · `calls` who is next · `view` what
//! desks and hall see · `live` seen as it changes · `lines` how many streams one client holds · `overnight` what was left open ·
//! `past` how they went, together ·
//! `waiting` how many, for the public page · `expect` how long one may wait, pure · `waits` the same from the database ·
//! `visitors` those who come by themselves, by `code` · `api` the routes · `store` all the SQL.

mod api;
mod calls;
mod code;
pub mod expect;
mod leaving;
mod lines;
mod live;
mod overnight;
mod past;
mod presence;
pub(crate) mod store;
mod ticket;
mod view;
mod visitors;
mod waiting;
mod waits;

pub use api::{Hall, routes};
pub use calls::{Calls, NotCalled};
pub use code::Code;
pub use expect::Range;
pub use leaving::leaving;
pub use lines::Line;
pub use live::{Live, Seen};
pub use overnight::close_overnight;
pub use past::Past;
pub use presence::{Presence, Spot};
pub use ticket::{Handed, Lasted, Stage, Step, Ticket};
pub use visitors::{Arrival, Standing, Visitors, code_secret, forget_codes};
pub use waiting::{hall, waiting};
pub use waits::{Outlook, Waits};
