//! Sorting, partitioning and searching of one line of contiguous elements: numbers by typed order, everything
//! else by the DType's `compare`.

use std::cmp::Ordering;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, value_error};
use ferronum_pyrt::{Raised, Res, ffi};
use ferronum_scalar::longdouble::LongDouble;

use crate::model::Array;

/// NumPy's order of an element type: NaN and NaT come last.
trait Ordered: Copy {
    fn order(&self, other: &Self) -> Ordering;
}

macro_rules! int_order {
    ($($t:ty)+) => {$(impl Ordered for $t {
        #[inline(always)]
        fn order(&self, other: &Self) -> Ordering {
            self.cmp(other)
        }
    })+};
}
int_order!(u8 i8 u16 i16 u32 i32 u64 i64);

macro_rules! float_order {
    ($($t:ty)+) => {$(impl Ordered for $t {
        #[inline(always)]
        fn order(&self, other: &Self) -> Ordering {
            self.partial_cmp(other).unwrap_or_else(|| self.is_nan().cmp(&other.is_nan()))
        }
    })+};
}
float_order!(f32 f64 LongDouble);

#[derive(Clone, Copy)]
#[repr(transparent)]
struct HalfBits(u16);

impl Ordered for HalfBits {
    fn order(&self, other: &Self) -> Ordering {
        ferronum_scalar::half::to_f32(self.0).order(&ferronum_scalar::half::to_f32(other.0))
    }
}

/// A count of datetime units; NaT last.
#[derive(Clone, Copy)]
#[repr(transparent)]
struct Stamp(i64);

impl Ordered for Stamp {
    #[inline(always)]
    fn order(&self, other: &Self) -> Ordering {
        // NaT is the smallest integer; one less wraps it to the largest.
        self.0.wrapping_sub(1).cmp(&other.0.wrapping_sub(1))
    }
}

/// Complex: by real part, then imaginary; NaNs last, those in the imaginary part before those in the real one.
#[derive(Clone, Copy)]
#[repr(C)]
struct Pair<T>(T, T);

trait NanTest {
    fn nan(&self) -> bool;
}
macro_rules! nan_test {
    ($($t:ty)+) => {$(impl NanTest for $t {
        #[inline(always)]
        fn nan(&self) -> bool {
            self.is_nan()
        }
    })+};
}
nan_test!(f32 f64 LongDouble);

impl<T: Ordered + NanTest> Ordered for Pair<T> {
    fn order(&self, other: &Self) -> Ordering {
        let class = |p: &Self| match (p.0.nan(), p.1.nan()) {
            (false, false) => 0,
            (false, true) => 1,
            (true, false) => 2,
            (true, true) => 3,
        };
        match class(self).cmp(&class(other)) {
            Ordering::Equal => match class(self) {
                0 => self.0.order(&other.0).then_with(|| self.1.order(&other.1)),
                1 => self.0.order(&other.0),
                2 => self.1.order(&other.1),
                _ => Ordering::Equal,
            },
            different => different,
        }
    }
}

macro_rules! for_ordered {
    ($num:expr, $t:ident => $body:expr) => {
        match $num {
            NPY_BOOL | NPY_UBYTE => {
                type $t = u8;
                Some($body)
            }
            NPY_BYTE => {
                type $t = i8;
                Some($body)
            }
            NPY_SHORT => {
                type $t = i16;
                Some($body)
            }
            NPY_USHORT => {
                type $t = u16;
                Some($body)
            }
            NPY_INT => {
                type $t = i32;
                Some($body)
            }
            NPY_UINT => {
                type $t = u32;
                Some($body)
            }
            NPY_LONG | NPY_LONGLONG => {
                type $t = i64;
                Some($body)
            }
            NPY_ULONG | NPY_ULONGLONG => {
                type $t = u64;
                Some($body)
            }
            NPY_HALF => {
                type $t = HalfBits;
                Some($body)
            }
            NPY_FLOAT => {
                type $t = f32;
                Some($body)
            }
            NPY_DOUBLE => {
                type $t = f64;
                Some($body)
            }
            NPY_LONGDOUBLE => {
                type $t = LongDouble;
                Some($body)
            }
            NPY_CFLOAT => {
                type $t = Pair<f32>;
                Some($body)
            }
            NPY_CDOUBLE => {
                type $t = Pair<f64>;
                Some($body)
            }
            NPY_CLONGDOUBLE => {
                type $t = Pair<LongDouble>;
                Some($body)
            }
            NPY_DATETIME | NPY_TIMEDELTA => {
                type $t = Stamp;
                Some($body)
            }
            _ => None,
        }
    };
}

