/* NumPy's C-API as plain functions of libferronum. Written by `cargo xtask codegen`;
   do not edit. */

#ifndef FERRONUM_FERRONUM_H
#define FERRONUM_FERRONUM_H

#include "basics.h"

typedef struct NpyAuxData NpyAuxData;
typedef struct PyArrayDTypeMeta_Spec PyArrayDTypeMeta_Spec;
typedef struct PyArrayInterface PyArrayInterface;
typedef struct PyArrayIterObject PyArrayIterObject;
typedef struct PyArrayMethod_Context PyArrayMethod_Context;
typedef struct PyArrayMethod_SortParameters PyArrayMethod_SortParameters;
typedef struct PyArrayMethod_Spec PyArrayMethod_Spec;
typedef struct PyArrayNeighborhoodIterObject PyArrayNeighborhoodIterObject;
typedef struct PyArrayObject PyArrayObject;
typedef struct PyArray_ArrFuncs PyArray_ArrFuncs;
typedef struct PyArray_ArrayDescr PyArray_ArrayDescr;
typedef struct PyArray_Chunk PyArray_Chunk;
typedef struct PyArray_DTypeMeta PyArray_DTypeMeta;
typedef struct PyArray_DatetimeDTypeMetaData PyArray_DatetimeDTypeMetaData;
typedef struct PyArray_DatetimeMetaData PyArray_DatetimeMetaData;
typedef struct PyArray_Descr PyArray_Descr;
typedef struct PyArray_DescrProto PyArray_DescrProto;
typedef struct PyArray_Dims PyArray_Dims;
typedef struct PyArray_StringDTypeObject PyArray_StringDTypeObject;
typedef struct PyBoolScalarObject PyBoolScalarObject;
typedef struct PyByteScalarObject PyByteScalarObject;
typedef struct PyCDoubleScalarObject PyCDoubleScalarObject;
typedef struct PyCFloatScalarObject PyCFloatScalarObject;
typedef struct PyCLongDoubleScalarObject PyCLongDoubleScalarObject;
typedef struct PyDataMemAllocator PyDataMemAllocator;
typedef struct PyDataMem_Handler PyDataMem_Handler;
typedef struct PyDatetimeScalarObject PyDatetimeScalarObject;
typedef struct PyDoubleScalarObject PyDoubleScalarObject;
typedef struct PyFloatScalarObject PyFloatScalarObject;
typedef struct PyHalfScalarObject PyHalfScalarObject;
typedef struct PyIntScalarObject PyIntScalarObject;
typedef struct PyLongDoubleScalarObject PyLongDoubleScalarObject;
typedef struct PyLongLongScalarObject PyLongLongScalarObject;
typedef struct PyLongScalarObject PyLongScalarObject;
typedef struct PyObjectScalarObject PyObjectScalarObject;
typedef struct PyScalarObject PyScalarObject;
typedef struct PyShortScalarObject PyShortScalarObject;
typedef struct PyTimedeltaScalarObject PyTimedeltaScalarObject;
typedef struct PyUByteScalarObject PyUByteScalarObject;
typedef struct PyUFuncObject PyUFuncObject;
typedef struct PyUFunc_Loop1d PyUFunc_Loop1d;
typedef struct PyUFunc_LoopSlot PyUFunc_LoopSlot;
typedef struct PyUFunc_PyFuncData PyUFunc_PyFuncData;
typedef struct PyUIntScalarObject PyUIntScalarObject;
typedef struct PyULongLongScalarObject PyULongLongScalarObject;
typedef struct PyULongScalarObject PyULongScalarObject;
typedef struct PyUShortScalarObject PyUShortScalarObject;
typedef struct PyUnicodeScalarObject PyUnicodeScalarObject;
typedef struct PyVoidScalarObject PyVoidScalarObject;
typedef struct _PyArray_LegacyDescr _PyArray_LegacyDescr;
typedef struct npy_datetimestruct npy_datetimestruct;
typedef struct npy_static_string npy_static_string;
typedef struct npy_stride_sort_item npy_stride_sort_item;
typedef struct npy_timedeltastruct npy_timedeltastruct;

/*
 ABI version of the 2.x series, what slot 0 returns.
 */
#define NPY_ABI_VERSION 33554432

#define NPY_ALIGNED_STRUCT 128

/*
 C-API feature version of NumPy 2.4, what slot 211 returns.
 */
#define NPY_API_VERSION 21

#define NPY_ARRAY_ALIGNED 256

#define NPY_ARRAY_BEHAVED (NPY_ARRAY_ALIGNED | NPY_ARRAY_WRITEABLE)

#define NPY_ARRAY_BEHAVED_NS (NPY_ARRAY_BEHAVED | NPY_ARRAY_NOTSWAPPED)

#define NPY_ARRAY_CARRAY (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_BEHAVED)

#define NPY_ARRAY_CARRAY_RO (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED)

#define NPY_ARRAY_C_CONTIGUOUS 1

#define NPY_ARRAY_DEFAULT NPY_ARRAY_CARRAY

#define NPY_ARRAY_ELEMENTSTRIDES 128

#define NPY_ARRAY_ENSUREARRAY 64

#define NPY_ARRAY_ENSURECOPY 32

#define NPY_ARRAY_ENSURENOCOPY 16384

#define NPY_ARRAY_FARRAY (NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_BEHAVED)

#define NPY_ARRAY_FARRAY_RO (NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_ALIGNED)

#define NPY_ARRAY_FORCECAST 16

#define NPY_ARRAY_F_CONTIGUOUS 2

#define NPY_ARRAY_INOUT_ARRAY NPY_ARRAY_CARRAY

#define NPY_ARRAY_INOUT_ARRAY2 (NPY_ARRAY_CARRAY | NPY_ARRAY_WRITEBACKIFCOPY)

#define NPY_ARRAY_INOUT_FARRAY NPY_ARRAY_FARRAY

#define NPY_ARRAY_INOUT_FARRAY2 (NPY_ARRAY_FARRAY | NPY_ARRAY_WRITEBACKIFCOPY)

#define NPY_ARRAY_IN_ARRAY NPY_ARRAY_CARRAY_RO

#define NPY_ARRAY_IN_FARRAY NPY_ARRAY_FARRAY_RO

#define NPY_ARRAY_NOTSWAPPED 512

#define NPY_ARRAY_OUT_ARRAY NPY_ARRAY_CARRAY

#define NPY_ARRAY_OUT_FARRAY NPY_ARRAY_FARRAY

#define NPY_ARRAY_OWNDATA 4

#define NPY_ARRAY_UPDATE_ALL ((NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS) | NPY_ARRAY_ALIGNED)

#define NPY_ARRAY_WARN_ON_WRITE (1 << 31)

#define NPY_ARRAY_WAS_INT_AND_REPLACED (1 << 27)

#define NPY_ARRAY_WAS_PYTHON_COMPLEX (1 << 28)

#define NPY_ARRAY_WAS_PYTHON_FLOAT (1 << 29)

#define NPY_ARRAY_WAS_PYTHON_INT (1 << 30)

#define NPY_ARRAY_WRITEABLE 1024

#define NPY_ARRAY_WRITEBACKIFCOPY 8192

#define NPY_ARR_HAS_DESCR 2048

#define NPY_BIG 62

#define NPY_BOOL 0

#define NPY_BOOLLTR 63

/*
 Default ufunc buffer size in elements.
 */
#define NPY_BUFSIZE 8192

#define NPY_BYTE 1

#define NPY_BYTELTR 98

#define NPY_CDOUBLE 15

#define NPY_CDOUBLELTR 68

#define NPY_CFLOAT 14

#define NPY_CFLOATLTR 70

#define NPY_CHAR 24

#define NPY_CHARLTR 99

#define NPY_CLONGDOUBLE 16

#define NPY_CLONGDOUBLELTR 71

#define NPY_COMPLEX128 NPY_CDOUBLE

#define NPY_COMPLEX64 NPY_CFLOAT

#define NPY_COMPLEXLTR 99

#define NPY_CONSTANT_all_bits_set 3

#define NPY_CONSTANT_finfo_decimal_digits ((1 << 16) + 3)

#define NPY_CONSTANT_finfo_eps 10

#define NPY_CONSTANT_finfo_max_exp ((1 << 16) + 2)

#define NPY_CONSTANT_finfo_min_exp ((1 << 16) + 1)

#define NPY_CONSTANT_finfo_nmant (1 << 16)

#define NPY_CONSTANT_finfo_radix 9

#define NPY_CONSTANT_finfo_smallest_normal 11

#define NPY_CONSTANT_finfo_smallest_subnormal 12

#define NPY_CONSTANT_inf 6

#define NPY_CONSTANT_maximum_finite 4

#define NPY_CONSTANT_minimum_finite 5

#define NPY_CONSTANT_nan 8

#define NPY_CONSTANT_ninf 7

#define NPY_CONSTANT_one 2

#define NPY_CONSTANT_zero 1

/*
 Big endian, as slot 210 reports it.
 */
#define NPY_CPU_BIG 2

/*
 Little endian, as slot 210 reports it.
 */
#define NPY_CPU_LITTLE 1

#define NPY_DATETIME 21

#define NPY_DATETIMELTR 77

/*
 Upper bound of an ISO 8601 string with its NUL.
 */
#define NPY_DATETIME_MAX_ISO8601_STRLEN (((((21 + (3 * 5)) + 1) + (3 * 6)) + 6) + 1)

/*
 Not a time.
 */
#define NPY_DATETIME_NAT INT64_MIN

#define NPY_DEFAULT_INT NPY_INTP

#define NPY_DEFAULT_TYPE NPY_DOUBLE

#define NPY_DEPRECATED_STRINGLTR2 97

#define NPY_DOUBLE 12

#define NPY_DOUBLELTR 100

/*
 Has no instances.
 */
#define NPY_DT_ABSTRACT (1 << 1)

/*
 Is a number.
 */
#define NPY_DT_NUMERIC (1 << 3)

/*
 Instances differ by parameters.
 */
#define NPY_DT_PARAMETRIC (1 << 2)

#define NPY_DT_PyArray_ArrFuncs_argmax (6 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_argmin (22 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_argsort (14 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_compare (5 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_dotfunc (7 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_fill (11 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_fillwithscalar (12 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_fromstr (9 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_getitem (1 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_nonzero (10 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_scanfunc (8 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_setitem (2 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_PyArray_ArrFuncs_sort (13 + _NPY_DT_ARRFUNCS_OFFSET)

#define NPY_DT_common_dtype 4

#define NPY_DT_common_instance 5

#define NPY_DT_default_descr 3

#define NPY_DT_discover_descr_from_pyobject 1

#define NPY_DT_ensure_canonical 6

#define NPY_DT_finalize_descr 11

#define NPY_DT_get_clear_loop 9

#define NPY_DT_get_constant 12

#define NPY_DT_get_fill_zero_loop 10

#define NPY_DT_getitem 8

#define NPY_DT_setitem 7

/*
 Return value of converters that failed.
 */
#define NPY_FAIL 0

#define NPY_FLOAT 11

#define NPY_FLOAT16 NPY_HALF

#define NPY_FLOAT32 NPY_FLOAT

#define NPY_FLOAT64 NPY_DOUBLE

#define NPY_FLOATINGLTR 102

#define NPY_FLOATLTR 102

#define NPY_FPE_DIVIDEBYZERO 1

#define NPY_FPE_INVALID 8

#define NPY_FPE_OVERFLOW 2

#define NPY_FPE_UNDERFLOW 4

#define NPY_FROM_FIELDS (((NPY_NEEDS_INIT | NPY_LIST_PICKLE) | NPY_ITEM_REFCOUNT) | NPY_NEEDS_PYAPI)

#define NPY_GENBOOLLTR 98

#define NPY_HALF 23

#define NPY_HALFLTR 101

#define NPY_IGNORE 124

#define NPY_INT 5

#define NPY_INT16 NPY_SHORT

#define NPY_INT32 NPY_INT

#define NPY_INT64 NPY_LONG

#define NPY_INT8 NPY_BYTE

#define NPY_INTLTR 105

#define NPY_INTP NPY_LONG

#define NPY_ITEM_HASOBJECT 1

#define NPY_ITEM_IS_POINTER 4

#define NPY_ITEM_REFCOUNT 1

#define NPY_ITER_ALIGNED 1048576

#define NPY_ITER_ALLOCATE 16777216

#define NPY_ITER_ARRAYMASK 536870912

#define NPY_ITER_BUFFERED 512

#define NPY_ITER_COMMON_DTYPE 16

#define NPY_ITER_CONTIG 2097152

#define NPY_ITER_COPY 4194304

#define NPY_ITER_COPY_IF_OVERLAP 8192

#define NPY_ITER_C_INDEX 1

#define NPY_ITER_DELAY_BUFALLOC 2048

#define NPY_ITER_DONT_NEGATE_STRIDES 4096

#define NPY_ITER_EXTERNAL_LOOP 8

#define NPY_ITER_F_INDEX 2

#define NPY_ITER_GLOBAL_FLAGS 65535

#define NPY_ITER_GROWINNER 1024

#define NPY_ITER_MULTI_INDEX 4

#define NPY_ITER_NBO 524288

#define NPY_ITER_NO_BROADCAST 134217728

#define NPY_ITER_NO_SUBTYPE 33554432

#define NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE 1073741824

#define NPY_ITER_PER_OP_FLAGS 4294901760

#define NPY_ITER_RANGED 256

#define NPY_ITER_READONLY 131072

#define NPY_ITER_READWRITE 65536

#define NPY_ITER_REDUCE_OK 128

#define NPY_ITER_REFS_OK 32

