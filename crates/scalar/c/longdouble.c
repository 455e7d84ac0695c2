/* The C library's `long double` for Rust, which has no such type.
 *
 * Two families. `ferronum_c_ld_<op>` and `ferronum_c_cld_<op>` work on single values, always by
 * pointer. `ferronum_c_ld_loop_<op>` and `ferronum_c_cld_loop_<op>` have the signature of a ufunc
 * inner loop (operand pointers, count, byte steps, unused data), so that an array pays one call
 * for a whole run. Pointers need no alignment. */
#define _GNU_SOURCE
#include <complex.h>
#include <errno.h>
#include <fenv.h>
#include <locale.h>
#include <math.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef long double ld;
typedef long double _Complex cld;
typedef ld __attribute__((aligned(1), may_alias)) uld;

#define LD_AT(p) (*(uld *)(p))
#define AS(type, p) (*(type __attribute__((aligned(1), may_alias)) *)(p))

static const ld LD_LOG2E = 1.442695040888963407359924681001892137L;
static const ld LD_LN2 = 0.693147180559945309417232121458176568L;
static const ld LD_PI = 3.141592653589793238462643383279502884L;

static inline int ld_lt(ld a, ld b) { return __builtin_isless(a, b); }
static inline int ld_le(ld a, ld b) { return __builtin_islessequal(a, b); }
static inline int ld_eq(ld a, ld b) { return !__builtin_isunordered(a, b) && a == b; }
static inline int ld_nan(ld a) { return __builtin_isnan(a); }

/* ---- values ---------------------------------------------------------------------------- */

static ld ld_divmod(ld a, ld b, ld *modulus)
{
    ld mod = fmodl(a, b);
    if (ld_eq(b, 0)) {
        *modulus = mod;
        return a / b;
    }
    ld div = (a - mod) / b;
    if (!ld_eq(mod, 0)) {
        if (ld_lt(b, 0) != ld_lt(mod, 0)) {
            mod += b;
            div -= 1;
        }
    }
    else {
        mod = copysignl(0, b);
    }
    ld whole;
    if (!ld_eq(div, 0)) {
        whole = floorl(div);
        if (ld_lt(0.5L, div - whole)) {
            whole += 1;
        }
    }
    else {
        whole = copysignl(0, a / b);
    }
    *modulus = mod;
    return whole;
}

static ld ld_floor_divide(ld a, ld b)
{
    ld mod;
    return ld_eq(b, 0) ? a / b : ld_divmod(a, b, &mod);
}

/* `ld_divmod` without the quotient, whose flags must not show here. */
static ld ld_remainder(ld a, ld b)
{
    ld mod = fmodl(a, b);
    if (ld_eq(b, 0)) {
        return mod;
    }
    if (ld_eq(mod, 0)) {
        return copysignl(0, b);
    }
    return ld_lt(b, 0) != ld_lt(mod, 0) ? mod + b : mod;
}

/* Raise `invalid` for a NaN, as the reference does (it warns); `here` keeps the compiler from
 * moving the comparison behind another test. */
static inline int here(int answer)
{
    __asm__ volatile("" : "+r"(answer));
    return answer;
}
static inline int ld_le_loud(ld a, ld b) { return here(a <= b); }
static inline int ld_lt_loud(ld a, ld b) { return here(a < b); }

static ld ld_logaddexp(ld a, ld b)
{
    if (ld_eq(a, b)) {
        return a + LD_LN2;
    }
    ld diff = a - b;
    if (ld_lt(0, diff)) {
        return a + log1pl(expl(-diff));
    }
    return ld_le_loud(diff, 0) ? b + log1pl(expl(diff)) : diff;
}

static ld ld_logaddexp2(ld a, ld b)
{
    if (ld_eq(a, b)) {
        return a + 1;
    }
    ld diff = a - b;
    if (ld_lt(0, diff)) {
        return a + LD_LOG2E * log1pl(exp2l(-diff));
    }
    return ld_le_loud(diff, 0) ? b + LD_LOG2E * log1pl(exp2l(diff)) : diff;
}

