//! Shapes met while reading: objects with the same keys in the same order get one key table.
//!
//! A tree whose edges are keys. Reading an object walks it and mostly finds each next key at once, without
//! making a text of it. What does not fit in (very wide, very many shapes) is built without sharing, so
//! hostile input costs no more than its own size.

use std::sync::Arc;

use crate::{Keys, Text};

/// A node of the tree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape(u32);

/// What a key does to an object of some shape.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// A new key leads to this shape.
    Grow(Shape),
    /// A key that the object has, at this place.
    Repeat(usize),
    /// The tree has no room for it.
    Full,
}

struct Node {
    parent: u32,
    key: Text,
    size: usize,
    /// The edge taken last, and all edges.
    hot: usize,
    edges: Vec<(Text, Step)>,
    table: Option<Arc<Keys>>,
}

/// The tree; node 0 is the empty object.
pub(super) struct Shapes(Vec<Node>);

const MAX_NODES: usize = 4096;
const MAX_SIZE: usize = 64;
const MAX_EDGES: usize = 16;

impl Shapes {
    pub const EMPTY: Shape = Shape(0);

    pub fn new() -> Self {
        Self(vec![Node::new(0, Text::EMPTY, 0)])
    }

    /// Starts afresh when there is no more room, so that a long-lived reader goes on learning.
    pub fn make_room(&mut self) {
        if self.0.len() >= MAX_NODES {
            *self = Self::new();
        }
    }

    #[inline]
    pub fn step(&mut self, shape: Shape, key: &str) -> Step {
        let Some(node) = self.0.get_mut(shape.0 as usize) else { return Step::Full };
        if let Some((name, step)) = node.edges.get(node.hot)
            && name == key
        {
            return *step;
        }
        if let Some(place) = node.edges.iter().position(|(name, _)| name == key) {
            node.hot = place;
            return node.edges.get(place).map_or(Step::Full, |(_, step)| *step);
        }
        self.learn(shape, key)
    }

    fn learn(&mut self, shape: Shape, key: &str) -> Step {
        let step = match self.place(shape, key) {
            Some(place) => Step::Repeat(place),
            None => match u32::try_from(self.0.len()) {
                Ok(next) if self.0.len() < MAX_NODES => Step::Grow(Shape(next)),
                _ => return Step::Full,
            },
        };
        let key = Text::new(key);
        let Some(node) = self.0.get_mut(shape.0 as usize) else { return Step::Full };
        if node.edges.len() >= MAX_EDGES || node.size >= MAX_SIZE {
            return Step::Full;
        }
        node.hot = node.edges.len();
        node.edges.push((key.clone(), step));
        let size = node.size + 1;
        if let Step::Grow(_) = step {
            self.0.push(Node::new(shape.0, key, size));
        }
        step
    }

    /// The place of a key that an object of this shape has.
    fn place(&self, mut shape: Shape, key: &str) -> Option<usize> {
        while let Some(node) = self.0.get(shape.0 as usize)
            && node.size > 0
        {
            if node.key == key {
                return Some(node.size - 1);
            }
            shape = Shape(node.parent);
        }
        None
    }

    /// The key table of a shape.
    pub fn table(&mut self, shape: Shape) -> Arc<Keys> {
        if let Some(table) = self.0.get(shape.0 as usize).and_then(|node| node.table.clone()) {
            return table;
        }
        let table = Arc::new(self.keys(shape));
        if let Some(node) = self.0.get_mut(shape.0 as usize) {
            node.table = Some(table.clone());
        }
        table
    }

    /// The keys of a shape, to be changed.
    pub fn keys(&self, mut shape: Shape) -> Keys {
        let mut names = Vec::new();
        while let Some(node) = self.0.get(shape.0 as usize)
            && node.size > 0
        {
            names.push(node.key.clone());
            shape = Shape(node.parent);
        }
        names.reverse();
        Keys::from_distinct(names)
    }
}

impl Node {
    fn new(parent: u32, key: Text, size: usize) -> Self {
        Self { parent, key, size, hot: 0, edges: Vec::new(), table: None }
    }
}
