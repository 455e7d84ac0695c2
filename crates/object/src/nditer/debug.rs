//! `debug_print`: everything that an iterator is made of, on standard output.

use std::fmt::{Display, Write};

use ferronum_pyrt::Res;

use super::core::Iter;

fn list<T: Display>(out: &mut String, head: &str, items: impl Iterator<Item = T>) {
    out.push_str(head);
    for i in items {
        let _never_fails = write!(out, "{i} ");
    }
    out.push('\n');
}

fn flag_names(it: &Iter) -> String {
    let identity = it
        .perm
        .iter()
        .enumerate()
        .all(|(i, p)| !p.flipped && p.axis == it.ndim - 1 - i);
    let f = &it.flags;
    [
        (identity && f.has_multi_index, "IDENTPERM "),
        (f.negated, "NEGPERM "),
        (f.has_index, "HASINDEX "),
        (f.has_multi_index, "HASMULTIINDEX "),
        (f.forced_order, "FORCEDORDER "),
        (f.external_loop, "EXLOOP "),
        (f.ranged, "RANGE "),
        (f.buffered, "BUFFER "),
        (f.grow_inner, "GROWINNER "),
        (f.delayed, "DELAYBUF "),
        (f.reduce, "REDUCE "),
        (it.needs_api(), "NEEDSAPI "),
    ]
    .into_iter()
    .filter_map(|(on, name)| on.then_some(name))
    .collect()
}

fn op_flag_names(it: &Iter, op: usize) -> String {
    let f = it.ops[op].flags;
    [
        (f.read, "READ "),
        (f.write, "WRITE "),
        (f.cast, "CAST "),
        (f.aligned, "ALIGNED "),
        (f.reduce, "REDUCE "),
        (f.is_virtual, "VIRTUAL "),
        (f.masked, "WRITEMASKED "),
    ]
    .into_iter()
    .filter_map(|(on, name)| on.then_some(name))
    .collect()
}

/// The text of an iterator.
pub fn dump(it: &Iter) -> Res<String> {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line("\n------ BEGIN ITERATOR DUMP ------".into());
    line(format!("| Iterator Address: {:p}", std::ptr::from_ref(it)));
    line(format!("| ItFlags: {}", flag_names(it)));
    line(format!("| NDim: {}", it.ndim));
    line(format!("| NOp: {}", it.nop()));
    if let Some(m) = it.mask {
        line(format!("| MaskOp: {m}"));
    }
    line(format!("| IterSize: {}", it.size));
    line(format!("| IterStart: {}", it.start));
    line(format!("| IterEnd: {}", it.end));
    line(format!("| IterIndex: {}", it.iter_index()));
    line(format!("| Iterator SizeOf: {}", size_of::<Iter>()));
    line(format!(
        "| BufferData SizeOf: {}",
        if it.flags.buffered {
            size_of::<super::buffers::Buffers>()
        } else {
            0
        }
    ));
    line(format!(
        "| AxisData SizeOf: {}",
        (2 + it.slots) * size_of::<isize>()
    ));
    line("|".into());
    let perm = it.perm.iter().map(|p| {
        let n = it.ndim as isize - 1 - p.axis as isize;
        if p.flipped { -1 - n } else { n }
    });
    list(&mut out, "| Perm: ", perm);
    list(
        &mut out,
        "| DTypes: ",
        it.ops.iter().map(|o| format!("{:p}", o.descr.raw())),
    );
    let reprs: Vec<String> = it
        .ops
        .iter()
        .map(|o| o.descr.repr_text())
        .collect::<Res<_>>()?;
    list(&mut out, "| DTypes: ", reprs.iter());
    let nop = it.nop();
    let pointers = |p: &[*mut u8]| -> Vec<String> { p.iter().map(|p| format!("{p:p}")).collect() };
    list(
        &mut out,
        "| InitDataPtrs: ",
        pointers(&it.base[..nop]).iter(),
    );
    list(&mut out, "| BaseOffsets: ", it.base_offsets[..nop].iter());
    list(&mut out, "| Ptrs: ", pointers(&it.ptrs[..nop]).iter());
    if it.flags.buffered {
        list(
            &mut out,
            "| User/buffer ptrs: ",
            pointers(&it.ptrs[..nop]).iter(),
        );
    }
    if it.flags.has_index {
        list(
            &mut out,
            "| InitIndex: ",
            std::iter::once(it.base[nop].addr()),
        );
    }
    list(
        &mut out,
        "| Operands: ",
        it.array_ptrs.iter().map(|p| format!("{p:p}")),
    );
    let arrays: Vec<String> = it
        .ops
        .iter()
        .map(|o| match &o.array {
            Some(a) => a.descr().repr_text(),
            None => Ok("(nil)".to_owned()),
        })
        .collect::<Res<_>>()?;
    list(&mut out, "| Operand DTypes: ", arrays.iter());
    out.push_str("| OpItFlags:\n");
    for op in 0..nop {
        let _never_fails = writeln!(out, "|   Flags[{op}]: {}", op_flag_names(it, op));
    }
    out.push_str("|\n");
    if let Some(b) = &it.buffers {
        buffers(&mut out, it, b);
    }
    for axis in 0..it.ndim {
        let _never_fails = writeln!(
            out,
            "| AxisData[{axis}]:\n|   Shape: {}\n|   Index: {}",
            it.shape[axis], it.index[axis]
        );
        list(
            &mut out,
            "|   Strides: ",
            it.axis_strides(axis)[..nop].iter(),
        );
        if it.flags.has_index {
            let _never_fails = writeln!(out, "|   Index Stride: {}", it.stride(axis, nop));
        }
    }
    out.push_str("------- END ITERATOR DUMP -------\n");
    Ok(out)
}

