//! Parallel: the same work for each item, on the cores that the caller allows, in order.
//!
//! In: items and what each thread keeps. Out: one result an item, in the order of the items. Cost:
//! that of the work. Without the feature `parallel`, or with one thread, a plain loop.

/// Items that are worth a thread's while.
#[cfg(feature = "parallel")]
const LEAST: usize = 16;

/// Runs `work` on every item; each thread makes its own state with `state`.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Sync, S: Send, R: Send>(
    threads: Option<usize>,
    items: &[T],
    state: impl Fn() -> S + Sync + Send,
    work: impl Fn(&mut S, &T) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::prelude::*;
    // So few are one piece: to wake another thread takes longer.
    if threads == Some(1) || items.len() <= LEAST {
        return plain(items, state, work);
    }
    // Rayon asks for a state at every split; those that are not in use go from hand to hand, so that
    // no more are made than threads work, and what they remember is not lost.
    let idle = std::sync::Mutex::new(Vec::new());
    let run = || {
        let piece = (items.len() / 64).clamp(LEAST, 4096);
        let borrow = || Borrowed { state: lock(&idle).pop().or_else(|| Some(state())), idle: &idle };
        items
            .par_iter()
            .with_min_len(piece)
            .map_init(borrow, |borrowed, item| work(borrowed.state.get_or_insert_with(&state), item))
            .collect()
    };
    match threads {
        // A pool that cannot be made (no more threads to be had) is no reason to fail.
        Some(threads) => match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(run),
            Err(_) => plain(items, state, work),
        },
        None => run(),
    }
}

/// A state that goes back to the idle ones after use.
#[cfg(feature = "parallel")]
struct Borrowed<'i, S> {
    state: Option<S>,
    idle: &'i std::sync::Mutex<Vec<S>>,
}

#[cfg(feature = "parallel")]
impl<S> Drop for Borrowed<'_, S> {
    fn drop(&mut self) {
        lock(self.idle).extend(self.state.take());
    }
}

/// The states; one that panicked while it held them leaves them as they are.
#[cfg(feature = "parallel")]
fn lock<S>(idle: &std::sync::Mutex<Vec<S>>) -> std::sync::MutexGuard<'_, Vec<S>> {
    idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Runs `work` on every item.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T, S, R>(
    threads: Option<usize>,
    items: &[T],
    state: impl Fn() -> S,
    work: impl Fn(&mut S, &T) -> R,
) -> Vec<R> {
    let _ = threads;
    plain(items, state, work)
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

fn plain<T, S, R>(items: &[T], state: impl Fn() -> S, work: impl Fn(&mut S, &T) -> R) -> Vec<R> {
    let mut state = state();
    items.iter().map(|item| work(&mut state, item)).collect()
}
