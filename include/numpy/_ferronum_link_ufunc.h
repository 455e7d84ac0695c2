/* The ufunc table as plain symbols of libferronum, for `FERRONUM_LINK`. Written by `cargo xtask codegen`; do not edit. */
#ifndef FERRONUM_NUMPY_LINK_UFUNC_H
#define FERRONUM_NUMPY_LINK_UFUNC_H

#ifdef __cplusplus
extern "C" {
#endif

extern PyTypeObject *FERRONUM_UFUNC_TYPE;
#define PyUFunc_Type (*FERRONUM_UFUNC_TYPE)
extern PyObject * PyUFunc_FromFuncAndData(PyUFuncGenericFunction *, void *const *, const char *, int, int, int, int, const char *, const char *, int);
extern int PyUFunc_RegisterLoopForType(PyUFuncObject *, int, PyUFuncGenericFunction, const int *, void *);
extern void PyUFunc_f_f_As_d_d(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_d_d(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_f_f(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_g_g(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_F_F_As_D_D(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_F_F(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_D_D(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_G_G(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_O_O(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_ff_f_As_dd_d(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_ff_f(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_dd_d(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_gg_g(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_FF_F_As_DD_D(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_DD_D(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_FF_F(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_GG_G(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_OO_O(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_O_O_method(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_OO_O_method(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_On_Om(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_clearfperr(void);
extern int PyUFunc_getfperr(void);
extern int PyUFunc_ReplaceLoopBySignature(PyUFuncObject *, PyUFuncGenericFunction, const int *, PyUFuncGenericFunction *);
extern PyObject * PyUFunc_FromFuncAndDataAndSignature(PyUFuncGenericFunction *, void *const *, const char *, int, int, int, int, const char *, const char *, int, const char *);
extern void PyUFunc_e_e(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_e_e_As_f_f(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_e_e_As_d_d(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_ee_e(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_ee_e_As_ff_f(char **, npy_intp const *, npy_intp const *, void *);
extern void PyUFunc_ee_e_As_dd_d(char **, npy_intp const *, npy_intp const *, void *);
extern int PyUFunc_DefaultTypeResolver(PyUFuncObject *, NPY_CASTING, PyArrayObject **, PyObject *, PyArray_Descr **);
extern int PyUFunc_ValidateCasting(PyUFuncObject *, NPY_CASTING, PyArrayObject **, PyArray_Descr *const *);
extern int PyUFunc_RegisterLoopForDescr(PyUFuncObject *, PyArray_Descr *, PyUFuncGenericFunction, PyArray_Descr **, void *);
#if NPY_FEATURE_VERSION >= NPY_1_16_API_VERSION
extern PyObject * PyUFunc_FromFuncAndDataAndSignatureAndIdentity(PyUFuncGenericFunction *, void *const *, const char *, int, int, int, int, const char *, const char *, const int, const char *, PyObject *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int PyUFunc_AddLoopFromSpec(PyObject *, PyArrayMethod_Spec *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int PyUFunc_AddPromoter(PyObject *, PyObject *, PyObject *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int PyUFunc_AddWrappingLoop(PyObject *, PyArray_DTypeMeta *new_dtypes[], PyArray_DTypeMeta *wrapped_dtypes[], PyArrayMethod_TranslateGivenDescriptors *, PyArrayMethod_TranslateLoopDescriptors *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int PyUFunc_GiveFloatingpointErrors(const char *, int);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_4_API_VERSION
extern int PyUFunc_AddLoopsFromSpecs(PyUFunc_LoopSlot *);
#endif

#ifdef __cplusplus
}
#endif

#endif
