//! Sheets.

use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::AccountId;

db::row! {
    /// A sheet as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SheetRow {
        /// Its theme.
        pub theme: u16,
        /// Its title.
        pub title: String,
        /// Its text.
        pub body: String,
        /// When it was last looked over.
        pub updated_at: Timestamp,
        /// By whom; nobody when it came with the product.
        pub updated_by: Option<AccountId>,
    }
}

/// Every sheet.
pub(crate) async fn sheets(tx: &mut Tx) -> Result<Vec<SheetRow>, DbError> {
    tx.all("select theme, title, body, updated_at, updated_by from sheet order by theme", values![]).await
}

/// Writes a sheet.
pub(crate) async fn put_sheet(tx: &mut Tx, sheet: &SheetRow) -> Result<(), DbError> {
    let sql = "insert into sheet (theme, title, body, updated_at, updated_by) values ($1, $2, $3, $4, $5)
        on conflict (theme) do update set title = excluded.title, body = excluded.body,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    let values = values![sheet.theme, &sheet.title, &sheet.body, sheet.updated_at, sheet.updated_by];
    tx.execute(sql, values).await?;
    Ok(())
}
