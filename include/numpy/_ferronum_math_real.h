/* Constants, real functions and integer helpers of npy_math.h. */
#ifndef FERRONUM_NUMPY_MATH_REAL_H
#define FERRONUM_NUMPY_MATH_REAL_H

#ifndef FERRONUM_MATH_API
#define FERRONUM_MATH_API static inline
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constants ---- */

#define NPY_INFINITYF __builtin_inff()
#define NPY_INFINITY ((npy_double)NPY_INFINITYF)
#define NPY_INFINITYL ((npy_longdouble)NPY_INFINITYF)
#define NPY_NANF __builtin_nanf("")
#define NPY_NAN ((npy_double)NPY_NANF)
#define NPY_NANL ((npy_longdouble)NPY_NANF)
#define NPY_PZEROF 0.0F
#define NPY_PZERO ((npy_double)NPY_PZEROF)
#define NPY_PZEROL ((npy_longdouble)NPY_PZEROF)
#define NPY_NZEROF (-0.0F)
#define NPY_NZERO ((npy_double)NPY_NZEROF)
#define NPY_NZEROL ((npy_longdouble)NPY_NZEROF)

#define NPY_E 2.718281828459045235360287471352662498
#define NPY_LOG2E 1.442695040888963407359924681001892137
#define NPY_LOG10E 0.4342944819032518276511289189166050823
#define NPY_LOGE2 0.6931471805599453094172321214581765681
#define NPY_LOGE10 2.302585092994045684017991454684364208
#define NPY_PI 3.141592653589793238462643383279502884
#define NPY_PI_2 1.570796326794896619231321691639751442
#define NPY_PI_4 0.7853981633974483096156608458198757210
#define NPY_1_PI 0.3183098861837906715377675267450287241
#define NPY_2_PI 0.6366197723675813430755350534900574481
#define NPY_EULER 0.5772156649015328606065120900824024310
#define NPY_SQRT2 1.414213562373095048801688724209698079
#define NPY_SQRT1_2 0.7071067811865475244008443621048490393

#define NPY_Ef 2.718281828459045235360287471352662498F
#define NPY_LOG2Ef 1.442695040888963407359924681001892137F
#define NPY_LOG10Ef 0.4342944819032518276511289189166050823F
#define NPY_LOGE2f 0.6931471805599453094172321214581765681F
#define NPY_LOGE10f 2.302585092994045684017991454684364208F
#define NPY_PIf 3.141592653589793238462643383279502884F
#define NPY_PI_2f 1.570796326794896619231321691639751442F
#define NPY_PI_4f 0.7853981633974483096156608458198757210F
#define NPY_1_PIf 0.3183098861837906715377675267450287241F
#define NPY_2_PIf 0.6366197723675813430755350534900574481F
#define NPY_EULERf 0.5772156649015328606065120900824024310F
#define NPY_SQRT2f 1.414213562373095048801688724209698079F
#define NPY_SQRT1_2f 0.7071067811865475244008443621048490393F

#define NPY_El 2.718281828459045235360287471352662498L
#define NPY_LOG2El 1.442695040888963407359924681001892137L
#define NPY_LOG10El 0.4342944819032518276511289189166050823L
#define NPY_LOGE2l 0.6931471805599453094172321214581765681L
#define NPY_LOGE10l 2.302585092994045684017991454684364208L
#define NPY_PIl 3.141592653589793238462643383279502884L
#define NPY_PI_2l 1.570796326794896619231321691639751442L
#define NPY_PI_4l 0.7853981633974483096156608458198757210L
#define NPY_1_PIl 0.3183098861837906715377675267450287241L
#define NPY_2_PIl 0.6366197723675813430755350534900574481L
#define NPY_EULERl 0.5772156649015328606065120900824024310L
#define NPY_SQRT2l 1.414213562373095048801688724209698079L
#define NPY_SQRT1_2l 0.7071067811865475244008443621048490393L

