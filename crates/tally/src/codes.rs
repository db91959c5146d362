//! The small closed lists of words a fact is made of: a byte inside, a stable slug outside.

/// Declares a closed list: codes start at 1, so that 0 always means "not known".
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$why:meta])* $variant:ident = $slug:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$why])* #[doc = concat!("`", $slug, "`")] $variant,)+ }

        impl $name {
            /// Every value, in the order of the codes.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The code stored and shown as a key: 1 for the first value, 0 being "not known".
            pub const fn code(self) -> u8 {
                self as u8 + 1
            }

            /// The value of a code, if there is one.
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code).checked_sub(1)?).copied()
            }

            /// The stable word used in JSON and URLs.
            pub const fn slug(self) -> &'static str {
                match self { $($name::$variant => $slug,)+ }
            }

            /// The value of a slug, if there is one.
            pub fn from_slug(slug: &str) -> Option<Self> {
                match slug { $($slug => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What a fact counts.
    Kind {
        Visit = "visit",
        Request = "request",
    }
}

codes! {
    /// Whose business a request is.
    Branch {
        Partner = "partner",
        Public = "public",
        Social = "social",
    }
}

codes! {
    /// What the mediator did. Several acts may be done for one request: see [`Acts`].
    Act {
        Inform = "inform",
        Explain = "explain",
        Refer = "refer",
        Accompany = "accompany",
        Mediate = "mediate",
        Provide = "provide",
        Sell = "sell",
    }
}

codes! {
    /// Who did it.
    Support {
        SelfDone = "self",
        With = "with",
        For = "for",
    }
}

codes! {
    /// How the request ended.
    Outcome {
        Resolved = "resolved",
        Referred = "referred",
        Follow = "follow",
        Waiting = "waiting",
        Impossible = "impossible",
        Left = "left",
    }
}

codes! {
    /// Where the person was met.
    Channel {
        Site = "site",
        Phone = "phone",
        Message = "message",
        Home = "home",
        Round = "round",
        Outbound = "outbound",
    }
}

codes! {
    /// Age bands.
    Age {
        Under12 = "0-11",
        From12 = "12-17",
        From18 = "18-24",
        From25 = "25-39",
        From40 = "40-59",
        From60 = "60-69",
        From70 = "70+",
    }
}

codes! {
    /// Where the person lives, coarsely.
    Origin {
        Qpv = "qpv",
        Commune = "commune",
        Elsewhere = "elsewhere",
    }
}

codes! {
    /// How the fact came in.
    Source {
        Counter = "counter",
        Import = "import",
        Simulated = "simulated",
    }
}

/// A set of acts: bit `code - 1` stands for the act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Acts(u8);

impl Acts {
    /// No act at all.
    pub const NONE: Acts = Acts(0);

    /// The set with `act` added.
    #[must_use]
    pub const fn with(self, act: Act) -> Acts {
        Acts(self.0 | 1 << (act as u8))
    }

    /// Whether `act` was done.
    pub const fn contains(self, act: Act) -> bool {
        self.0 >> (act as u8) & 1 == 1
    }

    /// Whether no act is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The seven bits, `inform` lowest.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set of these bits, if there are only seven.
    pub const fn from_bits(bits: u8) -> Option<Acts> {
        if bits < 1 << 7 { Some(Acts(bits)) } else { None }
    }

    /// The acts of the set, in the order of their codes.
    pub fn iter(self) -> impl Iterator<Item = Act> {
        Act::ALL.iter().copied().filter(move |act| self.contains(*act))
    }
}

impl FromIterator<Act> for Acts {
    fn from_iter<I: IntoIterator<Item = Act>>(acts: I) -> Self {
        acts.into_iter().fold(Acts::NONE, Acts::with)
    }
}
