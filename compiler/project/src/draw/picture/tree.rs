//! From the graph of a flow to its scene: boxes, lanes and blocks with their nesting, still without places.

use flowc_ir::{Address, Arms, Body, BodyId, Card, CardId, Datum, Flow, Program, Step};
use flowc_stdlib::signature::Signatures;

use super::field::Reader;
use super::links::{Links, links};
use super::measure::{cut, wrap};
use super::plate::{Made, Part, SMALL, TEXT};
use super::scene::{Block, Bus, Channel, Item, Lane, Plate, Row, RowKind, Scene};

/// Lanes within lanes; what lies deeper is not drawn.
const DEEPEST: usize = 24;
/// Boxes of one flow; a flow of thousands of cards is no picture.
const MOST_PLATES: usize = 2000;
/// Room for the words under a flow's title.
const WORDS_WIDTH: i32 = 760;
const LANE_LABEL: i32 = 300;

/// The boxes of a flow in their nesting.
pub(super) fn scene(program: &Program, signatures: &Signatures, flow: &Flow) -> (Scene, Links) {
    let links = links(flow);
    let reader = Reader { program, signatures, flow, links: &links };
    let mut tree = Tree { reader, scene: Scene::default() };
    tree.scene.title = flow.title.to_string();
    tree.scene.words = words(flow);
    if let Some(body) = flow.body() {
        let (first, last) = (tree.channel(None), tree.channel(None));
        let steps = Steps { body, number: 0, steps: &body.steps() };
        tree.lane(&steps, Lane { gaps: vec![first, last], ..Lane::default() }, 0);
    }
    (tree.scene, links)
}

/// What a flow says about itself.
fn words(flow: &Flow) -> Vec<String> {
    let mut words = wrap(&flow.description, TEXT, WORDS_WIDTH, 4);
    if let Some(schedule) = &flow.schedule {
        words.push(cut(
            &format!("scheduled {} in {}", schedule.fields.join(" "), schedule.zone),
            TEXT,
            WORDS_WIDTH,
        ));
    }
    if let Some(security) = &flow.security {
        words.push(cut(&format!("security {security}"), TEXT, WORDS_WIDTH));
    }
    words
}

/// Steps of one body.
struct Steps<'a> {
    body: &'a Body,
    number: usize,
    steps: &'a [Step],
}

struct Tree<'a> {
    reader: Reader<'a>,
    scene: Scene,
}

/// Where an item of a lane stands.
#[derive(Clone, Copy)]
struct Spot {
    lane: usize,
    left: usize,
    right: usize,
    depth: usize,
}

