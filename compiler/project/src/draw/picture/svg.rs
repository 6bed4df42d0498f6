//! A scene as SVG. What it looks like, apart from places, stands in `look.css`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::columns::LANE_PAD;
use super::measure::{Face, cut};
use super::plate::TEXT;
use super::rows::{MARGIN, TITLE_LINE, WORDS_LINE};
use super::scene::{
    INSET, Item, LABEL_LINE, Lane, Net, Plate, Point, Row, RowKind, Scene, VALUE_LINE, Value,
};

/// How many colours wires have.
const COLOURS: usize = 10;
/// Corner of a wire.
const RADIUS: i32 = 6;
/// Narrowest drawing, so that a title has room.
const NARROWEST: i32 = 480;
const FLOW_TITLE: Face = Face::bold(20);
/// Half the height of the arrow from card to card.
const TIP: i32 = 4;
/// Where that arrow runs, from the upper edge of the cards.
const SPINE: i32 = 16;

/// Text for XML and HTML. Characters that XML has no place for become the sign for that.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}')
            }
            letter => out.push(letter),
        }
    }
    out
}

/// The size of a drawing of one flow.
pub(super) fn size(scene: &Scene) -> (i32, i32) {
    (scene.width.max(NARROWEST), scene.height)
}

/// Where a drawing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Alone.
    Picture,
    /// In a page, in which flows are anchors.
    Page,
}

/// The anchor of a flow in a page.
pub(super) fn anchor(flow: usize) -> String {
    format!("flow-{flow}")
}

/// Everything of a flow, as elements.
pub(super) fn write(out: &mut String, scene: &Scene, within: Within) {
    let mut writer = Writer { out, scene, within, nets: BTreeMap::new() };
    for (number, net) in scene.nets.iter().enumerate() {
        writer.nets.entry((net.from, true)).or_insert(number);
        for wire in &net.wires {
            writer.nets.entry((wire.to, false)).or_insert(number);
        }
    }
    writer.head();
    writer.frames();
    for lane in &scene.lanes {
        writer.spine(lane);
    }
    for (number, net) in scene.nets.iter().enumerate() {
        writer.net(number, net);
    }
    for (number, plate) in scene.plates.iter().enumerate() {
        writer.plate(number, plate);
    }
}

struct Writer<'a> {
    out: &'a mut String,
    scene: &'a Scene,
    within: Within,
    /// The net of each port that has one: plate and row, and whether it is an output.
    nets: BTreeMap<((usize, usize), bool), usize>,
}

