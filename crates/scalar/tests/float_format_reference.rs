//! Printing against cases that NumPy 2.4.6 answered (`data/float_format.txt`).
//!
//! A line is a function (`p` positional, `s` scientific, `r` scalar text, `c` complex scalar text), a
//! type character, the number's bits in hexadecimal, the options (`_` where not given) and, after ` = `,
//! the text.

use ferronum_scalar::float_format::*;
use ferronum_scalar::{LongDouble, f16};

#[derive(Clone, Copy)]
enum Number {
    Half(f16),
    Single(f32),
    Double(f64),
    Extended(LongDouble),
}

impl Printable for Number {
    fn decode(self) -> Decoded {
        match self {
            Number::Half(x) => x.decode(),
            Number::Single(x) => x.decode(),
            Number::Double(x) => x.decode(),
            Number::Extended(x) => x.decode(),
        }
    }
}

fn number(kind: &str, hex: &str) -> Number {
    let bits = u128::from_str_radix(hex, 16).unwrap();
    match kind {
        "e" => Number::Half(f16::from_bits(bits as u16)),
        "f" => Number::Single(f32::from_bits(bits as u32)),
        "d" => Number::Double(f64::from_bits(bits as u64)),
        _ => Number::Extended(LongDouble::from_bytes(bits.to_le_bytes())),
    }
}

fn optional(text: &str) -> Option<u32> {
    (text != "_").then(|| text.parse().unwrap())
}

fn trim(text: &str) -> Trim {
    match text {
        "k" => Trim::Keep,
        "." => Trim::Zeros,
        "0" => Trim::LeaveOneZero,
        _ => Trim::ZerosAndPoint,
    }
}

#[test]
fn every_case_matches() {
    let (mut cases, mut wrong) = (0, 0);
    for line in include_str!("data/float_format.txt").lines() {
        let (call, expected) = line.split_once(" = ").unwrap();
        let words: Vec<&str> = call.split(' ').collect();
        let x = number(words[1], words[2]);
        let got = match words[0] {
            "p" => format_positional(
                x,
                &PositionalOptions {
                    unique: words[3] == "1",
                    precision: optional(words[4]),
                    min_digits: optional(words[5]),
                    fractional: words[6] == "1",
                    trim: trim(words[7]),
                    sign: words[8] == "1",
                    pad_left: optional(words[9]),
                    pad_right: optional(words[10]),
                },
            ),
            "s" => format_scientific(
                x,
                &ScientificOptions {
                    unique: words[3] == "1",
                    precision: optional(words[4]),
                    min_digits: optional(words[5]),
                    trim: trim(words[6]),
                    sign: words[7] == "1",
                    pad_left: optional(words[8]),
                    exp_digits: optional(words[9]),
                },
            ),
            "c" => Ok(complex_repr(x, number(words[1], words[3]))),
            _ => Ok(float_repr(x)),
        };
        cases += 1;
        if got.as_deref() != Ok(expected) {
            wrong += 1;
            if wrong <= 30 {
                println!("{line}\n    got {got:?}");
            }
        }
    }
    assert_eq!(wrong, 0, "of {cases}");
    assert!(cases > 1000);
}

#[test]
fn too_long() {
    let fixed = |n| PositionalOptions {
        unique: false,
        precision: Some(n),
        ..Default::default()
    };
    assert_eq!(
        format_positional(1.0, &fixed(16381)).map(|s| s.len()),
        Ok(16383)
    );
    assert_eq!(format_positional(1.0, &fixed(16382)), Err(TooLong));
    let padded = |n| PositionalOptions {
        pad_left: Some(n),
        ..Default::default()
    };
    assert_eq!(
        format_positional(1.0, &padded(16382)).map(|s| s.len()),
        Ok(16383)
    );
    assert_eq!(format_positional(1.0, &padded(u32::MAX)), Err(TooLong));
    assert_eq!(
        format_positional(f64::INFINITY, &padded(u32::MAX)).as_deref(),
        Ok("inf")
    );
}
