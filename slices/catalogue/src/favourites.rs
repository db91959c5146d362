//! Whole triples (theme, operator, act) behind one digit, which stay where the hand knows them for a month.

use crate::{
    Catalogue, Snapshot, shipped,
    store::{self, FavouriteRow},
};
use db::{DbError, Tx};
use jiff::ToSpan;
use kernel::{AccountId, Day, PlaceId};
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use tally::{Act, Acts, Support};

/// How many there are: one a digit.
pub const FAVOURITES: u8 = 9;

/// What is done less often in the period looked at is chance rather than habit.
const LEAST_USES: u64 = 5;

/// A whole request behind one digit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Favourite {
    /// The digit, 1 to 9.
    pub position: u8,
    /// The theme's code.
    pub theme: String,
    /// The operator's code.
    pub operator: Option<String>,
    /// What is done first.
    pub act: &'static str,
    /// Everything that is done.
    pub acts: Vec<&'static str>,
    /// Who does it.
    pub support: Option<&'static str>,
    /// « CAF ».
    pub label: String,
    /// « dossier, paiement ».
    pub hint: String,
    /// A Phosphor icon, without its weight.
    pub icon: String,
}

/// How often a request was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Its theme.
    pub theme: u16,
    /// Its operator.
    pub operator: Option<u16>,
    /// What was done.
    pub acts: Acts,
    /// Who did it.
    pub support: Option<Support>,
    /// How many times.
    pub count: u64,
}

/// What makes two favourites the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Triple {
    theme: u16,
    operator: Option<u16>,
    acts: u8,
}

/// A favourite at its place: everything but its position.
#[derive(Clone, Debug)]
struct Choice {
    triple: Triple,
    support: Option<Support>,
    label: String,
    hint: String,
    icon: String,
}

/// The nine positions, some of which may be empty.
type Board = [Option<Choice>; FAVOURITES as usize];

impl Catalogue {
    /// The favourites of an agent at a place: the place's own, or those that come with the product, under the agent's. A
    /// favourite that an agent has put elsewhere gives its position to the one it displaces.
    pub async fn favourites(
        &self,
        tx: &mut Tx,
        place: PlaceId,
        agent: Option<AccountId>,
        today: Day,
    ) -> Result<Vec<Favourite>, DbError> {
        let catalogue = self.now();
        let board = board(tx, &catalogue, place, agent).await?;
        let version = catalogue.version_at(today).map_or(0, |version| version.number);
        let stands =
            |choice: &Choice| catalogue.theme_by_id(choice.triple.theme).is_some_and(|theme| theme.stands_in(version));
        let places = board.into_iter().zip(1..).filter_map(|(choice, position)| Some((choice?, position)));
        Ok(places.filter(|(choice, _)| stands(choice)).filter_map(|(choice, at)| choice.show(&catalogue, at)).collect())
    }

    /// Chooses the favourites of a place, or of an agent there, anew from their use: at most once a month, and those that stay
    /// keep their position. Tells whether anything was written.
    pub async fn refresh_favourites(
        &self,
        tx: &mut Tx,
        place: PlaceId,
        agent: Option<AccountId>,
        today: Day,
        usage: &[Use],
    ) -> Result<bool, DbError> {
        let stored = store::favourites(tx, place, number(agent)).await?;
        let last = stored.iter().map(|row| row.since).max();
        if last.is_some_and(|last| today.date() < last.date().saturating_add(1.month())) {
            return Ok(false);
        }
        let catalogue = self.now();
        let habits = habits(&catalogue, usage);
        if habits.is_empty() {
            return Ok(false);
        }
        let chosen = choose(board(tx, &catalogue, place, agent).await?, habits);
        let row = |(choice, position): (Option<Choice>, u8)| choice.map(|choice| choice.row(position, today));
        let rows = chosen.into_iter().zip(1..).filter_map(row).collect();
        store::put_favourites(tx, place, number(agent), rows).await?;
        Ok(true)
    }
}

/// The place's own favourites stand under agent 0.
fn number(agent: Option<AccountId>) -> i64 {
    agent.map_or(0, |agent| agent.0)
}

async fn board(tx: &mut Tx, catalogue: &Snapshot, place: PlaceId, agent: Option<AccountId>) -> Result<Board, DbError> {
    let mut board = lay(store::favourites(tx, place, 0).await?, catalogue)?;
    if board.iter().all(Option::is_none) {
        board = default_board(catalogue);
    }
    if let Some(agent) = agent {
        let own = lay(store::favourites(tx, place, agent.0).await?, catalogue)?;
        for (position, choice) in own.into_iter().enumerate() {
            let Some(choice) = choice else { continue };
            let displaced = board[position].take();
            let same = |other: &&mut Option<Choice>| other.as_ref().is_some_and(|other| other.triple == choice.triple);
            if let Some(hole) = board.iter_mut().find(same) {
                *hole = displaced;
            }
            board[position] = Some(choice);
        }
    }
    Ok(board)
}

fn lay(rows: Vec<FavouriteRow>, catalogue: &Snapshot) -> Result<Board, DbError> {
    let mut board = Board::default();
    for row in rows {
        let Some(position) = board.get_mut(usize::from(row.position).wrapping_sub(1)) else { continue };
        let theme = catalogue.comparable(row.theme);
        let triple = Triple { theme, operator: row.operator, acts: store::acts_of(&row.acts)?.bits() };
        let support = store::support_of(row.support.as_deref())?;
        *position = Some(Choice { triple, support, label: row.label, hint: row.hint, icon: row.icon });
    }
    Ok(board)
}

