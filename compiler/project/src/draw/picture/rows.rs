//! Heights: lines under the items of each lane for the wires that run there, then everything from the top down.

use std::collections::BTreeMap;

use super::route::{Spans, Stretch};
use super::scene::{Block, Item, Lane, Scene, Track, even};

/// Blank space around the flow, and around what lies in a block.
pub(super) const MARGIN: i32 = 24;
pub(super) const PAD: i32 = 12;
/// Height of the title, and of a line under it.
pub(super) const TITLE_LINE: i32 = 30;
pub(super) const WORDS_LINE: i32 = 18;
/// A lane's label and what is blank below its items.
pub(super) const LABEL: i32 = 26;
const FOOT: i32 = 12;
/// Between two wires that run side by side, and between a box and the first wire under it.
pub(super) const PITCH: i32 = 8;
const CLEAR: i32 = 14;
/// Between two lanes of a block.
const BETWEEN: i32 = 12;
/// A lane in which nothing happens.
const EMPTY: i32 = 26;

/// Gives everything its height and its upper edge.
pub(super) fn rows(scene: &mut Scene) {
    let stretches = stretches(scene);
    // A lane stands in front of the lanes within it, so that those are measured first.
    for lane in (0..scene.lanes.len()).rev() {
        measure(scene, lane, stretches.get(&lane).map_or(&[], Vec::as_slice));
    }
    let words = i32::try_from(scene.words.len()).unwrap_or_default();
    let top = MARGIN + TITLE_LINE + words * WORDS_LINE + PAD;
    // And behind it, so that it is placed first.
    if let Some(lane) = scene.lanes.first_mut() {
        lane.at.y = top;
        scene.height = top + lane.height + MARGIN;
    }
    for lane in 0..scene.lanes.len() {
        place(scene, lane);
    }
}

/// From where to where each net runs under each lane.
fn stretches(scene: &Scene) -> BTreeMap<usize, Vec<(usize, usize, usize)>> {
    let mut found: BTreeMap<usize, BTreeMap<usize, (usize, usize)>> = BTreeMap::new();
    let spans: Vec<Spans> = (0..scene.lanes.len()).map(|lane| Spans::of(scene, lane)).collect();
    for (number, net) in scene.nets.iter().enumerate() {
        for wire in &net.wires {
            for (position, lane) in wire.lanes.iter().enumerate() {
                let ends = wire.channels.get(position).zip(wire.channels.get(position + 1));
                let Some((first, last)) = ends else { continue };
                let Some(spans) = spans.get(*lane) else { continue };
                let Some((a, b)) = spans.place(*first).zip(spans.place(*last)) else { continue };
                let stretch = found.entry(*lane).or_default().entry(number).or_insert((a.min(b), a.max(b)));
                *stretch = (stretch.0.min(a).min(b), stretch.1.max(a).max(b));
            }
        }
    }
    let listed = |nets: BTreeMap<usize, (usize, usize)>| {
        nets.into_iter().map(|(net, (from, to))| (net, from, to)).collect()
    };
    found.into_iter().map(|(lane, nets)| (lane, listed(nets))).collect()
}

const fn head_height(lane: &Lane) -> i32 {
    if lane.block.is_some() { LABEL } else { 0 }
}

/// The lane's tracks and its height; the lanes within it are measured.
fn measure(scene: &mut Scene, number: usize, stretches: &[(usize, usize, usize)]) {
    let Some(lane) = scene.lanes.get(number) else { return };
    let top = head_height(lane);
    let bottoms: Vec<Bottom> = lane.items.iter().map(|item| Bottom::of(scene, *item, top)).collect();
    let tracks = tracks(&bottoms, top, stretches);
    let lowest = bottoms.iter().map(|bottom| bottom.whole).max().unwrap_or(top + EMPTY);
    let last = tracks.iter().map(|track| track.y).max().unwrap_or_default();
    let height = even(lowest.max(last) + FOOT);
    let blocks: Vec<usize> = lane
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Block(block) => Some(*block),
            Item::Plate(_) => None,
        })
        .collect();
    for block in blocks {
        let height = scene.blocks.get(block).map_or(0, |block| block_height(scene, block));
        if let Some(block) = scene.blocks.get_mut(block) {
            block.height = height;
        }
    }
    if let Some(lane) = scene.lanes.get_mut(number) {
        lane.tracks = tracks;
        lane.height = height;
    }
}

