//! Which loop a call takes: the loops registered with a ufunc, promotion, and the cache in front of both.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{check_status, runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, ops};

use crate::casting::ArrayMethod;
use crate::dtype::builtin::class_of;
use crate::model::Array;
use crate::model::{DTypeClass, Descr, is_number};
use crate::ufunc::UFunc;
use crate::ufunc::resolver::{self, Resolver};
use crate::ufunc::user_loops::{self, NewLoop, Node, Place, UserLoops};
use crate::ufunc::{promote, strided};

/// How the types of a legacy table are chosen when no loop fits exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// The first row that all inputs cast to safely.
    Linear,
    /// The common type of all inputs.
    Uniform,
    /// The same with a bool result.
    Compare,
    /// Bool, unless an object takes part.
    Logical,
    /// Datetimes have rules of their own in what follows.
    Add,
    /// See `Add`.
    Subtract,
    /// See `Add`.
    Multiply,
    /// See `Add`.
    Divide,
    /// Integers become doubles.
    TrueDivide,
    /// See `Add`.
    Remainder,
    /// See `Add`.
    Divmod,
    /// Not for bool.
    Negative,
    /// Complex has real results.
    Absolute,
    /// Also for datetimes.
    IsFinite,
    /// Only for datetimes.
    IsNat,
    /// The type of the input.
    OnesLike,
    /// As `Uniform`; marks the ufunc that has a short path of its own.
    Matmul,
}

/// What is known about a built-in row as long as its function is the one that was put there.
#[derive(Clone, Copy)]
pub struct RowMeta {
    /// The function.
    pub func: usize,
    /// Picoseconds per item.
    pub cost: u32,
    /// Leaves the float status alone.
    pub no_float_errors: bool,
    /// Leaves errors in the kernels' error cell.
    pub can_fail: bool,
    /// Calls the interpreter.
    pub needs_python: bool,
}

/// What runs.
pub enum Body {
    /// A row of the legacy table, read anew at every call.
    Row(usize),
    /// A legacy loop registered for user types, read anew at every call.
    User(Node),
    /// An `ArrayMethod`.
    Method(Own<ArrayMethod>),
}

/// A loop that a ufunc can run.
pub struct LoopInfo {
    /// Its DType classes, inputs first.
    pub dtypes: Vec<Own<DTypeClass>>,
    /// What runs.
    pub body: Body,
    /// Every class is a built-in number, so that descriptors are the interned ones.
    pub plain: bool,
    /// Calls the interpreter.
    pub needs_python: bool,
    /// Leaves the float status alone.
    pub no_float_errors: bool,
    /// Leaves errors in the kernels' error cell.
    pub can_fail: bool,
    /// Picoseconds per item; 0 where unknown.
    pub cost: u32,
    /// The function that the core put into the row, 0 where another stands there (see `is_builtin`).
    pub own_func: usize,
    /// Takes inputs of any type, cast without a check.
    pub force_casts: bool,
    /// Descriptors that a legacy loop was registered for (structured types), which then decide instead of the classes.
    pub exact: Option<Vec<Own<Descr>>>,
    /// The loop's `ArrayMethod`, made when first asked for.
    method: OnceCell<Own<ArrayMethod>>,
}

/// A legacy loop as it stands now.
#[derive(Clone, Copy)]
pub struct Legacy {
    /// The function.
    pub func: ferronum_kernels::UfuncLoop,
    /// Its data.
    pub data: *mut c_void,
}

impl LoopInfo {
    fn new(dtypes: Vec<Own<DTypeClass>>, body: Body) -> Self {
        let plain = dtypes
            .iter()
            .all(|d| is_number(d.type_num()) && d.is_legacy());
        let objects = dtypes.iter().any(|d| d.type_num() == NPY_OBJECT);
        LoopInfo {
            dtypes,
            body,
            plain,
            needs_python: objects,
            no_float_errors: false,
            can_fail: false,
            cost: 0,
            own_func: 0,
            force_casts: false,
            exact: None,
            method: OnceCell::new(),
        }
    }

    /// The legacy loop, if it is one.
    #[inline(always)]
    pub fn legacy(&self, uf: &UFunc) -> Option<Legacy> {
        let (f, data) = match &self.body {
            Body::Row(i) => uf.legacy_loop(*i),
            // SAFETY: the list's capsule, which the ufunc keeps, keeps its entries.
            Body::User(node) => unsafe { ((*node.as_ptr()).func, (*node.as_ptr()).data) },
            Body::Method(_) => return None,
        };
        f.map(|func| Legacy { func, data })
    }

