//! Structured dtypes: their fields, and how they are put together from names, formats, offsets and titles.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{key_error, system_error, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, dict_new, int_new, ops, tuple_new};

use crate::dtype::builtin::builtin;
use crate::dtype::copy;
use crate::model::descr::Descr;

/// One field.
pub struct Field {
    /// Its dtype.
    pub descr: Own<Descr>,
    /// Bytes from the start of the element.
    pub offset: isize,
    /// Its title, if it has one.
    pub title: Option<Owned>,
}

/// Takes an entry of a `fields` dict apart.
fn unpack(entry: &Object) -> Res<Field> {
    let wrong = || value_error("field entry is not a tuple of dtype and offset");
    if !entry.is_tuple() || !(2..=3).contains(&entry.tuple_len()) {
        return Err(wrong());
    }
    let items = entry.tuple_items();
    let Some(descr) = items[0].downcast::<Descr>() else {
        return Err(wrong());
    };
    Ok(Field {
        descr: descr.own(),
        offset: items[1].to_isize()?,
        title: items.get(2).map(|t| t.own()),
    })
}

/// The field of that name or title, if there is one.
pub fn field_opt(d: &Descr, name: &Object) -> Res<Option<Field>> {
    let Some(fields) = d.fields().map(Object::own) else {
        return Ok(None);
    };
    match fields.dict_get(name)? {
        Some(e) => Ok(Some(unpack(&e)?)),
        None => Ok(None),
    }
}

/// The field of that name.
pub fn field(d: &Descr, name: &Object) -> Res<Field> {
    match field_opt(d, name)? {
        Some(f) => Ok(f),
        None => Err(key_error(&name.str_text()?)),
    }
}

/// All fields in the order of their names.
pub fn fields(d: &Descr) -> Res<Vec<Field>> {
    match d.names().map(Object::own) {
        Some(names) => names.tuple_items().iter().map(|n| field(d, n)).collect(),
        None => Ok(Vec::new()),
    }
}

fn entry(f: &Field, descr: &Descr) -> Res<Owned> {
    let offset = int_new(f.offset as i64)?;
    match &f.title {
        Some(t) => tuple_new(&[descr, &offset, t]),
        None => tuple_new(&[descr, &offset]),
    }
}

/// A new `fields` dict in which `change` was applied to each dtype.
pub(crate) fn map_fields(d: &Descr, change: impl Fn(&Descr) -> Res<Own<Descr>>) -> Res<Owned> {
    let table = dict_new()?;
    let names = d
        .names()
        .ok_or_else(|| system_error("dtype without fields"))?
        .own();
    for name in names.tuple_items() {
        let f = field(d, name)?;
        let e = entry(&f, &*change(&f.descr)?)?;
        table.dict_set(name, &e)?;
        if let Some(t) = &f.title
            && t.is_str()
        {
            table.dict_set(t, &e)?;
        }
    }
    Ok(table)
}

/// `d[["a", "b"]]`: those fields at their places.
pub fn select(d: &Descr, keys: &Object) -> Res<Own<Descr>> {
    let table = dict_new()?;
    let names = d.names().map(Object::own);
    for key in keys.tuple_items() {
        // A title is no name here.
        let mut known = false;
        if let Some(names) = &names {
            for n in names.tuple_items() {
                known |= n.equals(key)?;
            }
        }
        if !known {
            return Err(ferronum_pyrt::raised::raise_object(
                ferronum_pyrt::raised::exc::KeyError(),
                key,
            ));
        }
        let f = field(d, key)?;
        if table.dict_get(key)?.is_some() {
            return Err(value_error(&format!(
                "duplicate field of name {}",
                key.repr_text()?
            )));
        }
        let e = entry(&f, &f.descr)?;
        table.dict_set(key, &e)?;
        if let Some(t) = &f.title
            && t.is_str()
        {
            table.dict_set(t, &e)?;
        }
    }
    let new = copy::copy(builtin(NPY_VOID))?;
    // SAFETY: a fresh legacy descriptor takes the references over.
    unsafe {
        let p = new.raw();
        p.set_fields(table.into_ptr());
        p.set_names(keys.own().into_ptr());
        p.set_elsize(d.elsize());
        p.set_flags(d.flags());
    }
    Ok(new)
}

/// Puts a structured dtype together, field after field.
pub(crate) struct Builder {
    names: Vec<Owned>,
    table: Owned,
    flags: u64,
    align: bool,
    size: isize,
    max_align: isize,
    /// Start, end and whether there are references in it, of each field.
    spans: Vec<(isize, isize, bool)>,
    titles_first: bool,
}

