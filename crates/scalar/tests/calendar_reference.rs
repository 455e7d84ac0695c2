//! The calendar against cases that NumPy 2.4.6 answered (`data/calendar.txt`).
//!
//! `iso`: text in hexadecimal, then value and unit, `E` and the position of an error, or `R` and the
//! field out of range. `str`: the text of a value. `dt`, `td`: casts of datetimes and timedeltas.
//! `gcd`, `can`: common metadata and casting rules. `off`, `cnt`, `isb`: business days.

use ferronum_scalar::calendar::*;

fn meta(text: &str) -> Meta {
    parse_metadata(text).unwrap()
}

fn iso(hex: &str) -> String {
    let hex = hex.trim_start_matches('-');
    let text: Vec<u8> = (0..hex.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
        .collect();
    match parse_iso(&text) {
        Ok(Parsed {
            special: Some(Special::Today | Special::Now),
            ..
        }) => "ok".to_owned(),
        Ok(parsed) => {
            let value = parsed.time.to_value(Meta::new(parsed.unit, 1));
            format!("{}:{}", value.unwrap(), parsed.unit.name())
        }
        Err(IsoError::At(at)) => format!("E{at}"),
        Err(IsoError::OutOfRange(field)) => format!("R{}", field.replace(' ', "_")),
    }
}

fn business(mask: &str, holidays: &str, call: impl Fn(BusinessDays<'_>) -> Option<i64>) -> String {
    let mask = parse_weekmask(mask.as_bytes()).unwrap();
    let mut list: Vec<i64> = if holidays == "-" {
        vec![]
    } else {
        holidays.split(',').map(|d| d.parse().unwrap()).collect()
    };
    BusinessDays::normalize(mask, &mut list);
    call(BusinessDays::new(mask, &list).unwrap()).map_or("-".to_owned(), |value| value.to_string())
}

fn answer(words: &[&str]) -> String {
    let number = |i: usize| words[i].parse::<i64>().unwrap();
    let text = |value: Option<i64>| value.map_or("-".to_owned(), |value| value.to_string());
    let strict = words[0].ends_with('m');
    match words[0] {
        "iso" => iso(words[1]),
        "str" => {
            let time = DateTime::from_value(number(2), meta(words[1])).unwrap();
            format_iso(&time, meta(words[1]).base, Zone::Naive)
        }
        "dt" => {
            let cast = datetime_cast(meta(words[1]), meta(words[2]));
            text(cast.ok().map(|cast| cast.apply(number(3))))
        }
        "td" => {
            let cast = timedelta_cast(meta(words[1]), meta(words[2]));
            text(cast.ok().map(|cast| cast.apply(number(3))))
        }
        "gcdM" | "gcdm" => match common_divisor(meta(words[1]), meta(words[2]), strict, strict) {
            Ok(meta) => format!("{}{}", meta.num, meta.base.name()),
            Err(_) => "-".to_owned(),
        },
        "canM" | "canm" => {
            use Casting::*;
            let rule = if strict {
                can_cast_timedelta
            } else {
                can_cast_datetime
            };
            let digit = |c| {
                if rule(meta(words[1]), meta(words[2]), c) {
                    '1'
                } else {
                    '0'
                }
            };
            [No, Equiv, Safe, SameKind, Unsafe]
                .into_iter()
                .map(digit)
                .collect()
        }
        "off" => business(words[1], words[2], |days| {
            days.offset(number(3), number(4), Roll::from_name(words[5]).unwrap())
                .ok()
        }),
        "cnt" => business(words[1], words[2], |days| {
            days.count(number(3), number(4)).ok()
        }),
        _ => business(words[1], words[2], |days| {
            Some(days.is_busday(number(3)).into())
        }),
    }
}

#[test]
fn every_case_matches() {
    let (mut cases, mut wrong) = (0, 0);
    for line in include_str!("data/calendar.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let (expected, call) = words.split_last().unwrap();
        let got = answer(call);
        cases += 1;
        if got != *expected {
            wrong += 1;
            if wrong <= 40 {
                println!("{line}\n    got {got}");
            }
        }
    }
    assert_eq!(wrong, 0, "of {cases}");
    assert!(cases > 1000);
}
