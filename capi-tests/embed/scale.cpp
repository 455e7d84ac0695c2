// Links the library directly from C++: owns references by a small class, reads and writes elements.
#include <ferronum/ferronum.h>

#include <cstdio>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

class Object {
public:
    explicit Object(PyObject *p) : p_(p)
    {
        if (p_ == nullptr) {
            throw std::runtime_error("a call into Python failed");
        }
    }
    Object(const Object &) = delete;
    Object(Object &&other) noexcept : p_(std::exchange(other.p_, nullptr)) {}
    ~Object() { Py_XDECREF(p_); }
    PyObject *get() const { return p_; }
    PyArrayObject *array() const { return reinterpret_cast<PyArrayObject *>(p_); }

private:
    PyObject *p_;
};

Object vector(std::initializer_list<double> values)
{
    npy_intp n = static_cast<npy_intp>(values.size());
    Object out(PyArray_SimpleNew(1, &n, NPY_DOUBLE));
    npy_intp i = 0;
    for (double value : values) {
        *static_cast<double *>(PyArray_GETPTR1(out.array(), i++)) = value;
    }
    return out;
}

void program()
{
    Object x = vector({1.0, 4.0, 9.0});
    Object y(PyArray_NewCopy(x.array(), NPY_CORDER));
    Object numpy(PyImport_ImportModule("numpy"));
    Object root(PyObject_CallMethod(numpy.get(), "sqrt", "O", y.get()));
    Object product(PyNumber_Multiply(x.get(), root.get()));
    std::printf("%d %s\n", PyArray_Check(product.get()), PyArray_ISCARRAY(product.array()) ? "carray" : "other");
    for (npy_intp i = 0; i < PyArray_DIM(product.array(), 0); i++) {
        std::printf("%g\n", *static_cast<double *>(PyArray_GETPTR1(product.array(), i)));
    }
    Object scalar(PyArray_ToScalar(PyArray_GETPTR1(x.array(), 2), x.array()));
    std::printf("%s %g\n", Py_TYPE(scalar.get())->tp_name, PyArrayScalar_VAL(scalar.get(), Double));
}

} // namespace

int main()
{
    Py_Initialize();
    int status = 0;
    if (ferronum_initialize() < 0) {
        PyErr_Print();
        return 1;
    }
    try {
        program();
    } catch (const std::exception &error) {
        std::printf("error: %s\n", error.what());
        PyErr_Print();
        status = 1;
    }
    return Py_FinalizeEx() < 0 ? 1 : status;
}
