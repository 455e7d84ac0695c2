"""The functions of the array C-API that are called, by topic, each with what its arguments are drawn from.

An argument is drawn from the pool of its own name, or of its C type. What the documentation leaves undefined is not
among them: no NULL where an object has to stand, no number outside an enumeration, no array without memory.
"""

from pool import (ARRAYS, DESCRS, DTYPES, OBJECTS, SORTED, TYPES, Address, Borrowed, Double, Flags, Int, Ints, Memory, Obj, OutDims,
                  OutObject, Pointers, Sizes, Text, Words)

NPY_RAVEL_AXIS = -(2**31)


def objects(*labels):
    """Objects by label."""
    return [lambda label=label: Obj(label) for label in labels]


def ints(*values):
    return [lambda value=value: Int(value) for value in values]


def of(kind, *values):
    return [lambda value=value: kind(value) for value in values]


def fresh(kind, *args):
    return [lambda: kind(*args)]


def without(pool, *gone):
    return objects(*[label for label in pool if label not in gone])


ARRAY = objects(*ARRAYS)
ANY = objects(*[label for label in OBJECTS if label != "NULL"])
DESCR = objects(*[label for label in DESCRS if label != "NULL"])
DESCR_OR_NULL = objects(*DESCRS)
NUMBERS = objects("i4", "i8_23", "f8_23", "f8_32F", "f4", "nan", "i4_0d", "f8_0d", "none", "swapped", "stepped", "bool",
                  "objnum", "c16", "matrix", "sub", "sub_0d", "unaligned", "u1", "f2", "g", "view", "f8_222", "m8")
OUT = objects("NULL", "NULL", "NULL", "NULL", "i8_23", "f8_23", "i4", "f4", "bool", "i4_0d", "f8_0d", "ro", "objnum")
AXIS = ints(0, 1, -1, -2, NPY_RAVEL_AXIS, 5, -7)
TYPENUMS = ints(*range(-1, 27), 200, 256, 2056, ord("d"), ord("q"), ord("l"), 2**20)
RTYPE = ints(25, 25, 12, 5, 7, 11, 14, 0, 17, 1)
ORDER = ints(-1, 0, 1, 2)
CASTING = ints(0, 1, 2, 3, 4)
REQUIREMENTS = ints(0, 0x1, 0x2, 0x10, 0x20, 0x40, 0x100, 0x200, 0x400, 0x501, 0x502, 0x511, 0x80, 0x2000, 0x2501,
                    0x10 | 0x1000, 0x4000)
SIZES = of(Sizes, (6,), (2, 3), (3, 2), (4,), (), (-1,), (2, -1), (0,), (1, 3), (2, 2, 2), (2, 0, -1), (7,))
LENGTHS = of(Words, [2, 3], [0, 1], [1, 4], [3, 1])

BY_TYPE = {
    "PyArrayObject *": ARRAY, "PyArrayObject*": ARRAY, "PyObject *": ANY, "PyObject*": ANY, "PyArray_Descr *": DESCR,
    "PyArray_Descr*": DESCR, "const PyArray_Descr *": DESCR, "PyArray_Dims *": SIZES, "NPY_ORDER": ORDER,
    "NPY_CASTING": CASTING, "NPY_CLIPMODE": ints(0, 1, 2), "NPY_SORTKIND": ints(0, 1, 2), "NPY_SELECTKIND": ints(0),
    "NPY_SEARCHSIDE": ints(0, 1), "PyTypeObject *": objects(*TYPES), "PyArray_DTypeMeta *": objects(*DTYPES),
    "PyObject **": fresh(OutObject), "PyArray_Descr **": fresh(OutObject), "npy_bool": ints(0, 1),
}
BY_NAME = {
    "axis": AXIS, "out": OUT, "rtype": RTYPE, "type": TYPENUMS, "type_num": TYPENUMS, "typenum": TYPENUMS,
    "typenum1": TYPENUMS, "typenum2": TYPENUMS, "fromtype": TYPENUMS, "totype": TYPENUMS, "is_f_order": ints(0, 1),
    "ctypeptr": fresh(Memory, "&memory"), "item": fresh(Memory, "&memory"), "context": objects("NULL"),
    "min_depth": ints(0, 0, 1, 2), "max_depth": ints(0, 0, 1, 2), "flags": REQUIREMENTS, "requirements": REQUIREMENTS,
}

