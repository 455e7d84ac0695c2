//! The BLAS that was found at run time, behind a table of function pointers.
