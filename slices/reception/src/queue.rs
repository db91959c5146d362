//! The queue: who waits, who is called to which desk, who is served.
//!
//! `ticket` what may happen to a ticket, pure · `calls` who is next · `view` what desks and hall see · `live` seen as it
//! changes · `overnight` what was left open · `waiting` how many, for the public page ·
//! `expect` how long one may wait, pure · `waits` the same from the database · `api` the routes · `store` all the SQL.

mod api;
mod calls;
mod expect;
mod live;
mod overnight;
pub(crate) mod store;
mod ticket;
mod view;
mod waiting;
mod waits;

pub use api::{Hall, routes};
pub use calls::{Calls, NotCalled};
pub use expect::{Habits, Passage, REMEMBERED_DAYS, Range, Standing};
pub use live::{Live, Seen};
pub use overnight::close_overnight;
pub use ticket::{Lasted, Stage, Step, Ticket};
pub use waiting::waiting;
pub use waits::{Outlook, Waits};
