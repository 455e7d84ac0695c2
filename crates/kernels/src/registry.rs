//! Which loops each ufunc has, in NumPy's order.
