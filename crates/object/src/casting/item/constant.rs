//! Zero and one as an element of any dtype (`PyArray_Zero`, `PyArray_One`).

use ferronum_pyrt::{Res, int_new};

use crate::casting;
use crate::model::Array;

/// One element with the value 0 or 1, in memory of the C library (`PyArray_Zero`, `PyArray_One`).
pub fn constant_element(a: &Array, one: bool) -> Res<*mut u8> {
    let descr = a.descr();
    let size = descr.elsize().max(1) as usize;
    // SAFETY: a zeroed block of the element's size, released again on failure.
    unsafe {
        let memory = libc::calloc(1, size).cast::<u8>();
        if memory.is_null() {
            return Err(ferronum_pyrt::raised::no_memory());
        }
        let stored =
            int_new(i64::from(one)).and_then(|value| casting::set_item(descr, memory, &value));
        if let Err(raised) = stored {
            libc::free(memory.cast());
            return Err(raised);
        }
        Ok(memory)
    }
}
