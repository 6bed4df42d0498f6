//! A picture read back: boxes, ports and wires out of SVG, and the laws that they keep.

use roxmltree::{Document, Node};

/// Left, upper, right and lower edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Area {
    fn meets(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(&self, other: &Area) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }

    fn of(points: &[Point]) -> Area {
        Area {
            left: points.iter().map(|point| point.0).min().unwrap(),
            top: points.iter().map(|point| point.1).min().unwrap(),
            right: points.iter().map(|point| point.0).max().unwrap(),
            bottom: points.iter().map(|point| point.1).max().unwrap(),
        }
    }
}

pub type Point = (i32, i32);

/// A line with its net.
pub struct Wire {
    pub net: usize,
    /// Ends, and corners between them.
    pub points: Vec<Point>,
    /// Between the second and the third point it is a curve.
    pub curved: bool,
    /// Everything that the line could touch.
    pub all: Vec<Point>,
}

/// What an SVG shows.
#[derive(Default)]
pub struct Picture {
    pub canvas: Option<Area>,
    pub cards: Vec<Area>,
    /// Blocks and lanes.
    pub frames: Vec<Area>,
    /// Ends of wires on cards: those that give, those that take.
    pub gives: Vec<Point>,
    pub takes: Vec<Point>,
    pub wires: Vec<Wire>,
    nets: usize,
}

impl Picture {
    /// Reads a picture; text that is no well-formed XML is no picture.
    pub fn read(svg: &str) -> Picture {
        let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}"));
        Self::of(document.root_element())
    }

    /// Reads an `svg` element.
    pub fn of(svg: Node<'_, '_>) -> Picture {
        let sides: Vec<i32> = numbers(svg.attribute("viewBox").unwrap());
        let canvas = Area { left: sides[0], top: sides[1], right: sides[2], bottom: sides[3] };
        let mut picture = Picture { canvas: Some(canvas), ..Picture::default() };
        picture.element(svg, (0, 0), 0);
        picture
    }

    fn element(&mut self, node: Node<'_, '_>, at: Point, net: usize) {
        let shift = node.attribute("transform").map_or(vec![0, 0], numbers);
        let at = (at.0 + shift[0], at.1 + shift[1]);
        let classes: Vec<&str> = node.attribute("class").unwrap_or("").split(' ').collect();
        let is = |class: &str| classes.contains(&class);
        let net = if is("net") {
            self.nets += 1;
            self.nets
        } else {
            net
        };
        match node.tag_name().name() {
            "rect" if is("face") => self.cards.push(area(node, at)),
            "rect" if is("block") || is("lane") => self.frames.push(area(node, at)),
            "circle" => {
                let point = (at.0 + number(node, "cx"), at.1 + number(node, "cy"));
                if is("gives") { self.gives.push(point) } else { self.takes.push(point) }
            }
            "path" if is("wire") => {
                let text = node.attribute("d").unwrap();
                let all = points(text, at);
                self.wires.push(Wire { net, points: corners(text, &all), curved: text.contains('C'), all });
            }
            _ => {}
        }
        for child in node.children().filter(Node::is_element) {
            self.element(child, at, net);
        }
    }

    /// What is wrong with the picture; nothing, if it keeps the laws.
    pub fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let canvas = self.canvas.unwrap();
        for (position, card) in self.cards.iter().enumerate() {
            for other in &self.cards[position + 1..] {
                if card.meets(other) {
                    broken.push(format!("cards lie on each other: {card:?} {other:?}"));
                }
            }
            for frame in self.frames.iter().filter(|frame| frame.meets(card) && !frame.holds(card)) {
                broken.push(format!("a frame cuts a card: {frame:?} {card:?}"));
            }
        }
        let areas = self.cards.iter().chain(&self.frames).copied();
        let wires = self.wires.iter().map(|wire| Area::of(&wire.all));
        for area in areas.chain(wires).filter(|area| !canvas.holds(area)) {
            broken.push(format!("outside of the picture: {area:?}"));
        }
        broken.extend(self.wires_between_ports());
        broken.extend(self.wires_in_the_open());
        broken.extend(self.wires_apart());
        broken.truncate(5);
        broken
    }

    fn wires_between_ports(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for wire in &self.wires {
            let (first, last) = (wire.points[0], wire.points[wire.points.len() - 1]);
            if !self.gives.contains(&first) {
                broken.push(format!("a wire begins nowhere: {:?}", wire.points));
            }
            if !self.takes.contains(&last) {
                broken.push(format!("a wire ends nowhere: {:?}", wire.points));
            }
        }
        for port in &self.takes {
            if !self.wires.iter().any(|wire| wire.points.last() == Some(port)) {
                broken.push(format!("no wire comes to the port {port:?}"));
            }
        }
        broken
    }

    /// No wire runs through a card.
    fn wires_in_the_open(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for wire in &self.wires {
            let parts = wire.points.windows(2).map(Area::of);
            for part in parts {
                if let Some(card) = self.cards.iter().find(|card| card.meets(&part)) {
                    broken.push(format!("a wire runs through a card: {part:?} {card:?}"));
                }
            }
        }
        broken
    }

    /// Wires of different outputs cross, and never run one on the other.
    fn wires_apart(&self) -> Vec<String> {
        let mut parts: Vec<(bool, i32, i32, i32, usize)> = Vec::new();
        for wire in &self.wires {
            // Where two wires come to one port, both run into it.
            let last = wire.points.len() - 1;
            let points = if self.shared(wire.points[last]) { &wire.points[..last] } else { &wire.points[..] };
            for (position, pair) in points.windows(2).enumerate() {
                if wire.curved && position == 1 {
                    continue;
                }
                let (a, b) = (pair[0], pair[1]);
                if a.1 == b.1 && a.0 != b.0 {
                    parts.push((true, a.1, a.0.min(b.0), a.0.max(b.0), wire.net));
                } else if a != b {
                    parts.push((false, a.0, a.1.min(b.1), a.1.max(b.1), wire.net));
                }
            }
        }
        parts.sort_unstable();
        let mut broken = Vec::new();
        for (position, a) in parts.iter().enumerate() {
            let level = parts[position + 1..].iter().take_while(|b| b.0 == a.0 && b.1 == a.1 && b.2 < a.3);
            if let Some(b) = level.into_iter().find(|b| b.4 != a.4) {
                broken.push(format!("wires run one on the other: {a:?} {b:?}"));
            }
        }
        broken
    }
}

