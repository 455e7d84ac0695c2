/* Small macros for tokens and attributes. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_UTILS_H_
#define NUMPY_CORE_INCLUDE_NUMPY_UTILS_H_

#ifndef __COMP_NPY_UNUSED
#define __COMP_NPY_UNUSED __attribute__((__unused__))
#endif
#define NPY_DECL_ALIGNED(x) __attribute__((aligned(x)))

/* Renames a parameter that is not used, so that using it is an error. */
#define NPY_UNUSED(x) __NPY_UNUSED_TAGGED##x __COMP_NPY_UNUSED

#define NPY_EXPAND(x) x
#define NPY_STRINGIFY(x) #x
#define NPY_TOSTRING(x) NPY_STRINGIFY(x)
#define NPY_CAT__(a, b) a##b
#define NPY_CAT_(a, b) NPY_CAT__(a, b)
#define NPY_CAT(a, b) NPY_CAT_(a, b)

#endif