#define NPY_ITER_UPDATEIFCOPY 8388608

#define NPY_ITER_VIRTUAL 67108864

#define NPY_ITER_WRITEMASKED 268435456

#define NPY_ITER_WRITEONLY 262144

#define NPY_ITER_ZEROSIZE_OK 64

#define NPY_LIST_PICKLE 2

#define NPY_LITTLE 60

#define NPY_LONG 7

#define NPY_LONGDOUBLE 13

#define NPY_LONGDOUBLELTR 103

#define NPY_LONGLONG 9

#define NPY_LONGLONGLTR 113

#define NPY_LONGLTR 108

/*
 Most operands of a ufunc or an iterator.
 */
#define NPY_MAXARGS 64

/*
 Most dimensions of an array.
 */
#define NPY_MAXDIMS 64

/*
 Most dimensions of `flatiter` and `broadcast` structs, fixed by their layout.
 */
#define NPY_MAXDIMS_LEGACY_ITERS 32

/*
 Largest ufunc buffer size.
 */
#define NPY_MAX_BUFSIZE 16000000

/*
 Slot id.
 */
#define NPY_METH_contiguous_indexed_loop 9

/*
 Slot id.
 */
#define NPY_METH_contiguous_loop 6

/*
 Slot id.
 */
#define NPY_METH_get_loop 3

/*
 Slot id.
 */
#define NPY_METH_get_reduction_initial 4

/*
 Slot id.
 */
#define NPY_METH_resolve_descriptors 2

/*
 Slot id.
 */
#define NPY_METH_strided_loop 5

/*
 Slot id.
 */
#define NPY_METH_unaligned_contiguous_loop 8

/*
 Slot id.
 */
#define NPY_METH_unaligned_strided_loop 7

/*
 Smallest ufunc buffer size.
 */
#define NPY_MIN_BUFSIZE 16

/*
 Capacity of `PyArrayMultiIterObject.iters` in objects that this core makes.
 */
#define NPY_MULTI_ITERS 64

#define NPY_NATIVE 61

#define NPY_NEEDS_INIT 8

#define NPY_NEEDS_PYAPI 16

/*
 Wrap around.
 */
#define NPY_NEIGHBORHOOD_ITER_CIRCULAR_PADDING 3

/*
 Pad with a given element.
 */
#define NPY_NEIGHBORHOOD_ITER_CONSTANT_PADDING 2

/*
 Mirror at the border.
 */
#define NPY_NEIGHBORHOOD_ITER_MIRROR_PADDING 4

/*
 Pad with ones.
 */
#define NPY_NEIGHBORHOOD_ITER_ONE_PADDING 1

/*
 Pad with zeros.
 */
#define NPY_NEIGHBORHOOD_ITER_ZERO_PADDING 0

#define NPY_NOTYPE 25

/*
 Number of scalar kinds.
 */
#define NPY_NSCALARKINDS 6

/*
 Length of the sort tables in `PyArray_ArrFuncs`.
 */
#define NPY_NSORTS 3

/*
 Length of `PyArray_ArrFuncs.cast`, fixed by its layout.
 */
#define NPY_NTYPES_ABI_COMPATIBLE 21

/*
 Number of type numbers whose struct is the legacy one.
 */
#define NPY_NTYPES_LEGACY 24

#define NPY_OBJECT 17

#define NPY_OBJECTLTR 79

#define NPY_OBJECT_DTYPE_FLAGS (((((NPY_LIST_PICKLE | NPY_USE_GETITEM) | NPY_ITEM_IS_POINTER) | NPY_ITEM_REFCOUNT) | NPY_NEEDS_INIT) | NPY_NEEDS_PYAPI)

/*
 `PyArrayMethod_Context.flags`: the cast must keep values.
 */
#define NPY_SAME_VALUE_CONTEXT_FLAG 1

#define NPY_SHORT 3

#define NPY_SHORTLTR 104

#define NPY_SIGNEDLTR 105

#define NPY_STRING 18

#define NPY_STRINGLTR 83

/*
 Return value of converters that succeeded.
 */
#define NPY_SUCCEED 1

#define NPY_SWAP 115

#define NPY_TIMEDELTA 22

#define NPY_TIMEDELTALTR 109

#define NPY_UBYTE 2

#define NPY_UBYTELTR 66

#define NPY_UINT 6

#define NPY_UINT16 NPY_USHORT

#define NPY_UINT32 NPY_UINT

#define NPY_UINT64 NPY_ULONG

#define NPY_UINT8 NPY_UBYTE

#define NPY_UINTLTR 73

#define NPY_UINTP NPY_ULONG

#define NPY_ULONG 8

#define NPY_ULONGLONG 10

#define NPY_ULONGLONGLTR 81

#define NPY_ULONGLTR 76

#define NPY_UNICODE 19

#define NPY_UNICODELTR 85

#define NPY_UNSIGNEDLTR 117

#define NPY_USERDEF 256

#define NPY_USE_GETITEM 32

#define NPY_USE_SETITEM 64

#define NPY_USHORT 4

#define NPY_USHORTLTR 72

#define NPY_VOID 20

#define NPY_VOIDLTR 86

#define NPY_VSTRING 2056

#define NPY_VSTRINGLTR 84

/*
 Identity is `identity_value`.
 */
#define PyUFunc_IdentityValue -3

/*
 Identity -1.
 */
#define PyUFunc_MinusOne 2

/*
 No identity, not reorderable.
 */
#define PyUFunc_None -1

/*
 Identity 1.
 */
#define PyUFunc_One 1

/*
 No identity, reorderable.
 */
#define PyUFunc_ReorderableNone -2

/*
 Identity 0.
 */
#define PyUFunc_Zero 0

/*
 `accumulate`.
 */
#define UFUNC_ACCUMULATE 1

/*
 The dimension may be absent.
 */
#define UFUNC_CORE_DIM_CAN_IGNORE 4

/*
 The dimension is absent in this call.
 */
#define UFUNC_CORE_DIM_MISSING 262144

/*
 The size comes from the operands.
 */
#define UFUNC_CORE_DIM_SIZE_INFERRED 2

/*
 `outer`.
 */
#define UFUNC_OUTER 3

/*
 `reduce`.
 */
#define UFUNC_REDUCE 0

/*
 `reduceat`.
 */
#define UFUNC_REDUCEAT 2

#define _NPY_DT_ARRFUNCS_OFFSET (1 << 11)

/*
 Private: uses the legacy struct and tables.
 */
#define _NPY_DT_LEGACY (1 << 0)

#define _NPY_DT_is_known_scalar_type 2

/*
 Slot id: resolve descriptors, knowing Python scalars.
 */
#define _NPY_METH_resolve_descriptors_with_scalars 1

/*
 Slot id.
 */
#define _NPY_METH_static_data 10

/*
 C `enum NPY_DATETIMEUNIT`.
 */
typedef int NPY_DATETIMEUNIT;

/*
 Unit and multiplier.
 */
typedef struct PyArray_DatetimeMetaData {
  /*
   Unit.
   */
  NPY_DATETIMEUNIT base;
  /*
   Multiplier.
   */
  int num;
} PyArray_DatetimeMetaData;

/*
 Ticks of a `datetime64`.
 */
typedef int64_t npy_datetime;

/*
 A calendar date and time.
 */
typedef struct npy_datetimestruct {
  /*
   Year.
   */
  int64_t year;
  /*
   1 to 12.
   */
  int32_t month;
  /*
   1 to 31.
   */
  int32_t day;
  /*
   0 to 23.
   */
  int32_t hour;
  /*
   0 to 59.
   */
  int32_t min;
  /*
   0 to 59.
   */
  int32_t sec;
  /*
   0 to 999999.
   */
  int32_t us;
  /*
   0 to 999999.
   */
  int32_t ps;
  /*
   0 to 999999; C's field `as`.
   */
  int32_t as;
} npy_datetimestruct;

/*
 Pointer-sized signed integer.
 */
typedef ptrdiff_t npy_intp;

/*
 C `enum NPY_CASTING`.
 */
typedef int NPY_CASTING;

/*
 C `unsigned char` holding 0 or 1.
 */
typedef uint8_t npy_bool;

/*
 Python's hash type.
 */
typedef Py_hash_t npy_hash_t;

/*
 `dtype`, as every instance begins.
 */
typedef struct PyArray_Descr {
  /*
   Object header; its type is the DType class.
   */
  PyObject ob_base;
  /*
   Class of the scalars.
   */
  PyTypeObject *typeobj;
  /*
   Kind character.
   */
  char kind;
  /*
   Type character; C's field `type`.
   */
  char type;
  /*
   `<`, `>`, `=` or `|`.
   */
  char byteorder;
  /*
   Unused.
   */
  char _former_flags;
  /*
   Type number.
   */
  int type_num;
  uint64_t flags;
  npy_intp elsize;
  npy_intp alignment;
  PyObject *metadata;
  npy_hash_t hash;
  void *reserved_null[2];
} PyArray_Descr;

/*
 `ndarray`; extensions read and write these fields directly.
 */
typedef struct PyArrayObject {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   First element.
   */
  char *data;
  /*
   Number of dimensions.
   */
  int nd;
  /*
   Sizes; one allocation with `strides`.
   */
  npy_intp *dimensions;
  /*
   Strides in bytes; `dimensions + nd`.
   */
  npy_intp *strides;
  /*
   Owner of the memory, or NULL.
   */
  PyObject *base;
  /*
   Descriptor.
   */
  struct PyArray_Descr *descr;
  /*
   `NPY_ARRAY_*`.
   */
  int flags;
  /*
   Weak references.
   */
  PyObject *weakreflist;
  /*
   Private; tagged pointer to exported buffer descriptions.
   */
  void *_buffer_info;
  /*
   Capsule of the memory handler, or NULL.
   */
  PyObject *mem_handler;
} PyArrayObject;

/*
 32 bits, unsigned.
 */
typedef uint32_t npy_uint32;

/*
 C `enum NPY_ORDER`.
 */
typedef int NPY_ORDER;

/*
 Writes the multi-index.
 */
typedef void (NpyIter_GetMultiIndexFunc)(NpyIter*, npy_intp*);

/*
 Advances; 0 when done.
 */
typedef int (NpyIter_IterNextFunc)(NpyIter*);

/*
 C `enum NPY_ARRAYMETHOD_FLAGS`.
 */
typedef int NPY_ARRAYMETHOD_FLAGS;

/*
 A string unpacked for reading.
 */
typedef struct npy_static_string {
  /*
   Bytes of UTF-8.
   */
  size_t size;
  /*
   The bytes, without NUL.
   */
  const char *buf;
} npy_static_string;

/*
 Instance of StringDType.
 */
typedef struct PyArray_StringDTypeObject {
  /*
   The common part.
   */
  struct PyArray_Descr base;
  /*
   The missing value, or NULL.
   */
  PyObject *na_object;
  /*
   Whether other objects are turned into strings.
   */
  char coerce;
  /*
   Whether the missing value is like NaN.
   */
  char has_nan_na;
  /*
   Whether the missing value is a string.
   */
  char has_string_na;
  /*
   Whether an array owns this instance.
   */
  char array_owned;
  /*
   What stands for a missing value where a string is needed.
   */
  struct npy_static_string default_string;
  /*
   Name of the missing value.
   */
  struct npy_static_string na_name;
  /*
   Arena; to be used under its lock.
   */
  npy_string_allocator *allocator;
} PyArray_StringDTypeObject;

/*
 A DType class (an instance of `numpy._DTypeMeta`).
 */
typedef struct PyArray_DTypeMeta {
  /*
   The class; C's field `super`.
   */
  PyHeapTypeObject super;
  /*
   Default instance, or NULL.
   */
  struct PyArray_Descr *singleton;
  /*
   Type number, or -1.
   */
  int type_num;
  /*
   Class of its scalars, or NULL.
   */
  PyTypeObject *scalar_type;
  /*
   `NPY_DT_*`.
   */
  uint64_t flags;
  /*
   Private slots.
   */
  void *dt_slots;
  /*
   Unused.
   */
  void *reserved[3];
} PyArray_DTypeMeta;

/*
 How an extension describes a loop.
 */
typedef struct PyArrayMethod_Spec {
  /*
   Name for messages.
   */
  const char *name;
  /*
   Inputs.
   */
  int nin;
  /*
   Outputs.
   */
  int nout;
  /*
   Casting that the method does.
   */
  NPY_CASTING casting;
  /*
   `NPY_METH_*`.
   */
  NPY_ARRAYMETHOD_FLAGS flags;
  /*
   DType classes, `nin + nout`.
   */
  struct PyArray_DTypeMeta **dtypes;
  /*
   Slots, ended by `{0, NULL}`.
   */
  PyType_Slot *slots;
} PyArrayMethod_Spec;

/*
 How an extension describes a DType class.
 */
typedef struct PyArrayDTypeMeta_Spec {
  /*
   Class of its scalars.
   */
  PyTypeObject *typeobj;
  /*
   `NPY_DT_*`.
   */
  int flags;
  /*
   Casts, ended by NULL.
   */
  struct PyArrayMethod_Spec **casts;
  /*
   Slots, ended by `{0, NULL}`.
   */
  PyType_Slot *slots;
  /*
   Base class, or NULL.
   */
  PyTypeObject *baseclass;
} PyArrayDTypeMeta_Spec;

/*
 C `enum NPY_SELECTKIND`.
 */
typedef int NPY_SELECTKIND;

/*
 C `enum NPY_SORTKIND`.
 */
typedef int NPY_SORTKIND;

/*
 A buffer, as `PyArray_BufferConverter` fills it.
 */
