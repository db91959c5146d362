//! A state in few bytes, for whoever stores one a series and a night: numbers as they are in memory, little-endian, one after another.

use std::collections::VecDeque;

use jiff::civil::Date;

/// Can be written to bytes and read from them, to the bit.
pub(super) trait Packed: Sized {
    fn put(&self, bytes: &mut Vec<u8>);
    /// Takes the value off the front; nothing if it does not stand there.
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// A value after the number of its form, which is raised when its fields change.
pub(super) fn to_bytes(form: u8, value: &impl Packed) -> Vec<u8> {
    let mut bytes = vec![form];
    value.put(&mut bytes);
    bytes
}

/// The value, to the bit; nothing if the bytes are of another form, or damaged.
pub(super) fn from_bytes<T: Packed>(form: u8, mut bytes: &[u8]) -> Option<T> {
    (u8::take(&mut bytes)? == form).then(|| T::take(&mut bytes)).flatten().filter(|_| bytes.is_empty())
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Packed for $number {
            fn put(&self, bytes: &mut Vec<u8>) {
                bytes.extend(self.to_le_bytes());
            }

            fn take(bytes: &mut &[u8]) -> Option<Self> {
                let (own, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(Self::from_le_bytes(*own))
            }
        }
    )*};
}
numbers!(u8, i8, i16, u32, i64, f32, f64);

/// A struct is its fields, in this order.
macro_rules! packed {
    ($name:ty { $($field:ident),* }) => {
        impl $crate::watch::packed::Packed for $name {
            fn put(&self, bytes: &mut Vec<u8>) {
                $($crate::watch::packed::Packed::put(&self.$field, bytes);)*
            }

            fn take(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::watch::packed::Packed::take(bytes)?),* })
            }
        }
    };
}
pub(super) use packed;

impl Packed for bool {
    fn put(&self, bytes: &mut Vec<u8>) {
        u8::from(*self).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        match u8::take(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for Date {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.year().put(bytes);
        self.month().put(bytes);
        self.day().put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Date::new(i16::take(bytes)?, i8::take(bytes)?, i8::take(bytes)?).ok()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.is_some().put(bytes);
        if let Some(value) = self {
            value.put(bytes);
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        if bool::take(bytes)? { T::take(bytes).map(Some) } else { Some(None) }
    }
}

impl<T: Packed + Copy + Default, const N: usize> Packed for [T; N] {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.iter().for_each(|value| value.put(bytes));
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let mut values = [T::default(); N];
        for value in &mut values {
            *value = T::take(bytes)?;
        }
        Some(values)
    }
}

impl<T: Packed> Packed for VecDeque<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        (self.len() as u32).put(bytes);
        self.iter().for_each(|value| value.put(bytes));
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let count = u32::take(bytes)?;
        (0..count).map(|_| T::take(bytes)).collect()
    }
}
