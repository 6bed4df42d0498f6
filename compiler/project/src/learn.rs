//! Declarations of connectors, learned from the cards of packs into a project.
//!
//! What stands in a declaration stays: names, titles and descriptions may be a person's. Methods, versions, fields and
//! choices are added. What the project's source uses keeps its meaning: its fields stay as they are, whatever other
//! packs leave out, and a name without `@version` leads to the version that it led to, which the file's `use` says
//! once a newer one is declared.

use std::collections::HashSet;

use ecow::{EcoString, eco_format};
use flowc_diag::{Diagnostic, codes};
use flowc_ir::Address;
use flowc_okta::Pack;
use flowc_stdlib::signature::{PortSignature, Signature, Signatures, Subject};
use flowc_text::FileLoader;
use flowc_value::Value;
use indexmap::IndexMap;

use crate::declaration::{self, Declared, Owner};
use crate::files::Files;
use crate::{PROJECT_FILE, check, load};

/// What became of the declarations.
#[derive(Debug, Default)]
pub struct Learned {
    /// Files that changed: path and text.
    pub files: Vec<(String, String)>,
    /// What was learned of each connector.
    pub connectors: Vec<Progress>,
    /// What was found; with an error nothing was learned.
    pub diagnostics: Vec<Diagnostic>,
}

/// What was learned of one connector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Its key.
    pub connector: EcoString,
    /// Methods that were not declared.
    pub methods: usize,
    /// Further versions of methods that were declared.
    pub versions: usize,
    /// Methods and versions of which more is known than before.
    pub extended: usize,
    /// Those that are declared by now.
    pub declared: usize,
}

/// Learns from packs, given as what they are called in messages and their text. The order of packs changes nothing.
pub fn learn(packs: &[(String, String)], loader: &dyn FileLoader, shown: &str) -> Learned {
    let mut learned = Learned::default();
    let mut read: Vec<(&str, Pack)> = Vec::new();
    for (name, text) in packs {
        match flowc_okta::read(text) {
            Ok(pack) if flowc_okta::learn(&pack).iter().any(|one| key(one).is_some()) => {
                read.push((text, pack))
            }
            Ok(_) => {
                let title = format!("{name}: there is no card of a connector in it");
                learned.diagnostics.push(Diagnostic::global(codes::F0011, title));
            }
            Err(found) => learned.diagnostics.extend(found.into_iter().map(|mut found| {
                found.file = Some(name.clone());
                found
            })),
        }
    }
    let (files, broken) = declarations(loader, shown);
    learned.diagnostics.extend(broken);
    if learned.diagnostics.iter().any(Diagnostic::is_error) {
        return learned;
    }
    read.sort_by_key(|(text, _)| *text);
    read.dedup_by_key(|(text, _)| *text);
    let packs: Vec<Pack> = read.into_iter().map(|(_, pack)| pack).collect();
    let uses = Uses::of(loader);
    let mut learning = Learning { files, uses, progress: IndexMap::new() };
    let seen = flowc_okta::learn_all(&packs).into_iter().map(declaration::with_known_defaults);
    seen.for_each(|signature| learning.method(signature));
    learning.settle();
    let before = Files::of_project(loader);
    for (path, declared) in learning.files {
        let text = declared.write();
        let same =
            before.0.get(&path).and_then(|text| declaration::read(text).ok()).as_ref() == Some(&declared);
        let progress = declared.owner.connector().and_then(|key| learning.progress.get_mut(key));
        if let Some(progress) = progress {
            progress.declared += declared.methods.len();
        }
        if !same {
            learned.files.push((path, text));
        }
    }
    learned.connectors = learning.progress.into_values().collect();
    learned.connectors.sort_by(|a, b| a.connector.cmp(&b.connector));
    learned
}

/// The declarations that are there, by path.
fn declarations(loader: &dyn FileLoader, shown: &str) -> (IndexMap<String, Declared>, Vec<Diagnostic>) {
    let inside = format!("{}/", declaration::FOLDER);
    let texts = Files::of_project(loader).0.into_iter().filter(|(path, _)| path.starts_with(&inside));
    let (mut files, mut broken) = (IndexMap::new(), Vec::new());
    for (path, text) in texts {
        match declaration::read(&text) {
            Ok(declared) => _ = files.insert(path, declared),
            Err(reason) => broken.push(load::bad_declaration(shown, &path, &reason)),
        }
    }
    (files, broken)
}

fn key(signature: &Signature) -> Option<(&EcoString, &EcoString, &EcoString)> {
    match &signature.subject {
        Subject::Connector(connector, version, method) => Some((connector, version, method)),
        Subject::System(..) => None,
    }
}

/// Which methods the project's source uses, and what names mean in it.
struct Uses {
    subjects: HashSet<Subject>,
    /// Of a project with errors nobody knows; then all are taken to be used.
    all: bool,
    signatures: Signatures,
}

impl Uses {
    fn of(loader: &dyn FileLoader) -> Uses {
        if loader.read(PROJECT_FILE).is_err() {
            let mut signatures = Signatures::system();
            signatures.add_missing(declaration::shipped());
            return Uses { subjects: HashSet::new(), all: false, signatures };
        }
        let checked = check(loader, "");
        let bodies = checked.program.flows.iter().flat_map(|flow| &flow.bodies);
        let cards = bodies.flat_map(|body| body.graph.node_weights());
        let subject = |card: &flowc_ir::Card| match &card.address {
            Address::Connector { connector, version, method } => {
                Some(Subject::Connector(connector.clone(), version.clone(), method.clone()))
            }
            Address::System { .. } => None,
        };
        let subjects = cards.filter_map(subject).collect();
        Uses { subjects, all: checked.has_errors(), signatures: checked.project.signatures }
    }

