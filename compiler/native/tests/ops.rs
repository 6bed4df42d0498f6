//! Law: cards that have an op of their own give what their evaluation function gives.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod common;

use common::build::{Build, In, j, out};
use flowc_engine::Outcome;
use flowc_stdlib::{Call, CallSpec, FieldSpec, Random, Run, SlotType, catalogue};
use flowc_types::Kind;
use flowc_value::{Object, Value};
use proptest::prelude::*;

fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just(""),
        Just("null"),
        Just("true"),
        Just("1"),
        Just("a"),
        Just("a.b"),
        Just("{\"a\":{\"b\":2}}"),
        Just("2026-01-01"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-2..3_i32).prop_map(Value::from),
        text.prop_map(Value::text),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let key = prop_oneof![Just("a"), Just("b"), Just("0"), Just("a.b")];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..3)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Object>())),
        ]
    })
}

/// What a card's function gives for own inputs and author-made ones.
fn by_function(
    address: &str,
    kinds: &[Kind],
    inputs: &[Value],
    fields: &[(&str, Value)],
) -> Result<Value, ()> {
    let Run::Function(function) = catalogue().at_address(address).expect("a card").run else {
        panic!("a function")
    };
    let slot = |kind: &Kind| SlotType { kind: *kind, list: false };
    let any = slot(&Kind::Any);
    let spec = CallSpec {
        inputs: kinds.iter().map(slot).collect(),
        fields: fields
            .iter()
            .map(|(key, _)| FieldSpec { group: None, key: (*key).into(), slot: any })
            .collect(),
        outputs: vec![any],
        results: Vec::new(),
        ..CallSpec::default()
    };
    let fields: Vec<Value> = fields.iter().map(|(_, value)| value.clone()).collect();
    let mut outputs = [Value::Null];
    let mut random = Random::new(1);
    let mut call =
        Call { spec: &spec, inputs, fields: &fields, outputs: &mut outputs, now: 0.0, random: &mut random };
    function(&mut call).map_err(|_| ())?;
    let [output] = outputs;
    Ok(output)
}

/// What the planned card gives, for inputs `a` and `b` of its flow.
fn by_plan(
    a: &Value,
    b: &Value,
    card: impl FnOnce(&mut common::build::Line<'_>, flowc_ir::CardId) -> flowc_ir::CardId,
    output: &'static str,
) -> Result<Value, ()> {
    let mut build = Build::new();
    let mut line = build.flow("main", &["a", "b"]);
    let start = line.start();
    let card = card(&mut line, start);
    line.card("control:return", &[("r", out(card, output))], &[]);
    let plan = build.plan();
    assert!(plan.functions.is_empty(), "the card has an op of its own");
    let given = [("a", a.clone()), ("b", b.clone())].into_iter().collect();
    match common::run_with(&plan, "main", given, false, &mut |_, _| panic!("no effect")).outcome {
        Outcome::Success { output } => Ok(output.get("r").cloned().expect("a result")),
        Outcome::Error(_) => Err(()),
        Outcome::Stopped { .. } => panic!("nothing stops"),
    }
}

const OPERATORS: [(&str, &str); 13] = [
    ("\"==\"", "=="),
    ("\"!=\"", "!="),
    ("\">=\"", ">="),
    ("\"<=\"", "<="),
    ("\">\"", ">"),
    ("\"<\"", "<"),
    ("\"%\"", "%"),
    ("\"in\"", "in"),
    ("\"not in\"", "not in"),
    ("\"has\"", "has"),
    ("\"doesn't have\"", "doesn't have"),
    ("\"is empty\"", "is empty"),
    ("\"is not empty\"", "is not empty"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compare_and_assign_if(a in values(), b in values(), operator in prop::sample::select(&OPERATORS[..])) {
        let inputs = [a.clone(), Value::text(operator.1), b.clone(), Value::from(1), Value::from(2)];
        let operands = |start| vec![("left-operand", out(start, "a")), ("operator", j(operator.0)), ("right-operand", out(start, "b"))];
        let kinds = [Kind::Any, Kind::Text, Kind::Any, Kind::Any, Kind::Any];
        prop_assert_eq!(
            by_plan(&a, &b, |line, start| line.card("boolean:compare", &operands(start), &[]), "result"),
            by_function("boolean:compare", &kinds[..3], &inputs[..3], &[])
        );
        let choose = |line: &mut common::build::Line<'_>, start| {
            let mut given = operands(start);
            given.extend([("valueIfTrue", j("1")), ("valueIfFalse", j("2"))]);
            line.card("control:assignIf", &given, &[])
        };
        prop_assert_eq!(by_plan(&a, &b, choose, "output"), by_function("control:assignIf", &kinds, &inputs, &[]));
    }

    #[test]
    fn get(a in values(), path in prop::sample::select(&[("\"a\"", "a"), ("\"a.b\"", "a.b"), ("\"0\"", "0"), ("\"\"", ""), ("\"a.0\"", "a.0")][..])) {
        prop_assert_eq!(
            by_plan(&a, &Value::Null, |line, start| line.card("object:get", &[("object", out(start, "a")), ("path", j(path.0))], &[]), "output"),
            by_function("object:get", &[Kind::Object, Kind::Text], &[a.clone(), Value::text(path.1)], &[])
        );
    }

    #[test]
    fn construct_and_compose(a in values(), b in values()) {
        prop_assert_eq!(
            by_plan(&a, &b, |line, start| line.card("object:construct", &[("x", out(start, "a")), ("y z", out(start, "b"))], &[]), "output"),
            by_function("object:construct", &[], &[], &[("x", a.clone()), ("y z", b.clone())])
        );
        let template = |start| In::Template("<{0}|{1}", vec![(start, "a"), (start, "b")]);
        prop_assert_eq!(
            by_plan(&a, &b, |line, start| line.card("string:compose", &[("_text_", template(start))], &[]), "output"),
            by_function("string:compose", &[Kind::Text], &[Value::text("<{{{0}}}|{{{1}}}")], &[("0", a.clone()), ("1", b.clone())])
        );
    }
}
