//! Patterns as programs for the machine.

use super::set::Set;
use super::tree::Node;

/// One step. Steps that read a unit say whether they read backwards, as inside a look behind.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Unit {
        unit: u16,
        back: bool,
    },
    Set {
        set: usize,
        back: bool,
    },
    Group {
        group: usize,
        back: bool,
    },
    Start,
    End,
    Boundary(bool),
    /// Remembers the position.
    Save(usize),
    /// Forgets what these places remember.
    Forget {
        from: usize,
        to: usize,
    },
    /// Fails if the position is still the remembered one: a repetition of nothing ends.
    Progress(usize),
    /// Goes on at the first place; if that fails, at the second.
    Split(usize, usize),
    Jump(usize),
    /// Runs the steps behind it up to [`Op::Accept`] and goes on at `next` from the same position.
    Look {
        negative: bool,
        next: usize,
    },
    Accept,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub ops: Vec<Op>,
    pub sets: Vec<Set>,
    /// How many places are remembered: begin and end of each group, then one per open repetition.
    pub places: usize,
    pub ignore_case: bool,
}

/// Steps of the longest program.
const LONGEST: usize = 100_000;

const TOO_LARGE: &str = "Regular expression too large";

impl Program {
    pub fn new(tree: &Node, ignore_case: bool) -> Result<Self, &'static str> {
        let mut names = Vec::new();
        collect(tree, &mut names);
        let program = Program { ops: Vec::new(), sets: Vec::new(), places: 2 * names.len() + 2, ignore_case };
        let mut compiler = Compiler { program, names };
        compiler.node(tree, false)?;
        compiler.push(Op::Accept)?;
        Ok(compiler.program)
    }
}

/// The names of the groups that capture, by number from 1 (at index 0).
fn collect(node: &Node, names: &mut Vec<Option<String>>) {
    match node {
        Node::Group(node, number, name) => {
            if number.is_some() {
                names.push(name.clone());
            }
            collect(node, names);
        }
        Node::Look { node, .. } | Node::Repeat { node, .. } => collect(node, names),
        Node::All(all) | Node::Any(all) => all.iter().for_each(|node| collect(node, names)),
        _ => {}
    }
}

struct Compiler {
    program: Program,
    names: Vec<Option<String>>,
}

impl Compiler {
    /// Appends a step and gives its place.
    fn push(&mut self, op: Op) -> Result<usize, &'static str> {
        if self.program.ops.len() >= LONGEST {
            return Err(TOO_LARGE);
        }
        self.program.ops.push(op);
        Ok(self.program.ops.len() - 1)
    }

    fn patch(&mut self, place: usize, op: Op) {
        if let Some(old) = self.program.ops.get_mut(place) {
            *old = op;
        }
    }

    fn here(&self) -> usize {
        self.program.ops.len()
    }

    fn node(&mut self, node: &Node, back: bool) -> Result<(), &'static str> {
        match node {
            Node::Unit(unit) => {
                let unit = if self.program.ignore_case { super::set::fold(*unit) } else { *unit };
                self.push(Op::Unit { unit, back })?;
            }
            Node::Set(set) => {
                let known = self.program.sets.iter().position(|known| known == set);
                let set = known.unwrap_or_else(|| {
                    self.program.sets.push(set.clone());
                    self.program.sets.len() - 1
                });
                self.push(Op::Set { set, back })?;
            }
            Node::Start => _ = self.push(Op::Start)?,
            Node::End => _ = self.push(Op::End)?,
            Node::Boundary(at) => _ = self.push(Op::Boundary(*at))?,
            Node::Back(group) => _ = self.push(Op::Group { group: *group, back })?,
            Node::BackNamed(wanted) => {
                let group = self.names.iter().position(|name| name.as_ref() == Some(wanted));
                let group = group.ok_or("Invalid named capture referenced")? + 1;
                self.push(Op::Group { group, back })?;
            }
            Node::Group(node, None, _) => self.node(node, back)?,
            Node::Group(node, Some(number), _) => {
                let (first, last) = if back { (1, 0) } else { (0, 1) };
                self.push(Op::Save(2 * number + first))?;
                self.node(node, back)?;
                self.push(Op::Save(2 * number + last))?;
            }
            Node::Look { node, behind, negative } => {
                let look = self.push(Op::Accept)?;
                self.node(node, *behind)?;
                self.push(Op::Accept)?;
                let next = self.here();
                self.patch(look, Op::Look { negative: *negative, next });
            }
            Node::Repeat { node, min, max, lazy } => self.repeat(node, (*min, *max), *lazy, back)?,
            Node::All(all) if back => all.iter().rev().try_for_each(|node| self.node(node, back))?,
            Node::All(all) => all.iter().try_for_each(|node| self.node(node, back))?,
            Node::Any(all) => self.alternatives(all, back)?,
        }
        Ok(())
    }

    fn alternatives(&mut self, all: &[Node], back: bool) -> Result<(), &'static str> {
        let mut ends = Vec::new();
        for (index, node) in all.iter().enumerate() {
            if index + 1 == all.len() {
                self.node(node, back)?;
                break;
            }
            let split = self.push(Op::Accept)?;
            self.node(node, back)?;
            ends.push(self.push(Op::Accept)?);
            let next = self.here();
            self.patch(split, Op::Split(split + 1, next));
        }
        let end = self.here();
        ends.into_iter().for_each(|place| self.patch(place, Op::Jump(end)));
        Ok(())
    }

    fn repeat(
        &mut self,
        node: &Node,
        (min, max): (u32, Option<u32>),
        lazy: bool,
        back: bool,
    ) -> Result<(), &'static str> {
        for _ in 0..min {
            let before = self.here();
            self.once(node, back)?;
            if self.here() == before {
                return Ok(());
            }
        }
        let split = |body: usize, end: usize| if lazy { Op::Split(end, body) } else { Op::Split(body, end) };
        let Some(max) = max else {
            let (begin, place) = (self.push(Op::Accept)?, self.place());
            self.push(Op::Save(place))?;
            self.once(node, back)?;
            self.push(Op::Progress(place))?;
            self.push(Op::Jump(begin))?;
            let end = self.here();
            self.patch(begin, split(begin + 1, end));
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in min..max {
            let (begin, place) = (self.push(Op::Accept)?, self.place());
            splits.push(begin);
            self.push(Op::Save(place))?;
            self.once(node, back)?;
            self.push(Op::Progress(place))?;
        }
        let end = self.here();
        splits.into_iter().for_each(|begin| self.patch(begin, split(begin + 1, end)));
        Ok(())
    }

    fn place(&mut self) -> usize {
        self.program.places += 1;
        self.program.places - 1
    }

    /// One turn of a repetition: groups in it start anew.
    fn once(&mut self, node: &Node, back: bool) -> Result<(), &'static str> {
        if let Some((first, last)) = groups(node) {
            self.push(Op::Forget { from: 2 * first, to: 2 * last + 2 })?;
        }
        self.node(node, back)
    }
}

/// The numbers of the first and the last group in a node.
fn groups(node: &Node) -> Option<(usize, usize)> {
    let join = |left: Option<(usize, usize)>, right: Option<(usize, usize)>| match (left, right) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (left, right) => left.or(right),
    };
    match node {
        Node::Group(node, number, _) => join(number.map(|number| (number, number)), groups(node)),
        Node::Look { node, .. } | Node::Repeat { node, .. } => groups(node),
        Node::All(all) | Node::Any(all) => all.iter().map(groups).fold(None, join),
        _ => None,
    }
}