impl Builder {
    pub(crate) fn new(align: bool) -> Res<Self> {
        Ok(Builder {
            names: Vec::new(),
            table: dict_new()?,
            flags: NPY_NEEDS_PYAPI,
            align,
            size: 0,
            max_align: 1,
            spans: Vec::new(),
            titles_first: false,
        })
    }

    /// Has titles stand before the names in the table, not behind them.
    pub(crate) fn titles_first(mut self) -> Self {
        self.titles_first = true;
        self
    }

    /// Where the next field lies if nobody says otherwise.
    pub(crate) fn next_offset(&self, d: &Descr) -> isize {
        if self.align && d.alignment() > 1 {
            let a = d.alignment();
            (self.size + a - 1) / a * a
        } else {
            self.size
        }
    }

    /// True if `key` is a name or title already.
    pub(crate) fn knows(&self, key: &Object) -> Res<bool> {
        Ok(self.table.dict_get(key)?.is_some())
    }

    /// Adds a field. Names and titles have been checked.
    pub(crate) fn push(
        &mut self,
        name: &Object,
        d: &Descr,
        offset: Option<isize>,
        title: Option<&Object>,
    ) -> Res<()> {
        let at = match offset {
            Some(o) => o,
            None => self.next_offset(d),
        };
        if self.align {
            self.max_align = self.max_align.max(d.alignment());
        }
        let end = at
            .checked_add(d.elsize())
            .filter(|&e| e <= i32::MAX as isize)
            .ok_or_else(|| value_error("dtype size in bytes must fit into a C int."))?;
        let f = Field {
            descr: d.own(),
            offset: at,
            title: title.map(Object::own),
        };
        let e = entry(&f, d)?;
        // The very object that was given: pickles tell equal names apart from the same one.
        if let Some(t) = title.filter(|_| self.titles_first) {
            self.table.dict_set(t, &e)?;
        }
        self.table.dict_set(name, &e)?;
        if let Some(t) = title {
            self.table.dict_set(t, &e)?;
        }
        self.names.push(name.own());
        self.flags |= d.flags() & NPY_FROM_FIELDS;
        self.spans.push((at, end, d.has_references()));
        self.size = self.size.max(end);
        Ok(())
    }

    /// Gives the field a title that is no `str`: it is kept, but names nothing.
    pub(crate) fn set_title(&mut self, name: &Object, title: &Object) -> Res<()> {
        if let Some(e) = self.table.dict_get(name)? {
            let items = e.tuple_items();
            self.table
                .dict_set(name, &*tuple_new(&[items[0], items[1], title])?)?;
        }
        Ok(())
    }

    /// References must not share bytes with anything else; only fields with offsets of their own can.
    pub(crate) fn check_overlap(&self) -> Res<()> {
        for (i, &(start, end, references)) in self.spans.iter().enumerate() {
            let shares = |&(k, &(from, to, _)): &(usize, &(isize, isize, bool))| {
                k != i && from < end && start < to
            };
            if references && self.spans.iter().enumerate().any(|other| shares(&other)) {
                return Err(type_error(
                    "Cannot create a NumPy dtype with overlapping object fields",
                ));
            }
        }
        Ok(())
    }

    /// Largest alignment of a field.
    pub(crate) fn alignment(&self) -> isize {
        self.max_align
    }

    /// Bytes of the element.
    pub(crate) fn finished_size(&self) -> isize {
        if self.align {
            (self.size + self.max_align - 1) / self.max_align * self.max_align
        } else {
            self.size
        }
    }

    /// The dtype, `itemsize` bytes large where that was asked for.
    pub(crate) fn build(self, itemsize: Option<isize>) -> Res<Own<Descr>> {
        let size = itemsize.unwrap_or_else(|| self.finished_size());
        let new = copy::copy(builtin(NPY_VOID))?;
        let names = ops::tuple_from(self.names.into_iter().map(Ok))?;
        // SAFETY: a fresh legacy descriptor takes the references over.
        unsafe {
            let p = new.raw();
            p.set_elsize(size);
            p.set_names(names.into_ptr());
            p.set_fields(self.table.into_ptr());
            let mut flags = self.flags;
            if self.align {
                flags |= NPY_ALIGNED_STRUCT;
                p.set_alignment(self.max_align);
            }
            p.set_flags(flags);
        }
        Ok(new)
    }
}
