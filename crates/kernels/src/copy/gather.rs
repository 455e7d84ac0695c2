//! Items by index: take, fancy get and set, put, repeat.
//!
//! Indices are checked a block at a time into a small buffer, so that the moving loop has no checks.

use super::word::{Word, copy_item, for_width};
use crate::stamp::{Isa, Op, dispatch};

const BLOCK: usize = 256;

/// What an index outside the axis means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IndexMode {
    /// An error; negative ones count from the end.
    Raise,
    /// Reduced modulo the length.
    Wrap,
    /// The nearest valid one; negative ones are the first.
    Clip,
}

/// The first index that was out of bounds, as it was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfBounds {
    /// Its value.
    pub index: isize,
    /// Its place among the indices.
    pub position: usize,
}

/// Resolves `n` indices at byte stride `stride` for an axis of length `len` into `out`.
///
/// # Errors
/// The first index out of bounds, in mode `Raise` (or any index of an empty axis).
///
/// # Safety
/// `indices` is good for `n` items at the stride, `out` for `n` items.
pub unsafe fn resolve_indices(
    mode: IndexMode,
    indices: *const isize,
    stride: isize,
    n: usize,
    len: usize,
    out: *mut isize,
) -> Result<(), OutOfBounds> {
    // SAFETY: as this function's.
    unsafe {
        dispatch(Resolve {
            mode,
            indices: indices.cast(),
            stride,
            n,
            len: len as isize,
            out,
        })
    }
}

struct Resolve {
    mode: IndexMode,
    indices: *const u8,
    stride: isize,
    n: usize,
    len: isize,
    out: *mut isize,
}

impl Op for Resolve {
    type Out = Result<(), OutOfBounds>;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> Self::Out {
        // SAFETY: as `resolve_indices`.
        unsafe {
            resolve(
                self.mode,
                self.indices,
                self.stride,
                self.n,
                self.len,
                self.out,
                0,
            )
        }
    }
}

#[inline(always)]
unsafe fn resolve(
    mode: IndexMode,
    indices: *const u8,
    stride: isize,
    n: usize,
    len: isize,
    out: *mut isize,
    before: usize,
) -> Result<(), OutOfBounds> {
    // SAFETY: the caller's arrays hold `n` items.
    unsafe {
        let at = |i: usize| {
            indices
                .wrapping_offset(i as isize * stride)
                .cast::<isize>()
                .read_unaligned()
        };
        if stride == 8 {
            std::ptr::copy_nonoverlapping(indices, out.cast(), n * 8);
        } else {
            for i in 0..n {
                *out.add(i) = at(i);
            }
        }
        if len == 0 && n > 0 {
            return Err(OutOfBounds {
                index: at(0),
                position: before,
            });
        }
        match mode {
            IndexMode::Raise => {
                let mut bad = false;
                for i in 0..n {
                    let x = *out.add(i);
                    let fixed = x + if x < 0 { len } else { 0 };
                    bad |= fixed as usize >= len as usize;
                    *out.add(i) = fixed;
                }
                if bad {
                    for i in 0..n {
                        if *out.add(i) as usize >= len as usize {
                            return Err(OutOfBounds {
                                index: at(i),
                                position: before + i,
                            });
                        }
                    }
                }
            }
            IndexMode::Wrap => {
                for i in 0..n {
                    let x = *out.add(i);
                    if x as usize >= len as usize {
                        *out.add(i) = x.rem_euclid(len);
                    }
                }
            }
            IndexMode::Clip => {
                for i in 0..n {
                    *out.add(i) = (*out.add(i)).clamp(0, len - 1);
                }
            }
        }
    }
    Ok(())
}

/// NumPy's take on a C-ordered array seen as `outer` × `len` × chunk: `dst` gets `outer` × `n` chunks.
///
/// # Errors
/// The first index out of bounds.
///
/// # Safety
/// `src` holds `outer * len` chunks of `chunk` bytes, `dst` room for `outer * n`, `indices` `n` items.
pub unsafe fn take(
    mode: IndexMode,
    dst: *mut u8,
    src: *const u8,
    indices: *const isize,
    outer: usize,
    n: usize,
    len: usize,
    chunk: usize,
) -> Result<(), OutOfBounds> {
    let work = Take {
        mode,
        dst,
        src,
        indices,
        outer,
        n,
        len,
        chunk,
    };
    // SAFETY: as this function's.
    unsafe {
        for_width!(chunk, W => dispatch(TakeWord::<W>(work, std::marker::PhantomData)), else dispatch(work))
    }
}

#[derive(Clone, Copy)]
struct Take {
    mode: IndexMode,
    dst: *mut u8,
    src: *const u8,
    indices: *const isize,
    outer: usize,
    n: usize,
    len: usize,
    chunk: usize,
}
struct TakeWord<W>(Take, std::marker::PhantomData<W>);

