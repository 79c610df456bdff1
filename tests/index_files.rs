//! Files that are no index, or not as one should be: an error that says which and what to do, and the
//! file as it was.

#![cfg(feature = "index")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ricalco::{Document, Error, Index, IndexTrouble, Language};
use tempfile::TempDir;

fn small(directory: &TempDir) -> PathBuf {
    let path = directory.path().join("index");
    let index = Index::create(&path).expect("an index");
    for number in 0..30 {
        let text = format!("Il ponte numero {number} sul Sermola costerà {} euro.", 1_284_500 + number * 977);
        index.insert(&Document::new(format!("d{number}"), text)).expect("a placement");
    }
    path
}

fn trouble(path: &Path) -> IndexTrouble {
    match Index::open(path) {
        Err(Error::Index { kind, path: named, .. }) => {
            assert_eq!(named, path.display().to_string());
            kind
        }
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it opened"),
    }
}

#[test]
fn what_is_no_index_is_named_and_left_as_it_is() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("a");
    assert_eq!(trouble(&path), IndexTrouble::Missing);
    assert_eq!(trouble(directory.path()), IndexTrouble::Foreign);
    for content in
        [&b""[..], b"redb", b"{\"id\": \"a\", \"text\": \"Un testo che non ha nulla di un indice.\"}"]
    {
        fs::write(&path, content).expect("a file");
        assert_eq!(trouble(&path), IndexTrouble::Foreign);
        assert_eq!(fs::read(&path).expect("a file"), content);
        assert!(matches!(Index::create(&path), Err(Error::Index { kind: IndexTrouble::Exists, .. })));
        assert_eq!(fs::read(&path).expect("a file"), content);
    }
}

#[test]
fn a_second_writer_is_refused() {
    let directory = TempDir::new().expect("a directory");
    let path = small(&directory);
    let first = Index::open(&path).expect("the index");
    assert_eq!(trouble(&path), IndexTrouble::Locked);
    assert!(Index::builder().open_for_reading(&path).is_err());
    drop(first);
    let reader = Index::builder().open_for_reading(&path).expect("a reader");
    let other = Index::builder().open_for_reading(&path).expect("another reader");
    assert_eq!(reader.len(), other.len());
    let refused = reader.insert(&Document::new("x", "Un testo."));
    assert!(matches!(refused, Err(Error::Index { kind: IndexTrouble::ReadOnly, .. })), "{refused:?}");
}

#[test]
fn settings_belong_to_the_index() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("index");
    let made = Index::builder().language(Language::English).window(Duration::from_secs(86_400));
    drop(made.create(&path).expect("an index"));
    let before = fs::read(&path).expect("a file");
    for other in [
        Index::builder().language(Language::Italian),
        Index::builder().strictness(0.7),
        Index::builder().window(Duration::from_secs(60)),
        Index::builder().keep_texts(true),
    ] {
        let error = other.open(&path).expect_err("other settings");
        assert!(matches!(error, Error::Index { kind: IndexTrouble::Settings, .. }), "{error}");
        assert_eq!(fs::read(&path).expect("a file"), before);
    }
    made.open(&path).expect("the same settings");
    Index::open(&path).expect("the index's own settings");
}

#[test]
fn a_cut_file_is_an_error() {
    let directory = TempDir::new().expect("a directory");
    let whole = fs::read(small(&directory)).expect("a file");
    let path = directory.path().join("cut");
    for length in (0..whole.len()).step_by(whole.len() / 37 + 1) {
        fs::write(&path, &whole[..length]).expect("a file");
        let kind = trouble(&path);
        assert!(matches!(kind, IndexTrouble::Foreign | IndexTrouble::Damaged), "{length}: {kind:?}");
        assert_eq!(fs::read(&path).expect("a file"), &whole[..length], "{length}");
    }
}

