//! Rows of either engine, and the types that are read from them.

use crate::DbError;
use kernel::{AccountId, AssociationId, Day, DeviceId, EntryId, PlaceId};
use rusqlite::types::{FromSql, Value as Cell, ValueRef};
use sqlx::{Row as _, postgres::PgRow};
use uuid::Uuid;

/// A row of either engine.
pub enum Row {
    /// From SQLite.
    Sqlite(Vec<Cell>),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// The value of a column, by its position.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, DbError> {
        T::read(self, index)
    }
}

/// A type that one column can be read as.
pub trait Column: Sized {
    /// Reads column `index` of a row.
    fn read(row: &Row, index: usize) -> Result<Self, DbError>;
}

fn decode<T: FromSql>(cells: &[Cell], index: usize) -> Result<T, DbError> {
    T::column_result(cells.get(index).map_or(ValueRef::Null, ValueRef::from)).map_err(DbError::other)
}

/// Types that both drivers decode by themselves, and their `Option`s.
macro_rules! decoded {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row, index: usize) -> Result<Self, DbError> {
                Ok(match row { Row::Sqlite(cells) => decode(cells, index)?, Row::Postgres(row) => row.try_get(index)? })
            }
        }
        impl Column for Option<$type> {
            fn read(row: &Row, index: usize) -> Result<Self, DbError> {
                Ok(match row { Row::Sqlite(cells) => decode(cells, index)?, Row::Postgres(row) => row.try_get(index)? })
            }
        }
    )*};
}

decoded!(i64, bool, f64, String, Vec<u8>, Uuid);

/// Types made from one of those, and their `Option`s.
macro_rules! made {
    ($($type:ty: $from:ty => $make:expr;)*) => {$(
        impl Column for $type {
            fn read(row: &Row, index: usize) -> Result<Self, DbError> {
                let make: fn($from) -> Option<$type> = $make;
                make(row.get::<$from>(index)?).ok_or(DbError::OutOfRange(stringify!($type)))
            }
        }
        impl Column for Option<$type> {
            fn read(row: &Row, index: usize) -> Result<Self, DbError> {
                let make: fn($from) -> Option<$type> = $make;
                row.get::<Option<$from>>(index)?
                    .map(|value| make(value).ok_or(DbError::OutOfRange(stringify!($type))))
                    .transpose()
            }
        }
    )*};
}

made! {
    PlaceId: i64 => |n| Some(PlaceId(n));
    AssociationId: i64 => |n| Some(AssociationId(n));
    AccountId: i64 => |n| Some(AccountId(n));
    DeviceId: i64 => |n| Some(DeviceId(n));
    EntryId: Uuid => |id| Some(EntryId(id));
    Day: i64 => |n| i32::try_from(n).ok().map(Day);
    i32: i64 => |n| i32::try_from(n).ok();
    u32: i64 => |n| u32::try_from(n).ok();
    u16: i64 => |n| u16::try_from(n).ok();
    u8: i64 => |n| u8::try_from(n).ok();
    usize: i64 => |n| usize::try_from(n).ok();
    u64: i64 => |n| u64::try_from(n).ok();
    jiff::Timestamp: i64 => |n| jiff::Timestamp::from_millisecond(n).ok();
}

/// A type that a whole row can be read as. Structs get it from [`row!`](crate::row), single columns and tuples have it.
pub trait FromRow: Sized {
    /// Reads a row whose columns stand in the order of the fields.
    fn from_row(row: &Row) -> Result<Self, DbError>;
}

macro_rules! tuples {
    ($(($($type:ident $index:tt),+))*) => {$(
        impl<$($type: Column),+> FromRow for ($($type,)+) {
            fn from_row(row: &Row) -> Result<Self, DbError> { Ok(($(row.get::<$type>($index)?,)+)) }
        }
    )*};
}

tuples! {
    (A 0) (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) (A 0, B 1, C 2, D 3, E 4) (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6) (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}

/// Declares a struct and how a row becomes it: its columns are the fields, in order.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }

        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row) -> Result<Self, $crate::DbError> {
                let mut index = 0..;
                let mut next = || index.next().expect("the range has no end");
                Ok(Self { $($field: row.get::<$type>(next())?),* })
            }
        }
    };
}
