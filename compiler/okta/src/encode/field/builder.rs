//! What the cards of a connector's own flows note on their fields.

use ecow::EcoString;
use flowc_ir::Datum;
use flowc_ir::builder::{AUTH, CONNECTION, SELECTED};
use flowc_types::Shape;
use flowc_value::Value;

use super::Fields;
use crate::model::Members;
use crate::shape::{empty_datum, write_shape};

impl Fields<'_> {
    /// What is noted on a start or Return card's field in a connector's own flow.
    pub(super) fn builder_words(&self, metadata: &mut Members, group: Option<&EcoString>, key: &str) {
        let input = self.card.inputs.iter().find(|input| input.group.as_ref() == group && input.key == key);
        let schema =
            input.and_then(|input| input.builder.as_ref()).filter(|_| group.is_some_and(|of| of == AUTH));
        if let Some(schema) = schema {
            metadata.insert("authSchema", schema.clone());
        }
        let Some(group) = group.filter(|_| self.card.builder.is_some()) else { return };
        match self.ids.sections.get(&crate::builder::section_label(group)) {
            Some(id) => metadata.insert("groupKey", id.as_str()),
            None if group == SELECTED => metadata.insert("groupKey", SELECTED),
            None => {}
        }
        if !metadata.contains_key("displayname") && (group == AUTH || group == SELECTED) {
            metadata.insert("displayname", key);
        }
    }

    /// What the start card of a connector's own flow holds as its connection.
    pub(super) fn blank_connection(&self, group: Option<&EcoString>, key: &str) -> Option<Value> {
        let is_connection = self.is_start() && group.is_some_and(|group| group == AUTH) && key == CONNECTION;
        let (_, kind) = self.scope.connection.as_ref().filter(|_| is_connection)?;
        let input = self.card.inputs.get(self.card.input(Some(AUTH), CONNECTION)?)?;
        if matches!(&input.datum, Datum::Literal(value) if *value != empty_datum(&input.shape)) {
            return None;
        }
        let fields = kind.as_object()?.keys().map(|key| (key.clone(), Value::text("")));
        Some(Value::Object(fields.collect()))
    }

    /// What is stored of a type. That of a connection follows from how its connector authenticates.
    pub(super) fn kind(&self, shape: &Shape) -> (Value, bool) {
        let stored = write_shape(shape);
        match self.scope.connection.as_ref().filter(|(of, _)| of == shape) {
            Some((_, kind)) => (kind.clone(), stored.1),
            None => stored,
        }
    }
}
