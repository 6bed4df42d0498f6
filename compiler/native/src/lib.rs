//! From graph to executable plan.