static ld ld_sign(ld a)
{
    return ld_lt(0, a) ? 1 : ld_lt(a, 0) ? -1 : ld_eq(a, 0) ? 0 : a;
}

static ld ld_heaviside(ld a, ld at_zero)
{
    return ld_nan(a) ? a : ld_eq(a, 0) ? at_zero : ld_lt(a, 0) ? 0 : 1;
}

static ld ld_spacing(ld a)
{
    ld size = fabsl(a);
    if (ld_nan(a)) {
        return a;
    }
    if (size > __LDBL_MAX__ || ld_eq(size, __LDBL_MAX__)) {
        if (ld_eq(size, __LDBL_MAX__)) {
            feraiseexcept(FE_INVALID);
        }
        return (ld)NAN;
    }
    if (ld_eq(a, 0)) {
        feraiseexcept(FE_UNDERFLOW);
        return __LDBL_DENORM_MIN__;
    }
    ld gap = nextafterl(size, (ld)INFINITY) - size;
    return __builtin_signbit(a) ? -gap : gap;
}

static ld ld_nextafter(ld a, ld b) { return nextafterl(a, b); }
static ld ld_max(ld a, ld b) { return ld_le(b, a) || ld_nan(a) ? a : b; }
static ld ld_min(ld a, ld b) { return ld_le(a, b) || ld_nan(a) ? a : b; }

static int clamp_int(intptr_t n)
{
    return n > INT32_MAX ? INT32_MAX : n < INT32_MIN ? INT32_MIN : (int)n;
}

/* Every operation that exists both as a value function and as a loop. */
#define LD_UNARY(X)                      \
    X(negative, -a)                      \
    X(positive, +a)                      \
    X(absolute, fabsl(a))                \
    X(sign, ld_sign(a))                  \
    X(square, a *a)                      \
    X(reciprocal, 1 / a)                 \
    X(floor, floorl(a))                  \
    X(ceil, ceill(a))                    \
    X(trunc, truncl(a))                  \
    X(rint, rintl(a))                    \
    X(sqrt, sqrtl(a))                    \
    X(cbrt, cbrtl(a))                    \
    X(exp, expl(a))                      \
    X(exp2, exp2l(a))                    \
    X(expm1, expm1l(a))                  \
    X(log, logl(a))                      \
    X(log2, log2l(a))                    \
    X(log10, log10l(a))                  \
    X(log1p, log1pl(a))                  \
    X(sin, sinl(a))                      \
    X(cos, cosl(a))                      \
    X(tan, tanl(a))                      \
    X(arcsin, asinl(a))                  \
    X(arccos, acosl(a))                  \
    X(arctan, atanl(a))                  \
    X(sinh, sinhl(a))                    \
    X(cosh, coshl(a))                    \
    X(tanh, tanhl(a))                    \
    X(arcsinh, asinhl(a))                \
    X(arccosh, acoshl(a))                \
    X(arctanh, atanhl(a))                \
    X(degrees, a *(180 / LD_PI))         \
    X(radians, a *(LD_PI / 180))         \
    X(spacing, ld_spacing(a))

#define LD_BINARY(X)                     \
    X(subtract, a - b)                   \
    X(multiply, a *b)                    \
    X(divide, a / b)                     \
    X(fmod, fmodl(a, b))                 \
    X(floor_divide, ld_floor_divide(a, b)) \
    X(remainder, ld_remainder(a, b))     \
    X(power, powl(a, b))                 \
    X(arctan2, atan2l(a, b))             \
    X(hypot, hypotl(a, b))               \
    X(copysign, copysignl(a, b))         \
    X(nextafter, ld_nextafter(a, b))     \
    X(logaddexp, ld_logaddexp(a, b))     \
    X(logaddexp2, ld_logaddexp2(a, b))   \
    X(maximum, ld_max(a, b))             \
    X(minimum, ld_min(a, b))             \
    X(fmax, fmaxl(a, b))               \
    X(fmin, fminl(a, b))               \
    X(heaviside, ld_heaviside(a, b))

