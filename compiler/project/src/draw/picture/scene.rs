//! What a drawing of one flow consists of: plates (the boxes of cards) in lanes, lanes in blocks, nets of wires.
//!
//! Places are whole pixels. Lists own everything and refer to each other by number; a number that is not there draws
//! nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::links::Slot;

/// Width of a card's box.
pub(super) const PLATE_WIDTH: i32 = 252;
/// Width of a comment.
pub(super) const NOTE_WIDTH: i32 = 212;
/// Blank space beside text within a box.
pub(super) const INSET: i32 = 12;

/// A position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub x: i32,
    pub y: i32,
}

/// A box with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Plate {
    /// Class of its colours.
    pub class: &'static str,
    /// All of its title, and what else is known, for who points at it.
    pub about: String,
    /// The title as it fits.
    pub title: String,
    /// Small lines under the title: what kind of card, its connection.
    pub under: Vec<String>,
    pub rows: Vec<Row>,
    pub width: i32,
    pub height: i32,
    pub at: Point,
    /// The channel on its left.
    pub left: usize,
    /// The channel on its right.
    pub right: usize,
    /// The lane it lies in.
    pub lane: usize,
}

/// A line of a plate.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub kind: RowKind,
    /// Its upper edge within the plate.
    pub y: i32,
    pub height: i32,
    /// The field's name, or the text of a line.
    pub label: String,
    /// What the field holds.
    pub value: Option<Value>,
    /// All of its text where the line shows only a part; empty otherwise.
    pub about: String,
    /// A wire ends here.
    pub takes: bool,
    /// A wire begins here.
    pub gives: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowKind {
    /// The name of a section.
    Section,
    /// A field to be filled.
    #[default]
    Input,
    /// A field that is given.
    Output,
    /// Words: a note, what happens on an error.
    Words,
    /// Words on the side of the outputs.
    Rest,
}

/// What an input holds, as lines.
#[derive(Debug)]
pub(super) struct Value {
    pub lines: Vec<String>,
    /// Class of its colours.
    pub class: &'static str,
    /// Name and value stand on one line.
    pub beside: bool,
    /// The flow it names.
    pub flow: Option<usize>,
}

/// Height of a line of a value.
pub(super) const VALUE_LINE: i32 = 15;
/// Height of the label above a value that stands on lines of its own.
pub(super) const LABEL_LINE: i32 = 15;

impl Row {
    /// Where wires touch it, from the plate's upper edge: beside the value if that has lines of its own. Ports lie at
    /// even heights and tracks at odd ones, so that no wire ever runs along another.
    pub fn port(&self) -> i32 {
        let middle = match &self.value {
            Some(value) if !value.beside => self.y + (LABEL_LINE + self.height) / 2,
            _ => self.y + self.height / 2,
        };
        middle & !1
    }
}

/// The next even number.
pub(super) const fn even(height: i32) -> i32 {
    (height + 1) & !1
}

/// One after the other, from left to right.
#[derive(Debug, Default)]
pub(super) struct Lane {
    /// What it stands for; the flow's own lane has no label.
    pub label: String,
    /// All of the label.
    pub about: String,
    pub items: Vec<Item>,
    /// Channels: left of the first item, between items, right of the last.
    pub gaps: Vec<usize>,
    /// The block it is part of.
    pub block: Option<usize>,
    pub at: Point,
    pub width: i32,
    pub height: i32,
    /// How far the tracks under its items reach down from its upper edge.
    pub tracks: Vec<Track>,
}

/// The stretch of a net that runs under the items of a lane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track {
    pub net: usize,
    /// Below the lane's upper edge.
    pub y: i32,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    Plate(usize),
    Block(usize),
}

/// A card with the lanes that it owns.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub head: usize,
    pub lanes: Vec<usize>,
    /// What comes out behind the lanes.
    pub tail: Option<usize>,
    /// The channel between the head and the lanes.
    pub enter: usize,
    /// The channel behind the lanes.
    pub leave: usize,
    /// The lane it lies in, and which item of it it is.
    pub lane: usize,
    pub at: Point,
    pub width: i32,
    pub height: i32,
}

/// Room between boxes in which wires go up and down.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub x: i32,
    pub width: i32,
    /// Vertical lines that come from boxes on the left.
    pub leaving: Verticals,
    /// Vertical lines that go to boxes on the right.
    pub arriving: Verticals,
    /// The block whose lanes begin or end here.
    pub bus: Option<Bus>,
}

/// Which end of a block a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bus {
    Enter(usize),
    Leave(usize),
}

/// Vertical lines of one side of a channel.
#[derive(Debug, Default)]
pub(super) struct Verticals {
    /// Net, upper end, lower end.
    pub spans: Vec<(usize, i32, i32)>,
    /// Net and its place from the left.
    pub places: Vec<(usize, i32)>,
    /// How many places there are.
    pub count: i32,
}

/// All wires that begin at one output.
#[derive(Debug)]
pub(super) struct Net {
    /// Plate and row.
    pub from: (usize, usize),
    /// What they carry, for who points at them.
    pub about: String,
    pub wires: Vec<Wire>,
}

/// From a net's output to one input.
#[derive(Debug)]
pub(super) struct Wire {
    /// Plate and row.
    pub to: (usize, usize),
    /// The channels that it goes through; between each two it runs under the items of a lane.
    pub channels: Vec<usize>,
    /// Those lanes.
    pub lanes: Vec<usize>,
    /// Its corners, from port to port.
    pub points: Vec<Point>,
}

/// A flow as boxes and wires.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub title: String,
    /// Lines under the title.
    pub words: Vec<String>,
    pub plates: Vec<Plate>,
    pub blocks: Vec<Block>,
    /// The flow's own lane first.
    pub lanes: Vec<Lane>,
    pub channels: Vec<Channel>,
    pub nets: Vec<Net>,
    /// Rows that stand for outputs and inputs: plate and row.
    pub outputs: BTreeMap<Slot, (usize, usize)>,
    pub inputs: BTreeMap<Slot, (usize, usize)>,
    pub width: i32,
    pub height: i32,
}

impl Scene {
    /// Titles of the cards in order; what comes out behind lanes is no card of its own, and comments say nothing here.
    pub fn cards(&self) -> Vec<&str> {
        let tails: BTreeSet<usize> = self.blocks.iter().filter_map(|block| block.tail).collect();
        let cards = self.plates.iter().enumerate().filter(|(number, _)| !tails.contains(number));
        cards.filter(|(_, plate)| plate.class != "note").map(|(_, plate)| plate.title.as_str()).collect()
    }

    /// Where a row's port lies: on the left edge for an input, on the right for an output.
    pub fn port(&self, (plate, row): (usize, usize), output: bool) -> Option<Point> {
        let plate = self.plates.get(plate)?;
        let row = plate.rows.get(row)?;
        let x = if output { plate.at.x + plate.width } else { plate.at.x };
        Some(Point { x, y: plate.at.y + row.port() })
    }
}
