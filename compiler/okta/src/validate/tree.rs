//! A pack as it stands in its text: nothing is copied that can be borrowed, nothing is freed one by one.

use std::borrow::Cow;

use bumpalo::Bump;
use flowc_value::Value;
use flowc_value::json::{JsonError, Leaf, Sink, read_into};
use rustc_hash::FxHashMap;

/// Objects up to this size are searched one by one, larger ones by halves.
const LINEAR: usize = 32;

/// A JSON value that lives as long as its text and the arena.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node<'t> {
    Null,
    Bool(bool),
    Number(f64),
    Text(&'t str),
    List(&'t [Node<'t>]),
    Object(Fields<'t>),
}

/// The fields of an object, in order and without repetition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'t>(&'t Parts<'t>);

#[derive(Clone, Copy, Debug)]
struct Parts<'t> {
    all: &'t [Field<'t>],
    /// Places of the fields by their keys; empty for small objects.
    sorted: &'t [usize],
}

/// A value and its key, if it is a field.
#[derive(Clone, Copy, Debug)]
struct Field<'t> {
    /// Length and first bytes of the key, which tell most keys apart.
    tag: u64,
    key: &'t str,
    node: Node<'t>,
}

/// Length and first seven bytes of a key; of a key in the code a constant.
#[inline]
const fn tag(key: &str) -> u64 {
    match key.as_bytes() {
        [] => 0,
        &[a] => pack(1, [a, 0, 0, 0, 0, 0, 0]),
        &[a, b] => pack(2, [a, b, 0, 0, 0, 0, 0]),
        &[a, b, c] => pack(3, [a, b, c, 0, 0, 0, 0]),
        &[a, b, c, d] => pack(4, [a, b, c, d, 0, 0, 0]),
        &[a, b, c, d, e] => pack(5, [a, b, c, d, e, 0, 0]),
        &[a, b, c, d, e, f] => pack(6, [a, b, c, d, e, f, 0]),
        &[a, b, c, d, e, f, g, ..] => pack(key.len(), [a, b, c, d, e, f, g]),
    }
}

#[inline]
const fn pack(length: usize, [a, b, c, d, e, f, g]: [u8; 7]) -> u64 {
    let length = if length < 255 { length as u8 } else { 255 };
    u64::from_le_bytes([a, b, c, d, e, f, g, length])
}

/// Reads a text.
pub(super) fn read<'t>(text: &'t str, arena: &'t Bump) -> Result<Node<'t>, JsonError> {
    let mut growing = Growing { arena, stack: Vec::new() };
    read_into(text, &mut growing)?;
    Ok(growing.stack.pop().map_or(Node::Null, |top| top.node))
}

impl<'t> Node<'t> {
    /// The member of a key.
    #[inline]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.as_object()?.get(key)
    }

    pub fn is_null(self) -> bool {
        matches!(self, Node::Null)
    }

    pub fn as_bool(self) -> Option<bool> {
        if let Node::Bool(value) = self { Some(value) } else { None }
    }

    pub fn as_number(self) -> Option<f64> {
        if let Node::Number(number) = self { Some(number) } else { None }
    }

    pub fn as_str(self) -> Option<&'t str> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }

    pub fn as_list(self) -> Option<&'t [Node<'t>]> {
        if let Node::List(items) = self { Some(items) } else { None }
    }

    pub fn as_object(self) -> Option<Fields<'t>> {
        if let Node::Object(fields) = self { Some(fields) } else { None }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Node<'_>) -> bool {
        match (*self, *other) {
            (Node::Null, Node::Null) => true,
            (Node::Bool(a), Node::Bool(b)) => a == b,
            (Node::Number(a), Node::Number(b)) => a == b,
            (Node::Text(a), Node::Text(b)) => a == b,
            (Node::List(a), Node::List(b)) => a == b,
            (Node::Object(a), Node::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key) == Some(value))
            }
            _ => false,
        }
    }
}

