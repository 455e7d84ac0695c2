//! Sum-of-products loops for einsum.
