//! Walk: all clusters, a few components at a time.
//!
//! In: the rows of the store. Out: clusters. Cost: a fingerprint a member of each cluster of two or
//! more; memory of one piece.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::change::Cluster;
use super::live;
use super::rows::{self, Grouped};
use super::store::{Rows, Table};
use super::stored::{self, Stored};
use crate::error::Result;

/// Components read at a time.
const PIECE: usize = 256;

/// The clusters of an index as they were when it was asked; see [`Index::clusters`](super::Index::clusters).
pub struct Clusters {
    rows: Arc<dyn Rows>,
    /// The component to go on with; `None` at the end.
    next: Option<u32>,
    read: VecDeque<Grouped>,
}

impl std::fmt::Debug for Clusters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clusters").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Clusters {
    pub(super) fn new(rows: Arc<dyn Rows>) -> Self {
        Self { rows, next: Some(0), read: VecDeque::new() }
    }

    fn read_on(&mut self, from: u32) -> Result<()> {
        self.next = None;
        let mut components = 0;
        let Self { rows, next, read } = self;
        rows.scan(Table::Components, &from.to_be_bytes(), &mut |component, clusters| {
            let component = stored::number_of(&**rows, Table::Components, component)?;
            if components == PIECE {
                *next = Some(component);
                return Ok(ControlFlow::Break(()));
            }
            components += 1;
            let clusters = rows::component_from_bytes(clusters);
            read.extend(clusters.ok_or_else(|| rows.damaged(Table::Components))?);
            Ok(ControlFlow::Continue(()))
        })
    }
}

impl Iterator for Clusters {
    type Item = Result<Cluster>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.read.is_empty() {
            if let Err(error) = self.read_on(self.next?) {
                return Some(Err(error));
            }
        }
        let grouped = self.read.pop_front()?;
        Some(live::cluster(Stored(&*self.rows), &grouped))
    }
}
