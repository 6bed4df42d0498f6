//! What stands beside the cards: folders, tables, connections, schedules.

use ecow::EcoString;
use flowc_ir::{Column, Connection, Folder, FolderId, Schedule, Table};
use flowc_types::Kind;
use flowc_value::Value;

use super::Decoder;
use super::names::Names;
use crate::model::{Body, Json};

/// Words for the types of columns.
pub(crate) const COLUMN_KINDS: [(&str, Kind); 5] = [
    ("str", Kind::Text),
    ("dec", Kind::Number),
    ("dte", Kind::Date),
    ("bln", Kind::Boolean),
    ("ctr", Kind::File),
];

/// Keys of `cron` for the fields of a schedule.
pub(crate) const CRON_FIELDS: [&str; 6] =
    ["seconds", "minutes", "hours", "dayOfTheMonth", "month", "dayOfTheWeek"];

impl<'p> Decoder<'p> {
    /// Folders, each behind its parent.
    pub(super) fn folders(&mut self) {
        let depth = |path: Option<&EcoString>| {
            path.map_or(0, |path| path.split('.').filter(|id| !id.is_empty()).count())
        };
        let mut groups: Vec<_> = self.pack.data.groups.values().collect();
        groups.sort_by_key(|group| depth(group.data.path.as_ref()));
        let roots = groups.iter().filter(|group| depth(group.data.path.as_ref()) == 0).count();
        let data = &self.pack.data;
        let flows = data.flos.values().filter_map(|flow| flow.data.as_ref()).map(|body| &body.group);
        let tables =
            data.tables.values().filter_map(|table| table.data.as_ref()).map(|table| &table.group_id);
        // The only folder is the project's own, unless something lies beside it.
        let beside = flows.chain(tables).any(Option::is_none);
        for group in groups {
            let parent = group.data.path.as_deref().and_then(|path| path.rsplit('.').next());
            let parent = parent.and_then(|id| self.folders.get(id).copied());
            let name = match self.known_folders.get(&group.id) {
                Some(known) => known.clone(),
                None if parent.is_some() || roots > 1 || beside => {
                    self.new_directory(parent, &group.data.name)
                }
                None => EcoString::new(),
            };
            self.folders.insert(&group.id, FolderId::new(self.program.folders.len()));
            self.program.folders.push(Folder {
                name,
                title: group.data.name.clone(),
                description: group.data.description.clone().unwrap_or_default(),
                media: group.data.media_uri.clone().unwrap_or_default(),
                parent,
                external: false,
            });
        }
    }

    /// A directory for a folder inside its parent's, unlike all others.
    fn new_directory(&self, parent: Option<FolderId>, title: &str) -> EcoString {
        let outer = parent.and_then(|parent| self.program.folders.get(parent.index()));
        let outer = outer.map(|folder| folder.name.as_str()).filter(|name| !name.is_empty());
        let place = |name: EcoString| match outer {
            Some(outer) => ecow::eco_format!("{outer}/{name}"),
            None => name,
        };
        let mut names = Names::default();
        loop {
            let directory = place(names.unique(title, "folder"));
            if !self.is_directory(&directory) {
                return directory;
            }
        }
    }

    fn is_directory(&self, name: &str) -> bool {
        self.known_folders.values().any(|known| known == name)
            || self.program.folders.iter().any(|folder| folder.name == name)
    }

    /// The folder of an id; one that the pack does not describe lies outside it.
    pub(super) fn folder(&mut self, id: &'p str) -> FolderId {
        if let Some(&known) = self.folders.get(id) {
            return known;
        }
        let folder = FolderId::new(self.program.folders.len());
        self.folders.insert(id, folder);
        // The folder a pack was exported from often lies outside it: then it is the project's own.
        let mut name = self.known_folders.get(id).cloned().unwrap_or_default();
        let mut number = 1;
        while !self.known_folders.contains_key(id) && self.is_directory(&name) {
            name = if number == 1 { "outside".into() } else { ecow::eco_format!("outside_{number}") };
            number += 1;
        }
        let (title, description, media) = Default::default();
        self.program.folders.push(Folder { name, title, description, media, parent: None, external: true });
        folder
    }

    pub(super) fn tables(&mut self) {
        for table in self.pack.data.tables.values() {
            let path = format!("$.data.tables.{}", table.id);
            let name = self.names.of(&table.id, &table.name, "table");
            let folder = table.data.as_ref().and_then(|data| data.group_id.as_deref());
            let folder = folder.map(|id| self.folder(id));
            let mut columns = table.data.as_ref().map(|_| Vec::new());
            for column in table.data.iter().flat_map(|data| &data.structure) {
                let kind = COLUMN_KINDS.into_iter().find(|(word, _)| *word == column.kind);
                if kind.is_none() {
                    self.kept(
                        &path,
                        format!("column {:?} has an unknown type {:?}", column.name, column.kind),
                    );
                }
                columns.get_or_insert_default().push(Column {
                    name: column.name.clone(),
                    kind: kind.map_or(Kind::Text, |(_, kind)| kind),
                    default: column.default.as_ref().and_then(Json::as_str).map(EcoString::from),
                });
            }
            self.program.tables.push(Table {
                name,
                title: table.name.clone(),
                description: table.description.clone().unwrap_or_default(),
                folder,
                columns,
            });
        }
    }

    pub(super) fn connections(&mut self) {
        for config in self.pack.data.configs.values() {
            let name =
                self.names.of_beside(&config.id, &config.name, &config.module, config.module.chars().count());
            self.program.connections.push(Connection {
                name,
                title: config.name.clone(),
                connector: config.module.clone(),
            });
        }
    }

    pub(super) fn schedule(&mut self, body: &Body, path: &str) -> Option<Schedule> {
        let cron = body.cron.as_ref().filter(|cron| !cron.is_blank())?;
        let text = |key: &str| cron.get(key).and_then(Value::as_str).map(EcoString::from);
        let fields = CRON_FIELDS.map(text);
        if fields.iter().any(Option::is_none) {
            self.kept(path, "the schedule lacks a field".into());
        }
        Some(Schedule {
            fields: fields.map(|field| field.unwrap_or_else(|| "*".into())),
            zone: text("timeZone").unwrap_or_default(),
        })
    }
}

/// The declaration of a connector-builder flow, where there is one.
pub(crate) fn builder(body: &Body) -> Option<Value> {
    let meta = body.connector_method_meta.as_ref()?;
    let object = meta.0.as_object()?;
    let says_something = object.iter().any(|(key, value)| {
        key.as_str() == "methodkey" || value.as_object().is_some_and(|part| !part.is_empty())
    });
    says_something.then(|| meta.0.clone())
}
