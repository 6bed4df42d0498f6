//! Searches of tables on their way through a pack: the condition and the set of results come back as one argument.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;
#[path = "common/declared.rs"]
mod declared;

use common::Files;
use flowc_project::{Emit, Options};

const SOURCE: &str = r#"table exempt "Exempt" {
    Username: text, Removed: boolean = false,
}

flow searches (all: text) -> { count: number, id: text } {
    exempt.search(all where Removed == false and Username != all)
    let found = exempt.search(first where Username == "a", Sort: { Column: "Username" })
    let rows = exempt.search_rows[result_set: "All matching rows"]() as { Result: { Rows: list<object> } }
    return { count: rows.length(), id: found.Row.`Row ID` }
}

flow every_row -> { count: number } {
    return { count: exempt.search(all).length() }
}
"#;

#[test]
fn a_search_comes_back_as_one_argument() {
    let mut files = Files::of(SOURCE);
    files.0.extend(declared::connectors());
    let checked = flowc_project::check(&files, "");
    let errors: Vec<_> = checked.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let emit = Emit { pack: true, plan: false, cards: false, ir: false };
    let built = flowc_project::build(&checked, &Options { emit, ..Options::default() });
    let (_, pack) = built.files.iter().find(|(name, _)| name.ends_with(".flopack")).unwrap();
    let back: String = flowc_project::import(pack, "searches", "")
        .files
        .into_iter()
        .filter_map(|(name, text)| name.ends_with(".fl").then_some(text))
        .collect();
    for said in [
        "exempt.search(all where Removed == false and Username != all)",
        "exempt.search(first where Username == \"a\", Sort: { Column: \"Username\" })",
        // Alone, the word would be the flow's own input.
        "exempt.search_rows[result_set: \"All matching rows\"]()",
        "exempt.search(all)",
    ] {
        assert!(back.contains(said), "{said} is not in\n{back}");
    }
}
