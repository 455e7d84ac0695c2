/* The array table as plain symbols of libferronum, for `FERRONUM_LINK`. Written by `cargo xtask codegen`; do not edit. */
#ifndef FERRONUM_NUMPY_LINK_ARRAY_H
#define FERRONUM_NUMPY_LINK_ARRAY_H

#ifdef __cplusplus
extern "C" {
#endif

extern int ferronum_initialize(void);
#define PyArray_RUNTIME_VERSION ((int)NPY_API_VERSION)

extern unsigned int PyArray_GetNDArrayCVersion(void);
extern PyTypeObject *FERRONUM_ARRAY_TYPE;
#define PyArray_Type (*FERRONUM_ARRAY_TYPE)
extern PyTypeObject *FERRONUM_ARRAY_DESCR_TYPE;
#define PyArrayDescr_Type (*FERRONUM_ARRAY_DESCR_TYPE)
extern PyTypeObject *FERRONUM_ARRAY_ITER_TYPE;
#define PyArrayIter_Type (*FERRONUM_ARRAY_ITER_TYPE)
extern PyTypeObject *FERRONUM_ARRAY_MULTI_ITER_TYPE;
#define PyArrayMultiIter_Type (*FERRONUM_ARRAY_MULTI_ITER_TYPE)
extern int *FERRONUM_NPY_NUMUSERTYPES;
#define NPY_NUMUSERTYPES (*FERRONUM_NPY_NUMUSERTYPES)
extern PyTypeObject *FERRONUM_BOOL_ARR_TYPE_TYPE;
#define PyBoolArrType_Type (*FERRONUM_BOOL_ARR_TYPE_TYPE)
extern PyBoolScalarObject *FERRONUM_ARRAY_SCALAR_BOOL_VALUES;
#define _PyArrayScalar_BoolValues FERRONUM_ARRAY_SCALAR_BOOL_VALUES
extern PyTypeObject *FERRONUM_GENERIC_ARR_TYPE_TYPE;
#define PyGenericArrType_Type (*FERRONUM_GENERIC_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_NUMBER_ARR_TYPE_TYPE;
#define PyNumberArrType_Type (*FERRONUM_NUMBER_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_INTEGER_ARR_TYPE_TYPE;
#define PyIntegerArrType_Type (*FERRONUM_INTEGER_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_SIGNED_INTEGER_ARR_TYPE_TYPE;
#define PySignedIntegerArrType_Type (*FERRONUM_SIGNED_INTEGER_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_UNSIGNED_INTEGER_ARR_TYPE_TYPE;
#define PyUnsignedIntegerArrType_Type (*FERRONUM_UNSIGNED_INTEGER_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_INEXACT_ARR_TYPE_TYPE;
#define PyInexactArrType_Type (*FERRONUM_INEXACT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_FLOATING_ARR_TYPE_TYPE;
#define PyFloatingArrType_Type (*FERRONUM_FLOATING_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_COMPLEX_FLOATING_ARR_TYPE_TYPE;
#define PyComplexFloatingArrType_Type (*FERRONUM_COMPLEX_FLOATING_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_FLEXIBLE_ARR_TYPE_TYPE;
#define PyFlexibleArrType_Type (*FERRONUM_FLEXIBLE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_CHARACTER_ARR_TYPE_TYPE;
#define PyCharacterArrType_Type (*FERRONUM_CHARACTER_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_BYTE_ARR_TYPE_TYPE;
#define PyByteArrType_Type (*FERRONUM_BYTE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_SHORT_ARR_TYPE_TYPE;
#define PyShortArrType_Type (*FERRONUM_SHORT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_INT_ARR_TYPE_TYPE;
#define PyIntArrType_Type (*FERRONUM_INT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_LONG_ARR_TYPE_TYPE;
#define PyLongArrType_Type (*FERRONUM_LONG_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_LONG_LONG_ARR_TYPE_TYPE;
#define PyLongLongArrType_Type (*FERRONUM_LONG_LONG_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_UBYTE_ARR_TYPE_TYPE;
#define PyUByteArrType_Type (*FERRONUM_UBYTE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_USHORT_ARR_TYPE_TYPE;
#define PyUShortArrType_Type (*FERRONUM_USHORT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_UINT_ARR_TYPE_TYPE;
#define PyUIntArrType_Type (*FERRONUM_UINT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_ULONG_ARR_TYPE_TYPE;
#define PyULongArrType_Type (*FERRONUM_ULONG_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_ULONG_LONG_ARR_TYPE_TYPE;
#define PyULongLongArrType_Type (*FERRONUM_ULONG_LONG_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_FLOAT_ARR_TYPE_TYPE;
#define PyFloatArrType_Type (*FERRONUM_FLOAT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_DOUBLE_ARR_TYPE_TYPE;
#define PyDoubleArrType_Type (*FERRONUM_DOUBLE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_LONG_DOUBLE_ARR_TYPE_TYPE;
#define PyLongDoubleArrType_Type (*FERRONUM_LONG_DOUBLE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_CFLOAT_ARR_TYPE_TYPE;
#define PyCFloatArrType_Type (*FERRONUM_CFLOAT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_CDOUBLE_ARR_TYPE_TYPE;
#define PyCDoubleArrType_Type (*FERRONUM_CDOUBLE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_CLONG_DOUBLE_ARR_TYPE_TYPE;
#define PyCLongDoubleArrType_Type (*FERRONUM_CLONG_DOUBLE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_OBJECT_ARR_TYPE_TYPE;
#define PyObjectArrType_Type (*FERRONUM_OBJECT_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_STRING_ARR_TYPE_TYPE;
#define PyStringArrType_Type (*FERRONUM_STRING_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_UNICODE_ARR_TYPE_TYPE;
#define PyUnicodeArrType_Type (*FERRONUM_UNICODE_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_VOID_ARR_TYPE_TYPE;
#define PyVoidArrType_Type (*FERRONUM_VOID_ARR_TYPE_TYPE)
extern int PyArray_INCREF(PyArrayObject *);
extern int PyArray_XDECREF(PyArrayObject *);
extern void PyArray_SetStringFunction(PyObject *, int);
extern PyArray_Descr * PyArray_DescrFromType(int);
extern PyObject * PyArray_TypeObjectFromType(int);
extern char * PyArray_Zero(PyArrayObject *);
extern char * PyArray_One(PyArrayObject *);
extern PyObject * PyArray_CastToType(PyArrayObject *, PyArray_Descr *, int);
extern int PyArray_CopyInto(PyArrayObject *, PyArrayObject *);
extern int PyArray_CopyAnyInto(PyArrayObject *, PyArrayObject *);
extern int PyArray_CanCastSafely(int, int);
extern npy_bool PyArray_CanCastTo(PyArray_Descr *, PyArray_Descr *);
extern int PyArray_ObjectType(PyObject *, int);
extern PyArray_Descr * PyArray_DescrFromObject(PyObject *, PyArray_Descr *);
extern PyArrayObject ** PyArray_ConvertToCommonType(PyObject *, int *);
extern PyArray_Descr * PyArray_DescrFromScalar(PyObject *);
extern PyArray_Descr * PyArray_DescrFromTypeObject(PyObject *);
extern npy_intp PyArray_Size(PyObject *);
extern PyObject * PyArray_Scalar(void *, PyArray_Descr *, PyObject *);
extern PyObject * PyArray_FromScalar(PyObject *, PyArray_Descr *);
extern void PyArray_ScalarAsCtype(PyObject *, void *);
extern int PyArray_CastScalarToCtype(PyObject *, void *, PyArray_Descr *);
extern int PyArray_CastScalarDirect(PyObject *, PyArray_Descr *, void *, int);
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int PyArray_Pack(PyArray_Descr *, void *, PyObject *);
#endif
extern PyObject * PyArray_FromAny(PyObject *, PyArray_Descr *, int, int, int, PyObject *);
extern PyObject * PyArray_EnsureArray(PyObject *);
extern PyObject * PyArray_EnsureAnyArray(PyObject *);
extern PyObject * PyArray_FromFile(FILE *, PyArray_Descr *, npy_intp, char *);
extern PyObject * PyArray_FromString(char *, npy_intp, PyArray_Descr *, npy_intp, char *);
extern PyObject * PyArray_FromBuffer(PyObject *, PyArray_Descr *, npy_intp, npy_intp);
extern PyObject * PyArray_FromIter(PyObject *, PyArray_Descr *, npy_intp);
extern PyObject * PyArray_Return(PyArrayObject *);
extern PyObject * PyArray_GetField(PyArrayObject *, PyArray_Descr *, int);
extern int PyArray_SetField(PyArrayObject *, PyArray_Descr *, int, PyObject *);
extern PyObject * PyArray_Byteswap(PyArrayObject *, npy_bool);
extern PyObject * PyArray_Resize(PyArrayObject *, PyArray_Dims *, int, NPY_ORDER);
extern int PyArray_CopyObject(PyArrayObject *, PyObject *);
extern PyObject * PyArray_NewCopy(PyArrayObject *, NPY_ORDER);
extern PyObject * PyArray_ToList(PyArrayObject *);
extern PyObject * PyArray_ToString(PyArrayObject *, NPY_ORDER);
extern int PyArray_ToFile(PyArrayObject *, FILE *, char *, char *);
extern int PyArray_Dump(PyObject *, PyObject *, int);
extern PyObject * PyArray_Dumps(PyObject *, int);
extern int PyArray_ValidType(int);
extern void PyArray_UpdateFlags(PyArrayObject *, int);
extern PyObject * PyArray_New(PyTypeObject *, int, npy_intp const *, int, npy_intp const *, void *, int, int, PyObject *);
extern PyObject * PyArray_NewFromDescr(PyTypeObject *, PyArray_Descr *, int, npy_intp const *, npy_intp const *, void *, int, PyObject *);
extern PyArray_Descr * PyArray_DescrNew(PyArray_Descr *);
extern PyArray_Descr * PyArray_DescrNewFromType(int);
extern double PyArray_GetPriority(PyObject *, double);
extern PyObject * PyArray_IterNew(PyObject *);
extern PyObject* PyArray_MultiIterNew(int, ...);
extern int PyArray_PyIntAsInt(PyObject *);
extern npy_intp PyArray_PyIntAsIntp(PyObject *);
extern int PyArray_Broadcast(PyArrayMultiIterObject *);
extern int PyArray_FillWithScalar(PyArrayObject *, PyObject *);
extern npy_bool PyArray_CheckStrides(int, int, npy_intp, npy_intp, npy_intp const *, npy_intp const *);
extern PyArray_Descr * PyArray_DescrNewByteorder(PyArray_Descr *, char);
extern PyObject * PyArray_IterAllButAxis(PyObject *, int *);
extern PyObject * PyArray_CheckFromAny(PyObject *, PyArray_Descr *, int, int, int, PyObject *);
extern PyObject * PyArray_FromArray(PyArrayObject *, PyArray_Descr *, int);
extern PyObject * PyArray_FromInterface(PyObject *);
extern PyObject * PyArray_FromStructInterface(PyObject *);
extern PyObject * PyArray_FromArrayAttr(PyObject *, PyArray_Descr *, PyObject *);
extern NPY_SCALARKIND PyArray_ScalarKind(int, PyArrayObject **);
extern int PyArray_CanCoerceScalar(int, int, NPY_SCALARKIND);
extern npy_bool PyArray_CanCastScalar(PyTypeObject *, PyTypeObject *);
extern int PyArray_RemoveSmallest(PyArrayMultiIterObject *);
extern int PyArray_ElementStrides(PyObject *);
extern void PyArray_Item_INCREF(char *, PyArray_Descr *);
extern void PyArray_Item_XDECREF(char *, PyArray_Descr *);
extern PyObject * PyArray_Transpose(PyArrayObject *, PyArray_Dims *);
extern PyObject * PyArray_TakeFrom(PyArrayObject *, PyObject *, int, PyArrayObject *, NPY_CLIPMODE);
extern PyObject * PyArray_PutTo(PyArrayObject *, PyObject*, PyObject *, NPY_CLIPMODE);
extern PyObject * PyArray_PutMask(PyArrayObject *, PyObject*, PyObject*);
extern PyObject * PyArray_Repeat(PyArrayObject *, PyObject *, int);
extern PyObject * PyArray_Choose(PyArrayObject *, PyObject *, PyArrayObject *, NPY_CLIPMODE);
extern int PyArray_Sort(PyArrayObject *, int, NPY_SORTKIND);
extern PyObject * PyArray_ArgSort(PyArrayObject *, int, NPY_SORTKIND);
extern PyObject * PyArray_SearchSorted(PyArrayObject *, PyObject *, NPY_SEARCHSIDE, PyObject *);
extern PyObject * PyArray_ArgMax(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_ArgMin(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_Reshape(PyArrayObject *, PyObject *);
extern PyObject * PyArray_Newshape(PyArrayObject *, PyArray_Dims *, NPY_ORDER);
extern PyObject * PyArray_Squeeze(PyArrayObject *);
extern PyObject * PyArray_View(PyArrayObject *, PyArray_Descr *, PyTypeObject *);
extern PyObject * PyArray_SwapAxes(PyArrayObject *, int, int);
extern PyObject * PyArray_Max(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_Min(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_Ptp(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_Mean(PyArrayObject *, int, int, PyArrayObject *);
extern PyObject * PyArray_Trace(PyArrayObject *, int, int, int, int, PyArrayObject *);
extern PyObject * PyArray_Diagonal(PyArrayObject *, int, int, int);
extern PyObject * PyArray_Clip(PyArrayObject *, PyObject *, PyObject *, PyArrayObject *);
extern PyObject * PyArray_Conjugate(PyArrayObject *, PyArrayObject *);
extern PyObject * PyArray_Nonzero(PyArrayObject *);
extern PyObject * PyArray_Std(PyArrayObject *, int, int, PyArrayObject *, int);
extern PyObject * PyArray_Sum(PyArrayObject *, int, int, PyArrayObject *);
extern PyObject * PyArray_CumSum(PyArrayObject *, int, int, PyArrayObject *);
extern PyObject * PyArray_Prod(PyArrayObject *, int, int, PyArrayObject *);
extern PyObject * PyArray_CumProd(PyArrayObject *, int, int, PyArrayObject *);
extern PyObject * PyArray_All(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_Any(PyArrayObject *, int, PyArrayObject *);
extern PyObject * PyArray_Compress(PyArrayObject *, PyObject *, int, PyArrayObject *);
extern PyObject * PyArray_Flatten(PyArrayObject *, NPY_ORDER);
extern PyObject * PyArray_Ravel(PyArrayObject *, NPY_ORDER);
extern npy_intp PyArray_MultiplyList(npy_intp const *, int);
extern int PyArray_MultiplyIntList(int const *, int);
extern void * PyArray_GetPtr(PyArrayObject *, npy_intp const*);
extern int PyArray_CompareLists(npy_intp const *, npy_intp const *, int);
extern int PyArray_AsCArray(PyObject **, void *, npy_intp *, int, PyArray_Descr*);
extern int PyArray_Free(PyObject *, void *);
extern int PyArray_Converter(PyObject *, PyObject **);
extern int PyArray_IntpFromSequence(PyObject *, npy_intp *, int);
extern PyObject * PyArray_Concatenate(PyObject *, int);
extern PyObject * PyArray_InnerProduct(PyObject *, PyObject *);
extern PyObject * PyArray_MatrixProduct(PyObject *, PyObject *);
extern PyObject * PyArray_Correlate(PyObject *, PyObject *, int);
extern int PyArray_DescrConverter(PyObject *, PyArray_Descr **);
extern int PyArray_DescrConverter2(PyObject *, PyArray_Descr **);
extern int PyArray_IntpConverter(PyObject *, PyArray_Dims *);
extern int PyArray_BufferConverter(PyObject *, PyArray_Chunk *);
extern int PyArray_AxisConverter(PyObject *, int *);
extern int PyArray_BoolConverter(PyObject *, npy_bool *);
extern int PyArray_ByteorderConverter(PyObject *, char *);
extern int PyArray_OrderConverter(PyObject *, NPY_ORDER *);
extern unsigned char PyArray_EquivTypes(PyArray_Descr *, PyArray_Descr *);
extern PyObject * PyArray_Zeros(int, npy_intp const *, PyArray_Descr *, int);
extern PyObject * PyArray_Empty(int, npy_intp const *, PyArray_Descr *, int);
extern PyObject * PyArray_Where(PyObject *, PyObject *, PyObject *);
extern PyObject * PyArray_Arange(double, double, double, int);
extern PyObject * PyArray_ArangeObj(PyObject *, PyObject *, PyObject *, PyArray_Descr *);
extern int PyArray_SortkindConverter(PyObject *, NPY_SORTKIND *);
extern PyObject * PyArray_LexSort(PyObject *, int);
extern PyObject * PyArray_Round(PyArrayObject *, int, PyArrayObject *);
extern unsigned char PyArray_EquivTypenums(int, int);
extern int PyArray_RegisterDataType(PyArray_DescrProto *);
extern int PyArray_RegisterCastFunc(PyArray_Descr *, int, PyArray_VectorUnaryFunc *);
extern int PyArray_RegisterCanCast(PyArray_Descr *, int, NPY_SCALARKIND);
extern void PyArray_InitArrFuncs(PyArray_ArrFuncs *);
extern PyObject * PyArray_IntTupleFromIntp(int, npy_intp const *);
extern int PyArray_ClipmodeConverter(PyObject *, NPY_CLIPMODE *);
extern int PyArray_OutputConverter(PyObject *, PyArrayObject **);
extern PyObject * PyArray_BroadcastToShape(PyObject *, npy_intp *, int);
extern int PyArray_DescrAlignConverter(PyObject *, PyArray_Descr **);
extern int PyArray_DescrAlignConverter2(PyObject *, PyArray_Descr **);
extern int PyArray_SearchsideConverter(PyObject *, void *);
extern PyObject * PyArray_CheckAxis(PyArrayObject *, int *, int);
extern npy_intp PyArray_OverflowMultiplyList(npy_intp const *, int);
extern PyObject* PyArray_MultiIterFromObjects(PyObject **, int, int, ...);
extern int PyArray_GetEndianness(void);
extern unsigned int PyArray_GetNDArrayCFeatureVersion(void);
extern PyObject * PyArray_Correlate2(PyObject *, PyObject *, int);
extern PyObject* PyArray_NeighborhoodIterNew(PyArrayIterObject *, const npy_intp *, int, PyArrayObject*);
extern PyTypeObject *FERRONUM_TIME_INTEGER_ARR_TYPE_TYPE;
#define PyTimeIntegerArrType_Type (*FERRONUM_TIME_INTEGER_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_DATETIME_ARR_TYPE_TYPE;
#define PyDatetimeArrType_Type (*FERRONUM_DATETIME_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_TIMEDELTA_ARR_TYPE_TYPE;
#define PyTimedeltaArrType_Type (*FERRONUM_TIMEDELTA_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_HALF_ARR_TYPE_TYPE;
#define PyHalfArrType_Type (*FERRONUM_HALF_ARR_TYPE_TYPE)
extern PyTypeObject *FERRONUM_NPY_ITER_TYPE;
#define NpyIter_Type (*FERRONUM_NPY_ITER_TYPE)
#if NPY_FEATURE_VERSION >= NPY_2_3_API_VERSION
extern NPY_ARRAYMETHOD_FLAGS NpyIter_GetTransferFlags(NpyIter *);
#endif
extern NpyIter * NpyIter_New(PyArrayObject *, npy_uint32, NPY_ORDER, NPY_CASTING, PyArray_Descr*);
extern NpyIter * NpyIter_MultiNew(int, PyArrayObject **, npy_uint32, NPY_ORDER, NPY_CASTING, npy_uint32 *, PyArray_Descr **);
extern NpyIter * NpyIter_AdvancedNew(int, PyArrayObject **, npy_uint32, NPY_ORDER, NPY_CASTING, npy_uint32 *, PyArray_Descr **, int, int **, npy_intp *, npy_intp);
extern NpyIter * NpyIter_Copy(NpyIter *);
extern int NpyIter_Deallocate(NpyIter *);
extern npy_bool NpyIter_HasDelayedBufAlloc(NpyIter *);
extern npy_bool NpyIter_HasExternalLoop(NpyIter *);
extern int NpyIter_EnableExternalLoop(NpyIter *);
extern npy_intp * NpyIter_GetInnerStrideArray(NpyIter *);
extern npy_intp * NpyIter_GetInnerLoopSizePtr(NpyIter *);
extern int NpyIter_Reset(NpyIter *, char **);
extern int NpyIter_ResetBasePointers(NpyIter *, char **, char **);
extern int NpyIter_ResetToIterIndexRange(NpyIter *, npy_intp, npy_intp, char **);
extern int NpyIter_GetNDim(NpyIter *);
extern int NpyIter_GetNOp(NpyIter *);
extern NpyIter_IterNextFunc * NpyIter_GetIterNext(NpyIter *, char **);
extern npy_intp NpyIter_GetIterSize(NpyIter *);
extern void NpyIter_GetIterIndexRange(NpyIter *, npy_intp *, npy_intp *);
extern npy_intp NpyIter_GetIterIndex(NpyIter *);
extern int NpyIter_GotoIterIndex(NpyIter *, npy_intp);
extern npy_bool NpyIter_HasMultiIndex(NpyIter *);
extern int NpyIter_GetShape(NpyIter *, npy_intp *);
extern NpyIter_GetMultiIndexFunc * NpyIter_GetGetMultiIndex(NpyIter *, char **);
extern int NpyIter_GotoMultiIndex(NpyIter *, npy_intp const *);
extern int NpyIter_RemoveMultiIndex(NpyIter *);
extern npy_bool NpyIter_HasIndex(NpyIter *);
extern npy_bool NpyIter_IsBuffered(NpyIter *);
extern npy_bool NpyIter_IsGrowInner(NpyIter *);
extern npy_intp NpyIter_GetBufferSize(NpyIter *);
extern npy_intp * NpyIter_GetIndexPtr(NpyIter *);
extern int NpyIter_GotoIndex(NpyIter *, npy_intp);
extern char ** NpyIter_GetDataPtrArray(NpyIter *);
extern PyArray_Descr ** NpyIter_GetDescrArray(NpyIter *);
extern PyArrayObject ** NpyIter_GetOperandArray(NpyIter *);
extern PyArrayObject * NpyIter_GetIterView(NpyIter *, npy_intp);
extern void NpyIter_GetReadFlags(NpyIter *, char *);
extern void NpyIter_GetWriteFlags(NpyIter *, char *);
extern void NpyIter_DebugPrint(NpyIter *);
extern npy_bool NpyIter_IterationNeedsAPI(NpyIter *);
extern void NpyIter_GetInnerFixedStrideArray(NpyIter *, npy_intp *);
extern int NpyIter_RemoveAxis(NpyIter *, int);
extern npy_intp * NpyIter_GetAxisStrideArray(NpyIter *, int);
extern npy_bool NpyIter_RequiresBuffering(NpyIter *);
extern char ** NpyIter_GetInitialDataPtrArray(NpyIter *);
extern int NpyIter_CreateCompatibleStrides(NpyIter *, npy_intp, npy_intp *);
extern int PyArray_CastingConverter(PyObject *, NPY_CASTING *);
extern npy_intp PyArray_CountNonzero(PyArrayObject *);
extern PyArray_Descr * PyArray_PromoteTypes(PyArray_Descr *, PyArray_Descr *);
extern PyArray_Descr * PyArray_MinScalarType(PyArrayObject *);
extern PyArray_Descr * PyArray_ResultType(npy_intp, PyArrayObject *arrs[], npy_intp, PyArray_Descr *descrs[]);
extern npy_bool PyArray_CanCastArrayTo(PyArrayObject *, PyArray_Descr *, NPY_CASTING);
extern npy_bool PyArray_CanCastTypeTo(PyArray_Descr *, PyArray_Descr *, NPY_CASTING);
extern PyArrayObject * PyArray_EinsteinSum(char *, npy_intp, PyArrayObject **, PyArray_Descr *, NPY_ORDER, NPY_CASTING, PyArrayObject *);
extern PyObject * PyArray_NewLikeArray(PyArrayObject *, NPY_ORDER, PyArray_Descr *, int);
extern int PyArray_ConvertClipmodeSequence(PyObject *, NPY_CLIPMODE *, int);
extern PyObject * PyArray_MatrixProduct2(PyObject *, PyObject *, PyArrayObject*);
extern npy_bool NpyIter_IsFirstVisit(NpyIter *, int);
extern int PyArray_SetBaseObject(PyArrayObject *, PyObject *);
extern void PyArray_CreateSortedStridePerm(int, npy_intp const *, npy_stride_sort_item *);
extern void PyArray_RemoveAxesInPlace(PyArrayObject *, const npy_bool *);
extern void PyArray_DebugPrint(PyArrayObject *);
extern int PyArray_FailUnlessWriteable(PyArrayObject *, const char *);
extern int PyArray_SetUpdateIfCopyBase(PyArrayObject *, PyArrayObject *);
extern void * PyDataMem_NEW(size_t);
extern void PyDataMem_FREE(void *);
extern void * PyDataMem_RENEW(void *, size_t);
extern NPY_CASTING *FERRONUM_NPY_DEFAULT_ASSIGN_CASTING;
#define NPY_DEFAULT_ASSIGN_CASTING (*FERRONUM_NPY_DEFAULT_ASSIGN_CASTING)
extern int PyArray_Partition(PyArrayObject *, PyArrayObject *, int, NPY_SELECTKIND);
extern PyObject * PyArray_ArgPartition(PyArrayObject *, PyArrayObject *, int, NPY_SELECTKIND);
extern int PyArray_SelectkindConverter(PyObject *, NPY_SELECTKIND *);
extern void * PyDataMem_NEW_ZEROED(size_t, size_t);
extern int PyArray_CheckAnyScalarExact(PyObject *);
extern int PyArray_ResolveWritebackIfCopy(PyArrayObject *);
extern int PyArray_SetWritebackIfCopyBase(PyArrayObject *, PyArrayObject *);
#if NPY_FEATURE_VERSION >= NPY_1_22_API_VERSION
extern PyObject * PyDataMem_SetHandler(PyObject *);
#endif
#if NPY_FEATURE_VERSION >= NPY_1_22_API_VERSION
extern PyObject * PyDataMem_GetHandler(void);
#endif
extern PyObject **FERRONUM_DATA_MEM_DEFAULT_HANDLER;
#define PyDataMem_DefaultHandler (*FERRONUM_DATA_MEM_DEFAULT_HANDLER)
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyDatetime_ConvertDatetime64ToDatetimeStruct(PyArray_DatetimeMetaData *, npy_datetime, npy_datetimestruct *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyDatetime_ConvertDatetimeStructToDatetime64(PyArray_DatetimeMetaData *, const npy_datetimestruct *, npy_datetime *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyDatetime_ConvertPyDateTimeToDatetimeStruct(PyObject *, npy_datetimestruct *, NPY_DATETIMEUNIT *, int);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyDatetime_GetDatetimeISO8601StrLen(int, NPY_DATETIMEUNIT);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyDatetime_MakeISO8601Datetime(npy_datetimestruct *, char *, npy_intp, int, int, NPY_DATETIMEUNIT, int, NPY_CASTING);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyDatetime_ParseISO8601Datetime(char const *, Py_ssize_t, NPY_DATETIMEUNIT, NPY_CASTING, npy_datetimestruct *, NPY_DATETIMEUNIT *, npy_bool *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyString_load(npy_string_allocator *, const npy_packed_static_string *, npy_static_string *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyString_pack(npy_string_allocator *, npy_packed_static_string *, const char *, size_t);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int NpyString_pack_null(npy_string_allocator *, npy_packed_static_string *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern npy_string_allocator * NpyString_acquire_allocator(const PyArray_StringDTypeObject *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern void NpyString_acquire_allocators(size_t, PyArray_Descr *const descrs[], npy_string_allocator *allocators[]);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern void NpyString_release_allocator(npy_string_allocator *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern void NpyString_release_allocators(size_t, npy_string_allocator *allocators[]);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyTypeObject *FERRONUM_ARRAY_DTYPE_META_TYPE;
#define PyArrayDTypeMeta_Type (*FERRONUM_ARRAY_DTYPE_META_TYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_BOOL_DTYPE;
#define PyArray_BoolDType (*FERRONUM_ARRAY_BOOL_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_BYTE_DTYPE;
#define PyArray_ByteDType (*FERRONUM_ARRAY_BYTE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UBYTE_DTYPE;
#define PyArray_UByteDType (*FERRONUM_ARRAY_UBYTE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_SHORT_DTYPE;
#define PyArray_ShortDType (*FERRONUM_ARRAY_SHORT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_USHORT_DTYPE;
#define PyArray_UShortDType (*FERRONUM_ARRAY_USHORT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INT_DTYPE;
#define PyArray_IntDType (*FERRONUM_ARRAY_INT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UINT_DTYPE;
#define PyArray_UIntDType (*FERRONUM_ARRAY_UINT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_LONG_DTYPE;
#define PyArray_LongDType (*FERRONUM_ARRAY_LONG_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_ULONG_DTYPE;
#define PyArray_ULongDType (*FERRONUM_ARRAY_ULONG_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_LONG_LONG_DTYPE;
#define PyArray_LongLongDType (*FERRONUM_ARRAY_LONG_LONG_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_ULONG_LONG_DTYPE;
#define PyArray_ULongLongDType (*FERRONUM_ARRAY_ULONG_LONG_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INT8_DTYPE;
#define PyArray_Int8DType (*FERRONUM_ARRAY_INT8_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UINT8_DTYPE;
#define PyArray_UInt8DType (*FERRONUM_ARRAY_UINT8_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INT16_DTYPE;
#define PyArray_Int16DType (*FERRONUM_ARRAY_INT16_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UINT16_DTYPE;
#define PyArray_UInt16DType (*FERRONUM_ARRAY_UINT16_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INT32_DTYPE;
#define PyArray_Int32DType (*FERRONUM_ARRAY_INT32_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UINT32_DTYPE;
#define PyArray_UInt32DType (*FERRONUM_ARRAY_UINT32_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INT64_DTYPE;
#define PyArray_Int64DType (*FERRONUM_ARRAY_INT64_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UINT64_DTYPE;
#define PyArray_UInt64DType (*FERRONUM_ARRAY_UINT64_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INTP_DTYPE;
#define PyArray_IntpDType (*FERRONUM_ARRAY_INTP_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UINTP_DTYPE;
#define PyArray_UIntpDType (*FERRONUM_ARRAY_UINTP_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_HALF_DTYPE;
#define PyArray_HalfDType (*FERRONUM_ARRAY_HALF_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_FLOAT_DTYPE;
#define PyArray_FloatDType (*FERRONUM_ARRAY_FLOAT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_DOUBLE_DTYPE;
#define PyArray_DoubleDType (*FERRONUM_ARRAY_DOUBLE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_LONG_DOUBLE_DTYPE;
#define PyArray_LongDoubleDType (*FERRONUM_ARRAY_LONG_DOUBLE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_CFLOAT_DTYPE;
#define PyArray_CFloatDType (*FERRONUM_ARRAY_CFLOAT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_CDOUBLE_DTYPE;
#define PyArray_CDoubleDType (*FERRONUM_ARRAY_CDOUBLE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_CLONG_DOUBLE_DTYPE;
#define PyArray_CLongDoubleDType (*FERRONUM_ARRAY_CLONG_DOUBLE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_BYTES_DTYPE;
#define PyArray_BytesDType (*FERRONUM_ARRAY_BYTES_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_UNICODE_DTYPE;
#define PyArray_UnicodeDType (*FERRONUM_ARRAY_UNICODE_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_DATETIME_DTYPE;
#define PyArray_DatetimeDType (*FERRONUM_ARRAY_DATETIME_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_TIMEDELTA_DTYPE;
#define PyArray_TimedeltaDType (*FERRONUM_ARRAY_TIMEDELTA_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_OBJECT_DTYPE;
#define PyArray_ObjectDType (*FERRONUM_ARRAY_OBJECT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_VOID_DTYPE;
#define PyArray_VoidDType (*FERRONUM_ARRAY_VOID_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_PY_LONG_DTYPE;
#define PyArray_PyLongDType (*FERRONUM_ARRAY_PY_LONG_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_PY_FLOAT_DTYPE;
#define PyArray_PyFloatDType (*FERRONUM_ARRAY_PY_FLOAT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_PY_COMPLEX_DTYPE;
#define PyArray_PyComplexDType (*FERRONUM_ARRAY_PY_COMPLEX_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_DEFAULT_INT_DTYPE;
#define PyArray_DefaultIntDType (*FERRONUM_ARRAY_DEFAULT_INT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_STRING_DTYPE;
#define PyArray_StringDType (*FERRONUM_ARRAY_STRING_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_Descr * PyArray_GetDefaultDescr(PyArray_DTypeMeta *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern int PyArrayInitDTypeMeta_FromSpec(PyArray_DTypeMeta *, PyArrayDTypeMeta_Spec *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta * PyArray_CommonDType(PyArray_DTypeMeta *, PyArray_DTypeMeta *);
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta * PyArray_PromoteDTypeSequence(npy_intp, PyArray_DTypeMeta **);
#endif
extern PyArray_ArrFuncs * _PyDataType_GetArrFuncs(const PyArray_Descr *);
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_INT_ABSTRACT_DTYPE;
#define PyArray_IntAbstractDType (*FERRONUM_ARRAY_INT_ABSTRACT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_FLOAT_ABSTRACT_DTYPE;
#define PyArray_FloatAbstractDType (*FERRONUM_ARRAY_FLOAT_ABSTRACT_DTYPE)
#endif
#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
extern PyArray_DTypeMeta *FERRONUM_ARRAY_COMPLEX_ABSTRACT_DTYPE;
#define PyArray_ComplexAbstractDType (*FERRONUM_ARRAY_COMPLEX_ABSTRACT_DTYPE)
#endif

#ifdef __cplusplus
}
#endif

#endif
