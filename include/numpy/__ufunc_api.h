/* The ufunc table: each name is a slot of `_UFUNC_API`. Written by `cargo xtask codegen`; do not edit. */
#ifndef FERRONUM_NUMPY_UFUNC_API_H
#define FERRONUM_NUMPY_UFUNC_API_H

#ifdef FERRONUM_LINK
#include "_ferronum_link_ufunc.h"
#else

#if defined(PY_UFUNC_UNIQUE_SYMBOL)
#define PyUFunc_API PY_UFUNC_UNIQUE_SYMBOL
#endif

/* One source of an extension holds the pointer; the others find it by the linker. */
#if !defined(NPY_API_SYMBOL_ATTRIBUTE)
#define NPY_API_SYMBOL_ATTRIBUTE NPY_VISIBILITY_HIDDEN
#endif

#if defined(NO_IMPORT) || defined(NO_IMPORT_UFUNC)
extern NPY_API_SYMBOL_ATTRIBUTE void **PyUFunc_API;
#elif defined(PY_UFUNC_UNIQUE_SYMBOL)
NPY_API_SYMBOL_ATTRIBUTE void **PyUFunc_API = NULL;
#else
static void **PyUFunc_API = NULL;
#endif

#define PyUFunc_Type (*(PyTypeObject *)PyUFunc_API[0])
#define PyUFunc_FromFuncAndData \
    (*(PyObject * (*)(PyUFuncGenericFunction *, void *const *, const char *, int, int, int, int, const char *, const char *, int)) \
     PyUFunc_API[1])
#define PyUFunc_RegisterLoopForType \
    (*(int (*)(PyUFuncObject *, int, PyUFuncGenericFunction, const int *, void *)) \
     PyUFunc_API[2])
#define PyUFunc_f_f_As_d_d \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[4])
#define PyUFunc_d_d \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[5])
#define PyUFunc_f_f \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[6])
#define PyUFunc_g_g \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[7])
#define PyUFunc_F_F_As_D_D \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[8])
#define PyUFunc_F_F \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[9])
#define PyUFunc_D_D \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[10])
#define PyUFunc_G_G \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[11])
#define PyUFunc_O_O \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[12])
#define PyUFunc_ff_f_As_dd_d \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[13])
#define PyUFunc_ff_f \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[14])
#define PyUFunc_dd_d \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[15])
#define PyUFunc_gg_g \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[16])
#define PyUFunc_FF_F_As_DD_D \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[17])
#define PyUFunc_DD_D \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[18])
#define PyUFunc_FF_F \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[19])
#define PyUFunc_GG_G \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[20])
#define PyUFunc_OO_O \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[21])
#define PyUFunc_O_O_method \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[22])
#define PyUFunc_OO_O_method \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[23])
#define PyUFunc_On_Om \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[24])
#define PyUFunc_clearfperr \
    (*(void (*)(void)) \
     PyUFunc_API[27])
#define PyUFunc_getfperr \
    (*(int (*)(void)) \
     PyUFunc_API[28])
#define PyUFunc_ReplaceLoopBySignature \
    (*(int (*)(PyUFuncObject *, PyUFuncGenericFunction, const int *, PyUFuncGenericFunction *)) \
     PyUFunc_API[30])
#define PyUFunc_FromFuncAndDataAndSignature \
    (*(PyObject * (*)(PyUFuncGenericFunction *, void *const *, const char *, int, int, int, int, const char *, const char *, int, const char *)) \
     PyUFunc_API[31])
#define PyUFunc_e_e \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[33])
#define PyUFunc_e_e_As_f_f \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[34])
#define PyUFunc_e_e_As_d_d \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[35])
#define PyUFunc_ee_e \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[36])
#define PyUFunc_ee_e_As_ff_f \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[37])
#define PyUFunc_ee_e_As_dd_d \
    (*(void (*)(char **, npy_intp const *, npy_intp const *, void *)) \
     PyUFunc_API[38])
#define PyUFunc_DefaultTypeResolver \
    (*(int (*)(PyUFuncObject *, NPY_CASTING, PyArrayObject **, PyObject *, PyArray_Descr **)) \
     PyUFunc_API[39])
#define PyUFunc_ValidateCasting \
    (*(int (*)(PyUFuncObject *, NPY_CASTING, PyArrayObject **, PyArray_Descr *const *)) \
     PyUFunc_API[40])
#define PyUFunc_RegisterLoopForDescr \
    (*(int (*)(PyUFuncObject *, PyArray_Descr *, PyUFuncGenericFunction, PyArray_Descr **, void *)) \
     PyUFunc_API[41])
#if NPY_FEATURE_VERSION >= NPY_1_16_API_VERSION
#define PyUFunc_FromFuncAndDataAndSignatureAndIdentity \
    (*(PyObject * (*)(PyUFuncGenericFunction *, void *const *, const char *, int, int, int, int, const char *, const char *, const int, const char *, PyObject *)) \
     PyUFunc_API[42])
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
#define PyUFunc_AddLoopFromSpec \
    (*(int (*)(PyObject *, PyArrayMethod_Spec *)) \
     PyUFunc_API[43])
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
#define PyUFunc_AddPromoter \
    (*(int (*)(PyObject *, PyObject *, PyObject *)) \
     PyUFunc_API[44])
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
#define PyUFunc_AddWrappingLoop \
    (*(int (*)(PyObject *, PyArray_DTypeMeta *new_dtypes[], PyArray_DTypeMeta *wrapped_dtypes[], PyArrayMethod_TranslateGivenDescriptors *, PyArrayMethod_TranslateLoopDescriptors *)) \
     PyUFunc_API[45])
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
#define PyUFunc_GiveFloatingpointErrors \
    (*(int (*)(const char *, int)) \
     PyUFunc_API[46])
#endif
#if NPY_FEATURE_VERSION >= NPY_2_4_API_VERSION
#define PyUFunc_AddLoopsFromSpecs \
    (*(int (*)(PyUFunc_LoopSlot *)) \
     PyUFunc_API[47])
#endif

#endif

#include "_ferronum_import_umath.h"

#endif
