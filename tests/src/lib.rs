//! Tests that cross crates: corpus, ui, laws, command line.
