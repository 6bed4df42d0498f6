//! Shapes met while reading: objects with the same keys in the same order get one key table.
//!
//! A tree in which a key leads from each shape to the next. Reading an object walks it and mostly finds each next key at once, without
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
    /// The key by which the parent leads here.
    key: Text,
    /// How many keys the shape has.
    size: u32,
    /// The child taken last, the first of all children, and the next child of the same parent; 0 = none.
    hot: u32,
    first: u32,
    sibling: u32,
    table: Option<Arc<Keys>>,
}

/// The tree; node 0 is the empty object.
pub(super) struct Shapes(Vec<Node>);

const MAX_NODES: usize = 4096;
const MAX_SIZE: u32 = 64;
const MAX_CHILDREN: usize = 16;

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

    fn node(&self, shape: Shape) -> Option<&Node> {
        self.0.get(shape.0 as usize)
    }

    fn node_mut(&mut self, shape: Shape) -> Option<&mut Node> {
        self.0.get_mut(shape.0 as usize)
    }

    #[inline]
    pub fn step(&mut self, shape: Shape, key: &str) -> Step {
        let hot = self.node(shape).map_or(0, |node| node.hot);
        match self.0.get(hot as usize) {
            Some(child) if hot != 0 && child.key == key => Step::Grow(Shape(hot)),
            _ => self.find(shape, key),
        }
    }

    fn find(&mut self, shape: Shape, key: &str) -> Step {
        let mut child = self.node(shape).map_or(0, |node| node.first);
        let mut children = 0;
        while child != 0
            && let Some(node) = self.0.get(child as usize)
        {
            if node.key == key {
                if let Some(node) = self.node_mut(shape) {
                    node.hot = child;
                }
                return Step::Grow(Shape(child));
            }
            child = node.sibling;
            children += 1;
        }
        match self.place(shape, key) {
            Some(place) => Step::Repeat(place),
            None if children < MAX_CHILDREN => self.learn(shape, key),
            None => Step::Full,
        }
    }

    fn learn(&mut self, shape: Shape, key: &str) -> Step {
        let room = self.0.len() < MAX_NODES;
        let (Ok(next), Some(node)) = (u32::try_from(self.0.len()), self.node_mut(shape)) else {
            return Step::Full;
        };
        if !room || node.size >= MAX_SIZE {
            return Step::Full;
        }
        let mut child = Node::new(shape.0, Text::new(key), node.size + 1);
        child.sibling = node.first;
        node.first = next;
        node.hot = next;
        self.0.push(child);
        Step::Grow(Shape(next))
    }

    /// The nodes from a shape up to the empty object.
    fn ancestry(&self, shape: Shape) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.node(shape), |node| self.node(Shape(node.parent)))
            .take_while(|node| node.size > 0)
    }

    /// The place of a key that an object of this shape has.
    fn place(&self, shape: Shape, key: &str) -> Option<usize> {
        self.ancestry(shape).find(|node| node.key == key).map(|node| node.size as usize - 1)
    }

    /// The key table of a shape.
    #[inline]
    pub fn table(&mut self, shape: Shape) -> Arc<Keys> {
        match self.node(shape) {
            Some(Node { table: Some(table), .. }) => table.clone(),
            _ => self.make_table(shape),
        }
    }

    fn make_table(&mut self, shape: Shape) -> Arc<Keys> {
        let table = Arc::new(self.keys(shape));
        if let Some(node) = self.node_mut(shape) {
            node.table = Some(table.clone());
        }
        table
    }

    /// The keys of a shape, to be changed.
    pub fn keys(&self, shape: Shape) -> Keys {
        let size = self.node(shape).map_or(0, |node| node.size as usize);
        let mut names = vec![Text::EMPTY; size];
        for (place, node) in names.iter_mut().rev().zip(self.ancestry(shape)) {
            *place = node.key.clone();
        }
        Keys::from_distinct(names)
    }
}

impl Node {
    fn new(parent: u32, key: Text, size: u32) -> Self {
        Self { parent, key, size, hot: 0, first: 0, sibling: 0, table: None }
    }
}