    /// Whether the row holds the function that the core put there, so that its kernels may stand in for it. Extensions
    /// write other functions into the table at any time.
    #[inline]
    pub fn is_builtin(&self, uf: &UFunc) -> bool {
        match self.body {
            Body::Row(i) if self.own_func != 0 => {
                uf.legacy_loop(i).0.map_or(0, |f| f as usize) == self.own_func
            }
            _ => false,
        }
    }

    /// Whether the row still has these types and the core's function, if it had (tables may be replaced); true for what
    /// is no row.
    fn is_current(&self, uf: &UFunc) -> bool {
        let Body::Row(i) = self.body else { return true };
        i < uf.ntypes()
            && (self.own_func == 0 || self.is_builtin(uf))
            && (uf.loop_types(i).iter().zip(&self.dtypes))
                .all(|(&t, c)| i32::from(t) == c.type_num())
    }

    /// Whether a class leaves something to say to its instances (a unit, a size, fields).
    pub fn is_parametric(&self) -> bool {
        !self.plain && self.dtypes.iter().any(|c| c.is_parametric())
    }

    /// The loop as an `ArrayMethod` (legacy loops get a wrapper).
    pub fn method(&self, uf: &UFunc) -> Res<&ArrayMethod> {
        if let Body::Method(m) = &self.body {
            return Ok(m);
        }
        if self.method.get().is_none() {
            let m = crate::ufunc::legacy_method::wrap(uf, self)?;
            let _ = self.method.set(m);
        }
        self.method
            .get()
            .map(|m| &**m)
            .ok_or_else(|| runtime_error("the loop has no method"))
    }
}

/// A function that says which DTypes to try instead.
#[derive(Clone)]
pub struct Promoter {
    /// The function.
    pub func: PyArrayMethod_PromoterFunction,
    /// The capsule that it came in; built-in promoters have none.
    pub capsule: Option<Owned>,
}

enum Kind {
    Loop(*const LoopInfo),
    Promoter(Promoter),
}

struct Registered {
    /// `None` matches anything.
    dtypes: Vec<Option<Own<DTypeClass>>>,
    kind: Kind,
}

#[derive(Clone, Copy)]
struct Hot {
    key: [usize; 3],
    info: *const LoopInfo,
}

const HOT: usize = 16;

/// The loops of a ufunc and the cache of promotions.
pub struct Dispatch {
    rule: Cell<Rule>,
    meta: RefCell<Vec<RowMeta>>,
    registered: RefCell<Vec<Registered>>,
    /// Legacy loops for user types.
    user: UserLoops,
    rows: RefCell<Vec<*const LoopInfo>>,
    /// Every `LoopInfo` lives here until the ufunc goes, so that borrowed ones stay valid while loops change.
    arena: RefCell<Vec<Box<LoopInfo>>>,
    cache: RefCell<HashMap<Box<[usize]>, *const LoopInfo>>,
    hot: [Cell<Hot>; HOT],
    totals: RefCell<Vec<Box<Total>>>,
}

/// What a reduction of everything needs to know, for arrays of one DType class.
pub struct Total {
    /// The array's class.
    pub class: *const DTypeClass,
    /// The row of the table that the fold stands in for.
    pub row: usize,
    /// The function there.
    pub func: usize,
    /// The fold.
    pub kernel: crate::ufunc::fold_kernels::Kernel,
    /// Type number of the result.
    pub out: i32,
    /// The identity, an element of the result's type.
    pub initial: Option<[u8; 32]>,
    /// The fold can raise float errors.
    pub checks: bool,
}

/// What a call offers for one operand.
#[derive(Clone, Copy, Default)]
pub struct OpType<'a> {
    /// Its DType class; the class of a Python number where it is one. `None`: an output that is not given.
    pub class: Option<&'a DTypeClass>,
    /// Its descriptor (of the array that was made of it).
    pub descr: Option<&'a Descr>,
    /// The array itself, where there is one.
    pub array: Option<&'a Array>,
}

/// A request for a loop.
pub struct Request<'a> {
    /// All operands.
    pub ops: &'a [OpType<'a>],
    /// Fixed classes (`dtype=`, `signature=`), all operands.
    pub sig: &'a [Option<Own<DTypeClass>>],
    /// First and last operand must agree.
    pub reduction: bool,
    /// Who chooses the types where no loop fits the operands' own.
    pub resolver: Resolver,
}

