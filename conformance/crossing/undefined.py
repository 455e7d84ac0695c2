"""Calls whose results nobody defines: memory that was never written, addresses, padding. Their values are not compared."""

import re

# Results within some units in the last place are equal for these.
_CLOSE = re.compile(r"\b(a?(sin|cos|tan)h?|arc\w+|exp\w*|log\w*|pow\w*|float_power|cbrt|hypot|sinc|i0|std|var|cov|corrcoef|fft|rfft|norm|inv|solve|det|"
                    r"geomspace|average|mean|polyfit|polyval|kaiser|bartlett|angle|_arg|interp|__pow__|__rpow__|__ipow__|matrix_power|sqrt|"
                    r"reciprocal|divide|remainder|vdot|inner|dot|matmul|einsum|tensordot|multi_dot|correlate\w*|convolve|quantile|percentile)\b")
_FRESH = re.compile(r"(np\.(empty|empty_like|ndarray)|core\._reconstruct)\(|np\.nditer\((.*'allocate'|\[m, None\])")
# Values in the order of a hash table, or of a partition.
_UNORDERED = re.compile(r"core\._unique_hash\(|overwrite_input=|as_strided\(")
# What is close as a number only.
_POWERS_AS_TEXT = re.compile(r"np\.logspace\(.*dtype=(str|object|np\.dtypes\.StringDType)")
# Bytes of objects, or of the padding of long doubles, as numbers.
_RAW = re.compile(r"(np\.bytes_|frombuffer|view|getfield|tobytes|setattr|__setstate__|as_strided|__reduce\w*|dumps|__array_interface__|__array_struct__|byteswap|core\.scalar|_reconstruct|_load)\b")


def close(code):
    """Whether floats are compared within some units in the last place."""
    return bool(_CLOSE.search(code))


def values(code):
    """Whether the values of the result are undefined."""
    if _FRESH.search(code) and not re.search(r"buffer=(?!None\b)", code):
        return True
    if _UNORDERED.search(code) or _POWERS_AS_TEXT.search(code):
        return True
    if "where=" in code and "copyto" not in code and ("out=" not in code or "out=None" in code or "None" in code):
        return True
    return bool(_RAW.search(code)) and bool(re.search(r"object|'O'|np\.array\(None\)|longdouble|'g'|'G'|str_as|\bo\b", code))
