//! `number.divide`: one number divided by another, rounded, as number and as percentage.

use crate::card::{Card, Evidence, Port, Run};

/// The card Divide.
pub const CARD: Card = Card {
    name: "number.divide",
    address: ("math", "divide"),
    title: "Divide",
    description: "Divide one number by another.",
    doc: "One number divided by another, rounded, as number and as percentage.",
    inputs: &[
        Port::number("a").named("number").label("Number").required(),
        Port::number("b").named("divided_by").label("Divided by").required(),
        Port::number("decimals")
            .named("number_of_decimal_points")
            .label("Number of decimal points")
            .required()
            .default("4"),
    ],
    outputs: &[
        Port::number("output").named("result_as_a_decimal").label("Result as a decimal").default("null"),
        Port::text("percentage")
            .named("result_as_a_percentage")
            .label("Result as a percentage (%)")
            .default("null"),
    ],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["divide-by-zero", "divide-percentage"],
    ..Card::BLANK
};