/* ---- the C library's, under NumPy's names ---- */

#define npy_acos acos
#define npy_acosf acosf
#define npy_acosl acosl
#define npy_acosh acosh
#define npy_acoshf acoshf
#define npy_acoshl acoshl
#define npy_asin asin
#define npy_asinf asinf
#define npy_asinl asinl
#define npy_asinh asinh
#define npy_asinhf asinhf
#define npy_asinhl asinhl
#define npy_atan atan
#define npy_atanf atanf
#define npy_atanl atanl
#define npy_atanh atanh
#define npy_atanhf atanhf
#define npy_atanhl atanhl
#define npy_cbrt cbrt
#define npy_cbrtf cbrtf
#define npy_cbrtl cbrtl
#define npy_ceil ceil
#define npy_ceilf ceilf
#define npy_ceill ceill
#define npy_copysign copysign
#define npy_copysignf copysignf
#define npy_copysignl copysignl
#define npy_cosh cosh
#define npy_coshf coshf
#define npy_coshl coshl
#define npy_exp2 exp2
#define npy_exp2f exp2f
#define npy_exp2l exp2l
#define npy_expm1 expm1
#define npy_expm1f expm1f
#define npy_expm1l expm1l
#define npy_fabs fabs
#define npy_fabsf fabsf
#define npy_fabsl fabsl
#define npy_floor floor
#define npy_floorf floorf
#define npy_floorl floorl
#define npy_fmod fmod
#define npy_fmodf fmodf
#define npy_fmodl fmodl
#define npy_frexp frexp
#define npy_frexpf frexpf
#define npy_frexpl frexpl
#define npy_ldexp ldexp
#define npy_ldexpf ldexpf
#define npy_ldexpl ldexpl
#define npy_log log
#define npy_logf logf
#define npy_logl logl
#define npy_log10 log10
#define npy_log10f log10f
#define npy_log10l log10l
#define npy_log1p log1p
#define npy_log1pf log1pf
#define npy_log1pl log1pl
#define npy_nextafter nextafter
#define npy_nextafterf nextafterf
#define npy_nextafterl nextafterl
#define npy_rint rint
#define npy_rintf rintf
#define npy_rintl rintl
#define npy_sinh sinh
#define npy_sinhf sinhf
#define npy_sinhl sinhl
#define npy_tanh tanh
#define npy_tanhf tanhf
#define npy_tanhl tanhl
#define npy_trunc trunc
#define npy_truncf truncf
#define npy_truncl truncl
#define npy_exp exp
#define npy_sqrt sqrt
#define npy_pow pow
#define npy_modf modf
#define npy_isnan(x) isnan(x)
#define npy_isfinite(x) isfinite((x))
#define npy_isinf(x) isinf((x))
#define npy_signbit(x) signbit((x))
#define npy_degrees npy_rad2deg
#define npy_degreesf npy_rad2degf
#define npy_degreesl npy_rad2degl
#define npy_radians npy_deg2rad
#define npy_radiansf npy_deg2radf
#define npy_radiansl npy_deg2radl