impl Picture {
    /// Whether wires of two nets end at a port.
    fn shared(&self, port: Point) -> bool {
        let mut nets =
            self.wires.iter().filter(|wire| wire.points.last() == Some(&port)).map(|wire| wire.net);
        let first = nets.next();
        nets.any(|net| Some(net) != first)
    }
}

fn number(node: Node<'_, '_>, name: &str) -> i32 {
    node.attribute(name).map_or(0, |text| text.parse().unwrap())
}

fn area(node: Node<'_, '_>, at: Point) -> Area {
    let (left, top) = (at.0 + number(node, "x"), at.1 + number(node, "y"));
    Area { left, top, right: left + number(node, "width"), bottom: top + number(node, "height") }
}

fn numbers(text: &str) -> Vec<i32> {
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap())
        .collect()
}

fn points(path: &str, at: Point) -> Vec<Point> {
    numbers(path).chunks(2).map(|pair| (pair[0] + at.0, pair[1] + at.1)).collect()
}

/// Ends and corners: of `M a L b Q c d L e` these are a, c and e, of `M a L b C c d e L f` a, b, e and f.
fn corners(path: &str, all: &[Point]) -> Vec<Point> {
    if path.contains('C') {
        return vec![all[0], all[1], all[4], all[5]];
    }
    let inner = all[1..all.len() - 1].chunks(3).map(|corner| corner[1]);
    std::iter::once(all[0]).chain(inner).chain(all.last().copied()).collect()
}