#define LD_TEST1(X)                      \
    X(isnan, ld_nan(a))                  \
    X(isinf, __builtin_isinf(a))         \
    X(isfinite, __builtin_isfinite(a))   \
    X(signbit, __builtin_signbit(a))     \
    X(logical_not, ld_eq(a, 0))

#define LD_TEST2(X)                                   \
    X(equal, ld_eq(a, b))                             \
    X(not_equal, !ld_eq(a, b))                        \
    X(less, ld_lt(a, b))                              \
    X(less_equal, ld_le(a, b))                        \
    X(greater, ld_lt(b, a))                           \
    X(greater_equal, ld_le(b, a))                     \
    X(logical_and, !ld_eq(a, 0) && !ld_eq(b, 0))      \
    X(logical_or, !ld_eq(a, 0) || !ld_eq(b, 0))       \
    X(logical_xor, !ld_eq(a, 0) != !ld_eq(b, 0))

#define VALUE1(name, expr) \
    void ferronum_c_ld_##name(const void *pa, void *out) { ld a = LD_AT(pa); LD_AT(out) = (expr); }
#define VALUE2(name, expr)                                            \
    void ferronum_c_ld_##name(const void *pa, const void *pb, void *out) \
    {                                                                 \
        ld a = LD_AT(pa), b = LD_AT(pb);                              \
        LD_AT(out) = (expr);                                          \
    }
LD_UNARY(VALUE1)
LD_BINARY(VALUE2)
VALUE2(add, a + b)

void ferronum_c_ld_divmod(const void *pa, const void *pb, void *div, void *mod)
{
    ld m, d = ld_divmod(LD_AT(pa), LD_AT(pb), &m);
    LD_AT(div) = d;
    LD_AT(mod) = m;
}

void ferronum_c_ld_modf(const void *pa, void *fraction, void *whole)
{
    ld w, f = modfl(LD_AT(pa), &w);
    LD_AT(fraction) = f;
    LD_AT(whole) = w;
}

void ferronum_c_ld_frexp(const void *pa, void *fraction, int *exponent)
{
    LD_AT(fraction) = frexpl(LD_AT(pa), exponent);
}

void ferronum_c_ld_ldexp(const void *pa, int exponent, void *out)
{
    LD_AT(out) = ldexpl(LD_AT(pa), exponent);
}

#define CASTS(X)          \
    X(f32, float)         \
    X(f64, double)        \
    X(i8, int8_t)         \
    X(u8, uint8_t)        \
    X(i16, int16_t)       \
    X(u16, uint16_t)      \
    X(i32, int32_t)       \
    X(u32, uint32_t)      \
    X(i64, int64_t)       \
    X(u64, uint64_t)

#define VALUE_CAST(name, type)                                                                    \
    void ferronum_c_ld_from_##name(const type *pa, void *out) { LD_AT(out) = (ld)*pa; }           \
    void ferronum_c_ld_to_##name(const void *pa, type *out) { *out = (type)LD_AT(pa); }
CASTS(VALUE_CAST)

/* `text` ends with NUL; the answer is how many bytes were used, and `range` tells whether the number
 * was too large or too small. The decimal point is '.' in every locale. */
size_t ferronum_c_ld_parse(const char *text, void *out, int *range)
{
    static _Atomic(locale_t) c_locale;
    locale_t loc = atomic_load(&c_locale);
    if (loc == (locale_t)0) {
        locale_t made = newlocale(LC_ALL_MASK, "C", (locale_t)0);
        if (made != (locale_t)0 && !atomic_compare_exchange_strong(&c_locale, &loc, made)) {
            freelocale(made);
        }
        else {
            loc = made;
        }
    }
    char *end;
    const int saved = errno;
    errno = 0;
    LD_AT(out) = loc == (locale_t)0 ? strtold(text, &end) : strtold_l(text, &end, loc);
    *range = errno == ERANGE;
    errno = saved;
    return (size_t)(end - text);
}

/* ---- loops ----------------------------------------------------------------------------- */

#define LOOP(prefix, name) \
    void ferronum_c_##prefix##_loop_##name(char **args, const intptr_t *dims, const intptr_t *steps, void *data)

