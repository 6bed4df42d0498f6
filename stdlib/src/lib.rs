//! The platform's function cards, each defined once.
