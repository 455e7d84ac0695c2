//! Which CPU features exist, under NumPy's names, and which of them the environment leaves on.

use std::sync::OnceLock;

use crate::level::Level;
use crate::request::{self, Request};

/// Features that are always assumed.
pub const BASELINE: &[&str] = &["X86_V2"];
/// Features that loops are chosen by at run time.
pub const DISPATCH: &[&str] = &["X86_V3", "X86_V4", "AVX512_ICL", "AVX512_SPR"];

/// NumPy's feature names, in its order.
pub const NAMES: [&str; 68] = [
    "MMX",
    "SSE",
    "SSE2",
    "SSE3",
    "SSSE3",
    "SSE41",
    "POPCNT",
    "SSE42",
    "X86_V2",
    "AVX",
    "F16C",
    "XOP",
    "FMA4",
    "FMA3",
    "AVX2",
    "LAHF",
    "CX16",
    "MOVBE",
    "BMI",
    "BMI2",
    "LZCNT",
    "GFNI",
    "VPCLMULQDQ",
    "VAES",
    "X86_V3",
    "AVX512F",
    "AVX512CD",
    "AVX512ER",
    "AVX512PF",
    "AVX5124FMAPS",
    "AVX5124VNNIW",
    "AVX512VPOPCNTDQ",
    "AVX512VL",
    "AVX512BW",
    "AVX512DQ",
    "AVX512VNNI",
    "AVX512IFMA",
    "AVX512VBMI",
    "AVX512VBMI2",
    "AVX512BITALG",
    "AVX512FP16",
    "AVX512BF16",
    "AVX512_KNL",
    "AVX512_KNM",
    "AVX512_SKX",
    "X86_V4",
    "AVX512_CLX",
    "AVX512_CNL",
    "AVX512_ICL",
    "AVX512_SPR",
    "VSX",
    "VSX2",
    "VSX3",
    "VSX4",
    "VX",
    "VXE",
    "VXE2",
    "NEON",
    "NEON_FP16",
    "NEON_VFPV4",
    "ASIMD",
    "FPHP",
    "ASIMDHP",
    "ASIMDDP",
    "ASIMDFHM",
    "SVE",
    "RVV",
    "LSX",
];

/// The features with what is left of them, the level that follows, and what the environment asked for.
pub struct Active {
    features: [(&'static str, bool); 68],
    pub(crate) level: Level,
    outcome: Result<Option<String>, request::Refusal>,
}

pub(crate) fn active() -> &'static Active {
    static ACTIVE: OnceLock<Active> = OnceLock::new();
    ACTIVE.get_or_init(|| {
        let mut features = NAMES.map(|name| (name, false));
        detect(&mut |name| set(&mut features, name, true));
        groups(&mut features);
        let outcome = request::apply(&mut features, Request::from_env());
        let level = match (
            get(&features, "X86_V4"),
            get(&features, "X86_V3"),
            get(&features, "X86_V2"),
        ) {
            (true, _, _) => Level::V4,
            (_, true, _) => Level::V3,
            (_, _, true) => Level::V2,
            _ => Level::V1,
        };
        Active {
            features,
            level,
            outcome,
        }
    })
}

/// NumPy's 68 feature names, each with whether it is present and enabled.
pub fn features() -> &'static [(&'static str, bool)] {
    &active().features
}

/// Whether the feature of this name is present and enabled.
pub fn has(name: &str) -> bool {
    get(&active().features, name)
}

/// How reading `NPY_ENABLE_CPU_FEATURES` and `NPY_DISABLE_CPU_FEATURES` went: the text of an import
/// warning, or the refusal that must fail the import.
pub fn environment() -> Result<Option<&'static str>, &'static request::Refusal> {
    active().outcome.as_ref().map(|warning| warning.as_deref())
}

pub(crate) fn get(features: &[(&str, bool)], name: &str) -> bool {
    features.iter().any(|f| f.0 == name && f.1)
}

