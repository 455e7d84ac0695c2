/* The floating-point status of npy_math.h, as NPY_FPE_*. */
#ifndef FERRONUM_NUMPY_MATH_STATUS_H
#define FERRONUM_NUMPY_MATH_STATUS_H

#include <fenv.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the argument points to has been computed before the status is read or cleared. */
#define FERRONUM_BARRIER(p) __asm__ volatile("" : : "r"(p) : "memory")

FERRONUM_MATH_API int npy_get_floatstatus_barrier(char *param)
{
    FERRONUM_BARRIER(param);
    int raised = fetestexcept(FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID);
    return (raised & FE_DIVBYZERO ? NPY_FPE_DIVIDEBYZERO : 0) | (raised & FE_OVERFLOW ? NPY_FPE_OVERFLOW : 0) |
           (raised & FE_UNDERFLOW ? NPY_FPE_UNDERFLOW : 0) | (raised & FE_INVALID ? NPY_FPE_INVALID : 0);
}

/* The status from before. */
FERRONUM_MATH_API int npy_clear_floatstatus_barrier(char *param)
{
    int raised = npy_get_floatstatus_barrier(param);
    if (raised != 0) {
        feclearexcept(FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID);
    }
    return raised;
}

FERRONUM_MATH_API int npy_get_floatstatus(void) { char here = 0; return npy_get_floatstatus_barrier(&here); }
FERRONUM_MATH_API int npy_clear_floatstatus(void) { char here = 0; return npy_clear_floatstatus_barrier(&here); }
FERRONUM_MATH_API void npy_set_floatstatus_divbyzero(void) { feraiseexcept(FE_DIVBYZERO); }
FERRONUM_MATH_API void npy_set_floatstatus_overflow(void) { feraiseexcept(FE_OVERFLOW); }
FERRONUM_MATH_API void npy_set_floatstatus_underflow(void) { feraiseexcept(FE_UNDERFLOW); }
FERRONUM_MATH_API void npy_set_floatstatus_invalid(void) { feraiseexcept(FE_INVALID); }

#ifdef __cplusplus
}
#endif
#endif
