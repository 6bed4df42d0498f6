//! Places as people write them: `0,4-6` stands for 0 4 5 6.

use std::ops::RangeInclusive;

/// Writes places, those that follow each other as a range.
pub(super) fn ranges(places: &[usize], between: &str) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for at in places {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *at => *last = *at,
            _ => ranges.push((*at, *at)),
        }
    }
    let range = |(first, last): (usize, usize)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    ranges.into_iter().map(range).collect::<Vec<_>>().join(between)
}

/// Reads a place or a range.
pub(super) fn range(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some(first.parse().ok()?..=last.parse().ok()?)
}