FERRONUM_MATH_API double npy_sin(double x) { return sin(x); }
FERRONUM_MATH_API double npy_cos(double x) { return cos(x); }
FERRONUM_MATH_API double npy_tan(double x) { return tan(x); }
FERRONUM_MATH_API double npy_log2(double x) { return log2(x); }
FERRONUM_MATH_API double npy_hypot(double x, double y) { return hypot(x, y); }
FERRONUM_MATH_API double npy_atan2(double x, double y) { return atan2(x, y); }
FERRONUM_MATH_API float npy_sinf(float x) { return sinf(x); }
FERRONUM_MATH_API float npy_cosf(float x) { return cosf(x); }
FERRONUM_MATH_API float npy_tanf(float x) { return tanf(x); }
FERRONUM_MATH_API float npy_expf(float x) { return expf(x); }
FERRONUM_MATH_API float npy_sqrtf(float x) { return sqrtf(x); }
FERRONUM_MATH_API float npy_log2f(float x) { return log2f(x); }
FERRONUM_MATH_API float npy_hypotf(float x, float y) { return hypotf(x, y); }
FERRONUM_MATH_API float npy_atan2f(float x, float y) { return atan2f(x, y); }
FERRONUM_MATH_API float npy_powf(float x, float y) { return powf(x, y); }
FERRONUM_MATH_API float npy_modff(float x, float *y) { return modff(x, y); }
FERRONUM_MATH_API npy_longdouble npy_sinl(npy_longdouble x) { return sinl(x); }
FERRONUM_MATH_API npy_longdouble npy_cosl(npy_longdouble x) { return cosl(x); }
FERRONUM_MATH_API npy_longdouble npy_tanl(npy_longdouble x) { return tanl(x); }
FERRONUM_MATH_API npy_longdouble npy_expl(npy_longdouble x) { return expl(x); }
FERRONUM_MATH_API npy_longdouble npy_sqrtl(npy_longdouble x) { return sqrtl(x); }
FERRONUM_MATH_API npy_longdouble npy_log2l(npy_longdouble x) { return log2l(x); }
FERRONUM_MATH_API npy_longdouble npy_hypotl(npy_longdouble x, npy_longdouble y) { return hypotl(x, y); }
FERRONUM_MATH_API npy_longdouble npy_atan2l(npy_longdouble x, npy_longdouble y) { return atan2l(x, y); }
FERRONUM_MATH_API npy_longdouble npy_powl(npy_longdouble x, npy_longdouble y) { return powl(x, y); }
FERRONUM_MATH_API npy_longdouble npy_modfl(npy_longdouble x, npy_longdouble *y) { return modfl(x, y); }

/* ---- real functions of NumPy's own ---- */

#define FERRONUM_REAL(T, f, lit) \
    /* The distance to the neighbour that lies farther from zero. */ \
    FERRONUM_MATH_API T npy_spacing##f(T x) \
    { \
        if (__builtin_isinf(x)) { \
            return (T)NPY_NAN; \
        } \
        T far = nextafter##f(x, x < 0 ? -(T)NPY_INFINITY : (T)NPY_INFINITY); \
        return far - x; \
    } \
    FERRONUM_MATH_API T npy_deg2rad##f(T x) { return x * (NPY_PI##lit / (T)180); } \
    FERRONUM_MATH_API T npy_rad2deg##f(T x) { return x * ((T)180 / NPY_PI##lit); } \
    /* log(exp(x) + exp(y)) and the same to base two, without overflow: the larger one is taken out. */ \
    FERRONUM_MATH_API T npy_logaddexp##f(T x, T y) \
    { \
        if (x == y) { \
            return x + NPY_LOGE2##lit; \
        } \
        T d = x - y; \
        return d > 0 ? x + log1p##f(exp##f(-d)) : d <= 0 ? y + log1p##f(exp##f(d)) : d; \
    } \
    FERRONUM_MATH_API T npy_logaddexp2##f(T x, T y) \
    { \
        if (x == y) { \
            return x + (T)1; \
        } \
        T d = x - y; \
        T small = NPY_LOG2E##lit * log1p##f(exp2##f(-fabs##f(d))); \
        return d > 0 ? x + small : d <= 0 ? y + small : d; \
    } \
    FERRONUM_MATH_API T npy_heaviside##f(T x, T h0) \
    { \
        return __builtin_isnan(x) ? (T)NPY_NAN : x == 0 ? h0 : x < 0 ? (T)0 : (T)1; \
    } \
    /* Python's divmod: the remainder has the divisor's sign. */ \
    FERRONUM_MATH_API T npy_divmod##f(T a, T b, T *modulus) \
    { \
        T mod = fmod##f(a, b); \
        if (b == 0) { \
            *modulus = mod; \
            return a / b; \
        } \
        T div = (a - mod) / b; \
        if (mod == 0) { \
            mod = copysign##f((T)0, b); \
        } \
        else if ((b < 0) != (mod < 0)) { \
            mod += b; \
            div -= (T)1; \
        } \
        *modulus = mod; \
        if (div == 0) { \
            return copysign##f((T)0, a / b); \
        } \
        T whole = floor##f(div); \
        return div - whole > (T)0.5 ? whole + (T)1 : whole; \
    }