impl PartialEq<Value> for Node<'_> {
    fn eq(&self, other: &Value) -> bool {
        match (*self, other) {
            (Node::Null, Value::Null) => true,
            (Node::Bool(a), Value::Bool(b)) => a == *b,
            (Node::Number(a), Value::Number(b)) => a == *b,
            (Node::Text(a), Value::Text(b)) => a == b.as_str(),
            (Node::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a == b)
            }
            (Node::Object(a), Value::Object(b)) => {
                a.len() == b.len() && b.iter().all(|(key, value)| a.get(key).is_some_and(|own| own == *value))
            }
            _ => false,
        }
    }
}

impl Default for Fields<'_> {
    fn default() -> Self {
        const { Fields(&Parts { all: &[], sorted: &[] }) }
    }
}

impl<'t> Fields<'t> {
    /// The value of a key.
    #[inline]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        if !self.0.sorted.is_empty() {
            return self.search(key);
        }
        let tag = tag(key);
        self.0.all.iter().find(|field| field.is(tag, key)).map(|field| field.node)
    }

    fn search(self, key: &str) -> Option<Node<'t>> {
        let known = |&place: &usize| self.0.all.get(place).map_or("", |field| field.key).cmp(key);
        let place = self.0.sorted.binary_search_by(known).ok()?;
        self.0.all.get(*self.0.sorted.get(place)?).map(|field| field.node)
    }

    pub fn len(self) -> usize {
        self.0.all.len()
    }

    pub fn is_empty(self) -> bool {
        self.0.all.is_empty()
    }

    pub fn contains_key(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn keys(self) -> impl Iterator<Item = &'t str> {
        self.0.all.iter().map(|field| field.key)
    }

    pub fn iter(self) -> impl Iterator<Item = (&'t str, Node<'t>)> {
        self.0.all.iter().map(|field| (field.key, field.node))
    }
}

impl Field<'_> {
    /// Whether it has this key, of which the tag is known.
    #[inline]
    fn is(&self, tag: u64, key: &str) -> bool {
        self.tag == tag && (key.len() <= 7 || self.key == key)
    }
}

/// Nodes while they are read.
struct Growing<'t> {
    arena: &'t Bump,
    stack: Vec<Field<'t>>,
}

impl<'t> Growing<'t> {
    #[inline]
    fn push(&mut self, node: Node<'t>) {
        self.stack.push(Field { tag: 0, key: "", node });
    }

    #[inline]
    fn kept(&self, text: Cow<'t, str>) -> &'t str {
        match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.arena.alloc_str(&text),
        }
    }

    /// A large object, where repeated keys are found when it is complete.
    fn large(&self, mut all: Vec<Field<'t>>) -> Parts<'t> {
        let mut sorted = by_key(&all);
        let key = |place: &usize| all.get(*place).map(|field| field.key);
        if sorted.windows(2).any(|pair| pair.first().map(key) == pair.last().map(key)) {
            all = without_repeats(all);
            sorted = by_key(&all);
        }
        Parts { all: self.arena.alloc_slice_copy(&all), sorted: self.arena.alloc_slice_copy(&sorted) }
    }
}

/// The places of fields by their keys.
fn by_key(all: &[Field<'_>]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..all.len()).collect();
    places.sort_by_key(|&place| all.get(place).map(|field| field.key));
    places
}

/// Of a repeated key the last value, at the place of the first.
fn without_repeats(all: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut kept: Vec<Field<'_>> = Vec::new();
    for field in all {
        let place = *places.entry(field.key).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(first) => first.node = field.node,
            None => kept.push(field),
        }
    }
    kept
}

impl<'t> Sink<'t> for Growing<'t> {
    /// A bit for each kind of key met so far, so that most keys are seen to be new without a search.
    type Keys = u64;

    fn height(&self) -> usize {
        self.stack.len()
    }

    fn cut(&mut self, height: usize) {
        self.stack.truncate(height);
    }

    #[inline]
    fn leaf(&mut self, leaf: Leaf<'t>) {
        let node = match leaf {
            Leaf::Null => Node::Null,
            Leaf::Bool(value) => Node::Bool(value),
            Leaf::Number(number) => Node::Number(number),
            Leaf::Text(text) => Node::Text(self.kept(text)),
        };
        self.push(node);
    }

