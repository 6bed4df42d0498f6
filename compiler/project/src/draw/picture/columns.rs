//! Widths: places for vertical wires in each channel, then everything from left to right; and the corners of wires.

use std::collections::BTreeMap;

use super::route::arrives;
use super::rows::{MARGIN, PAD};
use super::scene::{Item, PLATE_WIDTH, Point, Scene, Verticals, Wire};

/// A channel without vertical wires.
const NARROW: i32 = 44;
/// Between two vertical wires, between them and the boxes, and between those that leave and those that arrive.
const PITCH: i32 = 7;
const SIDE: i32 = 16;
const MIDDLE: i32 = 12;
/// Blank space at the left and right ends of a lane.
pub(super) const LANE_PAD: i32 = 14;
const EMPTY_LANE: i32 = 150;

/// Gives everything its width and its left edge, and wires their corners. Heights are there.
pub(super) fn columns(scene: &mut Scene) {
    verticals(scene);
    for lane in (0..scene.lanes.len()).rev() {
        measure(scene, lane);
    }
    if let Some(lane) = scene.lanes.first_mut() {
        lane.at.x = MARGIN;
        scene.width = lane.width + 2 * MARGIN;
    }
    for lane in 0..scene.lanes.len() {
        place(scene, lane);
    }
    bend(scene);
}

/// Which side of a channel a wire's vertical line stands on.
fn is_arriving(scene: &Scene, wire: &Wire, position: usize) -> bool {
    let bus =
        wire.channels.get(position).and_then(|channel| scene.channels.get(*channel)).and_then(|c| c.bus);
    position > 0 && (position + 1 == wire.channels.len() || arrives(bus))
}

/// Heights of a wire's level stretches: its output, the tracks it runs on, its input.
fn levels(scene: &Scene, net: usize, from: (usize, usize), wire: &Wire) -> Option<Vec<i32>> {
    let mut levels = vec![scene.port(from, true)?.y];
    for lane in &wire.lanes {
        let lane = scene.lanes.get(*lane)?;
        let track = lane.tracks.iter().find(|track| track.net == net)?;
        levels.push(lane.at.y + track.y);
    }
    levels.push(scene.port(wire.to, false)?.y);
    Some(levels)
}

/// Places for the vertical lines of all channels.
fn verticals(scene: &mut Scene) {
    let mut spans: BTreeMap<(usize, bool, usize), (i32, i32)> = BTreeMap::new();
    for (number, net) in scene.nets.iter().enumerate() {
        for wire in net.wires.iter().filter(|wire| wire.channels.len() > 1) {
            let Some(levels) = levels(scene, number, net.from, wire) else { continue };
            for (position, (channel, pair)) in wire.channels.iter().zip(levels.windows(2)).enumerate() {
                let &[a, b] = pair else { continue };
                let key = (*channel, is_arriving(scene, wire, position), number);
                let span = spans.entry(key).or_insert((a.min(b), a.max(b)));
                *span = (span.0.min(a).min(b), span.1.max(a).max(b));
            }
        }
    }
    for ((channel, arriving, net), (upper, lower)) in spans {
        if let Some(channel) = scene.channels.get_mut(channel) {
            let side = if arriving { &mut channel.arriving } else { &mut channel.leaving };
            side.spans.push((net, upper, lower));
        }
    }
    for channel in &mut scene.channels {
        channel.arriving.assign(false);
        channel.leaving.assign(true);
        let both = channel.arriving.count + channel.leaving.count;
        channel.width = if both == 0 { NARROW } else { 2 * SIDE + MIDDLE + both * PITCH };
    }
}

impl Verticals {
    /// Lines that meet at no height share a place. Where lines arrive, the upper ones stand left, and where they leave,
    /// right: so they do not cross the short ends of the others.
    fn assign(&mut self, leaving: bool) {
        self.spans.sort_by_key(|(net, upper, lower)| (if leaving { -*upper } else { *upper }, *lower, *net));
        let mut taken: Vec<Vec<(i32, i32)>> = Vec::new();
        for &(net, upper, lower) in &self.spans {
            let is_free =
                |place: &Vec<(i32, i32)>| place.iter().all(|(a, b)| *b + 8 < upper || *a > lower + 8);
            let place = taken.iter().position(is_free).unwrap_or(taken.len());
            if taken.len() == place {
                taken.push(Vec::new());
            }
            if let Some(place) = taken.get_mut(place) {
                place.push((upper, lower));
            }
            self.places.push((net, i32::try_from(place).unwrap_or_default()));
        }
        self.count = i32::try_from(taken.len()).unwrap_or_default();
    }
}

fn channel_width(scene: &Scene, channel: Option<&usize>) -> i32 {
    channel.and_then(|channel| scene.channels.get(*channel)).map_or(0, |channel| channel.width)
}

