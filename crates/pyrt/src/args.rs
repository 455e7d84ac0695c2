//! Arguments of a call in the vectorcall layout, and NumPy's manner of matching them to parameters
//! (with the texts of its `TypeError`s).

use pyo3_ffi as ffi;

use crate::object::{Layout, Object, Own};
use crate::raised::{Raised, Res, type_error};

/// The arguments of one call: positional values, then keyword values, then the tuple of their names.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    values: &'a [&'a Object],
    npos: usize,
    kwnames: Option<&'a Object>,
}

impl<'a> Args<'a> {
    /// Wraps what the vectorcall protocol passes.
    ///
    /// # Safety
    /// `args` holds `npos` positional values and then one for each name of `kwnames` (a tuple or NULL).
    #[inline(always)]
    pub unsafe fn from_vectorcall(
        args: *const *mut ffi::PyObject,
        npos: usize,
        kwnames: *mut ffi::PyObject,
    ) -> Self {
        // SAFETY: as the caller vouches; &Object is one non-NULL pointer.
        unsafe {
            let kwnames = Object::from_ptr_opt(kwnames).filter(|k| k.tuple_len() > 0);
            let n = npos + kwnames.map_or(0, |k| k.tuple_len());
            let values = if n == 0 {
                &[][..]
            } else {
                std::slice::from_raw_parts(args.cast::<&Object>(), n)
            };
            Args {
                values,
                npos,
                kwnames,
            }
        }
    }

