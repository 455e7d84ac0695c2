/* NumPy arrays through pybind11: typed access, vectorised functions, structures, memory of one's own. */
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <complex>
#include <cstdint>

namespace py = pybind11;

struct Point {
    float x;
    double y;
    std::int32_t label;
};

static py::array_t<double> running_mean(py::array_t<double, py::array::c_style | py::array::forcecast> a)
{
    auto in = a.unchecked<2>();
    py::array_t<double> out({in.shape(0), in.shape(1)});
    auto to = out.mutable_unchecked<2>();
    for (py::ssize_t i = 0; i < in.shape(0); i++) {
        double sum = 0;
        for (py::ssize_t j = 0; j < in.shape(1); j++) {
            sum += in(i, j);
            to(i, j) = sum / static_cast<double>(j + 1);
        }
    }
    return out;
}

static py::dict describe(py::array a)
{
    py::dict out;
    out["ndim"] = a.ndim();
    out["size"] = a.size();
    out["itemsize"] = a.itemsize();
    out["nbytes"] = a.nbytes();
    out["kind"] = std::string(1, a.dtype().kind());
    out["char"] = std::string(1, a.dtype().char_());
    out["num"] = a.dtype().num();
    out["fields"] = a.dtype().has_fields();
    out["writeable"] = a.writeable();
    out["owndata"] = a.owndata();
    return out;
}

PYBIND11_MODULE(with_pybind11, m)
{
    PYBIND11_NUMPY_DTYPE(Point, x, y, label);
    m.def("running_mean", &running_mean);
    m.def("describe", &describe);
    m.def("hypotenuse", py::vectorize([](double a, float b) { return a * a + b * b; }));
    m.def("rotate", py::vectorize([](std::complex<double> z) { return z * std::complex<double>(0, 1); }));
    m.def("points", [](py::ssize_t n) {
        py::array_t<Point> out(n);
        auto to = out.mutable_unchecked<1>();
        for (py::ssize_t i = 0; i < n; i++) {
            to(i) = Point{static_cast<float>(i) / 2, i * 0.25, static_cast<std::int32_t>(-i)};
        }
        return out;
    });
    m.def("label_sum", [](py::array_t<Point> a) {
        std::int64_t sum = 0;
        for (py::ssize_t i = 0; i < a.size(); i++) {
            sum += a.at(i).label;
        }
        return sum;
    });
    m.def("owned", [](int n) {
        auto *data = new std::int32_t[static_cast<size_t>(n)];
        for (int i = 0; i < n; i++) {
            data[i] = i * i;
        }
        py::capsule owner(data, [](void *p) { delete[] static_cast<std::int32_t *>(p); });
        return py::array_t<std::int32_t>({n}, {static_cast<int>(sizeof(std::int32_t))}, data, owner);
    });
    m.def("double_in_place", [](py::array_t<float, py::array::c_style> a) {
        auto to = a.mutable_unchecked<1>();
        for (py::ssize_t i = 0; i < to.shape(0); i++) {
            to(i) *= 2;
        }
    }, py::arg("a").noconvert());
    m.def("reshaped", [](py::array a, py::ssize_t rows) { return a.reshape({rows, static_cast<py::ssize_t>(-1)}); });
    m.def("squeezed", [](py::array a) { return a.squeeze(); });
    m.def("same_dtype", [](py::dtype a, py::dtype b) { return a.equal(b); });
}
