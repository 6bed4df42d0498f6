//! Fenced blocks of a page.

use std::ops::Range;

/// A fenced block: its kind, and where its text lies in the page.
pub struct Fence {
    pub kind: String,
    pub range: Range<usize>,
}

/// All fenced blocks in order.
pub fn fences(page: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut offset = 0;
    for line in page.split_inclusive('\n') {
        let end = offset + line.len();
        match (&open, line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.trim().to_owned(), end)),
            (Some((kind, start)), Some(_)) => {
                found.push(Fence { kind: kind.clone(), range: *start..offset });
                open = None;
            }
            _ => {}
        }
        offset = end;
    }
    found
}
