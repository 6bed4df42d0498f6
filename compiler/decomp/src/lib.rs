//! From graph back to readable source.
