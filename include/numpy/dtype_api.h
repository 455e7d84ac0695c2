/* User dtypes and array methods (NEP 42, NEP 43), for code made for NumPy 2. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY___DTYPE_API_H_
#define NUMPY_CORE_INCLUDE_NUMPY___DTYPE_API_H_

#include "ndarraytypes.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A DType class. The stable ABI of Python hides what types look like. */
#ifdef Py_LIMITED_API
typedef PyTypeObject PyArray_DTypeMeta;
#else
typedef struct PyArray_DTypeMeta_tag {
    PyHeapTypeObject super;
    PyArray_Descr *singleton;
    int type_num;
    PyTypeObject *scalar_type;
    npy_uint64 flags;
    void *dt_slots;
    void *reserved[3];
} PyArray_DTypeMeta;
#endif

#define NPY_DTYPE(descr) ((PyArray_DTypeMeta *)Py_TYPE(descr))

static inline PyArray_DTypeMeta *NPY_DT_NewRef(PyArray_DTypeMeta *o)
{
    Py_INCREF((PyObject *)o);
    return o;
}

/* ---- array methods ---- */

struct PyArrayMethodObject_tag;

typedef enum {
    NPY_SAME_VALUE_CONTEXT_FLAG = 1,
} NPY_ARRAYMETHOD_CONTEXT_FLAGS;

typedef struct PyArrayMethod_Context_tag {
    PyObject *caller;
    struct PyArrayMethodObject_tag *method;
    PyArray_Descr *const *descriptors;
#if NPY_FEATURE_VERSION > NPY_2_3_API_VERSION
    void *_reserved;
    uint64_t flags;
    /* A PyArrayMethod_SortParameters where the method sorts, else NULL. */
    void *parameters;
#endif
} PyArrayMethod_Context;

typedef struct {
    NPY_SORTKIND flags;
} PyArrayMethod_SortParameters;

typedef struct {
    const char *name;
    int nin, nout;
    NPY_CASTING casting;
    NPY_ARRAYMETHOD_FLAGS flags;
    PyArray_DTypeMeta **dtypes;
    PyType_Slot *slots;
} PyArrayMethod_Spec;

/* One loop of a list for PyUFunc_AddLoopsFromSpecs; a NULL name ends it. */
typedef struct {
    const char *name;
    PyArrayMethod_Spec *spec;
} PyUFunc_LoopSlot;

typedef NPY_CASTING (PyArrayMethod_ResolveDescriptors)(
    struct PyArrayMethodObject_tag *method, PyArray_DTypeMeta *const *dtypes, PyArray_Descr *const *given_descrs,
    PyArray_Descr **loop_descrs, npy_intp *view_offset);
typedef NPY_CASTING (PyArrayMethod_ResolveDescriptorsWithScalar)(
    struct PyArrayMethodObject_tag *method, PyArray_DTypeMeta *const *dtypes, PyArray_Descr *const *given_descrs,
    PyObject *const *input_scalars, PyArray_Descr **loop_descrs, npy_intp *view_offset);
typedef int (PyArrayMethod_StridedLoop)(
    PyArrayMethod_Context *context, char *const *data, const npy_intp *dimensions, const npy_intp *strides,
    NpyAuxData *transferdata);
typedef int (PyArrayMethod_GetLoop)(
    PyArrayMethod_Context *context, int aligned, int move_references, const npy_intp *strides,
    PyArrayMethod_StridedLoop **out_loop, NpyAuxData **out_transferdata, NPY_ARRAYMETHOD_FLAGS *flags);
typedef int (PyArrayMethod_GetReductionInitial)(
    PyArrayMethod_Context *context, npy_bool reduction_is_empty, void *initial);
typedef int (PyArrayMethod_TranslateGivenDescriptors)(
    int nin, int nout, PyArray_DTypeMeta *const wrapped_dtypes[], PyArray_Descr *const given_descrs[],
    PyArray_Descr *new_descrs[]);
typedef int (PyArrayMethod_TranslateLoopDescriptors)(
    int nin, int nout, PyArray_DTypeMeta *const new_dtypes[], PyArray_Descr *const given_descrs[],
    PyArray_Descr *original_descrs[], PyArray_Descr *loop_descrs[]);
typedef int (PyArrayMethod_TraverseLoop)(
    void *traverse_context, const PyArray_Descr *descr, char *data, npy_intp size, npy_intp stride,
    NpyAuxData *auxdata);
typedef int (PyArrayMethod_GetTraverseLoop)(
    void *traverse_context, const PyArray_Descr *descr, int aligned, npy_intp fixed_stride,
    PyArrayMethod_TraverseLoop **out_loop, NpyAuxData **out_auxdata, NPY_ARRAYMETHOD_FLAGS *flags);
typedef int (PyArrayMethod_PromoterFunction)(
    PyObject *ufunc, PyArray_DTypeMeta *const op_dtypes[], PyArray_DTypeMeta *const signature[],
    PyArray_DTypeMeta *new_op_dtypes[]);

/* ---- DType classes ---- */

typedef struct {
    PyTypeObject *typeobj;
    int flags;
    PyArrayMethod_Spec **casts;
    PyType_Slot *slots;
    PyTypeObject *baseclass;
} PyArrayDTypeMeta_Spec;

typedef PyArray_Descr *(PyArrayDTypeMeta_DiscoverDescrFromPyobject)(PyArray_DTypeMeta *cls, PyObject *obj);
typedef int (PyArrayDTypeMeta_IsKnownScalarType)(PyArray_DTypeMeta *cls, PyTypeObject *obj);
typedef PyArray_Descr *(PyArrayDTypeMeta_DefaultDescriptor)(PyArray_DTypeMeta *cls);
typedef PyArray_DTypeMeta *(PyArrayDTypeMeta_CommonDType)(PyArray_DTypeMeta *dtype1, PyArray_DTypeMeta *dtype2);
typedef PyArray_Descr *(PyArrayDTypeMeta_CommonInstance)(PyArray_Descr *dtype1, PyArray_Descr *dtype2);
typedef PyArray_Descr *(PyArrayDTypeMeta_EnsureCanonical)(PyArray_Descr *dtype);
typedef PyArray_Descr *(PyArrayDTypeMeta_FinalizeDescriptor)(PyArray_Descr *dtype);
typedef int (PyArrayDTypeMeta_GetConstant)(PyArray_Descr *descr, int ID, void *data);
typedef int (PyArrayDTypeMeta_SetItem)(PyArray_Descr *descr, PyObject *value, char *item);
typedef PyObject *(PyArrayDTypeMeta_GetItem)(PyArray_Descr *descr, char *item);

#ifdef __cplusplus
}
#endif
#endif
