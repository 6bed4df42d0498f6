//! Each pass keeps what a body gives, what it does and how it fails: random bodies run before and after.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a wrong body shall fail the test"
)]

mod machine;

use flowc_ir::{
    Address, Body, Card, CardId, Datum, Edge, ErrorPolicy, Flow, Input, OnError, Origin, Output, Program,
    Role,
};
use flowc_opt::{Options, PASSES, Report, What, optimize};
use flowc_stdlib::signature::Signatures;
use flowc_types::Shape;
use flowc_value::Value;
use flowc_value::convert::Link;
use machine::{evaluate, link, signatures};
use proptest::prelude::*;

/// One step of a body, by numbers that always mean something.
#[derive(Clone, Debug)]
enum Op {
    Card { which: usize, inputs: Vec<Source>, added: usize, origin: bool, policy: bool },
    If { inputs: Vec<Source>, then: Vec<Op>, otherwise: Vec<Op>, joined: Vec<usize> },
}

#[derive(Clone, Debug)]
enum Source {
    Untouched,
    Literal(usize),
    Wire(usize),
}

const CARDS: &[(&str, &str)] = &[
    ("test", "add"),
    ("string", "concat"),
    ("test", "pair"),
    ("test", "draw"),
    ("test", "log"),
    ("control", "comment"),
];

fn literals() -> Vec<Value> {
    let texts = ["", "a", "12", "1", "{\"a\": [1, {\"b\": \"x\"}]}", "2026-01-02T03:04:05Z", "true"];
    let mut literals: Vec<Value> = texts.into_iter().map(Value::text).collect();
    literals.extend([0.0, -0.0, 1.0, 6.5, f64::INFINITY, f64::NAN].map(Value::Number));
    literals.extend([
        Value::Null,
        Value::Bool(false),
        Value::list([1.0, 2.0]),
        Value::list(Vec::<Value>::new()),
    ]);
    literals.push(Value::object([("b", 1.0), ("a", 2.0)]));
    literals.push(Value::object([("a", 2.0), ("b", 1.0)]));
    literals
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        1 => Just(Source::Untouched),
        3 => (0..64usize).prop_map(Source::Literal),
        4 => (0..64usize).prop_map(Source::Wire),
    ]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let sources = || proptest::collection::vec(source(), 4);
    let card = (0..CARDS.len() * 4, sources(), 0..3usize, any::<bool>(), 0..10u8).prop_map(
        |(which, inputs, added, origin, policy)| {
            // Mostly cards that passes can do something with.
            let which = if which < CARDS.len() { which } else { which % 3 };
            Op::Card { which, inputs, added, origin, policy: policy == 0 }
        },
    );
    let op = card.prop_recursive(2, 24, 4, move |inner| {
        let arm = || proptest::collection::vec(inner.clone(), 0..4);
        (sources(), arm(), arm(), proptest::collection::vec(0..64usize, 2))
            .prop_map(|(inputs, then, otherwise, joined)| Op::If { inputs, then, otherwise, joined })
    });
    proptest::collection::vec(op, 1..12)
}

struct Builder {
    body: Body,
    signatures: Signatures,
    /// Outputs that cards may read here, with the path and the type at its end.
    visible: Vec<(CardId, usize, Vec<&'static str>, Shape)>,
    cursor: (CardId, Edge),
}

impl Builder {
    fn build(ops: &[Op]) -> Body {
        let mut start = Card::new(Address::system("control", "callable"), "Start");
        for (key, shape, value) in [
            ("text", Shape::TEXT, Value::text("7")),
            ("number", Shape::NUMBER, Value::Number(12.0)),
            ("any", Shape::ANY, Value::object([("a", Value::text("x"))])),
        ] {
            let input = Input::new(key, shape, Role::Author).with(Datum::Literal(value));
            start.outputs.push(Output::mirroring(&input));
            start.inputs.push(input);
        }
        let body = Body::new(start);
        let cursor = (body.start, Edge::Next);
        let mut builder = Self { body, signatures: signatures(), visible: Vec::new(), cursor };
        builder.see(builder.body.start);
        builder.ops(ops);
        builder.body
    }

