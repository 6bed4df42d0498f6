//! `flows.export_folder`: a folder of flows as a file of JSON.

use flowc_types::Kind;

use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Export Folder.
pub const CARD: Card = Card {
    name: "flows.export_folder",
    aliases: &["flows.export_group"],
    address: ("utility", "exportGroup"),
    title: "Export Folder",
    description: "A folder of flows as a file of JSON.",
    doc: "A folder of flows as a file of JSON.",
    class: Class::Reads,
    inputs: &[
        Port::new("group", Kind::Any).named("folder").label("Folder").required(),
        Port::boolean("pretty").named("json_pretty_print").label("JSON Pretty Print?").default("true"),
        Port::number("indent")
            .named("number_of_indented_spaces")
            .label("Number of Indented Spaces")
            .default("2"),
    ],
    outputs: &[Port::new("output", Kind::File).named("file_content").label("File Content")],
    run: Run::Effect,
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