pub(crate) fn set(features: &mut [(&str, bool)], name: &str, on: bool) {
    for f in features.iter_mut().filter(|f| f.0 == name) {
        f.1 = on;
    }
}

/// Named sets of features; each set may name an earlier one.
const GROUPS: [(&str, &[&str]); 10] = [
    (
        "X86_V2",
        &[
            "SSE", "SSE2", "SSE3", "SSSE3", "SSE41", "SSE42", "POPCNT", "LAHF", "CX16",
        ],
    ),
    (
        "X86_V3",
        &[
            "X86_V2", "AVX", "AVX2", "FMA3", "BMI", "BMI2", "LZCNT", "F16C", "MOVBE",
        ],
    ),
    (
        "X86_V4",
        &[
            "X86_V3", "AVX512F", "AVX512CD", "AVX512BW", "AVX512DQ", "AVX512VL",
        ],
    ),
    ("AVX512_SKX", &["X86_V4"]),
    (
        "AVX512_KNL",
        &["AVX512F", "AVX512CD", "AVX512ER", "AVX512PF"],
    ),
    (
        "AVX512_KNM",
        &[
            "AVX512_KNL",
            "AVX5124FMAPS",
            "AVX5124VNNIW",
            "AVX512VPOPCNTDQ",
        ],
    ),
    ("AVX512_CLX", &["X86_V4", "AVX512VNNI"]),
    ("AVX512_CNL", &["X86_V4", "AVX512IFMA", "AVX512VBMI"]),
    (
        "AVX512_ICL",
        &[
            "AVX512_CLX",
            "AVX512_CNL",
            "AVX512VBMI2",
            "AVX512BITALG",
            "AVX512VPOPCNTDQ",
            "VAES",
            "VPCLMULQDQ",
            "GFNI",
        ],
    ),
    ("AVX512_SPR", &["AVX512_ICL", "AVX512FP16", "AVX512BF16"]),
];