    fn ops(&mut self, ops: &[Op]) {
        for op in ops {
            match op {
                Op::Card { which, inputs, added, origin, policy } => {
                    let (channel, method) = CARDS[which % CARDS.len()];
                    let mut card = self.blank(channel, method);
                    let added = if method == "concat" { *added } else { 0 };
                    card.inputs.extend((0..added).map(|number| {
                        let shape = if number == 0 { Shape::TEXT } else { Shape::NUMBER };
                        Input::new(format!("field {number}"), shape, Role::Author)
                    }));
                    if !origin {
                        card.origin = Origin::Pack("$".into());
                    }
                    if *policy {
                        card.policy = ErrorPolicy { on_error: OnError::Return, ..ErrorPolicy::default() };
                    }
                    self.place(card, inputs);
                }
                Op::If { inputs, then, otherwise, joined } => {
                    let mut card = Card::new(Address::system("control", "if"), "If");
                    card.inputs.push(Input::new("left-operand", Shape::TEXT, Role::Own));
                    card.inputs.push(Input::new("right-operand", Shape::ANY, Role::Own));
                    let owner = self.place(card, inputs);
                    let outside = self.visible.len();
                    let mut ends = Vec::new();
                    for (arm, ops) in [(true, then), (false, otherwise)] {
                        self.cursor = (owner, Edge::Arm(arm));
                        self.ops(ops);
                        ends.push(self.visible.split_off(outside));
                    }
                    let mut join = Card::new(Address::system("control", "join"), "Join");
                    let input = Input::new("joined", Shape::ANY, Role::Author);
                    join.outputs.push(Output::mirroring(&input));
                    join.inputs.push(input);
                    let id = self.body.append(owner, Edge::Join, join);
                    for (end, wanted) in ends.into_iter().zip(joined) {
                        if !end.is_empty() {
                            let (card, output, path, _) = &end[wanted % end.len()];
                            let path = path.iter().map(|name| (*name).into()).collect();
                            self.body.wire((*card, *output), path, (id, 0));
                        }
                    }
                    self.cursor = (id, Edge::Next);
                    self.see(id);
                }
            }
        }
    }

    fn blank(&self, channel: &str, method: &str) -> Card {
        let signature = self.signatures.of_system(channel, method).expect("a known card");
        let mut card = Card::new(Address::system(channel, method), method);
        let input = |port: &flowc_stdlib::signature::PortSignature| {
            Input::new(port.key.clone(), port.shape.clone(), Role::Own)
        };
        card.inputs = signature.inputs.iter().map(input).collect();
        card.outputs = card_outputs(signature);
        card
    }

    fn place(&mut self, mut card: Card, sources: &[Source]) -> CardId {
        let literals = literals();
        let mut wires = Vec::new();
        for (at, input) in card.inputs.iter_mut().enumerate() {
            // Author-made fields are never left alone.
            match &sources[at % sources.len()] {
                Source::Untouched if input.role == Role::Own => {}
                Source::Untouched => input.datum = Datum::Literal(Value::text("u")),
                Source::Literal(which) => {
                    input.datum = Datum::Literal(literals[which % literals.len()].clone())
                }
                Source::Wire(which) => {
                    let (card, output, path, shape) = &self.visible[which % self.visible.len()];
                    if link(shape, &input.shape) == Link::Refused {
                        input.datum = Datum::Literal(literals[which % literals.len()].clone());
                    } else {
                        wires.push((at, *card, *output, path.clone()));
                    }
                }
            }
        }
        let (previous, edge) = self.cursor.clone();
        let id = self.body.append(previous, edge, card);
        for (input, card, output, path) in wires {
            self.body.wire((card, output), path.into_iter().map(Into::into).collect(), (id, input));
        }
        self.cursor = (id, Edge::Next);
        self.see(id);
        id
    }

