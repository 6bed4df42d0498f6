//! The way of each wire: which channels it goes up or down in, and under the items of which lanes it runs between them.

use std::collections::BTreeMap;

use super::field::Reader;
use super::scene::{Block, Bus, Item, Net, Scene, Wire};

/// Wires of one flow that are drawn; more than these nobody follows.
const MOST_WIRES: usize = 6000;

/// Adds the nets of all wires whose both ends are drawn.
pub(super) fn wires(scene: &mut Scene, reader: &Reader<'_>) {
    let mut nets: BTreeMap<(usize, usize), Net> = BTreeMap::new();
    let mut count = 0;
    for (slot, sources) in &reader.links.sources {
        let Some(&to) = scene.inputs.get(slot) else { continue };
        for source in sources {
            let Some(&from) = scene.outputs.get(&source.slot).filter(|_| count < MOST_WIRES) else {
                continue;
            };
            let Some((channels, lanes)) = way(scene, from.0, to.0) else { continue };
            let net = nets.entry(from).or_insert_with(|| Net {
                from,
                about: reader.source_text(source),
                wires: Vec::new(),
            });
            // Two paths of one output may lead to one input's row; one line says as much.
            if net.wires.iter().all(|wire| wire.to != to) {
                net.wires.push(Wire { to, channels, lanes, points: Vec::new() });
                count += 1;
            }
        }
    }
    scene.nets = nets.into_values().collect();
}

/// Channels from plate to plate, and the lanes between each two of them.
fn way(scene: &Scene, from: usize, to: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let (from, to) = (scene.plates.get(from)?, scene.plates.get(to)?);
    let (outward, inward) = (chain(scene, from.lane), chain(scene, to.lane));
    let common = outward.iter().position(|lane| inward.contains(lane))?;
    let shared = *outward.get(common)?;
    let below = inward.iter().position(|lane| *lane == shared)?;
    let mut way = Way { channels: vec![from.right], lanes: Vec::new() };
    for &lane in outward.iter().take(common) {
        way.go(lane, block_of(scene, lane)?.leave);
    }
    let mut around = shared;
    for &lane in inward.iter().take(below).rev() {
        way.go(around, block_of(scene, lane)?.enter);
        around = lane;
    }
    way.go(around, to.left);
    Some((way.channels, way.lanes))
}

struct Way {
    channels: Vec<usize>,
    lanes: Vec<usize>,
}

impl Way {
    /// On to a channel, under the items of a lane; nowhere if it is there.
    fn go(&mut self, lane: usize, channel: usize) {
        if self.channels.last() != Some(&channel) {
            self.lanes.push(lane);
            self.channels.push(channel);
        }
    }
}

fn block_of(scene: &Scene, lane: usize) -> Option<&Block> {
    scene.blocks.get(scene.lanes.get(lane)?.block?)
}

/// A lane and those around it, from the inside.
fn chain(scene: &Scene, lane: usize) -> Vec<usize> {
    let mut chain = vec![lane];
    let mut inner = lane;
    while let Some(block) = block_of(scene, inner) {
        inner = block.lane;
        chain.push(inner);
    }
    chain
}

/// Places along a lane: its gaps, its items, and the channels at the ends of a block's lanes, in order.
pub(super) struct Spans {
    places: BTreeMap<usize, usize>,
}

impl Spans {
    /// The places of one lane's channels.
    pub fn of(scene: &Scene, lane: usize) -> Self {
        let mut places = BTreeMap::new();
        let Some(lane) = scene.lanes.get(lane) else { return Self { places } };
        for (position, gap) in lane.gaps.iter().enumerate() {
            places.insert(*gap, position * 4);
        }
        for (position, item) in lane.items.iter().enumerate() {
            if let Item::Block(block) = item
                && let Some(block) = scene.blocks.get(*block)
            {
                places.insert(block.enter, position * 4 + 1);
                places.insert(block.leave, position * 4 + 3);
            }
        }
        Self { places }
    }

    pub fn place(&self, channel: usize) -> Option<usize> {
        self.places.get(&channel).copied()
    }

    /// How a stretch runs under an item, if it does.
    pub fn stretch((from, to): (usize, usize), item: usize) -> Option<Stretch> {
        let (enter, leave) = (item * 4 + 1, item * 4 + 3);
        match () {
            () if leave < from || to < enter => None,
            () if to == enter && from < enter => Some(Stretch::IntoBlock),
            () if from == leave && to > leave => Some(Stretch::OutOfBlock),
            () => Some(Stretch::Under),
        }
    }
}

/// How a wire passes an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Under all of it.
    Under,
    /// It ends in front of the lanes of a block.
    IntoBlock,
    /// It begins behind them.
    OutOfBlock,
}

/// Whether a wire that only passes a channel belongs to what lies right of it.
pub(super) fn arrives(bus: Option<Bus>) -> bool {
    !matches!(bus, Some(Bus::Leave(_)))
}
