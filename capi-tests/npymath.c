/* Every function of npy_math.h and halffloat.h on edge cases and a grid; the same bits from NumPy's library and ours. */
#include <Python.h>
#include <stdio.h>
#include <string.h>
#include <numpy/npy_math.h>
#include <numpy/halffloat.h>

static uint64_t hash;
static int values;

static void start(void)
{
    hash = 1469598103934665603u;
    values = 0;
}
static void mix(const void *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ ((const unsigned char *)data)[i]) * 1099511628211u;
    }
    values++;
}
static void done(const char *name) { printf("== %s\n%d values, %016llx\n", name, values, (unsigned long long)hash); }

/* Signs and payloads of NaNs are nobody's promise. */
static void real(long double x)
{
    double high = (double)x, low = (double)(x - (long double)high);
    if (x != x) {
        mix("nan", 3);
        return;
    }
    mix(&high, sizeof(high));
    if (high - high == 0) {
        mix(&low, sizeof(low));
    }
}
static void status(void)
{
    int raised = npy_clear_floatstatus();
    mix(&raised, sizeof(raised));
}

#ifdef SHOW
#define SAY(name, x, y, r) printf("%s(%.17Lg, %.17Lg) = %.21Lg\n", name, (long double)(x), (long double)(y), (long double)(r))
#else
#define SAY(name, x, y, r) ((void)0)
#endif

static double grid[200];
static int points;

static void make_grid(void)
{
    static const double edges[] = {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 7.0, 10.0, 88.0, 700.0, 1e-3, 1e-8, 1e-300, 5e-324, 1e8, 1e300,
        0.1, 0.7, 1.1, 2.9, 33.3, 65504.0, 65520.0, 6e-8, 2.9802322387695312e-08, 3.0517578125e-05};
    for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
        grid[points++] = edges[i];
        grid[points++] = -edges[i];
    }
    grid[points++] = NPY_INFINITY;
    grid[points++] = -NPY_INFINITY;
    grid[points++] = NPY_NAN;
}

