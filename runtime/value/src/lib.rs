//! The values that flow between cards, and the platform's conversions.
