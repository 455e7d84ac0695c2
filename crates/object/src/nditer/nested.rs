//! `nested_iters`: iterators over disjoint groups of axes, each inside the one before.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none, tuple_new};

use super::arguments;
use super::construct::{self, Request};
use super::python::{self, NdIter, borrow};
use crate::arguments::convert as arg;

/// Flags that only the innermost iterator has.
const INNER: u32 =
    NPY_ITER_EXTERNAL_LOOP | NPY_ITER_BUFFERED | NPY_ITER_GROWINNER | NPY_ITER_DELAY_BUFALLOC;

/// Operand flags that are done with once an iterator has provided the arrays.
const ONCE: u32 = NPY_ITER_ALLOCATE | NPY_ITER_COPY | NPY_ITER_UPDATEIFCOPY;

/// `nested_iters(op, axes, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', buffersize=0)`.
pub(super) fn nested_iters(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<8> = Sig::new(
        "",
        [
            "op",
            "axes",
            "flags",
            "op_flags",
            "op_dtypes",
            "order",
            "casting",
            "buffersize",
        ],
    )
    .keywords()
    .required(2);
    let [
        op,
        axes,
        flags,
        op_flags,
        op_dtypes,
        order,
        casting,
        buffersize,
    ] = args.parse(&SIG)?;
    let flags = arguments::global_flags(flags)?;
    let order = arg::order_or(order, NPY_KEEPORDER)?;
    let casting = arg::casting_or(casting, NPY_SAFE_CASTING)?;
    let buffersize = buffersize.map_or(Ok(0), arg::c_int)?;
    let axes = arguments::nested_axes(axes.unwrap_or(none()))?;
    let objects = arguments::operand_objects(op.unwrap_or(none()))?;
    let mut op_flags = arguments::all_operand_flags(op_flags, &objects)?;
    let mut arrays = arguments::operand_arrays(&objects, &op_flags)?;
    let mut descrs = arguments::dtypes(op_dtypes, objects.len())?;
    let buffered = flags & NPY_ITER_BUFFERED != 0;
    let nop = objects.len();

    let mut out: Vec<Own<NdIter>> = Vec::with_capacity(axes.len());
    for (nest, list) in axes.iter().enumerate() {
        let innermost = nest + 1 == axes.len();
        let mut these = op_flags.clone();
        if buffered && !innermost {
            for f in &mut these {
                *f &= !(NPY_ITER_NBO | NPY_ITER_ALIGNED | NPY_ITER_CONTIG);
            }
        }
        let none_wanted = vec![None; nop];
        let op_axes: Vec<Option<&[c_int]>> = vec![Some(list.as_slice()); nop];
        let request = Request {
            ops: borrow(&arrays),
            flags: if innermost { flags } else { flags & !INNER },
            op_flags: these,
            order,
            casting,
            // With buffers only the innermost iterator casts, without them the outermost.
            descrs: if buffered && !innermost {
                none_wanted
            } else {
                borrow(&descrs)
            },
            oa_ndim: Some(list.len()),
            op_axes: Some(op_axes),
            itershape: None,
            buffersize: if innermost { buffersize as isize } else { 0 },
        };
        let it = construct::build(&request)?;
        arrays = it.ops.iter().map(|o| o.array.clone()).collect();
        for f in &mut op_flags {
            *f &= !ONCE;
        }
        if !buffered {
            descrs = vec![None; nop];
        }
        let obj = python::wrap(it)?;
        if let Some(parent) = out.last() {
            python::nest(parent, &obj);
        }
        out.push(obj);
    }
    if let Some(first) = out.first() {
        python::start_nested(first)?;
    }
    let items: Vec<&Object> = out.iter().map(|o| o.object()).collect();
    tuple_new(&items)
}