fn groups(features: &mut [(&'static str, bool)]) {
    for (name, members) in GROUPS {
        let all = members.iter().all(|m| get(features, m));
        set(features, name, all);
    }
}

/// (leaf, sub-leaf, register of eax ebx ecx edx, bit, name, what the system must save: 0 none, 1 ymm, 2 zmm).
#[cfg(target_arch = "x86_64")]
const BITS: [(u32, u32, usize, u32, &str, u8); 40] = [
    (1, 0, 3, 23, "MMX", 0),
    (1, 0, 3, 25, "SSE", 0),
    (1, 0, 3, 26, "SSE2", 0),
    (1, 0, 2, 0, "SSE3", 0),
    (1, 0, 2, 9, "SSSE3", 0),
    (1, 0, 2, 19, "SSE41", 0),
    (1, 0, 2, 23, "POPCNT", 0),
    (1, 0, 2, 20, "SSE42", 0),
    (1, 0, 2, 13, "CX16", 0),
    (1, 0, 2, 22, "MOVBE", 0),
    (1, 0, 2, 28, "AVX", 1),
    (1, 0, 2, 29, "F16C", 1),
    (1, 0, 2, 12, "FMA3", 1),
    (0x8000_0001, 0, 2, 0, "LAHF", 0),
    (0x8000_0001, 0, 2, 5, "LZCNT", 0),
    (0x8000_0001, 0, 2, 11, "XOP", 1),
    (0x8000_0001, 0, 2, 16, "FMA4", 1),
    (7, 0, 1, 3, "BMI", 0),
    (7, 0, 1, 8, "BMI2", 0),
    (7, 0, 1, 5, "AVX2", 1),
    (7, 0, 2, 8, "GFNI", 0),
    (7, 0, 2, 9, "VAES", 1),
    (7, 0, 2, 10, "VPCLMULQDQ", 1),
    (7, 0, 1, 16, "AVX512F", 2),
    (7, 0, 1, 28, "AVX512CD", 2),
    (7, 0, 1, 27, "AVX512ER", 2),
    (7, 0, 1, 26, "AVX512PF", 2),
    (7, 0, 3, 3, "AVX5124FMAPS", 2),
    (7, 0, 3, 2, "AVX5124VNNIW", 2),
    (7, 0, 2, 14, "AVX512VPOPCNTDQ", 2),
    (7, 0, 1, 31, "AVX512VL", 2),
    (7, 0, 1, 30, "AVX512BW", 2),
    (7, 0, 1, 17, "AVX512DQ", 2),
    (7, 0, 2, 11, "AVX512VNNI", 2),
    (7, 0, 1, 21, "AVX512IFMA", 2),
    (7, 0, 2, 1, "AVX512VBMI", 2),
    (7, 0, 2, 6, "AVX512VBMI2", 2),
    (7, 0, 2, 12, "AVX512BITALG", 2),
    (7, 0, 3, 23, "AVX512FP16", 2),
    (7, 1, 0, 5, "AVX512BF16", 2),
];

#[cfg(target_arch = "x86_64")]
fn detect(found: &mut dyn FnMut(&'static str)) {
    use std::arch::x86_64::{__cpuid, __cpuid_count};
    let saved = saved_state();
    for (leaf, sub, register, bit, name, needs) in BITS {
        if __cpuid(leaf & 0x8000_0000).eax < leaf || needs > saved {
            continue;
        }
        if sub > 0 && __cpuid_count(leaf, 0).eax < sub {
            continue;
        }
        let r = __cpuid_count(leaf, sub);
        if [r.eax, r.ebx, r.ecx, r.edx][register] >> bit & 1 == 1 {
            found(name);
        }
    }
}

/// Which vector state the system saves at a task switch: 0 xmm, 1 ymm, 2 zmm.
#[cfg(target_arch = "x86_64")]
fn saved_state() -> u8 {
    use std::arch::x86_64::{__cpuid, _xgetbv};
    #[target_feature(enable = "xsave")]
    fn extended() -> u64 {
        // SAFETY: register 0 exists wherever xgetbv does.
        unsafe { _xgetbv(0) }
    }
    if __cpuid(1).ecx >> 27 & 1 == 0 {
        return 0;
    }
    // SAFETY: the bit above says that the system has switched xgetbv on.
    let mask = unsafe { extended() };
    match (mask & 0x6 == 0x6, mask & 0xe6 == 0xe6) {
        (_, true) => 2,
        (true, _) => 1,
        _ => 0,
    }
}

#[cfg(target_arch = "aarch64")]
fn detect(found: &mut dyn FnMut(&'static str)) {
    ["NEON", "NEON_FP16", "NEON_VFPV4", "ASIMD"]
        .into_iter()
        .for_each(found);
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn detect(_: &mut dyn FnMut(&'static str)) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_need_all_their_members() {
        let mut f = NAMES.map(|name| (name, true));
        groups(&mut f);
        assert!(get(&f, "AVX512_SPR"));
        set(&mut f, "LAHF", false);
        groups(&mut f);
        assert!(!get(&f, "X86_V2") && !get(&f, "X86_V4") && !get(&f, "AVX512_SPR"));
        assert!(get(&f, "AVX512_KNL"));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn probe_agrees_with_the_standard_library() {
        let mut f = NAMES.map(|name| (name, false));
        detect(&mut |name| set(&mut f, name, true));
        assert_eq!(get(&f, "AVX2"), is_x86_feature_detected!("avx2"));
        assert_eq!(get(&f, "FMA3"), is_x86_feature_detected!("fma"));
        assert_eq!(get(&f, "F16C"), is_x86_feature_detected!("f16c"));
        assert_eq!(get(&f, "LZCNT"), is_x86_feature_detected!("lzcnt"));
        assert_eq!(get(&f, "AVX512VL"), is_x86_feature_detected!("avx512vl"));
        assert_eq!(
            get(&f, "AVX512BF16"),
            is_x86_feature_detected!("avx512bf16")
        );
        assert_eq!(get(&f, "VAES"), is_x86_feature_detected!("vaes"));
    }
}
