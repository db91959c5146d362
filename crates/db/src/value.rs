//! What can be bound to a placeholder. Each variant is optional inside, so that a null still has its type: PostgreSQL wants
//! to know it.

use kernel::{AccountId, AssociationId, Day, DeviceId, EntryId, PlaceId};
use uuid::Uuid;

/// A bound value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `bigint`: numbers, ids, days, instants in milliseconds.
    Int(Option<i64>),
    /// `boolean`.
    Bool(Option<bool>),
    /// `double precision`.
    Real(Option<f64>),
    /// `text`.
    Text(Option<String>),
    /// `bytea`.
    Bytes(Option<Vec<u8>>),
    /// `uuid`.
    Uuid(Option<Uuid>),
}

/// Binds a Rust type and its `Option` to a variant.
macro_rules! binds {
    ($($type:ty => $variant:ident($name:ident) $convert:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($name: $type) -> Self { Value::$variant(Some($convert)) }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self { Value::$variant(value.map(|$name| $convert)) }
        }
    )*};
}

binds! {
    i64 => Int(n) n;
    i32 => Int(n) i64::from(n);
    u32 => Int(n) i64::from(n);
    u16 => Int(n) i64::from(n);
    u8 => Int(n) i64::from(n);
    PlaceId => Int(id) id.0;
    AssociationId => Int(id) id.0;
    AccountId => Int(id) id.0;
    DeviceId => Int(id) id.0;
    Day => Int(day) i64::from(day.0);
    jiff::Timestamp => Int(instant) instant.as_millisecond();
    bool => Bool(b) b;
    f64 => Real(x) x;
    String => Text(text) text;
    &str => Text(text) text.to_owned();
    Vec<u8> => Bytes(bytes) bytes;
    &[u8] => Bytes(bytes) bytes.to_vec();
    Uuid => Uuid(id) id;
    EntryId => Uuid(id) id.0;
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(Some(text.clone()))
    }
}

/// The values of a query, in the order of its placeholders: `values![place, day]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}