FERRONUM_REAL(double, , )
FERRONUM_REAL(float, f, f)
FERRONUM_REAL(npy_longdouble, l, l)
#undef FERRONUM_REAL

/* ---- integers ---- */

/* Euclid's algorithm; signed ones on magnitudes. */
#define FERRONUM_GCD(T, s) \
    FERRONUM_MATH_API T npy_gcd##s(T a, T b) \
    { \
        while (b != 0) { \
            T rest = a % b; \
            a = b; \
            b = rest; \
        } \
        return a; \
    } \
    FERRONUM_MATH_API T npy_lcm##s(T a, T b) \
    { \
        T divisor = npy_gcd##s(a, b); \
        return divisor == 0 ? 0 : a / divisor * b; \
    }
FERRONUM_GCD(npy_uint, u)
FERRONUM_GCD(npy_ulong, ul)
FERRONUM_GCD(npy_ulonglong, ull)
#undef FERRONUM_GCD
#define FERRONUM_GCD(T, U, s, u) \
    FERRONUM_MATH_API T npy_gcd##s(T a, T b) { return (T)npy_gcd##u(a < 0 ? -(U)a : (U)a, b < 0 ? -(U)b : (U)b); } \
    FERRONUM_MATH_API T npy_lcm##s(T a, T b) { return (T)npy_lcm##u(a < 0 ? -(U)a : (U)a, b < 0 ? -(U)b : (U)b); }
FERRONUM_GCD(npy_int, npy_uint, , u)
FERRONUM_GCD(npy_long, npy_ulong, l, ul)
FERRONUM_GCD(npy_longlong, npy_ulonglong, ll, ull)
#undef FERRONUM_GCD

/* Shifts by the width or more give what infinitely many bits would. */
#define FERRONUM_SHIFT(T, U, s) \
    FERRONUM_MATH_API T npy_lshift##s(T a, T b) \
    { \
        return (U)b < sizeof(T) * CHAR_BIT ? (T)((U)a << (U)b) : (T)0; \
    } \
    FERRONUM_MATH_API T npy_rshift##s(T a, T b) \
    { \
        return (U)b < sizeof(T) * CHAR_BIT ? (T)(a >> b) : (T)(a < (T)1 && a != 0 ? -1 : 0); \
    } \
    FERRONUM_MATH_API uint8_t npy_popcount##s(T a) \
    { \
        U bits = a < (T)1 ? (U)(0 - (U)a) : (U)a; \
        return (uint8_t)__builtin_popcountll(bits); \
    }
FERRONUM_SHIFT(npy_byte, npy_ubyte, hh)
FERRONUM_SHIFT(npy_short, npy_ushort, h)
FERRONUM_SHIFT(npy_int, npy_uint, )
FERRONUM_SHIFT(npy_long, npy_ulong, l)
FERRONUM_SHIFT(npy_longlong, npy_ulonglong, ll)
FERRONUM_SHIFT(npy_ubyte, npy_ubyte, uhh)
FERRONUM_SHIFT(npy_ushort, npy_ushort, uh)
FERRONUM_SHIFT(npy_uint, npy_uint, u)
FERRONUM_SHIFT(npy_ulong, npy_ulong, ul)
FERRONUM_SHIFT(npy_ulonglong, npy_ulonglong, ull)
#undef FERRONUM_SHIFT

#ifdef __cplusplus
}
#endif
#endif
