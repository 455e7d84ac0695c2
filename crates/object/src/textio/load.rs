//! `_load_from_filelike`: the engine of `np.loadtxt`.

use std::ffi::CString;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, raise, type_error, value_error, warn};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, none};

use super::field::{Column, Options, columns};
use super::source::Source;
use super::tokenizer::{Dialect, Tokenizer, is_space};
use crate::arguments::convert as arg;
use crate::array::resize::resize;
use crate::model::Array;
use crate::model::Descr;
use crate::storage::create;

/// A control character: one character, or `None`.
fn control(obj: Option<&Object>, default: u8) -> Res<Option<u32>> {
    let Some(obj) = obj else {
        return Ok(Some(u32::from(default)));
    };
    if obj.is_none() {
        return Ok(None);
    }
    // SAFETY: checked to be a str before it is read.
    unsafe {
        if !obj.is_str() || ffi::PyUnicode_GetLength(obj.as_ptr()) != 1 {
            return Err(type_error(&format!(
                "Text reading control character must be a single unicode character or None; but got: {}",
                obj.repr_begin()?
            )));
        }
        Ok(Some(ffi::PyUnicode_ReadChar(obj.as_ptr(), 0)))
    }
}

fn check_dialect(d: &Dialect) -> Res<()> {
    for (c, name) in [
        (d.delimiter, "delimiter"),
        (d.quote, "quotechar"),
        (d.comment, "comment"),
    ] {
        if c == Some(10) || c == Some(13) {
            return Err(type_error(&format!(
                "control character '{name}' cannot be a newline (`\\r` or `\\n`)."
            )));
        }
    }
    let same = |a: Option<u32>, b: Option<u32>| a.is_some() && a == b;
    let blank = |c: Option<u32>| d.delimiter.is_none() && c.is_some_and(is_space);
    let clash = if same(d.comment, d.quote) {
        ("comment", "quotechar")
    } else if blank(d.quote) {
        ("delimiter", "quotechar")
    } else if blank(d.comment) {
        ("delimiter", "comment")
    } else if same(d.quote, d.delimiter) {
        ("quotechar", "delimiter")
    } else if same(d.comment, d.delimiter) {
        ("comment", "delimiter")
    } else {
        return Ok(());
    };
    Err(type_error(&format!(
        "The values for control characters '{}' and '{}' are incompatible",
        clash.0, clash.1
    )))
}

/// `usecols`: indices, negative ones from the end of each row.
fn use_columns(obj: &Object) -> Res<Vec<isize>> {
    let n = obj.len()?;
    let mut out = Vec::with_capacity(n);
    for i in 0..n {
        let item = obj.seq_item(i)?;
        let index = item.index().map_err(|e| {
            if !e.matches(exc::TypeError()) {
                return e;
            }
            e.clear();
            type_error(&format!(
                "usecols must be an int or a sequence of ints but it contains at least one element of type '{}'",
                item.type_name()
            ))
        })?;
        out.push(index.to_isize().map_err(|e| {
            e.clear();
            raise(
                exc::OverflowError(),
                &format!(
                    "cannot fit '{}' into an index-sized integer",
                    item.type_name()
                ),
            )
        })?);
    }
    Ok(out)
}

/// The converter of each of `n` columns.
fn converters(obj: &Object, n: usize, usecols: Option<&[isize]>) -> Res<Vec<Option<Owned>>> {
    if obj.is_none() {
        return Ok(vec![None; n]);
    }
    if obj.is_callable() {
        return Ok(vec![Some(obj.own()); n]);
    }
    if !obj.is_dict() {
        return Err(type_error(
            "converters must be a dictionary mapping columns to converter functions or a single callable.",
        ));
    }
    let mut out = vec![None; n];
    let items = obj
        .call_method(ferronum_pyrt::intern!("items"), &[])?
        .to_tuple()?;
    for item in items.tuple_items() {
        let [key, value] = item.tuple_items() else {
            return Err(value_error("items() of a dictionary gave no pairs"));
        };
        let column = match key.index().and_then(|k| k.to_isize()) {
            Ok(c) => c,
            Err(e) => {
                e.clear();
                return Err(type_error(&format!(
                    "keys of the converters dictionary must be integers; got {}",
                    key.repr_text()?
                )));
            }
        };
        let place = match usecols {
            Some(cols) => match cols.iter().position(|&c| c == column) {
                Some(i) => i,
                None => continue,
            },
            None => {
                let at = if column < 0 {
                    column + n as isize
                } else {
                    column
                };
                match usize::try_from(at) {
                    Ok(i) if i < n => i,
                    _ => {
                        return Err(value_error(&format!(
                            "converter specified for column {column}, which is invalid for the number of fields {n}."
                        )));
                    }
                }
            }
        };
        if !value.is_callable() {
            return Err(type_error(&format!(
                "values of the converters dictionary must be callable, but the value associated with key {} is not",
                key.repr_text()?
            )));
        }
        out[place] = Some(value.own());
    }
    Ok(out)
}

fn integer(obj: Option<&Object>, default: isize) -> Res<isize> {
    obj.map_or(Ok(default), |o| arg::to_intp(o, "an integer is required"))
}