    fn uses(&self, subject: &Subject) -> bool {
        self.all || self.subjects.contains(subject)
    }
}

struct Learning {
    files: IndexMap<String, Declared>,
    uses: Uses,
    progress: IndexMap<EcoString, Progress>,
}

impl Learning {
    /// Takes in what packs show of one method.
    fn method(&mut self, mut new: Signature) {
        let Some((connector, version, method)) = key(&new) else { return };
        let (connector, version, method) = (connector.clone(), version.clone(), method.clone());
        let used = self.uses.uses(&new.subject);
        let shipped = declaration::shipped().iter().find(|shipped| shipped.subject == new.subject);
        let progress = self
            .progress
            .entry(connector.clone())
            .or_insert_with(|| Progress { connector: connector.clone(), ..Progress::default() });
        let file = file_of(&mut self.files, &connector, &new.subject);
        if let Some(known) = file.methods.iter_mut().find(|known| known.subject == new.subject) {
            progress.extended += usize::from(extend(known, &new, used));
            return;
        }
        let known_before =
            file.methods.iter().any(|known| matches!(key(known), Some((_, _, other)) if *other == method));
        match known_before {
            true => progress.versions += 1,
            false => progress.methods += 1,
        }
        if let Some(shipped) = shipped {
            let mut known = Signature::clone(shipped);
            extend(&mut known, &new, used);
            new = known;
        }
        let beside =
            file.methods.iter().filter(|known| key(known).is_some_and(|(_, other, _)| *other == version));
        let taken: HashSet<EcoString> = beside.map(|known| known.name.clone()).collect();
        let wanted = new.name.clone();
        let mut number = 2;
        while taken.contains(&new.name) {
            new.name = eco_format!("{wanted}_{number}");
            number += 1;
        }
        file.methods.push(new);
    }

    /// Where a name would mean another method than it does in the source, says which it means.
    fn settle(&mut self) {
        let mut now = Signatures::system();
        let declared = self.files.values().flat_map(|file| &file.methods);
        declared.for_each(|signature| now.add(signature.clone()));
        now.add_missing(declaration::shipped());
        for file in self.files.values() {
            let Some(connector) = file.owner.connector() else { continue };
            for (name, version) in &file.settled {
                now.settle(connector, name, version);
            }
        }
        for was in self.uses.signatures.iter().filter(|was| self.uses.uses(&was.subject)) {
            let Some((connector, version, _)) = key(was) else { continue };
            let meant =
                |all: &Signatures| all.method(connector, &was.name, None).map(|one| one.subject.clone());
            if meant(&self.uses.signatures).as_ref() != Some(&was.subject)
                || meant(&now).as_ref() == Some(&was.subject)
            {
                continue;
            }
            let file = file_of(&mut self.files, connector, &was.subject);
            if !file.methods.iter().any(|known| known.subject == was.subject) {
                file.methods.push(Signature::clone(was));
            }
            file.settled.insert(was.name.clone(), version.clone());
        }
    }
}

/// The file that declares a method, or else the first of its connector; a new one where there is none.
fn file_of<'f>(
    files: &'f mut IndexMap<String, Declared>,
    connector: &EcoString,
    subject: &Subject,
) -> &'f mut Declared {
    let declares = |file: &Declared| file.methods.iter().any(|known| known.subject == *subject);
    let own = files.iter().find(|(_, file)| declares(file));
    let owner = Owner::Connector(connector.clone());
    let own = own.or_else(|| files.iter().find(|(_, file)| file.owner == owner));
    let path = own.map_or_else(|| owner.path(), |(path, _)| path.clone());
    files.entry(path).or_insert_with(|| Declared::new(owner))
}

/// Lays what packs show over what is declared; says whether that changed anything.
fn extend(known: &mut Signature, new: &Signature, used: bool) -> bool {
    let inputs = extend_ports(&mut known.inputs, &new.inputs, used);
    let outputs = extend_ports(&mut known.outputs, &new.outputs, used);
    inputs || outputs
}

fn extend_ports(known: &mut Vec<PortSignature>, new: &[PortSignature], used: bool) -> bool {
    let before = known.clone();
    let is = |a: &PortSignature, b: &PortSignature| a.key == b.key && a.group == b.group;
    let mut after = 0;
    for port in new {
        if let Some(at) = known.iter().position(|other| is(other, port)) {
            after = at + 1;
            // Cards store the choices they were offered: those of cards in use stay as they are.
            if let Some(other) = known.get_mut(at).filter(|_| !used) {
                other.choices = with_choices(&other.choices, &port.choices);
            }
            continue;
        }
        let mut port = PortSignature { optional: true, ..port.clone() };
        if known.iter().any(|other| other.group == port.group && other.name == port.name) {
            port.name = port.key.clone();
        }
        // A section whose fields people choose stands where its first field does: nothing new comes before that.
        let section = known.iter().position(|other| other.group == port.group);
        let at = after.max(section.map_or(0, |first| first + 1)).min(known.len());
        known.insert(at, port);
        after = at + 1;
    }
    for port in known.iter_mut().filter(|port| !used && !new.iter().any(|other| is(other, port))) {
        port.optional = true;
    }
    *known != before
}

/// Choices with those that others have besides.
fn with_choices(known: &Value, new: &Value) -> Value {
    let (Some(old), Some(more)) = (known.as_list(), new.as_list()) else {
        return if known.is_null() { new.clone() } else { known.clone() };
    };
    let value = |choice: &Value| choice.get("value").unwrap_or(choice).clone();
    let further = more.iter().filter(|choice| !old.iter().any(|other| value(other) == value(choice)));
    Value::list(old.iter().chain(further).cloned())
}
