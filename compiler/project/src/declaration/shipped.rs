//! Declarations that flowc brings along, so that nobody needs a pack for tables, API requests or Okta.

use std::sync::{Arc, OnceLock};

use flowc_stdlib::connectors;
use flowc_stdlib::signature::{Signature, Subject};

use super::read;

/// The declarations that flowc brings along.
pub fn shipped() -> &'static [Arc<Signature>] {
    static SHIPPED: OnceLock<Vec<Arc<Signature>>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        // A test reads each of them.
        let files = connectors::FILES.iter().filter_map(|(_, text)| read(text).ok());
        files.flat_map(|declared| declared.methods).map(Arc::new).collect()
    })
}

/// What a pack cannot teach because every card of it has been filled: the values that a card starts with.
pub fn with_known_defaults(mut learned: Signature) -> Signature {
    let Subject::Connector(connector, _, method) = &learned.subject else { return learned };
    let known = shipped().iter().find(
        |known| matches!(&known.subject, Subject::Connector(of, _, other) if of == connector && other == method),
    );
    for port in &mut learned.inputs {
        let known = known.and_then(|known| known.inputs.get(known.input(port.group.as_deref(), &port.key)?));
        // The empty text is what learning puts where no card was left alone.
        if let Some(known) = known.filter(|_| port.default.as_str() == Some("")) {
            port.default.clone_from(&known.default);
        }
    }
    learned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_declaration_of_its_connector() {
        for (key, text) in connectors::FILES {
            let declared = read(text).unwrap();
            assert!(!declared.methods.is_empty(), "{key}");
            for method in declared.methods {
                assert!(matches!(&method.subject, Subject::Connector(of, ..) if of == key), "{key}");
                assert!(method.number.is_some() && !method.description.is_empty(), "{key}: {}", method.name);
            }
        }
    }
}
