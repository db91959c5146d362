//! Sealed notes: what waits on a shared device is written there for the server alone to read.
//!
//! A device makes a key of one use on P-256, agrees with the server's public key on a secret (ECDH), stretches it (HKDF-SHA-256, salted
//! with its own public key) and seals the note with it (AES-256-GCM); `frontend/src/outbox/seal.ts` is the other half. An entry that was
//! opened is an entry with a note, and nothing after the door knows the difference.
//!
//! The private key stands in the settings, beside the notes themselves: it guards the devices' disks, not the server's.

use crate::Journal;
use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead};
use base64::{Engine, prelude::BASE64_STANDARD};
use db::{Db, DbError};
use hkdf::Hkdf;
use kernel::{Actor, Randomness, Refusal};
use p256::{PublicKey as Point, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToSec1Point};
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::Sha256;

const SETTING: &str = "journal.seal";
const INFO: &[u8] = b"parvis-note-v1";

/// What devices seal to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PublicKey {
    /// Names it.
    pub key: String,
    /// A raw point, base64.
    pub public: String,
}

/// What opens what they sealed.
#[derive(Clone)]
pub struct SealKey {
    secret: SecretKey,
    public: PublicKey,
}

/// The key of the installation, made at the first start. A backup carries it.
pub async fn seal_key(db: &Db, randomness: &dyn Randomness) -> Result<SealKey, DbError> {
    let mut tx = db.write(&Actor::System("seal")).await?;
    let settings = network::store::settings(&mut tx).await?;
    if let Some(key) = settings.get(SETTING).and_then(|kept| SealKey::read(kept)) {
        return Ok(key);
    }
    let key = SealKey::new(randomness);
    network::store::set_setting(&mut tx, SETTING, &key.written()).await?;
    tx.commit().await?;
    Ok(key)
}

impl SealKey {
    /// A new key.
    pub fn new(randomness: &dyn Randomness) -> Self {
        loop {
            let mut bytes = [0; 32];
            randomness.fill(&mut bytes);
            // About one number in four billion is not a key of this curve.
            if let Ok(secret) = SecretKey::from_slice(&bytes) {
                return Self::of(secret);
            }
        }
    }

    fn read(written: &str) -> Option<Self> {
        SecretKey::from_slice(&BASE64_STANDARD.decode(written).ok()?).ok().map(Self::of)
    }

    fn written(&self) -> String {
        BASE64_STANDARD.encode(self.secret.to_bytes())
    }

    fn of(secret: SecretKey) -> Self {
        let point = secret.public_key().to_sec1_point(false);
        let key = blake3::hash(point.as_bytes()).to_hex()[..16].to_owned();
        Self { secret, public: PublicKey { key, public: BASE64_STANDARD.encode(point.as_bytes()) } }
    }

    fn open(&self, sealed: &Map<String, Value>) -> Option<String> {
        let bytes = |name| BASE64_STANDARD.decode(sealed.get(name)?.as_str()?).ok();
        if sealed.get("key")?.as_str()? != self.public.key {
            return None;
        }
        let ephemeral = bytes("ephemeral")?;
        let shared =
            diffie_hellman(self.secret.to_nonzero_scalar(), Point::from_sec1_bytes(&ephemeral).ok()?.as_affine());
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(Some(&ephemeral), shared.raw_secret_bytes()).expand(INFO, &mut key).ok()?;
        let nonce = aes_gcm::Nonce::try_from(bytes("iv")?.as_slice()).ok()?;
        let note = Aes256Gcm::new_from_slice(&key).ok()?.decrypt(&nonce, bytes("ciphertext")?.as_slice()).ok()?;
        String::from_utf8(note).ok()
    }
}

impl Journal {
    /// Opens notes with this key.
    #[must_use]
    pub fn opening(mut self, key: SealKey) -> Self {
        self.seal = Some(key.into());
        self
    }

    /// The key devices seal to.
    pub fn public_key(&self) -> PublicKey {
        self.seal.as_ref().map(|key| key.public.clone()).unwrap_or_default()
    }

    /// An entry as it was before its note was sealed. One sealed for another server is refused: nobody here can read it.
    pub(crate) fn unseal(&self, entry: &Value) -> Result<Value, Refusal> {
        let mut entry = entry.clone();
        let Some(sealed) = entry.as_object_mut().and_then(|entry| entry.remove("sealed")) else { return Ok(entry) };
        let sealed = sealed.as_object().ok_or_else(|| Refusal::invalid("entry-malformed").with("what", "sealed"))?;
        if !entry["note"].is_null() {
            return Err(Refusal::invalid("entry-malformed").with("what", "note"));
        }
        let note = self.seal.as_ref().and_then(|key| key.open(sealed));
        entry["note"] = note.ok_or_else(|| Refusal::invalid("entry-note-sealed"))?.into();
        Ok(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct Counting;

    impl Randomness for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (at, byte) in bytes.iter_mut().enumerate() {
                *byte = u8::try_from(at % 251).unwrap_or(0) + 1;
            }
        }
    }

    /// Sealed by Chromium, with the key of [`Counting`], by frontend/src/outbox/seal.ts.
    fn sealed() -> Value {
        serde_json::from_str(include_str!("../tests/sealed.json")).unwrap()
    }

    #[test]
    fn what_a_browser_sealed_is_read() {
        let key = SealKey::new(&Counting);
        assert_eq!(sealed()["key"], *key.public.key);
        let note = key.open(sealed().as_object().unwrap());
        assert_eq!(note.as_deref(), Some("Revient jeudi avec son avis d’impôt"));
        assert_eq!(SealKey::read(&key.written()).unwrap().public, key.public);
    }

    #[test]
    fn what_was_changed_or_sealed_for_another_is_not() {
        let key = SealKey::new(&Counting);
        for name in ["key", "ephemeral", "iv", "ciphertext"] {
            for other in [json!(null), json!(""), json!("AAAA"), json!(7), json!("é")] {
                let mut sealed = sealed();
                sealed[name] = other;
                assert_eq!(key.open(sealed.as_object().unwrap()), None, "{name}");
            }
        }
    }
}
