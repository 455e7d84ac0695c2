//! Core signatures of generalised ufuncs: `(n?,k),(k,m?)->(n?,m?)`.

use std::ffi::{CString, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::Res;
use ferronum_pyrt::raised::value_error;

/// A parsed signature.
pub struct Core {
    text: CString,
    /// Dimensions of each operand.
    pub num_dims: Vec<c_int>,
    /// First entry of each operand in `dim_ixs`.
    pub offsets: Vec<c_int>,
    /// Numbers of the distinct names.
    pub dim_ixs: Vec<c_int>,
    /// Fixed sizes, or -1.
    pub dim_sizes: Vec<npy_intp>,
    /// `UFUNC_CORE_DIM_*`.
    pub dim_flags: Vec<u32>,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn error(&self, what: &str) -> ferronum_pyrt::Raised {
        value_error(&format!(
            "{what} at position {} in \"{}\"",
            self.at, self.text
        ))
    }

    fn name(&mut self) -> &str {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while bytes
            .get(self.at)
            .is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_')
        {
            self.at += 1;
        }
        &self.text[start..self.at]
    }
}

/// Parses a signature for `nin` inputs and `nout` outputs.
pub fn parse(text: &str, nin: usize, nout: usize) -> Res<Core> {
    let mut p = Parser { text, at: 0 };
    let mut names: Vec<String> = Vec::new();
    let mut core = Core {
        text: CString::new(text).unwrap_or_default(),
        num_dims: Vec::new(),
        offsets: Vec::new(),
        dim_ixs: Vec::new(),
        dim_sizes: Vec::new(),
        dim_flags: Vec::new(),
    };
    let mut nargs = 0;
    while p.peek().is_some() {
        if nargs == nin {
            if !text[p.at..].starts_with("->") {
                return Err(p.error("expect '->'"));
            }
            p.at += 2;
        }
        if p.peek() != Some(b'(') {
            return Err(p.error("expect '('"));
        }
        p.at += 1;
        core.offsets.push(core.dim_ixs.len() as c_int);
        let mut n = 0;
        while p.peek() != Some(b')') {
            let Some(first) = p.peek() else {
                return Err(p.error("incomplete signature: not all arguments found"));
            };
            // What is wrong with a dimension is said of its first character.
            let start = p.at;
            let (name, size) = if first.is_ascii_digit() {
                let digits = p.name().to_owned();
                match digits.parse::<npy_intp>() {
                    Ok(v) if v > 0 => (v.to_string(), v),
                    _ => {
                        p.at = start;
                        return Err(p.error("expect dimension name or non-zero frozen size"));
                    }
                }
            } else if first.is_ascii_alphabetic() || first == b'_' {
                (p.name().to_owned(), -1)
            } else {
                return Err(p.error("expect dimension name or non-zero frozen size"));
            };
            let ignore = p.peek() == Some(b'?');
            if ignore {
                p.at += 1;
            }
            let ix = match names.iter().position(|n| *n == name) {
                Some(ix) => {
                    let had = core.dim_flags[ix] & UFUNC_CORE_DIM_CAN_IGNORE != 0;
                    if had != ignore {
                        p.at = start;
                        return Err(p.error(if ignore {
                            "? cannot be used, name already seen without ?"
                        } else {
                            "? must be used, name already seen with ?"
                        }));
                    }
                    ix
                }
                None => {
                    names.push(name);
                    core.dim_sizes.push(size);
                    core.dim_flags.push(
                        if size < 0 {
                            UFUNC_CORE_DIM_SIZE_INFERRED
                        } else {
                            0
                        } | if ignore { UFUNC_CORE_DIM_CAN_IGNORE } else { 0 },
                    );
                    names.len() - 1
                }
            };
            core.dim_ixs.push(ix as c_int);
            n += 1;
            match p.peek() {
                Some(b',') => {
                    p.at += 1;
                    if p.peek() == Some(b')') {
                        return Err(p.error("',' must not be followed by ')'"));
                    }
                }
                Some(b')') => {}
                _ => return Err(p.error("expect ',' or ')'")),
            }
        }
        p.at += 1;
        core.num_dims.push(n);
        nargs += 1;
        if nargs != nin && nargs != nin + nout && p.peek() == Some(b',') {
            p.at += 1;
            if p.peek().is_none() {
                return Err(p.error("incomplete signature: not all arguments found"));
            }
        } else if nargs != nin && nargs != nin + nout {
            return Err(p.error("expect ','"));
        } else if nargs == nin + nout && nout > 0 && p.peek().is_some() {
            return Err(p.error("expect '('"));
        }
    }
    if nargs != nin + nout {
        return Err(p.error("incomplete signature: not all arguments found"));
    }
    Ok(core)
}

fn leak<T>(v: Vec<T>) -> *mut T {
    Box::leak(v.into_boxed_slice()).as_mut_ptr()
}

impl Core {
    /// Hands everything over to the ufunc.
    ///
    /// # Safety
    /// `u` is a ufunc that is being made.
    pub unsafe fn install(self, u: *mut PyUFuncObject) {
        // SAFETY: as the caller vouches; `free` takes the memory back with the lengths that the struct implies.
        unsafe {
            (*u).core_enabled = c_int::from(!self.dim_ixs.is_empty());
            (*u).core_num_dim_ix = self.dim_sizes.len() as c_int;
            (*u).core_num_dims = leak(self.num_dims);
            (*u).core_offsets = leak(self.offsets);
            (*u).core_dim_ixs = leak(self.dim_ixs);
            (*u).core_dim_sizes = leak(self.dim_sizes);
            (*u).core_dim_flags = leak(self.dim_flags);
            (*u).core_signature = self.text.into_raw();
        }
    }
}

unsafe fn unleak<T>(p: *mut T, n: usize) {
    if !p.is_null() {
        // SAFETY: leaked by `leak` with this length.
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(p, n)) });
    }
}

/// Frees what `Core::install` handed over.
///
/// # Safety
/// `u` is a ufunc that is being deallocated.
pub unsafe fn free(u: *mut PyUFuncObject) {
    // SAFETY: the lengths are those of install.
    unsafe {
        if (*u).core_num_dims.is_null() {
            return;
        }
        let nargs = (*u).nargs as usize;
        let total: usize = std::slice::from_raw_parts((*u).core_num_dims, nargs)
            .iter()
            .map(|&n| n as usize)
            .sum();
        let names = (*u).core_num_dim_ix as usize;
        unleak((*u).core_num_dims, nargs);
        unleak((*u).core_offsets, nargs);
        unleak((*u).core_dim_ixs, total);
        unleak((*u).core_dim_sizes, names);
        unleak((*u).core_dim_flags, names);
        drop(CString::from_raw((*u).core_signature));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matmul_signature() {
        let c = parse("(n?,k),(k,m?)->(n?,m?)", 2, 1).ok().unwrap();
        assert_eq!(c.num_dims, [2, 2, 2]);
        assert_eq!(c.dim_ixs, [0, 1, 1, 2, 0, 2]);
        assert_eq!(c.offsets, [0, 2, 4]);
        assert_eq!(c.dim_flags, [6, 2, 6]);
    }
}
