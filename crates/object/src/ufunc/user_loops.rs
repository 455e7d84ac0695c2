//! Legacy loops for user types. They stand in a ufunc's `userloops`, a dict of capsules with lists that extensions read
//! (and whose functions they may replace), one for each user type, in the order of the search.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ffi::{c_int, c_void};
use std::ptr::{NonNull, null, null_mut};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::no_memory;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, ops};

use crate::casting::can_cast_types;
use crate::dtype::builtin::from_type_num;
use crate::model::{DTypeClass, Descr};
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::LoopInfo;

/// An entry of such a list, owned by the list's capsule.
pub type Node = NonNull<PyUFunc_Loop1d>;

/// A loop to be registered.
pub struct NewLoop {
    /// The user type that it is registered for.
    pub key: c_int,
    /// The DType classes of its operands.
    pub classes: Vec<Own<DTypeClass>>,
    /// Its function.
    pub func: PyUFuncGenericFunction,
    /// The function's data.
    pub data: *mut c_void,
    /// The descriptors of its operands, for structures.
    pub exact: Option<Vec<Own<Descr>>>,
}

/// Where a loop goes.
pub enum Place {
    /// Before the entry of this number.
    At(usize),
    /// The entry of this number has these types already.
    Same(usize),
}

struct Entry {
    key: c_int,
    info: *const LoopInfo,
    node: Node,
}

/// The loops of a ufunc for user types.
#[derive(Default)]
pub struct UserLoops {
    entries: RefCell<Vec<Entry>>,
    /// The capsules of the lists, which keep the entries.
    capsules: RefCell<Vec<(c_int, Owned)>>,
}

impl UserLoops {
    /// No loops.
    pub fn is_empty(&self) -> bool {
        self.entries.borrow().is_empty()
    }

    /// The loops for a user type (`None`: for all), in the order of the search.
    pub fn of(&self, key: Option<c_int>) -> Vec<*const LoopInfo> {
        (self.entries.borrow().iter())
            .filter(|e| key.is_none_or(|key| e.key == key))
            .map(|e| e.info)
            .collect()
    }

    /// Where a loop goes: one whose types cast safely to those of another is tried before it.
    pub fn place(&self, new: &NewLoop) -> Res<Place> {
        let listed: Vec<(c_int, *const LoopInfo)> = {
            let entries = self.entries.borrow();
            entries.iter().map(|e| (e.key, e.info)).collect()
        };
        for (i, &(key, info)) in listed.iter().enumerate() {
            if key != new.key {
                continue;
            }
            // SAFETY: infos live as long as the ufunc.
            let other = unsafe { &*info };
            match order_of_search(&other.dtypes, &new.classes)? {
                Ordering::Less => {}
                // Structures of other fields stand side by side.
                Ordering::Equal if new.exact.is_some() => {}
                Ordering::Equal => return Ok(Place::Same(i)),
                Ordering::Greater => return Ok(Place::At(i)),
            }
        }
        Ok(Place::At(listed.len()))
    }

    /// Gives an entry another function. Whoever took the entry's place before sees it too.
    pub fn replace(&self, at: usize, func: PyUFuncGenericFunction, data: *mut c_void) -> Node {
        let node = self.entries.borrow()[at].node;
        // SAFETY: the capsule keeps the entry.
        unsafe {
            (*node.as_ptr()).func = func;
            (*node.as_ptr()).data = data;
        }
        node
    }

