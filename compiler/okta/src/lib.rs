//! The platform's packs: model, reading, writing, validation, lock.
