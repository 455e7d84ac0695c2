//! Binary search and its relatives.
