//! The card table: links the function cards of a plan to their evaluation functions.

use flowc_engine::{FunctionError, Functions, World};
use flowc_plan::{Function, FunctionField, Plan, SlotType};
use flowc_stdlib::{Call, CallSpec, CardError, FieldSpec, Random, Run, SlotType as CardSlot, catalogue};
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
        let calls = plan.functions.iter().map(link).collect::<Result<_, _>>()?;
        Ok(Linked { calls })
    }
}

fn link(function: &Function) -> Result<(CallSpec, Evaluate), String> {
    let card = catalogue().at_address(&function.address);
    match card.map(|card| card.run) {
        Some(Run::Function(evaluate)) => Ok((spec(function), evaluate)),
        Some(_) => Err(format!("the card {} is no function", function.address)),
        None => Err(format!("the card {} is not known to this build", function.address)),
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