#define WALK1                                                                   \
    (void)data;                                                                 \
    char *p0 = args[0], *p1 = args[1];                                          \
    const intptr_t n = dims[0], s0 = steps[0], s1 = steps[1];                   \
    for (intptr_t i = 0; i < n; i++, p0 += s0, p1 += s1)

#define WALK2                                                                   \
    (void)data;                                                                 \
    char *p0 = args[0], *p1 = args[1], *p2 = args[2];                           \
    const intptr_t n = dims[0], s0 = steps[0], s1 = steps[1], s2 = steps[2];    \
    for (intptr_t i = 0; i < n; i++, p0 += s0, p1 += s1, p2 += s2)

/* Two inputs and two outputs, or one input and two outputs. */
#define WALK22                                                                  \
    (void)data;                                                                 \
    char *p0 = args[0], *p1 = args[1], *p2 = args[2], *p3 = args[3];            \
    const intptr_t n = dims[0], s0 = steps[0], s1 = steps[1], s2 = steps[2], s3 = steps[3]; \
    for (intptr_t i = 0; i < n; i++, p0 += s0, p1 += s1, p2 += s2, p3 += s3)

#define LOOP1(name, expr) \
    LOOP(ld, name) { WALK1 { ld a = LD_AT(p0); LD_AT(p1) = (expr); } }
#define LOOP2(name, expr) \
    LOOP(ld, name) { WALK2 { ld a = LD_AT(p0), b = LD_AT(p1); LD_AT(p2) = (expr); } }
#define LOOP_TEST1(name, expr) \
    LOOP(ld, name) { WALK1 { ld a = LD_AT(p0); *(uint8_t *)p1 = (expr) != 0; } }
#define LOOP_TEST2(name, expr) \
    LOOP(ld, name) { WALK2 { ld a = LD_AT(p0), b = LD_AT(p1); *(uint8_t *)p2 = (expr) != 0; } }
LD_UNARY(LOOP1)
LD_BINARY(LOOP2)
LD_TEST1(LOOP_TEST1)
LD_TEST2(LOOP_TEST2)

/* Four of eight running sums, joined: so many stay in the unit's registers. */
static ld ld_four(const char *p, intptr_t blocks, intptr_t step)
{
    ld a = LD_AT(p), b = LD_AT(p + step), c = LD_AT(p + 2 * step), d = LD_AT(p + 3 * step);
    for (intptr_t i = 1; i < blocks; i++) {
        p += 8 * step;
        a += LD_AT(p);
        b += LD_AT(p + step);
        c += LD_AT(p + 2 * step);
        d += LD_AT(p + 3 * step);
    }
    return (a + b) + (c + d);
}

/* The summation tree of reductions: eight running sums in blocks of at most 128, blocks in halves.
 * The answer must not depend on how it is computed, so the shape is part of the contract. */
static ld ld_pairwise(const char *p, intptr_t n, intptr_t step)
{
    if (n < 8) {
        ld sum = -0.0L;
        for (intptr_t i = 0; i < n; i++) {
            sum += LD_AT(p + i * step);
        }
        return sum;
    }
    if (n <= 128) {
        ld sum = ld_four(p, n / 8, step) + ld_four(p + 4 * step, n / 8, step);
        intptr_t i = n - n % 8;
        for (; i < n; i++) {
            sum += LD_AT(p + i * step);
        }
        return sum;
    }
    intptr_t half = n / 2;
    half -= half % 8;
    return ld_pairwise(p, half, step) + ld_pairwise(p + half * step, n - half, step);
}

LOOP(ld, add)
{
    if (args[0] == args[2] && steps[0] == 0 && steps[2] == 0) {
        ld sum = ld_pairwise(args[1], dims[0], steps[1]);
        LD_AT(args[0]) = LD_AT(args[0]) + sum;
        return;
    }
    WALK2 { LD_AT(p2) = LD_AT(p0) + LD_AT(p1); }
}

