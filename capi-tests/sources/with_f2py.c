/* C functions that f2py wraps. */
#include <math.h>

void cumulate(int n, const double *x, double *out)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i];
        out[i] = sum;
    }
}

/* out[j][i] = a[i][j], rows by columns. */
void transpose(int rows, int columns, const float *a, float *out)
{
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            out[j * rows + i] = a[i * columns + j];
        }
    }
}

void scale(int n, double *x, double factor)
{
    for (int i = 0; i < n; i++) {
        x[i] *= factor;
    }
}

double integrate(double (*f)(double), double from, double to, int steps)
{
    double sum = 0, width = (to - from) / steps;
    for (int i = 0; i < steps; i++) {
        sum += f(from + (i + 0.5) * width) * width;
    }
    return sum;
}
