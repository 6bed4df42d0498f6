//! The machine that runs a pattern's program: it tries, and goes back to the last choice where it fails.

use std::ops::Range;

use super::program::{Op, Program};
use super::set::{Set, fold};
use crate::call::CardError;

/// Steps that a pattern may take whatever the text, and more for each unit of it.
const STEPS: usize = 10_000_000;
const STEPS_PER_UNIT: usize = 100;

/// Entries of the largest way back.
const CHOICES: usize = 4_000_000;

/// What going back means.
enum Undo {
    /// To go on here.
    Choice { op: usize, at: usize },
    /// To remember this again.
    Place { place: usize, was: Option<usize> },
}

pub(super) struct Machine<'p> {
    program: &'p Program,
    text: &'p [u16],
    places: Vec<Option<usize>>,
    undo: Vec<Undo>,
    steps: usize,
}

impl<'p> Machine<'p> {
    pub fn new(program: &'p Program, text: &'p [u16]) -> Self {
        let steps = STEPS.saturating_add(text.len().saturating_mul(STEPS_PER_UNIT));
        Self { program, text, places: vec![None; program.places], undo: Vec::new(), steps }
    }

    /// The first match that begins at a position or behind it.
    pub fn find(&mut self, from: usize) -> Result<Option<Range<usize>>, CardError> {
        for start in from..=self.text.len() {
            self.places.fill(None);
            self.undo.clear();
            if let Some(end) = self.run(0, start)? {
                return Ok(Some(start..end));
            }
        }
        Ok(None)
    }

    /// Runs from a step to the next [`Op::Accept`] and gives the position there. What can be undone stays; where
    /// nothing matches, everything since the call is undone.
    fn run(&mut self, mut op: usize, mut at: usize) -> Result<Option<usize>, CardError> {
        let base = self.undo.len();
        loop {
            self.steps = self.steps.saturating_sub(1);
            if self.steps == 0 || self.undo.len() > CHOICES {
                return Err(CardError::new("Method timeout exceeded: the pattern needs too many steps"));
            }
            let next = match self.program.ops.get(op) {
                None | Some(Op::Accept) => return Ok(Some(at)),
                Some(step) => self.step(step, op, at)?,
            };
            match next.or_else(|| self.go_back(base)) {
                Some(next) => (op, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// One step: where to go on, or none if it fails.
    fn step(&mut self, step: &Op, op: usize, at: usize) -> Result<Option<(usize, usize)>, CardError> {
        let matched = |end: Option<usize>| end.map(|end| (op + 1, end));
        let holds = |holds: bool| holds.then_some((op + 1, at));
        Ok(match *step {
            Op::Unit { unit, back } => {
                let ignore_case = self.program.ignore_case;
                matched(self.read(at, back, |found| found == unit || ignore_case && fold(found) == unit))
            }
            Op::Set { set, back } => {
                let (set, ignore_case) = (self.program.sets.get(set), self.program.ignore_case);
                matched(self.read(at, back, |found| set.is_some_and(|set| set.contains(found, ignore_case))))
            }
            Op::Group { group, back } => matched(self.again(group, at, back)),
            Op::Start => holds(at == 0),
            Op::End => holds(at == self.text.len()),
            Op::Boundary(wanted) => holds(self.is_boundary(at) == wanted),
            Op::Save(place) => {
                self.remember(place, Some(at));
                holds(true)
            }
            Op::Forget { from, to } => {
                (from..to).for_each(|place| self.remember(place, None));
                holds(true)
            }
            Op::Progress(place) => holds(self.places.get(place).copied().flatten() != Some(at)),
            Op::Split(first, second) => {
                self.undo.push(Undo::Choice { op: second, at });
                Some((first, at))
            }
            Op::Jump(to) => Some((to, at)),
            Op::Look { negative, next } => self.look(op + 1, at, negative)?.then_some((next, at)),
            Op::Accept => None,
        })
    }

    /// Whether what is ahead or behind fits. What a positive look remembered stays, but it is not tried anew.
    fn look(&mut self, op: usize, at: usize, negative: bool) -> Result<bool, CardError> {
        let base = self.undo.len();
        let found = self.run(op, at)?.is_some();
        if negative {
            while self.go_back(base).is_some() {}
        } else {
            let kept = self.undo.split_off(base);
            self.undo.extend(kept.into_iter().filter(|undo| matches!(undo, Undo::Place { .. })));
        }
        Ok(found != negative)
    }

    /// Back to the last choice since there were so many entries.
    fn go_back(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.undo.len() > base {
            match self.undo.pop()? {
                Undo::Choice { op, at } => return Some((op, at)),
                Undo::Place { place, was } => {
                    if let Some(place) = self.places.get_mut(place) {
                        *place = was;
                    }
                }
            }
        }
        None
    }

    fn remember(&mut self, place: usize, new: Option<usize>) {
        if let Some(old) = self.places.get_mut(place)
            && *old != new
        {
            self.undo.push(Undo::Place { place, was: *old });
            *old = new;
        }
    }

    /// Reads one unit if it fits; gives the position behind it.
    fn read(&self, at: usize, back: bool, fits: impl Fn(u16) -> bool) -> Option<usize> {
        let (place, next) = if back { (at.checked_sub(1)?, at.checked_sub(1)?) } else { (at, at + 1) };
        self.text.get(place).is_some_and(|&unit| fits(unit)).then_some(next)
    }

    /// Reads again what a group matched; a group without a match reads nothing.
    fn again(&mut self, group: usize, at: usize, back: bool) -> Option<usize> {
        let place = |place: usize| self.places.get(place).copied().flatten();
        let (Some(start), Some(end)) = (place(2 * group), place(2 * group + 1)) else { return Some(at) };
        let wanted = self.text.get(start..end)?;
        self.steps = self.steps.saturating_sub(wanted.len());
        let range =
            if back { at.checked_sub(wanted.len())?..at } else { at..at.checked_add(wanted.len())? };
        let found = self.text.get(range.clone())?;
        let same = |(a, b): (&u16, &u16)| a == b || self.program.ignore_case && fold(*a) == fold(*b);
        found.iter().zip(wanted).all(same).then_some(if back { range.start } else { range.end })
    }

    fn is_boundary(&self, at: usize) -> bool {
        let word = |place: Option<usize>| {
            let unit = place.and_then(|place| self.text.get(place));
            unit.is_some_and(|&unit| Set::of_escape('w').is_some_and(|set| set.contains(unit, false)))
        };
        word(at.checked_sub(1)) != word(Some(at))
    }
}