/// # Safety
/// `n` contiguous aligned elements.
unsafe fn slice<'a, T>(p: *mut u8, n: usize) -> &'a mut [T] {
    if n == 0 {
        return &mut [];
    }
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts_mut(p.cast(), n) }
}

/// The legacy comparison of a dtype, asked about elements of `a`.
#[derive(Clone, Copy)]
pub(crate) struct Compare<'a> {
    f: unsafe extern "C" fn(
        *const std::ffi::c_void,
        *const std::ffi::c_void,
        *mut std::ffi::c_void,
    ) -> c_int,
    a: &'a Array,
}

/// Whether elements of the dtype have an order.
pub(crate) fn is_ordered(descr: &crate::Descr) -> bool {
    // SAFETY: the table of a live class.
    unsafe { (*descr.class().arr_funcs()).compare.is_some() }
}

/// The functions by which a dtype of an extension sorts itself; `None` for dtypes of ours.
fn own_table(descr: &crate::Descr) -> Option<&PyArray_ArrFuncs> {
    let own = descr.is_user_defined() || !descr.is_legacy() && descr.type_num() != NPY_VSTRING;
    // SAFETY: the table of a live class, which the descriptor keeps.
    own.then(|| unsafe { &*descr.class().arr_funcs() })
}

/// Whether the dtype sorts in this way.
pub(crate) fn is_sortable(descr: &crate::Descr, kind: NPY_SORTKIND) -> bool {
    is_ordered(descr) || own_table(descr).is_some_and(|f| f.sort[which(kind)].is_some())
}

/// Refuses a dtype that does not sort positions in this way.
pub(crate) fn require_positions(descr: &crate::Descr, kind: NPY_SORTKIND) -> Res<()> {
    if is_ordered(descr) || own_table(descr).is_some_and(|f| f.argsort[which(kind)].is_some()) {
        return Ok(());
    }
    Err(no_compare())
}

/// The error of dtypes whose elements have no order.
#[cold]
pub(crate) fn no_compare() -> Raised {
    ferronum_pyrt::raised::type_error("type does not have compare function")
}

/// The place of a kind in the tables.
fn which(kind: NPY_SORTKIND) -> usize {
    (kind as usize).min(NPY_NSORTS - 1)
}

/// Positions that a dtype of an extension has found: they are used as such.
pub(crate) fn check_positions(order: Vec<isize>) -> Res<Vec<isize>> {
    let n = order.len() as isize;
    if order.iter().any(|&o| o < 0 || o >= n) {
        return Err(ferronum_pyrt::raised::runtime_error(
            "the dtype's argsort gave positions that do not exist",
        ));
    }
    Ok(order)
}

/// The outcome of a sorting function.
fn sorted(status: std::ffi::c_int) -> Res<()> {
    // SAFETY: asks for a pending exception.
    if !unsafe { ffi::PyErr_Occurred() }.is_null() {
        return Err(Raised::pending());
    }
    if status < 0 {
        return Err(no_memory());
    }
    Ok(())
}

impl<'a> Compare<'a> {
    pub(crate) fn of(a: &'a Array) -> Res<Self> {
        // SAFETY: the table of a live class.
        match unsafe { (*a.descr().class().arr_funcs()).compare } {
            Some(f) => Ok(Compare { f, a }),
            None => Err(no_compare()),
        }
    }

    /// # Safety
    /// Both point at elements of the array's dtype.
    pub(crate) unsafe fn order(&self, x: *const u8, y: *const u8) -> Res<Ordering> {
        // SAFETY: as the caller vouches.
        let c = unsafe { (self.f)(x.cast(), y.cast(), self.a.raw().cast()) };
        let d = self.a.descr();
        if d.has_flag(NPY_NEEDS_PYAPI) || !d.is_legacy() {
            // SAFETY: asks for a pending exception.
            if !unsafe { ffi::PyErr_Occurred() }.is_null() {
                return Err(Raised::pending());
            }
        }
        Ok(c.cmp(&0))
    }
}

/// Elements up to which the sorts of the reference are one insertion sort: the stable one, and the other.
const SHORT: [usize; 2] = [64, 16];

/// Positions that sort `n` elements, equal ones in their order. `order` may raise, and need not be consistent. Short
/// lines are compared pair for pair as in the reference, since objects tell which they are.
fn argsort_by(
    n: usize,
    stable: bool,
    mut order: impl FnMut(isize, isize) -> Res<Ordering>,
) -> Res<Vec<isize>> {
    if n > SHORT[usize::from(!stable)] {
        return merge_argsort(n, |x, y| Ok(order(x, y)? == Ordering::Less));
    }
    let mut list: Vec<isize> = (0..n as isize).collect();
    let sorted = if stable {
        first_run(&mut list, &mut order)?
    } else {
        1
    };
    for i in sorted..n {
        let x = list[i];
        let mut j = i;
        while j > 0 && order(x, list[j - 1])? == Ordering::Less {
            j -= 1;
        }
        list.copy_within(j..i, j + 1);
        list[j] = x;
    }
    Ok(list)
}

