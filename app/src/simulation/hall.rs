//! The hall of a simulated day: who waits, who is called by whom, who is set aside, who gives up. Times are seconds of the
//! place's day.
//!
//! Agents come in the morning (now and then one is away), take a short pause when they are free, and pick up the telephone
//! between two visitors. Whoever needs long is set up at a workstation, works there alone, and comes back to the same agent.

use super::Chance;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Somebody who comes, or telephones.
#[derive(Clone, Debug)]
pub(super) struct Comer {
    /// When.
    pub arrived: i64,
    /// Takes a ticket; a telephone call or a message does not.
    pub waits: bool,
    /// Before the others.
    pub priority: bool,
    /// How long they wait before they give up.
    pub patience: i64,
    /// Goes without a word: is called, and nobody comes.
    pub silent: bool,
    /// At the desk.
    pub work: i64,
    /// At a workstation, in the middle of it.
    pub alone: i64,
}

/// What became of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// Who received them.
    pub agent: Option<usize>,
    /// When they were called.
    pub called: Option<i64>,
    /// When they sat down.
    pub served: Option<i64>,
    /// From when to when they worked alone.
    pub held: Option<(i64, i64)>,
    /// When they were done, or gone.
    pub ended: i64,
    /// When a desk was free for them, or would have been had they stayed.
    pub turn: i64,
}

/// From a moment on, the day is not what the past made one expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// An agent goes home.
    DeskCloses {
        /// The minute of the day.
        at: u16,
    },
    /// Every desk is held from the first minute to the last: nobody is away, late or on a pause.
    Held,
    /// Everything takes longer: so many percent.
    Slower {
        /// 130 is a third longer.
        percent: u16,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrives(usize),
    Frees(usize),
    Returns(usize),
}

/// A day under way.
struct Hall<'a> {
    comers: &'a [Comer],
    chance: Chance,
    courses: Vec<Course>,
    events: BinaryHeap<Reverse<(i64, Event)>>,
    /// Since when each agent has nothing to do; `None` while they are busy or gone.
    idle: Vec<Option<i64>>,
    /// When each agent wishes to pause, earliest first.
    pauses: Vec<Vec<i64>>,
    goes: Vec<Option<i64>>,
    waiting: Vec<usize>,
    /// Gone before their turn, which has not come yet.
    gone: Vec<usize>,
    calls: Vec<usize>,
    /// Back from a workstation, with the agent they wait for.
    back: Vec<(usize, usize)>,
}

/// What becomes of each of those who come on a day, with so many agents.
pub(super) fn run(
    comers: &[Comer],
    agents: usize,
    spans: &[(u16, u16)],
    shift: Option<Shift>,
    chance: Chance,
) -> Vec<Course> {
    let mut hall = Hall {
        comers,
        chance,
        courses: vec![Course::default(); comers.len()],
        events: BinaryHeap::new(),
        idle: vec![None; agents],
        pauses: vec![Vec::new(); agents],
        goes: vec![None; agents],
        waiting: Vec::new(),
        gone: Vec::new(),
        calls: Vec::new(),
        back: Vec::new(),
    };
    hall.staff(spans, shift);
    hall.events.extend(comers.iter().enumerate().map(|(who, comer)| Reverse((comer.arrived, Event::Arrives(who)))));
    while let Some(Reverse((now, event))) = hall.events.pop() {
        match event {
            Event::Arrives(who) if comers[who].waits => hall.waiting.push(who),
            Event::Arrives(who) => hall.calls.push(who),
            Event::Frees(agent) => hall.idle[agent] = Some(now),
            Event::Returns(who) => hall.back.push((hall.courses[who].agent.expect("was served before"), who)),
        }
        hall.dispatch(now);
    }
    hall.courses
}

