//! Many documents on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::STACK;

/// Calls `make` for each number below `count`, on so many threads, and gives what it made in order.
///
/// Each thread works on one document at a time. In a common pool it would not: while typst waits there for a part of
/// a document, the pool gives the waiting thread other documents to begin, so that memory and stack grow with their
/// number. Here typst finds a pool of one thread and does its parts one after the other.
pub fn many<T: Send>(count: usize, threads: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return made;
            }
            made.push((index, make(index)));
        }
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..threads.max(1).min(count)).map(|_| scope.spawn(|| alone(work))).collect();
        started.into_iter().flat_map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, made)| made).collect()
}

/// Does the work in a pool of one thread, with a stack that is large enough for documents.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build();
    pool.expect("a thread can be started").install(work)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn each_number_is_called_once_and_stands_in_its_place() {
        for threads in [0, 1, 2, 9] {
            assert_eq!(many(7, threads, |i| i * 10), [0, 10, 20, 30, 40, 50, 60]);
        }
        assert_eq!(many(0, 2, |i| i), [0; 0]);
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
            (index, mine)
        };
        let made = many(64, 2, waits);
        assert!(made.iter().all(|(_, mine)| *mine == 1), "{made:?}");
    }
}
