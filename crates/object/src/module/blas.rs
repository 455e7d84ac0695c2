//! Where the BLAS of the NumPy wheel lies: `numpy.libs/` beside the package.

use std::path::{Path, PathBuf};

use ferronum_pyrt::{Res, intern};

/// Names the candidates to the kernels, which open one at its first use.
pub(super) fn init() -> Res<()> {
    ferronum_kernels::blas::init(candidates().unwrap_or_default());
    Ok(())
}

fn candidates() -> Option<Vec<PathBuf>> {
    let package = package_path()?;
    let libs = Path::new(&package).parent()?.join("numpy.libs");
    let mut found: Vec<PathBuf> = std::fs::read_dir(libs)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().contains("openblas"))
        })
        .collect();
    found.sort();
    Some(found)
}

fn package_path() -> Option<String> {
    let path = || -> Res<String> {
        let numpy = ferronum_pyrt::intern::import("numpy")?;
        let paths = numpy.getattr(intern!("__path__"))?.to_tuple()?;
        match paths.tuple_items().first() {
            Some(p) => p.str_text(),
            None => Err(ferronum_pyrt::raised::import_error("numpy has no __path__")),
        }
    };
    path().map_err(ferronum_pyrt::Raised::clear).ok()
}
