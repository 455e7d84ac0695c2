/* Complex functions of npy_math.h. */
#ifndef FERRONUM_NUMPY_MATH_COMPLEX_H
#define FERRONUM_NUMPY_MATH_COMPLEX_H

#ifdef __cplusplus
extern "C" {
#endif

/* `_Complex` numbers are their two parts in order, and so are C++'s structs. */
#define FERRONUM_PARTS(C, T, f, F) \
    FERRONUM_MATH_API T npy_creal##f(const C z) { return ((const T *)&z)[0]; } \
    FERRONUM_MATH_API T npy_cimag##f(const C z) { return ((const T *)&z)[1]; } \
    FERRONUM_MATH_API void npy_csetreal##f(C *z, const T r) { ((T *)z)[0] = r; } \
    FERRONUM_MATH_API void npy_csetimag##f(C *z, const T i) { ((T *)z)[1] = i; } \
    FERRONUM_MATH_API C npy_cpack##f(T x, T y) \
    { \
        C z; \
        npy_csetreal##f(&z, x); \
        npy_csetimag##f(&z, y); \
        return z; \
    } \
    FERRONUM_MATH_API T npy_cabs##f(C z) { return hypot##f(npy_creal##f(z), npy_cimag##f(z)); } \
    FERRONUM_MATH_API T npy_carg##f(C z) { return atan2##f(npy_cimag##f(z), npy_creal##f(z)); }

FERRONUM_PARTS(npy_cdouble, double, , )
FERRONUM_PARTS(npy_cfloat, float, f, F)
FERRONUM_PARTS(npy_clongdouble, npy_longdouble, l, L)
#undef FERRONUM_PARTS

#define NPY_CSETREAL(z, r) npy_csetreal(z, r)
#define NPY_CSETIMAG(z, i) npy_csetimag(z, i)
#define NPY_CSETREALF(z, r) npy_csetrealf(z, r)
#define NPY_CSETIMAGF(z, i) npy_csetimagf(z, i)
#define NPY_CSETREALL(z, r) npy_csetreall(z, r)
#define NPY_CSETIMAGL(z, i) npy_csetimagl(z, i)

/* The compiler's built-in functions take native numbers, which C++ has as an extension only. */
#define FERRONUM_ONE(C, T, f, name) \
    FERRONUM_MATH_API C npy_##name##f(C z) \
    { \
        __extension__ _Complex T in, out; \
        memcpy(&in, &z, sizeof(in)); \
        out = __builtin_##name##f(in); \
        memcpy(&z, &out, sizeof(out)); \
        return z; \
    }
#define FERRONUM_ALL(C, T, f) \
    FERRONUM_ONE(C, T, f, cexp) \
    FERRONUM_ONE(C, T, f, clog) \
    FERRONUM_ONE(C, T, f, csqrt) \
    FERRONUM_ONE(C, T, f, ccos) \
    FERRONUM_ONE(C, T, f, csin) \
    FERRONUM_ONE(C, T, f, ctan) \
    FERRONUM_ONE(C, T, f, ccosh) \
    FERRONUM_ONE(C, T, f, csinh) \
    FERRONUM_ONE(C, T, f, ctanh) \
    FERRONUM_ONE(C, T, f, cacos) \
    FERRONUM_ONE(C, T, f, casin) \
    FERRONUM_ONE(C, T, f, catan) \
    FERRONUM_ONE(C, T, f, cacosh) \
    FERRONUM_ONE(C, T, f, casinh) \
    FERRONUM_ONE(C, T, f, catanh) \
    /* Small whole exponents are multiplied out, so that they are exact where they can be. */ \
    FERRONUM_MATH_API C npy_cpow##f(C x, C y) \
    { \
        T yr = npy_creal##f(y), yi = npy_cimag##f(y), xr = npy_creal##f(x), xi = npy_cimag##f(x); \
        if (yr == 0 && yi == 0) { \
            return npy_cpack##f(1, 0); \
        } \
        if (xr == 0 && xi == 0) { \
            return yr > 0 ? npy_cpack##f(0, 0) : npy_cpack##f((T)NPY_NAN, (T)NPY_NAN); \
        } \
        if (yi == 0 && yr == (T)(int)yr && yr > -100 && yr < 100) { \
            int n = (int)yr; \
            unsigned count = (unsigned)(n < 0 ? -n : n); \
            T ar = 1, ai = 0, pr = xr, pi = xi; \
            if (n > 0 && n < 4) { \
                /* Few factors are multiplied one by one, none of them a one: it would make infinities NaN. */ \
                ar = xr; \
                ai = xi; \
                for (unsigned i = 1; i < count; i++) { \
                    T r = xr * ar - xi * ai; \
                    ai = xr * ai + xi * ar; \
                    ar = r; \
                } \
            } \
            else { \
                for (; count != 0; count >>= 1) { \
                    T r; \
                    if (count & 1) { \
                        r = ar * pr - ai * pi; \
                        ai = ar * pi + ai * pr; \
                        ar = r; \
                    } \
                    r = pr * pr - pi * pi; \
                    pi = pr * pi + pi * pr; \
                    pr = r; \
                } \
            } \
            if (n < 0 && ar == 0 && ai == 0) { \
                return npy_cpack##f((T)NPY_INFINITY, (T)NPY_NAN); \
            } \
            if (n < 0) { \
                /* Smith's division: no square of the divisor overflows. */ \
                if (__builtin_fabs##f(ar) >= __builtin_fabs##f(ai)) { \
                    T ratio = ai / ar, scale = (T)1 / (ar + ai * ratio); \
                    ar = ((T)1 + (T)0 * ratio) * scale; \
                    ai = ((T)0 - (T)1 * ratio) * scale; \
                } \
                else { \
                    T ratio = ar / ai, scale = (T)1 / (ai + ar * ratio); \
                    ar = ((T)1 * ratio + (T)0) * scale; \
                    ai = ((T)0 * ratio - (T)1) * scale; \
                } \
            } \
            return npy_cpack##f(ar, ai); \
        } \
        __extension__ _Complex T a, b, out; \
        memcpy(&a, &x, sizeof(a)); \
        memcpy(&b, &y, sizeof(b)); \
        out = __builtin_cpow##f(a, b); \
        memcpy(&x, &out, sizeof(out)); \
        return x; \
    }

FERRONUM_ALL(npy_cdouble, double, )
FERRONUM_ALL(npy_cfloat, float, f)
FERRONUM_ALL(npy_clongdouble, long double, l)
#undef FERRONUM_ALL
#undef FERRONUM_ONE

#ifdef __cplusplus
}
#endif
#endif
