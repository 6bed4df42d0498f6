//! The pages of the syntax codes: the failing block gives the code, the fixed one parses.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use flowc_diag::codes;
use flowc_syntax::parse;
use flowc_text::FileId;

fn block<'p>(page: &'p str, heading: &str) -> &'p str {
    let behind = page.split_once(heading).unwrap().1;
    let behind = behind.split_once("```flow\n").unwrap().1;
    behind.split_once("```").unwrap().0
}

#[test]
fn pages_tell_the_truth() {
    for code in codes::ALL.iter().filter(|code| code.id.starts_with("F01")) {
        let page = codes::explain(code.id).unwrap();
        let failing = parse(FileId::default(), block(page, "## Failing")).diagnostics;
        assert_eq!(failing.first().map(|found| found.code.id), Some(code.id), "{page}\n{failing:#?}");
        let fixed = parse(FileId::default(), block(page, "## Fixed")).diagnostics;
        assert!(fixed.is_empty(), "{page}\n{fixed:#?}");
    }
}
