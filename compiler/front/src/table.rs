//! Cards of tables: the columns of a table are fields of its cards.

use std::sync::Arc;

use ecow::EcoString;
use flowc_ir::{Column, Datum, TableId};
use flowc_stdlib::Typing;
use flowc_stdlib::signature::{PortSignature, SideSignature, Signature};
use flowc_stdlib::tables::COLUMNS;
use flowc_types::{Field, Record, Shape};
use flowc_value::Value;

use crate::call::signature_of;
use crate::draft::empty_datum;
use crate::scope::{CardRef, Lowering};

/// The output that holds found rows.
const ROWS: &str = "Rows";

impl Lowering<'_> {
    /// A table card's signature with the columns of its table; those of a table outside the pack are unknown.
    pub fn with_columns(&self, signature: &Arc<Signature>, table: TableId) -> Arc<Signature> {
        let table = self.program.tables.get(table.index());
        match table.and_then(|table| table.columns.as_ref()) {
            Some(columns) => with_columns(signature, columns),
            None => signature.clone(),
        }
    }

    /// What is known of a placed card.
    pub fn signature_at(&mut self, card: CardRef) -> Option<Arc<Signature>> {
        let card = self.card(card);
        let table = card.inputs.iter().find_map(|input| match input.datum {
            Datum::Table(table) => Some(table),
            _ => None,
        });
        let signature = signature_of(&card.address.clone(), self.signatures)?;
        Some(table.map_or_else(|| signature.clone(), |table| self.with_columns(signature, table)))
    }
}

/// The columns as fields, as far as the declaration does not list them.
fn with_columns(signature: &Arc<Signature>, columns: &[Column]) -> Arc<Signature> {
    let mut own = Signature::clone(signature);
    add_columns(&mut own.inputs, &own.input_side, columns);
    add_columns(&mut own.outputs, &own.output_side, columns);
    for port in &mut own.outputs {
        if port.key == ROWS && port.shape.is_list() && port.shape.item().as_record().is_none() {
            port.shape = row(columns).list();
        }
    }
    Arc::new(own)
}

fn add_columns(ports: &mut Vec<PortSignature>, side: &SideSignature, columns: &[Column]) {
    let is_column = |port: &PortSignature| port.group.as_deref() == Some(COLUMNS);
    if !ports.iter().any(is_column) && side.group_rules.get(COLUMNS).is_none() {
        return;
    }
    for column in columns {
        if !ports.iter().any(|port| is_column(port) && port.key == column.name) {
            ports.push(port(column));
        }
    }
}

fn port(column: &Column) -> PortSignature {
    let shape = Shape::One(column.kind);
    PortSignature {
        group: Some(COLUMNS.into()),
        key: column.name.clone(),
        name: column.name.clone(),
        label: None,
        typing: Typing::Fixed,
        required: false,
        default: empty_datum(&shape),
        choices: Value::Null,
        available: Value::Null,
        metadata: Value::Null,
        optional: true,
        shape,
    }
}

/// What the platform keeps of every row.
const OF_EVERY_ROW: [(&str, Shape); 3] =
    [("Row ID", Shape::TEXT), ("Created", Shape::DATE), ("Updated", Shape::DATE)];

/// What a section of a search's outputs holds.
pub(crate) fn section_fields(section: &str, columns: &[Column]) -> Vec<(EcoString, Field)> {
    match section {
        COLUMNS => own(columns).collect(),
        "Row" => of_every_row().collect(),
        _ => vec![(ROWS.into(), Field::new(row(columns).list()))],
    }
}

fn own(columns: &[Column]) -> impl Iterator<Item = (EcoString, Field)> {
    columns.iter().map(|column| (column.name.clone(), Field::new(Shape::One(column.kind))))
}

fn of_every_row() -> impl Iterator<Item = (EcoString, Field)> {
    OF_EVERY_ROW.into_iter().map(|(name, shape)| (name.into(), Field::new(shape)))
}

/// What a found row is: its columns and what the platform keeps of it.
fn row(columns: &[Column]) -> Shape {
    let fields = own(columns).chain(of_every_row()).collect();
    Shape::Record(Record { fields, open: false }.into())
}
