//! Grammar, lossless tree, syntax tree and formatter of the flow language.