impl Take {
    /// Calls `copy(dst, src, indices)` for each row of each block of resolved indices.
    #[inline(always)]
    unsafe fn blocks(
        &self,
        copy: impl Fn(*mut u8, *const u8, &[isize]),
    ) -> Result<(), OutOfBounds> {
        let mut buffer = [0isize; BLOCK];
        let mut done = 0;
        while done < self.n {
            let m = (self.n - done).min(BLOCK);
            // SAFETY: the block lies within the `n` indices, the rows within both arrays.
            unsafe {
                let at = self.indices.add(done).cast();
                resolve(
                    self.mode,
                    at,
                    8,
                    m,
                    self.len as isize,
                    buffer.as_mut_ptr(),
                    done,
                )?;
                for i in 0..self.outer {
                    let dst = self.dst.add((i * self.n + done) * self.chunk);
                    copy(
                        dst,
                        self.src.add(i * self.len * self.chunk),
                        buffer.get_unchecked(..m),
                    );
                }
            }
            done += m;
        }
        Ok(())
    }
}

impl<W: Word> Op for TakeWord<W> {
    type Out = Result<(), OutOfBounds>;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> Self::Out {
        // SAFETY: resolved indices lie in the axis.
        unsafe {
            self.0.blocks(
                #[inline(always)]
                |dst, src, indices| {
                    let (s, d) = (src.cast::<W>(), dst.cast::<W>());
                    for (k, &i) in indices.iter().enumerate() {
                        d.add(k).write_unaligned(s.offset(i).read_unaligned());
                    }
                },
            )
        }
    }
}

impl Op for Take {
    type Out = Result<(), OutOfBounds>;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> Self::Out {
        let chunk = self.chunk;
        // SAFETY: resolved indices lie in the axis.
        unsafe {
            self.blocks(
                #[inline(always)]
                |dst, src, indices| {
                    for (k, &i) in indices.iter().enumerate() {
                        copy_item(src.add(i as usize * chunk), dst.add(k * chunk), chunk);
                    }
                },
            )
        }
    }
}

/// Fancy get on one axis: `dst[k] = src[indices[k]]`, all at byte strides; negative indices count from the end.
///
/// # Errors
/// The first index out of bounds; items before its block are already written.
///
/// # Safety
/// `src` is good for `len` items, `indices` and `dst` for `n`, at their strides.
pub unsafe fn gather(
    width: usize,
    dst: *mut u8,
    dst_stride: isize,
    src: *const u8,
    src_stride: isize,
    len: usize,
    indices: *const isize,
    index_stride: isize,
    n: usize,
) -> Result<(), OutOfBounds> {
    let job = Indexed {
        plain: dst,
        plain_stride: dst_stride,
        far: src.cast_mut(),
        far_stride: src_stride,
        len,
        indices,
        index_stride,
        n,
        width,
    };
    // SAFETY: as this function's.
    unsafe {
        for_width!(width, W => dispatch(IndexedWord::<W, true>(job, std::marker::PhantomData)), else dispatch(IndexedAny::<true>(job)))
    }
}

/// Fancy set on one axis: `dst[indices[k]] = src[k]`, in order, so that the last of equal indices wins.
///
/// # Errors
/// The first index out of bounds; items before its block are already written.
///
/// # Safety
/// `dst` is good for `len` items, `indices` and `src` for `n`, at their strides.
pub unsafe fn scatter(
    width: usize,
    dst: *mut u8,
    dst_stride: isize,
    len: usize,
    src: *const u8,
    src_stride: isize,
    indices: *const isize,
    index_stride: isize,
    n: usize,
) -> Result<(), OutOfBounds> {
    let job = Indexed {
        plain: src.cast_mut(),
        plain_stride: src_stride,
        far: dst,
        far_stride: dst_stride,
        len,
        indices,
        index_stride,
        n,
        width,
    };
    // SAFETY: as this function's; the plain side is only read.
    unsafe {
        for_width!(width, W => dispatch(IndexedWord::<W, false>(job, std::marker::PhantomData)), else dispatch(IndexedAny::<false>(job)))
    }
}

struct Indexed {
    plain: *mut u8,
    plain_stride: isize,
    far: *mut u8,
    far_stride: isize,
    len: usize,
    indices: *const isize,
    index_stride: isize,
    n: usize,
    width: usize,
}
struct IndexedWord<W, const GET: bool>(Indexed, std::marker::PhantomData<W>);
struct IndexedAny<const GET: bool>(Indexed);

impl Indexed {
    #[inline(always)]
    unsafe fn blocks(&self, run: impl Fn(*mut u8, &[isize])) -> Result<(), OutOfBounds> {
        let mut buffer = [0isize; BLOCK];
        let mut done = 0;
        while done < self.n {
            let m = (self.n - done).min(BLOCK);
            let at = self
                .indices
                .cast::<u8>()
                .wrapping_offset(done as isize * self.index_stride);
            // SAFETY: the block lies within the `n` indices.
            unsafe {
                resolve(
                    IndexMode::Raise,
                    at,
                    self.index_stride,
                    m,
                    self.len as isize,
                    buffer.as_mut_ptr(),
                    done,
                )?;
                run(
                    self.plain
                        .wrapping_offset(done as isize * self.plain_stride),
                    buffer.get_unchecked(..m),
                );
            }
            done += m;
        }
        Ok(())
    }
}

