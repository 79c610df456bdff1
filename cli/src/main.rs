//! The `ricalco` command; for now it only lists what it reads.

mod input;

use std::ops::ControlFlow;
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let mut options = input::InputOptions { limits: input::Limits::default(), ..Default::default() };
    let mut paths = Vec::new();
    for argument in std::env::args().skip(1) {
        if let Some(name) = argument.strip_prefix("--input-format=") {
            options.format = <input::InputFormat as clap::ValueEnum>::from_str(name, true).ok();
        } else if let Some(columns) = argument.strip_prefix("--columns=") {
            options.columns = columns.parse::<input::Columns>().map_err(anyhow::Error::msg)?;
        } else if argument == "--raw" {
            options.keep_raw = true;
        } else {
            paths.push(PathBuf::from(argument));
        }
    }
    let (mut count, mut bytes) = (0_usize, 0_usize);
    let _ = input::read(&paths, &options, &mut |event| {
        match event {
            input::Event::Record(record) => {
                count += 1;
                let _ = record.place;
                bytes += record.document.text().len();
                match record.raw {
                    Some(input::Raw::Json(object)) => println!("{object}"),
                    Some(input::Raw::Row { row, .. }) => println!("{row}"),
                    None => {}
                }
            }
            input::Event::Bad(error) => eprintln!("error: {error}"),
            input::Event::Notice(notice) => eprintln!("{notice}"),
        }
        ControlFlow::Continue(())
    });
    println!("{count} records, {bytes} bytes of text");
    Ok(())
}