INDICES = objects("[0, 1]", "[1, 0, 2]", "[-1]", "[9]", "[1.5, 2]", "[[1, 2], [3, 4]]", "1", "i4", "i4_0d", "bool",
                  "None", "'text'", "[]", "()", "f4", "none", "2**70", "object")
CLIP = objects("NULL", "None", "1", "2.5", "-3", "[0, 1]", "f8_0d", "i4", "f4", "'text'", "bad", "1j")
SMALL = ["i8_23", "f8_23", "f8_32F", "i4_0d", "f8_0d", "f4", "i4", "c16", "bool", "none", "objnum", "S", "matrix",
         "[0, 1]", "[1, 0, 2]", "2.5", "[[1, 2], [3, 4]]", "sub", "'text'", "None", "bad", "m8", "f8_222", "high"]
SIZED = without(DESCRS, "dt S", "dt U", "dt V")
MODES = without(OBJECTS, "NULL", "i4_0d", "-3", "int32(5)", "[-1]", "(3, 2)", "(-1, 2)", "[9]")
SCALARS = objects("int32(5)", "float64(2.5)", "bool_", "str_", "bytes_", "complex64", "longdouble", "half",
                  "datetime64", "timedelta64", "void", "V3")

# topic: {function: {argument: pool}}; what is not named is as above.
TOPICS = {
    "reductions": {f"PyArray_{name}": {"ap": NUMBERS, "self": NUMBERS, "op": ARRAY} for name in (
        "Max", "Min", "Ptp", "Mean", "Sum", "CumSum", "Prod", "CumProd", "All", "Any", "ArgMax", "ArgMin",
    )} | {
        "PyArray_Std": {"self": NUMBERS, "variance": ints(0, 1)},
        "PyArray_Trace": {"self": objects("i8_23", "f8_222", "matrix", "f8_32F", "i4", "f8_0d", "none", "objnum"),
                          "offset": ints(0, 1, -1, 9), "axis1": ints(0, 1, -1, 4), "axis2": ints(1, 0, -1, 4)},
        "PyArray_Diagonal": {"offset": ints(0, 1, -1, 9), "axis1": ints(0, 1, -1, 4), "axis2": ints(1, 0, -1, 4)},
        "PyArray_Round": {"decimals": ints(0, 1, -1, 40), "out": OUT},
        "PyArray_Clip": {"min": CLIP, "max": CLIP},
        "PyArray_Conjugate": {},
        "PyArray_CountNonzero": {},
    },
    "selection": {
        "PyArray_TakeFrom": {"indices0": INDICES},
        "PyArray_PutTo": {"indices0": INDICES},
        "PyArray_PutMask": {"mask0": objects("bool", "[0, 1]", "1", "None", "i4", "i8_23", "'text'", "[]", "f8_0d")},
        "PyArray_Repeat": {"op": INDICES},
        "PyArray_Choose": {"op": objects("[array, array]", "(2x3, 2x3)", "[i4, 2x3]", "i8_23", "[0, 1]", "[]", "1",
                                         "None", "f8_222", "ragged", "'text'")},
        "PyArray_Compress": {"condition": objects("bool", "[0, 1]", "True", "i4", "i8_23", "None", "[]", "'text'")},
        "PyArray_Sort": {}, "PyArray_ArgSort": {},
        "PyArray_Partition": {"ktharray": objects("i4_0d", "i4", "bool", "f4", "none", "u1", "i8_23")},
        "PyArray_ArgPartition": {"ktharray": objects("i4_0d", "i4", "bool", "f4", "none", "u1", "i8_23")},
        "PyArray_SearchSorted": {"op1": objects("i4_0d", "f8_23", "sub", "u1", "f2", "view", "none", *SORTED),
                                 "op2": without(SMALL, "None", "high", "objnum"), "perm": objects("NULL", "[0, 1]", "i4",
                                                                        "[9]", "f4", "'text'")},
        "PyArray_LexSort": {"sort_keys": objects("[array, array]", "(2x3, 2x3)", "i8_23", "[0, 1]", "1", "i4_0d", "[]",
                                                "None", "f8_222", "[i4, 2x3]", "S", "struct", "ragged", "objnum")},
        "PyArray_Nonzero": {},
        "PyArray_Where": {"condition": objects("bool", "i8_23", "True", "i4_0d", "None", "[0, 1]", "S"),
                          "x": objects("NULL", *SMALL), "y": objects("NULL", *SMALL)},
        "PyArray_Concatenate": {"op": objects("[array, array]", "(2x3, 2x3)", "[i4, 2x3]", "i8_23", "[0, 1]", "[]", "1",
                                              "None", "f8_222", "ragged", "'text'", "matrix", "f8_0d", "iterator")},
    },
    "products": {
        "PyArray_InnerProduct": {"op1": objects(*SMALL), "op2": objects(*SMALL)},
        "PyArray_MatrixProduct": {"op1": objects(*SMALL), "op2": objects(*SMALL)},
        "PyArray_MatrixProduct2": {"op1": objects(*SMALL), "op2": objects(*SMALL), "out": OUT},
        "PyArray_Correlate": {"op1": objects(*SMALL), "op2": objects(*SMALL), "mode": ints(0, 1, 2, 5)},
        "PyArray_Correlate2": {"op1": objects(*SMALL), "op2": objects(*SMALL), "mode": ints(0, 1, 2, 5)},
    },
    "shapes": {
        "PyArray_Reshape": {"self": ARRAY, "shape": objects("[0, 1]", "(3, 2)", "(-1, 2)", "(2, 2.5)", "1", "-3", "()", "i4", "None",
                                             "'text'", "object", "int32(5)", "2**70", "[-1]", "index")},
        "PyArray_Newshape": {}, "PyArray_Squeeze": {},
        "PyArray_Transpose": {"permute": of(Sizes, None, (1, 0), (0, 1), (0, 0), (0,), (), (-1, 0), (2, 1, 0), (0, 5))},
        "PyArray_SwapAxes": {"a1": ints(0, 1, -1, 4), "a2": ints(0, 1, -1, -5)},
        "PyArray_Flatten": {}, "PyArray_Ravel": {}, "PyArray_NewCopy": {}, "PyArray_ToList": {},
        "PyArray_ToString": {"self": without(ARRAYS, "g", "obj", "objnum", "obj_0d", "T")},
        "PyArray_Byteswap": {"self": without(ARRAYS, "g", "U")},
        "PyArray_Resize": {"refcheck": ints(0, 1), "newshape": SIZES[:-2]},
        "PyArray_View": {"pytype": objects("NULL", "t ndarray", "t Sub", "t matrix"),
                         "type": without(DESCRS, "dt g"),
                         "self": without(ARRAYS, "g", "obj", "objnum", "obj_0d")},
        "PyArray_GetField": {"offset": ints(0, 1, 4, -1, 8, 100)},
        "PyArray_SetField": {"offset": ints(0, 1, 4, -1, 8, 100), "val": objects("1", "2.5", "[0, 1]", "'text'", "None",
                                                                                "i4", "bad")},
        "PyArray_CheckAxis": {"axis": of(Ints, *([n] for n in (0, 1, -1, -3, 4, NPY_RAVEL_AXIS)))},
        "PyArray_Return": {}, "PyArray_Size": {"op": ANY}, "PyArray_ElementStrides": {"obj": ANY},
        "PyArray_FailUnlessWriteable": {"name": of(Text, b"the name")},
        "PyArray_SetBaseObject": {"obj": objects("NULL", "i4", "view", "ro", "object", "bytearray", "None", "sub")},
        "PyArray_SetWritebackIfCopyBase": {}, "PyArray_SetUpdateIfCopyBase": {},
        "PyArray_ResolveWritebackIfCopy": {},
        "PyArray_UpdateFlags": {"flagmask": ints(0x1, 0x2, 0x100, 0x400, 0x503)},
        "PyArray_RemoveAxesInPlace": {"arr": objects("f8_131"), "flags": of(Flags, [0, 0, 0], [1, 0, 0], [1, 0, 1])},
    },
    "filling": {
        "PyArray_FillWithScalar": {}, "PyArray_CopyObject": {"dest": without(ARRAYS, "ro", "unaligned")}, "PyArray_CopyInto": {}, "PyArray_CopyAnyInto": {},
        "PyArray_Pack": {"descr": objects(*[d for d in DESCRS if d not in (
            "NULL", "dt S", "dt U", "dt V", "dt V8", "dt O", "dt T", "dt i4,O", "dt g")])},
        "PyArray_Zero": {"arr": without(ARRAYS, "obj", "objnum", "obj_0d", "T", "g")},
        "PyArray_One": {"arr": without(ARRAYS, "obj", "objnum", "obj_0d", "T", "g")},
    },
    "creation": {
        "PyArray_New": {"subtype": objects("t ndarray", "t Sub", "t matrix"), "nd": ints(2, 1, 0), "dims": LENGTHS,
                        "strides": of(Words, [24, 8], [8, 16], [0, 0]) + objects("NULL", "NULL"),
                        "data": [lambda: Memory("memory", bytes(range(64)))], "itemsize": ints(0, 4, 8, -1),
                        "type_num": ints(*range(0, 13), 14, 15, 18, 20, 21, 22, 23, 24, 200),
                        "flags": ints(0, 1, 2, 0x400, 0x501), "obj": objects("NULL", "i4", "sub")},
        "PyArray_NewFromDescr": {"subtype": objects("t ndarray", "t Sub", "t matrix"), "nd": ints(2, 1, 0, 70, -1),
                                 "dims": LENGTHS,
                                 "descr": without(DESCRS, "NULL", "dt O", "dt T", "dt i4,O", "dt g", "dt U", "dt U2"),
                                 "strides": of(Words, [24, 8], [8, 16]) + objects("NULL", "NULL"),
                                 "data": [lambda: Memory("memory", bytes(range(64)))],
                                 "flags": ints(0, 1, 2, 0x400, 0x501), "obj": objects("NULL", "sub")},
        "PyArray_NewLikeArray": {"dtype": DESCR_OR_NULL, "subok": ints(0, 1)},
        "PyArray_Zeros": {"nd": ints(2, 1, 0), "dims": LENGTHS + of(Words, [-1, 2], [2**40, 2**40]),
                          "type": SIZED},
        "PyArray_Empty": {"nd": ints(2, 1, 0), "dims": LENGTHS + of(Words, [-1, 2], [2**40, 2**40]),
                          "type": SIZED},
        "PyArray_Arange": {"start": of(Double, 0, 1.5, -2), "stop": of(Double, 4, 0, 1e300, float("nan")),
                           "step": of(Double, 1, -1, 0.5, 0, float("inf")), "type_num": TYPENUMS},
        "PyArray_ArangeObj": {"start": objects("1", "2.5", "None", "'text'", "datetime64"),
                              "stop": objects("NULL", "2", "None", "2.5", "i4_0d", "timedelta64", "-3"),
                              "step": objects("NULL", "None", "1", "-3", "2.5", "'text'"), "dtype": DESCR_OR_NULL},
        "PyArray_FromAny": {"newtype": DESCR_OR_NULL}, "PyArray_CheckFromAny": {"descr": DESCR_OR_NULL},
        "PyArray_FromArray": {"newtype": DESCR_OR_NULL},
        "PyArray_EnsureArray": {}, "PyArray_EnsureAnyArray": {},
        "PyArray_FromBuffer": {"buf": objects("b'bytes'", "bytearray", "memoryview", "i4", "ro", "stepped", "'text'",
                                              "None", "object", "sub"),
                               "count": ints(-1, 0, 1, 2, 100), "offset": ints(0, 1, -1, 8, 100)},
        "PyArray_FromString": {"data": of(Text, b"1 2 3", b"1,2,x", b"12345"), "slen": ints(5),
                               "num": ints(-1, 0, 1),
                               "dtype": without(DESCRS, "dt g", "dt O", "dt T", "dt i4,O", "dt U", "dt U2"),
                               "sep": of(Text, b" ", b",", b"")},
        "PyArray_FromIter": {"obj": objects("iterator", "range", "[0, 1]", "'text'", "1", "None", "dict", "[1.5, 2]",
                                            "[[1, 2], [3, 4]]", "(3, 2)", "i8_23", "f4"),
                             "count": ints(-1, 0, 1, 2, 9)},
        "PyArray_CastToType": {}, "PyArray_FromInterface": {}, "PyArray_FromStructInterface": {"input": ANY},
        "PyArray_FromArrayAttr": {"typecode": DESCR_OR_NULL, "context": objects("NULL", "NULL", "1")},
    },
    "dtypes": {
        "PyArray_DescrFromType": {}, "PyArray_TypeObjectFromType": {}, "PyArray_CanCastSafely": {},
        "PyArray_ValidType": {}, "PyArray_DescrNewFromType": {}, "PyArray_EquivTypenums": {},
        "PyArray_CanCastTo": {}, "PyArray_EquivTypes": {}, "PyArray_PromoteTypes": {}, "PyArray_CanCastTypeTo": {},
        "PyArray_CanCastArrayTo": {}, "PyArray_DescrNew": {},
        "PyArray_ObjectType": {"minimum_type": ints(0, 5, 7, 12, 17, 25)},
        "PyArray_DescrFromObject": {"mintype": DESCR_OR_NULL}, "PyArray_DescrFromScalar": {"sc": SCALARS},
        "PyArray_DescrFromTypeObject": {"type": objects(*TYPES, "int", "float", "np.floating", "np.generic", "np.int16")},
        "PyArray_DescrNewByteorder": {"newendian": ints(*map(ord, "<>=sSBLNIX|"))},
        "PyArray_MinScalarType": {},
        "PyArray_CanCastScalar": {}, "PyArray_CommonDType": {}, "PyArray_GetDefaultDescr": {},
        "PyArray_CanCoerceScalar": {"thistype": ints(*range(24)), "neededtype": ints(*range(24)), "scalar": ints(-1, 0, 1, 2, 3, 4, 5)},
        "PyArray_ScalarKind": {"arr": objects("NULL") + of(Address, "i4", "i4_0d", "f8_0d", "bool", "c16")},
        "PyArray_ResultType": {"narrs": ints(2, 1, 0), "arrs": of(Pointers, ("i4", "f8_0d"), ("i4_0d", "u1"),
                                                                  ("S", "i4"), ("M8", "m8"), ("f4", "c16")),
                               "ndtypes": ints(0, 1, 2), "descrs": of(Pointers, ("dt i1", "dt f4"), ("dt O", "dt S3"),
                                                                      ("dt M8[s]", "dt i8"), ("dt T", "dt U2"))},
        "PyArray_PromoteDTypeSequence": {"length": ints(1, 2), "dtypes_in": of(
            Pointers, ("D Int8DType", "D Float32DType"), ("D BytesDType", "D StrDType"), ("D VoidDType", "D Int64DType"),
            ("D DateTime64DType", "D TimeDelta64DType"), ("D StringDType", "D ObjectDType"))},
        "PyArray_GetNDArrayCVersion": {}, "PyArray_GetNDArrayCFeatureVersion": {}, "PyArray_GetEndianness": {},
        "PyArray_SetStringFunction": {"op": objects("None"), "repr": ints(1)},
    },
    "scalars": {
        "PyArray_Scalar": {"data": [lambda: Memory("memory", bytes(range(65, 105)))],
                           "descr": without(DESCRS, "NULL", "dt O", "dt T", "dt i4,O", "dt U", "dt U2", "dt g", "dt M8", "dt (2,)f4"),
                           "base": objects("NULL")},
        "PyArray_FromScalar": {"scalar": SCALARS, "outcode": objects(*[d for d in DESCRS if d != "dt T"])},
        "PyArray_ScalarAsCtype": {"scalar": objects("int32(5)", "float64(2.5)", "bool_", "complex64", "half", "datetime64", "timedelta64")},
        "PyArray_CastScalarToCtype": {"scalar": SCALARS,
                                      "outcode": objects("dt ?", "dt i1", "dt i8", "dt >i4", "dt f4", "dt c8",
                                                         "dt S3", "dt U2", "dt M8[s]", "dt m8[ms]")},
        "PyArray_CheckAnyScalarExact": {},
        "PyArray_GetPriority": {"default_": of(Double, 0.0, -1.5)},
        "PyArray_PyIntAsInt": {}, "PyArray_PyIntAsIntp": {},
    },
    "converters": {
        "PyArray_Converter": {}, "PyArray_DescrConverter": {}, "PyArray_DescrConverter2": {},
        "PyArray_DescrAlignConverter": {}, "PyArray_DescrAlignConverter2": {},
        "PyArray_IntpConverter": {"seq": fresh(OutDims)},
        "PyArray_AxisConverter": {"axis": of(Ints, [77])}, "PyArray_BoolConverter": {"val": of(Flags, [77])},
        "PyArray_ByteorderConverter": {"endian": of(Flags, [77])}, "PyArray_OrderConverter": {"val": of(Ints, [77])},
        "PyArray_SortkindConverter": {"sortkind": of(Ints, [77])},
        "PyArray_ClipmodeConverter": {"object": MODES, "val": of(Ints, [77])},
        "PyArray_SearchsideConverter": {"addr": of(Ints, [77])}, "PyArray_SelectkindConverter": {"selectkind": of(Ints, [77])},
        "PyArray_CastingConverter": {"casting": of(Ints, [77])},
        "PyArray_ConvertClipmodeSequence": {"object": MODES, "modes": of(Ints, [77, 77]), "n": ints(2, 1)},
        "PyArray_IntpFromSequence": {"vals": of(Words, [77, 77]), "maxvals": ints(2, 1)},
        "PyArray_IntTupleFromIntp": {"len": ints(0, 1, 2), "vals": LENGTHS},
        "PyArray_OutputConverter": {"address": fresh(Borrowed)},
        "PyArray_BufferConverter": {"obj": without(OBJECTS, "NULL", "T"), "buf": fresh(Memory, "&chunk")},
        "PyArray_MultiplyList": {"l1": LENGTHS, "n": ints(0, 1, 2)},
        "PyArray_MultiplyIntList": {"l1": of(Ints, [2, 3], [0, 4]), "n": ints(0, 1, 2)},
        "PyArray_OverflowMultiplyList": {"l1": LENGTHS + of(Words, [2**40, 2**40], [2**62, 2]), "n": ints(0, 1, 2)},
        "PyArray_CompareLists": {"l1": LENGTHS, "l2": LENGTHS, "n": ints(0, 1, 2)},
        "PyArray_CheckStrides": {"elsize": ints(1, 8), "nd": ints(2, 1), "numbytes": ints(0, 48, 100, 7),
                                 "offset": ints(0, 8, 200), "dims": LENGTHS,
                                 "newstrides": of(Words, [24, 8], [8, 16], [-8, 8], [0, 0], [1000, 8])},
        "PyArray_CreateSortedStridePerm": {"ndim": ints(2, 3), "strides": of(Words, [24, 8, 4], [8, 16, 8], [-8, 4, 0]),
                                           "out_strideperm": fresh(Memory, "&items")},
        "PyArray_GetPtr": {"obj": objects("i8_23"), "ind": of(Words, [0, 0], [1, 2])},
    },
    "iterators": {
        "PyArray_IterNew": {"obj": ARRAY},
        "PyArray_IterAllButAxis": {"obj": without(ARRAYS, "i4_0d", "f8_0d", "obj_0d", "struct_0d", "sub_0d"),
                                   "inaxis": of(Ints, [0], [-1])},
        "PyArray_BroadcastToShape": {"obj": ARRAY, "dims": of(Words, [2, 3, 4], [1, 2, 3], [3, 3, 3]), "nd": ints(2, 3, 1)},
        "PyArray_MultiIterNew": {"n": ints(2)},
        "PyArray_MultiIterFromObjects": {
            "mps": of(Pointers, ("i4", "f8_0d"), ("i8_23", "f4"), ("[0, 1]", "1"), ("i4", "f8_23"), ("None", "bad")),
            "n": ints(2, 1), "nadd": ints(0)},
    },
}

