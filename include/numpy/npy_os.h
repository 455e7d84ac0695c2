/* The operating system, as NPY_OS_*. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_OS_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_OS_H_

#if defined(__linux__)
#define NPY_OS_LINUX
#elif defined(__APPLE__)
#define NPY_OS_DARWIN
#elif defined(__FreeBSD__)
#define NPY_OS_BSD
#define NPY_OS_FREEBSD
#elif defined(__NetBSD__)
#define NPY_OS_BSD
#define NPY_OS_NETBSD
#elif defined(__OpenBSD__)
#define NPY_OS_BSD
#define NPY_OS_OPENBSD
#else
#define NPY_OS_UNKNOWN
#endif

#endif
