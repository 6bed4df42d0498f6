//! Items into the texts of modules: in place of others, behind them, or gone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use flowc_syntax::ast::{Item, ItemKind, Module as Tree, Name, Trivia};
use flowc_text::FileId;

use super::source::{ItemAt, declares, region};
use crate::files::Files;
use crate::{MODULE_ENDING, Module};

/// What becomes of a source.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Items instead of others; none: the item goes.
    pub replaced: BTreeMap<ItemAt, Vec<Item>>,
    /// Items behind all others, by module path.
    pub appended: Vec<(String, Item)>,
    /// Names that modules need from elsewhere, by module path.
    pub needed: BTreeMap<String, BTreeSet<String>>,
}

/// The modules of a project with the directory they lie in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sources<'a> {
    pub modules: &'a [Module],
    pub directory: &'a str,
}

impl Sources<'_> {
    /// The file of a module.
    pub fn file(&self, module: &str) -> String {
        let directory = self.directory;
        if directory.is_empty() {
            format!("{module}{MODULE_ENDING}")
        } else {
            format!("{directory}/{module}{MODULE_ENDING}")
        }
    }

    /// The module for a new item, where import would choose `home`: that one, else the first of its directory.
    pub fn home(&self, home: &str) -> String {
        let directory = |path: &str| path.rsplit_once('/').map_or("", |(directory, _)| directory).to_owned();
        let there = |module: &&Module| directory(&module.path) == directory(home);
        let named = self.modules.iter().find(|module| module.path == home);
        let with_flows = |module: &&Module| {
            there(module) && module.tree.items.iter().any(|item| matches!(item.kind, ItemKind::Flow(_)))
        };
        let shared = home.ends_with("flows");
        named
            .or_else(|| self.modules.iter().filter(|_| shared).find(with_flows))
            .map_or_else(|| home.to_owned(), |module| module.path.clone())
    }
}

/// Writes changes into the files; modules that hold nothing any more go.
pub(super) fn write(files: &mut Files, sources: Sources<'_>, changes: &Changes) {
    let formatted: BTreeSet<String> = files
        .0
        .iter()
        .filter(|(path, text)| is_formatted(path, text))
        .map(|(path, _)| path.clone())
        .collect();
    for (module, tree) in sources.modules.iter().enumerate() {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let path = sources.file(&tree.path);
        let Some(text) = files.0.get_mut(&path) else { continue };
        for ((_, at), items) in changes.replaced.iter().filter(|((of, _), _)| *of == module) {
            let range = region(text, &tree.tree.items, *at, items.is_empty());
            edits.push((range, items.iter().map(printed).collect::<Vec<_>>().join("\n\n")));
        }
        for (range, new) in edits.into_iter().rev() {
            splice(text, range, &new);
        }
    }
    for (module, item) in &changes.appended {
        append(files.0.entry(sources.file(module)).or_default(), item);
    }
    let touched = changes.replaced.keys().filter_map(|(module, _)| sources.modules.get(*module));
    let touched = touched.map(|module| sources.file(&module.path)).collect();
    uses(files, sources.directory, &changes.needed, &touched);
    for (path, text) in &mut files.0 {
        // A file that was as fmt writes it stays so.
        if (formatted.contains(path)
            || !sources.modules.iter().any(|module| sources.file(&module.path) == *path))
            && path.ends_with(MODULE_ENDING)
            && let Ok(canonical) = flowc_syntax::format(text)
        {
            *text = canonical;
        }
    }
}

fn is_formatted(path: &str, text: &str) -> bool {
    path.ends_with(MODULE_ENDING) && flowc_syntax::format(text).is_ok_and(|canonical| canonical == text)
}

/// An item as it stands alone.
fn printed(item: &Item) -> String {
    let trivia = Trivia { blank_line: false, ..item.trivia.clone() };
    let tree = Tree { items: vec![Item { trivia, ..item.clone() }], ..Tree::default() };
    flowc_syntax::print(&tree).trim_end().to_owned()
}

/// Puts a text in place of another; where nothing comes, the blank lines around it become one.
fn splice(text: &mut String, range: Range<usize>, new: &str) {
    if !new.is_empty() {
        text.replace_range(range, new);
        return;
    }
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches('\n').len();
    let behind = text.get(range.end..).unwrap_or_default();
    let end = text.len() - behind.trim_start_matches('\n').len();
    let between = match (before, end == text.len()) {
        (0, _) => "",
        (_, true) => "\n",
        _ => "\n\n",
    };
    text.replace_range(before..end, between);
}

/// Connections and tables stand behind the last of their kind, everything else at the end.
fn append(text: &mut String, item: &Item) {
    let tree = flowc_syntax::parse(FileId::default(), text).module;
    let kind = declares(item).map(|(kind, _)| kind);
    let alike = |other: &Item| declares(other).map(|(kind, _)| kind) == kind;
    let head = |other: &Item| matches!(other.kind, ItemKind::Use { .. });
    let behind = match kind {
        Some("connection" | "table") => {
            tree.items.iter().rposition(alike).or_else(|| tree.items.iter().rposition(head)).map(|at| at + 1)
        }
        _ => Some(tree.items.len()),
    };
    let end = behind
        .and_then(|behind| behind.checked_sub(1))
        .map_or(0, |at| region(text, &tree.items, at, false).end);
    let end = if kind == Some("flow") { text.trim_end().len() } else { end };
    let close = kind == Some("connection")
        && behind.is_some_and(|at| at > 0 && tree.items.get(at - 1).is_some_and(alike));
    let before = if end == 0 {
        ""
    } else if close {
        "\n"
    } else {
        "\n\n"
    };
    let rest = text.get(end..).unwrap_or_default().trim_start_matches('\n').to_owned();
    let after = if rest.is_empty() { "\n" } else { "\n\n" };
    text.truncate(end);
    text.push_str(&format!("{before}{}{after}{rest}", printed(item)));
}

