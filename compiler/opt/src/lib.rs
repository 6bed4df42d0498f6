//! Passes over the graph that keep results, effects and errors.