impl Writer<'_> {
    fn text(&mut self, class: &str, x: i32, y: i32, text: &str) {
        let _ = writeln!(self.out, r#"<text class="{class}" x="{x}" y="{y}">{}</text>"#, escaped(text));
    }

    fn about(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.out, "<title>{}</title>", escaped(text));
        }
    }

    fn head(&mut self) {
        let (width, _) = size(self.scene);
        let title = cut(&self.scene.title, FLOW_TITLE, width - 2 * MARGIN);
        self.text("heading", MARGIN, MARGIN + 20, &title);
        let mut y = MARGIN + TITLE_LINE;
        for line in &self.scene.words {
            let line = cut(line, TEXT, width - 2 * MARGIN);
            self.text("about", MARGIN, y + 13, &line);
            y += WORDS_LINE;
        }
    }

    /// Frames of blocks and lanes, the outer ones first.
    fn frames(&mut self) {
        let mut blocks: Vec<_> = self.scene.blocks.iter().filter(|block| block.width > 0).collect();
        blocks.sort_by_key(|block| block.lane);
        for block in blocks {
            let (Point { x, y }, width, height) = (block.at, block.width, block.height);
            let _ = writeln!(
                self.out,
                r#"<rect class="block" x="{x}" y="{y}" width="{width}" height="{height}" rx="10"/>"#
            );
            for lane in block.lanes.iter().filter_map(|lane| self.scene.lanes.get(*lane)) {
                self.lane(lane);
            }
        }
    }

    fn lane(&mut self, lane: &Lane) {
        let (Point { x, y }, width, height) = (lane.at, lane.width, lane.height);
        let _ = writeln!(self.out, r#"<g class="lane">"#);
        self.about(&lane.about);
        let _ = writeln!(
            self.out,
            r#"<rect class="lane" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>"#
        );
        self.text("label", x + LANE_PAD, y + 17, &lane.label);
        if lane.items.is_empty() {
            self.text("none", x + LANE_PAD, y + 42, "nothing");
        }
        self.out.push_str("</g>\n");
    }

    /// The order of a lane's items, as arrows at the height of their heads.
    fn spine(&mut self, lane: &Lane) {
        for pair in lane.items.windows(2) {
            let &[before, after] = pair else { continue };
            let Some((_, from, y)) = self.edges(before) else { continue };
            let Some((to, ..)) = self.edges(after) else { continue };
            let (y, tip) = (y + SPINE, to - 7);
            let _ = writeln!(
                self.out,
                r#"<path class="order" d="M{from} {y}H{tip}m-4 -{TIP}l6 {TIP}l-6 {TIP}"/>"#
            );
        }
    }

    /// Left, right and upper edge of an item.
    fn edges(&self, item: Item) -> Option<(i32, i32, i32)> {
        let (at, width) = match item {
            Item::Plate(plate) => self.scene.plates.get(plate).map(|plate| (plate.at, plate.width))?,
            Item::Block(block) => self.scene.blocks.get(block).map(|block| (block.at, block.width))?,
        };
        Some((at.x, at.x + width, at.y))
    }

    fn net(&mut self, number: usize, net: &Net) {
        let _ = writeln!(self.out, r#"<g class="net n{}">"#, number % COLOURS);
        self.about(&net.about);
        for wire in &net.wires {
            let _ = writeln!(self.out, r#"<path class="wire" d="{}"/>"#, curve(&wire.points));
        }
        self.out.push_str("</g>\n");
    }

    fn plate(&mut self, number: usize, plate: &Plate) {
        let (Point { x, y }, width, height) = (plate.at, plate.width, plate.height);
        let _ = writeln!(self.out, r#"<g class="card {}" transform="translate({x} {y})">"#, plate.class);
        self.about(&plate.about);
        let _ = writeln!(self.out, r#"<rect class="face" width="{width}" height="{height}" rx="8"/>"#);
        if plate.class != "note" {
            let under = i32::try_from(plate.under.len()).unwrap_or_default();
            let (side, down) = (width - 16, 20 + 14 * under);
            let _ = writeln!(
                self.out,
                r#"<path class="head" d="M0 8a8 8 0 0 1 8-8h{side}a8 8 0 0 1 8 8v{down}h-{width}z"/>"#
            );
            self.text("title", INSET, 19, &plate.title);
        }
        let mut line = 34;
        for under in &plate.under {
            self.text("kind", INSET, line, under);
            line += 14;
        }
        for (position, row) in plate.rows.iter().enumerate() {
            self.row(plate, (number, position), row);
        }
        self.out.push_str("</g>\n");
    }

    fn row(&mut self, plate: &Plate, port: (usize, usize), row: &Row) {
        self.out.push_str("<g>");
        self.about(&row.about);
        let right = plate.width - INSET;
        match row.kind {
            RowKind::Section => self.text("section", INSET, row.y + 14, &row.label),
            RowKind::Words => self.text("words", INSET, row.y + 12, &row.label),
            RowKind::Rest => self.text("words end", right, row.y + 14, &row.label),
            RowKind::Output => self.text("out end", right, row.y + 15, &row.label),
            RowKind::Input => {
                let down = if row.value.as_ref().is_some_and(|value| !value.beside) { 12 } else { 15 };
                self.text("name", INSET, row.y + down, &row.label);
            }
        }
        if let Some(value) = &row.value {
            self.value(plate, row, value);
        }
        if row.takes {
            self.port(port, false, 0, row.port());
        }
        if row.gives {
            self.port(port, true, plate.width, row.port());
        }
        self.out.push_str("</g>\n");
    }

    fn value(&mut self, plate: &Plate, row: &Row, value: &Value) {
        let linked = value.flow.filter(|_| self.within == Within::Page);
        if let Some(flow) = linked {
            let _ = write!(self.out, "<a href=\"#{}\">", anchor(flow));
        }
        let count = i32::try_from(value.lines.len().max(1)).unwrap_or(1);
        let inner = plate.width - 2 * INSET;
        let widest = value.lines.iter().map(|line| TEXT.width(line)).max().unwrap_or_default();
        let width = (widest + 12).min(inner);
        let (x, y) = if value.beside {
            (plate.width - INSET - width, row.y + 2)
        } else {
            (INSET, row.y + LABEL_LINE + 1)
        };
        let height = VALUE_LINE * count + 4;
        let class = value.class;
        let _ = writeln!(
            self.out,
            r#"<rect class="value {class}" x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>"#
        );
        let mut baseline = y + 13;
        for line in &value.lines {
            self.text(&format!("held {class}"), x + 6, baseline, line);
            baseline += VALUE_LINE;
        }
        if linked.is_some() {
            self.out.push_str("</a>");
        }
    }

    fn port(&mut self, port: (usize, usize), output: bool, x: i32, y: i32) {
        let side = if output { "gives" } else { "takes" };
        let colour = match self.nets.get(&(port, output)) {
            Some(net) => format!("n{}", net % COLOURS),
            None => "unused".to_owned(),
        };
        let _ = writeln!(self.out, r#"<circle class="port {side} {colour}" cx="{x}" cy="{y}" r="4"/>"#);
    }
}

/// A smooth line: between neighbours a curve, else a line whose corners are round.
fn curve(points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return "M0 0".to_owned() };
    let mut out = format!("M{} {}", first.x, first.y);
    if let &[_, from, to, _] = points {
        let middle = i32::midpoint(from.x, to.x);
        let _ = write!(
            out,
            "L{} {}C{middle} {} {middle} {} {} {}L{} {}",
            from.x, from.y, from.y, to.y, to.x, to.y, last.x, last.y
        );
        return out;
    }
    for corner in points.windows(3) {
        let &[before, at, after] = corner else { continue };
        let (a, b) = (towards(at, before), towards(at, after));
        let _ = write!(out, "L{} {}Q{} {} {} {}", a.x, a.y, at.x, at.y, b.x, b.y);
    }
    let _ = write!(out, "L{} {}", last.x, last.y);
    out
}

/// A point a little way from a corner on the way to the next one.
fn towards(from: Point, to: Point) -> Point {
    let step = |from: i32, to: i32| (to - from).signum() * ((to - from).abs() / 2).min(RADIUS);
    Point { x: from.x + step(from.x, to.x), y: from.y + step(from.y, to.y) }
}

/// The standalone document around drawings that stand one under the other.
pub(super) fn document(scenes: &[Scene]) -> String {
    let width = scenes.iter().map(|scene| size(scene).0).max().unwrap_or(NARROWEST);
    let height: i32 = scenes.iter().map(|scene| size(scene).1).sum::<i32>().max(2 * MARGIN);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title desc">"#
    );
    out.push('\n');
    let titles: Vec<&str> = scenes.iter().map(|scene| scene.title.as_str()).collect();
    let _ = writeln!(out, "<title id=\"title\">{}</title>", escaped(&titles.join(", ")));
    let words: Vec<String> = scenes.iter().map(description).collect();
    let _ = writeln!(out, "<desc id=\"desc\">{}</desc>", escaped(&words.join("\n")));
    let _ = writeln!(out, "<style>\n{}</style>", super::LOOK);
    let _ = writeln!(out, r#"<rect class="canvas" width="{width}" height="{height}"/>"#);
    let mut top = 0;
    for scene in scenes {
        let _ = writeln!(out, r#"<g transform="translate(0 {top})">"#);
        write(&mut out, scene, Within::Picture);
        out.push_str("</g>\n");
        top += size(scene).1;
    }
    out.push_str("</svg>\n");
    out
}

/// What a drawing shows, in words.
pub(super) fn description(scene: &Scene) -> String {
    const MOST: usize = 60;
    let cards = scene.cards();
    let shown = cards.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    let more = if cards.len() > MOST { ", …" } else { "" };
    format!("{} with {} cards: {shown}{more}", scene.title, cards.len())
}
