//! `flows.export_flow`: a flow as a file of JSON.

use flowc_types::Kind;

use crate::card::{Card, Class, Evidence, Model, Port, Run, Side};

/// The card Export Flow.
pub const CARD: Card = Card {
    name: "flows.export_flow",
    aliases: &["flows.export_flo"],
    address: ("utility", "exportFlo"),
    title: "Export Flow",
    description: "Export a flow as a JSON File.",
    doc: "A flow as a file of JSON.",
    class: Class::Reads,
    model: Model { executable: true, ..Model::PURE },
    inputs: &[
        Port::flow("flo").named("flow").label("Flow").required().metadata(r#"{"includeAllFlows":true}"#),
        Port::boolean("pretty")
            .named("json_pretty_print")
            .label("JSON Pretty Print?")
            .required()
            .default("true"),
        Port::number("indent")
            .named("number_of_indented_spaces")
            .label("Number of Indented Spaces")
            .default("2"),
    ],
    outputs: &[Port::new("output", Kind::File).default(r#""""#).available(r#"["file"]"#)],
    input_side: Side::FIXED.groups(r#"{"context":{"extensible":false,"reserved":{},"type":"object"}}"#),
    run: Run::Effect,
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