/// The lane's width; the lanes within it are measured.
fn measure(scene: &mut Scene, number: usize) {
    let Some(lane) = scene.lanes.get(number) else { return };
    let mut width: i32 = lane.items.iter().map(|item| item_width(scene, *item)).sum();
    let inner = lane.gaps.len().saturating_sub(2);
    width += lane.gaps.iter().skip(1).take(inner).map(|gap| channel_width(scene, Some(gap))).sum::<i32>();
    if lane.block.is_some() {
        let label = super::plate::SMALL.width(&lane.label) + 4;
        width = width.max(EMPTY_LANE).max(label) + 2 * LANE_PAD;
    }
    let blocks: Vec<(usize, i32)> = lane
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Block(block) => Some((*block, item_width(scene, *item))),
            Item::Plate(_) => None,
        })
        .collect();
    for (block, width) in blocks {
        if let Some(block) = scene.blocks.get_mut(block) {
            block.width = width;
        }
    }
    if let Some(lane) = scene.lanes.get_mut(number) {
        lane.width = width;
    }
}

fn item_width(scene: &Scene, item: Item) -> i32 {
    let plate = |plate: usize| scene.plates.get(plate).map_or(0, |plate| plate.width);
    match item {
        Item::Plate(number) => plate(number),
        Item::Block(block) => scene.blocks.get(block).map_or(0, |block| {
            let lanes = block.lanes.iter().filter_map(|lane| scene.lanes.get(*lane));
            let widest = lanes.map(|lane| lane.width).max().unwrap_or_default();
            let buses = channel_width(scene, Some(&block.enter)) + channel_width(scene, Some(&block.leave));
            2 * PAD + plate(block.head) + buses + widest + block.tail.map_or(0, plate)
        }),
    }
}

/// Left edges of what lies in a lane; the lane has its own.
fn place(scene: &mut Scene, number: usize) {
    let Some(lane) = scene.lanes.get(number) else { return };
    let (items, gaps) = (lane.items.clone(), lane.gaps.clone());
    let mut x = lane.at.x + if lane.block.is_some() { LANE_PAD } else { 0 };
    for (position, item) in items.into_iter().enumerate() {
        if position > 0
            && let Some(gap) = gaps.get(position).and_then(|gap| scene.channels.get_mut(*gap))
        {
            gap.x = x;
            x += gap.width;
        }
        match item {
            Item::Plate(plate) => set_plate(scene, plate, x),
            Item::Block(block) => place_block(scene, block, x),
        }
        x += item_width(scene, item);
    }
}

fn set_plate(scene: &mut Scene, plate: usize, x: i32) {
    if let Some(plate) = scene.plates.get_mut(plate) {
        plate.at.x = x;
    }
}

/// From left to right: the head, its channel, the lanes, their channel, the tail. All lanes are as wide as the widest.
fn place_block(scene: &mut Scene, number: usize, left: i32) {
    let Some(block) = scene.blocks.get_mut(number) else { return };
    block.at.x = left;
    let (head, tail, lanes) = (block.head, block.tail, block.lanes.clone());
    let (enter, leave) = (block.enter, block.leave);
    set_plate(scene, head, left + PAD);
    let mut x = left + PAD + scene.plates.get(head).map_or(PLATE_WIDTH, |head| head.width);
    if let Some(enter) = scene.channels.get_mut(enter) {
        enter.x = x;
        x += enter.width;
    }
    let widths = lanes.iter().filter_map(|lane| scene.lanes.get(*lane)).map(|lane| lane.width);
    let widest = widths.max().unwrap_or_default();
    for lane in lanes {
        if let Some(lane) = scene.lanes.get_mut(lane) {
            lane.at.x = x;
            lane.width = widest;
        }
    }
    x += widest;
    if let Some(leave) = scene.channels.get_mut(leave) {
        leave.x = x;
        x += leave.width;
    }
    if let Some(tail) = tail {
        set_plate(scene, tail, x);
    }
}

/// Corners of all wires.
fn bend(scene: &mut Scene) {
    let mut nets = std::mem::take(&mut scene.nets);
    for (number, net) in nets.iter_mut().enumerate() {
        let from = net.from;
        for wire in &mut net.wires {
            wire.points = corners(scene, number, from, wire).unwrap_or_default();
        }
    }
    scene.nets = nets;
}

fn corners(scene: &Scene, net: usize, from: (usize, usize), wire: &Wire) -> Option<Vec<Point>> {
    let (start, end) = (scene.port(from, true)?, scene.port(wire.to, false)?);
    let mut points = vec![start];
    if wire.channels.len() > 1 {
        let levels = levels(scene, net, from, wire)?;
        for (position, (channel, pair)) in wire.channels.iter().zip(levels.windows(2)).enumerate() {
            let &[a, b] = pair else { continue };
            let channel = scene.channels.get(*channel)?;
            let arriving = is_arriving(scene, wire, position);
            let side = if arriving { &channel.arriving } else { &channel.leaving };
            let place = side.places.iter().find(|(known, _)| *known == net)?.1;
            let offset = if arriving { MIDDLE + channel.leaving.count * PITCH } else { 0 };
            let x = channel.x + SIDE + offset + place * PITCH;
            points.extend([Point { x, y: a }, Point { x, y: b }]);
        }
    }
    // Neighbours need no corners, but the curve between them stays within the channel: behind a short lane that ends
    // before it there may be cards of a longer one above or below.
    if let [channel] = wire.channels.as_slice() {
        let channel = scene.channels.get(*channel)?;
        points.push(Point { x: channel.x, y: start.y });
        points.push(Point { x: channel.x + channel.width, y: end.y });
    }
    points.push(end);
    Some(points)
}
