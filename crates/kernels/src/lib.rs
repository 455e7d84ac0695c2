//! Loops on raw strided memory, and what drives them: the shape/stride plan, the loop registry, the thread pool.
//!
//! Nothing here sees Python. Every loop has NumPy's legacy inner-loop signature ([`UfuncLoop`]) or one of the
//! strided signatures of its own module, is stamped once per CPU level, reports errors through the float
//! status word and never panics.

pub mod blas;
pub mod cast;
pub mod copy;
pub mod einsum;
pub mod elementwise;
pub mod matmul;
pub mod nonzero;
pub mod num;
pub mod numeric;
pub mod plan;
pub mod pool;
pub mod reduce;
pub mod registry;
pub mod search;
pub mod signatures;
pub mod sort;
pub mod stamp;

pub use elementwise::UfuncLoop;
