//! The source with its changed flows written anew, as close to what people wrote as says the same.

use std::collections::{BTreeMap, HashMap};

use ecow::EcoString;
use flowc_decomp::{Given, Items as Printed};
use flowc_ir::{Datum, Flow, FlowId, OnError, Program, dump};
use flowc_okta::lock::{Pairs, pairs};
use flowc_stdlib::signature::Signatures;
use flowc_syntax::ast::{Comment, Item, Stmt};
use flowc_text::Span;

use super::merge::{self, Items, Merge};
use super::plan::{Plan, Rewrite, States, Thing};
use super::source::{ItemAt, declares, item, parameters, span_of, stands, variables};
use super::write::{Changes, Sources, write};
use crate::allow::contains;
use crate::build::optimized;
use crate::check::{Checked, check};
use crate::files::Files;
use crate::import::allow_defects;
use crate::statements::item_places;

/// How much of an item stays as people wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Keeping {
    /// Every statement whose cards are the same.
    Cards,
    /// Statements that would be printed the same.
    Text,
    /// Its head.
    Head,
}

impl Keeping {
    fn less(self) -> Keeping {
        match self {
            Keeping::Cards => Keeping::Text,
            Keeping::Text | Keeping::Head => Keeping::Head,
        }
    }
}

/// A project on its way to say what a newer pack says.
pub(super) struct Rewriting<'a> {
    states: States<'a>,
    plan: &'a Plan,
    /// Items of the newer program, with the project's names.
    new: Printed,
    /// Items of the older program as they would be printed.
    old: Printed,
}

/// The newer program as its printed source was lowered, to see which statement stands for which card.
struct Plain {
    checked: Checked,
    program: Program,
}

impl<'a> Rewriting<'a> {
    pub fn new(states: States<'a>, plan: &'a Plan, signatures: &Signatures) -> Self {
        let mut given = (Given::default(), Given::default());
        for (at, flow) in states.program.flows.iter().enumerate() {
            let Some(stand) = states.stands.get(at).copied().flatten() else { continue };
            let Some(item) = item(&states.old.project.modules, stand.at) else { continue };
            let target = states.new.flows.iter().position(|new| new.name == flow.name);
            let paired = target.and_then(|at| Some((at, states.new.flows.get(at)?)));
            if !plan.rewrites.contains_key(&stand.at) {
                continue;
            }
            let Some((to, target)) = paired else { continue };
            let pairs = pairs((states.program, flow), (states.new, target));
            let named = variables(flow, item, &pairs.old);
            let (old, new) = (FlowId::new(at), FlowId::new(to));
            for (card, partner) in pairs.new.iter().zip(&pairs.partners) {
                let was = partner.and_then(|at| pairs.old.get(at));
                if let Some(names) = was.and_then(|was| named.get(was)) {
                    given.1.variables.insert((new, card.0, card.1), names.clone());
                }
            }
            given.0.variables.extend(named.into_iter().map(|((body, id), names)| ((old, body, id), names)));
            for (key, name) in parameters(item).into_iter().filter(|_| stand.own) {
                given.0.parameters.insert((old, key.clone()), name.clone());
                given.1.parameters.insert((new, key), name);
            }
        }
        let items = states.old.project.modules.iter().flat_map(|module| &module.tree.items);
        let types = items.filter_map(declares).filter(|(kind, _)| *kind == "type");
        given.1.reserved = types.map(|(_, name)| name.clone()).collect();
        Rewriting {
            states,
            plan,
            new: flowc_decomp::items(states.new, signatures, &given.1),
            old: flowc_decomp::items(states.program, &states.old.project.signatures, &given.0),
        }
    }

    /// Writes the files; gives the project as it is then, and how many defects were allowed.
    pub fn run(&self, files: &mut Files, shown: &str) -> (Checked, usize) {
        let mut keeping: BTreeMap<ItemAt, Keeping> =
            self.plan.rewrites.keys().map(|at| (*at, Keeping::Head)).collect();
        let mut plain = files.clone();
        self.write(&mut plain, &keeping, None);
        let checked = check(&plain, shown);
        let program = optimized(&checked.program, &checked.project.signatures, false).0.into_owned();
        let plain = Plain { checked, program };
        keeping.values_mut().for_each(|keeping| *keeping = Keeping::Cards);
        loop {
            let mut written = files.clone();
            self.write(&mut written, &keeping, Some(&plain));
            let (checked, allowed) = allow_defects(&mut written, shown);
            let wrong = self.wrong(&checked, &keeping);
            if wrong.is_empty() {
                *files = written;
                return (checked, allowed);
            }
            for at in wrong {
                keeping.entry(at).and_modify(|keeping| *keeping = keeping.less());
            }
        }
    }

