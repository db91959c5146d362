//! Work spread over the cores, its results in the order of what was worked on.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// Pieces worked on as one.
const BLOCK: usize = 32;

/// Works through a list in blocks that do not depend on the machine, and gives what each brought, in order.
pub(crate) fn in_blocks<T: Send, R: Send>(list: &mut [T], work: impl Fn(&mut [T]) -> R + Sync) -> Vec<R> {
    let blocks: Vec<Mutex<&mut [T]>> = list.chunks_mut(BLOCK).map(Mutex::new).collect();
    let results: Vec<Mutex<Option<R>>> = blocks.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let run = || {
        while let Some((block, result)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            blocks.get(at).zip(results.get(at))
        } {
            let mut block = block.lock().expect("a block is taken once");
            let done = work(&mut block);
            *result.lock().expect("a block is taken once") = Some(done);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(blocks.len());
    match threads {
        0 | 1 => run(),
        threads => std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(run)))),
    }
    results.into_iter().filter_map(|result| result.into_inner().expect("no worker panicked")).collect()
}