typedef struct PyArray_Chunk {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   Keeps the memory alive.
   */
  PyObject *base;
  /*
   Start of the memory.
   */
  void *ptr;
  /*
   Bytes.
   */
  npy_intp len;
  /*
   `NPY_ARRAY_*` flags.
   */
  int flags;
} PyArray_Chunk;

/*
 C `enum NPY_SCALARKIND`.
 */
typedef int NPY_SCALARKIND;

/*
 C `enum NPY_CLIPMODE`.
 */
typedef int NPY_CLIPMODE;

/*
 Element of `PyArray_CreateSortedStridePerm`.
 */
typedef struct npy_stride_sort_item {
  /*
   Axis.
   */
  npy_intp perm;
  /*
   Its stride.
   */
  npy_intp stride;
} npy_stride_sort_item;

/*
 Legacy cast of contiguous elements.
 */
typedef void (PyArray_VectorUnaryFunc)(void*, void*, npy_intp, void*, void*);

/*
 Reads an element.
 */
typedef PyObject *(PyArray_GetItemFunc)(void*, void*);

/*
 Stores an element.
 */
typedef int (PyArray_SetItemFunc)(PyObject*, void*, void*);

/*
 Copies many elements, swapping bytes if asked.
 */
typedef void (PyArray_CopySwapNFunc)(void*, npy_intp, void*, npy_intp, npy_intp, int, void*);

/*
 Copies one element, swapping bytes if asked.
 */
typedef void (PyArray_CopySwapFunc)(void*, void*, int, void*);

/*
 Compares two elements.
 */
typedef int (PyArray_CompareFunc)(const void*, const void*, void*);

/*
 Finds the largest or smallest element.
 */
typedef int (PyArray_ArgFunc)(void*, npy_intp, npy_intp*, void*);

/*
 Dot product of two vectors.
 */
typedef void (PyArray_DotFunc)(void*, npy_intp, void*, npy_intp, void*, npy_intp, void*);

/*
 Reads an element from a text file.
 */
typedef int (PyArray_ScanFunc)(FILE*, void*, char*, struct PyArray_Descr*);

/*
 Reads an element from a string.
 */
typedef int (PyArray_FromStrFunc)(char*, void*, char**, struct PyArray_Descr*);

/*
 Whether an element is true.
 */
typedef npy_bool (PyArray_NonzeroFunc)(void*, void*);

/*
 Continues a range from its first two elements.
 */
typedef int (PyArray_FillFunc)(void*, npy_intp, void*);

/*
 Fills contiguous elements with one value.
 */
typedef int (PyArray_FillWithScalarFunc)(void*, npy_intp, void*, void*);

/*
 Sorts contiguous elements.
 */
typedef int (PyArray_SortFunc)(void*, npy_intp, void*);

/*
 Sorts indices of contiguous elements.
 */
typedef int (PyArray_ArgSortFunc)(void*, npy_intp*, npy_intp, void*);

/*
 Scalar kind of an array.
 */
typedef int (PyArray_ScalarKindFunc)(void*);

/*
 The legacy function table of a DType.
 */
typedef struct PyArray_ArrFuncs {
  /*
   Casts to the first type numbers.
   */
  PyArray_VectorUnaryFunc *cast[NPY_NTYPES_ABI_COMPATIBLE];
  /*
   Reads an element.
   */
  PyArray_GetItemFunc *getitem;
  /*
   Stores an element.
   */
  PyArray_SetItemFunc *setitem;
  /*
   Copies many.
   */
  PyArray_CopySwapNFunc *copyswapn;
  /*
   Copies one.
   */
  PyArray_CopySwapFunc *copyswap;
  /*
   Compares.
   */
  PyArray_CompareFunc *compare;
  /*
   Largest.
   */
  PyArray_ArgFunc *argmax;
  /*
   Dot product.
   */
  PyArray_DotFunc *dotfunc;
  /*
   From a file.
   */
  PyArray_ScanFunc *scanfunc;
  /*
   From a string.
   */
  PyArray_FromStrFunc *fromstr;
  /*
   Truth.
   */
  PyArray_NonzeroFunc *nonzero;
  /*
   `arange`.
   */
  PyArray_FillFunc *fill;
  /*
   Fill with one value.
   */
  PyArray_FillWithScalarFunc *fillwithscalar;
  /*
   Sorts by kind.
   */
  PyArray_SortFunc *sort[NPY_NSORTS];
  /*
   Argsorts by kind.
   */
  PyArray_ArgSortFunc *argsort[NPY_NSORTS];
  /*
   Casts to other type numbers, a dict of capsules.
   */
  PyObject *castdict;
  /*
   Scalar kind.
   */
  PyArray_ScalarKindFunc *scalarkind;
  /*
   Safe casts by scalar kind.
   */
  int **cancastscalarkindto;
  /*
   Safe casts.
   */
  int *cancastto;
  /*
   Unused.
   */
  void *_unused1;
  /*
   Unused.
   */
  void *_unused2;
  /*
   Unused.
   */
  void *_unused3;
  /*
   Smallest.
   */
  PyArray_ArgFunc *argmin;
} PyArray_ArrFuncs;

/*
 A list of sizes, as `PyArray_IntpConverter` fills it.
 */
typedef struct PyArray_Dims {
  /*
   The sizes.
   */
  npy_intp *ptr;
  /*
   How many.
   */
  int len;
} PyArray_Dims;

/*
 Maps coordinates to an element's address.
 */
typedef char *(*npy_iter_get_dataptr_t)(struct PyArrayIterObject*, const npy_intp*);

/*
 `flatiter`.
 */