impl<W: Word, const GET: bool> Op for IndexedWord<W, GET> {
    type Out = Result<(), OutOfBounds>;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> Self::Out {
        let job = &self.0;
        let width = size_of::<W>() as isize;
        let tight = job.far_stride == width && job.plain_stride == width;
        // SAFETY: resolved indices lie in the far array.
        unsafe {
            job.blocks(
                #[inline(always)]
                |plain, indices| {
                    if tight {
                        let (p, f) = (plain.cast::<W>(), job.far.cast::<W>());
                        for (k, &i) in indices.iter().enumerate() {
                            if GET {
                                p.add(k).write_unaligned(f.offset(i).read_unaligned());
                            } else {
                                f.offset(i).write_unaligned(p.add(k).read_unaligned());
                            }
                        }
                        return;
                    }
                    let mut p = plain;
                    for &i in indices {
                        let f = job.far.wrapping_offset(i * job.far_stride);
                        if GET {
                            p.cast::<W>()
                                .write_unaligned(f.cast::<W>().read_unaligned());
                        } else {
                            f.cast::<W>()
                                .write_unaligned(p.cast::<W>().read_unaligned());
                        }
                        p = p.wrapping_offset(job.plain_stride);
                    }
                },
            )
        }
    }
}

impl<const GET: bool> Op for IndexedAny<GET> {
    type Out = Result<(), OutOfBounds>;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> Self::Out {
        let job = &self.0;
        // SAFETY: resolved indices lie in the far array.
        unsafe {
            job.blocks(
                #[inline(always)]
                |plain, indices| {
                    let mut p = plain;
                    for &i in indices {
                        let f = job.far.wrapping_offset(i * job.far_stride);
                        if GET {
                            copy_item(f, p, job.width);
                        } else {
                            copy_item(p, f, job.width);
                        }
                        p = p.wrapping_offset(job.plain_stride);
                    }
                },
            )
        }
    }
}

/// NumPy's put: `dst[indices[k]] = values[k % count]` on an adjacent array of `len` items.
///
/// # Errors
/// The first index out of bounds in mode `Raise`; items before it are already written, as in the reference.
///
/// # Safety
/// `dst` holds `len` items, `indices` `n`, `values` `count >= 1` (all adjacent, `width` bytes an item).
pub unsafe fn put(
    mode: IndexMode,
    width: usize,
    dst: *mut u8,
    len: usize,
    indices: *const isize,
    n: usize,
    values: *const u8,
    count: usize,
) -> Result<(), OutOfBounds> {
    if count == 0 {
        return Ok(());
    }
    let mut v = 0;
    for k in 0..n {
        let mut at = 0isize;
        // SAFETY: `k < n`, `v < count`, and a resolved index lies in `dst`.
        unsafe {
            resolve(
                mode,
                indices.add(k).cast(),
                8,
                1,
                len as isize,
                &raw mut at,
                k,
            )?;
            copy_item(values.add(v * width), dst.add(at as usize * width), width);
        }
        v += 1;
        if v == count {
            v = 0;
        }
    }
    Ok(())
}

/// NumPy's repeat on `outer` × `n` chunks: chunk `j` is written `counts[j]` times (`counts[0]` with `broadcast`).
///
/// # Safety
/// `src` holds `outer * n` chunks, `dst` room for the repeated ones, `counts` `n` items (one with
/// `broadcast`), none negative.
pub unsafe fn repeat(
    dst: *mut u8,
    src: *const u8,
    outer: usize,
    n: usize,
    chunk: usize,
    counts: *const isize,
    broadcast: bool,
) {
    let (mut s, mut d) = (src, dst);
    for _ in 0..outer {
        for j in 0..n {
            // SAFETY: as this function's.
            unsafe {
                let times = (*counts.add(if broadcast { 0 } else { j })).max(0) as usize;
                match chunk {
                    1 => repeat_word::<u8>(s, d, times),
                    2 => repeat_word::<u16>(s, d, times),
                    4 => repeat_word::<u32>(s, d, times),
                    8 => repeat_word::<u64>(s, d, times),
                    16 => repeat_word::<u128>(s, d, times),
                    _ => {
                        for k in 0..times {
                            copy_item(s, d.add(k * chunk), chunk);
                        }
                    }
                }
                s = s.add(chunk);
                d = d.add(chunk * times);
            }
        }
    }
}

#[inline(always)]
unsafe fn repeat_word<W: Word>(src: *const u8, dst: *mut u8, times: usize) {
    // SAFETY: `dst` has room for `times` items.
    unsafe {
        let x = src.cast::<W>().read_unaligned();
        for k in 0..times {
            dst.cast::<W>().add(k).write_unaligned(x);
        }
    }
}