    /// Items that say something else than they should and can be written with less of what stood there.
    fn wrong(&self, checked: &Checked, keeping: &BTreeMap<ItemAt, Keeping>) -> Vec<ItemAt> {
        let (program, _) = optimized(&checked.program, &checked.project.signatures, false);
        let says = |at: usize| is_said(self.states.new, at, &program);
        let broken = checked.has_errors();
        let right = |rewrite: &Rewrite| {
            let own = match rewrite.own {
                Some(Thing::Flow(at)) => Some(at),
                _ => None,
            };
            !broken && own.into_iter().chain(rewrite.helpers.iter().copied()).all(says)
        };
        let all = self.plan.rewrites.iter().filter(|(at, _)| keeping.get(at) != Some(&Keeping::Head));
        all.filter(|(_, rewrite)| !right(rewrite)).map(|(at, _)| *at).collect()
    }

    fn write(&self, files: &mut Files, keeping: &BTreeMap<ItemAt, Keeping>, plain: Option<&Plain>) {
        let settings = &self.states.old.project.settings;
        let sources = Sources { modules: &self.states.old.project.modules, directory: &settings.sources };
        let mut changes = Changes::default();
        for (at, rewrite) in &self.plan.rewrites {
            let keeping = keeping.get(at).copied().unwrap_or(Keeping::Head);
            let (own, helpers) = self.rewritten(*at, rewrite, keeping, plain);
            let here = sources.modules.get(at.0).map(|module| module.path.clone()).unwrap_or_default();
            let home = match rewrite.own.filter(|_| rewrite.moved).and_then(|own| self.printed(own)) {
                Some((home, _)) => sources.home(home),
                None => here.clone(),
            };
            changes.need(
                &home,
                rewrite.own.into_iter().chain(helpers.iter().map(|at| Thing::Flow(*at))),
                self.states.new,
            );
            let helpers = helpers.into_iter().filter_map(|at| Some(self.new.flows.get(at)?.1.clone()));
            let items: Vec<Item> = own.into_iter().chain(helpers).collect();
            if home == here {
                changes.replaced.insert(*at, items);
            } else {
                changes.replaced.insert(*at, Vec::new());
                changes.appended.extend(items.into_iter().map(|item| (home.clone(), item)));
            }
        }
        for thing in &self.plan.added {
            let Some((home, item)) = self.printed(*thing) else { continue };
            let home = sources.home(home);
            changes.need(&home, std::iter::once(*thing), self.states.new);
            changes.appended.push((home, item.clone()));
        }
        write(files, sources, &changes);
    }

    fn printed(&self, thing: Thing) -> Option<&(String, Item)> {
        match thing {
            Thing::Connection(at) => self.new.connections.get(at),
            Thing::Table(at) => self.new.tables.get(at),
            Thing::Flow(at) => self.new.flows.get(at),
        }
    }

    /// An item as it is written now, and the flows that closures in it no longer stand for.
    fn rewritten(
        &self,
        at: ItemAt,
        rewrite: &Rewrite,
        keeping: Keeping,
        plain: Option<&Plain>,
    ) -> (Option<Item>, Vec<usize>) {
        let old = item(&self.states.old.project.modules, at);
        let new = rewrite.own.and_then(|own| self.printed(own));
        let (Some(old), Some((_, new))) = (old, new) else { return (None, rewrite.helpers.clone()) };
        let was = self.was(at);
        let old_printed = was.and_then(|was| self.old.flows.get(was)).map(|(_, item)| item);
        let mut merged = merge::heads(Items { old, old_printed, new });
        if let (Some(plain), Some(was), Some(Thing::Flow(own)), true) =
            (plain, was, rewrite.own, keeping != Keeping::Head)
        {
            self.merge_body(&mut merged, old, was, own, keeping == Keeping::Text, plain);
        }
        let text = self.states.old.project.sources.text(old.span.file);
        let lost = merge::lost_comments(text.get(old.span.range()).unwrap_or_default(), &merged);
        merged.trivia.comments.extend(lost.into_iter().map(Comment::from));
        let gone = |at: &usize| {
            let name = self.states.new.flows.get(*at).map(|flow| &flow.name);
            let span = name.and_then(|name| self.stand_span(name));
            span.is_none_or(|span| !holds_closure(old, &merged, span))
        };
        let helpers = rewrite.helpers.iter().copied().filter(gone).collect();
        (Some(merged), helpers)
    }

    /// The flow that an item declares in the older program.
    fn was(&self, at: ItemAt) -> Option<usize> {
        self.states.stands.iter().position(|stand| stand.is_some_and(|stand| stand.own && stand.at == at))
    }

    fn stand_span(&self, name: &EcoString) -> Option<Span> {
        let at = self.states.program.flows.iter().position(|flow| flow.name == *name)?;
        Some(self.states.stands.get(at).copied().flatten()?.span)
    }

