//! A ticket, from arrival to departure: what may happen to it, and how long each stage lasts. Pure.

use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, Day, EntryId, Refusal};

/// Where a visitor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// In the hall.
    Waiting,
    /// On the way to a desk.
    Called,
    /// At a desk.
    Served,
    /// Set aside for a moment: fetching a paper, waiting for an answer.
    Held,
    /// Done.
    Closed,
    /// Gone before being served, or before the end.
    Left,
}

impl Stage {
    const ALL: [Stage; 6] = [Stage::Waiting, Stage::Called, Stage::Served, Stage::Held, Stage::Closed, Stage::Left];

    /// As stored.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// From what is stored.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The word in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Stage::Waiting => "waiting",
            Stage::Called => "called",
            Stage::Served => "served",
            Stage::Held => "held",
            Stage::Closed => "closed",
            Stage::Left => "left",
        }
    }

    /// Whether nothing more happens to it.
    pub fn is_over(self) -> bool {
        matches!(self, Stage::Closed | Stage::Left)
    }
}

/// What each stage lasted so far, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lasted {
    /// Waiting, returns to the queue included.
    pub waited: i64,
    /// Between the call and the desk.
    pub called: i64,
    /// At a desk.
    pub served: i64,
    /// On hold.
    pub held: i64,
}

/// The ticket of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The visit's name.
    pub visit: EntryId,
    /// The place's day.
    pub day: Day,
    /// Its number of that day.
    pub number: i64,
    /// The family of themes the visitor pointed at.
    pub family: Option<u16>,
    /// Before the others.
    pub priority: bool,
    /// When the visitor arrived.
    pub arrived: Timestamp,
    /// Where the visitor stands.
    pub stage: Stage,
    /// Since when.
    pub since: Timestamp,
    /// Where it was called to.
    pub desk: Option<String>,
    /// By whom; a waiting ticket with an agent waits for that agent.
    pub agent: Option<AccountId>,
    /// Who handed it over last, unless it went back to the queue since.
    pub handed: Option<Handed>,
    /// What each stage lasted.
    pub lasted: Lasted,
}

/// A ticket that a colleague handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The entry that says so: its words stand under that name, apart.
    pub entry: EntryId,
    /// By whom.
    pub by: Option<AccountId>,
}

/// What happens to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Called to a desk by an agent.
    Call {
        /// « Bureau 2 ».
        desk: String,
        /// Who calls.
        agent: Option<AccountId>,
        /// Whether they had called and nobody came.
        again: bool,
    },
    /// Sits down at an agent's desk.
    Serve(Option<AccountId>),
    /// Is set aside for a moment.
    Hold,
    /// Comes back to the desk.
    Resume,
    /// Goes back to the queue, at the place of its arrival.
    Return,
    /// Goes to a colleague, or to whoever is free.
    Hand {
        /// The colleague it then waits for.
        to: Option<AccountId>,
        /// By whom, and in which entry.
        handed: Handed,
    },
    /// Leaves.
    Leave,
    /// Is done.
    Close,
}

impl Ticket {
    /// Somebody has just taken it.
    pub fn taken(
        visit: EntryId,
        day: Day,
        number: i64,
        family: Option<u16>,
        priority: bool,
        arrived: Timestamp,
    ) -> Self {
        let lasted = Lasted::default();
        let (stage, since) = (Stage::Waiting, arrived);
        Self {
            visit,
            day,
            number,
            family,
            priority,
            arrived,
            stage,
            since,
            desk: None,
            agent: None,
            handed: None,
            lasted,
        }
    }

