//! The CPU levels and the macro that builds one body for each of them.

/// The x86-64 micro-architecture levels. Other processors run everything at `V1`, their own baseline.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// The plain x86-64 baseline.
    V1 = 1,
    /// SSE4.2 and popcnt.
    V2 = 2,
    /// AVX2, FMA, F16C, BMI.
    V3 = 3,
    /// AVX-512 F, CD, BW, DQ, VL.
    V4 = 4,
}

impl Level {
    /// The levels that code is built for, lowest first; `V2` shares the code of `V1`.
    pub const BUILT: [Self; 3] = [Self::V1, Self::V3, Self::V4];
}

/// Defines `fn $name<K: $Trait>(Level) -> unsafe extern "C" fn(..)`, which names the copy of
/// `K::$method::<L>` that was compiled for the level; `L` is the level as a `u8`.
///
/// The method must be `#[inline(always)]`, so that its code takes on the features of the copy.
#[macro_export]
macro_rules! stamp_levels {
    ($(#[$meta:meta])* $vis:vis fn $name:ident<K: $tr:path>($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? = $method:ident) => {
        $(#[$meta])*
        #[allow(clippy::missing_safety_doc, reason = "the stamped method's trait states the contract")]
        $vis fn $name<K: $tr>(level: $crate::Level) -> unsafe extern "C" fn($($ty),*) $(-> $ret)? {
            unsafe extern "C" fn v1<K: $tr>($($arg: $ty),*) $(-> $ret)? {
                // SAFETY: the caller keeps the contract of the stamped method.
                unsafe { K::$method::<1>($($arg),*) }
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma,f16c,bmi1,bmi2,lzcnt,movbe,popcnt")]
            unsafe extern "C" fn v3<K: $tr>($($arg: $ty),*) $(-> $ret)? {
                // SAFETY: as above.
                unsafe { K::$method::<3>($($arg),*) }
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512cd,avx512bw,avx512dq,avx512vl,avx2,fma,f16c,bmi1,bmi2,lzcnt,movbe,popcnt")]
            unsafe extern "C" fn v4<K: $tr>($($arg: $ty),*) $(-> $ret)? {
                // SAFETY: as above.
                unsafe { K::$method::<4>($($arg),*) }
            }
            match level {
                #[cfg(target_arch = "x86_64")]
                $crate::Level::V3 => v3::<K>,
                #[cfg(target_arch = "x86_64")]
                $crate::Level::V4 => v4::<K>,
                _ => v1::<K>,
            }
        }
    };
}