/// The favourites that come with the product.
fn default_board(catalogue: &Snapshot) -> Board {
    let mut board = Board::default();
    for (position, favourite) in board.iter_mut().zip(&shipped().favourites) {
        let Some(theme) = catalogue.theme(&favourite.theme) else { continue };
        let operator = favourite.operator.as_deref().and_then(|code| catalogue.operator(code));
        let acts: Acts = Act::from_slug(&favourite.act).into_iter().collect();
        *position = Some(Choice {
            triple: Triple {
                theme: catalogue.comparable(theme.id),
                operator: operator.map(|operator| operator.id),
                acts: acts.bits(),
            },
            support: favourite.support.as_deref().and_then(Support::from_slug),
            label: favourite.label.clone(),
            hint: favourite.hint.clone(),
            icon: favourite.icon.clone(),
        });
    }
    board
}

/// The nine most frequent triples, the most frequent first, each with its usual support.
fn habits(catalogue: &Snapshot, usage: &[Use]) -> Vec<Choice> {
    let mut counts: BTreeMap<Triple, BTreeMap<u8, u64>> = BTreeMap::new();
    for used in usage.iter().filter(|used| !used.acts.is_empty()) {
        let theme = catalogue.comparable(used.theme);
        let triple = Triple { theme, operator: used.operator, acts: used.acts.bits() };
        *counts.entry(triple).or_default().entry(used.support.map_or(0, Support::code)).or_default() += used.count;
    }
    let total = |supports: &BTreeMap<u8, u64>| supports.values().sum::<u64>();
    let mut ranked: Vec<_> = counts.into_iter().filter(|(_, supports)| total(supports) >= LEAST_USES).collect();
    ranked.sort_by_key(|(triple, supports)| (Reverse(total(supports)), *triple));
    ranked.truncate(usize::from(FAVOURITES));
    let choice = |(triple, supports): (Triple, BTreeMap<u8, u64>)| {
        let usual = supports.into_iter().max_by_key(|(code, count)| (*count, Reverse(*code)));
        name(catalogue, triple, usual.and_then(|(code, _)| Support::from_code(code)))
    };
    ranked.into_iter().filter_map(choice).collect()
}

/// Gives a triple its words: those that come with the product when it has them, or its operator's and its theme's.
fn name(catalogue: &Snapshot, triple: Triple, support: Option<Support>) -> Option<Choice> {
    let theme = catalogue.theme_by_id(triple.theme)?;
    let operator = triple.operator.and_then(|id| catalogue.operator_by_id(id));
    let code = operator.map(|operator| operator.code.as_str());
    let ready =
        shipped().favourites.iter().find(|ready| ready.theme == theme.code && ready.operator.as_deref() == code);
    if let Some(ready) = ready {
        let (label, hint, icon) = (ready.label.clone(), ready.hint.clone(), ready.icon.clone());
        return Some(Choice { triple, support, label, hint, icon });
    }
    let family = catalogue.family_by_id(theme.family)?;
    let label = operator.map_or(&family.short, |operator| &operator.short).clone();
    Some(Choice { triple, support, label, hint: theme.label.clone(), icon: family.icon.clone() })
}

/// Those that stay keep their position; newcomers take what is free, then the positions of what is no longer usual. What is left
/// over stays as it was, so that a young place keeps nine.
fn choose(mut board: Board, habits: Vec<Choice>) -> Board {
    let kept: BTreeSet<Triple> = habits.iter().map(|habit| habit.triple).collect();
    let there: BTreeSet<Triple> = board.iter().flatten().map(|choice| choice.triple).collect();
    let newcomers = habits.into_iter().filter(|habit| !there.contains(&habit.triple));
    let is_free = |choice: &Option<Choice>| choice.as_ref().is_none_or(|choice| !kept.contains(&choice.triple));
    let mut free: Vec<_> = board.iter_mut().filter(|choice| is_free(choice)).collect();
    free.sort_by_key(|choice| choice.is_some());
    for (position, newcomer) in free.into_iter().zip(newcomers) {
        *position = Some(newcomer);
    }
    board
}

impl Choice {
    fn acts(&self) -> Acts {
        Acts::from_bits(self.triple.acts).unwrap_or_default()
    }

    fn show(self, catalogue: &Snapshot, position: u8) -> Option<Favourite> {
        let acts: Vec<_> = self.acts().iter().map(Act::slug).collect();
        let operator = self.triple.operator.and_then(|id| catalogue.operator_by_id(id));
        Some(Favourite {
            position,
            theme: catalogue.theme_by_id(self.triple.theme)?.code.clone(),
            operator: operator.map(|operator| operator.code.clone()),
            act: acts.first().copied()?,
            acts,
            support: self.support.map(Support::slug),
            label: self.label,
            hint: self.hint,
            icon: self.icon,
        })
    }

    fn row(self, position: u8, since: Day) -> FavouriteRow {
        FavouriteRow {
            position,
            theme: self.triple.theme,
            operator: self.triple.operator,
            acts: store::acts_json(self.acts()),
            support: self.support.map(Support::slug).map(str::to_owned),
            label: self.label,
            hint: self.hint,
            icon: self.icon,
            since,
        }
    }
}
