//! Object: what works on keys and values, by itself or through a helper flow.

use std::borrow::Cow;

use flowc_value::convert::to_object;
use flowc_value::path::PathError;
use flowc_value::{Kind, Value};

use crate::call::{Call, CardError};

mod empty;

cards! {
    clear_empty collapse construct expand filter for_each get get_multiple keys map map_to_list merge
    r#move set size split unset values zip
}

/// An own input that is an object or, where the author says so, a list.
fn structure<'c>(call: &Call<'c>, index: usize) -> Result<Cow<'c, Value>, CardError> {
    let value = call.inputs.get(index).unwrap_or(&Value::Null);
    if value.is_container() {
        return Ok(Cow::Borrowed(value));
    }
    Ok(Cow::Owned(match call.declared(index) {
        Kind::List => call.list(index)?.into(),
        _ => to_object(value)?.into(),
    }))
}

impl From<PathError> for CardError {
    fn from(error: PathError) -> Self {
        Self::new(error.to_string())
    }
}
