//! Loops on raw strided memory, and what drives them: the shape/stride plan, the loop registry, the thread pool.
//!
//! Nothing here sees Python. Every loop has NumPy's legacy inner-loop signature ([`UfuncLoop`]) or one of the
//! strided signatures of its own module, is stamped once per CPU level, reports errors through the float
//! status word and never panics.
//! The modules are floors, listed from the ground up: each uses what stands before it.

// What the items of an operand are to a loop.
pub mod kind;

// The types of each numeric ufunc, in NumPy's order.
pub mod signatures;

// One body, compiled once for each level of CPU.
pub mod stamp;

// The element types and what can be done with one of them.
pub mod num;

// Moving bytes: copies, byte order, gathers, masks.
pub mod copy;

// From one element type to another.
pub mod cast;

// The loops of the ufuncs.
pub mod elementwise;

// Which loop each ufunc has for which types.
pub mod registry;

// Threads, and when they are used.
pub mod pool;

// The wheel's BLAS.
pub mod blas;

// Shapes and strides: broadcasting, overlap, the order of axes, walking.
pub mod plan;

// Products of matrices.
pub mod matmul;

// Sums of products.
pub mod einsum;

// Sums and the like, along axes and in the order that their last bits ask for.
pub mod reduce;

// Sorting and partitioning.
pub mod sort;

// Binary search.
pub mod search;

// Where elements are true.
pub mod nonzero;

// `bincount`, `interp`, bits.
pub mod numeric;

pub use elementwise::UfuncLoop;
