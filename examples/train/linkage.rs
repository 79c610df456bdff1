//! Ways from probabilities to clusters, side by side: the library ships the one that did best.
//!
//! All but connected components start from single documents and merge two clusters at a time, best
//! first; they differ in what makes a merge good.

use std::collections::{BTreeMap, BinaryHeap};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Linkage {
    /// Every link above the threshold joins: transitive closure.
    Components,
    /// The mean probability over all pairs of the two clusters (UPGMA).
    Average,
    /// The mean log-odds over all pairs.
    AverageOdds,
    /// The sum of log-odds over all pairs: greedy additive edge contraction for correlation clustering.
    SumOdds,
    /// The best documents are centres, the others join the centre that is most probable.
    Centre,
    /// The mean of the best link and the average one.
    Mixed,
}

#[derive(PartialEq)]
struct Merge(f64, u32, u32, u32, u32);
impl Eq for Merge {}
impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Merge {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then_with(|| (other.1, other.2).cmp(&(self.1, self.2)))
    }
}

fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

/// Labels of `n` documents from the probabilities of all pairs that were judged.
pub(crate) fn cluster(
    n: usize,
    pairs: &BTreeMap<(u32, u32), f32>,
    linkage: Linkage,
    threshold: f64,
    missing: f64,
) -> Vec<u32> {
    let mut label: Vec<u32> = (0..n as u32).collect();
    if linkage == Linkage::Centre {
        return centre(n, pairs, threshold);
    }
    if linkage == Linkage::Components {
        for (&(a, b), &p) in pairs {
            if f64::from(p) >= threshold {
                let (from, to) = (label[b as usize], label[a as usize]);
                label.iter_mut().filter(|l| **l == from).for_each(|l| *l = to);
            }
        }
        return label;
    }
    let value = |p: f64| match linkage {
        Linkage::Average | Linkage::Mixed => p,
        _ => logit(p) - logit(threshold),
    };
    // For each cluster: its neighbours with sum and count of judged pairs, and best.
    let mut near: Vec<BTreeMap<u32, (f64, u32, f64)>> = vec![BTreeMap::new(); n];
    let mut size = vec![1_u32; n];
    let mut version = vec![0_u32; n];
    let mut heap = BinaryHeap::new();
    let worth = |(sum, count, best): (f64, u32, f64), a: u32, b: u32| {
        let all = f64::from(a * b);
        let total = sum + (all - f64::from(count)) * value(missing);
        match linkage {
            Linkage::Average => total / all - threshold,
            Linkage::Mixed => f64::midpoint(total / all, best) - threshold,
            Linkage::AverageOdds => total / all,
            _ => total,
        }
    };
    for (&(a, b), &p) in pairs {
        let link = (value(f64::from(p)), 1, value(f64::from(p)));
        near[a as usize].insert(b, link);
        near[b as usize].insert(a, link);
        heap.push(Merge(worth(link, 1, 1), a, b, 0, 0));
    }
    while let Some(Merge(gain, a, b, va, vb)) = heap.pop() {
        if gain <= 0.0 {
            break;
        }
        if version[a as usize] != va || version[b as usize] != vb {
            continue;
        }
        // b goes into a.
        let moved = std::mem::take(&mut near[b as usize]);
        near[a as usize].remove(&b);
        for (c, link) in moved {
            if c == a {
                continue;
            }
            near[c as usize].remove(&b);
            let sum = near[a as usize].entry(c).or_insert((0.0, 0, f64::NEG_INFINITY));
            *sum = (sum.0 + link.0, sum.1 + link.1, sum.2.max(link.2));
            let sum = *sum;
            near[c as usize].insert(a, sum);
        }
        size[a as usize] += size[b as usize];
        version[a as usize] += 1;
        version[b as usize] = u32::MAX;
        for (&c, &link) in &near[a as usize] {
            let (x, y) = (a.min(c), a.max(c));
            heap.push(Merge(
                worth(link, size[a as usize], size[c as usize]),
                x,
                y,
                version[x as usize],
                version[y as usize],
            ));
        }
        label.iter_mut().filter(|l| **l == b).for_each(|l| *l = a);
    }
    label
}

fn centre(n: usize, pairs: &BTreeMap<(u32, u32), f32>, threshold: f64) -> Vec<u32> {
    let mut degree = vec![0.0_f64; n];
    for (&(a, b), &p) in pairs.iter().filter(|(_, p)| f64::from(**p) >= threshold) {
        degree[a as usize] += f64::from(p);
        degree[b as usize] += f64::from(p);
    }
    let mut order: Vec<u32> = (0..n as u32).collect();
    order.sort_by(|&a, &b| degree[b as usize].total_cmp(&degree[a as usize]).then(a.cmp(&b)));
    let p = |a: u32, b: u32| pairs.get(&(a.min(b), a.max(b))).copied().map_or(0.0, f64::from);
    let mut centres: Vec<u32> = Vec::new();
    for &document in &order {
        if centres.iter().all(|&centre| p(centre, document) < threshold) {
            centres.push(document);
        }
    }
    (0..n as u32)
        .map(|document| {
            let best = centres.iter().copied().max_by(|&x, &y| {
                let score = |c: u32| if c == document { 2.0 } else { p(c, document) };
                score(x).total_cmp(&score(y))
            });
            best.filter(|&centre| centre == document || p(centre, document) >= threshold).unwrap_or(document)
        })
        .collect()
}
