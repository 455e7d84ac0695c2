/* NumPy's mathematics for C. All of it is inline over the C library: there is nothing to link. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_MATH_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_MATH_H_

#include "npy_common.h"
#include <math.h>
#include <stdint.h>

#include "_ferronum_math_real.h"
#include "_ferronum_math_complex.h"
#include "_ferronum_math_status.h"

#endif
