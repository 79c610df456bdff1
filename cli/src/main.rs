//! The `ricalco` command.
fn main() {}
