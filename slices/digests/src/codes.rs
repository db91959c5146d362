//! The codes that stop a digest from its own message.

use db::DbError;
use kernel::AccountId;
use std::sync::Arc;
use web::App;

const SETTING: &str = "digests.secret";

/// Makes and proves them, with the secret of this installation. Cheap to clone.
#[derive(Clone)]
pub struct StopCodes(Arc<[u8; 32]>);

impl StopCodes {
    /// With the secret of an installation, made once.
    ///
    /// # Errors
    /// Of the database.
    pub async fn of(app: &App) -> Result<Self, DbError> {
        let kept = network::store::secret(&app.db, "digests", SETTING, || app.secret(32)).await?;
        Ok(Self(Arc::new(blake3::derive_key("parvis digests, codes that stop them", kept.as_bytes()))))
    }

    /// Where somebody's digests are stopped.
    pub(crate) fn path(&self, account: AccountId) -> String {
        format!("/digest/stop/{account}/{}", self.code(account))
    }

    /// Whether a code is somebody's. In constant time: whoever guesses learns nothing from how long it took.
    pub(crate) fn prove(&self, account: AccountId, code: &str) -> bool {
        blake3::hash(self.code(account).as_bytes()) == blake3::hash(code.as_bytes())
    }

    fn code(&self, account: AccountId) -> String {
        let account = account.0.to_le_bytes();
        blake3::keyed_hash(&self.0, &account).to_hex().chars().take(32).collect()
    }
}
