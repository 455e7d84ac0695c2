//! Sorts, argsorts and partitions.
