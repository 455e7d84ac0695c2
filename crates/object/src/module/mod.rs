//! The module `numpy._core._multiarray_umath`: what it contains and the order in which it comes to life.
