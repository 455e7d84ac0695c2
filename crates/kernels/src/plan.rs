//! Shapes and strides: broadcast, coalesce, overlap, split.
