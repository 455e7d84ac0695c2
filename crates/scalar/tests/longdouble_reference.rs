//! Loops over `long double` against cases that NumPy 2.4.6 answered (`data/longdouble.txt`).
//!
//! A line is the table (`ld`, `cld`, `cast`), the loop, its inputs, ` = `, its outputs and the flags it
//! raises (`d`ivide, `i`nvalid, `o`verflow, `u`nderflow; `-` none, `*` not compared). A number is sign,
//! exponent and mantissa in hexadecimal, a complex number two of them, anything else is decimal.

use core::ffi::c_char;
use core::ptr::null_mut;
use ferronum_scalar::LongDouble;
use ferronum_scalar::float_status;
use ferronum_scalar::longdouble::loops::{self, Loop};

fn number(text: &str) -> LongDouble {
    if text == "nan" {
        return LongDouble::NAN;
    }
    LongDouble::from_bytes(u128::from_str_radix(text, 16).unwrap().to_le_bytes())
}

fn long_double(x: LongDouble) -> String {
    let head = u16::from(x.signbit()) << 15 | x.exponent();
    if x.is_nan() {
        "nan".into()
    } else {
        format!("{head:04x}{:016x}", x.mantissa())
    }
}

fn find(table: &str, name: &str) -> Loop {
    if name == "to_half" {
        return loops::to_half;
    }
    let all = if table == "cld" {
        loops::complex::ALL
    } else {
        loops::real::ALL
    };
    all.iter().find(|entry| entry.0 == name).unwrap().1
}

/// Shows an output in the form that `like` has.
fn show(cell: &[LongDouble; 2], like: &str, signed: bool, width: usize) -> String {
    if like.contains(',') {
        return format!("{},{}", long_double(cell[0]), long_double(cell[1]));
    }
    if like == "nan" || like.len() == 20 && width <= 4 {
        return long_double(cell[0]);
    }
    let bytes = cell[0].to_bytes();
    let mut wide = [if signed && bytes[width - 1] & 0x80 != 0 {
        0xff
    } else {
        0
    }; 16];
    wide[..width].copy_from_slice(&bytes[..width]);
    i128::from_le_bytes(wide).to_string()
}

fn flags(raised: u8) -> String {
    let names = [
        (float_status::DIVIDE, 'd'),
        (float_status::INVALID, 'i'),
        (float_status::OVERFLOW, 'o'),
        (float_status::UNDERFLOW, 'u'),
    ];
    let set: String = names
        .iter()
        .filter(|(f, _)| raised & f != 0)
        .map(|(_, c)| c)
        .collect();
    if set.is_empty() { "-".to_owned() } else { set }
}

#[test]
fn every_case_matches() {
    let (mut cases, mut wrong) = (0, 0);
    for line in include_str!("data/longdouble.txt").lines() {
        let (call, answer) = line.split_once(" = ").unwrap();
        let call: Vec<&str> = call.split(' ').collect();
        let answer: Vec<&str> = answer.split(' ').collect();
        let (expected_flags, expected) = answer.split_last().unwrap();
        let (table, name) = (call[0], call[1]);
        let mut cells: Vec<[LongDouble; 2]> = call[2..]
            .iter()
            .map(|text| {
                let (re, im) = text.split_once(',').unwrap_or((text, "0"));
                [number(re), number(im)]
            })
            .collect();
        let inputs = cells.len();
        cells.resize(inputs + expected.len(), [LongDouble::ZERO; 2]);
        let mut args: Vec<*mut c_char> = cells
            .iter_mut()
            .map(|cell| cell.as_mut_ptr().cast())
            .collect();
        float_status::clear();
        // SAFETY: every operand is one element with room for a complex number.
        unsafe { find(table, name)(args.as_mut_ptr(), &1, [32isize; 4].as_ptr(), null_mut()) };
        let raised = flags(float_status::clear());
        let (signed, width) = match name {
            "to_bool" | "to_u8" => (false, 1),
            "to_i8" => (true, 1),
            "to_u16" | "to_half" => (false, 2),
            "to_i16" => (true, 2),
            "to_u32" | "to_f32" => (false, 4),
            "to_i32" | "frexp" => (true, 4),
            "to_i64" => (true, 8),
            "to_u64" | "to_f64" => (false, 8),
            _ => (false, 1),
        };
        let got: Vec<String> = cells[inputs..]
            .iter()
            .zip(expected)
            .map(|(cell, like)| show(cell, like, signed, width))
            .collect();
        cases += 1;
        if got != expected || *expected_flags != "*" && *expected_flags != raised {
            wrong += 1;
            if wrong <= 30 {
                println!("{line}\n    got {got:?} {raised}");
            }
        }
    }
    assert_eq!(wrong, 0, "of {cases}");
    assert!(cases > 1000);
}
