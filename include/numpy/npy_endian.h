/* The order of bytes, under NumPy's names. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_ENDIAN_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_ENDIAN_H_

#include "npy_cpu.h"

#define NPY_LITTLE_ENDIAN __ORDER_LITTLE_ENDIAN__
#define NPY_BIG_ENDIAN __ORDER_BIG_ENDIAN__
#define NPY_BYTE_ORDER __BYTE_ORDER__

#endif
