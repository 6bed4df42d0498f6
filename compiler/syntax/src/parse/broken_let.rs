//! A `let` that does not parse gives its names all the same, so that no use of them is an error as well.

use std::ops::Range;

use ecow::EcoString;

use super::{Builder, Rule, run};
use crate::ast::{Attr, Binding, Expr, ExprKind, Name, Pattern, PatternField, StmtKind};
use crate::words::{is_identifier, is_keyword};

impl Builder<'_> {
    /// The bindings of a `let` in code that is no statement; their values are none.
    pub(super) fn broken_let(&mut self, range: &Range<usize>) -> Option<(Vec<Attr>, StmtKind)> {
        let code = self.code.get(range.clone())?;
        let Some(head) = run(Rule::lone_let, code).ok().and_then(|mut pairs| pairs.next()) else {
            let pattern = self.broken_pattern(code, range.start)?;
            let binding = self.without_value(pattern, range);
            return Some((Vec::new(), StmtKind::Let(vec![binding])));
        };
        let start = range.start + head.as_span().end();
        let mut attrs = Vec::new();
        let mut bindings = Vec::new();
        for part in head.into_inner() {
            match part.as_rule() {
                Rule::attribute => attrs.push(self.attribute(part)),
                Rule::pattern => {
                    let pattern = self.pattern(part);
                    bindings.push(self.without_value(pattern, &(start..range.end)));
                }
                _ => {}
            }
        }
        bindings.extend(self.further_bindings(&(start..range.end)));
        (!bindings.is_empty()).then_some((attrs, StmtKind::Let(bindings)))
    }

    /// `, name =` behind the first value.
    fn further_bindings(&mut self, range: &Range<usize>) -> Vec<Binding> {
        let Some(code) = self.code.get(range.clone()) else { return Vec::new() };
        let mut found = Vec::new();
        for comma in commas(code) {
            let at = range.start + comma + 1;
            let behind = run(Rule::lone_binding, code.get(comma + 1..).unwrap_or_default());
            let head = behind.ok().and_then(|mut pairs| pairs.next());
            let pattern =
                head.and_then(|head| head.into_inner().find(|part| part.as_rule() == Rule::pattern));
            if let Some(pattern) = pattern {
                let before = std::mem::replace(&mut self.base, at);
                let pattern = self.pattern(pattern);
                self.base = before;
                found.push(self.without_value(pattern, &(range.end..range.end)));
            }
        }
        found
    }

    fn without_value(&self, pattern: Pattern, range: &Range<usize>) -> Binding {
        let source = self.text.get(range.clone()).unwrap_or_default().trim();
        let span = self.place(range.start, range.end);
        let value = Expr { kind: ExprKind::Error(EcoString::from(source)), span };
        Binding { attrs: Vec::new(), pattern, value }
    }

    /// The names in `let { … }` of which a field does not parse: the last word of each.
    fn broken_pattern(&self, code: &str, start: usize) -> Option<Pattern> {
        let behind = code.strip_prefix("let")?.trim_start();
        let inside = behind.strip_prefix('{')?;
        let (inside, _) = inside.split_once(['}', '='])?;
        let offset = start + code.len() - behind.len() + 1;
        let mut fields = Vec::new();
        let mut at = offset;
        for field in inside.split(',') {
            let named = field.split(':').next().unwrap_or_default();
            let mut words = named.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            if let Some(word) = words.rfind(|word| is_identifier(word) && !is_keyword(word)) {
                let from = at + named.rfind(word).unwrap_or_default();
                let name = Name { text: word.into(), span: self.place(from, from + word.len()) };
                fields.push(PatternField { attrs: Vec::new(), path: vec![name], alias: None, shape: None });
            }
            at += field.len() + 1;
        }
        (!fields.is_empty()).then_some(Pattern::Record(fields))
    }
}

/// Places of the commas that lie in no bracket and no text.
fn commas(code: &str) -> Vec<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let mut found = Vec::new();
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}
