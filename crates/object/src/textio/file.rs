//! Python files as file descriptors: what `fromfile` and `tofile` read and write, beside the object's own buffer.

use std::fs::File;
use std::os::fd::FromRawFd;

use ferronum_pyrt::raised::{exc, os_error, raise_object};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, int_new, intern, str_new,
};

/// A duplicate of a Python file's descriptor, standing at the object's position.
pub struct Duplicate {
    /// The file.
    pub file: File,
    owner: Owned,
    /// Where the original descriptor stood, to be put back; `None` where it cannot seek.
    original: Option<i64>,
}

/// An `OSError` with the number of the last failure of the C library.
pub fn system_error(e: &std::io::Error) -> Raised {
    let build = || -> Res<Raised> {
        let code = int_new(i64::from(e.raw_os_error().unwrap_or(libc::EIO)))?;
        let text = import_cached!("os", "strerror")?.call(&[&code])?;
        Ok(raise_object(
            exc::OSError(),
            &*ferronum_pyrt::tuple_new(&[&code, &text])?,
        ))
    };
    build().unwrap_or_else(|e| e)
}

fn seek(fd: i32, offset: i64, whence: i32) -> Option<i64> {
    // SAFETY: any descriptor and offset may be asked for.
    let at = unsafe { libc::lseek(fd, offset, whence) };
    (at >= 0).then_some(at)
}

/// Opens a path (`open(path, mode)`); other objects are files already. The flag tells whether it is to be closed.
pub fn open(obj: &Object, mode: &str) -> Res<(Owned, bool)> {
    let path =
        obj.is_str() || obj.is_bytes() || obj.lookup_special(intern!("__fspath__"))?.is_some();
    if !path {
        return Ok((obj.own(), false));
    }
    // SAFETY: new reference or NULL.
    let path: Owned = unsafe { Own::from_result(ffi::PyOS_FSPath(obj.as_ptr()))? };
    let file = import_cached!("io", "open")?.call(&[&path, &*str_new(mode)?])?;
    Ok((file, true))
}

impl Duplicate {
    /// Flushes the object and duplicates its descriptor, to read or to write.
    pub fn new(owner: &Object, write: bool) -> Res<Duplicate> {
        owner.call_method(intern!("flush"), &[])?;
        // SAFETY: asks for `fileno()`.
        let fd = unsafe { ffi::PyObject_AsFileDescriptor(owner.as_ptr()) };
        if fd < 0 {
            return Err(Raised::pending());
        }
        let os_dup = ferronum_pyrt::intern::import("os")?.getattr(intern!("dup"))?;
        let copy = os_dup.call(&[&*int_new(i64::from(fd))?])?;
        let copy = as_descriptor(&copy)?;
        // SAFETY: a descriptor that was made for us.
        let file = unsafe { File::from_raw_fd(copy) };
        // SAFETY: asks for the flags of an open descriptor.
        let mode = unsafe { libc::fcntl(copy, libc::F_GETFL) } & libc::O_ACCMODE;
        let other = if write {
            libc::O_RDONLY
        } else {
            libc::O_WRONLY
        };
        if mode == other {
            return Err(os_error(
                "Getting a FILE* from a Python file object via _fdopen failed. If you built NumPy, you probably linked with the wrong debug/release runtime",
            ));
        }
        let original = seek(fd, 0, libc::SEEK_CUR);
        if original.is_some() {
            let position = owner.call_method(intern!("tell"), &[])?.to_isize()?;
            if seek(copy, position as i64, libc::SEEK_SET).is_none() {
                return Err(os_error("could not seek in file"));
            }
        }
        Ok(Duplicate {
            file,
            owner: owner.own(),
            original,
        })
    }

    /// The descriptor of a C stream, duplicated; its position is the caller's business.
    ///
    /// # Safety
    /// `stream` is open.
    pub unsafe fn of_stream(stream: *mut libc::FILE) -> Res<Duplicate> {
        // SAFETY: as the caller vouches.
        let copy = unsafe { libc::dup(libc::fileno(stream)) };
        if copy < 0 {
            return Err(system_error(&std::io::Error::last_os_error()));
        }
        Ok(Duplicate {
            // SAFETY: a descriptor that was made for us.
            file: unsafe { File::from_raw_fd(copy) },
            owner: ferronum_pyrt::none().own(),
            original: None,
        })
    }

    /// Moves on by `offset` bytes.
    pub fn skip(&mut self, offset: i64) -> Res<()> {
        use std::io::Seek;
        self.file
            .seek_relative(offset)
            .map_err(|e| system_error(&e))
    }

    /// Bytes between the position and the end; `None` where the file cannot seek.
    pub fn remaining(&mut self) -> Option<i64> {
        use std::io::{Seek, SeekFrom};
        let at = self.file.stream_position().ok()?;
        let end = self.file.seek(SeekFrom::End(0)).ok()?;
        self.file.seek(SeekFrom::Start(at)).ok()?;
        Some(end as i64 - at as i64)
    }

    /// Brings the object to where the duplicate stands, and closes it.
    pub fn finish<T>(self, result: Res<T>) -> Res<T> {
        match result {
            Ok(v) => self.synchronise().map(|()| v),
            Err(raised) => {
                let first = raised.fetch();
                if let Err(second) = self.synchronise() {
                    second.clear();
                }
                Err(Raised::restore(first))
            }
        }
    }

    fn synchronise(mut self) -> Res<()> {
        use std::io::Seek;
        let Some(original) = self.original else {
            return Ok(());
        };
        let position = self.file.stream_position().map_err(|e| system_error(&e))?;
        // SAFETY: asks for `fileno()`.
        let fd = unsafe { ffi::PyObject_AsFileDescriptor(self.owner.as_ptr()) };
        if fd < 0 {
            return Err(Raised::pending());
        }
        // The two descriptors share one position: it is put back, then the object moves with its own means.
        if seek(fd, original, libc::SEEK_SET).is_none() {
            return Err(os_error("seeking file failed"));
        }
        self.owner
            .call_method(
                intern!("seek"),
                &[&*int_new(position as i64)?, &*int_new(0)?],
            )
            .map(drop)
    }
}

/// Closes a file that we opened, whatever happened to `result`.
pub fn close<T>(file: &Object, result: Res<T>) -> Res<T> {
    match result {
        Ok(v) => {
            file.call_method(intern!("close"), &[])?;
            Ok(v)
        }
        Err(raised) => {
            let first = raised.fetch();
            if let Err(second) = file.call_method(intern!("close"), &[]) {
                second.clear();
            }
            Err(Raised::restore(first))
        }
    }
}

/// The result of `os.dup`.
fn as_descriptor(obj: &Object) -> Res<i32> {
    if !obj.has_index() {
        return Err(ferronum_pyrt::raised::type_error(&format!(
            "an integer is required (got type {})",
            obj.type_name()
        )));
    }
    match obj.index()?.int_to_i64()? {
        Ok(v) if i32::try_from(v).is_ok_and(|v| v >= 0) => Ok(v as i32),
        _ => Err(os_error(
            "Getting a FILE* from a Python file object via `os.dup` failed: bad descriptor",
        )),
    }
}
