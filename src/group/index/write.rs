//! Write: a plan carried out, first in the store, then in memory.
//!
//! In: a [`Plan`]. Out: rows, and the state after them. Cost: the rows that change, and one slice
//! of the postings for each document that comes in.

use std::sync::Arc;

use super::plan::Plan;
use super::postings::SLICES;
use super::rows::{self, Number, Place};
use super::state::{State, View};
use super::store::{Changes, Rows, Table};
use crate::error::Result;

/// Writes all that a plan changes.
pub(super) fn write(
    state: &State,
    plan: &Plan,
    threads: Option<usize>,
    changes: &mut dyn Changes,
) -> Result<()> {
    let view = View { state, pending: Some(&plan.pending) };
    remove_dead(view, plan, changes)?;
    for (fresh, number) in plan.pending.fresh.iter().zip(plan.pending.numbers()) {
        let key = number.to_be_bytes();
        changes.put(Table::Ids, fresh.record.id.as_str().as_bytes(), &number.to_le_bytes())?;
        changes.put(Table::Records, &key, &fresh.record.to_bytes())?;
        changes.put(Table::Prints, &key, &fresh.print.to_bytes())?;
        if let Some(text) = &fresh.text {
            changes.put(Table::Texts, &key, text.as_bytes())?;
        }
    }
    let regrouped = &plan.regrouped;
    for (&number, &component) in &regrouped.moved {
        let place = match plan.pending.get(number) {
            Some(fresh) => Place {
                component,
                content: fresh.print.content(),
                published: fresh.print.published().map(crate::Timestamp::seconds),
            },
            None => Place { component, ..view.stored().place(number)? },
        };
        changes.put(Table::Places, &number.to_be_bytes(), &place.to_bytes())?;
    }
    for (number, links) in &regrouped.links {
        let key = number.to_be_bytes();
        match links.as_slice() {
            [] => changes.remove(Table::Links, &key)?,
            links => changes.put(Table::Links, &key, &rows::links_to_bytes(links))?,
        }
    }
    for (component, clusters) in &regrouped.components {
        let key = component.to_be_bytes();
        match clusters {
            None => changes.remove(Table::Components, &key)?,
            Some(clusters) => changes.put(Table::Components, &key, &rows::component_to_bytes(clusters))?,
        }
    }
    for (cluster, component) in &regrouped.clusters {
        let key = cluster.0.to_be_bytes();
        match component {
            None => changes.remove(Table::Clusters, &key)?,
            Some(component) => changes.put(Table::Clusters, &key, &component.to_le_bytes())?,
        }
    }
    regrouped.counters.put(changes)?;
    view.lists().settle(&slices(plan), &view, threads, changes)
}

fn remove_dead(view: View<'_>, plan: &Plan, changes: &mut dyn Changes) -> Result<()> {
    let mut dead: Vec<Number> = plan.pending.dead.iter().copied().collect();
    dead.sort_unstable();
    for number in dead {
        let id = view.stored().id(number)?;
        changes.remove(Table::Ids, id.as_str().as_bytes())?;
        for table in [Table::Records, Table::Prints, Table::Texts, Table::Places, Table::Links] {
            changes.remove(table, &number.to_be_bytes())?;
        }
    }
    Ok(())
}

/// The slices that a plan's documents bring up to date: each with the number of the document that does.
fn slices(plan: &Plan) -> Vec<(u32, Number)> {
    let numbers = plan.pending.numbers();
    let first = numbers.start.max(numbers.end.saturating_sub(SLICES));
    let mut slices: Vec<_> = (first..numbers.end).map(|document| (document % SLICES, document)).collect();
    slices.sort_unstable();
    slices
}

/// Brings the memory up to what the store has now.
pub(super) fn apply(state: &mut State, plan: Plan, rows: Arc<dyn Rows>, threads: Option<usize>) {
    let slices = slices(&plan);
    let Plan { pending, regrouped, .. } = plan;
    state.rows = rows;
    state.counters = regrouped.counters;
    state.len = state.len + pending.fresh.len() - pending.dead.len();
    for (fresh, number) in pending.fresh.iter().zip(pending.numbers()) {
        let published = fresh.print.published().map(crate::Timestamp::seconds);
        state.contents.set(number, Some(fresh.print.content()), published);
        state.prints.put(number, Arc::clone(&fresh.print));
    }
    for &number in &pending.dead {
        state.contents.set(number, None, None);
    }
    for (&number, links) in &regrouped.links {
        state.watched.note(number, links);
    }
    state.postings.add(&pending.postings, &state.contents);
    state.postings.settle(&slices, &state.contents, threads);
}