impl Hall<'_> {
    /// Who is there, from when, and their pauses. At least two receive, where there are two.
    fn staff(&mut self, spans: &[(u16, u16)], shift: Option<Shift>) {
        let Some(opening) = spans.first().map(|(start, _)| i64::from(*start) * 60) else { return };
        let mut present = 0;
        for agent in 0..self.idle.len() {
            let left = self.idle.len() - agent - 1;
            if shift == Some(Shift::Held) {
                self.events.push(Reverse((opening, Event::Frees(agent))));
                continue;
            }
            if self.chance.happens(0.1) && present + left >= 2 {
                continue;
            }
            present += 1;
            let late = self.chance.below(240) as i64;
            self.events.push(Reverse((opening + late, Event::Frees(agent))));
            for (start, end) in spans.iter().filter(|(start, end)| end - start >= 150) {
                let middle = f64::from(end - start) * (0.3 + 0.4 * self.chance.unit());
                if self.chance.happens(0.6) {
                    self.pauses[agent].push((i64::from(*start) + middle as i64) * 60);
                }
            }
            if let (Some(Shift::DeskCloses { at }), 1) = (shift, present) {
                self.goes[agent] = Some(i64::from(at) * 60);
            }
        }
    }

    /// Gives something to do to everybody who has nothing.
    fn dispatch(&mut self, now: i64) {
        self.give_up(now);
        // Whoever has had nothing to do for longest takes the next.
        let mut free: Vec<_> = (0..self.idle.len()).filter_map(|agent| Some((self.idle[agent]?, agent))).collect();
        free.sort_unstable();
        for (_, agent) in free {
            if let Some(at) = self.back.iter().position(|(waited_for, _)| *waited_for == agent) {
                let (_, who) = self.back.swap_remove(at);
                self.resume(agent, who, now);
            } else if self.goes[agent].is_some_and(|at| at <= now) {
                // Those who work alone and would come back to this agent are still waited for.
                self.idle[agent] = Some(now);
            } else if self.pauses[agent].first().is_some_and(|at| *at <= now) {
                self.pauses[agent].remove(0);
                let back = now + 480 + self.chance.below(480) as i64;
                self.busy(agent, back);
            } else if !self.calls.is_empty() {
                let who = self.calls.remove(0);
                let done = now + self.comers[who].work;
                self.courses[who] =
                    Course { agent: Some(agent), served: Some(now), ended: done, turn: now, ..Course::default() };
                let free = done + self.pause();
                self.busy(agent, free);
            } else if let Some(who) = self.next() {
                self.call(agent, who, now);
            } else {
                self.would_have_been(None, now);
            }
        }
    }

    fn next(&mut self) -> Option<usize> {
        let order = |who: &usize| (!self.comers[*who].priority, self.comers[*who].arrived, *who);
        let next = self.waiting.iter().copied().min_by_key(order)?;
        self.waiting.retain(|who| *who != next);
        Some(next)
    }

    /// Those whose patience is over and who say so are gone.
    fn give_up(&mut self, now: i64) {
        let deadline = |who: usize| self.comers[who].arrived + self.comers[who].patience;
        let over = |who: &usize| !self.comers[*who].silent && deadline(*who) <= now;
        let (gone, stay): (Vec<_>, Vec<_>) = self.waiting.iter().copied().partition(over);
        self.waiting = stay;
        for who in gone {
            self.courses[who].ended = deadline(who);
            self.gone.push(who);
        }
    }

    fn call(&mut self, agent: usize, who: usize, now: i64) {
        self.would_have_been(Some(who), now);
        // A moment to see that somebody came; when people wait, the agent is looking already.
        let seen = if now == self.comers[who].arrived { 5 + self.chance.below(50) as i64 } else { 0 };
        let called = now + seen;
        let comer = &self.comers[who];
        let mut course = Course { agent: Some(agent), called: Some(called), turn: called, ..Course::default() };
        if comer.silent && comer.arrived + comer.patience <= now {
            course.ended = called + 60 + self.chance.below(60) as i64;
            self.courses[who] = course;
            return self.busy(agent, course.ended);
        }
        let served = called + 15 + self.chance.below(if comer.priority { 60 } else { 30 }) as i64;
        course.served = Some(served);
        if comer.alone == 0 {
            course.ended = served + comer.work;
            let free = course.ended + self.pause();
            self.busy(agent, free);
        } else {
            let held = served + comer.work / 2;
            course.held = Some((held, held + comer.alone));
            self.events.push(Reverse((held + comer.alone, Event::Returns(who))));
            self.busy(agent, held + 10);
        }
        self.courses[who] = course;
    }

    fn resume(&mut self, agent: usize, who: usize, now: i64) {
        let comer = &self.comers[who];
        let course = &mut self.courses[who];
        course.held = course.held.map(|(from, _)| (from, now));
        course.ended = now + comer.work - comer.work / 2;
        let done = course.ended;
        let free = done + self.pause();
        self.busy(agent, free);
    }

    /// Between two visitors: a word to finish, a paper to file.
    fn pause(&mut self) -> i64 {
        15 + self.chance.below(75) as i64
    }

    fn busy(&mut self, agent: usize, until: i64) {
        self.idle[agent] = None;
        self.events.push(Reverse((until, Event::Frees(agent))));
    }

    /// A desk takes this one, or nobody: it would have taken, before, those who are gone and stood in front.
    fn would_have_been(&mut self, taken: Option<usize>, now: i64) {
        let order = |who: usize| (!self.comers[who].priority, self.comers[who].arrived, who);
        let before = |who: &usize| taken.is_none_or(|taken| order(*who) < order(taken));
        let (turned, still): (Vec<_>, Vec<_>) = self.gone.iter().copied().partition(before);
        self.gone = still;
        for who in turned {
            self.courses[who].turn = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A morning: so many come in three hours.
    fn comers(count: i64) -> Vec<Comer> {
        let comer = |number: i64| Comer {
            arrived: 32_400 + number * 10_800 / count,
            waits: number % 9 != 4,
            priority: number % 10 == 7,
            patience: 1_800 + number % 7 * 400,
            silent: number % 3 == 0,
            work: 120 + number * 67 % 1_500,
            alone: if number % 4 == 1 { 900 } else { 0 },
        };
        (0..count).map(comer).collect()
    }

    fn day(count: i64, agents: usize, shift: Option<Shift>) -> (Vec<Comer>, Vec<Course>) {
        let comers = comers(count);
        let courses = run(&comers, agents, &[(540, 720)], shift, Chance::of(&[7]));
        (comers, courses)
    }

    #[test]
    fn a_desk_has_one_person_at_a_time_and_everybody_an_end() {
        for (count, agents) in [(5, 2), (30, 3), (90, 4)] {
            let (comers, courses) = day(count, agents, None);
            let mut taken: Vec<Vec<(i64, i64)>> = vec![Vec::new(); agents];
            for (comer, course) in comers.iter().zip(&courses) {
                assert!(course.ended >= comer.arrived && course.turn >= comer.arrived, "{comer:?} {course:?}");
                let Some(agent) = course.agent else {
                    assert_eq!(course.ended, comer.arrived + comer.patience, "who was not called gave up");
                    continue;
                };
                let from = course.called.or(course.served).unwrap();
                match course.held {
                    Some((held, resumed)) => taken[agent].extend([(from, held), (resumed, course.ended)]),
                    None => taken[agent].push((from, course.ended)),
                }
            }
            for mut spans in taken {
                spans.sort_unstable();
                assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
            }
        }
    }

    #[test]
    fn turns_follow_priority_then_arrival_for_those_who_stay_and_those_who_left() {
        let (comers, courses) = day(90, 3, None);
        let mut order: Vec<_> = (0..90).filter(|who| comers[*who].waits && !comers[*who].priority).collect();
        order.sort_by_key(|who| comers[*who].arrived);
        let seen = |who: usize| courses[who].turn - if courses[who].called.is_some() { 60 } else { 0 };
        assert!(order.windows(2).all(|pair| seen(pair[0]) <= courses[pair[1]].turn));
        assert!(courses.iter().any(|course| course.called.is_none() && course.served.is_none()), "somebody gave up");
    }

    #[test]
    fn whoever_goes_home_receives_nobody_more() {
        let (_, courses) = day(60, 3, Some(Shift::DeskCloses { at: 600 }));
        let last =
            |agent| courses.iter().filter(|course| course.agent == Some(agent)).map(|course| course.called).max();
        assert!(
            (0..3).any(|agent| last(agent).flatten().is_some_and(|called| called <= 36_000)),
            "one of them stopped"
        );
    }
}
