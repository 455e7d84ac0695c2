//! placeholder
use crate::Result;
pub fn run(_check: bool) -> Result<()> {
    Ok(())
}
