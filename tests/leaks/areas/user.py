"""Dtypes and functions of extensions, and the module's helpers."""

from .shared import area

area("user", r"""
np.array([sf(1), sf(2)]) if sf else 0
np.zeros(3, sfd), np.zeros(3, sfd) + np.zeros(3, sfd), np.array([1.0, 2.0], sfd) * np.array([1.0, 2.0], sfd2), np.array([1.0], sfd).astype('f8'), np.array([1.0], sfd).astype(sfd2), repr(sfd), sfd == sfd2, hash(sfd), np.promote_types(sfd, sfd2), np.result_type(sfd, 'f8')
np.array([1.0], sfd).astype('S3')
np.array(['x'], sfd)
np.array([1.0], sfd) + 1
np.array([1.0], sfd) == np.array([1.0], sfd)
np.add.reduce(np.array([1.0, 2.0], sfd)), np.sqrt(np.array([1.0], sfd))
np.multiply.at(np.array([1.0], sfd), 0, 1)
pickle.dumps(sfd)
np.array([rational(1, 2), rational(3, 4)]), np.array([1, 2], rdt), np.zeros(3, rdt) + rational(1, 2), np.array([rational(1, 2)]).sum(), np.array([1, 2], rdt).astype('f8'), np.array([rational(1, 2)]) == rational(1, 2), np.array([rational(1, 2)]) < 3, np.sort(np.array([rational(1, 2), rational(1, 3)])), np.array([rational(1, 2)]).argmax(), np.array([rational(1, 2)]).dot(np.array([rational(1, 2)])), repr(np.array([rational(1, 2)])), np.arange(rational(0), rational(3)) if 0 else 0, np.array([rational(1, 2)]).copy(), np.array([rational(1, 2)])[0], np.array([rational(1, 2)]).tolist(), np.promote_types(rdt, 'i4'), np.can_cast('i4', rdt), hash(rational(1, 2))
np.array([1.5], rdt)
np.array(['x'], rdt)
np.array([rational(1, 2)]) / rational(0)
np.array([rational(1, 2)]) + 'x'
np.array([rational(1, 2)]).astype('M8[s]')
np.array([rational(1, 2)]) + np.array([1.5])
np.sin(np.array([rational(1, 2)]))
np.zeros(3, [('a', rdt), ('b', 'O')])['a'], np.add.reduce(np.array([rational(1, 2)] * 3)), np.add.accumulate(np.array([rational(1, 2)] * 3)), np.einsum('i,i', np.array([rational(1, 2)]), np.array([rational(1, 2)])) if 0 else 0, rt.gcd(np.array([4]), 2), rt.matrix_multiply(np.zeros((2, 2), rdt), np.zeros((2, 2), rdt)), rt.test_add(np.arange(3), np.arange(3)), rt.numerator(np.array([rational(1, 2)]))
rt.matrix_multiply(np.zeros((2, 2), rdt), np.zeros((3, 2), rdt))
rt.test_add_rationals(np.zeros(2, rdt), np.zeros(2, rdt))
ut.inner1d(a3, a3), ut.matrix_multiply(a34, a34.T), ut.cross1d(a3, a3), ut.euclidean_pdist(a34), ut.cumsum(a3), ut.always_error(a3, a3)
ut.always_error.reduce(a3)
ut.always_error.accumulate(a3)
ut.always_error_gufunc(a3, a3) if hasattr(ut, 'always_error_gufunc') else 0
ut.inner1d(a3, np.ones(2))
ut.inner1d_no_doc(a3, a3), ut.cross1d(a34, a34)
ut.test_signature(2, 1, '(i),(i)->()'), ut.test_signature(2, 1, '(i,(i')
ut.conv1d_full(a3, a3), ut.conv1d_full(np.zeros(0), a3)
np.dtype(rdt.type), np.dtype(rational), rational('x')
mt.test_neighborhood_iterator(a34, [-1, 1, -1, 1], 0, 0), mt.array_indexing(0, a34, 1) if hasattr(mt, 'array_indexing') else 0, mt.test_as_c_array(a3, 1), mt.internal_overlap(a34), mt.solve_diophantine((1, 2), (1, 2), 3), mt.get_buffer_info(a34, ['STRIDES', 'FORMAT']), mt.test_inplace_increment(a34.copy(), [0], 1), mt.npy_ensurenocopy([1]) if hasattr(mt, 'npy_ensurenocopy') else 0
mt.test_neighborhood_iterator(o3, [-1, 1], 0, 0), mt.get_buffer_info(a34, ['ND']), mt.getset_numericops() if hasattr(mt, 'getset_numericops') else 0
mt.new_float64_array_nocopy if 0 else mt.run_byteorder_converter('<'), mt.run_sortkind_converter('q'), mt.run_casting_converter('no'), mt.run_intp_converter((1, 2)), mt.run_scalar_intp_converter(5)
mt.run_byteorder_converter('zz')
mt.run_intp_converter('x')
mt.run_searchside_converter(Raises())
mt.run_order_converter(Raises())
mt.npy_create_writebackifcopy(a34.copy()), mt.npy_abuse_writebackifcopy(a34.copy())
x = mt.npy_create_writebackifcopy(a34.copy()); mt.npy_resolve(x)
x = mt.npy_create_writebackifcopy(a34.copy()); mt.npy_discard(x)
mt.get_all_cast_information()[:3], mt.identityhash_tester(2, [(1, 2)], [3], True) if 0 else 0, mt.get_struct_alignments(), mt.extint_add_128(1, 2), mt.corrupt_or_fix_bufferinfo if 0 else 0, mt.test_int_subclass(3), mt.array_solve_may_share_memory if 0 else 0
np._core.arrayprint.format_float_positional(1.5), np._core.multiarray.get_handler_name(), np._core.multiarray.get_handler_version(a3), np._core._multiarray_umath._load_from_filelike if 0 else 0
np._core._multiarray_umath._make_extobj(all='raise') if hasattr(np._core._multiarray_umath, '_make_extobj') else 0
np._core._multiarray_umath._array_converter(a3, 1).as_arrays(), np._core._multiarray_umath._array_converter(a3.view(Sub), 1).wrap(a3), np._core._multiarray_umath._array_converter(a3, 1.0).result_type(), np._core._multiarray_umath._array_converter(Raises())
np._core._multiarray_umath._array_converter(a3, 1).as_arrays(subok=Raises())
np._core._multiarray_umath._array_converter(a3, 1)[0], np._core._multiarray_umath._array_converter(a3, 1).scalar_input
np._core.multiarray.normalize_axis_index(1, 2), np._core.multiarray.normalize_axis_index(3, 2)
np._core.multiarray._place(a3, [1], 2) if 0 else np._core.multiarray.dragon4_positional(1.5)
np._core._multiarray_umath.from_dlpack(Raises())
np._core.multiarray.set_datetimeparse_function if 0 else np._core.multiarray.datetime_data(np.dtype('M8[s]'))
np._core.multiarray.add_docstring(np.add, 'x')
np._core.multiarray.tracemalloc_domain, np._core.multiarray._get_ndarray_c_version(), np._core.multiarray.hash_helper if 0 else 0
np.get_include(), np.show_config('dicts'), np.show_runtime if 0 else 0, np.test if 0 else 0
""", r"""
import numpy._core._rational_tests as rt, numpy._core._umath_tests as ut, numpy._core._multiarray_tests as mt
rational, rdt = rt.rational, np.dtype(rt.rational)
sf = None
SF = np._core._multiarray_umath._get_sfloat_dtype()
sfd, sfd2 = SF(1.0), SF(2.0)
""")
