//! What `NPY_ENABLE_CPU_FEATURES` and `NPY_DISABLE_CPU_FEATURES` ask for.

use crate::probe::{BASELINE, DISPATCH, get, set};

const ENABLE: &str = "NPY_ENABLE_CPU_FEATURES";
const DISABLE: &str = "NPY_DISABLE_CPU_FEATURES";
/// Longest value that is read, its terminating NUL counted.
const MAX_LENGTH: usize = 1024;

/// A request that fails the import, with NumPy's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// To be raised as `ImportError`.
    Import(String),
    /// To be raised as `RuntimeError`.
    Runtime(String),
}

/// The two variables, as they stand in the environment.
#[derive(Default)]
pub struct Request {
    /// `NPY_ENABLE_CPU_FEATURES`, if set and not empty.
    pub enable: Option<String>,
    /// `NPY_DISABLE_CPU_FEATURES`, if set and not empty.
    pub disable: Option<String>,
}

impl Request {
    /// Reads both variables.
    pub fn from_env() -> Self {
        let read = |name| {
            let value = std::env::var_os(name)?.to_string_lossy().into_owned();
            (!value.is_empty()).then_some(value)
        };
        Self {
            enable: read(ENABLE),
            disable: read(DISABLE),
        }
    }
}

/// Switches features off as asked. Answers the text of a warning, if one is due.
pub fn apply(
    features: &mut [(&'static str, bool)],
    request: Request,
) -> Result<Option<String>, Refusal> {
    let (enabling, variable, value) = match (request.enable, request.disable) {
        (Some(_), Some(_)) => {
            return Err(Refusal::Import(format!(
                "Both {DISABLE} and {ENABLE} environment variables cannot be set simultaneously."
            )));
        }
        (Some(v), None) => (true, ENABLE, v),
        (None, Some(v)) => (false, DISABLE, v),
        (None, None) => return Ok(None),
    };
    let verb = if enabling { "enable" } else { "disable" };
    let head = format!("During parsing environment variable: '{variable}':\n");
    if value.len() + 1 > MAX_LENGTH {
        return Err(Refusal::Runtime(format!(
            "Length of environment variable '{variable}' is {}, only {MAX_LENGTH} accepted",
            value.len() + 1
        )));
    }
    let mut wanted = Vec::new();
    let (mut foreign, mut missing) = (Vec::new(), Vec::new());
    for name in value
        .split([',', ' ', '\t', '\n', '\r', '\x0b', '\x0c'])
        .filter(|n| !n.is_empty())
    {
        if BASELINE.contains(&name) {
            if enabling {
                continue;
            }
            return Err(Refusal::Runtime(format!(
                "{head}You cannot disable CPU feature '{name}', since it is part of the baseline optimizations:\n({}).",
                BASELINE.join(" ")
            )));
        }
        if !DISPATCH.contains(&name) {
            foreign.push(name);
        } else if !get(features, name) {
            missing.push(name);
        } else {
            wanted.push(name);
        }
    }
    if enabling && !missing.is_empty() {
        return Err(Refusal::Runtime(format!(
            "{head}You cannot enable CPU features ({}), since they are not supported by your machine.",
            missing.join(" ")
        )));
    }
    for name in DISPATCH {
        if wanted.contains(name) != enabling {
            set(features, name, false);
        }
    }
    if !get(features, "X86_V4") {
        set(features, "AVX512_SKX", false);
    }
    Ok((!foreign.is_empty()).then(|| {
        format!(
            "{head}You cannot {verb} CPU features ({}), since they are not part of the dispatched optimizations\n({}).",
            foreign.join(" "),
            DISPATCH.join(" ")
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::NAMES;

    fn machine() -> [(&'static str, bool); 68] {
        let mut f = NAMES.map(|name| (name, true));
        set(&mut f, "AVX512_SPR", false);
        f
    }

    fn run(enable: &str, disable: &str) -> (Vec<&'static str>, Result<Option<String>, Refusal>) {
        let mut f = machine();
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        let outcome = apply(
            &mut f,
            Request {
                enable: some(enable),
                disable: some(disable),
            },
        );
        (
            DISPATCH.iter().copied().filter(|d| get(&f, d)).collect(),
            outcome,
        )
    }

    #[test]
    fn enabling_leaves_only_what_was_named() {
        assert_eq!(run("X86_V3", "").0, ["X86_V3"]);
        assert_eq!(run("X86_V2", ""), (vec![], Ok(None)));
        assert_eq!(run("X86_V4, AVX512_ICL", "").0, ["X86_V4", "AVX512_ICL"]);
        let (left, warning) = run("AVX2", "");
        assert!(
            left.is_empty()
                && warning
                    .unwrap()
                    .unwrap()
                    .contains("You cannot enable CPU features (AVX2), since")
        );
        assert!(
            matches!(run("AVX512_SPR FOO", "").1, Err(Refusal::Runtime(t)) if t.ends_with("(AVX512_SPR), since they are not supported by your machine."))
        );
    }

    #[test]
    fn disabling_takes_away_what_was_named() {
        assert_eq!(run("", "X86_V4").0, ["X86_V3", "AVX512_ICL"]);
        assert_eq!(
            run("", "AVX512_SPR"),
            (vec!["X86_V3", "X86_V4", "AVX512_ICL"], Ok(None))
        );
        assert!(
            matches!(run("", "X86_V2").1, Err(Refusal::Runtime(t)) if t.contains("feature 'X86_V2', since"))
        );
        assert!(matches!(run("a", "b").1, Err(Refusal::Import(_))));
        assert!(
            matches!(run("", &"t".repeat(1024)).1, Err(Refusal::Runtime(t)) if t.contains("is 1025, only 1024 accepted"))
        );
    }
}