typedef struct PyArrayIterObject {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   Dimensions minus one.
   */
  int nd_m1;
  /*
   Flat position.
   */
  npy_intp index;
  /*
   Number of elements.
   */
  npy_intp size;
  /*
   Position per axis.
   */
  npy_intp coordinates[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   Size minus one per axis.
   */
  npy_intp dims_m1[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   Strides.
   */
  npy_intp strides[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   How far back to the start of each axis.
   */
  npy_intp backstrides[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   Elements per step of each axis.
   */
  npy_intp factors[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   The array.
   */
  struct PyArrayObject *ao;
  /*
   Current element.
   */
  char *dataptr;
  /*
   Whether elements lie one after another.
   */
  npy_bool contiguous;
  /*
   Neighborhood bounds.
   */
  npy_intp bounds[NPY_MAXDIMS_LEGACY_ITERS][2];
  /*
   Limits of the neighborhood's array.
   */
  npy_intp limits[NPY_MAXDIMS_LEGACY_ITERS][2];
  /*
   Sizes of the limits.
   */
  npy_intp limits_sizes[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   Address of coordinates.
   */
  npy_iter_get_dataptr_t translate;
} PyArrayIterObject;

/*
 Subarray part of a descriptor; C's `struct _arr_descr`.
 */
typedef struct PyArray_ArrayDescr {
  /*
   Descriptor of the elements.
   */
  struct PyArray_Descr *base;
  /*
   Shape, a tuple.
   */
  PyObject *shape;
} PyArray_ArrayDescr;

/*
 Frees auxiliary data.
 */
typedef void (NpyAuxData_FreeFunc)(struct NpyAuxData*);

/*
 Clones auxiliary data; NULL on failure.
 */
typedef struct NpyAuxData *(NpyAuxData_CloneFunc)(struct NpyAuxData*);

/*
 First member of every auxiliary data struct of inner loops.
 */
typedef struct NpyAuxData {
  /*
   Frees the whole struct.
   */
  NpyAuxData_FreeFunc *free;
  /*
   Clones the whole struct.
   */
  NpyAuxData_CloneFunc *clone;
  /*
   Unused.
   */
  void *reserved[2];
} NpyAuxData;

/*
 What `PyArray_RegisterDataType` takes; the descriptor of NumPy 1.x, byte for byte.
 */
typedef struct PyArray_DescrProto {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   Class of the scalars.
   */
  PyTypeObject *typeobj;
  /*
   Kind character.
   */
  char kind;
  /*
   Type character; C's field `type`.
   */
  char type;
  /*
   Byte order.
   */
  char byteorder;
  /*
   `NPY_ITEM_*` and the like.
   */
  char flags;
  /*
   Type number, given at registration.
   */
  int type_num;
  /*
   Bytes of an element.
   */
  int elsize;
  /*
   Alignment.
   */
  int alignment;
  /*
   Subarray, or NULL.
   */
  struct PyArray_ArrayDescr *subarray;
  /*
   Fields, or NULL.
   */
  PyObject *fields;
  /*
   Names, or NULL.
   */
  PyObject *names;
  /*
   Function table.
   */
  struct PyArray_ArrFuncs *f;
  /*
   Metadata, or NULL.
   */
  PyObject *metadata;
  /*
   C metadata, or NULL.
   */
  struct NpyAuxData *c_metadata;
  /*
   Hash, or -1.
   */
  npy_hash_t hash;
} PyArray_DescrProto;

/*
 C `enum NPY_SEARCHSIDE`.
 */
typedef int NPY_SEARCHSIDE;

/*
 Element of the list of `PyUFunc_AddLoopsFromSpecs`.
 */
typedef struct PyUFunc_LoopSlot {
  /*
   Name of the ufunc.
   */
  const char *name;
  /*
   The loop.
   */
  struct PyArrayMethod_Spec *spec;
} PyUFunc_LoopSlot;

/*
 Translates given descriptors of a wrapping loop.
 */
typedef int (PyArrayMethod_TranslateGivenDescriptors)(int nin,
                                                       int nout,
                                                       struct PyArray_DTypeMeta *const *wrapped_dtypes,
                                                       struct PyArray_Descr *const *given_descrs,
                                                       struct PyArray_Descr **new_descrs);

/*
 Translates loop descriptors of a wrapping loop.
 */
typedef int (PyArrayMethod_TranslateLoopDescriptors)(int nin,
                                                      int nout,
                                                      struct PyArray_DTypeMeta *const *new_dtypes,
                                                      struct PyArray_Descr *const *given_descrs,
                                                      struct PyArray_Descr **original_descrs,
                                                      struct PyArray_Descr **loop_descrs);

/*
 A legacy inner loop.
 */
typedef void (*PyUFuncGenericFunction)(char **args,
                                       const npy_intp *dimensions,
                                       const npy_intp *strides,
                                       void *innerloopdata);

/*
 A legacy type resolver: 0, -1 on error, -2 for NotImplemented.
 */
typedef int (PyUFunc_TypeResolutionFunc)(struct PyUFuncObject *ufunc,
                                          NPY_CASTING casting,
                                          struct PyArrayObject **operands,
                                          PyObject *type_tup,
                                          struct PyArray_Descr **out_dtypes);

/*
 Checks and fills the core dimensions of a generalised ufunc.
 */
typedef int (PyUFunc_ProcessCoreDimsFunc)(struct PyUFuncObject *ufunc, npy_intp *core_dim_sizes);

/*
 `ufunc`.
 */
typedef struct PyUFuncObject {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   Inputs.
   */
  int nin;
  /*
   Outputs.
   */
  int nout;
  /*
   Their sum.
   */
  int nargs;
  /*
   `PyUFunc_Zero` and so on.
   */
  int identity;
  /*
   Legacy loops; the maker's array, not copied.
   */
  PyUFuncGenericFunction *functions;
  /*
   Their data; the maker's array.
   */
  void *const *data;
  /*
   How many.
   */
  int ntypes;
  /*
   Unused.
   */
  int reserved1;
  /*
   Name.
   */
  const char *name;
  /*
   Type numbers, `ntypes * nargs`; the maker's array.
   */
  const char *types;
  /*
   Docstring, or NULL.
   */
  const char *doc;
  /*
   Memory to free with the ufunc.
   */
  void *ptr;
  /*
   Kept alive by the ufunc.
   */
  PyObject *obj;
  /*
   Legacy user loops.
   */
  PyObject *userloops;
  /*
   Whether it is a generalised ufunc.
   */
  int core_enabled;
  /*
   Number of core dimension names.
   */
  int core_num_dim_ix;
  /*
   Core dimensions per operand.
   */
  int *core_num_dims;
  /*
   Indices of core dimensions, flat.
   */
  int *core_dim_ixs;
  /*
   Start in `core_dim_ixs` per operand.
   */
  int *core_offsets;
  /*
   Signature, for printing.
   */
  char *core_signature;
  /*
   Legacy type resolver, or NULL.
   */
  PyUFunc_TypeResolutionFunc *type_resolver;
  /*
   `__dict__`.
   */
  PyObject *dict;
  /*
   Vectorcall entry.
   */
  vectorcallfunc vectorcall;
  /*
   Unused.
   */
  void *reserved3;
  /*
   Iterator flags per operand.
   */
  uint32_t *op_flags;
  /*
   Iterator flags.
   */
  uint32_t iter_flags;
  /*
   Sizes of fixed core dimensions, or -1.
   */
  npy_intp *core_dim_sizes;
  /*
   `UFUNC_CORE_DIM_*` per core dimension.
   */
  uint32_t *core_dim_flags;
  /*
   Identity, when `identity` is `PyUFunc_IdentityValue`.
   */
  PyObject *identity_value;
  /*
   Private: promotion cache.
   */
  void *_dispatch_cache;
  /*
   Private: list of `(DTypes, ArrayMethod or promoter)`.
   */
  PyObject *_loops;
  /*
   Core dimension hook, or NULL.
   */
  PyUFunc_ProcessCoreDimsFunc *process_core_dims_func;
} PyUFuncObject;

/*
 C `enum NPY_CORRELATEMODE`.
 */
typedef int NPY_CORRELATEMODE;

/*
 C `enum NPY_BUSDAY_ROLL`.
 */
typedef int NPY_BUSDAY_ROLL;

/*
 The header's name for the struct behind `PyArrayObject`.
 */
typedef struct PyArrayObject PyArrayObject_fields;

/*
 `__array_finalize__` in C, kept in a capsule.
 */
typedef int (PyArray_FinalizeFunc)(struct PyArrayObject*, PyObject*);

/*
 What the capsule of `__array_struct__` holds.
 */
typedef struct PyArrayInterface {
  /*
   2, a sanity check.
   */
  int two;
  /*
   Number of dimensions.
   */
  int nd;
  /*
   Kind character.
   */
  char typekind;
  /*
   Bytes of an element.
   */
  int itemsize;
  /*
   `NPY_ARRAY_*` and `NPY_ARR_HAS_DESCR`.
   */
  int flags;
  /*
   Sizes.
   */
  npy_intp *shape;
  /*
   Strides in bytes.
   */
  npy_intp *strides;
  /*
   First element.
   */
  void *data;
  /*
   Field list, if `NPY_ARR_HAS_DESCR` is set.
   */
  PyObject *descr;
} PyArrayInterface;

/*
 What a loop is told about the call.
 */
typedef struct PyArrayMethod_Context {
  /*
   The ufunc, or NULL.
   */
  PyObject *caller;
  /*
   The method.
   */
  PyArrayMethodObject *method;
  /*
   Operand descriptors.
   */
  struct PyArray_Descr *const *descriptors;
  /*
   Unused.
   */
  void *_reserved;
  /*
   `NPY_*_CONTEXT_FLAG`.
   */
  uint64_t flags;
  /*
   Run-time parameters (sorting).
   */
  void *parameters;
} PyArrayMethod_Context;

/*
 `parameters` of sort loops.
 */
typedef struct PyArrayMethod_SortParameters {
  /*
   Order and stability.
   */
  NPY_SORTKIND flags;
} PyArrayMethod_SortParameters;

/*
 Finds the descriptors of a loop; the casting that it needs, or -1.
 */
typedef NPY_CASTING (PyArrayMethod_ResolveDescriptors)(PyArrayMethodObject *method,
                                                        struct PyArray_DTypeMeta *const *dtypes,
                                                        struct PyArray_Descr *const *given_descrs,
                                                        struct PyArray_Descr **loop_descrs,
                                                        npy_intp *view_offset);

/*
 The same, told the Python scalars among the inputs.
 */
typedef NPY_CASTING (PyArrayMethod_ResolveDescriptorsWithScalar)(PyArrayMethodObject *method,
                                                                  struct PyArray_DTypeMeta *const *dtypes,
                                                                  struct PyArray_Descr *const *given_descrs,
                                                                  PyObject *const *input_scalars,
                                                                  struct PyArray_Descr **loop_descrs,
                                                                  npy_intp *view_offset);

/*
 A strided loop; negative on error.
 */
typedef int (PyArrayMethod_StridedLoop)(struct PyArrayMethod_Context *context,
                                         char *const *data,
                                         const npy_intp *dimensions,
                                         const npy_intp *strides,
                                         struct NpyAuxData *transferdata);

/*
 Chooses the loop.
 */
typedef int (PyArrayMethod_GetLoop)(struct PyArrayMethod_Context *context,
                                     int aligned,
                                     int move_references,
                                     const npy_intp *strides,
                                     PyArrayMethod_StridedLoop **out_loop,
                                     struct NpyAuxData **out_transferdata,
                                     NPY_ARRAYMETHOD_FLAGS *flags);

/*
 Writes a reduction's initial value; 1 if there is one, 0 if not, -1 on error.
 */
typedef int (PyArrayMethod_GetReductionInitial)(struct PyArrayMethod_Context *context,
                                                 npy_bool reduction_is_empty,
                                                 void *initial);

/*
 Visits every element of one array (clearing, zero filling).
 */
typedef int (PyArrayMethod_TraverseLoop)(void *traverse_context,
                                          const struct PyArray_Descr *descr,
                                          char *data,
                                          npy_intp size,
                                          npy_intp stride,
                                          struct NpyAuxData *auxdata);

/*
 Chooses a traverse loop.
 */
typedef int (PyArrayMethod_GetTraverseLoop)(void *traverse_context,
                                             const struct PyArray_Descr *descr,
                                             int aligned,
                                             npy_intp fixed_stride,
                                             PyArrayMethod_TraverseLoop **out_loop,
                                             struct NpyAuxData **out_auxdata,
                                             NPY_ARRAYMETHOD_FLAGS *flags);

/*
 Promotes DTypes for a ufunc.
 */
typedef int (PyArrayMethod_PromoterFunction)(PyObject *ufunc,
                                              struct PyArray_DTypeMeta *const *op_dtypes,
                                              struct PyArray_DTypeMeta *const *signature,
                                              struct PyArray_DTypeMeta **new_op_dtypes);

/*
 `c_metadata` of datetime descriptors.
 */
typedef struct PyArray_DatetimeDTypeMetaData {
  /*
   How to free and clone it.
   */
  struct NpyAuxData base;
  /*
   Unit and multiplier.
   */
  struct PyArray_DatetimeMetaData meta;
} PyArray_DatetimeDTypeMetaData;

/*
 A duration in days, seconds and fractions.
 */
typedef struct npy_timedeltastruct {
  /*
   Days.
   */
  int64_t day;
  /*
   Seconds.
   */
  int32_t sec;
  /*
   Microseconds.
   */
  int32_t us;
  /*
   Picoseconds.
   */
  int32_t ps;
  /*
   Attoseconds; C's field `as`.
   */
  int32_t as;
} npy_timedeltastruct;

/*
 The struct of all DTypes whose type number is below `NPY_VSTRING`.
 */
typedef struct _PyArray_LegacyDescr {
  /*
   The common part.
   */
  struct PyArray_Descr base;
  struct PyArray_ArrayDescr *subarray;
  PyObject *fields;
  PyObject *names;
  struct NpyAuxData *c_metadata;
} _PyArray_LegacyDescr;

/*
 Partitions contiguous elements.
 */
typedef int (PyArray_PartitionFunc)(void*,
                                     npy_intp,
                                     npy_intp,
                                     npy_intp*,
                                     npy_intp*,
                                     npy_intp,
                                     void*);

/*
 Finds the descriptor of a Python object.
 */
typedef struct PyArray_Descr *(PyArrayDTypeMeta_DiscoverDescrFromPyobject)(struct PyArray_DTypeMeta*,
                                                                            PyObject*);

/*
 Whether a class is one of its scalars'.
 */
typedef int (PyArrayDTypeMeta_IsKnownScalarType)(struct PyArray_DTypeMeta*, PyTypeObject*);

/*
 The default instance.
 */
typedef struct PyArray_Descr *(PyArrayDTypeMeta_DefaultDescriptor)(struct PyArray_DTypeMeta*);

/*
 The common DType of two, or NotImplemented.
 */
typedef struct PyArray_DTypeMeta *(PyArrayDTypeMeta_CommonDType)(struct PyArray_DTypeMeta*,
                                                                  struct PyArray_DTypeMeta*);

/*
 The common instance of two.
 */
typedef struct PyArray_Descr *(PyArrayDTypeMeta_CommonInstance)(struct PyArray_Descr*,
                                                                 struct PyArray_Descr*);

/*
 The native-byte-order form of an instance.
 */
typedef struct PyArray_Descr *(PyArrayDTypeMeta_EnsureCanonical)(struct PyArray_Descr*);

/*
 The instance that a new array gets.
 */
typedef struct PyArray_Descr *(PyArrayDTypeMeta_FinalizeDescriptor)(struct PyArray_Descr*);

/*
 Writes a constant; 1, 0 if there is none, -1 on error.
 */
typedef int (PyArrayDTypeMeta_GetConstant)(struct PyArray_Descr*, int, void*);

/*
 Stores a Python object.
 */
typedef int (PyArrayDTypeMeta_SetItem)(struct PyArray_Descr*, PyObject*, char*);

/*
 Reads an element as a Python object.
 */
typedef PyObject *(PyArrayDTypeMeta_GetItem)(struct PyArray_Descr*, char*);

/*
 The neighborhood iterator: a `flatiter` with padding.
 */
typedef struct PyArrayNeighborhoodIterObject {
  /*
   The `flatiter` part.
   */
  struct PyArrayIterObject base;
  /*
   Dimensions.
   */
  npy_intp nd;
  /*
   Sizes of the array that the neighborhood lies in.
   */
  npy_intp dimensions[NPY_MAXDIMS_LEGACY_ITERS];
  /*
   The iterator that the neighborhood follows.
   */
  struct PyArrayIterObject *_internal_iter;
  /*
   Padding element.
   */
  char *constant;
  /*
   `NPY_NEIGHBORHOOD_ITER_*`.
   */
  int mode;
} PyArrayNeighborhoodIterObject;

/*
 `malloc` of a handler.
 */
typedef void *(*PyDataMem_MallocFunc)(void *ctx, size_t size);

/*
 `calloc` of a handler.
 */
typedef void *(*PyDataMem_CallocFunc)(void *ctx, size_t nelem, size_t elsize);

/*
 `realloc` of a handler.
 */
typedef void *(*PyDataMem_ReallocFunc)(void *ctx, void *ptr, size_t new_size);

/*
 `free` of a handler; it is told the size.
 */
typedef void (*PyDataMem_FreeFunc)(void *ctx, void *ptr, size_t size);

/*
 The functions of a memory handler.
 */
typedef struct PyDataMemAllocator {
  /*
   Passed to every function.
   */
  void *ctx;
  /*
   Allocates.
   */
  PyDataMem_MallocFunc malloc;
  /*
   Allocates zeroed memory.
   */
  PyDataMem_CallocFunc calloc;
  /*
   Resizes.
   */
  PyDataMem_ReallocFunc realloc;
  /*
   Frees.
   */
  PyDataMem_FreeFunc free;
} PyDataMemAllocator;

/*
 A memory handler; travels in a capsule named [`MEM_HANDLER_NAME`].
 */
typedef struct PyDataMem_Handler {
  /*
   NUL-terminated name.
   */
  char name[127];
  /*
   1.
   */
  uint8_t version;
  /*
   The functions.
   */
  struct PyDataMemAllocator allocator;
} PyDataMem_Handler;

/*
 The hook of `PyDataMem_SetEventHook`.
 */
typedef void (PyDataMem_EventHookFunc)(void *inp, void *outp, size_t size, void *user_data);

/*
 `datetime64` scalar.
 */
typedef struct PyDatetimeScalarObject {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   Ticks.
   */
  npy_datetime obval;
  /*
   Unit.
   */
  struct PyArray_DatetimeMetaData obmeta;
} PyDatetimeScalarObject;

/*
 Ticks of a `timedelta64`.
 */
typedef int64_t npy_timedelta;

/*
 `timedelta64` scalar.
 */
typedef struct PyTimedeltaScalarObject {
  /*
   Object header.
   */
  PyObject ob_base;
  /*
   Ticks.
   */
  npy_timedelta obval;
  /*
   Unit.
   */
  struct PyArray_DatetimeMetaData obmeta;
} PyTimedeltaScalarObject;

/*
 `str_` scalar: a `str`, with two caches behind it.
 */
typedef struct PyUnicodeScalarObject {
  /*
   The `str`.
   */
  PyUnicodeObject base;
  /*
   Code points, made on demand.
   */
  Py_UCS4 *obval;
  /*
   Buffer format, made on demand.
   */
  char *buffer_fmt;
} PyUnicodeScalarObject;

/*
 `void` scalar.
 */
typedef struct PyVoidScalarObject {
  /*
   Object header with size.
   */
  PyVarObject ob_base;
  /*
   The bytes.
   */
  char *obval;
  /*
   Descriptor.
   */
  struct PyArray_Descr *descr;
  /*
   `NPY_ARRAY_*`.
   */
  int flags;
  /*
   Owner of the bytes, or NULL.
   */
  PyObject *base;
  /*
   Private; exported buffer descriptions.
   */
  void *_buffer_info;
} PyVoidScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyScalarObject {
  PyObject ob_base;
  char obval;
} PyScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyBoolScalarObject {
  PyObject ob_base;
  npy_bool obval;
} PyBoolScalarObject;

/*
 C `signed char`.
 */
typedef int8_t npy_byte;

/*
 Object header, then the value.
 */
typedef struct PyByteScalarObject {
  PyObject ob_base;
  npy_byte obval;
} PyByteScalarObject;

/*
 C `short`.
 */
typedef short npy_short;

/*
 Object header, then the value.
 */
typedef struct PyShortScalarObject {
  PyObject ob_base;
  npy_short obval;
} PyShortScalarObject;

/*
 C `int`.
 */
typedef int npy_int;

/*
 Object header, then the value.
 */
typedef struct PyIntScalarObject {
  PyObject ob_base;
  npy_int obval;
} PyIntScalarObject;

/*
 C `long`.
 */
typedef long npy_long;

/*
 Object header, then the value.
 */
typedef struct PyLongScalarObject {
  PyObject ob_base;
  npy_long obval;
} PyLongScalarObject;

/*
 C `long long`.
 */
typedef long long npy_longlong;

/*
 Object header, then the value.
 */
typedef struct PyLongLongScalarObject {
  PyObject ob_base;
  npy_longlong obval;
} PyLongLongScalarObject;

/*
 C `unsigned char`.
 */
typedef uint8_t npy_ubyte;

/*
 Object header, then the value.
 */
typedef struct PyUByteScalarObject {
  PyObject ob_base;
  npy_ubyte obval;
} PyUByteScalarObject;

/*
 C `unsigned short`.
 */
typedef unsigned short npy_ushort;

/*
 Object header, then the value.
 */
typedef struct PyUShortScalarObject {
  PyObject ob_base;
  npy_ushort obval;
} PyUShortScalarObject;

/*
 C `unsigned int`.
 */
typedef unsigned int npy_uint;

/*
 Object header, then the value.
 */
typedef struct PyUIntScalarObject {
  PyObject ob_base;
  npy_uint obval;
} PyUIntScalarObject;

/*
 C `unsigned long`.
 */
typedef unsigned long npy_ulong;

/*
 Object header, then the value.
 */
typedef struct PyULongScalarObject {
  PyObject ob_base;
  npy_ulong obval;
} PyULongScalarObject;

/*
 C `unsigned long long`.
 */
typedef unsigned long long npy_ulonglong;

/*
 Object header, then the value.
 */
typedef struct PyULongLongScalarObject {
  PyObject ob_base;
  npy_ulonglong obval;
} PyULongLongScalarObject;

/*
 Bits of an IEEE half.
 */
typedef uint16_t npy_half;

/*
 Object header, then the value.
 */
typedef struct PyHalfScalarObject {
  PyObject ob_base;
  npy_half obval;
} PyHalfScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyFloatScalarObject {
  PyObject ob_base;
  float obval;
} PyFloatScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyDoubleScalarObject {
  PyObject ob_base;
  double obval;
} PyDoubleScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyLongDoubleScalarObject {
  PyObject ob_base;
  npy_longdouble obval;
} PyLongDoubleScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyCFloatScalarObject {
  PyObject ob_base;
  npy_cfloat obval;
} PyCFloatScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyCDoubleScalarObject {
  PyObject ob_base;
  npy_cdouble obval;
} PyCDoubleScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyCLongDoubleScalarObject {
  PyObject ob_base;
  npy_clongdouble obval;
} PyCLongDoubleScalarObject;

/*
 Object header, then the value.
 */
typedef struct PyObjectScalarObject {
  PyObject ob_base;
  PyObject *obval;
} PyObjectScalarObject;

/*
 8 bits.
 */
typedef int8_t npy_int8;

/*
 8 bits, unsigned.
 */
typedef uint8_t npy_uint8;

/*
 16 bits.
 */
typedef int16_t npy_int16;

/*
 16 bits, unsigned.
 */
typedef uint16_t npy_uint16;

/*
 32 bits.
 */
typedef int32_t npy_int32;

/*
 64 bits.
 */
typedef int64_t npy_int64;

/*
 64 bits, unsigned.
 */
typedef uint64_t npy_uint64;

/*
 Pointer-sized unsigned integer.
 */
typedef size_t npy_uintp;

/*
 C `float`.
 */
typedef float npy_float;

/*
 C `double`.
 */
typedef double npy_double;

/*
 One code point.
 */
typedef uint32_t npy_ucs4;

/*
 Data of `frompyfunc` loops.
 */
typedef struct PyUFunc_PyFuncData {
  /*
   Inputs.
   */
  int nin;
  /*
   Outputs.
   */
  int nout;
  /*
   The callable.
   */
  PyObject *callable;
} PyUFunc_PyFuncData;

/*
 A legacy user loop, kept in capsules in `userloops`.
 */
typedef struct PyUFunc_Loop1d {
  /*
   The loop.
   */
  PyUFuncGenericFunction func;
  /*
   Its data.
   */
  void *data;
  /*
   Type numbers, or NULL.
   */
  int *arg_types;
  /*
   Next of the list.
   */
  struct PyUFunc_Loop1d *next;
  /*
   Operands.
   */
  int nargs;
  /*
   Descriptors, or NULL.
   */
  struct PyArray_Descr **arg_dtypes;
} PyUFunc_Loop1d;

#define NPY_ANYORDER -1

#define NPY_BOOL_SCALAR 0

#define NPY_BUSDAY_BACKWARD 1

#define NPY_BUSDAY_FOLLOWING 0

#define NPY_BUSDAY_FORWARD 0

#define NPY_BUSDAY_MODIFIEDFOLLOWING 2

#define NPY_BUSDAY_MODIFIEDPRECEDING 3

#define NPY_BUSDAY_NAT 4

#define NPY_BUSDAY_PRECEDING 1

#define NPY_BUSDAY_RAISE 5

#define NPY_CLIP 0

#define NPY_COMPLEX_SCALAR 4

#define NPY_CORDER 0

#define NPY_DATETIME_DEFAULTUNIT NPY_FR_GENERIC

#define NPY_DATETIME_NUMUNITS 15

#define NPY_EQUIV_CASTING 1

#define NPY_FLOAT_SCALAR 3

#define NPY_FORTRANORDER 1

#define NPY_FR_D 4

#define NPY_FR_ERROR -1

#define NPY_FR_GENERIC 14

#define NPY_FR_M 1

#define NPY_FR_W 2

#define NPY_FR_Y 0

#define NPY_FR_as 13

#define NPY_FR_fs 12

#define NPY_FR_h 5

#define NPY_FR_m 6

#define NPY_FR_ms 8

#define NPY_FR_ns 10

#define NPY_FR_ps 11

#define NPY_FR_s 7

#define NPY_FR_us 9

#define NPY_FULL 2

#define NPY_HEAPSORT 1

#define NPY_INTNEG_SCALAR 2

#define NPY_INTPOS_SCALAR 1

#define NPY_INTROSELECT 0

#define NPY_KEEPORDER 2

#define NPY_MERGESORT 2

/*
 A reduction may be reordered.
 */
#define NPY_METH_IS_REORDERABLE (1 << 3)

/*
 The loop raises no floating point flags.
 */
#define NPY_METH_NO_FLOATINGPOINT_ERRORS (1 << 1)

/*
 The loop needs the interpreter lock.
 */
#define NPY_METH_REQUIRES_PYAPI (1 << 0)

/*
 The flags that can change at run time.
 */
#define NPY_METH_RUNTIME_FLAGS (NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS)

/*
 Loops for unaligned data exist.
 */
#define NPY_METH_SUPPORTS_UNALIGNED (1 << 2)

#define NPY_NOSCALAR -1

#define NPY_NO_CASTING 0

#define NPY_OBJECT_SCALAR 5

#define NPY_QUICKSORT 0

#define NPY_RAISE 2

#define NPY_SAFE_CASTING 2

#define NPY_SAME 1

#define NPY_SAME_KIND_CASTING 3

#define NPY_SAME_VALUE_CASTING 68

#define NPY_SAME_VALUE_CASTING_FLAG 64

#define NPY_SEARCHLEFT 0

#define NPY_SEARCHRIGHT 1

#define NPY_SORT_DEFAULT 0

#define NPY_SORT_DESCENDING 4

#define NPY_SORT_STABLE 2

#define NPY_STABLESORT 2

#define NPY_UNSAFE_CASTING 4

#define NPY_VALID 0

#define NPY_WRAP 1

#define _NPY_ERROR_OCCURRED_IN_CAST -1

/*
 Private: inputs may be cast to bool.
 */
#define _NPY_METH_FORCE_CAST_INPUTS (1 << 17)

#define _NPY_SORT_UNDEFINED -1

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 Breaks a count down.
 */
int NpyDatetime_ConvertDatetime64ToDatetimeStruct(struct PyArray_DatetimeMetaData *meta,
                                                  npy_datetime dt,
                                                  struct npy_datetimestruct *out);

/*
 Counts a broken-down time.
 */
int NpyDatetime_ConvertDatetimeStructToDatetime64(struct PyArray_DatetimeMetaData *meta,
                                                  const struct npy_datetimestruct *dts,
                                                  npy_datetime *out);

/*
 Reads a `datetime.date` or `datetime.datetime`; 1 for anything else.
 */
int NpyDatetime_ConvertPyDateTimeToDatetimeStruct(PyObject *obj,
                                                  struct npy_datetimestruct *out,
                                                  NPY_DATETIMEUNIT *out_bestunit,
                                                  int apply_tzinfo);

/*
 Bytes that the text of a unit may need.
 */
int NpyDatetime_GetDatetimeISO8601StrLen(int local, NPY_DATETIMEUNIT base);

/*
 Writes the text of a broken-down time, with a NUL if there is room.
 */
int NpyDatetime_MakeISO8601Datetime(struct npy_datetimestruct *dts,
                                    char *outstr,
                                    npy_intp outlen,
                                    int local,
                                    int utc,
                                    NPY_DATETIMEUNIT base,
                                    int tzoffset,
                                    NPY_CASTING casting);

/*
 Reads the text of a time.
 */
int NpyDatetime_ParseISO8601Datetime(const char *str,
                                     Py_ssize_t len,
                                     NPY_DATETIMEUNIT unit,
                                     NPY_CASTING casting,
                                     struct npy_datetimestruct *out,
                                     NPY_DATETIMEUNIT *out_bestunit,
                                     npy_bool *out_special);

/*
 The same with chosen axes, shape and buffer size.
 */
NpyIter *NpyIter_AdvancedNew(int nop,
                             struct PyArrayObject **op_in,
                             npy_uint32 flags,
                             NPY_ORDER order,
                             NPY_CASTING casting,
                             npy_uint32 *op_flags,
                             struct PyArray_Descr **op_request_dtypes,
                             int oa_ndim,
                             int **op_axes,
                             npy_intp *itershape,
                             npy_intp buffersize);

/*
 An independent iterator at the same place.
 */
NpyIter *NpyIter_Copy(NpyIter *iter);

/*
 Strides of an array that lies in the order of iteration.
 */
int NpyIter_CreateCompatibleStrides(NpyIter *iter, npy_intp itemsize, npy_intp *outstrides);

/*
 Writes back what is pending and frees the iterator; 1 if all went well.
 */
int NpyIter_Deallocate(NpyIter *iter);

/*
 Prints the iterator.
 */
void NpyIter_DebugPrint(NpyIter *iter);

/*
 From now on the caller runs the fastest axis.
 */
int NpyIter_EnableExternalLoop(NpyIter *iter);

/*
 Strides of the operands on an axis.
 */
npy_intp *NpyIter_GetAxisStrideArray(NpyIter *iter, int axis);

/*
 Elements of a buffer, 0 without buffers.
 */
npy_intp NpyIter_GetBufferSize(NpyIter *iter);

/*
 The pointers of the current iteration.
 */
char **NpyIter_GetDataPtrArray(NpyIter *iter);

/*
 The dtypes of the loop, borrowed.
 */
struct PyArray_Descr **NpyIter_GetDescrArray(NpyIter *iter);

/*
 The function that tells the multi-index.
 */
NpyIter_GetMultiIndexFunc *NpyIter_GetGetMultiIndex(NpyIter *iter, char **errmsg);

/*
 Where the flat index stands.
 */
npy_intp *NpyIter_GetIndexPtr(NpyIter *iter);

/*
 The pointers of the first iteration.
 */
char **NpyIter_GetInitialDataPtrArray(NpyIter *iter);

/*
 Strides of the inner loop that stay as they are, `NPY_MAX_INTP` for those that may not.
 */
void NpyIter_GetInnerFixedStrideArray(NpyIter *iter, npy_intp *out_strides);

/*
 Where the length of the inner loop stands.
 */
npy_intp *NpyIter_GetInnerLoopSizePtr(NpyIter *iter);

/*
 Strides of the inner loop.
 */
npy_intp *NpyIter_GetInnerStrideArray(NpyIter *iter);

/*
 Number of the current iteration.
 */
npy_intp NpyIter_GetIterIndex(NpyIter *iter);

/*
 The range of iterations.
 */
void NpyIter_GetIterIndexRange(NpyIter *iter, npy_intp *istart, npy_intp *iend);

/*
 The function that goes to the next iteration.
 */
NpyIter_IterNextFunc *NpyIter_GetIterNext(NpyIter *iter, char **errmsg);

/*
 Number of iterations.
 */
npy_intp NpyIter_GetIterSize(NpyIter *iter);

/*
 A view of an operand in the order of iteration.
 */
struct PyArrayObject *NpyIter_GetIterView(NpyIter *iter, npy_intp i);

/*
 Number of axes.
 */
int NpyIter_GetNDim(NpyIter *iter);

/*
 Number of operands.
 */
int NpyIter_GetNOp(NpyIter *iter);

/*
 The operands, borrowed.
 */
struct PyArrayObject **NpyIter_GetOperandArray(NpyIter *iter);

/*
 Which operands are read.
 */
void NpyIter_GetReadFlags(NpyIter *iter, char *outreadflags);

/*
 The broadcast shape.
 */
int NpyIter_GetShape(NpyIter *iter, npy_intp *outshape);

/*
 Flags of the loops that fill and empty the buffers.
 */
NPY_ARRAYMETHOD_FLAGS NpyIter_GetTransferFlags(NpyIter *iter);

/*
 Which operands are written.
 */
void NpyIter_GetWriteFlags(NpyIter *iter, char *outwriteflags);

/*
 Goes to a flat index.
 */
int NpyIter_GotoIndex(NpyIter *iter, npy_intp flat_index);

/*
 Goes to an iteration.
 */
int NpyIter_GotoIterIndex(NpyIter *iter, npy_intp iterindex);

/*
 Goes to a multi-index.
 */
int NpyIter_GotoMultiIndex(NpyIter *iter, const npy_intp *multi_index);

/*
 Whether the first reset will make the buffers.
 */
npy_bool NpyIter_HasDelayedBufAlloc(NpyIter *iter);

/*
 Whether the caller runs the fastest axis.
 */
npy_bool NpyIter_HasExternalLoop(NpyIter *iter);

/*
 Whether a flat index is tracked.
 */
npy_bool NpyIter_HasIndex(NpyIter *iter);

/*
 Whether a multi-index is tracked.
 */
npy_bool NpyIter_HasMultiIndex(NpyIter *iter);

/*
 Whether there are buffers.
 */
npy_bool NpyIter_IsBuffered(NpyIter *iter);

/*
 Whether an element of a reduction is visited for the first time.
 */
npy_bool NpyIter_IsFirstVisit(NpyIter *iter, int iop);

/*
 Whether the inner loop may exceed the buffer size.
 */
npy_bool NpyIter_IsGrowInner(NpyIter *iter);

/*
 Whether the iteration needs the interpreter lock.
 */
npy_bool NpyIter_IterationNeedsAPI(NpyIter *iter);

/*
 An iterator over arrays that broadcast.
 */
NpyIter *NpyIter_MultiNew(int nop,
                          struct PyArrayObject **op_in,
                          npy_uint32 flags,
                          NPY_ORDER order,
                          NPY_CASTING casting,
                          npy_uint32 *op_flags,
                          struct PyArray_Descr **op_request_dtypes);

/*
 An iterator over one array.
 */
NpyIter *NpyIter_New(struct PyArrayObject *op,
                     npy_uint32 flags,
                     NPY_ORDER order,
                     NPY_CASTING casting,
                     struct PyArray_Descr *dtype);

/*
 Takes an axis out.
 */
int NpyIter_RemoveAxis(NpyIter *iter, int axis);

/*
 Stops tracking the multi-index.
 */
int NpyIter_RemoveMultiIndex(NpyIter *iter);

/*
 Whether an operand has to go through a buffer.
 */
npy_bool NpyIter_RequiresBuffering(NpyIter *iter);

/*
 Back to the first iteration.
 */
int NpyIter_Reset(NpyIter *iter, char **errmsg);

/*
 Back to the first iteration, over other memory of the same layout.
 */
int NpyIter_ResetBasePointers(NpyIter *iter, char **baseptrs, char **errmsg);

/*
 Chooses a range of iterations and goes to its start.
 */
int NpyIter_ResetToIterIndexRange(NpyIter *iter, npy_intp istart, npy_intp iend, char **errmsg);

/*
 Locks the allocator of a descriptor.
 */
npy_string_allocator *NpyString_acquire_allocator(const struct PyArray_StringDTypeObject *descr);

/*
 Locks the allocators of several descriptors, NULL for those that have none.
 */
void NpyString_acquire_allocators(size_t n_descriptors,
                                  struct PyArray_Descr *const *descrs,
                                  npy_string_allocator **allocators);

/*
 Unpacks an element: 0 for text, 1 for a missing value, -1 on error.
 */
int NpyString_load(npy_string_allocator *allocator,
                   const npy_packed_static_string *packed_string,
                   struct npy_static_string *unpacked_string);

/*
 Stores text into an element.
 */
int NpyString_pack(npy_string_allocator *allocator,
                   npy_packed_static_string *packed_string,
                   const char *buf,
                   size_t size);

/*
 Makes an element the missing value.
 */
int NpyString_pack_null(npy_string_allocator *allocator, npy_packed_static_string *packed_string);

/*
 Unlocks an allocator.
 */
void NpyString_release_allocator(npy_string_allocator *allocator);

/*
 Unlocks several allocators.
 */
void NpyString_release_allocators(size_t length, npy_string_allocator **allocators);

/*
 A DType class from a specification.
 */
int PyArrayInitDTypeMeta_FromSpec(struct PyArray_DTypeMeta *dtype,
                                  struct PyArrayDTypeMeta_Spec *spec);

/*
 `a.all(axis, out)`.
 */
PyObject *PyArray_All(struct PyArrayObject *self, int axis, struct PyArrayObject *out);

/*
 `a.any(axis, out)`.
 */
PyObject *PyArray_Any(struct PyArrayObject *self, int axis, struct PyArrayObject *out);

/*
 `arange` with C numbers.
 */
PyObject *PyArray_Arange(double start, double stop, double step, int type_num);

/*
 `arange` with objects.
 */
PyObject *PyArray_ArangeObj(PyObject *start,
                            PyObject *stop,
                            PyObject *step,
                            struct PyArray_Descr *dtype);

/*
 `a.argmax(axis, out)`.
 */
PyObject *PyArray_ArgMax(struct PyArrayObject *op, int axis, struct PyArrayObject *out);

/*
 `a.argmin(axis, out)`.
 */
PyObject *PyArray_ArgMin(struct PyArrayObject *op, int axis, struct PyArrayObject *out);

/*
 `a.argpartition(kth, axis)`.
 */
PyObject *PyArray_ArgPartition(struct PyArrayObject *op,
                               struct PyArrayObject *ktharray,
                               int axis,
                               NPY_SELECTKIND _which);

/*
 `a.argsort(axis, kind)`.
 */
PyObject *PyArray_ArgSort(struct PyArrayObject *op, int axis, NPY_SORTKIND flags);

/*
 An object as a C array of one to three dimensions; the descriptor is taken.
 */
int PyArray_AsCArray(PyObject **op,
                     void *ptr,
                     npy_intp *dims,
                     int nd,
                     struct PyArray_Descr *typedescr);

/*
 `axis=`; `None` becomes `NPY_RAVEL_AXIS`.
 */
int PyArray_AxisConverter(PyObject *obj, int *axis);

/*
 Truth.
 */
int PyArray_BoolConverter(PyObject *object, npy_bool *val);

/*
 Broadcasts the iterators together.
 */
int PyArray_Broadcast(PyArrayMultiIterObject *mit);

/*
 The same over a shape that the array broadcasts to.
 */
PyObject *PyArray_BroadcastToShape(PyObject *obj, npy_intp *dims_, int nd);

/*
 The memory behind a buffer, which the object keeps alive.
 */
int PyArray_BufferConverter(PyObject *obj, struct PyArray_Chunk *buf);

/*
 `newbyteorder`'s argument.
 */
int PyArray_ByteorderConverter(PyObject *obj, char *endian);

/*
 `a.byteswap(inplace)`.
 */
PyObject *PyArray_Byteswap(struct PyArrayObject *self, npy_bool inplace);

/*
 `np.can_cast` of an array.
 */
npy_bool PyArray_CanCastArrayTo(struct PyArrayObject *arr,
                                struct PyArray_Descr *to,
                                NPY_CASTING casting);

/*
 Whether every value of one type number is kept by the other.
 */
int PyArray_CanCastSafely(int fromtype, int totype);

/*
 Whether values of one scalar type are kept by another.
 */
npy_bool PyArray_CanCastScalar(PyTypeObject *from, PyTypeObject *to);

/*
 Whether every value is kept.
 */
npy_bool PyArray_CanCastTo(struct PyArray_Descr *from, struct PyArray_Descr *to);

/*
 `np.can_cast(from, to, casting)`.
 */
npy_bool PyArray_CanCastTypeTo(struct PyArray_Descr *from,
                               struct PyArray_Descr *to,
                               NPY_CASTING casting);

/*
 Whether a scalar may stand where another type is needed.
 */
int PyArray_CanCoerceScalar(int thistype, int neededtype, NPY_SCALARKIND scalar);

/*
 A scalar's value, cast to a type number.
 */
int PyArray_CastScalarDirect(PyObject *scalar,
                             struct PyArray_Descr *_indescr,
                             void *ctypeptr,
                             int outtype);

/*
 A scalar's value, cast.
 */
int PyArray_CastScalarToCtype(PyObject *scalar, void *ctypeptr, struct PyArray_Descr *outcode);

/*
 `a.astype(dtype)` as a plain array, in Fortran order if asked; the descriptor is taken.
 */
PyObject *PyArray_CastToType(struct PyArrayObject *arr,
                             struct PyArray_Descr *dtype,
                             int is_f_order);

/*
 `casting=`.
 */
int PyArray_CastingConverter(PyObject *obj, NPY_CASTING *casting);

/*
 Whether the object is exactly of one of NumPy's scalar types.
 */
int PyArray_CheckAnyScalarExact(PyObject *obj);

/*
 The array that a function works along, and its axis.
 */
PyObject *PyArray_CheckAxis(struct PyArrayObject *arr, int *axis, int flags);

/*
 The same, with byte order and strides as the flags ask.
 */
PyObject *PyArray_CheckFromAny(PyObject *op,
                               struct PyArray_Descr *descr,
                               int min_depth,
                               int max_depth,
                               int requirements,
                               PyObject *context);

/*
 Whether a layout stays within its memory.
 */
npy_bool PyArray_CheckStrides(int elsize,
                              int nd,
                              npy_intp numbytes,
                              npy_intp offset,
                              const npy_intp *dims,
                              const npy_intp *newstrides);

/*
 `a.choose(choices, out, mode)`.
 */
PyObject *PyArray_Choose(struct PyArrayObject *ip,
                         PyObject *op,
                         struct PyArrayObject *out,
                         NPY_CLIPMODE clipmode);

/*
 `a.clip(min, max, out)`.
 */
PyObject *PyArray_Clip(struct PyArrayObject *self,
                       PyObject *min,
                       PyObject *max,
                       struct PyArrayObject *out);

/*
 `mode=` of `take`, `put` and `choose`.
 */
int PyArray_ClipmodeConverter(PyObject *object, NPY_CLIPMODE *val);

/*
 The DType class that both promote to.
 */
struct PyArray_DTypeMeta *PyArray_CommonDType(struct PyArray_DTypeMeta *dtype1,
                                              struct PyArray_DTypeMeta *dtype2);

/*
 Whether both are equal.
 */
int PyArray_CompareLists(const npy_intp *l1, const npy_intp *l2, int n);

/*
 `a.compress(condition, axis, out)`.
 */
PyObject *PyArray_Compress(struct PyArrayObject *self,
                           PyObject *condition,
                           int axis,
                           struct PyArrayObject *out);

/*
 `np.concatenate(op, axis)`.
 */
PyObject *PyArray_Concatenate(PyObject *op, int axis);

/*
 `a.conjugate(out)`.
 */
PyObject *PyArray_Conjugate(struct PyArrayObject *self, struct PyArrayObject *out);

/*
 One clip mode or a sequence of `n`.
 */
int PyArray_ConvertClipmodeSequence(PyObject *object, NPY_CLIPMODE *modes, int n);

/*
 Arrays of a sequence, of one type; a block to free with `PyDataMem_FREE`.
 */
struct PyArrayObject **PyArray_ConvertToCommonType(PyObject *op, int *retn);

/*
 Any object as an array.
 */
int PyArray_Converter(PyObject *object_, PyObject **address);

/*
 Copies all elements in C order, whatever the shapes.
 */
int PyArray_CopyAnyInto(struct PyArrayObject *dst, struct PyArrayObject *src);

/*
 `dst[...] = src`.
 */
int PyArray_CopyInto(struct PyArrayObject *dst, struct PyArrayObject *src);

/*
 `dest[...] = object`.
 */
int PyArray_CopyObject(struct PyArrayObject *dest, PyObject *src_object);

/*
 `np.correlate`, the old one: without conjugation, operands swapped by length.
 */
PyObject *PyArray_Correlate(PyObject *op1, PyObject *op2, int mode);

/*
 `np.correlate`.
 */
PyObject *PyArray_Correlate2(PyObject *op1, PyObject *op2, int mode);

/*
 `np.count_nonzero(a)`.
 */
npy_intp PyArray_CountNonzero(struct PyArrayObject *self);

/*
 Axes by falling strides.
 */
void PyArray_CreateSortedStridePerm(int ndim,
                                    const npy_intp *strides,
                                    struct npy_stride_sort_item *out_strideperm);

/*
 `a.cumprod(axis, dtype, out)`.
 */
PyObject *PyArray_CumProd(struct PyArrayObject *self,
                          int axis,
                          int rtype,
                          struct PyArrayObject *out);

/*
 `a.cumsum(axis, dtype, out)`.
 */
PyObject *PyArray_CumSum(struct PyArrayObject *self,
                         int axis,
                         int rtype,
                         struct PyArrayObject *out);

/*
 Writes what an array consists of to standard output.
 */
void PyArray_DebugPrint(struct PyArrayObject *obj);

/*
 `np.dtype(obj, align=True)`; `None` is the default type.
 */
int PyArray_DescrAlignConverter(PyObject *obj, struct PyArray_Descr **at);

/*
 `np.dtype(obj, align=True)`; `None` is NULL.
 */
int PyArray_DescrAlignConverter2(PyObject *obj, struct PyArray_Descr **at);

/*
 `np.dtype(obj)`; `None` is the default type.
 */
int PyArray_DescrConverter(PyObject *obj, struct PyArray_Descr **at);

/*
 `np.dtype(obj)`; `None` is NULL.
 */
int PyArray_DescrConverter2(PyObject *obj, struct PyArray_Descr **at);

/*
 The dtype that an object's array would have.
 */
struct PyArray_Descr *PyArray_DescrFromObject(PyObject *op, struct PyArray_Descr *mintype);

/*
 The descriptor of a scalar.
 */
struct PyArray_Descr *PyArray_DescrFromScalar(PyObject *sc);

/*
 The descriptor of a type number.
 */
struct PyArray_Descr *PyArray_DescrFromType(int type);

/*
 The descriptor of a Python type.
 */
struct PyArray_Descr *PyArray_DescrFromTypeObject(PyObject *type);

/*
 A copy that the caller may change.
 */
struct PyArray_Descr *PyArray_DescrNew(struct PyArray_Descr *base_descr);

/*
 `dtype.newbyteorder(order)`.
 */
struct PyArray_Descr *PyArray_DescrNewByteorder(struct PyArray_Descr *oself, char newendian);

/*
 A copy of a type number's descriptor.
 */
struct PyArray_Descr *PyArray_DescrNewFromType(int type_num);

/*
 `a.diagonal(offset, axis1, axis2)`.
 */
PyObject *PyArray_Diagonal(struct PyArrayObject *self, int offset, int axis1, int axis2);

/*
 `a.dump(file)`.
 */
int PyArray_Dump(PyObject *self, PyObject *file, int protocol);

/*
 `a.dumps()`.
 */
PyObject *PyArray_Dumps(PyObject *self, int protocol);

/*
 `np.einsum`.
 */
struct PyArrayObject *PyArray_EinsteinSum(char *subscripts,
                                          npy_intp nop,
                                          struct PyArrayObject **op_in,
                                          struct PyArray_Descr *dtype,
                                          NPY_ORDER order,
                                          NPY_CASTING casting,
                                          struct PyArrayObject *out);

/*
 Whether strides are whole elements.
 */
int PyArray_ElementStrides(PyObject *obj);

/*
 Memory as it comes; objects are `None`. The descriptor is taken.
 */
PyObject *PyArray_Empty(int nd, const npy_intp *dims_, struct PyArray_Descr *type, int is_f_order);

/*
 The object, which is taken, as an array.
 */
PyObject *PyArray_EnsureAnyArray(PyObject *op);

/*
 The object, which is taken, as an exact ndarray.
 */
PyObject *PyArray_EnsureArray(PyObject *op);

/*
 The same for type numbers.
 */
uint8_t PyArray_EquivTypenums(int typenum1, int typenum2);

/*
 Whether elements of one can be read as the other.
 */
uint8_t PyArray_EquivTypes(struct PyArray_Descr *type1, struct PyArray_Descr *type2);

/*
 Raises if the array may not be written.
 */
int PyArray_FailUnlessWriteable(struct PyArrayObject *obj, const char *name);

/*
 `a.fill(value)`.
 */
int PyArray_FillWithScalar(struct PyArrayObject *arr, PyObject *obj);

/*
 `a.flatten(order)`.
 */
PyObject *PyArray_Flatten(struct PyArrayObject *a, NPY_ORDER order);

/*
 Gives back what `PyArray_AsCArray` made.
 */
int PyArray_Free(PyObject *op, void *ptr);

/*
 Any object as an array; the descriptor is taken.
 */
PyObject *PyArray_FromAny(PyObject *op,
                          struct PyArray_Descr *newtype,
                          int min_depth,
                          int max_depth,
                          int flags,
                          PyObject *context);

/*
 An array brought to a dtype and flags; the descriptor is taken.
 */
PyObject *PyArray_FromArray(struct PyArrayObject *arr, struct PyArray_Descr *newtype, int flags);

/*
 The `__array__` of an object, `NotImplemented` if it has none.
 */
PyObject *PyArray_FromArrayAttr(PyObject *op, struct PyArray_Descr *typecode, PyObject *context);

/*
 `np.frombuffer(buffer, dtype, count, offset)`.
 */
PyObject *PyArray_FromBuffer(PyObject *buf,
                             struct PyArray_Descr *type,
                             npy_intp count,
                             npy_intp offset);

/*
 Elements from a stream; the descriptor is taken.
 */
PyObject *PyArray_FromFile(FILE *fp, struct PyArray_Descr *dtype, npy_intp num, char *sep);

/*
 What `__array_interface__` offers, `NotImplemented` if there is none.
 */
PyObject *PyArray_FromInterface(PyObject *origin);

/*
 `np.fromiter(obj, dtype, count)`; the descriptor is taken.
 */
PyObject *PyArray_FromIter(PyObject *obj, struct PyArray_Descr *dtype, npy_intp count);

/*
 A 0-d array of a scalar; the descriptor is taken.
 */
PyObject *PyArray_FromScalar(PyObject *scalar, struct PyArray_Descr *outcode);

/*
 Elements from a string; the descriptor is taken.
 */
PyObject *PyArray_FromString(char *data,
                             npy_intp slen,
                             struct PyArray_Descr *dtype,
                             npy_intp num,
                             char *sep);

/*
 What `__array_struct__` offers, `NotImplemented` if there is none.
 */
PyObject *PyArray_FromStructInterface(PyObject *input);

/*
 The descriptor that the bare class stands for.
 */
struct PyArray_Descr *PyArray_GetDefaultDescr(struct PyArray_DTypeMeta *dtype);

/*
 Byte order of the machine.
 */
int PyArray_GetEndianness(void);

/*
 `a.getfield(dtype, offset)`; the descriptor is taken.
 */
PyObject *PyArray_GetField(struct PyArrayObject *self, struct PyArray_Descr *typed, int offset);

/*
 The C-API feature version.
 */
unsigned int PyArray_GetNDArrayCFeatureVersion(void);

/*
 The ABI version.
 */
unsigned int PyArray_GetNDArrayCVersion(void);

/*
 Position in the order of array-like types.
 */
double PyArray_GetPriority(PyObject *obj, double default_);

/*
 Address of an element.
 */
void *PyArray_GetPtr(struct PyArrayObject *obj, const npy_intp *ind);

/*
 Takes a reference to every object in an array.
 */
int PyArray_INCREF(struct PyArrayObject *mp);

/*
 An empty function table.
 */
void PyArray_InitArrFuncs(struct PyArray_ArrFuncs *f);

/*
 `np.inner(op1, op2)`.
 */
PyObject *PyArray_InnerProduct(PyObject *op1, PyObject *op2);

/*
 A tuple of the sizes.
 */
PyObject *PyArray_IntTupleFromIntp(int len, const npy_intp *vals);

/*
 A shape; its memory is the caller's to free.
 */
int PyArray_IntpConverter(PyObject *obj, struct PyArray_Dims *seq);

/*
 Sizes into a list; how many there are, also if the list has no room for all.
 */
int PyArray_IntpFromSequence(PyObject *seq, npy_intp *vals, int maxvals);

/*
 Takes a reference to every object in an element.
 */
void PyArray_Item_INCREF(char *data, struct PyArray_Descr *descr);

/*
 Releases every object in an element.
 */
void PyArray_Item_XDECREF(char *data, struct PyArray_Descr *descr);

/*
 The same over all axes but one.
 */
PyObject *PyArray_IterAllButAxis(PyObject *obj, int *inaxis);

/*
 A flat iterator over an array.
 */
PyObject *PyArray_IterNew(PyObject *obj);

/*
 `np.lexsort(keys, axis)`.
 */
PyObject *PyArray_LexSort(PyObject *sort_keys, int axis);

/*
 `np.dot(op1, op2)`.
 */
PyObject *PyArray_MatrixProduct(PyObject *op1, PyObject *op2);

/*
 `np.dot(op1, op2, out)`.
 */
PyObject *PyArray_MatrixProduct2(PyObject *op1, PyObject *op2, struct PyArrayObject *out);

/*
 `a.max(axis, out)`.
 */
PyObject *PyArray_Max(struct PyArrayObject *ap, int axis, struct PyArrayObject *out);

/*
 `a.mean(axis, dtype, out)`.
 */
PyObject *PyArray_Mean(struct PyArrayObject *self, int axis, int rtype, struct PyArrayObject *out);

/*
 `a.min(axis, out)`.
 */
PyObject *PyArray_Min(struct PyArrayObject *ap, int axis, struct PyArrayObject *out);

/*
 `np.min_scalar_type(a)`.
 */
struct PyArray_Descr *PyArray_MinScalarType(struct PyArrayObject *arr);

/*
 Product, wrapping.
 */
int PyArray_MultiplyIntList(const int *l1, int n);

/*
 Product, wrapping.
 */
npy_intp PyArray_MultiplyList(const npy_intp *l1, int n);

/*
 The elements around those of another iterator.
 */
PyObject *PyArray_NeighborhoodIterNew(struct PyArrayIterObject *x,
                                      const npy_intp *bounds,
                                      int mode,
                                      struct PyArrayObject *fill);

/*
 An array of a type number; with `data` a view of it.
 */
PyObject *PyArray_New(PyTypeObject *subtype,
                      int nd,
                      const npy_intp *dims_,
                      int type_num,
                      const npy_intp *strides,
                      void *data,
                      int itemsize,
                      int flags,
                      PyObject *obj);

/*
 `a.copy(order)`.
 */
PyObject *PyArray_NewCopy(struct PyArrayObject *obj, NPY_ORDER order);

/*
 An array of a descriptor, which is taken.
 */
PyObject *PyArray_NewFromDescr(PyTypeObject *subtype,
                               struct PyArray_Descr *descr,
                               int nd,
                               const npy_intp *dims_,
                               const npy_intp *strides,
                               void *data,
                               int flags,
                               PyObject *obj);

/*
 An array like another; the descriptor is taken.
 */
PyObject *PyArray_NewLikeArray(struct PyArrayObject *prototype,
                               NPY_ORDER order,
                               struct PyArray_Descr *dtype,
                               int subok);

/*
 `a.reshape(shape, order)`.
 */
PyObject *PyArray_Newshape(struct PyArrayObject *self,
                           struct PyArray_Dims *newdims,
                           NPY_ORDER order);

/*
 `a.nonzero()`.
 */
PyObject *PyArray_Nonzero(struct PyArrayObject *self);

/*
 The type number that an object's array would have.
 */
int PyArray_ObjectType(PyObject *op, int minimum_type);

/*
 An element that is 1; to be freed with `PyDataMem_FREE`.
 */
char *PyArray_One(struct PyArrayObject *arr);

/*
 `order=`; `None` leaves the value as it is.
 */
int PyArray_OrderConverter(PyObject *object, NPY_ORDER *val);

/*
 `out=`: a borrowed array, or NULL for `None`.
 */
int PyArray_OutputConverter(PyObject *object, struct PyArrayObject **address);

/*
 Product, -1 on overflow.
 */
npy_intp PyArray_OverflowMultiplyList(const npy_intp *l1, int n);

/*
 Stores a Python object as an element.
 */
int PyArray_Pack(struct PyArray_Descr *descr, void *item, PyObject *value);

/*
 `a.partition(kth, axis)`.
 */
int PyArray_Partition(struct PyArrayObject *op,
                      struct PyArrayObject *ktharray,
                      int axis,
                      NPY_SELECTKIND _which);

/*
 `a.prod(axis, dtype, out)`.
 */
PyObject *PyArray_Prod(struct PyArrayObject *self, int axis, int rtype, struct PyArrayObject *out);

/*
 The DType class that all promote to.
 */
struct PyArray_DTypeMeta *PyArray_PromoteDTypeSequence(npy_intp length,
                                                       struct PyArray_DTypeMeta **dtypes_in);

/*
 `np.promote_types(type1, type2)`.
 */
struct PyArray_Descr *PyArray_PromoteTypes(struct PyArray_Descr *type1,
                                           struct PyArray_Descr *type2);

/*
 Largest minus smallest.
 */
PyObject *PyArray_Ptp(struct PyArrayObject *ap, int axis, struct PyArrayObject *out);

/*
 `np.putmask(a, mask, values)`.
 */
PyObject *PyArray_PutMask(struct PyArrayObject *self, PyObject *values0, PyObject *mask0);

/*
 `a.put(indices, values, mode)`.
 */
PyObject *PyArray_PutTo(struct PyArrayObject *self,
                        PyObject *values0,
                        PyObject *indices0,
                        NPY_CLIPMODE clipmode);

/*
 An integer, no bool.
 */
int PyArray_PyIntAsInt(PyObject *o);

/*
 An integer, no bool.
 */
npy_intp PyArray_PyIntAsIntp(PyObject *o);

/*
 `a.ravel(order)`.
 */
PyObject *PyArray_Ravel(struct PyArrayObject *arr, NPY_ORDER order);

/*
 A legacy dtype casts safely to a type number.
 */
int PyArray_RegisterCanCast(struct PyArray_Descr *descr_, int totype, NPY_SCALARKIND scalar);

/*
 A cast from a legacy dtype.
 */
int PyArray_RegisterCastFunc(struct PyArray_Descr *descr_,
                             int totype,
                             PyArray_VectorUnaryFunc *castfunc);

/*
 A legacy dtype; its type number.
 */
int PyArray_RegisterDataType(struct PyArray_DescrProto *descr_proto);

/*
 Takes axes of size 1 out of an array in place.
 */
void PyArray_RemoveAxesInPlace(struct PyArrayObject *arr, const npy_bool *flags);

/*
 Takes the axis with the smallest strides out; which it was.
 */
int PyArray_RemoveSmallest(PyArrayMultiIterObject *multi_);

/*
 `a.repeat(repeats, axis)`.
 */
PyObject *PyArray_Repeat(struct PyArrayObject *aop, PyObject *op, int axis);

/*
 `a.reshape(shape)`.
 */
PyObject *PyArray_Reshape(struct PyArrayObject *self, PyObject *shape_);

/*
 `a.resize(shape, refcheck)`, in place.
 */
PyObject *PyArray_Resize(struct PyArrayObject *self,
                         struct PyArray_Dims *newshape,
                         int refcheck,
                         NPY_ORDER _order);

/*
 Writes a copy's changes back: 1, 0 if there is nothing to write, -1.
 */
int PyArray_ResolveWritebackIfCopy(struct PyArrayObject *self);

/*
 `np.result_type` of arrays and dtypes.
 */
struct PyArray_Descr *PyArray_ResultType(npy_intp narrs,
                                         struct PyArrayObject **arrs,
                                         npy_intp ndtypes,
                                         struct PyArray_Descr **descrs);

/*
 The array, which is taken, or its scalar if it has no dimensions.
 */
PyObject *PyArray_Return(struct PyArrayObject *mp);

/*
 `a.round(decimals, out)`.
 */
PyObject *PyArray_Round(struct PyArrayObject *a, int decimals, struct PyArrayObject *out);

/*
 A scalar of the element at `data`.
 */
PyObject *PyArray_Scalar(void *data, struct PyArray_Descr *descr_, PyObject *base);

/*
 A scalar's value, or the address of its bytes.
 */
void PyArray_ScalarAsCtype(PyObject *scalar, void *ctypeptr);

/*
 How a scalar of a type coerces.
 */
NPY_SCALARKIND PyArray_ScalarKind(int typenum, struct PyArrayObject **arr);

/*
 `a.searchsorted(v, side, sorter)`.
 */
PyObject *PyArray_SearchSorted(struct PyArrayObject *op1,
                               PyObject *op2,
                               NPY_SEARCHSIDE side,
                               PyObject *perm);

/*
 `side=` of `searchsorted`.
 */
int PyArray_SearchsideConverter(PyObject *obj, void *addr);

/*
 `kind=` of partitions.
 */
int PyArray_SelectkindConverter(PyObject *obj, NPY_SELECTKIND *selectkind);

/*
 Makes `obj`, which is taken, the owner of an array's memory.
 */
int PyArray_SetBaseObject(struct PyArrayObject *arr, PyObject *obj);

/*
 `a.setfield(value, dtype, offset)`; the descriptor is taken.
 */
int PyArray_SetField(struct PyArrayObject *self,
                     struct PyArray_Descr *dtype,
                     int offset,
                     PyObject *val);

/*
 Gone since NumPy 2.0: raises.
 */
void PyArray_SetStringFunction(PyObject *_op, int _repr);

/*
 Gone since NumPy 1.23: raises.
 */
int PyArray_SetUpdateIfCopyBase(struct PyArrayObject *_arr, struct PyArrayObject *_base);

/*
 Makes `base`, which is taken, what a copy is written back to.
 */
int PyArray_SetWritebackIfCopyBase(struct PyArrayObject *arr, struct PyArrayObject *base);

/*
 Number of elements of an array; 0 for any other object.
 */
npy_intp PyArray_Size(PyObject *op);

/*
 `a.sort(axis, kind)`.
 */
int PyArray_Sort(struct PyArrayObject *op, int axis, NPY_SORTKIND flags);

/*
 `kind=` of sorts; `None` leaves the value as it is.
 */
int PyArray_SortkindConverter(PyObject *obj, NPY_SORTKIND *sortkind);

/*
 `a.squeeze()`.
 */
PyObject *PyArray_Squeeze(struct PyArrayObject *self);

/*
 `a.std(axis, dtype, out)`, or `a.var`.
 */
PyObject *PyArray_Std(struct PyArrayObject *self,
                      int axis,
                      int rtype,
                      struct PyArrayObject *out,
                      int variance);

/*
 `a.sum(axis, dtype, out)`.
 */
PyObject *PyArray_Sum(struct PyArrayObject *self, int axis, int rtype, struct PyArrayObject *out);

/*
 `a.swapaxes(a1, a2)`.
 */
PyObject *PyArray_SwapAxes(struct PyArrayObject *ap, int a1, int a2);

/*
 `a.take(indices, axis, out, mode)`.
 */
PyObject *PyArray_TakeFrom(struct PyArrayObject *self0,
                           PyObject *indices0,
                           int axis,
                           struct PyArrayObject *out,
                           NPY_CLIPMODE clipmode);

/*
 Writes an array to a stream.
 */
int PyArray_ToFile(struct PyArrayObject *self, FILE *fp, char *sep, char *format);

/*
 `a.tolist()`.
 */
PyObject *PyArray_ToList(struct PyArrayObject *self);

/*
 `a.tobytes(order)`.
 */
PyObject *PyArray_ToString(struct PyArrayObject *self, NPY_ORDER order);

/*
 `a.trace(offset, axis1, axis2, dtype, out)`.
 */
PyObject *PyArray_Trace(struct PyArrayObject *self,
                        int offset,
                        int axis1,
                        int axis2,
                        int rtype,
                        struct PyArrayObject *out);

/*
 `a.transpose(axes)`.
 */
PyObject *PyArray_Transpose(struct PyArrayObject *ap, struct PyArray_Dims *permute);

/*
 The class of a type number's scalars.
 */
PyObject *PyArray_TypeObjectFromType(int type);

/*
 Recomputes layout flags.
 */
void PyArray_UpdateFlags(struct PyArrayObject *ret, int flagmask);

/*
 Whether a type number has a descriptor.
 */
int PyArray_ValidType(int type);

/*
 `a.view(dtype, type)`; the descriptor is taken.
 */
PyObject *PyArray_View(struct PyArrayObject *self,
                       struct PyArray_Descr *type,
                       PyTypeObject *pytype);

/*
 `np.where(condition, x, y)`.
 */
PyObject *PyArray_Where(PyObject *condition, PyObject *x, PyObject *y);

/*
 Releases every object in an array.
 */
int PyArray_XDECREF(struct PyArrayObject *mp);

/*
 An element that is 0; to be freed with `PyDataMem_FREE`.
 */
char *PyArray_Zero(struct PyArrayObject *arr);

/*
 Zeros; the descriptor is taken.
 */
PyObject *PyArray_Zeros(int nd, const npy_intp *dims_, struct PyArray_Descr *type, int is_f_order);

/*
 `free`.
 */
void PyDataMem_FREE(void *ptr);

/*
 The handler in force.
 */
PyObject *PyDataMem_GetHandler(void);

/*
 `malloc`.
 */
void *PyDataMem_NEW(size_t size);

/*
 `calloc`.
 */
void *PyDataMem_NEW_ZEROED(size_t nmemb, size_t size);

/*
 `realloc`.
 */
void *PyDataMem_RENEW(void *ptr, size_t size);

/*
 Puts a handler in force; the old one.
 */
PyObject *PyDataMem_SetHandler(PyObject *handler);

/*
 A loop from a specification.
 */
int PyUFunc_AddLoopFromSpec(PyObject *ufunc_, struct PyArrayMethod_Spec *spec);

/*
 Many loops from specifications.
 */
int PyUFunc_AddLoopsFromSpecs(struct PyUFunc_LoopSlot *slots);

/*
 A promoter.
 */
int PyUFunc_AddPromoter(PyObject *ufunc_, PyObject *dtype_tuple, PyObject *promoter);

/*
 A loop that runs the one of other DTypes.
 */
int PyUFunc_AddWrappingLoop(PyObject *ufunc_obj,
                            struct PyArray_DTypeMeta **new_dtypes,
                            struct PyArray_DTypeMeta **wrapped_dtypes,
                            PyArrayMethod_TranslateGivenDescriptors *translate_given_descrs,
                            PyArrayMethod_TranslateLoopDescriptors *translate_loop_descrs);

/*
 A loop of kind `DD_D`.
 */
void PyUFunc_DD_D(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `D_D`.
 */
void PyUFunc_D_D(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 The descriptors of the loop that a call would take.
 */
int PyUFunc_DefaultTypeResolver(struct PyUFuncObject *ufunc_,
                                NPY_CASTING casting,
                                struct PyArrayObject **operands,
                                PyObject *type_tup,
                                struct PyArray_Descr **out_dtypes);

/*
 A loop of kind `FF_F`.
 */
void PyUFunc_FF_F(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `FF_F_As_DD_D`.
 */
void PyUFunc_FF_F_As_DD_D(char **args,
                          const npy_intp *dimensions,
                          const npy_intp *steps,
                          void *func);

/*
 A loop of kind `F_F`.
 */
void PyUFunc_F_F(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `F_F_As_D_D`.
 */
void PyUFunc_F_F_As_D_D(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A ufunc of legacy loops.
 */
PyObject *PyUFunc_FromFuncAndData(PyUFuncGenericFunction *func,
                                  void *const *data,
                                  const char *types,
                                  int ntypes,
                                  int nin,
                                  int nout,
                                  int identity,
                                  const char *name,
                                  const char *doc,
                                  int _unused);

/*
 A generalised ufunc, if there is a signature.
 */
PyObject *PyUFunc_FromFuncAndDataAndSignature(PyUFuncGenericFunction *func,
                                              void *const *data,
                                              const char *types,
                                              int ntypes,
                                              int nin,
                                              int nout,
                                              int identity,
                                              const char *name,
                                              const char *doc,
                                              int _unused,
                                              const char *signature);

/*
 The same with any object as identity.
 */
PyObject *PyUFunc_FromFuncAndDataAndSignatureAndIdentity(PyUFuncGenericFunction *func,
                                                         void *const *data,
                                                         const char *types,
                                                         int ntypes,
                                                         int nin,
                                                         int nout,
                                                         int identity,
                                                         const char *name,
                                                         const char *doc,
                                                         int _unused,
                                                         const char *signature,
                                                         PyObject *identity_value);

/*
 A loop of kind `GG_G`.
 */
void PyUFunc_GG_G(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `G_G`.
 */
void PyUFunc_G_G(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 Does what the error state says about float flags.
 */
int PyUFunc_GiveFloatingpointErrors(const char *name, int fpe_errors);

/*
 A loop of kind `OO_O`.
 */
void PyUFunc_OO_O(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `OO_O_method`.
 */
void PyUFunc_OO_O_method(char **args,
                         const npy_intp *dimensions,
                         const npy_intp *steps,
                         void *func);

/*
 A loop of kind `O_O`.
 */
void PyUFunc_O_O(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `O_O_method`.
 */
void PyUFunc_O_O_method(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `On_Om`.
 */
void PyUFunc_On_Om(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A legacy loop for descriptors.
 */
int PyUFunc_RegisterLoopForDescr(struct PyUFuncObject *ufunc_,
                                 struct PyArray_Descr *user_dtype,
                                 PyUFuncGenericFunction function,
                                 struct PyArray_Descr **arg_dtypes,
                                 void *data);

/*
 A legacy loop for a user type.
 */
int PyUFunc_RegisterLoopForType(struct PyUFuncObject *ufunc_,
                                int usertype,
                                PyUFuncGenericFunction function,
                                const int *arg_types,
                                void *data);

/*
 Replaces a row of the table; -1 without an exception if there is none.
 */
int PyUFunc_ReplaceLoopBySignature(struct PyUFuncObject *func,
                                   PyUFuncGenericFunction newfunc,
                                   const int *signature,
                                   PyUFuncGenericFunction *oldfunc);

/*
 Raises unless operands cast to and from these descriptors.
 */
int PyUFunc_ValidateCasting(struct PyUFuncObject *ufunc_,
                            NPY_CASTING casting,
                            struct PyArrayObject **operands,
                            struct PyArray_Descr *const *dtypes);

/*
 Clears the float status.
 */
void PyUFunc_clearfperr(void);

/*
 A loop of kind `d_d`.
 */
void PyUFunc_d_d(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `dd_d`.
 */
void PyUFunc_dd_d(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `e_e`.
 */
void PyUFunc_e_e(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `e_e_As_d_d`.
 */
void PyUFunc_e_e_As_d_d(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `e_e_As_f_f`.
 */
void PyUFunc_e_e_As_f_f(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `ee_e`.
 */
void PyUFunc_ee_e(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `ee_e_As_dd_d`.
 */
void PyUFunc_ee_e_As_dd_d(char **args,
                          const npy_intp *dimensions,
                          const npy_intp *steps,
                          void *func);

/*
 A loop of kind `ee_e_As_ff_f`.
 */
void PyUFunc_ee_e_As_ff_f(char **args,
                          const npy_intp *dimensions,
                          const npy_intp *steps,
                          void *func);

/*
 A loop of kind `f_f`.
 */
void PyUFunc_f_f(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `f_f_As_d_d`.
 */
void PyUFunc_f_f_As_d_d(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `ff_f`.
 */
void PyUFunc_ff_f(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 A loop of kind `ff_f_As_dd_d`.
 */
void PyUFunc_ff_f_As_dd_d(char **args,
                          const npy_intp *dimensions,
                          const npy_intp *steps,
                          void *func);

/*
 A loop of kind `g_g`.
 */
void PyUFunc_g_g(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 The float status, cleared.
 */
int PyUFunc_getfperr(void);

/*
 A loop of kind `gg_g`.
 */
void PyUFunc_gg_g(char **args, const npy_intp *dimensions, const npy_intp *steps, void *func);

/*
 The legacy function table of a descriptor's class.
 */
struct PyArray_ArrFuncs *_PyDataType_GetArrFuncs(const struct PyArray_Descr *descr_);

extern void ferronum_c_g_g(char **args,
                           const npy_intp *dimensions,
                           const npy_intp *steps,
                           void *func);

extern void ferronum_c_gg_g(char **args,
                            const npy_intp *dimensions,
                            const npy_intp *steps,
                            void *func);

extern PyObject *ferronum_c_multi_iter_from_objects(PyObject **mps, int n, int nadd, ...);

extern PyObject *ferronum_c_multi_iter_new(int n, ...);

/*
 How many threads large loops may use, the caller's included. Needs no interpreter lock.
 */
int ferronum_get_num_threads(void);

/*
 Makes this library the core of NumPy in the running interpreter and imports `numpy`, whose wheel
 must be on the interpreter's path. 0, or -1 with a Python exception. May be called again.
 */
int ferronum_initialize(void);

/*
 Sets that number for the loops that start from now on; 0 or less goes back to the default.
 */
void ferronum_set_num_threads(int n);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* FERRONUM_FERRONUM_H */

#include "types.h"
#include "macros.h"
