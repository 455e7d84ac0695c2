//! Copy, take, put, where and byte swaps, by item width.