    /// Arguments from positional values alone.
    pub fn positional(values: &'a [&'a Object]) -> Self {
        Args {
            values,
            npos: values.len(),
            kwnames: None,
        }
    }

    /// Calls `f` with the arguments of a `tp_new`/`tp_call` (a tuple, and a dict or NULL). C code that calls such a slot
    /// itself may pass NULL for no arguments.
    ///
    /// # Safety
    /// `args` is a tuple or NULL, `kwargs` a dict or NULL.
    pub unsafe fn with_tuple_dict<R>(
        args: *mut ffi::PyObject,
        kwargs: *mut ffi::PyObject,
        f: impl FnOnce(Args<'_>) -> Res<R>,
    ) -> Res<R> {
        // SAFETY: as the caller vouches. References are taken to names and values, since the callee may
        // run code that changes the dict.
        unsafe {
            let Some(tuple) = Object::from_ptr_opt(args) else {
                return f(Args::positional(&[]));
            };
            if kwargs.is_null() || ffi::PyDict_Size(kwargs) == 0 {
                return f(Args::positional(tuple.tuple_items()));
            }
            let n = ffi::PyDict_Size(kwargs) as usize;
            let (mut names, mut values) = (Vec::with_capacity(n), Vec::with_capacity(n));
            let (mut pos, mut key, mut value) = (0, std::ptr::null_mut(), std::ptr::null_mut());
            while ffi::PyDict_Next(kwargs, &mut pos, &mut key, &mut value) != 0 {
                names.push(Object::from_ptr(key).own());
                values.push(Object::from_ptr(value).own());
            }
            let kwnames = crate::ops::tuple_from(names.into_iter().map(Ok))?;
            let all: Vec<&Object> = tuple
                .tuple_items()
                .iter()
                .copied()
                .chain(values.iter().map(|v| &**v))
                .collect();
            f(Args {
                values: &all,
                npos: tuple.tuple_len(),
                kwnames: Some(&kwnames),
            })
        }
    }

    /// Positional values.
    #[inline(always)]
    pub fn pos(&self) -> &'a [&'a Object] {
        &self.values[..self.npos]
    }

    /// All values: positional ones, then those of `kwnames`.
    #[inline(always)]
    pub fn values(&self) -> &'a [&'a Object] {
        self.values
    }

    /// The names of the keyword values (a non-empty tuple), if any.
    #[inline(always)]
    pub fn kwnames(&self) -> Option<&'a Object> {
        self.kwnames
    }

    /// (name, value) of the keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Object, &'a Object)> + use<'a> {
        let names: &'a [&'a Object] = self.kwnames.map_or(&[], |k| k.tuple_items());
        names
            .iter()
            .copied()
            .zip(self.values[self.npos..].iter().copied())
    }

    /// The keyword value of an ASCII name.
    pub fn keyword(&self, name: &std::ffi::CStr) -> Option<&'a Object> {
        self.keywords()
            .find(|(n, _)| n.is_str_equal(name))
            .map(|(_, v)| v)
    }

    /// The keyword arguments as a new dict (empty if there are none).
    pub fn keywords_dict(&self) -> Res<crate::Owned> {
        let d = crate::ops::dict_new()?;
        for (k, v) in self.keywords() {
            d.dict_set(k, v)?;
        }
        Ok(d)
    }

    /// The positional arguments as a new tuple.
    pub fn pos_tuple(&self) -> Res<crate::Owned> {
        crate::ops::tuple_new(self.pos())
    }

    /// The keyword arguments alone: what a method that counts its positional arguments itself gives to the
    /// interpreter's parser.
    pub fn named(&self) -> Args<'a> {
        Args {
            values: &self.values[self.npos..],
            npos: 0,
            kwnames: self.kwnames,
        }
    }

    /// Raises the interpreter's own error for a function that takes no keywords.
    pub fn no_keywords(&self, name: &str) -> Res<()> {
        if self.kwnames.is_some() {
            return Err(type_error(&format!("{name}() takes no keyword arguments")));
        }
        Ok(())
    }

    /// Exactly `N` positional values, with the texts of `PyArg_ParseTuple`; an empty name is that of a format without
    /// one.
    pub fn exactly<const N: usize>(&self, name: &'static str) -> Res<[&'a Object; N]> {
        match self.pos().try_into() {
            Ok(values) => Ok(values),
            Err(_) => Err(self.wrong_count(&Sig::new(name, [""; N]).required(N).tuple())),
        }
    }

    /// Matches the arguments to the parameters of `sig`; absent ones are `None`.
    #[inline]
    pub fn parse<const N: usize>(&self, sig: &Sig<N>) -> Res<[Option<&'a Object>; N]> {
        let mut out = [None; N];
        if sig.style != Style::Numpy {
            return self.parse_as_c(sig);
        }
        if self.npos > sig.max_positional() {
            return Err(self.too_many(sig));
        }
        for (slot, value) in out.iter_mut().zip(self.pos()) {
            *slot = Some(*value);
        }
        if let Some(names) = self.kwnames {
            self.match_keywords(sig, names, &mut out)?;
        }
        for (i, slot) in out.iter().enumerate().take(sig.required) {
            if slot.is_none() {
                return Err(type_error(&if i < sig.positional_only {
                    format!("{}() missing required positional argument {i}", sig.name)
                } else {
                    format!(
                        "{}() missing required argument '{}' (pos {i})",
                        sig.name, sig.params[i]
                    )
                }));
            }
        }
        Ok(out)
    }

    /// As [`Args::parse`] for the functions whose arguments the interpreter's own parser takes apart: its checks, in
    /// its order, with its texts.
    fn parse_as_c<const N: usize>(&self, sig: &Sig<N>) -> Res<[Option<&'a Object>; N]> {
        let (out, refused) = self.parse_converting(sig)?;
        refused.raise()?;
        Ok(out)
    }

    /// The arguments, and the refusal of names, which the interpreter's parser raises when it has converted the values.
    pub fn parse_converting<const N: usize>(
        &self,
        sig: &Sig<N>,
    ) -> Res<([Option<&'a Object>; N], Refused)> {
        let mut out = [None; N];
        let given = self.values.len();
        let named = given - self.npos;
        if sig.style == Style::Tuple {
            if given < sig.required || given > N {
                return Err(self.wrong_count(sig));
            }
        } else if given > N {
            let keyword = if self.npos == 0 { "keyword " } else { "" };
            return Err(type_error(&format!(
                "{} takes at most {N} {keyword}argument{} ({given} given)",
                sig.called(),
                plural(N)
            )));
        } else if self.npos > sig.max_positional() {
            return Err(type_error(&match sig.max_positional() {
                0 => format!("{} takes no positional arguments", sig.called()),
                most => format!(
                    "{} takes at most {most} positional argument{} ({} given)",
                    sig.called(),
                    plural(most),
                    self.npos
                ),
            }));
        }
        for (slot, value) in out.iter_mut().zip(self.pos()) {
            *slot = Some(*value);
        }
        let mut refused = None;
        if named > 0 {
            for (name, value) in self.keywords() {
                let text = name.utf8()?;
                match (sig.positional_only..N).find(|&i| sig.params[i] == text) {
                    Some(i) if out[i].is_some() => {
                        refused = Some(format!(
                            "argument for {} given by name ('{text}') and position ({})",
                            sig.called(),
                            i + 1
                        ));
                    }
                    Some(i) => out[i] = Some(value),
                    None => {
                        refused.get_or_insert_with(|| {
                            let what = if sig.name.is_empty() {
                                "this function".to_owned()
                            } else {
                                sig.called()
                            };
                            format!("'{text}' is an invalid keyword argument for {what}")
                        });
                    }
                }
            }
        }
        if let Some(i) = out.iter().take(sig.required).position(Option::is_none) {
            return Err(type_error(&if i < sig.positional_only {
                let least = sig.positional_only.min(sig.required);
                format!(
                    "{} takes {} {least} positional argument{} ({} given)",
                    sig.called(),
                    if least < sig.required {
                        "at least"
                    } else {
                        "exactly"
                    },
                    plural(least),
                    self.npos
                )
            } else {
                format!(
                    "{} missing required argument '{}' (pos {})",
                    sig.called(),
                    sig.params[i],
                    i + 1
                )
            }));
        }
        Ok((out, Refused(refused)))
    }

    #[cold]
    fn wrong_count<const N: usize>(&self, sig: &Sig<N>) -> Raised {
        let given = self.values.len();
        let (bound, word) = if given < sig.required {
            (sig.required, "at least")
        } else {
            (N, "at most")
        };
        let word = if sig.required == N { "exactly" } else { word };
        type_error(&format!(
            "{} takes {word} {bound} argument{} ({given} given)",
            sig.called(),
            plural(bound)
        ))
    }

    fn match_keywords<const N: usize>(
        &self,
        sig: &Sig<N>,
        names: &'a Object,
        out: &mut [Option<&'a Object>; N],
    ) -> Res<()> {
        for (name, value) in names.tuple_items().iter().zip(&self.values[self.npos..]) {
            let text = name.utf8()?;
            let Some(i) = (sig.positional_only..N).find(|&i| sig.params[i] == text) else {
                return Err(type_error(&format!(
                    "{}() got an unexpected keyword argument '{text}'",
                    sig.name
                )));
            };
            if out[i].is_some() {
                return Err(type_error(&format!(
                    "argument for {}() given by name ('{text}') and position (position {i})",
                    sig.name
                )));
            }
            out[i] = Some(*value);
        }
        Ok(())
    }

    #[cold]
    fn too_many<const N: usize>(&self, sig: &Sig<N>) -> Raised {
        let (lo, hi, n) = (
            sig.required.min(sig.max_positional()),
            sig.max_positional(),
            self.npos,
        );
        let were = if n == 1 { "was" } else { "were" };
        type_error(&if lo == hi {
            format!(
                "{}() takes {lo} positional arguments but {n} {were} given",
                sig.name
            )
        } else {
            format!(
                "{}() takes from {lo} to {hi} positional arguments but {n} {were} given",
                sig.name
            )
        })
    }
}

/// Why a name among the arguments is refused, if it is.
#[must_use]
pub struct Refused(Option<String>);

impl Refused {
    /// Raises the `TypeError`.
    pub fn raise(self) -> Res<()> {
        match self.0 {
            Some(text) => Err(type_error(&text)),
            None => Ok(()),
        }
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Whose texts a signature uses for wrong counts and names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// NumPy's own parser of vectorcall arguments.
    Numpy,
    /// `PyArg_ParseTupleAndKeywords`.
    TupleKeywords,
    /// `PyArg_ParseTuple`.
    Tuple,
}

/// The parameters of a function: `Sig::new("astype", ["dtype", "order", "casting", "subok", "copy"]).required(1)`.
pub struct Sig<const N: usize> {
    name: &'static str,
    params: [&'static str; N],
    required: usize,
    positional_only: usize,
    keyword_only: usize,
    style: Style,
}

impl<const N: usize> Sig<N> {
    /// All parameters optional, all by position or keyword.
    pub const fn new(name: &'static str, params: [&'static str; N]) -> Self {
        Sig {
            name,
            params,
            required: 0,
            positional_only: 0,
            keyword_only: 0,
            style: Style::Numpy,
        }
    }

    /// With the texts of `PyArg_ParseTupleAndKeywords`; an empty name is that of a format without one.
    pub const fn keywords(mut self) -> Self {
        self.style = Style::TupleKeywords;
        self
    }

    /// With the texts of `PyArg_ParseTuple`, for functions that take no keywords.
    pub const fn tuple(mut self) -> Self {
        self.style = Style::Tuple;
        self
    }

    fn called(&self) -> String {
        if self.name.is_empty() {
            "function".to_owned()
        } else {
            format!("{}()", self.name)
        }
    }

    /// The first `n` parameters are required.
    pub const fn required(mut self, n: usize) -> Self {
        self.required = n;
        self
    }

    /// The first `n` parameters have no keyword.
    pub const fn positional_only(mut self, n: usize) -> Self {
        self.positional_only = n;
        self
    }

    /// The last `n` parameters are given by keyword alone.
    pub const fn keyword_only(mut self, n: usize) -> Self {
        self.keyword_only = n;
        self
    }

    /// The function's name, for messages.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    const fn max_positional(&self) -> usize {
        N - self.keyword_only
    }
}

/// Makes a kwnames tuple for `Object::call_kw` from interned names.
pub fn kwnames(names: &[&Object]) -> Res<Own<Object>> {
    crate::ops::tuple_new(names)
}
