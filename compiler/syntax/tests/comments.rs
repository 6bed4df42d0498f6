//! Law: formatting loses no `//` comment, wherever it stands, and doing it twice changes nothing.
//!
//! Comments are put between any two words or signs of samples; where the text still parses, every one of them
//! must be found again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use flowc_syntax::format;

const SAMPLES: [&str; 2] = [include_str!("samples/contractors.fl"), include_str!("samples/forms.fl")];

/// Places between tokens: where a letter, sign or blank is followed by something of another kind, outside of
/// texts, names in backticks and comments.
fn places(text: &str) -> Vec<usize> {
    let kind = |c: char| match c {
        _ if c.is_ascii_alphanumeric() || c == '_' => 0,
        ' ' => 1,
        '\n' => 2,
        _ => 3,
    };
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if !trimmed.starts_with('#') && !trimmed.starts_with("//") {
            let code = line.find(['"', '`']).or(line.find("//")).unwrap_or(line.len());
            let code = line.get(..code).unwrap_or_default();
            let mut before = None;
            for (at, letter) in code.char_indices() {
                if before.is_some_and(|before| before != kind(letter) || kind(letter) == 3) {
                    places.push(start + at);
                }
                before = Some(kind(letter));
            }
            places.push(start + code.trim_end().len());
        }
        start += line.len();
    }
    places
}

/// The comments of a text, sorted: how they are ordered may change where several share a new place.
fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.lines().filter_map(|line| line.split_once("//")).map(|(_, comment)| comment).collect();
    found.sort_unstable();
    found
}

#[test]
fn a_comment_between_any_two_words_stays() {
    let mut kept = 0;
    for sample in SAMPLES {
        let plain = format(sample).unwrap_or_else(|found| panic!("{found:#?}"));
        for place in places(sample) {
            let (before, behind) = sample.split_at(place);
            let marked = format!("{before} // here\n{behind}");
            let Ok(out) = format(&marked) else { continue };
            kept += 1;
            let mut wanted = comments(sample);
            wanted.push(" here");
            wanted.sort_unstable();
            assert_eq!(comments(&out), wanted, "{marked}\n=>\n{out}");
            assert_eq!(format(&out).as_deref(), Ok(out.as_str()), "formatted twice");
        }
        assert_eq!(format(&plain).as_deref(), Ok(plain.as_str()));
    }
    assert!(kept > 500, "most places were tried: {kept}");
}

#[test]
fn every_comment_of_a_flow_is_kept_at_once() {
    for sample in SAMPLES {
        let mut out = sample.to_owned();
        let mut count = comments(sample).len();
        for (number, place) in places(sample).into_iter().enumerate().rev() {
            let (before, behind) = out.split_at(place);
            let marked = format!("{before} // n{number}\n{behind}");
            if format(&marked).is_ok() {
                out = marked;
                count += 1;
            }
        }
        let text = format(&out).unwrap();
        assert_eq!(comments(&text).len(), count);
        assert_eq!(comments(&text), comments(&out));
        assert_eq!(format(&text).as_deref(), Ok(text.as_str()));
    }
}
