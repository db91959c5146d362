//! Hashing. Passwords and PINs go through Argon2id, off the async threads and few at a time; tokens, which nobody can guess,
//! through BLAKE3.

use crate::model::Secret;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::{Randomness, Refusal, RefusalKind};
use std::sync::Arc;
use tokio::{sync::Semaphore, task::spawn_blocking};
use web::Error;

/// OWASP's first recommendation for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many are computed at once: each holds 19 MiB and a core for some fifty milliseconds.
const AT_ONCE: usize = 2;
/// How many may wait in line; beyond, one is asked to come back.
const IN_LINE: usize = 64;

/// Verified when there is no account: it costs the same time and no password matches it.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Computes password hashes.
#[derive(Clone)]
pub struct Hasher {
    working: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { working: Arc::new(Semaphore::new(AT_ONCE)), line: Arc::new(Semaphore::new(IN_LINE)) }
    }
}

impl Hasher {
    /// The hash of a new secret, as a PHC string.
    pub async fn hash(&self, secret: Secret, randomness: &dyn Randomness) -> web::Result<String> {
        let mut salt = [0; 16];
        randomness.fill(&mut salt);
        self.work(move || {
            let hash: PasswordHash = argon2()?.hash_password_with_salt(secret.bytes(), &salt).map_err(internal)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a secret is the one of a hash. Without a hash, the answer is no, after the same time.
    pub async fn verify(&self, secret: Secret, hash: Option<String>) -> web::Result<bool> {
        self.work(move || {
            let parsed = PasswordHash::new(hash.as_deref().unwrap_or(DECOY)).map_err(internal)?;
            Ok(argon2()?.verify_password(secret.bytes(), &parsed).is_ok())
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, task: impl FnOnce() -> web::Result<T> + Send + 'static) -> web::Result<T> {
        let busy = || Refusal::new("busy", RefusalKind::TooMany);
        let _place = self.line.try_acquire().map_err(|_| busy())?;
        // The permit goes into the task: a visitor who goes away leaves the hash running.
        let permit = self.working.clone().acquire_owned().await.map_err(internal)?;
        let task = spawn_blocking(move || {
            let _permit = permit;
            task()
        });
        task.await.map_err(internal)?
    }
}

fn argon2() -> web::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

/// How a token or a one-time code is stored.
pub fn digest(token: &[u8]) -> Vec<u8> {
    blake3::hash(token).as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SystemRandomness;

    #[tokio::test]
    async fn a_password_is_verified_against_its_hash_and_never_against_none() {
        let hasher = Hasher::default();
        let secret = Secret::typed("un train à Lyon");
        let hash = hasher.hash(secret.clone(), &SystemRandomness).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify(secret.clone(), Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify(Secret::typed("un train à lyon"), Some(hash)).await.unwrap());
        assert!(!hasher.verify(secret, None).await.unwrap());
    }
}