enum Found {
    Loop(*const LoopInfo),
    Promoter(Promoter),
    Nothing,
}

impl Dispatch {
    /// An empty one.
    pub fn new() -> Self {
        const EMPTY: Cell<Hot> = Cell::new(Hot {
            key: [0; 3],
            info: std::ptr::null(),
        });
        Dispatch {
            rule: Cell::new(Rule::Linear),
            meta: RefCell::default(),
            registered: RefCell::default(),
            user: UserLoops::default(),
            rows: RefCell::default(),
            arena: RefCell::default(),
            cache: RefCell::default(),
            hot: [EMPTY; HOT],
            totals: RefCell::default(),
        }
    }

    /// Rule and row facts of a built-in ufunc.
    pub fn set_builtin(&self, rule: Rule, meta: Vec<RowMeta>) {
        self.rule.set(rule);
        *self.meta.borrow_mut() = meta;
    }

    /// The rule of type resolution.
    pub fn rule(&self) -> Rule {
        self.rule.get()
    }

    fn keep(&self, info: LoopInfo) -> *const LoopInfo {
        let mut arena = self.arena.borrow_mut();
        arena.push(Box::new(info));
        &raw const **arena.last().expect("just pushed")
    }

    /// Forgets all promotions (loops have changed).
    pub fn invalidate(&self) {
        self.cache.borrow_mut().clear();
        self.rows.borrow_mut().clear();
        self.totals.borrow_mut().clear();
        for h in &self.hot {
            h.set(Hot {
                key: [0; 3],
                info: std::ptr::null(),
            });
        }
    }

    #[inline(always)]
    fn slot(key: [usize; 3]) -> usize {
        (key[0] >> 6 ^ key[1] >> 9 ^ key[1] >> 4) % HOT
    }

    /// The cached loop for up to three input classes without fixed classes; absent ones repeat the first.
    #[inline(always)]
    pub fn hot(&self, classes: [&DTypeClass; 3]) -> Option<&LoopInfo> {
        let key = classes.map(addr);
        let h = self.hot[Self::slot(key)].get();
        if h.key == key && !h.info.is_null() {
            // SAFETY: arena entries live as long as the ufunc.
            Some(unsafe { &*h.info })
        } else {
            None
        }
    }

    fn remember_hot(&self, req: &Request<'_>, nin: usize, info: *const LoopInfo) {
        if nin > 3 || nin == 0 || req.reduction || req.sig.iter().any(Option::is_some) {
            return;
        }
        let class = |i: usize| req.ops[if i < nin { i } else { 0 }].class;
        let (Some(a), Some(b), Some(c)) = (class(0), class(1), class(2)) else {
            return;
        };
        let key = [addr(a), addr(b), addr(c)];
        self.hot[Self::slot(key)].set(Hot { key, info });
    }

    /// What is known about total reductions of arrays of a class.
    #[inline]
    pub fn total<R>(
        &self,
        uf: &UFunc,
        class: &DTypeClass,
        f: impl FnOnce(&Total) -> R,
    ) -> Option<R> {
        let list = self.totals.borrow();
        list.iter()
            .find(|t| std::ptr::eq(t.class, class))
            .filter(|t| uf.legacy_loop(t.row).0.map_or(0, |f| f as usize) == t.func)
            .map(|t| f(t))
    }

    /// Remembers it.
    pub fn remember_total(&self, total: Total) {
        self.totals.borrow_mut().push(Box::new(total));
    }

    /// The info of a row of the legacy table.
    fn row_info(&self, uf: &UFunc, row: usize) -> *const LoopInfo {
        {
            let mut rows = self.rows.borrow_mut();
            if rows.len() < uf.ntypes() {
                rows.resize(uf.ntypes(), std::ptr::null());
            }
            // SAFETY: arena entries live as long as the ufunc.
            let current = |p: *const LoopInfo| unsafe { (*p).is_current(uf) };
            if let Some(&p) = rows.get(row)
                && !p.is_null()
                && current(p)
            {
                return p;
            }
        }
        let dtypes = uf
            .loop_types(row)
            .iter()
            .map(|&t| class_of(i32::from(t)).own())
            .collect();
        let mut info = LoopInfo::new(dtypes, Body::Row(row));
        let func = uf.legacy_loop(row).0.map_or(0, |f| f as usize);
        if let Some(m) = self.meta.borrow().get(row)
            && m.func == func
        {
            info.own_func = func;
            info.cost = m.cost;
            info.no_float_errors = m.no_float_errors;
            info.can_fail = m.can_fail;
            info.needs_python |= m.needs_python;
        }
        info.force_casts = self.rule() == Rule::Logical && info.dtypes[0].type_num() == NPY_BOOL;
        let p = self.keep(info);
        if let Some(slot) = self.rows.borrow_mut().get_mut(row) {
            *slot = p;
        }
        p
    }

