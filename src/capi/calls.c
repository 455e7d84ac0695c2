/* Calls that stable Rust cannot spell: long double by value. */
#include <stdint.h>
#include <string.h>

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