/// The length of the rising run that a line begins with, or of a falling one, which is turned round.
fn first_run(
    list: &mut [isize],
    order: &mut impl FnMut(isize, isize) -> Res<Ordering>,
) -> Res<usize> {
    let n = list.len();
    if n < 2 {
        return Ok(n);
    }
    let mut end = 2;
    if order(list[0], list[1])? == Ordering::Greater {
        while end < n && order(list[end], list[end - 1])? == Ordering::Less {
            end += 1;
        }
        list[..end].reverse();
    } else {
        while end < n && order(list[end - 1], list[end])? != Ordering::Greater {
            end += 1;
        }
    }
    Ok(end)
}

/// The same for long lines.
fn merge_argsort(n: usize, mut before: impl FnMut(isize, isize) -> Res<bool>) -> Res<Vec<isize>> {
    let mut from: Vec<isize> = Vec::new();
    let mut to: Vec<isize> = Vec::new();
    from.try_reserve_exact(n).map_err(|_| no_memory())?;
    to.try_reserve_exact(n).map_err(|_| no_memory())?;
    from.extend(0..n as isize);
    to.resize(n, 0);
    let mut width = 1;
    while width < n {
        let mut start = 0;
        while start < n {
            let (mid, end) = ((start + width).min(n), (start + 2 * width).min(n));
            let (mut i, mut j) = (start, mid);
            for slot in &mut to[start..end] {
                let right = j < end && (i >= mid || before(from[j], from[i])?);
                if right {
                    *slot = from[j];
                    j += 1;
                } else {
                    *slot = from[i];
                    i += 1;
                }
            }
            start = end;
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    Ok(from)
}

/// Sorts `n` contiguous aligned native elements of `a`'s dtype in place.
///
/// # Safety
/// The elements are initialised and only known to the caller.
pub(crate) unsafe fn sort(a: &Array, p: *mut u8, n: usize, kind: NPY_SORTKIND) -> Res<()> {
    let stable = kind == NPY_STABLESORT;
    // SAFETY: the caller's contract.
    unsafe {
        if ferronum_kernels::sort::sort(a.type_num(), stable, p, n) {
            return Ok(());
        }
        if let Some(f) = own_table(a.descr()).and_then(|f| f.sort[which(kind)]) {
            return sorted(f(p.cast(), n as npy_intp, a.raw().cast()));
        }
        let order = argsort(a, p, n, kind)?;
        let width = a.itemsize() as usize;
        let mut copy: Vec<u8> = Vec::new();
        copy.try_reserve_exact(n * width).map_err(|_| no_memory())?;
        copy.extend_from_slice(std::slice::from_raw_parts(p, n * width));
        // References move with their bytes: every element is written back exactly once.
        for (i, &o) in order.iter().enumerate() {
            std::ptr::copy_nonoverlapping(
                copy.as_ptr().add(o as usize * width),
                p.add(i * width),
                width,
            );
        }
    }
    Ok(())
}

/// Positions that sort `n` contiguous elements, equal ones in their order.
///
/// # Safety
/// As `sort`.
pub(crate) unsafe fn argsort(
    a: &Array,
    p: *mut u8,
    n: usize,
    kind: NPY_SORTKIND,
) -> Res<Vec<isize>> {
    // SAFETY: the caller's contract.
    unsafe {
        let mut order: Vec<isize> = Vec::new();
        order.try_reserve_exact(n).map_err(|_| no_memory())?;
        order.resize(n, 0);
        if ferronum_kernels::sort::argsort(a.type_num(), p, n, order.as_mut_ptr()) {
            return Ok(order);
        }
        if a.type_num() == NPY_VSTRING {
            return crate::strings::order::argsort(a, p, n);
        }
        if let Some(f) = own_table(a.descr()).and_then(|f| f.argsort[which(kind)]) {
            for (i, o) in order.iter_mut().enumerate() {
                *o = i as isize;
            }
            sorted(f(
                p.cast(),
                order.as_mut_ptr(),
                n as npy_intp,
                a.raw().cast(),
            ))?;
            return check_positions(order);
        }
        let width = a.itemsize();
        let compare = Compare::of(a)?;
        argsort_by(n, kind == NPY_STABLESORT, |x, y| {
            compare.order(p.offset(x * width), p.offset(y * width))
        })
    }
}

/// Puts the elements of the given sorted ranks in place, smaller ones before, larger ones after.
///
/// # Safety
/// As `sort`; ranks lie below `n`.
pub(crate) unsafe fn partition(a: &Array, p: *mut u8, n: usize, ranks: &[isize]) -> Res<()> {
    // SAFETY: the caller's contract.
    unsafe {
        let kth: Vec<usize> = ranks.iter().map(|&k| k as usize).collect();
        if n > 0 && ferronum_kernels::sort::partition(a.type_num(), p, n, &kth) {
            return Ok(());
        }
        sort(a, p, n, NPY_QUICKSORT)
    }
}

/// Positions for `partition`.
///
/// # Safety
/// As `partition`.
pub(crate) unsafe fn argpartition(
    a: &Array,
    p: *mut u8,
    n: usize,
    ranks: &[isize],
) -> Res<Vec<isize>> {
    // SAFETY: the caller's contract.
    unsafe {
        let kth: Vec<usize> = ranks.iter().map(|&k| k as usize).collect();
        let mut order: Vec<isize> = Vec::new();
        order.try_reserve_exact(n).map_err(|_| no_memory())?;
        order.resize(n, 0);
        if n > 0
            && ferronum_kernels::sort::argpartition(a.type_num(), p, n, &kth, order.as_mut_ptr())
        {
            return Ok(order);
        }
        argsort(a, p, n, NPY_QUICKSORT)
    }
}

/// Where each key goes in `n` sorted elements (read through `sorter` if given), written to `out`.
///
/// # Safety
/// `p` and `keys` hold `n` and `m` contiguous aligned elements of `a`'s dtype; a sorter has `n` positions.
pub(crate) unsafe fn search(
    a: &Array,
    p: *mut u8,
    n: usize,
    keys: *mut u8,
    m: usize,
    right: bool,
    sorter: Option<&[isize]>,
    out: &mut [isize],
) -> Res<()> {
    // A position outside counts where it is met, which the step by step search alone can tell.
    let sound = sorter.is_none_or(|s| s.iter().all(|&i| i >= 0 && (i as usize) < n));
    // SAFETY: the caller's contract.
    unsafe {
        let done = for_ordered!(if sound { a.type_num() } else { NPY_NOTYPE }, T => {
            let (v, k) = (slice::<T>(p, n), slice::<T>(keys, m));
            let before = |x: &T, key: &T| match x.order(key) {
                Ordering::Less => true,
                Ordering::Equal => right,
                Ordering::Greater => false,
            };
            let (mut bounds, mut last) = ((0, n), k.first());
            for (o, key) in out.iter_mut().zip(k.iter()) {
                let ascends = last.is_some_and(|last| before(last, key));
                last = Some(key);
                bounds = if ascends { (bounds.0, n) } else { (0, n.min(bounds.1 + 1)) };
                bounds = halve(bounds, |i: usize| {
                    let x = match sorter { Some(s) => &v[s[i] as usize], None => &v[i] };
                    before(x, key)
                });
                *o = bounds.0 as isize;
            }
        });
        if done.is_some() {
            return Ok(());
        }
        let compare = Compare::of(a)?;
        let width = a.itemsize();
        let before = |x, key| -> Res<bool> {
            let c = compare.order(x, key)?;
            Ok(c == Ordering::Less || (right && c == Ordering::Equal))
        };
        // Each key is first compared with the one before it, the first with itself: objects without an order say so
        // even where there is nothing to search.
        let (mut lo, mut hi, mut last) = (0, n, keys);
        for (j, o) in out.iter_mut().enumerate() {
            let key = keys.offset(j as isize * width);
            if before(last, key)? {
                hi = n;
            } else {
                (lo, hi) = (0, n.min(hi + 1));
            }
            last = key;
            while lo < hi {
                let mid = lo + (hi - lo) / 2;
                let at = sorter.map_or(mid as isize, |s| s[mid]);
                if at < 0 || at as usize >= n {
                    return Err(value_error("Sorter index out of range."));
                }
                if before(p.offset(at * width), key)? {
                    lo = mid + 1;
                } else {
                    hi = mid;
                }
            }
            *o = lo as isize;
        }
    }
    Ok(())
}

/// Both bounds at the first place between them at which `goes_on` is false, without a branch that random keys would
/// mispredict. The places that are asked are those of the reference: in what is not sorted the answer depends on them.
#[inline(always)]
fn halve((mut lo, mut hi): (usize, usize), goes_on: impl Fn(usize) -> bool) -> (usize, usize) {
    while lo < hi {
        let mid = lo + (hi - lo) / 2;
        let on = goes_on(mid);
        lo = if on { mid + 1 } else { lo };
        hi = if on { hi } else { mid };
    }
    (lo, hi)
}
