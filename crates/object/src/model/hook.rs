//! What a lower floor asks of a higher one: tables of functions that the higher floor fills in when the module comes to
//! life. Calls go up through these alone; paths never do.

use std::sync::OnceLock;

/// A function, or a table of functions, that a higher floor provides.
pub struct Hook<T>(OnceLock<T>);

impl<T> Hook<T> {
    /// An empty hook, for a static.
    pub const fn new() -> Hook<T> {
        Hook(OnceLock::new())
    }

    /// Fills the hook. Later calls change nothing.
    pub fn fill(&self, table: T) {
        let _filled_before = self.0.set(table);
    }

    /// What was filled in.
    ///
    /// # Panics
    /// Before `module::init` has run, which nothing of Python or C precedes.
    #[inline(always)]
    pub fn get(&self) -> &T {
        match self.0.get() {
            Some(table) => table,
            None => empty(),
        }
    }
}

impl<T> Default for Hook<T> {
    fn default() -> Hook<T> {
        Hook::new()
    }
}

#[cold]
fn empty() -> ! {
    panic!("the core is used before its module was made")
}
