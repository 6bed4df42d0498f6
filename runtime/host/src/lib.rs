//! Drives the engine: mocks, tables, clock.
