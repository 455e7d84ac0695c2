//! Inputs made from earlier ones. The same seed makes the same inputs as long as the same ones are kept.

use fastrand::Rng;

/// Longest input that is kept or made.
const LONGEST: usize = 160;
/// How many inputs are kept; then new ones take the places of old ones.
const MOST: usize = 4096;
/// Numbers at which sizes and digits change their ways.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "7",
    "8",
    "15",
    "16",
    "17",
    "63",
    "64",
    "65",
    "255",
    "256",
    "32767",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "536870911",
    "536870912",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999999",
    "00000000000000000000000000001",
];

/// The source of inputs.
pub struct Mutator {
    rng: Rng,
    seeds: usize,
    kept: Vec<Vec<u8>>,
    words: &'static [&'static str],
}

impl Mutator {
    /// Starts from `seeds`; mutations insert `words`.
    pub fn new(seed: u64, seeds: &[&str], words: &'static [&'static str]) -> Self {
        Mutator {
            rng: Rng::with_seed(seed),
            seeds: seeds.len(),
            kept: seeds.iter().map(|s| s.as_bytes().to_vec()).collect(),
            words,
        }
    }

    /// Makes further inputs from this one, too.
    pub fn keep(&mut self, input: &[u8]) {
        if input.len() > LONGEST {
            return;
        }
        if self.kept.len() < MOST {
            self.kept.push(input.to_vec());
        } else {
            let place = self.rng.usize(self.seeds..MOST);
            self.kept[place] = input.to_vec();
        }
    }

    /// The next input: one of the kept after one or several changes.
    pub fn next(&mut self) -> Vec<u8> {
        // The seeds stay as likely as all that grew from them.
        let of = if self.rng.bool() {
            self.seeds
        } else {
            self.kept.len()
        };
        let mut input = self.kept[self.rng.usize(..of)].clone();
        loop {
            self.change(&mut input);
            if self.rng.u8(..3) == 0 {
                break;
            }
        }
        input.truncate(LONGEST);
        input
    }

    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.rng.usize(..=len);
        let most = (len - start).min(if self.rng.bool() { 3 } else { len });
        start..start + self.rng.usize(..=most)
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input.len());
        let at = range.start;
        let put = |input: &mut Vec<u8>, range: std::ops::Range<usize>, new: &[u8]| {
            input.splice(range, new.iter().copied());
        };
        match self.rng.u8(..12) {
            0 | 1 => {
                let word = self.words[self.rng.usize(..self.words.len())];
                put(input, at..at, word.as_bytes());
            }
            2 | 3 => {
                let word = self.words[self.rng.usize(..self.words.len())];
                put(input, range, word.as_bytes());
            }
            4 => put(input, range, b""),
            5 => {
                let piece = input[range].to_vec();
                put(input, at..at, &piece);
            }
            6 => {
                // A number in place of a number.
                let number = NUMBERS[self.rng.usize(..NUMBERS.len())].as_bytes();
                let start = at
                    + input[at..]
                        .iter()
                        .take_while(|b| !b.is_ascii_digit())
                        .count();
                let len = input[start..]
                    .iter()
                    .take_while(|b| b.is_ascii_digit())
                    .count();
                put(input, start..start + len, number);
            }
            7 => {
                let other = &self.kept[self.rng.usize(..self.kept.len())];
                let cut = self.rng.usize(..=other.len());
                let tail = other[cut..].to_vec();
                input.truncate(at);
                input.extend(tail);
            }
            8 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.rng.u8(..8);
                }
            }
            9 => {
                let byte = self.rng.u8(b' '..=b'~');
                put(input, at..at, &[byte]);
            }
            10 => {
                let odd = [
                    "\0",
                    "\u{e9}",
                    "\u{661}",
                    "\u{2003}",
                    "\u{ffff}",
                    "\u{1f600}",
                    "\n",
                    "\t",
                ];
                put(input, at..at, odd[self.rng.usize(..odd.len())].as_bytes());
            }
            _ => {
                let piece: Vec<u8> = input.drain(range).collect();
                let place = self.rng.usize(..=input.len());
                put(input, place..place, &piece);
            }
        }
    }
}
