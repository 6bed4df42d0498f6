//! Reading: one pass from text to values.

use std::borrow::Cow;

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
        let whole = pass.value(MAX_DEPTH, wanted).and_then(|()| match pass.scanner.token() {
            None => Ok(()),
            Some(_) => pass.scanner.fail(Problem::Trailing),
        });
        match whole {
            Ok(()) => Ok(self.stack.pop().unwrap_or_default()),
            Err((offset, problem)) => Err(JsonError::new(text, offset, problem)),
        }
    }
}

struct Pass<'t, 'r> {
    scanner: Scanner<'t>,
    reader: &'r mut Reader,
}

/// The keys of an object while it is read.
enum Building {
    Shared(Shape),
    Own(Keys),
}

impl<'t> Pass<'t, '_> {
    /// Reads a value onto the stack.
    fn value(&mut self, depth: usize, wanted: &Wanted) -> Result<(), Failure> {
        let value = match self.scanner.token() {
            Some(b'"') => {
                let text = self.scanner.string()?;
                self.reader.stack.push(Value::Text(Text::new(&text)));
                return Ok(());
            }
            Some(b'-' | b'0'..=b'9') => Value::Number(self.scanner.number()?),
            Some(b'{') => return self.object(self.deeper(depth)?, wanted),
            Some(b'[') => return self.list(self.deeper(depth)?, wanted),
            Some(b't') => self.scanner.literal("true").map(|()| Value::Bool(true))?,
            Some(b'f') => self.scanner.literal("false").map(|()| Value::Bool(false))?,
            Some(b'n') => self.scanner.literal("null").map(|()| Value::Null)?,
            _ => return self.scanner.fail(Problem::Unexpected),
        };
        self.reader.stack.push(value);
        Ok(())
    }

    fn deeper(&self, depth: usize) -> Result<usize, Failure> {
        depth.checked_sub(1).ok_or((self.scanner.at, Problem::TooDeep))
    }

    fn list(&mut self, depth: usize, wanted: &Wanted) -> Result<(), Failure> {
        self.scanner.at += 1;
        let start = self.reader.stack.len();
        if self.scanner.token() == Some(b']') {
            self.scanner.at += 1;
            self.reader.stack.push(Value::List(List::new()));
            return Ok(());
        }
        loop {
            self.value(depth, wanted)?;
            match self.scanner.token() {
                Some(b',') => self.scanner.at += 1,
                Some(b']') => break,
                _ => return self.scanner.fail(Problem::CommaInList),
            }
        }
        self.scanner.at += 1;
        let items = self.reader.stack.split_off(start);
        self.reader.stack.push(Value::List(items.into()));
        Ok(())
    }

    fn object(&mut self, depth: usize, wanted: &Wanted) -> Result<(), Failure> {
        self.scanner.at += 1;
        let start = self.reader.stack.len();
        let mut keys = Building::Shared(Shapes::EMPTY);
        if self.scanner.token() == Some(b'}') {
            self.scanner.at += 1;
            self.reader.stack.push(Value::Object(Object::new()));
            return Ok(());
        }
        let mut first = true;
        loop {
            let key = self.key(first)?;
            match wanted.field(&key) {
                Some(wanted) => {
                    self.value(depth, wanted)?;
                    self.name(&mut keys, start, &key);
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
        let values = self.reader.stack.split_off(start);
        self.reader.stack.push(Value::Object(Object::from_parts(table, values)));
        Ok(())
    }

    /// Reads a key and the colon behind it.
    fn key(&mut self, first: bool) -> Result<Cow<'t, str>, Failure> {
        if self.scanner.token() != Some(b'"') {
            return self.scanner.fail(if first { Problem::NameOrEnd } else { Problem::Name });
        }
        let key = self.scanner.string()?;
        if self.scanner.token() != Some(b':') {
            let value = |byte: u8| byte.is_ascii_digit() || byte == b'"';
            let colon = first || self.scanner.peek().is_some_and(value);
            return self.scanner.fail(if colon { Problem::Colon } else { Problem::Unexpected });
        }
        self.scanner.at += 1;
        Ok(key)
    }

    /// Names the value on top of the stack; the values of the object begin at `start`.
    fn name(&mut self, keys: &mut Building, start: usize, key: &str) {
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
        if let Some(place) = repeated
            && let Some(value) = self.reader.stack.pop()
            && let Some(old) = self.reader.stack.get_mut(start + place)
        {
            *old = value;
        }
    }

    /// Checks a value without building it.
    fn skip(&mut self, depth: usize) -> Result<(), Failure> {
        if self.scanner.token() == Some(b'"') {
            return self.scanner.string().map(drop);
        }
        let start = self.reader.stack.len();
        let nothing = Wanted::nothing();
        self.value(depth, &nothing)?;
        self.reader.stack.truncate(start);
        Ok(())
    }
}
