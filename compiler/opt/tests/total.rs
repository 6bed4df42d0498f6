//! Cards in the table of those that never fail take values of every kind.

use flowc_opt::TOTAL;
use flowc_stdlib::call::{Call, CallSpec, FieldSpec, Random, SlotType};
use flowc_stdlib::{Class, Run, catalogue};
use flowc_value::{Date, Value};
use proptest::prelude::*;

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>().prop_map(Value::Number),
        ".{0,8}".prop_map(Value::text),
        Just(Date::from_millis(0).map_or(Value::Null, Value::Date)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::list),
            proptest::collection::vec((".{0,3}", inner), 0..3).prop_map(Value::object),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_makes_them_fail(values in proptest::collection::vec(values(), 6)) {
        for &(channel, method) in TOTAL {
            let card = catalogue().of(channel, method).expect("a card of the catalogue");
            prop_assert_eq!(card.class, Class::Pure);
            let Run::Function(function) = card.run else { continue };
            let slot = |port: &flowc_stdlib::Port| SlotType { kind: port.kind, list: port.list };
            let field = |number: usize| FieldSpec {
                group: None,
                key: format!("{number}").into(),
                slot: SlotType { kind: flowc_types::Kind::Any, list: false },
            };
            let (inputs, fields) = values.split_at(card.inputs.len());
            let spec = CallSpec {
                inputs: card.inputs.iter().map(slot).collect(),
                fields: (0..fields.len()).map(field).collect(),
                outputs: card.outputs.iter().map(slot).collect(),
                results: Vec::new(), ..CallSpec::default() };
            let mut outputs = vec![Value::Null; card.outputs.len()];
            let random = &mut Random::new(1);
            let mut call = Call { spec: &spec, inputs, fields, outputs: &mut outputs, now: 0.0, random };
            prop_assert_eq!(function(&mut call), Ok(()), "{}", card.name);
        }
    }
}
