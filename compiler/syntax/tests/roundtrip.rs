//! Law: what is printed parses to the same tree, and formatting twice changes nothing.
//!
//! Where a tree cannot be written without brackets that it lacks, the printer adds them; so the tree that comes
//! back is compared by its text without brackets, and, printed again, comes back exactly.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

mod support;

use flowc_syntax::ast::Module;
use flowc_syntax::{format, parse, print};
use flowc_text::FileId;
use proptest::prelude::*;

fn reread(text: &str) -> Module {
    let parsed = parse(FileId::default(), text);
    assert!(parsed.diagnostics.is_empty(), "{:#?}\n{text}", parsed.diagnostics);
    parsed.module
}

fn check(module: &Module) {
    let text = print(module);
    let again = reread(&text);
    if again != *module {
        let brackets = |module: &Module| format!("{module:?}").matches("Paren(").count();
        assert_eq!(support::bare(&again), support::bare(module), "{text}");
        assert!(brackets(&again) > brackets(module), "a tree changed without brackets being added\n{text}");
    }
    let twice = print(&again);
    assert_eq!(twice, text, "printing what was read");
    assert_eq!(reread(&twice), again);
    assert_eq!(format(&text).as_deref(), Ok(text.as_str()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn printed_trees_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&support::Tape::new(&bytes).module());
    }
}
