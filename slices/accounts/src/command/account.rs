//! `parvis account …`

use super::{ACTOR, CommandError, TEXT, read_password};
use crate::{
    Accounts,
    model::{Email, parse_scope, scope_text},
    password::Known,
    policy,
    store::{self, access_log::log, account::Account},
    team,
};
use clap::{Args, Subcommand};
use db::Tx;
use kernel::{Day, Grant, Refusal, Role};
use network::Directory;
use web::App;

/// Gérer les comptes.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Créer un compte, avec un mot de passe ou un lien d’invitation
    Create {
        /// Adresse électronique
        email: String,
        /// Nom, tel que les collègues le disent
        #[arg(long)]
        name: String,
        /// Le rôle et où il vaut
        #[command(flatten)]
        role: RoleArgs,
        /// D’où vient le mot de passe
        #[command(flatten)]
        secret: SecretArgs,
        /// Ne pas choisir de mot de passe : afficher un lien d’invitation
        #[arg(long, conflicts_with = "password_stdin")]
        link: bool,
    },
    /// Lister les comptes et leurs rôles
    List,
    /// Donner un rôle
    Grant {
        /// Adresse électronique
        email: String,
        /// Le rôle et où il vaut
        #[command(flatten)]
        role: RoleArgs,
    },
    /// Mettre fin à un rôle
    EndGrant {
        /// Numéro du rôle, donné par « parvis account list »
        number: i64,
        /// Dernier jour (AAAA-MM-JJ) ; la veille si rien n’est dit : le rôle cesse sur-le-champ
        #[arg(long)]
        last: Option<String>,
    },
    /// Changer un mot de passe
    Password {
        /// Adresse électronique
        email: String,
        /// D’où vient le mot de passe
        #[command(flatten)]
        secret: SecretArgs,
    },
    /// Afficher un nouveau lien d’invitation
    Invite {
        /// Adresse électronique
        email: String,
    },
    /// Fermer un compte et toutes ses sessions
    Disable {
        /// Adresse électronique
        email: String,
    },
}

/// A role and where it holds.
#[derive(Debug, Args)]
pub struct RoleArgs {
    /// mediator, director, officer, administrator ou partner
    #[arg(long)]
    role: String,
    /// network, association:3 ou place:12
    #[arg(long, default_value = "network")]
    scope: String,
}

/// Where a password is read.
#[derive(Debug, Args)]
pub struct SecretArgs {
    /// Lire le mot de passe sur l’entrée standard
    #[arg(long)]
    password_stdin: bool,
}

impl AccountCommand {
    /// Whether an installation may begin with it: the first account comes before everything else.
    pub fn begins(&self) -> bool {
        matches!(self, Self::Create { .. })
    }

    /// Does it, and tells what came of it, line by line.
    pub async fn run(self, app: &App, directory: &Directory) -> Result<Vec<String>, CommandError> {
        let accounts = Accounts::new(app.clone(), directory.clone());
        self.lines(&accounts).await
    }

    async fn lines(self, accounts: &Accounts) -> Result<Vec<String>, CommandError> {
        match self {
            Self::Create { email, name, role, secret, link } => {
                let grant = role.grant(accounts)?;
                create(accounts, &email, &name, grant, secret, link).await
            }
            Self::List => list(accounts).await,
            Self::Grant { email, role } => give(accounts, &email, role.grant(accounts)?).await,
            Self::EndGrant { number, last } => end(accounts, number, last).await,
            Self::Password { email, secret } => password(accounts, &email, secret).await,
            Self::Invite { email } => invite(accounts, &email).await,
            Self::Disable { email } => disable(accounts, &email).await,
        }
    }
}

impl RoleArgs {
    fn grant(&self, accounts: &Accounts) -> Result<Grant, CommandError> {
        let snapshot = accounts.directory.now();
        let role = Role::from_slug(&self.role).ok_or_else(|| Refusal::invalid("no-role"))?;
        let scope = parse_scope(&self.scope).filter(|scope| policy::whereabouts(*scope, &snapshot).is_some());
        let scope = scope.ok_or_else(|| Refusal::invalid("no-scope"))?;
        if !policy::fits(role, scope) {
            return Err(Refusal::invalid("role-elsewhere").into());
        }
        Ok(Grant { role, scope, from: policy::today(scope, &snapshot, accounts.app.clock.now()), to: None })
    }
}

async fn create(
    accounts: &Accounts,
    email: &str,
    name: &str,
    grant: Grant,
    secret: SecretArgs,
    link: bool,
) -> Result<Vec<String>, CommandError> {
    let (app, email) = (&accounts.app, Email::parse(email)?);
    web::legible(name)?;
    let hash = if link {
        None
    } else {
        let known = Known::of(&accounts.directory.now(), name, email.as_str(), [&grant]);
        let secret = read_password(secret.password_stdin, &known)?;
        Some(accounts.hasher.hash(secret, &*app.randomness).await?)
    };
    let now = app.clock.now();
    let mut tx = app.db.write(&ACTOR).await?;
    let made = store::account::create_account(&mut tx, now, &email, name.trim(), "fr").await?;
    let account = made.ok_or_else(|| CommandError("Cette adresse a déjà un compte.".into()))?;
    team::give(&mut tx, now, account, grant).await?;
    let mut lines = vec![format!("Compte {account} créé : {}, {}.", name.trim(), email.as_str())];
    match hash {
        Some(hash) => store::account::set_password(&mut tx, account, &hash).await?,
        None => lines.push(whole_address(&team::invite(&mut tx, app, account).await?)),
    }
    tx.commit().await?;
    Ok(lines)
}