fn truth(obj: Option<&Object>, default: bool) -> Res<bool> {
    obj.map_or(Ok(default), Object::truth)
}

/// `_load_from_filelike(file, delimiter=',', comment='#', quote='"', imaginary_unit='j', usecols=None, skiplines=0,
/// max_rows=-1, converters=None, dtype=None, encoding=None, filelike=True, byte_converters=False, c_byte_converters=False)`.
pub(super) fn load_from_filelike(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<14> = Sig::new(
        "_load_from_filelike",
        [
            "file",
            "delimiter",
            "comment",
            "quote",
            "imaginary_unit",
            "usecols",
            "skiplines",
            "max_rows",
            "converters",
            "dtype",
            "encoding",
            "filelike",
            "byte_converters",
            "c_byte_converters",
        ],
    )
    .required(1);
    let [
        file,
        delimiter,
        comment,
        quote,
        imaginary,
        usecols,
        skip,
        max_rows,
        convert,
        dtype,
        encoding,
        filelike,
        byte_converters,
        c_byte_converters,
    ] = args.parse(&SIG)?;
    let delimiter = control(delimiter, b',')?;
    let comment = control(comment, b'#')?;
    let quote = control(quote, b'"')?;
    let imaginary = control(imaginary, b'j')?.unwrap_or(u32::from(b'j'));
    let skip = integer(skip, 0)?;
    let max_rows = integer(max_rows, -1)?;
    let filelike = truth(filelike, true)?;
    let options = Options {
        imaginary,
        byte_converters: truth(byte_converters, false)?,
        c_byte_converters: truth(c_byte_converters, false)?,
    };
    let dialect = Dialect {
        delimiter,
        quote,
        comment,
    };
    check_dialect(&dialect)?;
    let Some(descr) = dtype.and_then(|d| d.downcast::<Descr>()) else {
        return Err(type_error(
            "internal error: dtype must be provided and be a NumPy dtype",
        ));
    };
    let encoding = match encoding.and_then(Object::not_none) {
        None => None,
        // What follows a NUL character is no part of the name.
        Some(e) if e.is_str() => e
            .utf8()?
            .split('\0')
            .next()
            .map(|name| CString::new(name).unwrap_or_default()),
        Some(_) => return Err(type_error("encoding must be a unicode string.")),
    };
    let usecols = match usecols.and_then(Object::not_none) {
        Some(u) => Some(use_columns(u)?),
        None => None,
    };
    let source = Source::new(file.unwrap_or(none()), filelike, encoding)?;
    let columns = checked_columns(descr)?;
    let homogeneous = !descr.has_fields();
    if let Some(u) = &usecols
        && !homogeneous
        && u.len() != columns.len()
    {
        return Err(type_error(&format!(
            "If a structured dtype is used, the number of columns in `usecols` must match the effective number of fields. But {} usecols were given and the number of fields is {}.",
            u.len(),
            columns.len()
        )));
    }
    let mut reader = Reader {
        rows: Tokenizer::new(source, dialect),
        descr: descr.own(),
        columns,
        homogeneous,
        usecols,
        converters: Vec::new(),
        convert: convert.unwrap_or(none()).own(),
        options,
    };
    Ok(reader.read(skip, max_rows)?.upcast())
}

fn checked_columns(descr: &Descr) -> Res<Vec<Column>> {
    if descr.has_subarray() {
        return Err(type_error(
            "file reader does not support subarray dtypes.  You canput the dtype into a structured one using `np.dtype(('name', dtype))` to avoid this limitation.",
        ));
    }
    columns(descr)
}

struct Reader {
    rows: Tokenizer,
    descr: Own<Descr>,
    columns: Vec<Column>,
    homogeneous: bool,
    usecols: Option<Vec<isize>>,
    /// Known after the first row.
    converters: Vec<Option<Owned>>,
    convert: Owned,
    options: Options,
}

impl Reader {
    fn read(&mut self, skip: isize, max_rows: isize) -> Res<Own<Array>> {
        let mut line: usize = 0;
        while (line as isize) < skip && self.rows.skip_line()? {
            line += 1;
        }
        let mut out: Option<Output> = None;
        let mut warned = false;
        let mut n: usize = 0;
        while max_rows < 0 || (n as isize) < max_rows {
            if !self.rows.next_row()? {
                break;
            }
            line += 1;
            if self.rows.is_blank() {
                if max_rows > 0 && !warned {
                    warned = true;
                    blank_line(line, max_rows)?;
                }
                continue;
            }
            if out.is_none() {
                out = Some(self.begin(max_rows)?);
            }
            if let Some(o) = &mut out {
                let row = o.row(n)?;
                // SAFETY: row n of an array that nobody else knows.
                unsafe { self.store_row(n, row, o.width)? };
            }
            n += 1;
        }
        match out {
            Some(o) => o.finish(n),
            None => {
                let width = self.usecols.as_ref().map_or(1, Vec::len);
                let shape = [0, width as isize];
                let ndim = if self.homogeneous { 2 } else { 1 };
                create::empty(&shape[..ndim], self.descr.own(), NPY_CORDER)
            }
        }
    }

