//! The snapshot: a file beside the database from which the tally starts, so that a start copies columns instead of reading the
//! whole journal. It says nothing that the journal does not, and may be thrown away at any time.
//!
//! It is made of frames, each a length (`u64`), the BLAKE3 of its bytes, and the bytes. The first says the form of the facts, the
//! lineage of the journal and how many places follow. Each place has one: its number, the number and the name of the entry it
//! stands at, its frozen facts ([`Tally::freeze`]). A file that is not whole, or speaks of another journal, is not used at all.

use kernel::{EntryId, PlaceId};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
    sync::mpsc,
    thread,
};
use tally::{Tally, ThemeFamilies, frozen_form};

/// How far the tally goes in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of the last entry.
    pub sequence: i64,
    /// Its name: a number alone may mean another entry, once an older database was put back.
    pub entry: EntryId,
}

pub(crate) type Heads = BTreeMap<PlaceId, Head>;

/// What a place weighs and how far that goes.
pub(crate) struct Frozen {
    pub place: PlaceId,
    pub head: Head,
    pub facts: Vec<u8>,
}

/// Why a snapshot is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    /// The first start, or somebody threw it away.
    #[error("there is none")]
    Absent,
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    File(#[from] io::Error),
    /// Some bytes are not those that were written, or are missing.
    #[error("it is damaged")]
    Damaged,
    /// Another version of the program wrote it.
    #[error("another version of the program wrote it")]
    OtherForm,
    /// It belongs to another journal, or to a part of it that is no more.
    #[error("it tells of another journal")]
    OtherJournal,
}

const HASH: usize = blake3::OUT_LEN;
/// The number of the place, the number and the name of its entry.
const PLACE: usize = 8 + 8 + 16;
/// Places read but not thawed yet, by thread.
const AHEAD: usize = 4;

fn opening(lineage: &str) -> String {
    format!("parvis tally\n{}\n{lineage}\n", frozen_form())
}

/// Writes a snapshot. The file appears under its name once all of it is on the disk.
pub(crate) fn write(file: &Path, lineage: &str, count: usize, places: impl Iterator<Item = Frozen>) -> io::Result<()> {
    let partial = file.with_extension("partial");
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = BufWriter::with_capacity(1 << 20, options.open(&partial)?);
    put(&mut out, &[opening(lineage).as_bytes(), &(count as u64).to_le_bytes()])?;
    for Frozen { place, head, facts } in places {
        put(&mut out, &[&place.0.to_le_bytes(), &head.sequence.to_le_bytes(), head.entry.0.as_bytes(), &facts])?;
    }
    out.into_inner()?.sync_all()?;
    std::fs::rename(&partial, file)
}

fn put(out: &mut impl Write, parts: &[&[u8]]) -> io::Result<()> {
    let mut hasher = blake3::Hasher::new();
    parts.iter().for_each(|part| _ = hasher.update(part));
    let length = parts.iter().map(|part| part.len() as u64).sum::<u64>();
    out.write_all(&length.to_le_bytes())?;
    out.write_all(hasher.finalize().as_bytes())?;
    parts.iter().try_for_each(|part| out.write_all(part))
}

/// A frame as it stands in the file.
struct Frame {
    hash: [u8; HASH],
    bytes: Vec<u8>,
}

impl Frame {
    fn read(from: &mut impl Read, left: &mut u64) -> Result<Frame, Unusable> {
        let (mut length, mut hash) = ([0; 8], [0; HASH]);
        *left = left.checked_sub((8 + HASH) as u64).ok_or(Unusable::Damaged)?;
        from.read_exact(&mut length)?;
        from.read_exact(&mut hash)?;
        let length = u64::from_le_bytes(length);
        *left = left.checked_sub(length).ok_or(Unusable::Damaged)?;
        let mut bytes = vec![0; length as usize];
        from.read_exact(&mut bytes)?;
        Ok(Frame { hash, bytes })
    }

    fn whole(&self) -> Result<&[u8], Unusable> {
        if blake3::hash(&self.bytes) == self.hash { Ok(&self.bytes) } else { Err(Unusable::Damaged) }
    }
}

/// Reads a snapshot of this lineage, on every core.
pub(crate) fn read(file: &Path, lineage: &str, families: &ThemeFamilies) -> Result<(Tally, Heads), Unusable> {
    let file = File::open(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Unusable::Absent,
        _ => error.into(),
    })?;
    let mut left = file.metadata()?.len();
    let mut from = BufReader::with_capacity(1 << 20, file);
    let first = Frame::read(&mut from, &mut left)?;
    let count = count(first.whole()?, lineage)?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let (lines, workers): (Vec<_>, Vec<_>) = (0..threads)
            .map(|_| {
                let (line, frames) = mpsc::sync_channel::<Frame>(AHEAD);
                (line, scope.spawn(move || thaw(frames, families.clone())))
            })
            .unzip();
        for number in 0..count {
            let frame = Frame::read(&mut from, &mut left)?;
            // A worker that went away says why when it is joined.
            let _ = lines[number as usize % threads].send(frame);
        }
        drop(lines);
        let (mut tally, mut heads) = (Tally::new(families.clone()), Heads::new());
        for worker in workers {
            let (some, theirs) = worker.join().map_err(|_| Unusable::Damaged)??;
            tally.join(some);
            heads.extend(theirs);
        }
        if left == 0 && heads.len() as u64 == count { Ok((tally, heads)) } else { Err(Unusable::Damaged) }
    })
}

