//! Parallel: the same work for each item, on the cores that the caller allows, in order.
//!
//! In: items and what each thread keeps. Out: one result an item, in the order of the items. Cost:
//! that of the work. Without the feature `parallel`, or with one thread, a plain loop.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Items that are worth a thread's while.
#[cfg(feature = "parallel")]
const LEAST: usize = 16;

/// States that no thread works with, to be taken up again: what they remember is not lost.
pub(crate) type Idle<S> = Mutex<Vec<S>>;

/// Runs `work` on every item; each thread makes its own state with `state`.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Sync, S: Send, R: Send>(
    threads: Option<usize>,
    items: &[T],
    state: impl Fn() -> S + Sync + Send,
    work: impl Fn(&mut S, &T) -> R + Sync + Send,
) -> Vec<R> {
    map_with(&Idle::default(), threads, items, state, work)
}

/// Runs `work` on every item; each thread takes an idle state, or makes one where there is none, and
/// leaves it idle in the end.
#[cfg(feature = "parallel")]
pub(crate) fn map_with<T: Sync, S: Send, R: Send>(
    idle: &Idle<S>,
    threads: Option<usize>,
    items: &[T],
    state: impl Fn() -> S + Sync + Send,
    work: impl Fn(&mut S, &T) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::prelude::*;
    // So few are one piece: to wake another thread takes longer.
    if threads == Some(1) || items.len() <= LEAST {
        return plain(idle, items, state, work);
    }
    // Rayon asks for a state at every split; they go from hand to hand, so that no more are made than
    // threads work.
    let run = || {
        let piece = (items.len() / 64).clamp(LEAST, 4096);
        items
            .par_iter()
            .with_min_len(piece)
            .map_init(|| Borrowed::of(idle, &state), |borrowed, item| work(borrowed.state(&state), item))
            .collect()
    };
    match threads {
        // A pool that cannot be made (no more threads to be had) is no reason to fail.
        Some(threads) => match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(run),
            Err(_) => plain(idle, items, state, work),
        },
        None => run(),
    }
}

/// Runs `work` on every item.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T, S, R>(
    threads: Option<usize>,
    items: &[T],
    state: impl Fn() -> S,
    work: impl Fn(&mut S, &T) -> R,
) -> Vec<R> {
    map_with(&Idle::default(), threads, items, state, work)
}

/// Runs `work` on every item, with an idle state where there is one.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map_with<T, S, R>(
    idle: &Idle<S>,
    threads: Option<usize>,
    items: &[T],
    state: impl Fn() -> S,
    work: impl Fn(&mut S, &T) -> R,
) -> Vec<R> {
    let _ = threads;
    plain(idle, items, state, work)
}

fn plain<T, S, R>(
    idle: &Idle<S>,
    items: &[T],
    state: impl Fn() -> S,
    work: impl Fn(&mut S, &T) -> R,
) -> Vec<R> {
    let mut borrowed = Borrowed::of(idle, &state);
    items.iter().map(|item| work(borrowed.state(&state), item)).collect()
}

/// A state that goes back to the idle ones after use.
struct Borrowed<'i, S> {
    state: Option<S>,
    idle: &'i Idle<S>,
}

impl<'i, S> Borrowed<'i, S> {
    fn of(idle: &'i Idle<S>, state: &impl Fn() -> S) -> Self {
        let found = lock(idle).pop();
        Self { state: found.or_else(|| Some(state())), idle }
    }

    fn state(&mut self, state: &impl Fn() -> S) -> &mut S {
        self.state.get_or_insert_with(state)
    }
}

impl<S> Drop for Borrowed<'_, S> {
    fn drop(&mut self) {
        lock(self.idle).extend(self.state.take());
    }
}

/// The states; one that panicked while it held them leaves them as they are.
fn lock<S>(idle: &Idle<S>) -> MutexGuard<'_, Vec<S>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sorts items; equal ones may change places.
#[cfg(feature = "parallel")]
pub(crate) fn sort<T: Ord + Send>(threads: Option<usize>, items: &mut [T]) {
    use rayon::prelude::*;
    match threads {
        Some(1) => items.sort_unstable(),
        Some(threads) => match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(|| items.par_sort_unstable()),
            Err(_) => items.sort_unstable(),
        },
        None => items.par_sort_unstable(),
    }
}

/// Sorts items; equal ones may change places.
#[cfg(not(feature = "parallel"))]
pub(crate) fn sort<T: Ord>(threads: Option<usize>, items: &mut [T]) {
    let _ = threads;
    items.sort_unstable();
}
