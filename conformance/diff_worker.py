"""One core's side of the differential runner: runs snippets and describes what came of them."""

import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
if "NEWDTYPES" in os.environ:
    sys.path.append(os.environ["NEWDTYPES"])

import re  # noqa: E402

import twin  # noqa: E402

import numpy as np  # noqa: E402

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
# Bytes of a long double that hold its value; the rest is padding.
_LONG = 10


def _hex(flat):
    """The bytes of a one-dimensional array; NaNs as one value, padding as none."""
    dtype = flat.dtype
    if dtype.kind in "fc" and not dtype.isnative:
        flat = flat.astype(dtype.newbyteorder("="))
        dtype = flat.dtype
    if dtype.kind == "c":
        half = flat.view(np.dtype(f"f{dtype.itemsize // 2}"))
        return _hex(half)
    raw = flat.tobytes()
    if dtype.kind == "U":
        text = flat.astype("=U").tobytes().decode("utf-32", "surrogatepass") if dtype.itemsize else ""
        if "0x" in text:
            return _ADDRESS.sub("0x", text)
    if dtype.kind == "S" and b"0x" in raw:
        return _ADDRESS.sub("0x", raw.decode("latin-1"))
    if dtype.kind == "f":
        size = dtype.itemsize
        items = [raw[i:i + size][:_LONG] for i in range(0, len(raw), size)]
        return " ".join("nan" if v != v else item.hex() for v, item in zip(flat.tolist(), items))
    return raw.hex()


def _floats(flat):
    """Values for a comparison within some units in the last place, as hex floats of real and imaginary parts."""
    result = []
    for v in flat.tolist():
        v = complex(v)
        result += [v.real.hex(), v.imag.hex()]
    return result


def describe(value, close, depth=0):
    """A JSON value that is equal for equal results."""
    if isinstance(value, np.ndarray):
        flags = value.flags
        out = {
            "type": type(value).__name__, "dtype": repr(value.dtype), "shape": list(value.shape),
            "strides": list(value.strides) if value.size else None,
            "flags": "".join(name[0] for name in ("c_contiguous", "f_contiguous", "owndata", "writeable", "aligned")
                             if getattr(flags, name)),
        }
        if value.dtype.hasobject or value.dtype.names is not None or value.dtype.kind in "T":
            text = _ADDRESS.sub("0x", repr(value.tolist()))
            # Columns are as wide as the largest duration, which NumPy gets wrong in a foreign byte order.
            out["values"] = re.sub(r"\s+", " ", text) if "'>m8" in out["dtype"] else text
            return out
        if value.size > 4096:
            value = value.reshape(-1)[:4096]
        flat = np.array(value, order="C", copy=True, subok=False).reshape(-1)
        if close and flat.dtype.kind in "fc" and flat.dtype.itemsize <= 16:
            out["close"] = _floats(flat)
        else:
            out["bytes"] = _hex(flat)
        return out
    if isinstance(value, np.generic):
        inner = describe(np.asarray(value), close)
        return {"type": type(value).__name__, "dtype": inner["dtype"],
                **{k: inner[k] for k in ("bytes", "values", "close") if k in inner}}
    if isinstance(value, (tuple, list)) and depth < 4:
        return {"type": type(value).__name__, "items": [describe(v, close, depth + 1) for v in value[:64]]}
    return {"type": type(value).__name__, "repr": _ADDRESS.sub("0x", repr(value))[:2000]}


def handle(request):
    """Run a snippet that leaves its results in ``r``."""
    names = {"np": np, "nan": float("nan"), "inf": float("inf"), "r": None}
    answer = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(request["code"], "<snippet>", "exec"), names)
            answer["result"] = describe(names["r"], request.get("close"))
        except Exception as error:  # noqa: BLE001 - the exception is the result
            answer["raised"] = [type(error).__name__, _ADDRESS.sub("0x", str(error))[:1000]]
    answer["warnings"] = [[w.category.__name__, str(w.message)] for w in caught]
    return answer


if __name__ == "__main__":
    twin.serve(handle)