    /// Adds a loop for exactly these DTypes. An existing one is an error unless `replace`.
    pub fn add_loop(
        &self,
        dtypes: Vec<Option<Own<DTypeClass>>>,
        body: Body,
        replace: bool,
    ) -> Res<()> {
        let existing = self.position(&dtypes);
        if existing.is_some() && !replace {
            return Err(already_registered(&dtypes));
        }
        let exact: Vec<Own<DTypeClass>> = dtypes.iter().flatten().cloned().collect();
        let mut info = LoopInfo::new(exact, body);
        info.plain = false;
        if let Body::Method(m) = &info.body {
            info.needs_python = strided::flags(m) & NPY_METH_REQUIRES_PYAPI != 0;
            info.no_float_errors = strided::flags(m) & NPY_METH_NO_FLOATINGPOINT_ERRORS != 0;
        }
        let entry = Registered {
            dtypes,
            kind: Kind::Loop(self.keep(info)),
        };
        let mut list = self.registered.borrow_mut();
        match existing {
            Some(i) => list[i] = entry,
            None => list.push(entry),
        }
        drop(list);
        self.invalidate();
        Ok(())
    }

    /// Adds a legacy loop for a user type, or replaces the one that stands there.
    pub fn add_user_loop(&self, uf: &UFunc, new: NewLoop) -> Res<()> {
        let dtypes: Vec<Option<Own<DTypeClass>>> = new.classes.iter().cloned().map(Some).collect();
        let existing = match new.exact {
            None => self.position(&dtypes),
            Some(_) => None,
        };
        let place = self.user.place(&new)?;
        let node = match place {
            Place::At(_) => user_loops::new_node(&new)?,
            Place::Same(i) => self.user.replace(i, new.func, new.data),
        };
        let mut info = LoopInfo::new(new.classes, Body::User(node));
        info.plain = false;
        info.exact = new.exact;
        let p = self.keep(info);
        if let Place::At(i) = place {
            self.user.insert(uf, i, new.key, p, node)?;
        }
        let entry = Registered {
            dtypes,
            kind: Kind::Loop(p),
        };
        let mut list = self.registered.borrow_mut();
        match existing {
            Some(i) => list[i] = entry,
            None => list.push(entry),
        }
        drop(list);
        self.invalidate();
        Ok(())
    }

    /// Adds a promoter.
    pub fn add_promoter(
        &self,
        dtypes: Vec<Option<Own<DTypeClass>>>,
        promoter: Promoter,
    ) -> Res<()> {
        if self.position(&dtypes).is_some() {
            return Err(already_registered(&dtypes));
        }
        self.registered.borrow_mut().push(Registered {
            dtypes,
            kind: Kind::Promoter(promoter),
        });
        self.invalidate();
        Ok(())
    }

    fn position(&self, dtypes: &[Option<Own<DTypeClass>>]) -> Option<usize> {
        self.registered.borrow().iter().position(|r| {
            r.dtypes.len() == dtypes.len()
                && r.dtypes.iter().zip(dtypes).all(|(a, b)| match (a, b) {
                    (None, None) => true,
                    (Some(a), Some(b)) => same(a, b),
                    _ => false,
                })
        })
    }

    /// True if a loop for exactly these classes is registered (legacy rows do not count).
    pub fn has_loop(&self, dtypes: &[Option<Own<DTypeClass>>]) -> bool {
        self.position(dtypes).is_some()
    }

    /// The loop for exactly these classes: a registered one, or a row of the legacy table.
    pub fn exact<'u>(&'u self, uf: &'u UFunc, classes: &[Own<DTypeClass>]) -> Option<&'u LoopInfo> {
        let key: Vec<Option<Own<DTypeClass>>> = classes.iter().cloned().map(Some).collect();
        let registered = self
            .position(&key)
            .and_then(|i| match self.registered.borrow()[i].kind {
                Kind::Loop(p) => Some(p),
                Kind::Promoter(_) => None,
            });
        let found = registered.or_else(|| {
            let row = (0..uf.ntypes()).find(|&row| {
                let types = uf.loop_types(row);
                types.len() == classes.len()
                    && types
                        .iter()
                        .zip(classes)
                        .all(|(&t, c)| i32::from(t) == c.type_num())
            })?;
            Some(self.row_info(uf, row))
        })?;
        // SAFETY: arena entries live as long as the ufunc.
        Some(unsafe { &*found })
    }

