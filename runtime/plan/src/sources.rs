//! Which operands an op reads, through all tables.

use crate::{Feed, Op, Plan, Record, Source, TemplatePart};

impl Plan {
    /// Names every operand that an op reads from the frame of its routine.
    pub fn each_source(&self, op: &Op, mut reads: impl FnMut(Source)) {
        match *op {
            Op::Copy { from, .. }
            | Op::Convert { from, .. }
            | Op::Field { from, .. }
            | Op::Get { from, .. } => {
                reads(from);
            }
            Op::Compose { template, .. } => {
                for part in
                    self.templates.get(template as usize).into_iter().flat_map(|template| &template.parts)
                {
                    if let TemplatePart::Hole(source) = part {
                        reads(*source);
                    }
                }
            }
            Op::Object { record, .. } | Op::Close { record } => {
                self.each_of_record(self.records.get(record as usize), &mut reads);
            }
            Op::Compare { condition, .. } | Op::Test { condition, .. } => {
                if let Some(condition) = self.conditions.get(condition as usize) {
                    condition.computed.into_iter().chain([condition.left, condition.right]).for_each(reads);
                }
            }
            Op::Function { function } => {
                self.functions
                    .get(function as usize)
                    .into_iter()
                    .flat_map(|f| &f.operands)
                    .copied()
                    .for_each(reads);
            }
            Op::Return { exit } | Op::Stop { exit } => {
                self.exits
                    .get(exit as usize)
                    .into_iter()
                    .flat_map(|exit| &exit.values)
                    .copied()
                    .for_each(reads);
            }
            Op::Raise { raise } => {
                if let Some(raise) = self.raises.get(raise as usize) {
                    let details = raise.details.iter().map(|(_, source)| *source);
                    details.chain([raise.message, raise.code]).for_each(reads);
                }
            }
            Op::Call { callee } => {
                let callee =
                    self.callees.get(callee as usize).into_iter().flat_map(|callee| &callee.arguments);
                callee.for_each(|(source, _)| reads(*source));
            }
            Op::Loop { each } => self.each_of_loop(each, &mut reads),
            Op::Effect { effect } => {
                if let Some(effect) = self.effects.get(effect as usize) {
                    effect.inputs.iter().for_each(|(_, source)| reads(*source));
                    let state = effect.stream.as_ref().and_then(|stream| stream.state.as_ref());
                    self.each_of_record(state.map(|(_, record)| record), &mut reads);
                }
            }
            Op::Wait { amount, unit } => [amount, unit].into_iter().for_each(reads),
            Op::WaitUntil { date } => reads(date),
            Op::Jump { .. } | Op::Refuse { .. } | Op::Try { .. } | Op::EndTry => {}
        }
    }

    fn each_of_record(&self, record: Option<&Record>, reads: &mut impl FnMut(Source)) {
        record.into_iter().flat_map(|record| &record.values).copied().for_each(reads);
    }

    fn each_of_loop(&self, each: u32, reads: &mut impl FnMut(Source)) {
        let Some(each) = self.loops.get(each as usize) else { return };
        reads(each.subject);
        reads(each.concurrency);
        each.memo.into_iter().for_each(&mut *reads);
        for argument in &each.arguments {
            if let Feed::Same(source) = argument.feed {
                reads(source);
            }
        }
    }
}