    /// What becomes of the ticket at an instant, or why nothing does.
    ///
    /// Entries may arrive late: a step dated before the stage began is taken to happen as it begins, and lasts nothing. Of a
    /// ticket that is over, what came before its end changes nothing; but whoever was received, or is, had not gone.
    pub fn step(&mut self, step: Step, at: Timestamp) -> Result<(), Refusal> {
        use Stage::{Called, Closed, Held, Left, Served, Waiting};
        let next = match (&step, self.stage) {
            // The first end stands; a second one is a tab that was left open.
            (Step::Close | Step::Leave, Closed | Left) => return Ok(()),
            (Step::Serve(_), Left) => {
                self.stay_until(at);
                Served
            }
            (Step::Serve(_) | Step::Hold | Step::Resume | Step::Return | Step::Hand { .. }, Closed | Left)
                if at < self.since =>
            {
                return Ok(());
            }
            (_, Closed | Left) => return Err(Refusal::invalid("entry-ticket-over")),
            (Step::Call { .. }, Waiting) => Called,
            (Step::Call { agent, again: true, .. }, Called) if *agent == self.agent => Called,
            (Step::Call { .. }, _) => return Err(Refusal::invalid("entry-ticket-not-waiting")),
            // Offline, a desk serves without calling.
            (Step::Serve(_), Waiting | Called) => Served,
            (Step::Serve(_) | Step::Resume, Held) => Served,
            (Step::Serve(_) | Step::Resume, Served) => return Ok(()),
            (Step::Hold, Called | Served) => Held,
            (Step::Hold, Held) => return Ok(()),
            (Step::Return | Step::Hand { .. }, _) => Waiting,
            (Step::Leave, _) => Left,
            (Step::Close, _) => Closed,
            (Step::Hold | Step::Resume, _) => return Err(Refusal::invalid("entry-ticket-not-served")),
        };
        match step {
            Step::Call { desk, agent, .. } => (self.desk, self.agent) = (Some(desk), agent),
            Step::Serve(agent) => self.agent = agent.or(self.agent),
            Step::Return => (self.desk, self.agent, self.handed) = (None, None, None),
            Step::Hand { to, handed } => (self.desk, self.agent, self.handed) = (None, to, Some(handed)),
            Step::Hold | Step::Resume | Step::Leave | Step::Close => {}
        }
        self.enter(next, at);
        Ok(())
    }

    /// Ends it without counting the stage under way, whose end nobody saw. Answers whether it was still open.
    pub fn lapse(&mut self) -> bool {
        let open = !self.stage.is_over();
        if open {
            self.stage = Stage::Closed;
        }
        open
    }

    /// Takes back an end that nobody saw, for a desk that received the visitor without a network and tells it now. Only of a
    /// visitor who waited: what else was under way cannot be told any more. Answers whether it was taken back.
    pub fn unlapse(&mut self) -> bool {
        let waited = self.nobody_called();
        if waited {
            self.stage = Stage::Waiting;
        }
        waited
    }

    /// Whether the visitor sits with somebody else, or was set aside by somebody else.
    pub fn is_with_another(&self, agent: Option<AccountId>) -> bool {
        let sits = matches!(self.stage, Stage::Served | Stage::Held);
        sits && self.agent.is_some() && agent.is_some() && self.agent != agent
    }

    /// Whether the visitor waited to the end, and for nobody in particular.
    fn nobody_called(&self) -> bool {
        self.desk.is_none() && self.agent.is_none()
    }

    /// The visitor who was said to have gone waited until then, as far as that is known.
    fn stay_until(&mut self, at: Timestamp) {
        let early = self.since.as_millisecond() - at.as_millisecond();
        if self.nobody_called() && early > 0 {
            let early = early.min(self.lasted.waited);
            self.lasted.waited -= early;
            self.since -= SignedDuration::from_millis(early);
        }
    }

    fn enter(&mut self, next: Stage, at: Timestamp) {
        let at = at.max(self.since);
        let passed = at.as_millisecond() - self.since.as_millisecond();
        match self.stage {
            // Whoever went and came back did not sit at a desk meanwhile.
            Stage::Waiting | Stage::Left => self.lasted.waited += passed,
            Stage::Called => self.lasted.called += passed,
            Stage::Served => self.lasted.served += passed,
            Stage::Held => self.lasted.held += passed,
            Stage::Closed => {}
        }
        (self.stage, self.since) = (next, at);
    }

