//! Strings: the string ufuncs over `S`, `U` and StringDType, the arenas of StringDType, `_vec_string`, `compare_chararrays`.
