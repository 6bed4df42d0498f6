//! "Did you mean": the name that is most like a wrong one.

/// The candidate nearest to a wrong name, if it is near enough: one edit per three letters, case apart.
pub fn nearest<'c>(wrong: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wrong_folded: Vec<char> = wrong.to_lowercase().chars().take(64).collect();
    let limit = (wrong_folded.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let folded: Vec<char> = candidate.to_lowercase().chars().take(64).collect();
        let distance = distance(&wrong_folded, &folded);
        let better = best.is_none_or(|(least, name)| (distance, candidate) < (least, name));
        if distance <= limit && better && candidate != wrong {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// Help text for a wrong name: the nearest one, or all there are if they are few.
pub fn did_you_mean<'c>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'c str> + Clone,
) -> Option<String> {
    if let Some(near) = nearest(wrong, candidates.clone()).filter(|_| !wrong.is_empty()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let mut all: Vec<&str> = candidates.into_iter().filter(|name| !name.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    match all.len() {
        0 => None,
        1 => Some(format!("there is only {}", list(&all))),
        2..=12 => Some(format!("there are {}", list(&all))),
        _ => None,
    }
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one name to the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let get = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut cost = get(&last, column) + usize::from(letter != other);
            cost = cost.min(get(&last, column + 1) + 1).min(get(&current, column) + 1);
            let swapped =
                row > 0 && column > 0 && a.get(row - 1) == Some(other) && b.get(column - 1) == Some(letter);
            if swapped {
                cost = cost.min(get(&before_last, column - 1) + 1);
            }
            current.push(cost);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["status", "statusCode", "email", "Last sent"];
        assert_eq!(nearest("satus", names), Some("status"));
        assert_eq!(nearest("Email", names), Some("email"));
        assert_eq!(nearest("last_sent", names), Some("Last sent"));
        assert_eq!(nearest("phone", names), None);
    }

    #[test]
    fn lists_what_there_is_when_nothing_is_near() {
        assert_eq!(did_you_mean("phone", ["b", "a", "b"]).as_deref(), Some("there are `a` and `b`"));
        assert_eq!(did_you_mean("phone", ["a"]).as_deref(), Some("there is only `a`"));
        assert_eq!(did_you_mean("", ["a", "b", "c"]).as_deref(), Some("there are `a`, `b` and `c`"));
        assert_eq!(did_you_mean("phone", []), None);
        let many: Vec<String> = (0..13).map(|number| format!("input_number_{number}")).collect();
        assert_eq!(did_you_mean("x", many.iter().map(String::as_str)), None);
    }

    #[test]
    fn swapped_letters_count_once_and_ties_go_by_name() {
        assert_eq!(nearest("emial", ["email"]), Some("email"));
        assert_eq!(nearest("bat", ["cat", "bad"]), Some("bad"));
        assert_eq!(nearest("name", ["name"]), None, "the same name is no suggestion");
        let long = "x".repeat(100_000);
        assert_eq!(nearest(&long, [long.as_str(), "y"]), None);
    }
}