LOOP(ld, divmod)
{
    WALK22
    {
        ld mod, div = ld_divmod(LD_AT(p0), LD_AT(p1), &mod);
        LD_AT(p2) = div;
        LD_AT(p3) = mod;
    }
}

LOOP(ld, modf)
{
    (void)data;
    char *p0 = args[0], *p1 = args[1], *p2 = args[2];
    for (intptr_t i = 0; i < dims[0]; i++, p0 += steps[0], p1 += steps[1], p2 += steps[2]) {
        ferronum_c_ld_modf(p0, p1, p2);
    }
}

LOOP(ld, frexp)
{
    (void)data;
    char *p0 = args[0], *p1 = args[1], *p2 = args[2];
    for (intptr_t i = 0; i < dims[0]; i++, p0 += steps[0], p1 += steps[1], p2 += steps[2]) {
        int exponent = 0;
        LD_AT(p1) = frexpl(LD_AT(p0), &exponent);
        AS(int, p2) = exponent;
    }
}

LOOP(ld, ldexp_int) { WALK2 { LD_AT(p2) = ldexpl(LD_AT(p0), AS(int, p1)); } }
LOOP(ld, ldexp_long) { WALK2 { LD_AT(p2) = ldexpl(LD_AT(p0), clamp_int(AS(long, p1))); } }

