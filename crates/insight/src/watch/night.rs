//! One night of all series of a network that count the same thing.

use jiff::civil::Date;

use super::expected::Expected;
use super::facts::{Facts, Observed};
use super::method::Method;
use super::network::{Gathered, Lessons, Network};
use super::series::{Common, Series};
use super::signal::Signal;

/// A series, and its day.
#[derive(Debug)]
pub struct Member<'a> {
    /// The state, moved by the night.
    pub series: &'a mut Series,
    /// What the calendar said of the day there.
    pub facts: Facts,
    /// What was counted.
    pub observed: Observed,
}

/// Moves every series and the network by one day, and tells the signals, each with the position of its series. The order of `members` must
/// be the same night after night for a replay to give the same state to the bit.
pub fn night(date: Date, members: &mut [Member], network: &mut Network, method: &Method) -> Vec<(usize, Signal)> {
    let mut gathered = Gathered::default();
    let expected: Vec<Expected> =
        members.iter().map(|member| member.series.expected(&member.facts, network, method)).collect();
    for (member, expected) in members.iter().zip(&expected) {
        if let Observed::Visits(visits) = member.observed {
            gathered.add(f64::from(visits), expected);
        }
    }
    let tonight = network.night(date, &gathered);
    let mut lessons = Lessons::default();
    let mut told = Vec::new();
    let common = Common { network, tonight: &tonight, method };
    for (at, (member, expected)) in members.iter_mut().zip(&expected).enumerate() {
        let signals = member.series.night(&member.facts, member.observed, expected, &common, &mut lessons);
        told.extend(signals.into_iter().map(|signal| (at, signal)));
    }
    network.learn(date, &lessons);
    told
}
