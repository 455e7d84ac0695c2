/* Setting the parts of complex numbers in sources that also compile where these are structs. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_2_COMPLEXCOMPAT_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_2_COMPLEXCOMPAT_H_

/* NPY_CSETREAL and its kin. */
#include "npy_math.h"

#endif
