//! The dataflow graph of a flow: where source and packs meet.
