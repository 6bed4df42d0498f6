//! Hidden cards: those that read fields of a record, and the heads of an If's arms.

use std::iter;

use flowc_ir::{Address, Card};
use flowc_types::Shape;
use flowc_value::Value;

use super::Writer;
use super::body::Scope;
use crate::lock::{LockedCard, LockedExpand};
use crate::model::{self, ById, Entry, Id, Json, Members, Side, Slot};
use crate::shape::{empty_datum, write_shape};
use crate::uses::Use;

impl Writer<'_> {
    /// The card that reads fields of an output.
    pub(super) fn expand(
        &self,
        scope: &Scope<'_>,
        source: &LockedCard,
        output: &Id,
        shape: &Shape,
        ids: &LockedExpand,
        fields: &[&Use],
    ) -> model::Card {
        let card = Card::new(Address::system("object", "expand"), source.id.clone());
        let mut written = self.head_of(&card, &ids.id);
        let origin = [("srcMethodId", source.id.as_str()), ("srcOutputId", output.as_str())];
        let input = Entry {
            id: ids.input.clone(),
            key: "object".into(),
            value: slot(shape, empty_datum(shape)),
            required: Some(true),
            reference: Some(false.into()),
            metadata: Json(Members::from_iter(origin).value()),
            flags: Some("d".into()),
            ..Entry::default()
        };
        let mut pins = ById::default();
        let mut outputs: ById<Entry> = ById::default();
        for (used, (group, key_id, value_id)) in fields.iter().zip(&ids.pairs) {
            let path = Value::list(used.path.iter().map(|field| Value::text(field.as_str())));
            let field = shape.at_path(used.path.iter().map(|field| field.as_str())).cloned();
            let target = || {
                let (_, card, _) = scope.card(used.card)?;
                card.inputs.get(used.input).map(|input| input.shape.clone())
            };
            let field = field.or_else(target).unwrap_or(Shape::OBJECT);
            let keys = Shape::TEXT.list();
            let pair = [(key_id, "key", &keys, path.clone()), (value_id, "value", &field, Value::Null)];
            for (id, key, shape, datum) in pair {
                let origin = origin.map(|(key, id)| (key, Value::text(id)));
                let metadata: Members = iter::once(("path", path.clone())).chain(origin).collect();
                let entry = Entry {
                    id: id.clone(),
                    group: Some(group.clone()),
                    key: key.into(),
                    value: slot(shape, datum),
                    reference: Some(shape.is_list().into()),
                    metadata: Json(metadata.value()),
                    used: (key == "value").then(|| true.into()),
                    ..Entry::default()
                };
                outputs.insert(id.clone(), entry);
            }
            let wires = pins.entry(value_id.clone()).or_default();
            scope.pin(wires, value_id, &field, used.card, used.input);
        }
        let model = &mut written.node.model;
        model.inputs =
            Side { data: [(ids.input.clone(), input)].into_iter().collect(), ..model.inputs.clone() };
        model.outputs.data = outputs;
        written.pins = pins;
        written
    }

    /// The hidden card that heads an arm.
    pub(super) fn head(&self, id: &Id) -> model::Card {
        let address = Address::system("control", "noop");
        let title = self.signature(&address).map_or("Noop".into(), |signature| signature.title.clone());
        self.head_of(&Card::new(address, title), id)
    }
}

fn slot(shape: &Shape, datum: Value) -> Slot {
    let (kind, collection) = write_shape(shape);
    Slot {
        error: Some(false.into()),
        kind: Json(kind),
        collection,
        data: datum.into(),
        available: Some(Json(Value::list(Vec::<Value>::new()))),
        ..Slot::default()
    }
}
