//! The interpreter: a state machine without input or output.
