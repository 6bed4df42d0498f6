//! Every code has a page that begins with its number and name, and numbers are in order.

use flowc_diag::Code;
use flowc_diag::codes::{self, ALL, RETIRED};

#[test]
fn every_code_has_its_page() {
    for code in ALL {
        let page = codes::explain(code.id).expect("a page");
        assert!(page.starts_with(&format!("# {}: {}\n", code.id, code.slug)), "{}", code.id);
        assert!(!code.summary.ends_with('.'), "{}: a summary ends without full stop", code.id);
    }
    assert_eq!(codes::explain("F0000"), None);
}

#[test]
fn retired_numbers_stay_free() {
    for id in RETIRED {
        assert_eq!(Code::find(id), None, "{id} is used again");
        assert_eq!(codes::explain(id), None, "{id} still has a page");
    }
}

#[test]
fn codes_are_in_order_and_names_unique() {
    assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
    let mut slugs: Vec<&str> = ALL.iter().map(|code| code.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), ALL.len());
}