/// Whatever is changed, of a file that was closed or of one that was cut off while it was written: an
/// error that says so, or the same answers as before; never a panic, not even one that is caught. What
/// cannot be opened is left as it is.
#[test]
fn a_damaged_file_does_no_harm() {
    let panics = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&panics);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        counted.fetch_add(1, Ordering::Relaxed);
        hook(panic);
    }));
    let directory = TempDir::new().expect("a directory");
    let asked = Document::new("x", "Il ponte numero 7 sul Sermola costerà 1.291.339 euro.");
    let sound = small(&directory);
    let expected = Index::open(&sound).and_then(|index| index.lookup(&asked)).expect("a placement");
    let whole = fs::read(sound).expect("a file");
    let path = directory.path().join("damaged");
    let (mut refused, mut unharmed) = (0, 0);
    for round in 0..400_usize {
        let mut bytes = whole.clone();
        if round % 2 == 1 {
            // What it says of itself while it is open.
            bytes[7] = b'O';
        }
        for at in 0..=(round % 40) {
            let place = (round * 7_919 + at * 104_729) % bytes.len();
            bytes[place] ^= 1 << (at % 8);
        }
        fs::write(&path, &bytes).expect("a file");
        let is_damage = |error: &Error| {
            use IndexTrouble::{Damaged, Foreign};
            matches!(error, Error::Index { kind: Damaged | Foreign, path: named, .. } if *named == path.display().to_string())
        };
        match Index::open(&path) {
            Err(error) => {
                assert!(is_damage(&error), "{error}");
                assert!(fs::read(&path).expect("a file") == bytes, "round {round}: the file was changed");
                refused += 1;
            }
            Ok(mut index) => {
                let found = index
                    .lookup(&asked)
                    .map(|placement| assert_eq!(placement, expected))
                    .and_then(|()| index.verify().map(|report| assert_eq!(report.problems, [""; 0])))
                    .and_then(|()| {
                        index.insert(&Document::new("y", "Il ponte sul Sermola costerà 1.284.500 euro."))
                    })
                    .and_then(|_| index.check_file());
                unharmed += usize::from(found.is_ok());
                if let Err(error) = found {
                    assert!(is_damage(&error), "round {round}: {error}");
                }
            }
        }
    }
    assert!(refused > 100 && unharmed > 10, "{refused} were refused, {unharmed} did no harm");
    assert_eq!(panics.load(Ordering::Relaxed), 0);
}

#[test]
fn what_is_shared_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Index>();
    shared::<ricalco::IndexBuilder>();
    shared::<ricalco::Placement>();
}

#[test]
fn readers_run_beside_the_writer() {
    let directory = TempDir::new().expect("a directory");
    let index = Index::open(small(&directory)).expect("the index");
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..40 {
                    let found =
                        index.lookup(&Document::new("x", "Il ponte sul Sermola costerà 1.284.500 euro."));
                    assert!(found.is_ok());
                    for cluster in index.clusters() {
                        assert!(!cluster.expect("a cluster").members.is_empty());
                    }
                }
            });
        }
        for number in 0..40 {
            let text = format!("La strada {number} di Valdrana costerà {} euro.", 77_700 + number * 131);
            index.insert(&Document::new(format!("s{number}"), text)).expect("a placement");
        }
    });
    assert_eq!(index.verify().expect("a report").problems, Vec::<String>::new());
}

#[test]
fn a_window_keeps_apart_what_is_old() {
    const TEXT: &str = "Il Comune di Collefosco apre il ponte sul Sermola: 210 giorni di lavori, 1.284.500 euro, due \
                        corsie da 3,5 metri, dice l'assessore Ettore Malvisi.";
    let directory = TempDir::new().expect("a directory");
    let at = |id: &str, date: &str| Document::new(id, TEXT).with_published(date.parse().expect("a date"));
    let index = Index::builder().window(Duration::from_secs(5 * 86_400)).create(directory.path().join("i"));
    let index = index.expect("an index");
    index.insert(&at("a", "2026-03-01")).expect("a placement");
    let near = index.insert(&at("b", "2026-03-05")).expect("a placement");
    let far = index.insert(&at("c", "2026-04-05")).expect("a placement");
    assert_eq!(near.source.as_str(), "a");
    assert_eq!(far.source.as_str(), "c");
    assert_eq!(index.expire("2026-03-03".parse().expect("a date")).expect("events").len(), 2);
    assert_eq!(index.len(), 2);
}

#[test]
fn compacting_changes_nothing_but_the_size() {
    let directory = TempDir::new().expect("a directory");
    let path = small(&directory);
    let mut index = Index::open(&path).expect("the index");
    for number in 0..25 {
        index.remove(&format!("d{number}").into()).expect("events");
    }
    let before = fs::metadata(&path).expect("a file").len();
    index.compact().expect("a smaller file");
    assert!(fs::metadata(&path).expect("a file").len() <= before);
    assert_eq!(index.len(), 5);
    assert_eq!(index.verify().expect("a report").problems, Vec::<String>::new());
    index.check_file().expect("a sound file");
    assert_eq!(index.verify().expect("a report").documents, 5);
}
