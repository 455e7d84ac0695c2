//! Element iterators that C code advances by macros: `numpy.flatiter`, `numpy.broadcast`, the neighbourhood iterator.
