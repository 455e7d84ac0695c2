//! Runs single loops on request, for comparison with NumPy from outside: `benches/compare_loops.py` drives it.
//!
//! Request: a line `name index level count repeats bytes (offset step)...`, then that many bytes of memory in which
//! the operands lie. Answer: a line `flags error nanoseconds`, then the memory after the last run. `level` is 1, 3,
//! 4, or 0 for the active one; `repeats` runs are timed and the shortest is answered.

use std::io::{self, BufRead, Read, Write};
use std::time::Instant;

use ferronum_kernels::elementwise::take_loop_error;
use ferronum_kernels::registry::loops_at;
use ferronum_simd::{Level, level, status};

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or("");
        let numbers: Vec<isize> = words.filter_map(|w| w.parse().ok()).collect();
        let [index, wanted, count, repeats, bytes, ref layout @ ..] = numbers[..] else {
            return Err(io::Error::other("a request needs five numbers"));
        };
        let wanted = match wanted {
            1 => Level::V1,
            3 => Level::V3,
            4 => Level::V4,
            _ => level(),
        };
        // Sixteen-byte units, as long double wants them aligned.
        let mut memory = vec![0u128; (bytes as usize).div_ceil(16)];
        // SAFETY: the vector holds at least this many bytes, all initialised.
        let memory = unsafe {
            std::slice::from_raw_parts_mut(memory.as_mut_ptr().cast::<u8>(), bytes as usize)
        };
        input.read_exact(memory)?;
        let table = loops_at(name, wanted);
        let entry = &table[index as usize];
        let args: Vec<*mut i8> = layout
            .chunks(2)
            .map(|l| memory.as_mut_ptr().wrapping_offset(l[0]).cast())
            .collect();
        let steps: Vec<isize> = layout.chunks(2).map(|l| l[1]).collect();
        let mut best = u128::MAX;
        let (mut flags, mut failed) = (0, false);
        for _ in 0..repeats.max(1) {
            let mut given = args.clone();
            let before = status::get();
            status::set(0);
            let start = Instant::now();
            // SAFETY: the driver lays its operands out within the memory that it sends.
            unsafe {
                (entry.func)(
                    given.as_mut_ptr(),
                    &count,
                    steps.as_ptr(),
                    entry.data as *mut _,
                )
            };
            best = best.min(start.elapsed().as_nanos());
            flags = ferronum_scalar::float_status::get();
            failed = take_loop_error().is_some();
            ferronum_scalar::float_status::clear();
            status::set(before);
        }
        writeln!(output, "{flags} {} {best}", failed as u8)?;
        output.write_all(memory)?;
        output.flush()?;
    }
}
