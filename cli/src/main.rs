//! The `ricalco` command.

mod input;

use std::ops::ControlFlow;
use std::path::PathBuf;

fn main() {
    let mut format = None;
    let mut paths = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.strip_prefix("--format=") {
            Some(name) => format = clap::ValueEnum::from_str(name, true).ok(),
            None => paths.push(PathBuf::from(argument)),
        }
    }
    let options = input::InputOptions { format, ..Default::default() };
    let (mut count, mut bytes) = (0usize, 0usize);
    let show = std::env::var_os("SHOW").is_some();
    let _ = input::read(&paths, &options, &mut |event| {
        match event {
            input::Event::Record(record) => {
                count += 1;
                bytes += record.document.text().len();
                if show {
                    println!("== {}\n{:#?}\n{}", record.place, record.document, record.document.text());
                }
            }
            input::Event::Bad(error) => println!("BAD {error}"),
            input::Event::Notice(notice) => println!("NOTICE {notice}"),
        }
        ControlFlow::Continue(())
    });
    println!("{count} records, {bytes} bytes of text");
}