/// The names that each module declares.
type Declared<'a> = BTreeMap<&'a String, BTreeSet<&'a str>>;

/// Drops names that no module declares from `use`, adds those that are needed, and drops modules of `touched` that
/// are left empty.
fn uses(
    files: &mut Files,
    directory: &str,
    needed: &BTreeMap<String, BTreeSet<String>>,
    touched: &BTreeSet<String>,
) {
    let trees: BTreeMap<String, (String, Tree)> = modules(files, directory);
    let names =
        |tree: &'_ Tree| tree.items.iter().filter_map(declares).map(|(_, name)| name.to_string()).collect();
    let owned: BTreeMap<&String, BTreeSet<String>> =
        trees.iter().map(|(module, (_, tree))| (module, names(tree))).collect();
    let declared: Declared<'_> =
        owned.iter().map(|(module, names)| (*module, names.iter().map(String::as_str).collect())).collect();
    for (module, (path, tree)) in &trees {
        let mut wanted = needed.get(module).cloned().unwrap_or_default();
        let edits = use_edits(tree, &declared, &mut wanted);
        let here = declared.get(module);
        wanted.retain(|name| here.is_none_or(|here| !here.contains(name.as_str())));
        let added = sources_of(&wanted, &declared, module);
        let Some(text) = files.0.get_mut(path) else { continue };
        for (at, item) in edits.into_iter().rev() {
            let range = region(text, &tree.items, at, item.is_none());
            splice(text, range, &item.as_ref().map(printed).unwrap_or_default());
        }
        add_uses(text, &added);
        if touched.contains(path) && is_empty(text) {
            files.0.remove(path);
        }
    }
}

/// What becomes of a module's `use` items. Names that moved elsewhere join the wanted ones, those that are seen
/// already leave them.
fn use_edits(
    tree: &Tree,
    declared: &Declared<'_>,
    wanted: &mut BTreeSet<String>,
) -> Vec<(usize, Option<Item>)> {
    let mut edits = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (at, item) in tree.items.iter().enumerate() {
        let ItemKind::Use { path, names } = &item.kind else { continue };
        let there = declared.get(&joined(path));
        let keeps = |name: &&Name| there.is_some_and(|there| there.contains(name.text.as_str()));
        let (kept, lost): (Vec<&Name>, Vec<&Name>) = names.iter().partition(keeps);
        wanted.extend(lost.iter().map(|name| name.text.to_string()));
        seen.extend(kept.iter().map(|name| name.text.to_string()));
        if there.is_none() || (kept.is_empty() && !names.is_empty()) {
            edits.push((at, None));
        } else if !lost.is_empty() {
            let kind = ItemKind::Use { path: path.clone(), names: kept.into_iter().cloned().collect() };
            edits.push((at, Some(Item { kind, ..item.clone() })));
        }
    }
    wanted.retain(|name| !seen.contains(name));
    edits
}

/// Whether a module says nothing: it only uses others, and nobody wrote a comment.
fn is_empty(text: &str) -> bool {
    let tree = flowc_syntax::parse(FileId::default(), text).module;
    tree.items.iter().all(|item| matches!(item.kind, ItemKind::Use { .. }))
        && flowc_syntax::comments(text).is_empty()
}

fn modules(files: &Files, directory: &str) -> BTreeMap<String, (String, Tree)> {
    let tree = |(path, text): (&String, &String)| {
        let module = path.strip_suffix(MODULE_ENDING)?.strip_prefix(directory)?.trim_start_matches('/');
        Some((module.to_owned(), (path.clone(), flowc_syntax::parse(FileId::default(), text).module)))
    };
    files.0.iter().filter_map(tree).collect()
}

fn joined(path: &[Name]) -> String {
    path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("/")
}

/// The modules that declare names, with the names.
fn sources_of<'a>(
    wanted: &'a BTreeSet<String>,
    declared: &Declared<'a>,
    here: &str,
) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in wanted {
        let mut modules =
            declared.iter().filter(|(module, names)| **module != here && names.contains(name.as_str()));
        if let Some((module, _)) = modules.next() {
            found.entry(module.as_str()).or_default().push(name);
        }
    }
    found
}

/// Further names join the `use` of their module, or stand behind the last one.
fn add_uses(text: &mut String, added: &BTreeMap<&str, Vec<&str>>) {
    for (module, wanted) in added {
        let tree = flowc_syntax::parse(FileId::default(), text).module;
        let present = tree.items.iter().position(|item| match &item.kind {
            ItemKind::Use { path, names } => joined(path) == *module && !names.is_empty(),
            _ => false,
        });
        let further = wanted.iter().map(|name| Name::from(*name));
        if let Some((at, item)) = present.and_then(|at| Some((at, tree.items.get(at)?))) {
            let mut item = item.clone();
            if let ItemKind::Use { names, .. } = &mut item.kind {
                names.extend(further);
            }
            let range = region(text, &tree.items, at, false);
            splice(text, range, &printed(&item));
            continue;
        }
        let item = Item {
            trivia: Trivia::default(),
            docs: Vec::new(),
            attrs: Vec::new(),
            kind: ItemKind::Use {
                path: module.split('/').map(Name::from).collect(),
                names: further.collect(),
            },
            span: flowc_text::Span::default(),
        };
        let last = tree.items.iter().rposition(|item| matches!(item.kind, ItemKind::Use { .. }));
        match last {
            Some(at) => {
                let end = region(text, &tree.items, at, false).end;
                text.insert_str(end, &format!("\n{}", printed(&item)));
            }
            None => text.insert_str(0, &format!("{}\n\n", printed(&item))),
        }
    }
}
