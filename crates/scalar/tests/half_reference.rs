//! Half precision against digests of NumPy 2.4.6's answers, over every half and wide input sweeps.

use ferronum_scalar::half;

/// A position-dependent checksum; the same sum was taken over NumPy's answers.
fn digest(values: impl Iterator<Item = u64>) -> u64 {
    values.enumerate().fold(0, |sum: u64, (i, v)| {
        let weight = (i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        sum.wrapping_add(v.wrapping_add(1).wrapping_mul(weight))
    })
}

fn all() -> impl Iterator<Item = u16> {
    0..=u16::MAX
}

#[test]
fn widening() {
    assert_eq!(
        digest(all().map(|h| half::to_f32_bits(h).into())),
        0x4c43_1254_b476_0000
    );
    assert_eq!(digest(all().map(half::to_f64_bits)), 0x8118_7e65_41f6_0000);
}

#[test]
fn neighbours() {
    let towards = |to: u16| digest(all().map(|h| half::nextafter(h, to).0.into()));
    assert_eq!(
        digest(all().map(|h| half::spacing(h).0.into())),
        0x0054_237f_e4ec_9401
    );
    assert_eq!(towards(half::INFINITY), 0x743d_0a33_4741_3801);
    assert_eq!(towards(half::INFINITY | half::SIGN), 0xf0da_fdad_7537_b801);
    assert_eq!(towards(0), 0x01c5_7fd6_9be6_bc00);
}

#[test]
fn narrowing_sweeps() {
    let single = (0..1u64 << 20).map(|k| half::from_f32_bits((k * 4099) as u32).into());
    assert_eq!(digest(single), 0x3f98_2f64_4c4d_22ff);
    let spread = |k: u64| k.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let near = (0..1u64 << 20)
        .map(|k| spread(k) & 0x800f_ffff_ffff_ffff | (k % 64 + 1023 - 40) << 52)
        .map(|bits| half::from_f64_bits(bits).into());
    assert_eq!(digest(near), 0x6b44_3667_42fb_065b);
    let wide = (0..1u64 << 20).map(|k| half::from_f64_bits(spread(k)).into());
    assert_eq!(digest(wide), 0xae3a_4cca_8a41_7d08);
}

#[test]
fn narrowing_around_ties() {
    for (delta, expected) in [
        (-1, 0x7b91_9ddc_d237_d802),
        (0, 0xf567_12f1_be37_d802),
        (1, 0x6e2d_945b_c00e_7802),
    ] {
        let single = all()
            .map(|h| {
                half::to_f32_bits(h)
                    .wrapping_add(0x1000)
                    .wrapping_add_signed(delta)
            })
            .map(|bits| half::from_f32_bits(bits).into());
        assert_eq!(digest(single), expected, "f32 {delta}");
        let double = all()
            .map(|h| {
                half::to_f64_bits(h)
                    .wrapping_add(1 << 41)
                    .wrapping_add_signed(delta.into())
            })
            .map(|bits| half::from_f64_bits(bits).into());
        assert_eq!(digest(double), expected, "f64 {delta}");
    }
}

#[test]
fn pairs() {
    let pairs = || {
        (0..1u64 << 16).map(|k| {
            (
                (k * 40503 % 65536) as u16,
                ((k * 30011 + 17) % 65536) as u16,
            )
        })
    };
    let test = |f: fn(u16, u16) -> bool| digest(pairs().map(|(a, b)| f(a, b).into()));
    assert_eq!(test(half::lt), 0x30da_11e5_7287_4522);
    assert_eq!(test(half::le), 0x30da_11e5_7287_4522);
    assert_eq!(test(half::eq), 0x02c8_7e65_41f6_0000);
    let canonical = |h: u16| u64::from(if half::is_nan(h) { half::NAN } else { h });
    let quotients = pairs().map(|(a, b)| canonical(half::divmod(a, b).0));
    assert_eq!(digest(quotients), 0x778f_a75a_5abb_3dca);
    let moduli = pairs().map(|(a, b)| canonical(half::divmod(a, b).1));
    assert_eq!(digest(moduli), 0x420e_dd05_993e_7c4c);
}

#[test]
fn flags() {
    use ferronum_scalar::float_status::{OVERFLOW, UNDERFLOW};
    let flags = |x: f64| half::flags_from_f64(x.to_bits(), half::from_f64(x));
    assert_eq!(flags(65504.0), 0);
    assert_eq!(flags(65519.9), 0);
    assert_eq!(flags(65520.0), OVERFLOW);
    assert_eq!(flags(f64::INFINITY), 0);
    assert_eq!(flags(2f64.powi(-24)), 0);
    assert_eq!(flags(1e-10), UNDERFLOW);
    assert_eq!(flags(3.1e-5), UNDERFLOW);
    assert_eq!(flags(f64::NAN), 0);
    let single = |x: f32| half::flags_from_f32(x.to_bits(), half::from_f32(x));
    assert_eq!(single(1e6), OVERFLOW);
    assert_eq!(single(1e-8), UNDERFLOW);
    assert_eq!(single(1.0), 0);
}