    /// The legacy loops for a user type (`None`: for all), in the order of the search.
    pub fn user_loops(&self, key: Option<c_int>) -> Vec<&LoopInfo> {
        // SAFETY: arena entries live as long as the ufunc.
        let borrow = |p: *const LoopInfo| unsafe { &*p };
        self.user.of(key).into_iter().map(borrow).collect()
    }

    /// The loop for the descriptors that a resolver has settled, where they ask for another than `info`.
    pub fn settled<'u>(
        &'u self,
        uf: &'u UFunc,
        info: &'u LoopInfo,
        descrs: &[Own<Descr>],
    ) -> Res<&'u LoopInfo> {
        let classes_fit =
            |i: &LoopInfo| (i.dtypes.iter().zip(descrs)).all(|(c, d)| same(c, d.class()));
        let keys = descrs.iter().map(|d| d.type_num());
        for key in keys.filter(|&n| n >= NPY_USERDEF || n == NPY_VOID) {
            for user in self.user_loops(Some(key)) {
                let mut fits = classes_fit(user);
                for (a, b) in user.exact.iter().flatten().zip(descrs) {
                    fits = fits && crate::dtype::equivalent(a, b)?;
                }
                if fits {
                    return Ok(user);
                }
            }
        }
        if info.exact.is_none() && classes_fit(info) {
            return Ok(info);
        }
        let classes: Vec<Own<DTypeClass>> = descrs.iter().map(|d| d.class().own()).collect();
        match self.exact(uf, &classes) {
            Some(found) if found.exact.is_none() => Ok(found),
            _ => {
                let shown: Vec<Option<&Object>> = descrs.iter().map(|d| Some(d.object())).collect();
                Err(no_loop_error(uf, &shown)?)
            }
        }
    }

    /// True if anything at all can run.
    pub fn is_empty(&self, uf: &UFunc) -> bool {
        uf.ntypes() == 0 && self.registered.borrow().is_empty()
    }

    /// The best entry for the classes: exact ones first, then the most specific among abstract ones.
    fn search(&self, uf: &UFunc, classes: &[Option<&DTypeClass>]) -> Res<Found> {
        if let Some(row) = self.search_rows(uf, classes) {
            return Ok(Found::Loop(self.row_info(uf, row)));
        }
        let nin = uf.nin();
        let list = self.registered.borrow();
        let mut best: Option<usize> = None;
        for (i, r) in list.iter().enumerate() {
            if r.dtypes.len() != classes.len() || !matches(&r.dtypes, classes, nin) {
                continue;
            }
            if let Kind::Loop(p) = r.kind {
                // SAFETY: arena entries live as long as the ufunc.
                let exact = unsafe { (*p).exact.is_some() };
                // Descriptors are looked at later where the ufunc's maker settles them.
                if exact && !matches!(uf.resolver(), Resolver::Theirs(_)) {
                    continue;
                }
            }
            best = match best {
                None => Some(i),
                Some(b) => match more_specific(&list[b].dtypes, &r.dtypes, classes, nin) {
                    Some(true) => Some(b),
                    Some(false) => Some(i),
                    None => {
                        return Err(type_error(&format!(
                            "Could not find a loop for the inputs. The resolution of '{}' is ambiguous.",
                            uf.name()
                        )));
                    }
                },
            };
        }
        Ok(match best.map(|i| &list[i].kind) {
            None => Found::Nothing,
            Some(Kind::Loop(p)) => Found::Loop(*p),
            Some(Kind::Promoter(p)) => Found::Promoter(p.clone()),
        })
    }

    /// The first row of the legacy table with exactly these classes (`None` matches anything).
    fn search_rows(&self, uf: &UFunc, classes: &[Option<&DTypeClass>]) -> Option<usize> {
        let all_legacy = classes
            .iter()
            .flatten()
            .all(|c| c.is_legacy() && !c.is_abstract() && c.type_num() < NPY_NTYPES_LEGACY as i32);
        if !all_legacy {
            return None;
        }
        let reduce_like = uf.nin() == 2 && classes[0].is_none();
        (0..uf.ntypes()).find(|&i| {
            let types = uf.loop_types(i);
            (!reduce_like || types[0] == types[types.len() - 1])
                && types
                    .iter()
                    .zip(classes)
                    .all(|(&t, c)| c.is_none_or(|c| c.type_num() == i32::from(t)))
        })
    }

    /// The loop for a request.
    pub fn find<'u>(&'u self, uf: &'u UFunc, req: &Request<'_>) -> Res<&'u LoopInfo> {
        let nin = uf.nin();
        let key: Box<[usize]> = (0..uf.nargs())
            .map(|i| match (&req.sig[i], req.ops[i].class) {
                (Some(s), _) => addr(s) | 1,
                (None, Some(c)) if i < nin => addr(c),
                _ => 0,
            })
            .chain(req.reduction.then_some(2))
            .collect();
        let cached = self.cache.borrow().get(&key).copied();
        if let Some(p) = cached {
            // SAFETY: arena entries live as long as the ufunc.
            let info = unsafe { &*p };
            if info.is_current(uf) {
                return Ok(info);
            }
            self.invalidate();
        }
        let p = self.find_uncached(uf, req)?;
        let theirs = matches!(uf.resolver(), Resolver::Theirs(_));
        // SAFETY: as above.
        if theirs || unsafe { (*p).exact.is_none() } {
            self.cache.borrow_mut().insert(key, p);
            self.remember_hot(req, nin, p);
        }
        // SAFETY: as above.
        Ok(unsafe { &*p })
    }

    /// The loop for a request by the core's own rules, whatever resolver the ufunc has.
    pub fn find_by_rules<'u>(&'u self, uf: &'u UFunc, req: &Request<'_>) -> Res<&'u LoopInfo> {
        if uf.resolver() == Resolver::Rules {
            return self.find(uf, req);
        }
        let p = self.find_uncached(uf, req)?;
        // SAFETY: arena entries live as long as the ufunc.
        Ok(unsafe { &*p })
    }

    /// The first loop of the table to which the inputs cast (`PyUFunc_DefaultTypeResolver`).
    pub fn find_linear<'u>(
        &'u self,
        uf: &'u UFunc,
        req: &Request<'_>,
        casting: NPY_CASTING,
    ) -> Res<&'u LoopInfo> {
        match promote::linear_by(uf, req, casting)? {
            // SAFETY: arena entries live as long as the ufunc.
            promote::Choice::Row(row) => Ok(unsafe { &*self.row_info(uf, row) }),
            // SAFETY: as above.
            promote::Choice::User(info) => Ok(unsafe { &*info }),
            _ => Err(promote::no_matching(uf)),
        }
    }

    fn find_uncached(&self, uf: &UFunc, req: &Request<'_>) -> Res<*const LoopInfo> {
        let merged = merged_classes(uf, req);
        let first = self.resolve(uf, &merged, req, 0)?;
        let Some(p) = first else {
            return Err(no_loop(uf, req, &merged)?);
        };
        // SAFETY: arena entries live as long as the ufunc.
        let info = unsafe { &*p };
        if req.reduction
            && req.sig[0].is_none()
            && info.dtypes.len() == uf.nargs()
            && !same(&info.dtypes[0], &info.dtypes[uf.nargs() - 1])
        {
            // The accumulator decides: try again with its class for the first operand.
            let last = info.dtypes[uf.nargs() - 1].clone();
            let mut sig = req.sig.to_vec();
            sig[0] = Some(last);
            let again = Request {
                sig: &sig,
                reduction: true,
                ..*req
            };
            let legacy = merged[1].is_none_or(DTypeClass::is_legacy);
            let has_out = req.ops.last().is_some_and(|o| o.class.is_some());
            return match self.find_uncached(uf, &again) {
                // Without an output the accumulator is not named: it has no type of its own yet.
                Err(e)
                    if legacy
                        && !has_out
                        && e.matches(import_cached!(
                            "numpy._core._exceptions",
                            "_UFuncNoLoopError"
                        )?) =>
                {
                    e.clear();
                    Err(no_loop(uf, req, &merged)?)
                }
                found => found,
            };
        }
        Ok(p)
    }

    /// Exact loop, promoter, then the legacy rules.
    fn resolve(
        &self,
        uf: &UFunc,
        classes: &[Option<&DTypeClass>],
        req: &Request<'_>,
        depth: usize,
    ) -> Res<Option<*const LoopInfo>> {
        match self.search(uf, classes)? {
            Found::Loop(p) => return Ok(Some(p)),
            Found::Promoter(promoter) => {
                if let Some(p) = self.promoted(uf, &promoter, classes, req, depth)? {
                    return Ok(Some(p));
                }
            }
            Found::Nothing => {}
        }
        // What promoters do not lead to, the legacy rules decide, for the operands as they were.
        if depth > 0 {
            return Ok(None);
        }
        self.legacy_step(uf, req)
    }

    /// The loop for the classes that a promoter puts in place of these.
    fn promoted(
        &self,
        uf: &UFunc,
        promoter: &Promoter,
        classes: &[Option<&DTypeClass>],
        req: &Request<'_>,
        depth: usize,
    ) -> Res<Option<*const LoopInfo>> {
        let Some(new) = call_promoter(uf, promoter, classes, req.sig)? else {
            return Ok(None);
        };
        let unchanged = new.iter().zip(classes).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => same(a, b),
            (None, None) => true,
            _ => false,
        });
        if unchanged {
            return Ok(None);
        }
        if depth > 20 {
            return Err(ferronum_pyrt::raised::raise(
                ferronum_pyrt::raised::exc::RecursionError(),
                "maximum recursion depth exceeded while promoting",
            ));
        }
        let refs: Vec<Option<&DTypeClass>> = new.iter().map(Option::as_deref).collect();
        self.resolve(uf, &refs, req, depth + 1)
    }

    fn legacy_step(&self, uf: &UFunc, req: &Request<'_>) -> Res<Option<*const LoopInfo>> {
        let legacy = req.ops[..uf.nin()]
            .iter()
            .all(|o| o.class.is_none_or(|c| c.is_legacy() || promote::is_weak(c)))
            && req.sig.iter().flatten().all(|c| c.is_legacy());
        if self.rule() == Rule::Logical && req.resolver == Resolver::Rules {
            let classes = promote::logical(req);
            let refs: Vec<Option<&DTypeClass>> = classes.iter().map(|c| Some(&**c)).collect();
            return Ok(match self.search(uf, &refs)? {
                Found::Loop(p) => Some(p),
                _ if legacy && req.sig.iter().any(Option::is_some) => {
                    return Err(promote::no_matching(uf));
                }
                _ => None,
            });
        }
        if !legacy || (uf.ntypes() == 0 && self.user.is_empty()) {
            return Ok(None);
        }
        let choice = match req.resolver {
            Resolver::Rules => promote::legacy(uf, self.rule(), req)?,
            Resolver::Absent => return Ok(None),
            Resolver::Theirs(f) => {
                let descrs = resolver::ask_for_classes(uf, f, req)?;
                promote::Choice::Classes(descrs.iter().map(|d| Some(d.class().own())).collect())
            }
        };
        Ok(match choice {
            promote::Choice::Row(row) => Some(self.row_info(uf, row)),
            promote::Choice::User(info) => Some(info),
            promote::Choice::Classes(classes) => {
                let refs: Vec<Option<&DTypeClass>> = classes.iter().map(Option::as_deref).collect();
                match self.search(uf, &refs)? {
                    Found::Loop(p) => Some(p),
                    _ => None,
                }
            }
            promote::Choice::Nothing => None,
            promote::Choice::Unpromotable(cause) => {
                let merged = merged_classes(uf, req);
                return Err(no_loop(uf, req, &merged)?.caused_by(cause));
            }
        })
    }
}

