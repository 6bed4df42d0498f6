//! The executable plan: the contract between compiler and engine.
