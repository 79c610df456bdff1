//! Makes the index that `tests/backward_compatibility.rs` opens: once for each version of the format.
//!
//! ```text
//! cargo run --features index --example first_index -- index-2 && gzip -9n index-2
//! ```

use ricalco::{Document, Index};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name the file to make")?;
    let index = Index::builder().keep_texts(true).create(&path)?;
    let texts = include_str!("../tests/data/first_index.jsonl");
    let documents = texts.lines().map(serde_json::from_str).collect::<Result<Vec<Document>, _>>()?;
    let (one_by_one, at_once) = documents.split_at(documents.len() / 2);
    for document in one_by_one {
        index.insert(document)?;
    }
    index.insert_batch(at_once)?;
    // One that comes and goes, so that its postings stand there without it.
    index.insert(&Document::new("gone", one_by_one[0].text()))?;
    index.remove(&"gone".into())?;
    drop(index);
    let mut index = Index::open(&path)?;
    index.compact()?;
    Ok(())
}
