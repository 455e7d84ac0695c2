//! `NpyIter`: the general multi-operand iterator with buffering, and its Python face `numpy.nditer`, `nested_iters`.
