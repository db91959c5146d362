//! The codes that stop a digest from its own message.

use crate::edition::Kind;
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
    pub(crate) fn path(&self, kind: Kind, account: AccountId) -> String {
        format!("/digest/stop/{}/{account}/{}", kind.slug(), self.code(kind, account))
    }

    /// Whether a code is somebody's. In constant time: whoever guesses learns nothing from how long it took.
    pub(crate) fn prove(&self, kind: Kind, account: AccountId, code: &str) -> bool {
        blake3::hash(self.code(kind, account).as_bytes()) == blake3::hash(code.as_bytes())
    }

    fn code(&self, kind: Kind, account: AccountId) -> String {
        let mut of = account.0.to_le_bytes().to_vec();
        // The month's came first, and their messages hold codes of the account alone.
        if kind != Kind::Month {
            of.extend(kind.slug().as_bytes());
        }
        blake3::keyed_hash(&self.0, &of).to_hex().chars().take(32).collect()
    }
}
