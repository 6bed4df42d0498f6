//! Error policies as they are written behind a statement.

use ecow::{EcoString, eco_format};
use flowc_ir::{Card, Condition, Delay, OnError, Program};
use flowc_syntax::ast::{self, Policy, Retry};

use crate::expr::name;

/// What stands behind the statement; `None` where the card has the platform's policy.
pub(crate) fn policy(card: &Card, program: &Program) -> Option<Policy> {
    let policy = &card.policy;
    let retry =
        (policy.retry.is_some() || policy.delay.is_some() || policy.condition.is_some()).then(|| Retry {
            count: policy.retry.map_or_else(EcoString::new, |count| eco_format!("{count}")),
            every: policy.delay.map(durations).unwrap_or_default(),
            condition: policy.condition.as_ref().map(|condition| match condition {
                Condition::RateLimit => "rate_limit".into(),
                Condition::Other(word) => word.clone().into(),
            }),
        });
    let on_error = match policy.on_error {
        OnError::Stop | OnError::Handler(_) => None,
        OnError::Return => Some(ast::OnError::Return(None)),
        OnError::Run(flow) => program
            .flows
            .get(flow.index())
            .map(|flow| ast::OnError::Run(name(crate::program::flow_name(flow)))),
    };
    (retry.is_some() || on_error.is_some()).then(|| Policy {
        retry,
        on_error,
        span: ast::BlockSpan::default(),
    })
}

fn durations(delay: Delay) -> Vec<(EcoString, EcoString)> {
    match delay {
        Delay::Fixed(delay) => vec![duration(delay)],
        Delay::Between(low, high) => vec![duration(low), duration(high)],
    }
}

/// Milliseconds in the largest unit that divides them.
fn duration(milliseconds: u64) -> (EcoString, EcoString) {
    let units = [(3_600_000, "h"), (60_000, "min"), (1_000, "s")];
    let unit = units.into_iter().find(|(factor, _)| milliseconds > 0 && milliseconds.is_multiple_of(*factor));
    let (factor, unit) = unit.unwrap_or((1, "ms"));
    (eco_format!("{}", milliseconds / factor), unit.into())
}
