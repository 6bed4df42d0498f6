//! Reading: from text to values.

use std::borrow::Cow;

use super::error::JsonError;
use super::pass::{Leaf, Sink, pass};
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
pub struct Reader(Growing);

/// Values while they are read.
struct Growing {
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
        Self(Growing { shapes: Shapes::new(), stack: Vec::new() })
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
        self.0.shapes.make_room();
        self.0.stack.clear();
        pass(text, &mut self.0, wanted)?;
        Ok(self.0.stack.pop().unwrap_or_default())
    }
}

/// The keys of an object while it is read.
enum Building {
    Shared(Shape),
    Own(Keys),
}

impl<'t> Sink<'t> for Growing {
    type Keys = Building;

    fn height(&self) -> usize {
        self.stack.len()
    }

    fn cut(&mut self, height: usize) {
        self.stack.truncate(height);
    }

    #[inline]
    fn leaf(&mut self, leaf: Leaf<'t>) {
        self.stack.push(match leaf {
            Leaf::Null => Value::Null,
            Leaf::Bool(value) => Value::Bool(value),
            Leaf::Number(number) => Value::Number(number),
            Leaf::Text(text) => Value::Text(Text::new(&text)),
        });
    }

    fn list(&mut self, start: usize) {
        let items = self.stack.split_off(start);
        self.stack.push(Value::List(if items.is_empty() { List::new() } else { items.into() }));
    }

    fn keys(&self) -> Building {
        Building::Shared(Shapes::EMPTY)
    }

    fn name(&mut self, keys: &mut Building, start: usize, key: Cow<'t, str>) {
        let repeated = match keys {
            Building::Shared(shape) => match self.shapes.step(*shape, &key) {
                Step::Grow(next) => {
                    *shape = next;
                    None
                }
                Step::Repeat(place) => Some(place),
                Step::Full => {
                    let mut own = self.shapes.keys(*shape);
                    let place = own.add(&key);
                    *keys = Building::Own(own);
                    place
                }
            },
            Building::Own(own) => own.add(&key),
        };
        if let Some(place) = repeated
            && let Some(value) = self.stack.pop()
            && let Some(old) = self.stack.get_mut(start + place)
        {
            *old = value;
        }
    }

    fn object(&mut self, keys: Building, start: usize) {
        let table = match keys {
            Building::Shared(Shapes::EMPTY) => {
                self.stack.push(Value::Object(Object::new()));
                return;
            }
            Building::Shared(shape) => self.shapes.table(shape),
            Building::Own(keys) => keys.into(),
        };
        let values = self.stack.split_off(start);
        self.stack.push(Value::Object(Object::from_parts(table, values)));
    }
}
