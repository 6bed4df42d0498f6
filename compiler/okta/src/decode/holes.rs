//! Random keys inside literals: holes of templates and of search expressions, in the order of the text.

use ecow::EcoString;
use flowc_ir::TemplatePart;
use flowc_value::Value;

/// The pieces of a template text and the keys of its holes, numbered as they first appear. What looks like a
/// hole without being a key of `known` stays text.
pub(crate) fn template_holes(text: &str, known: &[&str]) -> (Vec<TemplatePart>, Vec<EcoString>) {
    let mut parts: Vec<TemplatePart> = Vec::new();
    let mut keys: Vec<EcoString> = Vec::new();
    let mut rest = text;
    let mut plain = EcoString::new();
    while let Some(open) = rest.find("{{{") {
        let (before, from) = rest.split_at(open);
        let inside = from.get(3..).unwrap_or_default();
        let hole = inside.find("}}}").and_then(|close| inside.split_at_checked(close));
        match hole.filter(|(key, _)| known.contains(key)) {
            Some((key, after)) => {
                plain.push_str(before);
                if !plain.is_empty() {
                    parts.push(TemplatePart::Text(std::mem::take(&mut plain)));
                }
                let number = keys.iter().position(|other| other == key).unwrap_or_else(|| {
                    keys.push(key.into());
                    keys.len() - 1
                });
                parts.push(TemplatePart::Hole(u32::try_from(number).unwrap_or(u32::MAX)));
                rest = after.get(3..).unwrap_or_default();
            }
            None => {
                // One brace on: `{{{{key}}}` opens at the second.
                let (brace, from) = rest.split_at(open + 1);
                plain.push_str(brace);
                rest = from;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(TemplatePart::Text(plain));
    }
    (parts, keys)
}

/// The operands of a search expression: their keys in the order of the expression, and the expression with
/// numbers in place of keys.
pub(crate) fn expression_holes(expression: &Value) -> (Value, Vec<EcoString>) {
    let mut keys: Vec<EcoString> = Vec::new();
    let numbered = map_operands(expression, &mut |key| {
        let number = keys.iter().position(|other| other == key).unwrap_or_else(|| {
            keys.push(key.into());
            keys.len() - 1
        });
        Some(Value::object([("outputId", number.to_string())]))
    });
    (numbered, keys)
}

/// Expressions nest no deeper than this.
const MAX_DEPTH: usize = 64;

/// An expression with operands (`rhd`) made anew from their keys.
pub(crate) fn map_operands(expression: &Value, operand: &mut dyn FnMut(&str) -> Option<Value>) -> Value {
    let mut mapped = expression.clone();
    map(&mut mapped, operand, 0);
    mapped
}

fn map(value: &mut Value, operand: &mut dyn FnMut(&str) -> Option<Value>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::List(items) => items.make_mut().iter_mut().for_each(|item| map(item, operand, depth + 1)),
        Value::Object(object) => {
            // The order of a comparison's members varies between exports.
            if object.contains_key("lhs") {
                let rank =
                    |key: &str| ["lhs", "rhs", "op", "join", "rhd"].iter().position(|known| *known == key);
                let mut members: Vec<_> = std::mem::take(object).into_iter().collect();
                members.sort_by_key(|(key, _)| rank(key).unwrap_or(usize::MAX));
                object.extend(members);
            }
            let key = object.get("rhd").and_then(|operand| operand.get("outputId")).and_then(Value::as_str);
            match key.and_then(&mut *operand) {
                Some(made) => _ = object.insert("rhd", made),
                None => object.values_mut().for_each(|item| map(item, operand, depth + 1)),
            }
        }
        _ => {}
    }
}