    /// Puts a loop into its list, and the list into the ufunc's dict.
    pub fn insert(
        &self,
        uf: &UFunc,
        at: usize,
        key: c_int,
        info: *const LoopInfo,
        node: Node,
    ) -> Res<()> {
        let nodes: Vec<Node> = {
            let mut entries = self.entries.borrow_mut();
            entries.insert(at, Entry { key, info, node });
            let own = entries.iter().filter(|e| e.key == key);
            own.map(|e| e.node).collect()
        };
        for (i, n) in nodes.iter().enumerate() {
            // SAFETY: the capsule keeps the entries, the new one from here on.
            unsafe { (*n.as_ptr()).next = nodes.get(i + 1).map_or(null_mut(), |n| n.as_ptr()) };
        }
        let first = nodes[0].as_ptr().cast::<c_void>();
        let capsule = (self.capsules.borrow().iter())
            .find(|(k, _)| *k == key)
            .map(|(_, c)| c.clone());
        if let Some(c) = capsule {
            // SAFETY: a capsule of ours.
            return ferronum_pyrt::raised::check_status(unsafe {
                ffi::PyCapsule_SetPointer(c.as_ptr(), first)
            });
        }
        // SAFETY: the list's owner from here on, which frees it; the dict is an owned field.
        unsafe {
            let capsule: Owned =
                Own::from_result(ffi::PyCapsule_New(first, null(), Some(free_list)))?;
            self.capsules.borrow_mut().push((key, capsule.clone()));
            let field = &raw mut (*uf.raw()).userloops;
            if (*field).is_null() {
                *field = ops::dict_new()?.into_ptr();
            }
            let number = ops::int_new(i64::from(key))?;
            Object::from_ptr(*field).dict_set(&number, &capsule)
        }
    }
}

/// A list entry of its own, from the allocator that C code frees such memory with.
pub fn new_node(new: &NewLoop) -> Res<Node> {
    let n = new.classes.len().max(1);
    // SAFETY: fresh blocks of the sizes that are written; what fails is freed again.
    unsafe {
        let node = ffi::PyMem_RawCalloc(1, size_of::<PyUFunc_Loop1d>()).cast::<PyUFunc_Loop1d>();
        let node = NonNull::new(node).ok_or_else(no_memory)?;
        let types = ffi::PyMem_RawCalloc(n, size_of::<c_int>()).cast::<c_int>();
        let descrs = match new.exact {
            None => null_mut(),
            Some(_) => ffi::PyMem_RawCalloc(n, size_of::<*mut c_void>()),
        };
        if types.is_null() || (new.exact.is_some() && descrs.is_null()) {
            ffi::PyMem_RawFree(types.cast());
            ffi::PyMem_RawFree(descrs);
            ffi::PyMem_RawFree(node.as_ptr().cast());
            return Err(no_memory());
        }
        let descrs = descrs.cast::<*mut PyArray_Descr>();
        for (i, c) in new.classes.iter().enumerate() {
            types.add(i).write(c.type_num());
        }
        for (i, d) in new.exact.iter().flatten().enumerate() {
            descrs.add(i).write(d.clone().into_ptr().cast());
        }
        node.write(PyUFunc_Loop1d {
            func: new.func,
            data: new.data,
            arg_types: types,
            next: null_mut(),
            nargs: new.classes.len() as c_int,
            arg_dtypes: descrs,
        });
        Ok(node)
    }
}

unsafe extern "C" fn free_list(capsule: *mut ffi::PyObject) {
    // SAFETY: a capsule of `insert`; its list is freed with it.
    unsafe {
        let mut next = ffi::PyCapsule_GetPointer(capsule, null()).cast::<PyUFunc_Loop1d>();
        while !next.is_null() {
            let node = next.read();
            if !node.arg_dtypes.is_null() {
                for i in 0..node.nargs as usize {
                    ffi::Py_XDECREF((*node.arg_dtypes.add(i)).cast());
                }
                ffi::PyMem_RawFree(node.arg_dtypes.cast());
            }
            ffi::PyMem_RawFree(node.arg_types.cast());
            ffi::PyMem_RawFree(next.cast());
            next = node.next;
        }
    }
}

/// Which of two loops of a user type is tried first: the first pair of types that are not equivalent decides.
fn order_of_search(a: &[Own<DTypeClass>], b: &[Own<DTypeClass>]) -> Res<Ordering> {
    for (x, y) in a.iter().zip(b) {
        if std::ptr::eq(&**x, &**y) {
            continue;
        }
        let (x, y) = (from_type_num(x.type_num())?, from_type_num(y.type_num())?);
        if crate::dtype::equivalent(&x, &y)? {
            continue;
        }
        return Ok(if can_cast_types(&x, &y, NPY_SAFE_CASTING)? {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    Ok(Ordering::Equal)
}
