//! How an action says no to a person, in a way that can be translated.

/// What a refusal means for the one who asked; `web` turns it into a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// What was given cannot be used; the form comes back with a sentence.
    Invalid,
    /// There is no such thing, or its existence is not for this person to know.
    Missing,
    /// Who asks is known and may not.
    Forbidden,
    /// Who asks must sign in first.
    SignInFirst,
    /// It contradicts what is already there.
    Conflict,
    /// It was asked too often.
    TooMany,
    /// It is larger than what is taken.
    TooLarge,
}

/// A refusal that a person can act on. Its sentence is the translation `refusal-<code>` with `arguments`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A stable word, also given to API clients.
    pub code: &'static str,
    /// What it means.
    pub kind: RefusalKind,
    /// The form field it is about.
    pub field: Option<&'static str>,
    /// What the sentence quotes.
    pub arguments: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal of something given.
    pub fn invalid(code: &'static str) -> Self {
        Self::new(code, RefusalKind::Invalid)
    }

    /// A refusal of a given kind.
    pub fn new(code: &'static str, kind: RefusalKind) -> Self {
        Self { code, kind, field: None, arguments: Vec::new() }
    }

    /// There is no such thing here.
    pub fn missing() -> Self {
        Self::new("missing", RefusalKind::Missing)
    }

    /// The actor may not.
    pub fn forbidden() -> Self {
        Self::new("forbidden", RefusalKind::Forbidden)
    }

    /// Names the form field it is about.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Adds what the sentence quotes.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "refused: {}", self.code)
    }
}

impl std::error::Error for Refusal {}
