/* NumPy arrays through nanobind: the buffer and DLPack protocols in, arrays out. */
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <cstdint>

namespace nb = nanobind;

using Matrix = nb::ndarray<double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

NB_MODULE(with_nanobind, m)
{
    m.def("trace", [](Matrix a) {
        auto v = a.view();
        double sum = 0;
        for (size_t i = 0; i < v.shape(0) && i < v.shape(1); i++) {
            sum += v(i, i);
        }
        return sum;
    });
    m.def("shape", [](nb::ndarray<> a) {
        nb::list out;
        for (size_t i = 0; i < a.ndim(); i++) {
            out.append(nb::make_tuple(a.shape(i), a.stride(i)));
        }
        return nb::make_tuple(out, static_cast<int>(a.dtype().code), static_cast<int>(a.dtype().bits));
    });
    m.def("squares", [](size_t n) {
        auto *data = new std::int64_t[n];
        for (size_t i = 0; i < n; i++) {
            data[i] = static_cast<std::int64_t>(i * i);
        }
        nb::capsule owner(data, [](void *p) noexcept { delete[] static_cast<std::int64_t *>(p); });
        return nb::ndarray<nb::numpy, std::int64_t, nb::ndim<1>>(data, {n}, owner);
    });
    m.def("negate", [](nb::ndarray<std::int32_t, nb::ndim<1>> a) {
        for (size_t i = 0; i < a.shape(0); i++) {
            a(i) = -a(i);
        }
    }, nb::arg("a").noconvert());
    m.def("first", [](nb::ndarray<const float, nb::ndim<1>, nb::ro> a) { return a(0); });
}
