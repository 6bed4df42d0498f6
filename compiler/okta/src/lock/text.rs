//! The text of a lock: JSON with a line for each card, so that an edit of one card changes a line.

/// What stands inside these goes to lines of its own, and so does what they stand in: lists of cards.
const LISTS: [&str; 2] = [r#""cards""#, r#""methods""#];

/// Items of a list that have one of these go to lines of their own: cards.
const CARDS: [&str; 2] = [r#""card""#, r#""address""#];

/// The outermost objects are the lock itself and its own tables.
const OWN: usize = 2;

/// Breaks the JSON text of a lock, which has no blanks, into lines.
pub(super) fn in_lines(json: &str) -> String {
    let broken = broken(json);
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let mut opened = broken.iter();
    // For each part that is open whether it is broken.
    let mut open: Vec<bool> = Vec::new();
    for piece in pieces(json) {
        match piece {
            "{" | "[" => {
                let broken = opened.next() == Some(&true);
                open.push(broken);
                out.push_str(piece);
                if broken {
                    new_line(&mut out, open.len());
                }
            }
            "}" | "]" => {
                if open.pop() == Some(true) {
                    new_line(&mut out, open.len());
                }
                out.push_str(piece);
            }
            "," => {
                out.push(',');
                if open.last() == Some(&true) {
                    new_line(&mut out, open.len());
                }
            }
            ":" => out.push_str(if open.last() == Some(&true) { ": " } else { ":" }),
            word => out.push_str(word),
        }
    }
    out.push('\n');
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
}

/// For each part, in the order in which they are opened, whether it takes several lines: it holds cards, or is one of
/// the lock's own tables.
fn broken(json: &str) -> Vec<bool> {
    let mut broken: Vec<bool> = Vec::new();
    // Places of what is open, and whether it is a list.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut before = "";
    for piece in pieces(json) {
        match piece {
            "{" | "[" => {
                open.push((broken.len(), piece == "["));
                broken.push(false);
            }
            "}" | "]" => {
                if before != "{" && open.len() <= OWN && piece == "}" {
                    mark(&mut broken, Some(&open));
                }
                open.pop();
            }
            ":" if LISTS.contains(&before) => mark(&mut broken, Some(&open)),
            ":" if CARDS.contains(&before) => {
                let around = open.split_last().map(|(_, around)| around);
                mark(&mut broken, around.filter(|around| around.last().is_some_and(|(_, list)| *list)));
            }
            _ => {}
        }
        before = piece;
    }
    broken
}

/// Marks what is open, from the inside to what is marked already.
fn mark(broken: &mut [bool], open: Option<&[(usize, bool)]>) {
    for (at, _) in open.into_iter().flatten().rev() {
        match broken.get_mut(*at) {
            Some(is_broken) if !*is_broken => *is_broken = true,
            _ => break,
        }
    }
}

/// The text in pieces: signs, texts, what lies between them.
fn pieces(json: &str) -> impl Iterator<Item = &str> {
    let mut rest = json;
    std::iter::from_fn(move || {
        let length = match rest.as_bytes().first()? {
            b'"' => end_of_text(rest),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            _ => rest.find(['{', '}', '[', ']', ',', ':', '"']).unwrap_or(rest.len()),
        };
        let (piece, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(piece)
    })
}

/// Where a text ends that stands at the beginning.
fn end_of_text(json: &str) -> usize {
    // The quotation mark in front ends nothing.
    let mut escaped = true;
    let end = json.bytes().position(|byte| match byte {
        _ if escaped => {
            escaped = false;
            false
        }
        b'\\' => {
            escaped = true;
            false
        }
        byte => byte == b'"',
    });
    end.map_or(json.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_take_a_line_each() {
        let json = r#"{"form":3,"flows":{"a":{"id":"x","body":{"cards":[{"card":"}\",","title":"t"},{"card":"b"}]}},"b":{"id":"y"}},"rest":{"/a":[{"b":{"card":1}}],"/b":[[{"address":1},2]]},"tables":{}}"#;
        let text = r#"{
 "form": 3,
 "flows": {
  "a": {
   "id": "x",
   "body": {
    "cards": [
     {"card":"}\",","title":"t"},
     {"card":"b"}
    ]
   }
  },
  "b": {"id":"y"}
 },
 "rest": {
  "/a": [{"b":{"card":1}}],
  "/b": [
   [
    {"address":1},
    2
   ]
  ]
 },
 "tables": {}
}
"#;
        assert_eq!(in_lines(json), text);
    }
}