/// How far an item reaches down.
struct Bottom {
    whole: i32,
    /// The box in front of a block's lanes, and the one behind them: under these a wire goes into the block and out.
    head: i32,
    tail: i32,
}

impl Bottom {
    fn of(scene: &Scene, item: Item, top: i32) -> Self {
        let whole = top + item_height(scene, item);
        let Item::Block(block) = item else { return Self { whole, head: whole, tail: whole } };
        let block = scene.blocks.get(block);
        let inner = |plate: Option<usize>| {
            let plate = plate.and_then(|plate| scene.plates.get(plate));
            top + PAD + plate.map_or(0, |plate| plate.height)
        };
        let (head, tail) = (block.map(|block| block.head), block.and_then(|block| block.tail));
        Self { whole, head: inner(head), tail: inner(tail) }
    }

    /// The part of it that is above a stretch.
    const fn above(&self, stretch: Stretch) -> i32 {
        match stretch {
            Stretch::IntoBlock => self.head,
            Stretch::OutOfBlock => self.tail,
            Stretch::Under => self.whole,
        }
    }
}

fn item_height(scene: &Scene, item: Item) -> i32 {
    match item {
        Item::Plate(plate) => scene.plates.get(plate).map_or(0, |plate| plate.height),
        Item::Block(block) => scene.blocks.get(block).map_or(0, |block| block_height(scene, block)),
    }
}

fn block_height(scene: &Scene, block: &Block) -> i32 {
    let plate = |plate: usize| scene.plates.get(plate).map_or(0, |plate| plate.height);
    let lanes: i32 = block
        .lanes
        .iter()
        .filter_map(|lane| scene.lanes.get(*lane))
        .map(|lane| lane.height + BETWEEN)
        .sum::<i32>()
        - BETWEEN;
    lanes.max(plate(block.head)).max(block.tail.map_or(0, plate)) + 2 * PAD
}

/// Short stretches lie nearest to the boxes, each as high as the boxes above it and other stretches allow.
fn tracks(bottoms: &[Bottom], top: i32, stretches: &[(usize, usize, usize)]) -> Vec<Track> {
    let mut order: Vec<&(usize, usize, usize)> = stretches.iter().collect();
    order.sort_by_key(|(net, from, to)| (to - from, *from, *net));
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut tracks = Vec::with_capacity(order.len());
    for &&(net, from, to) in &order {
        let above = bottoms
            .iter()
            .enumerate()
            .filter_map(|(item, bottom)| Some(bottom.above(Spans::stretch((from, to), item)?)));
        let lowest = above.max().unwrap_or(top);
        let first = usize::try_from((lowest + CLEAR + PITCH - 1) / PITCH).unwrap_or_default();
        let is_free = |line: &Vec<(usize, usize)>| line.iter().all(|(a, b)| *b < from || *a > to);
        let mut line = first;
        while taken.get(line).is_some_and(|line| !is_free(line)) {
            line += 1;
        }
        if taken.len() <= line {
            taken.resize(line + 1, Vec::new());
        }
        if let Some(line) = taken.get_mut(line) {
            line.push((from, to));
        }
        tracks.push(Track { net, y: i32::try_from(line).unwrap_or_default() * PITCH + 1 });
    }
    tracks
}

/// Upper edges of what lies in a lane; the lane has its own.
fn place(scene: &mut Scene, number: usize) {
    let Some(lane) = scene.lanes.get(number) else { return };
    let top = lane.at.y + head_height(lane);
    for item in lane.items.clone() {
        match item {
            Item::Plate(plate) => set_plate(scene, plate, top),
            Item::Block(block) => place_block(scene, block, top),
        }
    }
}

fn set_plate(scene: &mut Scene, plate: usize, y: i32) {
    if let Some(plate) = scene.plates.get_mut(plate) {
        plate.at.y = y;
    }
}

fn place_block(scene: &mut Scene, number: usize, top: i32) {
    let Some(block) = scene.blocks.get_mut(number) else { return };
    block.at.y = top;
    let (head, tail, lanes) = (block.head, block.tail, block.lanes.clone());
    set_plate(scene, head, top + PAD);
    if let Some(tail) = tail {
        set_plate(scene, tail, top + PAD);
    }
    let mut y = top + PAD;
    for lane in lanes {
        if let Some(lane) = scene.lanes.get_mut(lane) {
            lane.at.y = y;
            y += lane.height + BETWEEN;
        }
    }
}