impl Tree<'_> {
    fn channel(&mut self, bus: Option<Bus>) -> usize {
        self.scene.channels.push(Channel { bus, ..Channel::default() });
        self.scene.channels.len() - 1
    }

    /// A lane with what its steps show. It comes with the channels at its ends.
    fn lane(&mut self, steps: &Steps<'_>, lane: Lane, depth: usize) -> usize {
        let number = self.scene.lanes.len();
        let ends: Vec<usize> = lane.gaps.clone();
        self.scene.lanes.push(lane);
        let shown: Vec<&Step> = steps.steps.iter().filter(|step| self.is_shown(steps, step)).collect();
        let (Some(&first), Some(&last)) = (ends.first(), ends.last()) else { return number };
        let (mut items, mut gaps) = (Vec::new(), vec![first]);
        let mut left = first;
        for (position, step) in shown.iter().enumerate() {
            let full = self.scene.plates.len() >= MOST_PLATES;
            let right = if full || position + 1 == shown.len() { last } else { self.channel(None) };
            let spot = Spot { lane: number, left, right, depth };
            items.push(if full {
                Item::Plate(self.rest(spot, shown.len() - position))
            } else {
                self.step(steps, step, spot)
            });
            gaps.push(right);
            left = right;
            if full {
                break;
            }
        }
        if items.is_empty() {
            gaps.push(last);
        }
        if let Some(lane) = self.scene.lanes.get_mut(number) {
            lane.items = items;
            lane.gaps = gaps;
        }
        number
    }

    /// The start of a nested body says nothing but what is passed in, unless something else of it is used (the error
    /// of a catch); the end says nothing where nothing is given.
    fn is_shown(&self, steps: &Steps<'_>, step: &Step) -> bool {
        let Step::Card(id) = step else { return true };
        let Some(card) = steps.body.card(*id) else { return false };
        if steps.number == 0 {
            return true;
        }
        if *id == steps.body.start {
            let used = |output| self.reader.links.used.contains(&(steps.number, *id, output));
            return (0..card.outputs.len()).any(used);
        }
        !(card.address.is("control", "return") && card.inputs.is_empty())
    }

    /// One box for cards that are too many.
    fn rest(&mut self, spot: Spot, count: usize) -> usize {
        let label = format!("{count} more cards are not drawn");
        let row = Row { kind: RowKind::Words, y: 10, height: 20, label, ..Row::default() };
        let plate = Plate { class: "note", width: 212, height: 40, rows: vec![row], ..Plate::default() };
        self.add(Made { plate, ..Made::default() }, spot)
    }

    fn add(&mut self, made: Made, spot: Spot) -> usize {
        let number = self.scene.plates.len();
        let plate = Plate { lane: spot.lane, left: spot.left, right: spot.right, ..made.plate };
        self.scene.plates.push(plate);
        self.scene.inputs.extend(made.inputs.into_iter().map(|(slot, row)| (slot, (number, row))));
        self.scene.outputs.extend(made.outputs.into_iter().map(|(slot, row)| (slot, (number, row))));
        number
    }

    fn step(&mut self, steps: &Steps<'_>, step: &Step, spot: Spot) -> Item {
        match step {
            Step::Card(id) => self.card(steps, *id, spot),
            Step::If(arms) => self.choice(steps, arms, spot),
        }
    }

    fn made(&self, steps: &Steps<'_>, id: CardId, part: Part) -> Made {
        let card = steps.body.card(id);
        card.map_or_else(Made::default, |card| self.reader.plate((steps.number, id), card, part))
    }

    /// A card, as a block if bodies are nested in it.
    fn card(&mut self, steps: &Steps<'_>, id: CardId, spot: Spot) -> Item {
        let place = (steps.number, id);
        let nested: Vec<BodyId> = match self.reader.links.nested.get(&place) {
            Some(nested) if spot.depth < DEEPEST => nested.clone(),
            _ => Vec::new(),
        };
        if nested.is_empty() {
            let made = self.made(steps, id, Part::Whole);
            return Item::Plate(self.add(made, spot));
        }
        let block = self.block(steps, id, spot);
        let flow = self.reader.flow;
        for inner in nested {
            let Some(body) = flow.bodies.get(inner.index()) else { continue };
            let label =
                steps.body.card(id).map_or(String::new(), |card| self.body_label(steps, id, card, inner));
            let content = Steps { body, number: inner.index(), steps: &body.steps() };
            self.arm(block, &content, label, spot.depth);
        }
        self.tail(steps, id, Part::Tail, block, spot);
        Item::Block(block)
    }

    /// An If with its arms and what comes out of them.
    fn choice(&mut self, steps: &Steps<'_>, arms: &Arms, spot: Spot) -> Item {
        if spot.depth >= DEEPEST {
            let made = self.made(steps, arms.card, Part::Whole);
            return Item::Plate(self.add(made, spot));
        }
        let block = self.block(steps, arms.card, spot);
        let condition = steps
            .body
            .card(arms.card)
            .map_or(String::new(), |card| self.reader.condition((steps.number, arms.card), card, None));
        for (arm, label) in [(&arms.then, format!("if {condition}")), (&arms.otherwise, "else".to_owned())] {
            let content = Steps { body: steps.body, number: steps.number, steps: arm };
            self.arm(block, &content, label, spot.depth);
        }
        self.tail(steps, arms.join, Part::Whole, block, spot);
        Item::Block(block)
    }

    /// A block with its head and without lanes.
    fn block(&mut self, steps: &Steps<'_>, id: CardId, spot: Spot) -> usize {
        let number = self.scene.blocks.len();
        self.scene.blocks.push(Block::default());
        let (enter, leave) = (self.channel(Some(Bus::Enter(number))), self.channel(Some(Bus::Leave(number))));
        let part =
            if steps.body.successor(id, &flowc_ir::Edge::Join).is_some() { Part::Whole } else { Part::Head };
        let made = self.made(steps, id, part);
        let head = self.add(made, Spot { right: enter, ..spot });
        if let Some(block) = self.scene.blocks.get_mut(number) {
            *block = Block { head, enter, leave, lane: spot.lane, ..Block::default() };
        }
        number
    }

    fn arm(&mut self, block: usize, steps: &Steps<'_>, about: String, depth: usize) {
        let Some(Block { enter, leave, .. }) = self.scene.blocks.get(block) else { return };
        let gaps = vec![*enter, *leave];
        let label = cut(&about, SMALL, LANE_LABEL);
        let lane =
            self.lane(steps, Lane { label, about, gaps, block: Some(block), ..Lane::default() }, depth + 1);
        if let Some(block) = self.scene.blocks.get_mut(block) {
            block.lanes.push(lane);
        }
    }

    /// The box behind a block's lanes, if something comes out of them.
    fn tail(&mut self, steps: &Steps<'_>, id: CardId, part: Part, block: usize, spot: Spot) {
        let Some(leave) = self.scene.blocks.get(block).map(|block| block.leave) else { return };
        let made = self.made(steps, id, part);
        if made.inputs.is_empty() && made.outputs.is_empty() {
            return;
        }
        let tail = self.add(made, Spot { left: leave, ..spot });
        if let Some(block) = self.scene.blocks.get_mut(block) {
            block.tail = Some(tail);
        }
    }

    /// What a nested body is to its owner.
    fn body_label(&self, steps: &Steps<'_>, id: CardId, card: &Card, inner: BodyId) -> String {
        let Some(input) = card.inputs.iter().find(|input| input.datum == Datum::Body(inner)) else {
            return "on error".to_owned();
        };
        let group = input.group.as_deref();
        match group {
            _ if card.address.is("control", "tryCatch") => "try".to_owned(),
            _ if matches!(&card.address, Address::System { channel, .. } if channel == "list") => {
                "for each item".to_owned()
            }
            Some("else") => "else".to_owned(),
            Some(word) if card.address.is("control", "branch") => {
                let condition = self.reader.condition((steps.number, id), card, group);
                format!("{} {condition}", if word == "if" { "if" } else { "else if" })
            }
            Some(word) => word.to_owned(),
            None => self.reader.input_label(card, input),
        }
    }
}
