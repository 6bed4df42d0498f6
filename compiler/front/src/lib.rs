//! From syntax to graph: names, lowering, inference, checks.
