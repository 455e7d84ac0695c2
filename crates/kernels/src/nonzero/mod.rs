//! Counting and locating non-zero elements.
