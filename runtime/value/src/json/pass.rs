//! The grammar of JSON: one pass over a text, which says to a sink what it meets.

use std::borrow::Cow;

use super::MAX_DEPTH;
use super::error::{JsonError, Problem};
use super::scan::{Failure, Scanner};
use super::wanted::Wanted;

/// What has no parts.
#[derive(Clone, Debug)]
pub enum Leaf<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; infinite beyond the doubles.
    Number(f64),
    /// A text: borrowed unless it has escapes.
    Text(Cow<'t, str>),
}

/// Takes what a text holds, parts before wholes, onto a stack of its own.
pub trait Sink<'t> {
    /// The keys of an object that is not finished yet.
    type Keys;

    /// How many values the stack holds.
    fn height(&self) -> usize;

    /// Drops all values above a height.
    fn cut(&mut self, height: usize);

    /// Pushes a value without parts.
    fn leaf(&mut self, leaf: Leaf<'t>);

    /// Makes one list of the values above a height.
    fn list(&mut self, start: usize);

    /// An object begins.
    fn keys(&self) -> Self::Keys;

    /// Names the value on top; those of its object begin at a height. Of a repeated key the last value counts, at
    /// the place of the first.
    fn name(&mut self, keys: &mut Self::Keys, start: usize, key: Cow<'t, str>);

    /// Makes one object of the values above a height.
    fn object(&mut self, keys: Self::Keys, start: usize);
}

/// Reads a whole text into a sink, which then holds one value.
///
/// # Errors
/// Where the text is no JSON: what, where, in JavaScript's words.
pub fn read_into<'t>(text: &'t str, sink: &mut impl Sink<'t>) -> Result<(), JsonError> {
    pass(text, sink, &Wanted::All)
}

/// The same; what is not wanted is checked but left out.
pub(super) fn pass<'t>(text: &'t str, sink: &mut impl Sink<'t>, wanted: &Wanted) -> Result<(), JsonError> {
    let mut pass = Pass { scanner: Scanner::new(text), sink };
    let whole = pass.value(MAX_DEPTH, wanted).and_then(|()| match pass.scanner.token() {
        None => Ok(()),
        Some(_) => pass.scanner.fail(Problem::Trailing),
    });
    whole.map_err(|(offset, problem)| JsonError::new(text, offset, problem))
}

struct Pass<'t, 's, S> {
    scanner: Scanner<'t>,
    sink: &'s mut S,
}

impl<'t, S: Sink<'t>> Pass<'t, '_, S> {
    /// Reads a value onto the stack.
    fn value(&mut self, depth: usize, wanted: &Wanted) -> Result<(), Failure> {
        let leaf = match self.scanner.token() {
            Some(b'"') => Leaf::Text(self.scanner.string()?),
            Some(b'-' | b'0'..=b'9') => Leaf::Number(self.scanner.number()?),
            Some(b'{') => return self.object(self.deeper(depth)?, wanted),
            Some(b'[') => return self.list(self.deeper(depth)?, wanted),
            Some(b't') => self.scanner.literal("true").map(|()| Leaf::Bool(true))?,
            Some(b'f') => self.scanner.literal("false").map(|()| Leaf::Bool(false))?,
            Some(b'n') => self.scanner.literal("null").map(|()| Leaf::Null)?,
            _ => return self.scanner.fail(Problem::Unexpected),
        };
        self.sink.leaf(leaf);
        Ok(())
    }

    fn deeper(&self, depth: usize) -> Result<usize, Failure> {
        depth.checked_sub(1).ok_or((self.scanner.at, Problem::TooDeep))
    }

    fn list(&mut self, depth: usize, wanted: &Wanted) -> Result<(), Failure> {
        self.scanner.at += 1;
        let start = self.sink.height();
        if self.scanner.token() != Some(b']') {
            loop {
                self.value(depth, wanted)?;
                match self.scanner.token() {
                    Some(b',') => self.scanner.at += 1,
                    Some(b']') => break,
                    _ => return self.scanner.fail(Problem::CommaInList),
                }
            }
        }
        self.scanner.at += 1;
        self.sink.list(start);
        Ok(())
    }

    fn object(&mut self, depth: usize, wanted: &Wanted) -> Result<(), Failure> {
        self.scanner.at += 1;
        let start = self.sink.height();
        let mut keys = self.sink.keys();
        if self.scanner.token() != Some(b'}') {
            let mut first = true;
            loop {
                let key = self.key(first)?;
                match wanted.field(&key) {
                    Some(wanted) => {
                        self.value(depth, wanted)?;
                        self.sink.name(&mut keys, start, key);
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
        }
        self.scanner.at += 1;
        self.sink.object(keys, start);
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

    /// Checks a value without building it.
    fn skip(&mut self, depth: usize) -> Result<(), Failure> {
        if self.scanner.token() == Some(b'"') {
            return self.scanner.string().map(drop);
        }
        let start = self.sink.height();
        let nothing = Wanted::nothing();
        self.value(depth, &nothing)?;
        self.sink.cut(start);
        Ok(())
    }
}
