//! The card table: links the function cards of a plan to their evaluation functions.

use flowc_engine::{FunctionError, Functions, World};
use flowc_plan::{Fixed, Function, FunctionField, Plan, SlotType, Source};
use flowc_stdlib::{
    Call, CallSpec, CardError, FieldSpec, Prepared, Random, Run, SlotType as CardSlot, catalogue,
};
use flowc_types::Kind;
use flowc_value::{Kind as Stored, Value};

type Evaluate = fn(&mut Call<'_>) -> Result<(), CardError>;

/// The functions of one plan, each with what is constant for its call.
#[derive(Debug)]
pub struct Linked {
    calls: Vec<(CallSpec, Evaluate)>,
}

impl Linked {
    /// Links a plan.
    ///
    /// # Errors
    /// A card that this build does not know, or that is no function.
    pub fn new(plan: &Plan) -> Result<Linked, String> {
        let calls = plan.functions.iter().map(|function| link(plan, function)).collect::<Result<_, _>>()?;
        Ok(Linked { calls })
    }
}

fn link(plan: &Plan, function: &Function) -> Result<(CallSpec, Evaluate), String> {
    let unknown = || format!("the card {} is not known to this build", function.address);
    let card = catalogue().at_address(&function.address).ok_or_else(unknown)?;
    let Run::Function(evaluate) = card.run else {
        return Err(format!("the card {} is no function", function.address));
    };
    let constants: Vec<Option<&Value>> =
        function.operands.iter().map(|operand| constant(plan, *operand)).collect();
    let prepared = card.prepare.map(|prepare| prepare(&constants)).unwrap_or_default();
    Ok((CallSpec { prepared, ..spec(function) }, evaluate))
}

/// What an operand always is.
fn constant(plan: &Plan, operand: Source) -> Option<&Value> {
    match operand.get() {
        Fixed::Constant(at) => plan.constants.get(at as usize),
        Fixed::Slot(_) => None,
    }
}

fn spec(function: &Function) -> CallSpec {
    let slots = |types: &[SlotType]| types.iter().map(|slot| card_slot(*slot)).collect();
    let fields = |fields: &[FunctionField]| {
        fields
            .iter()
            .map(|field| FieldSpec {
                group: field.group.as_ref().map(|group| group.as_str().into()),
                key: field.key.as_str().into(),
                slot: card_slot(field.slot),
            })
            .collect()
    };
    CallSpec {
        inputs: slots(&function.input_types),
        fields: fields(&function.fields),
        outputs: slots(&function.output_types),
        results: fields(&function.results),
        prepared: Prepared::default(),
    }
}

const fn card_slot(slot: SlotType) -> CardSlot {
    let kind = match slot.kind {
        Stored::Text => Kind::Text,
        Stored::Number => Kind::Number,
        Stored::Boolean => Kind::Boolean,
        Stored::Date => Kind::Date,
        Stored::Object => Kind::Object,
        Stored::File => Kind::File,
        Stored::Flow => Kind::Flow,
        Stored::Any | Stored::List | Stored::Null => Kind::Any,
    };
    CardSlot { kind, list: slot.list }
}

impl Functions for Linked {
    fn call(
        &self,
        function: usize,
        operands: &[Value],
        outputs: &mut [Value],
        world: &mut World,
    ) -> Result<(), FunctionError> {
        let Some((spec, evaluate)) = self.calls.get(function) else {
            return Err(FunctionError {
                message: "the plan names a card that is not linked".to_owned(),
                code: None,
            });
        };
        let (inputs, fields) = operands.split_at(spec.inputs.len().min(operands.len()));
        let mut random = Random::new(world.random);
        let mut call = Call { spec, inputs, fields, outputs, now: world.now, random: &mut random };
        let done = evaluate(&mut call);
        world.random = random.state();
        done.map_err(|error| FunctionError { message: error.message, code: error.code })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flowc_value::Text;

    /// What a card gives for texts, of which those from a place on are constants of the plan.
    fn call(address: &str, own: &[&str], fields: &[&str], constant_from: usize) -> (Value, bool) {
        let slot = SlotType { kind: Stored::Text, list: false };
        let values: Vec<Value> = own.iter().chain(fields).map(|text| Value::text(*text)).collect();
        let operand = |at: usize| {
            let number = u32::try_from(at).unwrap();
            if at < constant_from { Source::slot(number) } else { Source::constant(number) }
        };
        let field = |key: &&str| FunctionField { group: None, key: Text::new(key), slot };
        let function = Function {
            address: Text::new(address),
            input_types: vec![slot; own.len()],
            fields: fields.iter().map(field).collect(),
            output_types: vec![slot],
            results: Vec::new(),
            operands: (0..values.len()).map(operand).collect(),
            outputs: vec![Some(0)],
        };
        let plan = Plan { functions: vec![function], constants: values.clone(), ..Plan::default() };
        let linked = Linked::new(&plan).unwrap();
        let mut outputs = [Value::Null];
        linked.call(0, &values, &mut outputs, &mut World { now: 0.0, random: 0 }).unwrap();
        let [output] = outputs;
        (output, linked.calls[0].0.prepared.is_made())
    }

    #[test]
    fn constant_patterns_are_read_once_and_find_the_same() {
        let find = |constant_from| call("string:match", &["a1bb", "b+|(?<=a+)1"], &[], constant_from);
        assert_eq!(find(1), (Value::from(1), true));
        assert_eq!(find(2), (Value::from(1), false));
        let replace = |constant_from| {
            let own = ["aXbx", "-", "true", "false"];
            call("string:replaceAny", &own, &["x", "^a", ""], constant_from)
        };
        assert_eq!(replace(3), (Value::text("--b-"), true));
        assert_eq!(replace(5), (Value::text("--b-"), false));
    }
}
