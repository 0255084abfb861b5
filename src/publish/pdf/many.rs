//! Many documents on several threads.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::STACK;

/// Calls `make` for each number below `count`, on so many threads, and gives what it made in order; after the first
/// fault no further piece is begun, and that fault is the answer. A thread that cannot be started is a fault, too.
///
/// Each thread works on one piece at a time. In a common pool it would not: while typst waits there for a part of a
/// document, the pool gives the waiting thread other documents to begin, so that memory and stack grow with their
/// number. Here typst finds a pool of one thread and does its parts one after the other.
pub fn many<T: Send, E: Send + From<io::Error>>(
    count: usize,
    threads: usize,
    make: impl Fn(usize) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return Ok(made);
            }
            // Nothing is left to begin for the others.
            let stop = |_: &E| next.store(count, Ordering::Relaxed);
            made.push((index, make(index).inspect_err(stop)?));
        }
    };
    let pools: io::Result<Vec<_>> = (0..threads.max(1).min(count)).map(|_| of_one()).collect();
    let pools = pools?;
    let work = &work;
    let done: Vec<Result<Vec<(usize, T)>, E>> = std::thread::scope(|scope| {
        let begin =
            |pool| std::thread::Builder::new().spawn_scoped(scope, move || rayon::ThreadPool::install(pool, work));
        let begun: Vec<_> = pools.iter().map(begin).collect();
        if begun.iter().any(Result::is_err) {
            next.store(count, Ordering::Relaxed);
        }
        let end = |thread: std::thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        begun.into_iter().map(|thread| end(thread?)).collect()
    });
    let mut all: Vec<(usize, T)> = done.into_iter().collect::<Result<Vec<_>, E>>()?.into_iter().flatten().collect();
    all.sort_by_key(|(index, _)| *index);
    Ok(all.into_iter().map(|(_, made)| made).collect())
}

/// A pool of one thread with a stack that is large enough for documents.
fn of_one() -> io::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build().map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn each_number_is_called_once_and_stands_in_its_place() {
        let times = |count, threads| many(count, threads, |i| Ok::<_, io::Error>(i * 10)).unwrap();
        for threads in [0, 1, 2, 9] {
            assert_eq!(times(7, threads), [0, 10, 20, 30, 40, 50, 60]);
        }
        assert_eq!(times(0, 2), [0; 0]);
    }

    #[test]
    fn after_a_fault_nothing_is_begun() {
        for threads in [1, 2, 9] {
            let begun = Mutex::new(0);
            let made = many(1000, threads, |i| {
                *begun.lock().unwrap() += 1;
                if i == 3 { Err(io::Error::other("no room")) } else { Ok(i) }
            });
            assert_eq!(made.unwrap_err().to_string(), "no room");
            if threads == 1 {
                assert_eq!(begun.into_inner().unwrap(), 4);
            }
        }
    }

    #[test]
    fn no_thread_begins_another_piece_while_one_waits() {
        let open = Mutex::new(Vec::new());
        let waits = |index: usize| {
            open.lock().unwrap().push(std::thread::current().id());
            // As a document does inside: parts that other threads could take.
            rayon::join(std::thread::yield_now, std::thread::yield_now);
            let mut open = open.lock().unwrap();
            let own = std::thread::current().id();
            let mine = open.iter().filter(|t| **t == own).count();
            open.retain(|t| *t != own);
            Ok::<_, io::Error>((index, mine))
        };
        let made = many(64, 2, waits).unwrap();
        assert!(made.iter().all(|(_, mine)| *mine == 1), "{made:?}");
    }
}
