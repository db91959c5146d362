//! What the sender of an entry is told.

use kernel::{EntryId, Refusal};
use serde::Serialize;
use web::Text;

/// The fate of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is kept, on the disk, applied.
    Accepted,
    /// It was already kept: same id, same content.
    Known,
    /// Another content stands under its id; nothing changed.
    Conflict,
    /// Its visit or its target has not arrived yet: send it again after that one.
    Retry,
    /// It cannot be kept as it is; its id is not consumed, so the mended entry may bear it.
    Refused,
}

/// The answer to one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its id, as it was written, when it could be read.
    pub id: Option<String>,
    /// Its fate.
    pub status: Status,
    /// Its number in its place, once kept.
    pub sequence: Option<i64>,
    /// Why it was refused.
    pub refusal: Option<Box<Refusal>>,
    /// On a conflict: the content that stands.
    pub standing: Option<String>,
}

impl Answer {
    pub(crate) fn kept(id: EntryId, status: Status, sequence: i64) -> Self {
        Self { id: Some(id.to_string()), status, sequence: Some(sequence), refusal: None, standing: None }
    }

    pub(crate) fn retry(id: EntryId) -> Self {
        let refusal = Some(Box::new(Refusal::invalid("entry-retry")));
        Self { id: Some(id.to_string()), status: Status::Retry, sequence: None, refusal, standing: None }
    }

    /// What cannot be kept, and why.
    pub fn refused(id: Option<String>, refusal: Refusal) -> Self {
        Self { id, status: Status::Refused, sequence: None, refusal: Some(Box::new(refusal)), standing: None }
    }

    pub(crate) fn conflict(id: EntryId, sequence: i64, standing: String) -> Self {
        let refusal = Some(Box::new(Refusal::invalid("entry-conflict")));
        let (id, sequence, standing) = (Some(id.to_string()), Some(sequence), Some(standing));
        Self { id, status: Status::Conflict, sequence, refusal, standing }
    }

    /// As the API gives it, its sentence in the reader's language.
    pub fn json(&self, text: Text) -> serde_json::Value {
        let mut object = serde_json::json!({"id": self.id, "status": self.status});
        if let Some(sequence) = self.sequence {
            object["sequence"] = sequence.into();
        }
        if let Some(refusal) = &self.refusal {
            object["code"] = refusal.code.into();
            object["message"] = text.refusal(refusal).into();
        }
        if let Some(standing) = &self.standing {
            object["standing"] = serde_json::from_str(standing).unwrap_or(serde_json::Value::Null);
        }
        object
    }
}