    fn see(&mut self, id: CardId) {
        for (at, output) in self.body.graph[id].outputs.iter().enumerate() {
            self.visible.push((id, at, Vec::new(), output.shape.clone()));
            for name in ["a", "b"] {
                if let Some(shape) = output.shape.field(name) {
                    self.visible.push((id, at, vec![name], shape.clone()));
                }
            }
        }
    }
}

fn card_outputs(signature: &flowc_stdlib::signature::Signature) -> Vec<Output> {
    let output = |port: &flowc_stdlib::signature::PortSignature| {
        Output::new(port.key.clone(), port.shape.clone(), Role::Own)
    };
    signature.outputs.iter().map(output).collect()
}

fn program(body: Body) -> Program {
    let flow = Flow {
        name: "f".into(),
        title: "F".into(),
        description: "".into(),
        folder: None,
        bodies: vec![body],
        schedule: None,
        security: None,
        log: true,
        builder: None,
        origin: Origin::None,
    };
    Program { flows: vec![flow], ..Program::default() }
}

fn optimized(body: &Body, author_cards: bool) -> (Body, Report) {
    let mut program = program(body.clone());
    let report = optimize(&mut program, &signatures(), Options { author_cards });
    (program.flows.remove(0).bodies.remove(0), report)
}

/// Values as text that shows every difference, also the sign of zero.
fn shown(body: &Body) -> String {
    format!("{:?}", evaluate(body, &signatures()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn results_effects_and_errors_stay(ops in ops()) {
        let body = Builder::build(&ops);
        for author_cards in [true, false] {
            let (after, report) = optimized(&body, author_cards);
            prop_assert_eq!(shown(&body), shown(&after), "{:#?}", report);
            if !author_cards {
                prop_assert!(report.changes.iter().all(|change| change.origin == Origin::None));
            }
            // What is left could not be improved further, and improving is deterministic.
            let (again, twice) = optimized(&after, author_cards);
            let removed = |report: &Report| report.changes.iter().filter(|change| change.what == What::Removed).count();
            prop_assert_eq!(again.graph.node_count() + removed(&twice), after.graph.node_count());
            prop_assert_eq!(optimized(&body, author_cards).1, report);
        }
    }
}

fn generated(channel: &str, method: &str, literals: &[Value]) -> Card {
    let signatures = signatures();
    let signature = signatures.of_system(channel, method).expect("a known card");
    let mut card = Card::new(Address::system(channel, method), method);
    for (port, value) in signature.inputs.iter().zip(literals) {
        let input = Input::new(port.key.clone(), port.shape.clone(), Role::Own);
        card.inputs.push(input.with(Datum::Literal(value.clone())));
    }
    card.outputs = card_outputs(signature);
    card
}

/// A body of cards one after the other; the last one logs what it is wired to.
fn sequence(cards: Vec<Card>) -> (Body, Vec<CardId>) {
    let mut body = Body::new(Card::new(Address::system("control", "callable"), "Start"));
    let mut ids = vec![body.start];
    for card in cards {
        let previous = *ids.last().expect("a card");
        ids.push(body.append(previous, Edge::Next, card));
    }
    (body, ids)
}

#[test]
fn a_constant_card_is_folded_through_the_wires_conversion_and_then_removed() {
    let add = generated("test", "add", &[Value::Number(1.0), Value::text("2")]);
    let join = generated("string", "concat", &[Value::text("<"), Value::Null]);
    let log = generated("test", "log", &[Value::Null]);
    let (mut body, ids) = sequence(vec![add, join, log]);
    body.wire((ids[1], 0), vec![], (ids[2], 1));
    body.wire((ids[2], 0), vec![], (ids[3], 0));
    let (after, report) = optimized(&body, false);
    let log = &after.graph[*after.cards_in_order().last().expect("a card")];
    assert_eq!(log.inputs[0].datum, Datum::Literal(Value::text("<3")));
    assert_eq!(after.graph.node_count(), 2, "{report:?}");
    let lines: Vec<String> = report.changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "fold: the card \"add\" always gives \"3\"",
            "fold: the card \"concat\" always gives \"<3\"",
            "dead: the card \"concat\" is read by nobody",
            "dead: the card \"add\" is read by nobody",
        ]
    );
}

#[test]
fn a_formula_is_pure_unless_it_draws() {
    for (formula, folded) in [("2 * 3 + 1", 1), ("2 * random()", 0)] {
        let formula = generated("math", "expression", &[Value::text(formula)]);
        let (mut body, ids) = sequence(vec![formula, generated("test", "log", &[Value::Null])]);
        body.wire((ids[1], 0), vec![], (ids[2], 0));
        assert_eq!(optimized(&body, true).1.count("fold"), folded);
    }
}

#[test]
fn a_card_that_fails_stays_and_so_does_the_last_one() {
    let unlucky = generated("test", "add", &[Value::Number(6.0), Value::Number(7.0)]);
    let last = generated("string", "concat", &[Value::text("a"), Value::text("b")]);
    let comment = Card::new(Address::system("control", "comment"), "Comment");
    let (body, _) = sequence(vec![unlucky, last, comment]);
    let (after, report) = optimized(&body, true);
    assert_eq!((after.graph.node_count(), report.changes.len()), (4, 0));
}

#[test]
fn equal_cards_are_merged_only_where_the_first_has_certainly_run() {
    let add = || {
        let mut card = generated("test", "add", &[Value::Number(1.0), Value::Number(2.0)]);
        // A policy keeps a card from being folded; its twin is the same without one.
        card.inputs[1].datum = Datum::Untouched;
        card
    };
    let draw = generated("test", "draw", &[Value::text("a")]);
    let log = || generated("test", "log", &[Value::Null]);
    let (mut body, ids) = sequence(vec![draw, add(), add(), log(), log()]);
    body.wire((ids[1], 0), vec![], (ids[2], 1));
    body.wire((ids[1], 0), vec![], (ids[3], 1));
    body.wire((ids[2], 0), vec![], (ids[4], 0));
    body.wire((ids[3], 0), vec![], (ids[5], 0));
    let (after, report) = optimized(&body, false);
    assert_eq!(report.count("merge"), 1, "{report:?}");
    assert_eq!(evaluate(&body, &signatures()), evaluate(&after, &signatures()));

    let (mut body, ids) = sequence(vec![generated("test", "draw", &[Value::text("a")])]);
    let owner = body.append(ids[1], Edge::Next, Card::new(Address::system("control", "if"), "If"));
    let join = body.append(owner, Edge::Join, Card::new(Address::system("control", "join"), "Join"));
    let arm = body.append(owner, Edge::Arm(true), add());
    let reader = body.append(arm, Edge::Next, log());
    let behind = body.append(join, Edge::Next, add());
    let last = body.append(behind, Edge::Next, log());
    for (from, to) in [(arm, reader), (behind, last)] {
        body.wire((ids[1], 0), vec![], (from, 1));
        body.wire((from, 0), vec![], (to, 0));
    }
    assert_eq!(optimized(&body, true).1.count("merge"), 0, "an arm may not have run");
}

#[test]
fn the_author_s_cards_wait_to_be_asked_for() {
    let mut add = generated("test", "add", &[Value::Number(1.0), Value::Number(2.0)]);
    add.origin = Origin::Pack("$.data".into());
    let (mut body, ids) = sequence(vec![add, generated("test", "log", &[Value::Null])]);
    body.wire((ids[1], 0), vec![], (ids[2], 0));
    assert_eq!(optimized(&body, false).1.changes.len(), 0);
    assert_eq!(optimized(&body, true).1.changes.len(), 2);
}

#[test]
fn a_card_with_an_error_policy_is_left_alone() {
    let add = || generated("test", "add", &[Value::Number(1.0), Value::Number(2.0)]);
    let (mut body, ids) = sequence(vec![add(), add(), generated("test", "log", &[Value::Null])]);
    body.wire((ids[2], 0), vec![], (ids[3], 0));
    for id in &ids[1..3] {
        body.graph[*id].policy = ErrorPolicy { retry: Some(2), ..ErrorPolicy::default() };
    }
    assert_eq!(optimized(&body, true).1.changes, []);
}

#[test]
fn passes_say_what_they_need_and_keep() {
    let names: Vec<&str> = PASSES.iter().map(|pass| pass.name).collect();
    assert_eq!(names, ["fold", "merge", "dead"]);
    assert!(PASSES.iter().all(|pass| !pass.precondition.is_empty() && !pass.law.is_empty()));
}
