/* The processor, as NPY_CPU_*: those that libferronum is built for, and the common rest. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_CPU_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_CPU_H_

#include "numpyconfig.h"

#if defined(__x86_64__)
#define NPY_CPU_AMD64
#elif defined(__i386__)
#define NPY_CPU_X86
#elif defined(__aarch64__)
#if defined(__AARCH64EB__)
#define NPY_CPU_ARMEB_AARCH64
#else
#define NPY_CPU_ARMEL_AARCH64
#endif
#elif defined(__arm__)
#if defined(__ARMEB__)
#define NPY_CPU_ARMEB
#else
#define NPY_CPU_ARMEL
#endif
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define NPY_CPU_PPC64LE
#elif defined(__powerpc64__)
#define NPY_CPU_PPC64
#elif defined(__s390x__)
#define NPY_CPU_S390
#elif defined(__riscv) && __riscv_xlen == 64
#define NPY_CPU_RISCV64
#elif defined(__loongarch_lp64)
#define NPY_CPU_LOONGARCH64
#else
#error "npy_cpu.h: unknown processor"
#endif

#endif