PLAIN = ("int", "double", "npy_intp", "void *")
# Functions whose result holds memory that nothing has written.
UNWRITTEN = {"PyArray_NewLikeArray", "PyArray_Empty"}
# Memory of the result is the caller's, to free with PyDataMem_FREE or PyMem_Free.
BYTES = {"PyArray_Zero", "PyArray_One"}


def split_signature(text):
    """(type of the result, types of the arguments) of a C signature."""
    head, _, tail = text.partition("(")
    result = head.rsplit(None, 1)[0].strip()
    if "*" in head.rsplit(None, 1)[1]:
        result += " *"
    tail = tail.rpartition(")")[0].strip()
    parts = [] if tail in ("void", "") else [part.strip() for part in tail.split(",")]
    return result, [part for part in parts if part != "..."]


def pools_of(name, row, own):
    """The pool of each argument of a function."""
    _, types = split_signature(row["signature"])
    pools = []
    for position, (ctype, arg) in enumerate(zip(types, row.get("args", []), strict=True)):
        named = BY_NAME.get(arg) if arg in ("out", "ctypeptr", "context") or ctype in PLAIN else None
        pool = own.get(arg) or named or BY_TYPE.get(ctype)
        if pool is None:
            raise LookupError(f"{name}: no pool for argument {position + 1}, {ctype} {arg}")
        pools.append(pool)
    return pools
