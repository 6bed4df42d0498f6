//! Writing: straight from values to bytes, without recursion.

use super::scan::plain_length;
use crate::{Text, Value, number};

/// `JSON.stringify(value)` as bytes.
pub fn to_bytes(value: &Value) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    write(value, &mut out);
    out
}

/// `JSON.stringify(value)` as text.
pub fn to_text(value: &Value) -> Text {
    Text::new(&into_string(to_bytes(value)))
}

/// `JSON.stringify(value, null, indent)`: one line per field or item, `indent` spaces per level.
pub fn to_pretty(value: &Value, indent: usize) -> String {
    let mut out = Vec::with_capacity(256);
    Writer { out: &mut out, indent: Some(indent) }.value(value);
    into_string(out)
}

/// Appends `JSON.stringify(value)`.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    Writer { out, indent: None }.value(value);
}

/// What was written is UTF-8.
fn into_string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    indent: Option<usize>,
}

/// A list or object that is open, with what is still to be written of it.
struct Open<'v> {
    items: Items<'v>,
    begun: bool,
}

enum Items<'v> {
    List(std::slice::Iter<'v, Value>),
    Object(crate::object::Iter<'v>),
}

impl<'v> Items<'v> {
    fn next(&mut self) -> Option<(Option<&'v Text>, &'v Value)> {
        match self {
            Items::List(items) => items.next().map(|item| (None, item)),
            Items::Object(fields) => fields.next().map(|(key, item)| (Some(key), item)),
        }
    }

    const fn end(&self) -> u8 {
        match self {
            Items::List(_) => b']',
            Items::Object(_) => b'}',
        }
    }
}

impl Writer<'_> {
    fn value(&mut self, value: &Value) {
        let mut open = Vec::new();
        self.begin(value, &mut open);
        while let Some(last) = open.last_mut() {
            let begun = std::mem::replace(&mut last.begun, true);
            if let Some((key, item)) = last.items.next() {
                if begun {
                    self.out.push(b',');
                }
                self.line(open.len());
                if let Some(key) = key {
                    self.text(key.as_bytes());
                    self.out.extend_from_slice(if self.indent.is_some() { b": " } else { b":" });
                }
                self.begin(item, &mut open);
            } else {
                let end = last.items.end();
                open.pop();
                self.line(open.len());
                self.out.push(end);
            }
        }
    }

    /// Writes a scalar or an empty container, opens any other.
    fn begin<'v>(&mut self, value: &'v Value, open: &mut Vec<Open<'v>>) {
        match value {
            Value::Null => self.out.extend_from_slice(b"null"),
            Value::Bool(true) => self.out.extend_from_slice(b"true"),
            Value::Bool(false) => self.out.extend_from_slice(b"false"),
            Value::Number(number) if number.is_finite() => number::write(*number, self.out),
            Value::Number(_) => self.out.extend_from_slice(b"null"),
            Value::Text(text) => self.text(text.as_bytes()),
            Value::Date(date) => self.text(date.to_iso().as_bytes()),
            Value::File(file) => self.text(file.id.as_bytes()),
            Value::Flow(flow) => self.text(flow.id.as_bytes()),
            Value::List(list) if list.is_empty() => self.out.extend_from_slice(b"[]"),
            Value::List(list) => {
                self.out.push(b'[');
                open.push(Open { items: Items::List(list.iter()), begun: false });
            }
            Value::Object(object) if object.is_empty() => self.out.extend_from_slice(b"{}"),
            Value::Object(object) => {
                self.out.push(b'{');
                open.push(Open { items: Items::Object(object.iter()), begun: false });
            }
        }
    }

    /// A new line with its indentation, if lines are wanted.
    fn line(&mut self, depth: usize) {
        if let Some(indent) = self.indent {
            self.out.push(b'\n');
            self.out.resize(self.out.len() + indent * depth, b' ');
        }
    }

    fn text(&mut self, bytes: &[u8]) {
        self.out.push(b'"');
        let mut rest = bytes;
        loop {
            let (plain, from) = rest.split_at_checked(plain_length(rest)).unwrap_or((rest, &[]));
            self.out.extend_from_slice(plain);
            let Some((byte, behind)) = from.split_first() else { break };
            match escape(*byte) {
                b'u' => self.control(*byte),
                letter => self.out.extend_from_slice(&[b'\\', letter]),
            }
            rest = behind;
        }
        self.out.push(b'"');
    }

    fn control(&mut self, byte: u8) {
        let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
        self.out.extend_from_slice(b"\\u00");
        self.out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
}

/// The letter behind the backslash of a byte that needs one.
const fn escape(byte: u8) -> u8 {
    match byte {
        8 => b'b',
        9 => b't',
        10 => b'n',
        12 => b'f',
        13 => b'r',
        0..0x20 => b'u',
        quote_or_backslash => quote_or_backslash,
    }
}
