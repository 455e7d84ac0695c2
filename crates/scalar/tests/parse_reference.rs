//! Parsing against cases that CPython 3.11 and NumPy 2.4.6 answered (`data/parse.txt`).
//!
//! A line is a function, the text in hexadecimal UTF-8 (`-` if empty) and the answer (`-` if refused).
//! `p`: Python's constructors, `t`: `loadtxt`, `f`: `fromstring` with the whole text read; then the
//! type. Floats are given as their bits.

use ferronum_scalar::LongDouble;
use ferronum_scalar::parse::*;

fn bits(x: f64) -> String {
    if x.is_nan() {
        "nan".into()
    } else {
        format!("{:016x}", x.to_bits())
    }
}

fn pair((re, im): (f64, f64)) -> String {
    format!("{}:{}", bits(re), bits(im))
}

fn long_double(x: LongDouble) -> String {
    let head = u16::from(x.signbit()) << 15 | x.exponent();
    if x.is_nan() {
        "nan".into()
    } else {
        format!("{head:04x}{:016x}", x.mantissa())
    }
}

/// The answer if nothing but blanks is left.
fn whole<T>(text: &[u8], parsed: Option<(T, usize)>) -> Option<T> {
    let (value, used) = parsed?;
    text[used..]
        .iter()
        .all(|b| b" \t\n\x0b\x0c\r".contains(b))
        .then_some(value)
}

fn python_integer(text: &str, base: &str) -> Option<Option<String>> {
    let integer = python_int(text, base.parse().unwrap())?;
    let sign = if integer.negative && integer.magnitude != Some(0) {
        "-"
    } else {
        ""
    };
    Some(integer.magnitude.map(|size| format!("{sign}{size:#x}")))
}

#[test]
fn every_case_matches() {
    let (mut cases, mut wrong) = (0, 0);
    for line in include_str!("data/parse.txt").lines() {
        let mut words = line.split(' ');
        let mut next = || words.next().unwrap();
        let (function, hex, expected) = (next(), next(), next());
        let hex = hex.trim_start_matches('-');
        let bytes: Vec<u8> = (0..hex.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
            .collect();
        let text = std::str::from_utf8(&bytes).unwrap();
        let b = &bytes[..];
        let got = match function {
            "pf" => python_float(text).map(bits),
            "pc" => python_complex(text).map(pair),
            "tf" => token_f64(b).map(bits),
            "ti" => token_i64(b).map(|x| x.to_string()),
            "tu" => token_u64(b).map(|x| x.to_string()),
            "tc" => token_complex(b, b'j').map(pair),
            "ff" => whole(b, prefix_f64(b)).map(bits),
            "fi" => whole(b, prefix_i64(b)).map(|x| x.to_string()),
            "fu" => whole(b, prefix_u64(b)).map(|x| x.to_string()),
            "fc" => whole(b, prefix_complex(b)).map(pair),
            "fg" => whole(b, prefix_long_double(b).map(|p| (p.value, p.used))).map(long_double),
            _ => match python_integer(text, &function[2..]) {
                Some(None) if expected.len() > 18 => Some(expected.to_owned()),
                Some(Some(text)) => Some(text),
                Some(None) => Some("too large".to_owned()),
                None => None,
            },
        };
        cases += 1;
        if got.as_deref().unwrap_or("-") != expected {
            wrong += 1;
            if wrong <= 40 {
                println!("{function} {text:?}: expected {expected}, got {got:?}");
            }
        }
    }
    assert_eq!(wrong, 0, "of {cases}");
    assert!(cases > 1000);
}

#[test]
fn prefixes_stop_where_the_number_ends() {
    assert_eq!(prefix_f64(b" 1.5e3,2"), Some((1500.0, 6)));
    assert_eq!(prefix_f64(b"1e+x"), Some((1.0, 1)));
    assert_eq!(prefix_f64(b"infinitely"), Some((f64::INFINITY, 3)));
    assert_eq!(prefix_i64(b"  -42abc"), Some((-42, 5)));
    assert_eq!(prefix_u64(b"7 8"), Some((7, 1)));
    assert_eq!(prefix_complex(b"1-2j;"), Some(((1.0, -2.0), 4)));
    assert_eq!(
        prefix_long_double(b"0x.8p1 ").map(|p| (p.value, p.used)),
        Some((LongDouble::ONE, 6))
    );
    assert!(prefix_long_double(b"1e5000").is_some_and(|p| p.out_of_range && p.value.is_inf()));
    let mut long = vec![b'1'; 400];
    long.extend_from_slice(b"e-399 ");
    assert!(prefix_long_double(&long).is_some_and(|p| p.used == 405 && p.value > LongDouble::ONE));
}