impl Default for Dispatch {
    fn default() -> Self {
        Self::new()
    }
}

#[inline(always)]
fn addr(c: &DTypeClass) -> usize {
    c.as_ptr() as usize
}

/// Identity of classes.
#[inline(always)]
pub fn same(a: &DTypeClass, b: &DTypeClass) -> bool {
    std::ptr::eq(a, b)
}

fn matches(entry: &[Option<Own<DTypeClass>>], classes: &[Option<&DTypeClass>], nin: usize) -> bool {
    let last = entry.last().and_then(Option::as_deref);
    entry
        .iter()
        .zip(classes)
        .enumerate()
        .all(|(i, (e, c))| match (e, c) {
            (None, _) => true,
            // An accumulator that nothing is known of has the class of the result.
            (Some(e), None) => i >= nin || last.is_some_and(|l| same(e, l)),
            (Some(e), Some(c)) => same(e, c) || (e.is_abstract() && is_subclass(c, e)),
        })
}

/// Whether `c` is `base` or derives from it.
pub fn is_subclass(c: &DTypeClass, base: &DTypeClass) -> bool {
    // SAFETY: two live types.
    unsafe { ffi::PyType_IsSubtype(c.type_object_ptr(), base.type_object_ptr()) != 0 }
}

/// Whether `a` fits the classes better than `b`; `None` if neither does.
fn more_specific(
    a: &[Option<Own<DTypeClass>>],
    b: &[Option<Own<DTypeClass>>],
    classes: &[Option<&DTypeClass>],
    nin: usize,
) -> Option<bool> {
    let (mut a_better, mut b_better) = (false, false);
    for (i, (x, y)) in a.iter().zip(b).enumerate() {
        let decided = match (x, y) {
            (None, None) => None,
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            (Some(x), Some(y)) if same(x, y) => None,
            (Some(x), Some(y)) => match classes[i] {
                // Nothing asked of this output: the first entry stays.
                None if i >= nin => None,
                None => None,
                Some(c) if same(c, x) => Some(true),
                Some(c) if same(c, y) => Some(false),
                Some(_) if is_subclass(x, y) => Some(true),
                Some(_) if is_subclass(y, x) => Some(false),
                Some(_) => return None,
            },
        };
        match decided {
            Some(true) => a_better = true,
            Some(false) => b_better = true,
            None => {}
        }
    }
    match (a_better, b_better) {
        (true, true) => None,
        (false, true) => Some(false),
        _ => Some(true),
    }
}

