//! Shapes of values and the conversions between them.