#define ONE(T, f) \
    start(); \
    for (int i = 0; i < points; i++) { \
        T r = npy_##f((T)grid[i]); \
        SAY(#f, grid[i], 0, r); \
        real(r); \
    } \
    done(#f);
#define TWO(T, f) \
    start(); \
    for (int i = 0; i < points; i++) { \
        for (int j = 0; j < points; j++) { \
            T r = npy_##f((T)grid[i], (T)grid[j]); \
            SAY(#f, grid[i], grid[j], r); \
            real(r); \
        } \
    } \
    done(#f);
#define DIVMOD(T, f) \
    start(); \
    for (int i = 0; i < points; i++) { \
        for (int j = 0; j < points; j++) { \
            T m, r = npy_divmod##f((T)grid[i], (T)grid[j], &m); \
            SAY("divmod" #f, grid[i], grid[j], r); \
            SAY("divmod" #f, grid[i], grid[j], m); \
            real(r); \
            real(m); \
        } \
    } \
    done("divmod" #f);
#define REALS(T, f) \
    ONE(T, sin##f) ONE(T, cos##f) ONE(T, tan##f) ONE(T, exp##f) ONE(T, sqrt##f) ONE(T, log2##f) ONE(T, log1p##f) ONE(T, spacing##f) \
    ONE(T, deg2rad##f) ONE(T, rad2deg##f) ONE(T, degrees##f) ONE(T, cbrt##f) ONE(T, rint##f) \
    TWO(T, hypot##f) TWO(T, atan2##f) TWO(T, pow##f) TWO(T, logaddexp##f) TWO(T, logaddexp2##f) TWO(T, heaviside##f) \
    TWO(T, nextafter##f) TWO(T, copysign##f) TWO(T, fmod##f) DIVMOD(T, f)

#define COMPLEX_ONE(C, T, f, name) \
    start(); \
    for (int i = 0; i < points; i++) { \
        for (int j = 0; j < points; j++) { \
            C r = npy_##name##f(npy_cpack##f((T)grid[i], (T)grid[j])); \
            SAY(#name #f, grid[i], grid[j], npy_creal##f(r)); \
            SAY(#name #f, grid[i], grid[j], npy_cimag##f(r)); \
            real(npy_creal##f(r)); \
            real(npy_cimag##f(r)); \
        } \
    } \
    done(#name #f);
#define COMPLEX_REAL(C, T, f, name) \
    start(); \
    for (int i = 0; i < points; i++) { \
        for (int j = 0; j < points; j++) { \
            real(npy_##name##f(npy_cpack##f((T)grid[i], (T)grid[j]))); \
        } \
    } \
    done(#name #f);
#define COMPLEXES(C, T, f) \
    COMPLEX_REAL(C, T, f, cabs) COMPLEX_REAL(C, T, f, carg) COMPLEX_ONE(C, T, f, cexp) COMPLEX_ONE(C, T, f, clog) \
    COMPLEX_ONE(C, T, f, csqrt) COMPLEX_ONE(C, T, f, ccos) COMPLEX_ONE(C, T, f, csin) COMPLEX_ONE(C, T, f, ctan) \
    COMPLEX_ONE(C, T, f, ccosh) COMPLEX_ONE(C, T, f, csinh) COMPLEX_ONE(C, T, f, ctanh) COMPLEX_ONE(C, T, f, cacos) \
    COMPLEX_ONE(C, T, f, casin) COMPLEX_ONE(C, T, f, catan) COMPLEX_ONE(C, T, f, cacosh) COMPLEX_ONE(C, T, f, casinh) \
    COMPLEX_ONE(C, T, f, catanh) \
    start(); \
    for (int i = 0; i < points; i += 3) { \
        for (int j = 0; j < points; j += 5) { \
            for (int k = 0; k < points; k++) { \
                C r = npy_cpow##f(npy_cpack##f((T)grid[i], (T)grid[j]), npy_cpack##f((T)grid[k], k % 7 ? 0 : (T)grid[j])); \
                SAY("cpow base" #f, grid[i], grid[j], 0); \
                SAY("cpow" #f, grid[k], k % 7 ? 0 : grid[j], npy_creal##f(r)); \
                SAY("cpow" #f, grid[k], k % 7 ? 0 : grid[j], npy_cimag##f(r)); \
                real(npy_creal##f(r)); \
                real(npy_cimag##f(r)); \
            } \
        } \
    } \
    done("cpow" #f);

static const long long whole[] = {0, 1, -1, 2, 3, 6, 7, 8, 12, -12, 15, 16, 31, 32, 33, 63, 64, 100, 127, -127, 255, -128, 1000,
    32767, -32768, 65535, 1000000007, 2147483647, -2147483647 - 1, 4294967295, 9007199254740993};
#define WHOLE ((int)(sizeof(whole) / sizeof(whole[0])))

#define INT_TWO(T, name) \
    start(); \
    for (int i = 0; i < WHOLE; i++) { \
        for (int j = 0; j < WHOLE; j++) { \
            T r = npy_##name((T)whole[i], (T)whole[j]); \
            SAY(#name, (T)whole[i], (T)whole[j], r); \
            mix(&r, sizeof(r)); \
        } \
    } \
    done(#name);
#define INT_ONE(T, name) \
    start(); \
    for (int i = 0; i < WHOLE; i++) { \
        uint8_t r = npy_##name((T)whole[i]); \
        SAY(#name, (T)whole[i], 0, r); \
        mix(&r, 1); \
    } \
    done(#name);
#define BITS(T, s) INT_TWO(T, lshift##s) INT_TWO(T, rshift##s) INT_ONE(T, popcount##s)
#define DIVISORS(T, s) INT_TWO(T, gcd##s) INT_TWO(T, lcm##s)

static void halves(void)
{
    start();
    for (unsigned h = 0; h < 65536; h++) {
        npy_uint32 f = npy_halfbits_to_floatbits((npy_uint16)h);
        npy_uint64 d = npy_halfbits_to_doublebits((npy_uint16)h);
        npy_uint16 back[] = {npy_floatbits_to_halfbits(f), npy_doublebits_to_halfbits(d)};
        mix(&f, sizeof(f));
        mix(&d, sizeof(d));
        mix(back, sizeof(back));
        int kinds[] = {npy_half_iszero(h), npy_half_isnan(h), npy_half_isinf(h), npy_half_isfinite(h), npy_half_signbit(h)};
        for (int i = 0; i < 5; i++) {
            kinds[i] = kinds[i] != 0;
        }
        mix(kinds, sizeof(kinds));
    }
    done("halves to floats and back");
    start();
    npy_clear_floatstatus();
    for (npy_uint64 i = 0; i < 40000; i++) {
        /* Steps that reach every exponent and break ties both ways. */
        npy_uint32 f = (npy_uint32)(i * 107377u);
        f = i % 3 == 0 ? (f & 0xffffe000u) | 0x1000u : i % 3 == 1 ? (f & 0xffffe000u) | 0x1001u : f;
        npy_uint16 h = npy_floatbits_to_halfbits(f);
        SAY("float to half", f, 0, h);
        mix(&h, sizeof(h));
        status();
        npy_uint64 d = (i * 461168601842739u) | (i & 1);
        h = npy_doublebits_to_halfbits(d);
        SAY("double to half", d, 0, h);
        mix(&h, sizeof(h));
        status();
    }
    done("floats to halves, status");
    start();
    for (unsigned h = 0; h < 65536; h++) {
        npy_half r = npy_half_spacing((npy_half)h);
        SAY("half spacing", h, 0, r);
        mix(&r, sizeof(r));
        status();
    }
    done("half spacing, status");
    static const npy_half some[] = {0, 0x8000, 1, 0x8001, 0x3c00, 0xbc00, 0x3c01, 0x4200, 0x7bff, 0xfbff, 0x7c00, 0xfc00, 0x7e00, 0xfe01,
        0x0400, 0x83ff, 0x4500, 0xc4ff};
    start();
    for (int i = 0; i < 18; i++) {
        for (int j = 0; j < 18; j++) {
            npy_clear_floatstatus();
            npy_half a = some[i], b = some[j], m, r[3] = {npy_half_nextafter(a, b), npy_half_copysign(a, b), 0};
            status();
            r[2] = npy_half_divmod(a, b, &m);
            SAY("half nextafter", a, b, r[0]);
            SAY("half divmod", a, b, r[2]);
            SAY("half divmod", a, b, m);
            for (int k = 0; k < 3; k++) {
                real(npy_half_to_double(r[k]));
            }
            real(npy_half_to_double(m));
            int order[] = {npy_half_eq(a, b), npy_half_ne(a, b), npy_half_lt(a, b), npy_half_le(a, b), npy_half_gt(a, b), npy_half_ge(a, b)};
            int loose[] = {npy_half_eq_nonan(a, b), npy_half_lt_nonan(a, b), npy_half_le_nonan(a, b)};
            for (int k = 0; k < 6; k++) {
                order[k] = order[k] != 0;
            }
            SAY("order", a, b, order[0] + 2 * order[1] + 4 * order[2] + 8 * order[3] + 16 * order[4] + 32 * order[5]);
            mix(order, sizeof(order));
            if (!npy_half_isnan(a) && !npy_half_isnan(b)) {
                for (int k = 0; k < 3; k++) {
                    loose[k] = loose[k] != 0;
                }
                mix(loose, sizeof(loose));
                    SAY("loose", a, b, loose[0] + 2 * loose[1] + 4 * loose[2]);
            }
        }
    }
    npy_clear_floatstatus();
    done("half neighbours, remainders, order");
}

static void flags(void)
{
    char here;
    printf("== status\n%d", npy_clear_floatstatus() >= 0);
    npy_set_floatstatus_divbyzero();
    printf(" %d", npy_get_floatstatus());
    npy_set_floatstatus_invalid();
    printf(" %d", npy_get_floatstatus_barrier(&here));
    npy_set_floatstatus_overflow();
    npy_set_floatstatus_underflow();
    printf(" %d", npy_clear_floatstatus_barrier(&here));
    printf(" %d\n", npy_get_floatstatus());
}

int main(void)
{
    make_grid();
    REALS(double, )
    REALS(float, f)
    REALS(npy_longdouble, l)
    COMPLEXES(npy_cdouble, double, )
    COMPLEXES(npy_cfloat, float, f)
    COMPLEXES(npy_clongdouble, npy_longdouble, l)
    DIVISORS(npy_int, ) DIVISORS(npy_long, l) DIVISORS(npy_longlong, ll) DIVISORS(npy_uint, u) DIVISORS(npy_ulong, ul)
    DIVISORS(npy_ulonglong, ull)
    BITS(npy_byte, hh) BITS(npy_short, h) BITS(npy_int, ) BITS(npy_long, l) BITS(npy_longlong, ll) BITS(npy_ubyte, uhh)
    BITS(npy_ushort, uh) BITS(npy_uint, u) BITS(npy_ulong, ul) BITS(npy_ulonglong, ull)
    halves();
    flags();
    return 0;
}