fn call_promoter(
    uf: &UFunc,
    promoter: &Promoter,
    classes: &[Option<&DTypeClass>],
    sig: &[Option<Own<DTypeClass>>],
) -> Res<Option<Vec<Option<Own<DTypeClass>>>>> {
    let Some(f) = promoter.func else {
        return Ok(None);
    };
    let null = std::ptr::null_mut();
    let ops: Vec<*mut PyArray_DTypeMeta> = classes
        .iter()
        .map(|c| c.map_or(null, |c| c.raw()))
        .collect();
    let fixed: Vec<*mut PyArray_DTypeMeta> = sig
        .iter()
        .map(|c| c.as_ref().map_or(null, |c| c.raw()))
        .collect();
    let mut new: Vec<*mut PyArray_DTypeMeta> = vec![null; classes.len()];
    // SAFETY: the promoter's contract: arrays of nargs entries; it writes new references or NULL.
    unsafe {
        let status = f(uf.as_ptr(), ops.as_ptr(), fixed.as_ptr(), new.as_mut_ptr());
        let new: Vec<Option<Own<DTypeClass>>> =
            new.into_iter().map(|p| Own::steal_opt(p)).collect();
        if status < 0 {
            if ffi::PyErr_Occurred().is_null() {
                return Ok(None);
            }
            check_status(status)?;
        }
        Ok(Some(new))
    }
}

