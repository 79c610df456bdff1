//! What a stage costs: time on the clock, time on the processor, the peak of memory.
//!
//! On a machine that others use too, the time on the processor tells more than the clock.

use std::fmt;
use std::fs;
use std::time::Instant;

/// Ticks a second of `/proc/self/stat`, on every Linux of today.
const TICKS: f64 = 100.0;

/// Seconds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    pub(crate) clock: f64,
    /// Of all threads together; `None` where the system does not tell.
    pub(crate) processor: Option<f64>,
}

impl Cost {
    /// So much a second of the processor, or of the clock where that is all there is.
    pub(crate) fn rate(&self, amount: f64) -> f64 {
        amount / self.processor.unwrap_or(self.clock).max(1e-3)
    }
}

impl std::ops::AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.clock += other.clock;
        self.processor = match (self.processor, other.processor) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)),
        };
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:8.2} s", self.clock)?;
        self.processor.map_or(Ok(()), |processor| write!(f, " {processor:8.2} s of processor"))
    }
}

/// A stage being measured.
pub(crate) struct Meter {
    start: Instant,
    processor: Option<f64>,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self { start: Instant::now(), processor: processor() }
    }

    pub(crate) fn stop(self) -> Cost {
        let processor = self.processor.and_then(|before| Some(processor()? - before));
        Cost { clock: self.start.elapsed().as_secs_f64(), processor }
    }
}

/// Seconds of the processor that the process has had.
fn processor() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may hold anything; user and system time are
    // the 12th and 13th field after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}

/// The most memory that the process has had, in MiB.
pub(crate) fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}

/// Lets the peak begin again from what is in use; where that cannot be, the peak is of all so far.
pub(crate) fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}
