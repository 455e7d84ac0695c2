/* Calls that stable Rust cannot spell: long double by value, variadic functions. */
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

enum { MOST = 64 };
struct _object;
struct _object *ferronum_multi_iter(struct _object *const *objects, int n);

struct _object *ferronum_c_multi_iter_new(int n, ...)
{
    struct _object *objects[MOST];
    va_list rest;
    va_start(rest, n);
    for (int i = 0; i < n && i < MOST; i++) {
        objects[i] = va_arg(rest, struct _object *);
    }
    va_end(rest);
    return ferronum_multi_iter(objects, n);
}

struct _object *ferronum_c_multi_iter_from_objects(struct _object **mps, int n, int nadd, ...)
{
    struct _object *objects[MOST];
    int all = -1;
    if (n >= 0 && nadd >= 0 && n <= MOST && nadd <= MOST - n) {
        va_list rest;
        all = n + nadd;
        memcpy(objects, mps, (size_t)n * sizeof *mps);
        va_start(rest, nadd);
        for (int i = n; i < all; i++) {
            objects[i] = va_arg(rest, struct _object *);
        }
        va_end(rest);
    }
    return ferronum_multi_iter(objects, all);
}

typedef long double (*unary)(long double);
typedef long double (*binary)(long double, long double);

static long double load(const char *p)
{
    long double value;
    memcpy(&value, p, sizeof value);
    return value;
}

void ferronum_c_g_g(char **args, const intptr_t *n, const intptr_t *steps, void *func)
{
    unary f = (unary)func;
    char *in = args[0], *out = args[1];
    for (intptr_t i = 0; i < n[0]; i++, in += steps[0], out += steps[1]) {
        long double value = f(load(in));
        memcpy(out, &value, sizeof value);
    }
}

void ferronum_c_gg_g(char **args, const intptr_t *n, const intptr_t *steps, void *func)
{
    binary f = (binary)func;
    char *a = args[0], *b = args[1], *out = args[2];
    for (intptr_t i = 0; i < n[0]; i++, a += steps[0], b += steps[1], out += steps[2]) {
        long double value = f(load(a), load(b));
        memcpy(out, &value, sizeof value);
    }
}