fn already_registered(dtypes: &[Option<Own<DTypeClass>>]) -> Raised {
    match dtypes_tuple(dtypes.iter().map(|d| d.as_ref().map(|d| d.object())))
        .and_then(|t| t.repr_text())
    {
        Ok(text) => type_error(&format!(
            "A loop/promoter has already been registered with '{text}' for the ufunc"
        )),
        Err(e) => e,
    }
}

/// The classes that a request fixes, else those of its inputs.
fn merged_classes<'a>(uf: &UFunc, req: &Request<'a>) -> Vec<Option<&'a DTypeClass>> {
    (0..uf.nargs())
        .map(|i| match &req.sig[i] {
            Some(s) => Some(&**s),
            None if i < uf.nin() => req.ops[i].class,
            None => None,
        })
        .collect()
}

fn dtypes_tuple<'a>(items: impl ExactSizeIterator<Item = Option<&'a Object>>) -> Res<Owned> {
    ops::tuple_from(items.map(|o| Ok(o.unwrap_or(ops::none()).own())))
}

/// Raises the error of a ufunc without a loop for the given dtypes.
pub fn no_loop_error(uf: &UFunc, dtypes: &[Option<&Object>]) -> Res<Raised> {
    let class = import_cached!("numpy._core._exceptions", "_UFuncNoLoopError")?;
    let tuple = dtypes_tuple(dtypes.iter().copied())?;
    let value = class.call(&[uf, &tuple])?;
    Ok(Raised::restore(value))
}

fn no_loop(uf: &UFunc, req: &Request<'_>, merged: &[Option<&DTypeClass>]) -> Res<Raised> {
    let mut objs: Vec<Option<&Object>> = merged.iter().map(|c| c.map(|c| c.object())).collect();
    let out = req.ops.last().and_then(|o| o.class);
    if req.reduction && req.sig[0].is_none() && out.is_none() {
        // The accumulator has no type of its own yet.
        objs[0] = None;
    }
    no_loop_error(uf, &objs)
}
