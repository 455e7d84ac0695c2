/* For sources that cannot define macros (Cython's `cdef extern from`): no deprecated names. */
#ifndef NPY_NO_DEPRECATED_API
#ifdef NUMPY_CORE_INCLUDE_NUMPY_NDARRAYTYPES_H_
#error "npy_no_deprecated_api.h comes before all other headers of NumPy"
#endif
#define NPY_NO_DEPRECATED_API NPY_API_VERSION
#endif
