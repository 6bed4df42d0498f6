//! Text: what makes, takes apart and searches text.

use std::ops::Range;

use crate::call::CardError;

cards! {
    at base64 base64_decode compose concatenate find find_email find_last find_pattern length random
    replace replace_patterns split text_segment to_lower_case to_upper_case trim unique_id
}

pub(crate) mod pattern;

/// Bytes of the longest text that a card makes: the working memory of a flow.
const LONGEST: usize = 100 << 20;

fn within_limit(text: String) -> Result<String, CardError> {
    if text.len() <= LONGEST { Ok(text) } else { Err(too_long()) }
}

fn too_long() -> CardError {
    CardError::new("the text grows beyond 100 MB")
}

/// The text with byte ranges, in order and apart, replaced.
fn bounded_replace(
    text: &str,
    ranges: impl Iterator<Item = Range<usize>>,
    new: &str,
    times: usize,
) -> Result<String, CardError> {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for range in ranges.take(times) {
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(new);
        done = range.end;
        if out.len() > LONGEST {
            return Err(too_long());
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    within_limit(out)
}
