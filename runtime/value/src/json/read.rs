//! Reading: one pass from text to values.

use super::MAX_DEPTH;
use super::error::{JsonError, Problem};
use super::scan::{Failure, Scanner};
use super::shapes::{Shape, Shapes, Step};
use super::wanted::Wanted;
use crate::{Keys, List, Object, Text, Value};

/// Reads a JSON text.
///
/// # Errors
/// Where the text is no JSON: what, where, in JavaScript's words.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    Reader::new().parse(text)
}

/// Reads JSON from bytes: a byte order mark is skipped, bytes that are no UTF-8 count as U+FFFD.
///
/// # Errors
/// As [`parse`].
pub fn parse_bytes(bytes: &[u8]) -> Result<Value, JsonError> {
    Reader::new().parse_bytes(bytes, &Wanted::All)
}

/// Reads JSON texts one after the other and remembers the shapes of their objects, so that objects of later
/// texts share key tables with earlier ones. Memory stays bounded.
pub struct Reader {
    shapes: Shapes,
    /// Values of the lists and objects that are not finished yet.
    stack: Vec<Value>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

impl Reader {
    /// A reader that has met no shape yet.
    pub fn new() -> Self {
        Self { shapes: Shapes::new(), stack: Vec::new() }
    }

    /// Reads a whole text.
    ///
    /// # Errors
    /// As [`parse`].
    pub fn parse(&mut self, text: &str) -> Result<Value, JsonError> {
        self.parse_wanted(text, &Wanted::All)
    }

    /// Reads bytes; what is not wanted is checked but left out.
    ///
    /// # Errors
    /// As [`parse`].
    pub fn parse_bytes(&mut self, bytes: &[u8], wanted: &Wanted) -> Result<Value, JsonError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        self.parse_wanted(&String::from_utf8_lossy(bytes), wanted)
    }

    /// Reads a text; what is not wanted is checked but left out.
    ///
    /// # Errors
    /// As [`parse`].
    pub fn parse_wanted(&mut self, text: &str, wanted: &Wanted) -> Result<Value, JsonError> {
        self.shapes.make_room();
        self.stack.clear();
        let mut pass = Pass { scanner: Scanner::new(text), reader: self };
        let value = pass.value(MAX_DEPTH, wanted).and_then(|value| match pass.scanner.token() {
            None => Ok(value),
            Some(_) => pass.scanner.fail(Problem::Trailing),
        });
        value.map_err(|(offset, problem)| JsonError::new(text, offset, problem))
    }
}

struct Pass<'a, 'r> {
    scanner: Scanner<'a>,
    reader: &'r mut Reader,
}

/// The keys of an object while it is read.
enum Building {
    Shared(Shape),
    Own(Keys),
}

impl Pass<'_, '_> {
    fn value(&mut self, depth: usize, wanted: &Wanted) -> Result<Value, Failure> {
        match self.scanner.token() {
            Some(b'"') => Ok(Value::Text(Text::new(&self.scanner.string()?))),
            Some(b'-' | b'0'..=b'9') => Ok(Value::Number(self.scanner.number()?)),
            Some(b'{') => self.object(self.deeper(depth)?, wanted),
            Some(b'[') => self.list(self.deeper(depth)?, wanted),
            Some(b't') => self.scanner.literal("true").map(|()| Value::Bool(true)),
            Some(b'f') => self.scanner.literal("false").map(|()| Value::Bool(false)),
            Some(b'n') => self.scanner.literal("null").map(|()| Value::Null),
            _ => self.scanner.fail(Problem::Unexpected),
        }
    }

    fn deeper(&self, depth: usize) -> Result<usize, Failure> {
        depth.checked_sub(1).ok_or((self.scanner.at, Problem::TooDeep))
    }

    fn list(&mut self, depth: usize, wanted: &Wanted) -> Result<Value, Failure> {
        self.scanner.at += 1;
        let start = self.reader.stack.len();
        if self.scanner.token() == Some(b']') {
            self.scanner.at += 1;
            return Ok(Value::List(List::new()));
        }
        loop {
            let item = self.value(depth, wanted)?;
            self.reader.stack.push(item);
            match self.scanner.token() {
                Some(b',') => self.scanner.at += 1,
                Some(b']') => break,
                _ => return self.scanner.fail(Problem::CommaInList),
            }
        }
        self.scanner.at += 1;
        Ok(Value::List(self.finished(start).into()))
    }

    fn object(&mut self, depth: usize, wanted: &Wanted) -> Result<Value, Failure> {
        self.scanner.at += 1;
        let start = self.reader.stack.len();
        let mut keys = Building::Shared(Shapes::EMPTY);
        if self.scanner.token() == Some(b'}') {
            self.scanner.at += 1;
            return Ok(Value::Object(Object::new()));
        }
        let mut first = true;
        loop {
            if self.scanner.token() != Some(b'"') {
                return self.scanner.fail(if first { Problem::NameOrEnd } else { Problem::Name });
            }
            let key = self.scanner.string()?;
            if self.scanner.token() != Some(b':') {
                let colon =
                    first || self.scanner.peek().is_some_and(|byte| byte.is_ascii_digit() || byte == b'"');
                return self.scanner.fail(if colon { Problem::Colon } else { Problem::Unexpected });
            }
            self.scanner.at += 1;
            match wanted.field(&key) {
                Some(wanted) => {
                    let value = self.value(depth, wanted)?;
                    self.field(&mut keys, start, &key, value);
                }
                None => self.skip(depth)?,
            }
            first = false;
            match self.scanner.token() {
                Some(b',') => self.scanner.at += 1,
                Some(b'}') => break,
                _ => return self.scanner.fail(Problem::CommaInObject),
            }
        }
        self.scanner.at += 1;
        let table = match keys {
            Building::Shared(shape) => self.reader.shapes.table(shape),
            Building::Own(keys) => keys.into(),
        };
        Ok(Value::Object(Object::from_parts(table, self.finished(start))))
    }

    /// Puts a field on the stack; the values of the object begin at `start`.
    fn field(&mut self, keys: &mut Building, start: usize, key: &str, value: Value) {
        let repeated = match keys {
            Building::Shared(shape) => match self.reader.shapes.step(*shape, key) {
                Step::Grow(next) => {
                    *shape = next;
                    None
                }
                Step::Repeat(place) => Some(place),
                Step::Full => {
                    let mut own = self.reader.shapes.keys(*shape);
                    let place = own.add(key);
                    *keys = Building::Own(own);
                    place
                }
            },
            Building::Own(own) => own.add(key),
        };
        match repeated.and_then(|place| self.reader.stack.get_mut(start + place)) {
            Some(old) => *old = value,
            None => self.reader.stack.push(value),
        }
    }

    fn finished(&mut self, start: usize) -> Vec<Value> {
        self.reader.stack.drain(start..).collect()
    }

    /// Checks a value without building it.
    fn skip(&mut self, depth: usize) -> Result<(), Failure> {
        match self.scanner.token() {
            Some(b'"') => self.scanner.string().map(drop),
            Some(b'{' | b'[') => {
                let start = self.reader.stack.len();
                let nothing = Wanted::nothing();
                let value = self.value(depth, &nothing);
                self.reader.stack.truncate(start);
                value.map(drop)
            }
            _ => self.value(depth, &Wanted::All).map(drop),
        }
    }
}
