//! `spec/cards.md`: the reference of the platform's own cards, from the catalogue.

use flowc_stdlib::{catalogue, reference};

const HEAD: &str = "\
# Cards

Every card of the platform's own that flowc knows, module by module: how it is called in the source, what it is on the
platform, its inputs and outputs. Written by `cargo xtask gen` from the definitions under `stdlib/src`; do not edit.

`evidence` says where the facts come from: the platform's documentation (`doc`), real packs (`pack`), computed from
documented facts (`derived`), or the most likely behaviour (`assumed`). `rests on` names the decisions of the semantics
that a result depends on.
";

/// The whole file.
pub(crate) fn whole() -> String {
    format!("{HEAD}{}", reference::markdown(catalogue().iter()))
}