fn buffers(out: &mut String, it: &Iter, b: &super::buffers::Buffers) {
    let pointers = |p: &[*mut u8]| -> Vec<String> { p.iter().map(|p| format!("{p:p}")).collect() };
    let _never_fails = write!(
        out,
        "| BufferData:\n|   BufferSize: {}\n|   Size: {}\n|   BufIterEnd: {}\n|   BUFFER CoreSize: {}\n",
        b.limit, b.size, b.end, b.core
    );
    if it.flags.reduce {
        let _never_fails = write!(
            out,
            "|   REDUCE Pos: {}\n|   REDUCE OuterSize: {}\n|   REDUCE OuterDim: {}\n",
            b.outer_at, b.outer_size, b.core_axes
        );
    }
    list(out, "|   Strides: ", b.strides.iter());
    if it.flags.reduce {
        list(out, "|   REDUCE Outer Strides: ", b.outer_strides.iter());
        list(
            out,
            "|   REDUCE Outer Ptrs: ",
            pointers(&b.outer_ptrs).iter(),
        );
    }
    for head in [
        "|   ReadTransferFn: ",
        "|   ReadTransferData: ",
        "|   WriteTransferFn: ",
        "|   WriteTransferData: ",
    ] {
        list(out, head, b.parts.iter().map(|p| u8::from(p.copied)));
    }
    let data: Vec<*mut u8> = b.parts.iter().map(|p| p.data).collect();
    list(out, "|   Buffers: ", pointers(&data).iter());
    out.push_str("|\n");
}

/// Writes the text where C's `printf` writes.
pub fn print(it: &Iter) -> Res<()> {
    let text = dump(it)?;
    let text = std::ffi::CString::new(text).unwrap_or_default();
    // SAFETY: a NUL-terminated text.
    unsafe {
        libc::fputs(text.as_ptr(), stdout());
        libc::fflush(stdout());
    }
    Ok(())
}

fn stdout() -> *mut libc::FILE {
    unsafe extern "C" {
        #[link_name = "stdout"]
        static STDOUT: *mut libc::FILE;
    }
    // SAFETY: the C library's variable.
    unsafe { STDOUT }
}
