//! Reductions that are no plain ufunc loop: argmin, argmax, clipping helpers, moments.
