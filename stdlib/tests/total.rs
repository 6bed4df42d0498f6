//! Whatever arrives, a card gives outputs or an error: it never panics and it ends.

use flowc_stdlib::call::{Call, CallSpec, FieldSpec, Random, SlotType};
use flowc_stdlib::{Card, Run, catalogue};
use flowc_value::{Date, FlowRef, Text, Value};
use proptest::prelude::*;

/// Texts that mean something to some card, and arbitrary ones.
fn text() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "",
        " ",
        "a,b",
        "(",
        "[a-",
        "(a+)+$",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "\\",
        "$1",
        "{{{0}}}",
        "{{{9}}}",
        "1 + 2 *",
        "((((3!)!)!)!)",
        "2^99999",
        "true and (1 < 2)",
        "days",
        "months",
        "YYYY-MM-DD",
        "x",
        "dddd Do z",
        "2016-09-07T00:01:25.670Z",
        "9/7/2016",
        "US/Pacific",
        "==",
        "in",
        "not in",
        "%",
        "is empty",
        "sha256",
        "hex",
        "binary",
        "aes-256-cbc",
        "des-ecb",
        "a.0.b",
        "<a b='c'>d<e/></a>",
        "<a><![CDATA[x]]>&amp;</a>",
        "<a>",
        "%E0%A4%A",
        "a=1&b=%20&a=2",
        "http://u:p@h:1/x y?q#f",
        "IA==",
        "😀",
        "\u{0}",
        "[1,2,{\"a\":null}]",
        "{\"a\":[1]}",
        "null",
        "-1",
        "1e308",
        "0x10",
        "NaN",
    ]);
    prop_oneof![telling.prop_map(str::to_owned), "\\PC{0,24}", "[-+*/^%!()0-9a-z., <>=&|~#]{0,24}"]
}

fn number() -> impl Strategy<Value = f64> {
    let telling = prop::sample::select(vec![
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -2.5,
        1e21,
        -1e308,
        9_007_199_254_740_993.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        8.64e15,
        170.0,
        171.0,
        4_294_967_296.0,
    ]);
    prop_oneof![telling, -1000.0..1000.0, any::<f64>()]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => number().prop_map(Value::from),
        4 => text().prop_map(Value::from),
        1 => number().prop_map(|millis| Value::from(Date::from_number(millis))),
        1 => Just(Value::from(FlowRef { id: Text::new("flow"), name: Text::EMPTY })),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let key = prop::sample::select(vec!["a", "b", "$", "_", "key", "value", "0", "a.b", ""]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..5).prop_map(Value::object),
        ]
    })
}

fn functions() -> Vec<&'static Card> {
    catalogue().iter().filter(|card| matches!(card.run, Run::Function(_))).collect()
}

fn run(card: &'static Card, values: &[Value], seed: u64) {
    let Run::Function(function) = card.run else { return };
    let slot = |port: &flowc_stdlib::Port| SlotType { kind: port.kind, list: port.list };
    let any = SlotType { kind: flowc_types::Kind::Any, list: false };
    let split = card.inputs.len().min(values.len());
    let (own, fields) = values.split_at(split);
    let specs = |count: usize| {
        (0..count)
            .map(|at| FieldSpec { group: None, key: format!("{at}").into(), slot: any })
            .collect::<Vec<_>>()
    };
    let spec = CallSpec {
        inputs: card.inputs.iter().map(slot).collect(),
        fields: specs(fields.len()),
        outputs: card.outputs.iter().map(slot).collect(),
        results: specs(2),
        ..CallSpec::default()
    };
    let mut outputs = vec![Value::Null; spec.outputs.len() + spec.results.len()];
    let random = &mut Random::new(seed);
    let mut call = Call { spec: &spec, inputs: own, fields, outputs: &mut outputs, now: 1.47e12, random };
    let _ = function(&mut call);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_values_into_every_function(values in prop::collection::vec(value(), 0..9), seed in any::<u64>()) {
        for card in functions() {
            run(card, &values, seed);
        }
    }
}

#[test]
fn json_texts_of_definitions_parse() {
    let parses = |text: &str| text.is_empty() || flowc_value::json::parse(text).is_ok();
    for card in catalogue().iter() {
        for side in [card.input_side, card.output_side] {
            assert!(parses(side.rules) && parses(side.group_rules), "{}", card.name);
        }
        for port in card.inputs.iter().chain(card.outputs) {
            for text in [port.default, port.available, port.metadata] {
                assert!(parses(text), "{} {}: {text}", card.name, port.key);
            }
        }
    }
}
