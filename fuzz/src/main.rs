//! Fuzz targets with an end: mutated input for a number of seconds, and properties that must hold of each answer.
//!
//! `ferronum-fuzz numbers | dtypes | formats [--seconds 10] [--seed 1] [--python P --library L]`
//!
//! `numbers` calls the parsers of `ferronum-scalar`. `dtypes` and `formats` (PEP 3118) need an interpreter: they
//! drive `oracle.py` in two processes, one on our core and one on NumPy's own, which must answer alike.

mod mutate;
mod numbers;
mod oracle;

use mutate::Mutator;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What the command line says.
pub struct Options {
    target: String,
    seconds: u64,
    seed: u64,
    /// Interpreter with NumPy, for the targets that need one.
    pub python: String,
    /// The library under test.
    pub library: String,
}

fn options() -> Result<Options, String> {
    let mut args = std::env::args().skip(1);
    let mut options = Options {
        target: args.next().ok_or("which target?")?,
        seconds: 10,
        seed: 1,
        python: ".venv/bin/python".into(),
        library: "target/release/libferronum.so".into(),
    };
    while let Some(name) = args.next() {
        let value = args.next().ok_or(format!("{name} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|e| format!("{name}: {e}"));
        match name.as_str() {
            "--seconds" => options.seconds = number()?,
            "--seed" => options.seed = number()?,
            "--python" => options.python = value,
            "--library" => options.library = value,
            _ => return Err(format!("unknown option {name}")),
        }
    }
    Ok(options)
}

/// What one input came to.
pub enum Verdict {
    /// The parser refused it.
    Refused,
    /// The parser took it: a good start for further mutations.
    Accepted,
    /// A property does not hold, in words.
    Wrong(String),
}

/// A parser, or several, under test.
pub trait Target {
    /// Inputs to start from.
    const SEEDS: &'static [&'static str];
    /// Pieces that mutations insert.
    const WORDS: &'static [&'static str];
    /// How many inputs are judged at once.
    const BATCH: usize;
    /// Judges a batch, in order.
    fn judge(&mut self, batch: &[Vec<u8>]) -> Result<Vec<Verdict>, String>;
}

/// Findings of a target after which the search ends.
const ENOUGH: usize = 10;

fn search<T: Target>(mut target: T, options: &Options) -> Result<(), String> {
    let mut mutator = Mutator::new(options.seed, T::SEEDS, T::WORDS);
    let end = Instant::now() + Duration::from_secs(options.seconds);
    let (mut inputs, mut accepted, mut wrong) = (0usize, 0usize, 0usize);
    let mut batch: Vec<Vec<u8>> = T::SEEDS.iter().map(|s| s.as_bytes().to_vec()).collect();
    while Instant::now() < end && wrong < ENOUGH {
        for (input, verdict) in batch.iter().zip(target.judge(&batch)?) {
            inputs += 1;
            match verdict {
                Verdict::Refused => {}
                Verdict::Accepted => {
                    accepted += 1;
                    mutator.keep(input);
                }
                Verdict::Wrong(why) => {
                    wrong += 1;
                    println!("WRONG \"{}\"\n    {why}", input.escape_ascii());
                }
            }
        }
        batch = (0..T::BATCH).map(|_| mutator.next()).collect();
    }
    println!(
        "{}: {inputs} inputs, {accepted} accepted, {wrong} wrong, seed {}",
        options.target, options.seed
    );
    if wrong == 0 {
        Ok(())
    } else {
        Err("properties do not hold".into())
    }
}

fn run() -> Result<(), String> {
    let options = options()?;
    match options.target.as_str() {
        "numbers" => search(numbers::Numbers, &options),
        "dtypes" => search(oracle::Dtypes::start(&options)?, &options),
        "formats" => search(oracle::Formats::start(&options)?, &options),
        other => Err(format!("unknown target {other}")),
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("ferronum-fuzz: {e}");
            ExitCode::FAILURE
        }
    }
}