async fn list(accounts: &Accounts) -> Result<Vec<String>, CommandError> {
    let snapshot = accounts.directory.now();
    let now = accounts.app.clock.now();
    let mut tx = accounts.app.db.read(&ACTOR).await?;
    let grants = store::grant::all(&mut tx).await?;
    let mut lines = Vec::new();
    for account in store::account::accounts(&mut tx).await? {
        let state = match (&account.disabled_at, account.has_password) {
            (Some(_), _) => "  (fermé)",
            (None, false) => "  (invitation en attente)",
            (None, true) => "",
        };
        lines.push(format!("{}  {}  {}{state}", account.id, account.email, account.name));
        for row in grants.iter().filter(|row| row.account == account.id && !policy::is_over(&row.grant, &snapshot, now))
        {
            let Grant { role, scope, from, to } = row.grant;
            let until = to.map_or(String::new(), |last| format!(" jusqu’au {last}"));
            lines.push(format!("    rôle {} : {} {} depuis le {from}{until}", row.id, role.slug(), scope_text(scope)));
        }
    }
    Ok(if lines.is_empty() { vec!["Aucun compte. Créez-en un : parvis account create".into()] } else { lines })
}

async fn give(accounts: &Accounts, email: &str, grant: Grant) -> Result<Vec<String>, CommandError> {
    let mut tx = accounts.app.db.write(&ACTOR).await?;
    let account = known(&mut tx, email).await?;
    team::give(&mut tx, accounts.app.clock.now(), account.id, grant).await?;
    tx.commit().await?;
    Ok(vec![format!("{} a maintenant le rôle {} ({}).", account.name, grant.role.slug(), scope_text(grant.scope))])
}

async fn end(accounts: &Accounts, number: i64, last: Option<String>) -> Result<Vec<String>, CommandError> {
    let (now, snapshot) = (accounts.app.clock.now(), accounts.directory.now());
    let mut tx = accounts.app.db.write(&ACTOR).await?;
    let row = store::grant::by_id(&mut tx, number).await?;
    let row = row.ok_or_else(|| CommandError("Aucun rôle ne porte ce numéro.".into()))?;
    let last = match last {
        None => policy::today(row.grant.scope, &snapshot, now).plus(-1),
        Some(date) => Day::of(date.parse().map_err(|_| CommandError(TEXT.say("refusal-not-a-date")))?),
    };
    team::end(&mut tx, now, &snapshot, &row, last).await?;
    tx.commit().await?;
    Ok(vec![format!("Le rôle {number} a pour dernier jour le {}.", last.max(row.grant.from.plus(-1)))])
}

async fn password(accounts: &Accounts, email: &str, secret: SecretArgs) -> Result<Vec<String>, CommandError> {
    let app = &accounts.app;
    let mut tx = app.db.read(&ACTOR).await?;
    let account = known(&mut tx, email).await?;
    let grants = store::grant::grants_of(&mut tx, account.id).await?;
    drop(tx);
    let known = Known::of(&accounts.directory.now(), &account.name, &account.email, &grants);
    let secret = read_password(secret.password_stdin, &known)?;
    let hash = accounts.hasher.hash(secret, &*app.randomness).await?;
    let mut tx = app.db.write(&ACTOR).await?;
    store::account::set_password(&mut tx, account.id, &hash).await?;
    store::session::end_all(&mut tx, account.id).await?;
    store::invitation::forget(&mut tx, account.id).await?;
    log(&mut tx, app.clock.now(), &ACTOR, "password-chosen", &account.id.to_string()).await?;
    tx.commit().await?;
    Ok(vec![format!("Le mot de passe de {} est changé, ses sessions sont fermées.", account.name)])
}

async fn invite(accounts: &Accounts, email: &str) -> Result<Vec<String>, CommandError> {
    let mut tx = accounts.app.db.write(&ACTOR).await?;
    let account = known(&mut tx, email).await?;
    let link = team::invite(&mut tx, &accounts.app, account.id).await?;
    tx.commit().await?;
    Ok(vec![whole_address(&link)])
}

/// A shell does not know by which name the browsers call this server.
fn whole_address(link: &str) -> String {
    format!("Lien d’invitation, à faire précéder de l’adresse de votre site (https://…) :\n{link}")
}

async fn disable(accounts: &Accounts, email: &str) -> Result<Vec<String>, CommandError> {
    let mut tx = accounts.app.db.write(&ACTOR).await?;
    let account = known(&mut tx, email).await?;
    team::close(&mut tx, accounts.app.clock.now(), &accounts.directory.now(), account.id).await?;
    tx.commit().await?;
    Ok(vec![format!("Le compte de {} est fermé.", account.name)])
}

async fn known(tx: &mut Tx, email: &str) -> Result<Account, CommandError> {
    let found = store::account::by_email(tx, &Email::parse(email)?).await?;
    found.ok_or_else(|| CommandError("Aucun compte n’a cette adresse.".into()))
}