    /// The order of calling for an agent: what waits for them first, then priority, then arrival. Nothing when it is not
    /// theirs to call.
    pub fn turn(&self, agent: Option<AccountId>) -> Option<impl Ord + use<>> {
        let mine = self.agent.is_some() && self.agent == agent;
        let callable = self.stage == Stage::Waiting && (mine || self.agent.is_none());
        callable.then_some((!mine, !self.priority, self.arrived, self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticket(number: i64) -> Ticket {
        let arrived = Timestamp::from_second(1_800_000_000 + number).unwrap();
        Ticket::taken(EntryId(uuid::Uuid::from_u128(number as u128)), Day(9_000), number, None, false, arrived)
    }

    fn hand(to: Option<AccountId>, by: i64) -> Step {
        let handed = Handed { entry: EntryId(uuid::Uuid::from_u128(99)), by: Some(AccountId(by)) };
        Step::Hand { to, handed }
    }

    fn after(ticket: &Ticket, seconds: i64) -> Timestamp {
        Timestamp::from_second(ticket.arrived.as_second() + seconds).unwrap()
    }

    fn call(agent: i64) -> Step {
        Step::Call { desk: "Bureau 2".into(), agent: Some(AccountId(agent)), again: false }
    }

    fn again(agent: i64) -> Step {
        Step::Call { desk: "Bureau 2".into(), agent: Some(AccountId(agent)), again: true }
    }

    #[test]
    fn whoever_called_calls_again_and_nobody_else_does() {
        let mut ticket = ticket(1);
        ticket.step(call(7), after(&ticket, 10)).unwrap();
        assert_eq!(ticket.step(again(8), after(&ticket, 20)).unwrap_err().code, "entry-ticket-not-waiting");
        ticket.step(again(7), after(&ticket, 40)).unwrap();
        assert_eq!((ticket.stage, ticket.since), (Stage::Called, after(&ticket, 40)), "a screen calls it anew");
        ticket.step(Step::Serve(Some(AccountId(7))), after(&ticket, 60)).unwrap();
        assert_eq!(ticket.lasted, Lasted { waited: 10_000, called: 50_000, ..Lasted::default() });
    }

    #[test]
    fn every_interval_is_timed() {
        let mut ticket = ticket(1);
        for (step, seconds) in [
            (call(7), 60),
            (Step::Serve(Some(AccountId(7))), 75),
            (Step::Hold, 100),
            (Step::Resume, 130),
            (Step::Close, 200),
        ] {
            let at = after(&ticket, seconds);
            ticket.step(step, at).unwrap();
        }
        assert_eq!(ticket.lasted, Lasted { waited: 60_000, called: 15_000, served: 95_000, held: 30_000 });
        assert_eq!(ticket.stage, Stage::Closed);
    }

    #[test]
    fn a_called_ticket_is_not_called_again_and_an_ended_one_stays_so() {
        let mut ticket = ticket(1);
        ticket.step(call(7), after(&ticket, 1)).unwrap();
        assert_eq!(ticket.step(call(8), after(&ticket, 2)).unwrap_err().code, "entry-ticket-not-waiting");
        assert_eq!(ticket.agent, Some(AccountId(7)));
        ticket.step(Step::Leave, after(&ticket, 3)).unwrap();
        assert_eq!(ticket.step(call(8), after(&ticket, 4)).unwrap_err().code, "entry-ticket-over");
        ticket.step(Step::Close, after(&ticket, 9)).unwrap();
        assert_eq!(ticket.stage, Stage::Left);
    }

    #[test]
    fn whoever_was_received_had_not_gone() {
        let mut early = ticket(1);
        early.step(Step::Leave, after(&early, 600)).unwrap();
        let mut late = early.clone();
        // Received at the fifth minute by a desk that had no network, told after the colleague's « parti ».
        early.step(Step::Serve(Some(AccountId(7))), after(&early, 300)).unwrap();
        early.step(Step::Close, after(&early, 900)).unwrap();
        assert_eq!(early.lasted, Lasted { waited: 300_000, served: 600_000, ..Lasted::default() });
        // Came back from the street.
        late.step(Step::Serve(Some(AccountId(7))), after(&late, 660)).unwrap();
        late.step(Step::Close, after(&late, 900)).unwrap();
        assert_eq!(late.lasted, Lasted { waited: 660_000, served: 240_000, ..Lasted::default() });
    }

    #[test]
    fn what_came_before_the_end_and_is_told_after_it_changes_nothing() {
        let mut ticket = ticket(1);
        ticket.step(Step::Serve(None), after(&ticket, 60)).unwrap();
        ticket.step(Step::Close, after(&ticket, 600)).unwrap();
        let ended = ticket.clone();
        for step in [Step::Serve(None), Step::Hold, Step::Resume, Step::Return, hand(None, 7)] {
            ticket.step(step.clone(), after(&ticket, 300)).unwrap();
            assert_eq!(ticket, ended);
            assert_eq!(ticket.step(step, after(&ticket, 601)).unwrap_err().code, "entry-ticket-over");
        }
    }

    #[test]
    fn who_handed_it_over_is_known_until_it_goes_back_to_the_queue() {
        let mut ticket = ticket(1);
        let by = |ticket: &Ticket| ticket.handed.and_then(|handed| handed.by);
        ticket.step(Step::Serve(Some(AccountId(7))), after(&ticket, 1)).unwrap();
        ticket.step(hand(Some(AccountId(8)), 7), after(&ticket, 2)).unwrap();
        assert_eq!((ticket.agent, by(&ticket)), (Some(AccountId(8)), Some(AccountId(7))));
        ticket.step(call(8), after(&ticket, 3)).unwrap();
        ticket.step(Step::Serve(Some(AccountId(8))), after(&ticket, 4)).unwrap();
        assert_eq!(by(&ticket), Some(AccountId(7)), "whoever receives still reads the word");
        ticket.step(Step::Return, after(&ticket, 5)).unwrap();
        assert_eq!((ticket.agent, ticket.handed), (None, None));
    }

    #[test]
    fn what_waits_for_an_agent_comes_first_then_priority_then_arrival() {
        let mut tickets: Vec<_> = (1..=5).map(ticket).collect();
        tickets[2].priority = true;
        tickets[3].agent = Some(AccountId(7));
        tickets[4].agent = Some(AccountId(8));
        let mut order: Vec<_> =
            tickets.iter().filter_map(|ticket| Some((ticket.turn(Some(AccountId(7)))?, ticket.number))).collect();
        order.sort();
        assert_eq!(order.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [4, 3, 1, 2]);
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (1..4_i64).prop_map(call),
            Just(again(1)),
            Just(Step::Serve(None)),
            Just(Step::Hold),
            Just(Step::Resume),
            Just(Step::Return),
            (0..3_i64).prop_map(|to| hand((to > 0).then_some(AccountId(to)), 1)),
            Just(Step::Leave),
            Just(Step::Close),
        ]
    }

    proptest! {
        /// Whatever comes in whatever order, no time is made up and none is lost between arrival and the present stage.
        #[test]
        fn the_stages_fill_the_time_since_arrival(steps in prop::collection::vec((any_step(), 0..5_000_i64), 0..30)) {
            let mut ticket = ticket(1);
            for (step, seconds) in steps {
                let at = after(&ticket, seconds);
                let before = ticket.clone();
                if ticket.step(step, at).is_err() {
                    prop_assert_eq!(&ticket, &before);
                }
            }
            let Lasted { waited, called, served, held } = ticket.lasted;
            let passed = ticket.since.as_millisecond() - ticket.arrived.as_millisecond();
            prop_assert_eq!(waited + called + served + held, passed);
            prop_assert!([waited, called, served, held].iter().all(|lasted| *lasted >= 0));
        }
    }
}