    /// The number of columns is known: makes the array and looks at the converters.
    fn begin(&mut self, max_rows: isize) -> Res<Output> {
        let found = self.rows.len();
        let width = match &self.usecols {
            Some(u) => u.len(),
            None if self.homogeneous => found,
            None => self.columns.len(),
        };
        self.converters = converters(&self.convert, width, self.usecols.as_deref())?;
        let out = Output::new(
            &self.descr,
            self.homogeneous.then_some(width),
            width,
            max_rows,
        )?;
        if !out.array.descr().is(&self.descr) {
            // The array has an instance of its own, whose memory its elements are in.
            self.descr = out.array.descr().own();
            self.columns = columns(&self.descr)?;
        }
        Ok(out)
    }

    /// # Safety
    /// `out` is an initialised row of the output.
    unsafe fn store_row(&self, row: usize, out: *mut u8, width: usize) -> Res<()> {
        let found = self.rows.len();
        if self.usecols.is_none() && found != width {
            return Err(if self.homogeneous {
                value_error(&format!(
                    "the number of columns changed from {width} to {found} at row {}; use `usecols` to select a subset and avoid this error",
                    row + 1
                ))
            } else {
                value_error(&format!(
                    "the dtype passed requires {width} columns but {found} were found at row {}; use `usecols` to select a subset and avoid this error",
                    row + 1
                ))
            });
        }
        for i in 0..width {
            // The place of the field in the file's row.
            let at = match &self.usecols {
                None => i,
                Some(u) => {
                    let c = if u[i] < 0 {
                        u[i] + found as isize
                    } else {
                        u[i]
                    };
                    match usize::try_from(c) {
                        Ok(c) if c < found => c,
                        _ => {
                            return Err(value_error(&format!(
                                "invalid column index {} at row {} with {found} columns",
                                u[i],
                                row + 1
                            )));
                        }
                    }
                }
            };
            let field = self.rows.field(at);
            let (column, start) = if self.homogeneous {
                (
                    &self.columns[0],
                    out.wrapping_offset(i as isize * self.descr.elsize()),
                )
            } else {
                (&self.columns[i], out)
            };
            // SAFETY: the column lies inside the row.
            let stored = unsafe {
                match &self.converters[i] {
                    Some(c) => column
                        .convert(field, start, c, &self.options)
                        .map(|()| true),
                    None => column.store(field, start, &self.options),
                }
            };
            let cause: Option<Raised> = match stored {
                Ok(true) => continue,
                Ok(false) => None,
                Err(e) => Some(e),
            };
            return Err(column.error(field, row, at, cause));
        }
        Ok(())
    }
}

fn blank_line(line: usize, max_rows: isize) -> Res<()> {
    warn(
        exc::UserWarning(),
        &format!(
            "Input line {line} contained no data and will not be counted towards `max_rows={max_rows}`.  This differs from the behaviour in NumPy <=1.22 which counted lines rather than rows.  If desired, the previous behaviour can be achieved by using `itertools.islice`.\nPlease see the 1.23 release notes for an example on how to do this.  If you wish to ignore this warning, use `warnings.filterwarnings`.  This warning is expected to be removed in the future and is given only once per `loadtxt` call."
        ),
        3,
    )
}

/// The array that grows with the rows.
struct Output {
    array: Own<Array>,
    capacity: usize,
    row_bytes: isize,
    /// Columns.
    width: usize,
}

impl Output {
    fn new(descr: &Descr, columns: Option<usize>, width: usize, max_rows: isize) -> Res<Output> {
        let mut shape = vec![0];
        shape.extend(columns.map(|c| c as isize));
        let row_bytes = descr
            .elsize()
            .checked_mul(columns.unwrap_or(1) as isize)
            .ok_or_else(ferronum_pyrt::raised::no_memory)?;
        let block = (1 << 18) / row_bytes.max(1);
        let capacity =
            block
                .clamp(8, 1 << 16)
                .min(if max_rows >= 0 { max_rows } else { isize::MAX });
        shape[0] = capacity;
        Ok(Output {
            array: create::zeros(&shape, descr.own(), NPY_CORDER)?,
            capacity: capacity as usize,
            row_bytes,
            width,
        })
    }

    fn set_rows(&mut self, n: usize) -> Res<()> {
        let mut shape = crate::model::Dims::from(self.array.shape());
        shape[0] = n as isize;
        self.capacity = n;
        resize(&self.array, &shape, false)
    }

    /// Memory of row `n`, the next one.
    fn row(&mut self, n: usize) -> Res<*mut u8> {
        if n >= self.capacity {
            let larger = self
                .capacity
                .checked_add(self.capacity / 2 + 8)
                .ok_or_else(ferronum_pyrt::raised::no_memory)?;
            self.set_rows(larger)?;
        }
        Ok(self
            .array
            .data()
            .wrapping_offset(n as isize * self.row_bytes))
    }

    fn finish(mut self, n: usize) -> Res<Own<Array>> {
        if n != self.capacity {
            self.set_rows(n)?;
        }
        Ok(self.array)
    }
}