/// How many places follow an opening.
fn count(first: &[u8], lineage: &str) -> Result<u64, Unusable> {
    let (said, count) = first.split_last_chunk::<8>().ok_or(Unusable::Damaged)?;
    let form = opening("");
    match said == opening(lineage).as_bytes() {
        true => Ok(u64::from_le_bytes(*count)),
        false if said.starts_with(form.trim_end().as_bytes()) => Err(Unusable::OtherJournal),
        false => Err(Unusable::OtherForm),
    }
}

fn thaw(frames: mpsc::Receiver<Frame>, families: ThemeFamilies) -> Result<(Tally, Heads), Unusable> {
    let (mut tally, mut heads) = (Tally::new(families), Heads::new());
    for frame in frames {
        let (head, facts) = frame.whole()?.split_at_checked(PLACE).ok_or(Unusable::Damaged)?;
        let number = |at: usize| i64::from_le_bytes(std::array::from_fn(|byte| head[at + byte]));
        let place = PlaceId(number(0));
        let entry = EntryId(uuid::Uuid::from_bytes(std::array::from_fn(|byte| head[16 + byte])));
        tally.thaw(crate::changes::number(place), facts).map_err(|_| Unusable::Damaged)?;
        heads.insert(place, Head { sequence: number(8), entry });
    }
    Ok((tally, heads))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};
    use tally::{Fact, Kind, Source};

    fn facts() -> impl Strategy<Value = Vec<(u32, Fact)>> {
        let fact = (1..4u32, 9_000..9_004i32, 0..2usize, 0..3u16, proptest::option::of(0..60u16));
        let fact = fact.prop_map(|(place, day, kind, theme, minutes)| {
            (place, Fact { theme, minutes, ..Fact::new(Kind::ALL[kind], tally::Day(day), Source::Counter) })
        });
        vec(fact, 0..40)
    }

    fn written(facts: &[(u32, Fact)], file: &Path) -> (Tally, Heads) {
        let mut tally = Tally::new(ThemeFamilies::default());
        facts.iter().for_each(|(place, fact)| tally.add(*place, fact));
        let head = |place: u32| Head { sequence: place.into(), entry: EntryId(uuid::Uuid::from_u128(place.into())) };
        let heads: Heads = tally.places().map(|place| (PlaceId(place.into()), head(place))).collect();
        let frozen = tally.places().map(|place| Frozen {
            place: PlaceId(place.into()),
            head: head(place),
            facts: tally.freeze(place),
        });
        write(file, "one", heads.len(), frozen).unwrap();
        (tally, heads)
    }

    proptest! {
        #[test]
        fn a_snapshot_says_what_was_written_and_no_byte_may_change(
            facts in facts(), at in any::<proptest::sample::Index>(), by in 1..=255u8, more in vec(any::<u8>(), 1..50)
        ) {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("tally.snapshot");
            let (tally, heads) = written(&facts, &file);
            let read = |lineage: &str| super::read(&file, lineage, &ThemeFamilies::default());
            let (again, found) = read("one").unwrap();
            prop_assert_eq!(found, heads);
            for place in 1..4 {
                prop_assert_eq!(again.freeze(place), tally.freeze(place));
            }
            prop_assert!(matches!(read("two"), Err(Unusable::OtherJournal)));
            let bytes = std::fs::read(&file).unwrap();
            let at = at.index(bytes.len());
            let mut changed = bytes.clone();
            changed[at] ^= by;
            for bad in [&changed[..], &bytes[..at], &[&bytes[..], &more].concat()[..]] {
                std::fs::write(&file, bad).unwrap();
                prop_assert!(read("one").is_err());
            }
            std::fs::remove_file(&file).unwrap();
            prop_assert!(matches!(read("one"), Err(Unusable::Absent)));
        }
    }

    #[test]
    fn every_single_byte_counts() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tally.snapshot");
        let fact = Fact::new(Kind::Request, tally::Day(9_000), Source::Counter);
        written(&[(1, fact), (2, fact)], &file);
        let bytes = std::fs::read(&file).unwrap();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            for bad in [&flipped[..], &bytes[..at]] {
                std::fs::write(&file, bad).unwrap();
                assert!(read(&file, "one", &ThemeFamilies::default()).is_err(), "byte {at}");
            }
        }
    }
}