    fn list(&mut self, start: usize) {
        let items = self.stack.get(start..).unwrap_or_default();
        let items = self.arena.alloc_slice_fill_iter(items.iter().map(|item| item.node));
        self.stack.truncate(start);
        self.push(Node::List(items));
    }

    fn keys(&self) -> u64 {
        0
    }

    #[inline]
    fn name(&mut self, keys: &mut u64, start: usize, key: Cow<'t, str>) {
        let key = self.kept(key);
        let tag = tag(key);
        let kind = 1_u64 << ((key.len() ^ key.bytes().next_back().map_or(0, usize::from)) % 64);
        let perhaps = *keys & kind != 0;
        *keys |= kind;
        let Some(Field { node, .. }) = self.stack.pop() else { return };
        let before = self.stack.get_mut(start..).unwrap_or_default();
        let searched = perhaps && before.len() <= LINEAR;
        match before.iter_mut().find(|field| searched && field.is(tag, key)) {
            Some(first) => first.node = node,
            None => self.stack.push(Field { tag, key, node }),
        }
    }

    fn object(&mut self, _: u64, start: usize) {
        let all = self.stack.get(start..).unwrap_or_default();
        let parts = if all.len() <= LINEAR {
            Parts { all: self.arena.alloc_slice_copy(all), sorted: &[] }
        } else {
            self.large(all.to_vec())
        };
        self.stack.truncate(start);
        self.push(Node::Object(Fields(self.arena.alloc(parts))));
    }
}

#[cfg(test)]
mod tests {
    use flowc_value::json;

    use super::*;

    /// Both readers see the same, keys and their order included.
    fn same(text: &str) {
        let arena = Bump::new();
        let (node, value) = (read(text, &arena), json::parse(text));
        match (node, value) {
            (Ok(node), Ok(value)) => {
                assert!(node == value, "{text}");
                let keys: Vec<&str> = node.as_object().unwrap_or_default().keys().collect();
                let known: Vec<&str> = value
                    .as_object()
                    .into_iter()
                    .flat_map(|object| object.keys())
                    .map(|key| key.as_str())
                    .collect();
                assert_eq!(keys, known, "{text}");
            }
            (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
            (node, value) => panic!("{text}: {node:?} and {value:?}"),
        }
    }

    #[test]
    fn the_tree_says_what_values_say() {
        for text in [
            "null",
            "[]",
            "{}",
            r#"[true, false, -1.5e3, "a", "\u00e9\n", []]"#,
            r#"{"a": {"b": [1, {"c": null}]}, "b": "x"}"#,
            r#"{"a": 1, "b": 2, "a": 3}"#,
            r#"{"\u0061": 1, "b": 2, "a": 3}"#,
            r#"{"webhook": 1, "webhookList": 2, "webhookLisp": 3, "webhookList": 4}"#,
            r#"{"a": 1,}"#,
            r#"{"a" 1}"#,
            "[1, 2",
            "",
        ] {
            same(text);
        }
        let many = |keys: usize| {
            let fields: Vec<String> =
                (0..2 * LINEAR).map(|at| format!("\"key {}\": {at}", at % keys)).collect();
            format!("{{{}}}", fields.join(", "))
        };
        [1, LINEAR - 1, LINEAR + 1, 2 * LINEAR].into_iter().for_each(|keys| same(&many(keys)));
        same(&"[".repeat(1000));
    }

    #[test]
    fn keys_are_found_in_small_and_large_objects() {
        for size in [3, LINEAR, LINEAR + 1, 300] {
            let fields: Vec<String> = (0..size).map(|at| format!("\"a long key {at}\": {at}")).collect();
            let (text, arena) = (format!("{{{}}}", fields.join(",")), Bump::new());
            let node = read(&text, &arena).unwrap();
            let found = |at: usize| node.get(&format!("a long key {at}")).and_then(Node::as_number);
            assert!((0..size).all(|at| found(at) == Some(f64::from(u32::try_from(at).unwrap()))));
            assert_eq!(found(size), None);
        }
    }
}
