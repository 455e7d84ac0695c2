//! Matrix products and the loops of matmul, vecdot, matvec and vecmat.
