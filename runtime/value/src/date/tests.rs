//! Dates against the results of V8 and moment.js.

use proptest::prelude::*;

use super::*;