#define LOOP_CAST(name, type)                                               \
    LOOP(ld, from_##name) { WALK1 { LD_AT(p1) = (ld)AS(type, p0); } }       \
    LOOP(ld, to_##name) { WALK1 { AS(type, p1) = (type)LD_AT(p0); } }
CASTS(LOOP_CAST)
LOOP(ld, from_bool) { WALK1 { LD_AT(p1) = *(uint8_t *)p0 != 0; } }
LOOP(ld, to_bool) { WALK1 { *(uint8_t *)p1 = !ld_eq(LD_AT(p0), 0); } }

/* Inner product: one running sum, left to right. */
void ferronum_c_ld_dot(const char *a, intptr_t sa, const char *b, intptr_t sb, void *out, intptr_t n)
{
    ld sum = 0;
    for (intptr_t i = 0; i < n; i++, a += sa, b += sb) {
        sum += LD_AT(a) * LD_AT(b);
    }
    LD_AT(out) = sum;
}

/* ---- complex --------------------------------------------------------------------------- */

static inline cld c_make(ld re, ld im) { return __builtin_complex(re, im); }
static inline cld c_get(const char *p) { return c_make(LD_AT(p), LD_AT(p + sizeof(ld))); }
static inline void c_put(char *p, cld v)
{
    LD_AT(p) = creall(v);
    LD_AT(p + sizeof(ld)) = cimagl(v);
}

static inline cld c_mul(cld a, cld b)
{
    ld ar = creall(a), ai = cimagl(a), br = creall(b), bi = cimagl(b);
    return c_make(ar * br - ai * bi, ar * bi + ai * br);
}

/* Scaled division by the larger component of the divisor. */
static cld c_div(cld a, cld b)
{
    ld ar = creall(a), ai = cimagl(a), br = creall(b), bi = cimagl(b);
    ld br_size = fabsl(br), bi_size = fabsl(bi);
    if (ld_le_loud(bi_size, br_size)) {
        if (ld_eq(br_size, 0) && ld_eq(bi_size, 0)) {
            return c_make(ar / br_size, ai / br_size);
        }
        ld ratio = bi / br, scale = 1 / (br + bi * ratio);
        return c_make((ar + ai * ratio) * scale, (ai - ar * ratio) * scale);
    }
    ld ratio = br / bi, scale = 1 / (bi + br * ratio);
    return c_make((ar * ratio + ai) * scale, (ai * ratio - ar) * scale);
}

static cld c_reciprocal(cld a)
{
    ld re = creall(a), im = cimagl(a);
    if (ld_le_loud(fabsl(im), fabsl(re))) {
        ld ratio = im / re, d = re + im * ratio;
        return c_make(1 / d, -ratio / d);
    }
    ld ratio = re / im, d = re * ratio + im;
    return c_make(ratio / d, -1 / d);
}

static cld c_pow(cld a, cld b)
{
    ld ar = creall(a), ai = cimagl(a), br = creall(b), bi = cimagl(b);
    if (ld_eq(br, 0) && ld_eq(bi, 0)) {
        return c_make(1, 0);
    }
    if (ld_eq(ar, 0) && ld_eq(ai, 0)) {
        if (ld_lt(0, br)) {
            return c_make(0, 0);
        }
        feraiseexcept(FE_INVALID);
        return c_make((ld)NAN, (ld)NAN);
    }
    if (ld_eq(bi, 0) && ld_lt_loud(-100, br) && ld_lt_loud(br, 100) && ld_eq(br, (ld)(int)br)) {
        int n = (int)br;
        if (n == 1) {
            return c_make(ar, ai);
        }
        if (n == 2) {
            return c_mul(a, a);
        }
        if (n == 3) {
            return c_mul(a, c_mul(a, a));
        }
        cld result = c_make(1, 0), power = a;
        for (int left = n < 0 ? -n : n; left > 0; left >>= 1) {
            if (left & 1) {
                result = c_mul(result, power);
            }
            if (left > 1) {
                power = c_mul(power, power);
            }
        }
        return n < 0 ? c_div(c_make(1, 0), result) : result;
    }
    return cpowl(a, b);
}

static int c_eq(cld a, cld b) { return ld_eq(creall(a), creall(b)) && ld_eq(cimagl(a), cimagl(b)); }
static int c_nan(cld a) { return ld_nan(creall(a)) || ld_nan(cimagl(a)); }
static int c_true(cld a) { return !ld_eq(creall(a), 0) || !ld_eq(cimagl(a), 0); }

/* Ordering by real part, then by imaginary part; nothing is ordered against a NaN. */
#define C_ORDER(name, first, second)                                                     \
    static int name(cld a, cld b)                                                        \
    {                                                                                    \
        ld ar = creall(a), ai = cimagl(a), br = creall(b), bi = cimagl(b);               \
        return (first(ar, br) && !ld_nan(ai) && !ld_nan(bi)) || (ld_eq(ar, br) && second(ai, bi)); \
    }
C_ORDER(c_le, ld_lt, ld_le)
C_ORDER(c_le_loud, ld_lt_loud, ld_le_loud)
C_ORDER(c_lt_loud, ld_lt_loud, ld_lt_loud)

static cld c_sign(cld a)
{
    ld size = hypotl(creall(a), cimagl(a));
    if (ld_nan(size)) {
        return c_make((ld)NAN, (ld)NAN);
    }
    if (__builtin_isinf(size)) {
        int re = __builtin_isinf(creall(a)), im = __builtin_isinf(cimagl(a));
        if (re && im) {
            return c_make((ld)NAN, (ld)NAN);
        }
        return re ? c_make(ld_lt(0, creall(a)) ? 1 : -1, 0) : c_make(0, ld_lt(0, cimagl(a)) ? 1 : -1);
    }
    if (ld_eq(size, 0)) {
        return c_make(0, 0);
    }
    return c_make(creall(a) / size, cimagl(a) / size);
}

static cld c_round(cld a) { return c_make(rintl(creall(a)), rintl(cimagl(a))); }

static cld c_log2(cld a)
{
    cld v = clogl(a);
    return c_make(creall(v) * LD_LOG2E, cimagl(v) * LD_LOG2E);
}
static cld c_log10(cld a)
{
    static const ld log10e = 0.434294481903251827651128918916605082L;
    cld v = clogl(a);
    return c_make(creall(v) * log10e, cimagl(v) * log10e);
}
static cld c_log1p(cld a)
{
    ld re = creall(a) + 1, size = hypotl(re, cimagl(a));
    return c_make(logl(size), atan2l(cimagl(a), re));
}
static cld c_expm1(cld a)
{
    ld half = sinl(cimagl(a) / 2);
    return c_make(expm1l(creall(a)) * cosl(cimagl(a)) - 2 * half * half, expl(creall(a)) * sinl(cimagl(a)));
}
static cld c_exp2(cld a) { return cexpl(c_make(creall(a) * LD_LN2, cimagl(a) * LD_LN2)); }

#define CLD_UNARY(X)                                          \
    X(negative, c_make(-creall(a), -cimagl(a)))               \
    X(positive, a)                                            \
    X(conjugate, c_make(creall(a), -cimagl(a)))               \
    X(square, c_make(creall(a) * creall(a) - cimagl(a) * cimagl(a), creall(a) * cimagl(a) + cimagl(a) * creall(a))) \
    X(reciprocal, c_reciprocal(a))                            \
    X(sign, c_sign(a))                                        \
    X(rint, c_round(a))                                       \
    X(sqrt, csqrtl(a))                                        \
    X(exp, cexpl(a))                                          \
    X(exp2, c_exp2(a))                                        \
    X(expm1, c_expm1(a))                                      \
    X(log, clogl(a))                                          \
    X(log2, c_log2(a))                                        \
    X(log10, c_log10(a))                                      \
    X(log1p, c_log1p(a))                                      \
    X(sin, csinl(a))                                          \
    X(cos, ccosl(a))                                          \
    X(tan, ctanl(a))                                          \
    X(arcsin, casinl(a))                                      \
    X(arccos, cacosl(a))                                      \
    X(arctan, catanl(a))                                      \
    X(sinh, csinhl(a))                                        \
    X(cosh, ccoshl(a))                                        \
    X(tanh, ctanhl(a))                                        \
    X(arcsinh, casinhl(a))                                    \
    X(arccosh, cacoshl(a))                                    \
    X(arctanh, catanhl(a))

#define CLD_BINARY(X)                                         \
    X(subtract, c_make(creall(a) - creall(b), cimagl(a) - cimagl(b))) \
    X(multiply, c_mul(a, b))                                  \
    X(divide, c_div(a, b))                                    \
    X(power, c_pow(a, b))                                     \
    X(maximum, c_le(b, a) || c_nan(a) ? a : b)                \
    X(minimum, c_le(a, b) || c_nan(a) ? a : b)                \
    X(fmax, c_le(b, a) || c_nan(b) ? a : b)                   \
    X(fmin, c_le(a, b) || c_nan(b) ? a : b)

#define CLD_REAL(X)                                           \
    X(absolute, hypotl(creall(a), cimagl(a)))                 \
    X(arg, atan2l(cimagl(a), creall(a)))

#define CLD_TEST1(X)                                                                      \
    X(isnan, c_nan(a))                                                                    \
    X(isinf, __builtin_isinf(creall(a)) || __builtin_isinf(cimagl(a)))                    \
    X(isfinite, __builtin_isfinite(creall(a)) && __builtin_isfinite(cimagl(a)))           \
    X(logical_not, !c_true(a))

#define CLD_TEST2(X)                     \
    X(equal, c_eq(a, b))                 \
    X(not_equal, !c_eq(a, b))            \
    X(less, c_lt_loud(a, b))             \
    X(less_equal, c_le_loud(a, b))       \
    X(greater, c_lt_loud(b, a))          \
    X(greater_equal, c_le_loud(b, a))    \
    X(logical_and, c_true(a) && c_true(b)) \
    X(logical_or, c_true(a) || c_true(b))  \
    X(logical_xor, c_true(a) != c_true(b))

#define CVALUE1(name, expr) \
    void ferronum_c_cld_##name(const char *pa, char *out) { cld a = c_get(pa); c_put(out, (expr)); }
#define CVALUE2(name, expr)                                              \
    void ferronum_c_cld_##name(const char *pa, const char *pb, char *out) \
    {                                                                    \
        cld a = c_get(pa), b = c_get(pb);                                \
        c_put(out, (expr));                                              \
    }
#define CVALUE_REAL(name, expr) \
    void ferronum_c_cld_##name(const char *pa, char *out) { cld a = c_get(pa); LD_AT(out) = (expr); }
CLD_UNARY(CVALUE1)
CLD_BINARY(CVALUE2)
CLD_REAL(CVALUE_REAL)
CVALUE2(add, c_make(creall(a) + creall(b), cimagl(a) + cimagl(b)))

#define CLOOP1(name, expr) \
    LOOP(cld, name) { WALK1 { cld a = c_get(p0); c_put(p1, (expr)); } }
#define CLOOP2(name, expr) \
    LOOP(cld, name) { WALK2 { cld a = c_get(p0), b = c_get(p1); c_put(p2, (expr)); } }
#define CLOOP_REAL(name, expr) \
    LOOP(cld, name) { WALK1 { cld a = c_get(p0); LD_AT(p1) = (expr); } }
#define CLOOP_TEST1(name, expr) \
    LOOP(cld, name) { WALK1 { cld a = c_get(p0); *(uint8_t *)p1 = (expr) != 0; } }
#define CLOOP_TEST2(name, expr) \
    LOOP(cld, name) { WALK2 { cld a = c_get(p0), b = c_get(p1); *(uint8_t *)p2 = (expr) != 0; } }
CLD_UNARY(CLOOP1)
CLD_BINARY(CLOOP2)
CLD_REAL(CLOOP_REAL)
CLD_TEST1(CLOOP_TEST1)
CLD_TEST2(CLOOP_TEST2)

/* The same tree as for real values, counted in components: four running complex sums. */
static cld c_pairwise(const char *p, intptr_t n, intptr_t step)
{
    if (n < 8) {
        ld re = -0.0L, im = -0.0L;
        for (intptr_t i = 0; i < n; i += 2, p += step) {
            re += LD_AT(p);
            im += LD_AT(p + sizeof(ld));
        }
        return c_make(re, im);
    }
    if (n <= 128) {
        ld re[4], im[4];
        for (int k = 0; k < 4; k++) {
            re[k] = LD_AT(p + k * step);
            im[k] = LD_AT(p + k * step + sizeof(ld));
        }
        intptr_t i = 8;
        for (; i < n - n % 8; i += 8) {
            for (int k = 0; k < 4; k++) {
                const char *q = p + (i / 2 + k) * step;
                re[k] += LD_AT(q);
                im[k] += LD_AT(q + sizeof(ld));
            }
        }
        ld sum_re = (re[0] + re[1]) + (re[2] + re[3]), sum_im = (im[0] + im[1]) + (im[2] + im[3]);
        for (; i < n; i += 2) {
            sum_re += LD_AT(p + i / 2 * step);
            sum_im += LD_AT(p + i / 2 * step + sizeof(ld));
        }
        return c_make(sum_re, sum_im);
    }
    intptr_t half = n / 2;
    half -= half % 8;
    cld low = c_pairwise(p, half, step), high = c_pairwise(p + half / 2 * step, n - half, step);
    return c_make(creall(low) + creall(high), cimagl(low) + cimagl(high));
}

LOOP(cld, add)
{
    if (args[0] == args[2] && steps[0] == 0 && steps[2] == 0) {
        cld sum = c_pairwise(args[1], dims[0] * 2, steps[1]);
        LD_AT(args[0]) = LD_AT(args[0]) + creall(sum);
        LD_AT(args[0] + sizeof(ld)) = LD_AT(args[0] + sizeof(ld)) + cimagl(sum);
        return;
    }
    WALK2
    {
        ld re = LD_AT(p0) + LD_AT(p1), im = LD_AT(p0 + sizeof(ld)) + LD_AT(p1 + sizeof(ld));
        LD_AT(p2) = re;
        LD_AT(p2 + sizeof(ld)) = im;
    }
}

void ferronum_c_cld_dot(const char *a, intptr_t sa, const char *b, intptr_t sb, char *out, intptr_t n)
{
    ld re = 0, im = 0;
    for (intptr_t i = 0; i < n; i++, a += sa, b += sb) {
        ld ar = LD_AT(a), ai = LD_AT(a + sizeof(ld)), br = LD_AT(b), bi = LD_AT(b + sizeof(ld));
        re += ar * br - ai * bi;
        im += ar * bi + ai * br;
    }
    LD_AT(out) = re;
    LD_AT(out + sizeof(ld)) = im;
}
