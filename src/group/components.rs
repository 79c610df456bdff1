//! Components: the documents that links hold together, whatever else may part them again.
//!
//! In: links. Out: [`Component`]s. Cost: near-linear in links. No cluster reaches beyond a component,
//! so that each can be clustered by itself, on any core, from memory that lies close together.

use super::cluster::Link;
use super::sets::Sets;

/// Documents that links hold together, and those links.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Component {
    /// Ascending.
    pub(crate) documents: Vec<u32>,
    /// The links, by places among `documents`, in the order in which they were given.
    pub(crate) links: Vec<Link>,
}

/// The components of `n` documents, those without a link left out, by their first documents.
pub(crate) fn components(n: usize, links: &[Link]) -> Vec<Component> {
    let mut sets = Sets::of(n);
    for link in links {
        sets.join(link.a, link.b);
    }
    let mut by_first: Vec<(u32, &Link)> = links.iter().map(|link| (sets.smallest(link.a), link)).collect();
    by_first.sort_by_key(|&(first, _)| first);
    by_first.chunk_by(|x, y| x.0 == y.0).map(component).collect()
}

fn component(links: &[(u32, &Link)]) -> Component {
    let mut documents: Vec<u32> = links.iter().flat_map(|(_, link)| [link.a, link.b]).collect();
    documents.sort_unstable();
    documents.dedup();
    let place = |document: u32| documents.partition_point(|&other| other < document) as u32;
    let links = links.iter().map(|(_, link)| Link { a: place(link.a), b: place(link.b), ..**link }).collect();
    Component { documents, links }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_component_has_its_links_by_places_in_it() {
        let link = |a, b| Link { a, b, probability: 0.9 };
        let found = components(8, &[link(1, 7), link(2, 3), link(3, 5), link(5, 7)]);
        let links = vec![link(0, 4), link(1, 2), link(2, 3), link(3, 4)];
        assert_eq!(found, [Component { documents: vec![1, 2, 3, 5, 7], links }]);
        let found = components(8, &[link(4, 6), link(0, 1)]);
        let documents: Vec<_> = found.iter().map(|component| component.documents.clone()).collect();
        assert_eq!(documents, [[0, 1], [4, 6]]);
    }
}
