/* IEEE half precision: conversions, comparisons and neighbours, all inline. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_HALFFLOAT_H_
#define NUMPY_CORE_INCLUDE_NUMPY_HALFFLOAT_H_

#include <Python.h>
#include "npy_math.h"

#ifdef __cplusplus
extern "C" {
#endif

#define NPY_HALF_ZERO (0x0000u)
#define NPY_HALF_PZERO (0x0000u)
#define NPY_HALF_NZERO (0x8000u)
#define NPY_HALF_ONE (0x3c00u)
#define NPY_HALF_NEGONE (0xbc00u)
#define NPY_HALF_PINF (0x7c00u)
#define NPY_HALF_NINF (0xfc00u)
#define NPY_HALF_NAN (0x7e00u)
#define NPY_MAX_HALF (0x7bffu)

/* ---- conversions ---- */

/*
 * A half from the parts of a wider number with `width` bits of significand: rounded to the nearest, ties to
 * even. A NaN keeps the upper bits of its payload. Overflow and inexact subnormal results set their status.
 */
static inline npy_uint16 ferronum_to_half(unsigned sign, int exponent, int largest, npy_uint64 bits, int width)
{
    npy_uint16 out = (npy_uint16)(sign << 15);
    if (exponent == largest) {
        npy_uint16 payload = (npy_uint16)(bits >> (width - 10));
        return (npy_uint16)(out | NPY_HALF_PINF | payload | (bits != 0 && payload == 0));
    }
    int power = exponent - largest / 2;
    if (power > 15) {
        npy_set_floatstatus_overflow();
        return (npy_uint16)(out | NPY_HALF_PINF);
    }
    if (power < -25) {
        if (exponent != 0 || bits != 0) {
            npy_set_floatstatus_underflow();
        }
        return out;
    }
    int drop = width - 10;
    npy_uint64 whole = bits;
    if (power < -14) {
        /* Subnormal: the leading one is written out, and more bits are lost. */
        whole |= (npy_uint64)1 << width;
        drop += -14 - power;
    }
    else {
        whole |= (npy_uint64)(power + 15) << width;
    }
    npy_uint64 lost = whole & (((npy_uint64)1 << drop) - 1), tie = (npy_uint64)1 << (drop - 1);
    npy_uint64 kept = whole >> drop;
    if (power < -14 && lost != 0) {
        npy_set_floatstatus_underflow();
    }
    kept += lost > tie || (lost == tie && (kept & 1));
    if (kept == NPY_HALF_PINF) {
        npy_set_floatstatus_overflow();
    }
    return (npy_uint16)(out | kept);
}

/* The bits of a wider number, sign apart, from those of a half. */
static inline npy_uint64 ferronum_from_half(npy_uint16 h, int largest, int width)
{
    npy_uint64 bits = h & 0x3ffu;
    int exponent = (h >> 10) & 31;
    if (exponent == 31) {
        exponent = largest;
    }
    else if (exponent != 0) {
        exponent += largest / 2 - 15;
    }
    else if (bits != 0) {
        /* Subnormal: the leading one becomes implicit. */
        exponent = largest / 2 - 14;
        while (!(bits & 0x400u)) {
            bits <<= 1;
            exponent--;
        }
        bits &= 0x3ffu;
    }
    return ((npy_uint64)exponent << width) | (bits << (width - 10));
}

FERRONUM_MATH_API npy_uint16 npy_floatbits_to_halfbits(npy_uint32 f)
{
    return ferronum_to_half(f >> 31, (int)(f >> 23) & 0xff, 0xff, f & 0x7fffffu, 23);
}
FERRONUM_MATH_API npy_uint16 npy_doublebits_to_halfbits(npy_uint64 d)
{
    return ferronum_to_half((unsigned)(d >> 63), (int)(d >> 52) & 0x7ff, 0x7ff, d & 0xfffffffffffffu, 52);
}
FERRONUM_MATH_API npy_uint32 npy_halfbits_to_floatbits(npy_uint16 h)
{
    return ((npy_uint32)(h >> 15) << 31) | (npy_uint32)ferronum_from_half(h, 0xff, 23);
}
FERRONUM_MATH_API npy_uint64 npy_halfbits_to_doublebits(npy_uint16 h)
{
    return ((npy_uint64)(h >> 15) << 63) | ferronum_from_half(h, 0x7ff, 52);
}
FERRONUM_MATH_API float npy_half_to_float(npy_half h)
{
    npy_uint32 bits = npy_halfbits_to_floatbits(h);
    float out;
    memcpy(&out, &bits, sizeof(out));
    return out;
}
FERRONUM_MATH_API double npy_half_to_double(npy_half h)
{
    npy_uint64 bits = npy_halfbits_to_doublebits(h);
    double out;
    memcpy(&out, &bits, sizeof(out));
    return out;
}
FERRONUM_MATH_API npy_half npy_float_to_half(float f)
{
    npy_uint32 bits;
    memcpy(&bits, &f, sizeof(bits));
    return npy_floatbits_to_halfbits(bits);
}
FERRONUM_MATH_API npy_half npy_double_to_half(double d)
{
    npy_uint64 bits;
    memcpy(&bits, &d, sizeof(bits));
    return npy_doublebits_to_halfbits(bits);
}

