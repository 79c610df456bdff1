//! The SimHash kernel is bit-identical to the crate `simhash`, which is the definition.

use proptest::prelude::*;
use ricalco::read::shingle;

proptest! {
    #[test]
    fn the_kernel_gives_what_the_crate_gives(features in prop::collection::vec(".{0,40}", 0..300)) {
        let ours = shingle::simhash(features.iter().map(String::as_str));
        let crates = simhash::simhash_stream(features.iter().map(String::as_str));
        prop_assert_eq!(ours, crates);
    }
}

#[test]
fn windows_of_three_stems_and_short_texts_whole() {
    let windows = |stems: &str| {
        let ends: Vec<u32> =
            stems.match_indices(' ').map(|(at, _)| at as u32).chain([stems.len() as u32]).collect();
        shingle::shingles(stems, &ends).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(windows("un due tre quattro"), ["un due tre", "due tre quattro"]);
    assert_eq!(windows("un due"), ["un due"]);
    assert_eq!(shingle::shingles("", &[]).count(), 0);
}
