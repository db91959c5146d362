//! The mail server that takes our messages, and who sends them.

use crate::store::Listed;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, header},
};
use std::time::Duration;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a message may take in all: less than it belongs to whoever tries it.
const MOST_PATIENCE: Duration = Duration::from_secs(120);
/// The longest answer that is kept.
const MOST_WORDS: usize = 300;

/// A mail server and a sender.
#[derive(Clone)]
pub struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    address: String,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadPost {
    /// Not `smtps://user:password@host`, `smtp://host:port`.
    #[error("the mail server is not written as smtps://user:password@host or smtp://host:port")]
    Server,
    /// `smtp://user:password@host` would send the password for all to read.
    #[error("the password of the mail server would travel in clear")]
    Clear,
    /// Not `Parvis <parvis@example.org>`.
    #[error("the sender is not written as Parvis <parvis@example.org>")]
    Sender,
    /// Not `https://parvis.example.org`.
    #[error("the address of the program is not written as https://parvis.example.org")]
    Address,
}

/// Why a message was not taken.
pub(crate) struct Refused {
    /// Whether the server says that it never will be.
    pub for_ever: bool,
    /// What it said.
    pub words: String,
}

impl Post {
    /// Through the server of a URL (`smtps://user:password@host`), from a mailbox (`Parvis <parvis@example.org>`), for a program that people reach
    /// at an address (`https://parvis.example.org`).
    ///
    /// # Errors
    /// The setting that cannot be read. Nothing is asked of the server yet.
    pub fn new(server: &str, from: &str, address: &str) -> Result<Self, BadPost> {
        let in_clear = server.starts_with("smtp://") && !server.contains("tls=required");
        if in_clear
            && server.contains('@')
            && !["@127.0.0.1", "@localhost", "@[::1]"].iter().any(|host| server.contains(host))
        {
            return Err(BadPost::Clear);
        }
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| BadPost::Server)?;
        let from = from.parse().map_err(|_| BadPost::Sender)?;
        let address = address.trim_end_matches('/');
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        if host
            .is_none_or(|host| host.is_empty() || host.contains(|c: char| c.is_whitespace() || "/?#\"<>".contains(c)))
        {
            return Err(BadPost::Address);
        }
        Ok(Self { server: server.timeout(Some(PATIENCE)).build(), from, address: address.to_owned() })
    }

    /// How people reach the program, without a final slash.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(crate) async fn send(&self, letter: &Listed) -> Result<(), Refused> {
        let message = self.message(letter).map_err(|words| Refused { for_ever: true, words })?;
        // The library's own patience ends with the connection.
        let error = match tokio::time::timeout(MOST_PATIENCE, self.server.send(message)).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error,
            Err(_) => return Err(Refused { for_ever: false, words: "the server says nothing".into() }),
        };
        let words: String = error.to_string().chars().filter(|c| !c.is_control()).take(MOST_WORDS).collect();
        // Only what it says of this address is for ever (RFC 3463, 5.1): a password that ran out is not the reader's fault.
        Err(Refused { for_ever: error.is_permanent() && words.contains("5.1."), words })
    }

    fn message(&self, letter: &Listed) -> Result<Message, String> {
        let to: lettre::Address = letter.address.parse().map_err(|error| format!("{}: {error}", letter.address))?;
        // A message that is sent again after a fall bears the same name: who receives both shows one.
        let name = format!("<{}.{}.{}@{}>", letter.kind, letter.about, letter.account, self.from.email.domain());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.as_str())
            .message_id(Some(name))
            // No holiday answer to what a program sends (RFC 3834).
            .header(AutoSubmitted);
        if let Some(stop) = &letter.stop {
            message = message.header(Unsubscribe(format!("<{stop}>"))).header(OneClick);
        }
        let body = MultiPart::alternative_plain_html(letter.plain.clone(), letter.html.clone());
        message.multipart(body).map_err(|error| error.to_string())
    }
}

macro_rules! header {
    ($(#[$why:meta])* $type:ident $name:literal $said:expr) => {
        $(#[$why])*
        #[derive(Clone)]
        struct $type;
        impl header::Header for $type {
            fn name() -> header::HeaderName {
                header::HeaderName::new_from_ascii_str($name)
            }
            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self)
            }
            fn display(&self) -> header::HeaderValue {
                header::HeaderValue::new(Self::name(), $said.to_owned())
            }
        }
    };
}

header!(AutoSubmitted "Auto-Submitted" "auto-generated");
header!(
    /// One request ends it, without a question (RFC 8058).
    OneClick "List-Unsubscribe-Post" "List-Unsubscribe=One-Click"
);

/// Where one stops it (RFC 2369).
#[derive(Clone)]
struct Unsubscribe(String);

impl header::Header for Unsubscribe {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}