/* ---- kinds and comparisons ---- */

FERRONUM_MATH_API int npy_half_iszero(npy_half h) { return (h & 0x7fffu) == 0; }
FERRONUM_MATH_API int npy_half_isnan(npy_half h) { return (h & 0x7fffu) > NPY_HALF_PINF; }
FERRONUM_MATH_API int npy_half_isinf(npy_half h) { return (h & 0x7fffu) == NPY_HALF_PINF; }
FERRONUM_MATH_API int npy_half_isfinite(npy_half h) { return (h & 0x7fffu) < NPY_HALF_PINF; }
FERRONUM_MATH_API int npy_half_signbit(npy_half h) { return (h & 0x8000u) != 0; }
FERRONUM_MATH_API npy_half npy_half_copysign(npy_half x, npy_half y)
{
    return (npy_half)((x & 0x7fffu) | (y & 0x8000u));
}

/* Halves that are numbers lie in the order of these. */
static inline int ferronum_half_rank(npy_half h) { return h & 0x8000u ? -(int)(h & 0x7fffu) : (int)h; }
static inline int ferronum_half_ordered(npy_half a, npy_half b) { return !npy_half_isnan(a) && !npy_half_isnan(b); }

FERRONUM_MATH_API int npy_half_eq_nonan(npy_half h1, npy_half h2) { return ferronum_half_rank(h1) == ferronum_half_rank(h2); }
FERRONUM_MATH_API int npy_half_lt_nonan(npy_half h1, npy_half h2) { return ferronum_half_rank(h1) < ferronum_half_rank(h2); }
FERRONUM_MATH_API int npy_half_le_nonan(npy_half h1, npy_half h2) { return ferronum_half_rank(h1) <= ferronum_half_rank(h2); }
FERRONUM_MATH_API int npy_half_eq(npy_half h1, npy_half h2) { return ferronum_half_ordered(h1, h2) && npy_half_eq_nonan(h1, h2); }
FERRONUM_MATH_API int npy_half_ne(npy_half h1, npy_half h2) { return !npy_half_eq(h1, h2); }
FERRONUM_MATH_API int npy_half_lt(npy_half h1, npy_half h2) { return ferronum_half_ordered(h1, h2) && npy_half_lt_nonan(h1, h2); }
FERRONUM_MATH_API int npy_half_le(npy_half h1, npy_half h2) { return ferronum_half_ordered(h1, h2) && npy_half_le_nonan(h1, h2); }
FERRONUM_MATH_API int npy_half_gt(npy_half h1, npy_half h2) { return npy_half_lt(h2, h1); }
FERRONUM_MATH_API int npy_half_ge(npy_half h1, npy_half h2) { return npy_half_le(h2, h1); }

/* ---- neighbours and remainders ---- */

FERRONUM_MATH_API npy_half npy_half_nextafter(npy_half x, npy_half y)
{
    if (!ferronum_half_ordered(x, y)) {
        return NPY_HALF_NAN;
    }
    if (npy_half_eq_nonan(x, y)) {
        return x;
    }
    if (npy_half_iszero(x)) {
        return (npy_half)((y & 0x8000u) | 1u);
    }
    npy_half out = (npy_half)(npy_half_lt_nonan(x, y) == !npy_half_signbit(x) ? x + 1 : x - 1);
    if (npy_half_isinf(out)) {
        npy_set_floatstatus_overflow();
    }
    return out;
}

/* The distance to the next larger half. */
FERRONUM_MATH_API npy_half npy_half_spacing(npy_half h)
{
    if (!npy_half_isfinite(h)) {
        npy_set_floatstatus_invalid();
        return NPY_HALF_NAN;
    }
    npy_half next = npy_half_nextafter(h, NPY_HALF_PINF);
    if (npy_half_isinf(next)) {
        return next;
    }
    return npy_double_to_half(npy_half_to_double(next) - npy_half_to_double(h));
}

FERRONUM_MATH_API npy_half npy_half_divmod(npy_half h1, npy_half h2, npy_half *modulus)
{
    float rest, whole = npy_divmodf(npy_half_to_float(h1), npy_half_to_float(h2), &rest);
    *modulus = npy_float_to_half(rest);
    return npy_float_to_half(whole);
}

#ifdef __cplusplus
}
#endif
#endif