    fn merge_body(&self, merged: &mut Item, old: &Item, was: usize, own: usize, exact: bool, plain: &Plain) {
        let states = self.states;
        let (Some(was), Some(own)) = (states.program.flows.get(was), states.new.flows.get(own)) else {
            return;
        };
        let Some(now) = plain.program.flows.iter().position(|flow| flow.name == own.name) else { return };
        let stand = stands(&plain.checked).get(now).copied().flatten();
        let written = stand.and_then(|stand| item(&plain.checked.project.modules, stand.at));
        let (Some(now), Some(written)) = (plain.program.flows.get(now), written) else { return };
        let pairs = pairs((states.program, was), (&plain.program, now));
        let changed_closures = self.changed_closures();
        let merge = Merge {
            text: states.old.project.sources.text(old.span.file),
            old_spans: spans(was, &pairs, true),
            new_spans: spans(now, &pairs, false),
            pairs: &pairs,
            exact,
            changed_closures: &changed_closures,
        };
        let blocks = (merge::flow(&old.kind), merge::flow(&written.kind), merge::flow_mut(&mut merged.kind));
        if let (Some(old), Some(written), Some(into)) = blocks {
            into.body = merge.block(&old.body, &written.body);
        }
    }

    /// Closures whose helper says something else now, or is gone.
    fn changed_closures(&self) -> Vec<Span> {
        let flows = self.states.program.flows.iter().zip(self.states.stands);
        let helpers = flows.filter_map(|(flow, stand)| Some((flow, stand.filter(|stand| !stand.own)?)));
        let same = |flow: &Flow| {
            !self.plan.changed.contains(&flow.name)
                && self.states.new.flows.iter().any(|new| new.name == flow.name)
        };
        helpers.filter(|(flow, _)| !same(flow)).map(|(_, stand)| stand.span).collect()
    }
}

fn spans(flow: &Flow, pairs: &Pairs, old: bool) -> Vec<Option<Span>> {
    let places = if old { &pairs.old } else { &pairs.new };
    places.iter().map(|place| span_of(flow, *place)).collect()
}

/// Whether a flow of the newer pack is what a source was lowered to.
fn is_said(new: &Program, at: usize, program: &Program) -> bool {
    let wanted = new.flows.get(at);
    let found = wanted.and_then(|wanted| program.flows.iter().find(|flow| flow.name == wanted.name));
    wanted.zip(found).is_some_and(|(wanted, found)| dump(program, found) == dump(new, wanted))
}

/// The title of a flow that was written and does not say what it should. The lock would hide it.
pub(super) fn misses<'a>(states: States<'a>, plan: &Plan, checked: &Checked) -> Option<&'a str> {
    let (program, _) = optimized(&checked.program, &checked.project.signatures, false);
    let added = |at: usize| plan.added.contains(&Thing::Flow(at));
    let mut flows = states.new.flows.iter().enumerate();
    let missed = flows.find(|(at, flow)| {
        (added(*at) || plan.changed.contains(&flow.name)) && !is_said(states.new, *at, &program)
    });
    missed.map(|(_, flow)| flow.title.as_str())
}

/// Whether an item still holds the statement around a closure of an older one.
fn holds_closure(old: &Item, merged: &Item, closure: Span) -> bool {
    let places = item_places(old);
    let around = places.iter().filter(|place| place.stmt.is_some() && contains(place.span, closure));
    let innermost = around.min_by_key(|place| place.span.end - place.span.start);
    let wanted: Option<&Stmt> = innermost.and_then(|place| place.stmt);
    wanted.is_some_and(|wanted| item_places(merged).iter().any(|place| place.stmt == Some(wanted)))
}

impl Changes {
    /// Notes which flows the flows of a module call.
    fn need(&mut self, module: &str, things: impl Iterator<Item = Thing>, program: &Program) {
        let names: HashMap<usize, &EcoString> =
            program.flows.iter().enumerate().map(|(at, flow)| (at, &flow.name)).collect();
        let wanted = self.needed.entry(module.to_owned()).or_default();
        for thing in things {
            let Thing::Flow(at) = thing else { continue };
            let called = program.flows.get(at).map(calls).unwrap_or_default();
            let called = called.into_iter().filter_map(|flow| names.get(&flow.index()));
            wanted.extend(called.filter_map(|name| name.rsplit('.').next()).map(str::to_owned));
        }
    }
}

/// The flows that a flow's cards name.
fn calls(flow: &Flow) -> Vec<FlowId> {
    let cards = flow.bodies.iter().flat_map(|body| body.graph.node_weights());
    let called = cards.flat_map(|card| {
        let run = match card.policy.on_error {
            OnError::Run(flow) => Some(flow),
            _ => None,
        };
        let inputs = card.inputs.iter().filter_map(|input| match input.datum {
            Datum::Flow(flow) => Some(flow),
            _ => None,
        });
        run.into_iter().chain(inputs).collect::<Vec<_>>()
    });
    called.collect()
}
