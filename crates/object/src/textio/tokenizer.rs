//! Rows of fields from text: delimiters, quotes, comments, line ends.
//!
//! Fields are kept as UTF-8 (lone surrogates in their three-byte form) in one buffer per row, so that
//! numbers can be parsed from bytes whatever the width of the text was.

use ferronum_pyrt::Res;
use ferronum_pyrt::raised::value_error;

use super::source::{Chars, Chunk, Source};

/// The characters with a meaning. `None` switches the meaning off; no delimiter means white space.
#[derive(Clone, Copy)]
pub struct Dialect {
    /// Between fields.
    pub delimiter: Option<u32>,
    /// Around fields.
    pub quote: Option<u32>,
    /// Before a comment.
    pub comment: Option<u32>,
}

/// What `str.isspace` says of a character.
pub fn is_space(c: u32) -> bool {
    match c {
        0..=127 => matches!(c as u8, b' ' | 9..=13 | 0x1c..=0x1f),
        _ => char::from_u32(c).is_some_and(char::is_whitespace),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Before a field.
    Start,
    /// In a field.
    Plain,
    /// In a field after its opening quote.
    Quoted,
    /// After a quote in a quoted field.
    QuoteInQuoted,
    /// In a comment, or in a line to be skipped.
    ToLineEnd,
}

/// What a character does outside of quotes.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Plain,
    Space,
    Delimiter,
    Quote,
    Comment,
    Return,
    Newline,
}

/// Reads rows.
pub struct Tokenizer {
    source: Source,
    dialect: Dialect,
    /// Classes of ASCII; all others go through `classify`.
    ascii: [Class; 128],
    chunk: Option<Chunk>,
    /// The last character was `\r`: a `\n` belongs to it.
    after_return: bool,
    text: Vec<u8>,
    fields: Vec<(usize, usize)>,
    /// The first field of this row was quoted.
    quoted: bool,
}

/// Appends a character.
fn push(text: &mut Vec<u8>, c: u32) {
    if let Some(c) = char::from_u32(c) {
        text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        text.extend_from_slice(&[
            0xe0 | (c >> 12) as u8,
            0x80 | (c >> 6 & 0x3f) as u8,
            0x80 | (c & 0x3f) as u8,
        ]);
    }
}

/// The characters of a field.
pub fn chars(mut field: &[u8]) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let (&first, rest) = field.split_first()?;
        let (len, bits) = match first {
            0..=0x7f => (0, first),
            0x80..=0xdf => (1, first & 0x1f),
            0xe0..=0xef => (2, first & 0x0f),
            _ => (3, first & 0x07),
        };
        let len = len.min(rest.len());
        field = &rest[len..];
        Some(
            rest[..len]
                .iter()
                .fold(u32::from(bits), |c, b| c << 6 | u32::from(b & 0x3f)),
        )
    })
}

/// One character of a chunk.
trait Unit: Copy {
    fn code(self) -> u32;
    /// Appends a run of ASCII characters.
    fn extend(text: &mut Vec<u8>, run: &[Self]);
}

impl Unit for u8 {
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }
    #[inline(always)]
    fn extend(text: &mut Vec<u8>, run: &[u8]) {
        text.extend_from_slice(run);
    }
}

macro_rules! wide_unit {
    ($($t:ty),*) => { $(impl Unit for $t {
        #[inline(always)]
        fn code(self) -> u32 {
            self as u32
        }
        #[inline(always)]
        fn extend(text: &mut Vec<u8>, run: &[$t]) {
            text.extend(run.iter().map(|&c| c as u8));
        }
    })* };
}
wide_unit!(u16, u32);

impl Tokenizer {
    /// A tokenizer at the start of `source`.
    pub fn new(source: Source, dialect: Dialect) -> Tokenizer {
        let mut t = Tokenizer {
            source,
            dialect,
            ascii: [Class::Plain; 128],
            chunk: None,
            after_return: false,
            text: Vec::new(),
            fields: Vec::new(),
            quoted: false,
        };
        for c in 0..128 {
            t.ascii[c as usize] = t.classify(c);
        }
        t
    }

    fn classify(&self, c: u32) -> Class {
        let is = |x: Option<u32>| x == Some(c);
        if c == u32::from(b'\n') {
            Class::Newline
        } else if c == u32::from(b'\r') {
            Class::Return
        } else if is(self.dialect.comment) {
            Class::Comment
        } else if is(self.dialect.delimiter) {
            Class::Delimiter
        } else if is(self.dialect.quote) {
            Class::Quote
        } else if self.dialect.delimiter.is_none() && is_space(c) {
            Class::Space
        } else {
            Class::Plain
        }
    }

    /// Fields of the row that was read last.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Field `i` of the row that was read last.
    pub fn field(&self, i: usize) -> &[u8] {
        let (start, end) = self.fields[i];
        &self.text[start..end]
    }

    /// The row that was read last holds nothing.
    pub fn is_blank(&self) -> bool {
        match self.fields.as_slice() {
            [] => true,
            [(start, end)] => start == end && !self.quoted,
            _ => false,
        }
    }

    /// Skips one line; `false` at the end.
    pub fn skip_line(&mut self) -> Res<bool> {
        self.read(State::ToLineEnd)
    }

    /// Reads one row (it may be blank); `false` at the end.
    pub fn next_row(&mut self) -> Res<bool> {
        self.read(State::Start)
    }

    fn read(&mut self, mut state: State) -> Res<bool> {
        self.text.clear();
        self.fields.clear();
        self.quoted = false;
        let by_lines = self.source.by_lines();
        let mut field = 0;
        let mut begun = false;
        // With a delimiter a field is open from the start, with white space from its first character.
        let separated = self.dialect.delimiter.is_some();
        loop {
            let chunk = match self.chunk.take() {
                Some(c) => c,
                None => match self.source.next()? {
                    Some(c) => c,
                    None => {
                        if begun {
                            self.finish(state, field, separated);
                        }
                        return Ok(begun);
                    }
                },
            };
            let mut chunk = chunk;
            if std::mem::take(&mut self.after_return) && chunk.starts_with_newline() {
                chunk.pos += 1;
                if chunk.pos == chunk.len {
                    continue;
                }
            }
            begun = true;
            let mut at = Place {
                state,
                field,
                pos: chunk.pos,
            };
            let ended = match chunk.chars() {
                Chars::One(c) => self.scan(c, &mut at),
                Chars::Two(c) => self.scan(c, &mut at),
                Chars::Four(c) => self.scan(c, &mut at),
            };
            let skipping = state == State::ToLineEnd;
            Place { state, field, .. } = at;
            if by_lines {
                // A line ends with its chunk, unless a quote is open.
                if !ended && state == State::Quoted {
                    continue;
                }
                if at.pos < chunk.len && state != State::ToLineEnd && !skipping {
                    return Err(value_error(
                        "Found an unquoted embedded newline within a single line of input.  This is currently not supported.",
                    ));
                }
                self.after_return = false;
                self.finish(state, field, separated);
                return Ok(true);
            }
            chunk.pos = at.pos;
            if chunk.pos < chunk.len {
                self.chunk = Some(chunk);
            }
            if ended {
                self.finish(state, field, separated);
                return Ok(true);
            }
        }
    }

    /// Closes the last field of a row.
    fn finish(&mut self, state: State, field: usize, separated: bool) {
        match state {
            State::Plain | State::Quoted | State::QuoteInQuoted => {
                self.fields.push((field, self.text.len()));
            }
            State::Start if separated => self.fields.push((field, self.text.len())),
            State::Start | State::ToLineEnd => {}
        }
    }

    /// Reads on in a chunk until the row or the chunk ends; `true` if the row ended.
    fn scan<U: Unit>(&mut self, chars: &[U], at: &mut Place) -> bool {
        let separated = self.dialect.delimiter.is_some();
        while at.pos < chars.len() {
            let c = chars[at.pos].code();
            match at.state {
                State::Quoted => {
                    at.pos += 1;
                    if Some(c) == self.dialect.quote {
                        at.state = State::QuoteInQuoted;
                    } else {
                        push(&mut self.text, c);
                    }
                    continue;
                }
                State::QuoteInQuoted if Some(c) == self.dialect.quote => {
                    at.pos += 1;
                    push(&mut self.text, c);
                    at.state = State::Quoted;
                    continue;
                }
                State::QuoteInQuoted => at.state = State::Plain,
                _ => {}
            }
            let class = match self.ascii.get(c as usize) {
                Some(class) => *class,
                None => self.classify(c),
            };
            match class {
                Class::Newline | Class::Return => {
                    at.pos += 1;
                    self.end_line(class == Class::Return, chars, at);
                    return true;
                }
                _ if at.state == State::ToLineEnd => {
                    at.pos += 1;
                }
                Class::Comment => {
                    at.pos += 1;
                    // What stands before the comment counts as a field, like at the end of a line.
                    let open = at.state == State::Plain || (separated && at.state == State::Start);
                    if open {
                        self.fields.push((at.field, self.text.len()));
                    }
                    at.state = State::ToLineEnd;
                }
                Class::Space => {
                    at.pos += 1;
                    if at.state == State::Plain {
                        self.fields.push((at.field, self.text.len()));
                        at.field = self.text.len();
                        at.state = State::Start;
                    }
                }
                Class::Delimiter => {
                    at.pos += 1;
                    self.fields.push((at.field, self.text.len()));
                    at.field = self.text.len();
                    at.state = State::Start;
                }
                Class::Quote if at.state == State::Start => {
                    at.pos += 1;
                    self.quoted |= self.fields.is_empty();
                    at.state = State::Quoted;
                }
                Class::Quote | Class::Plain => {
                    at.state = State::Plain;
                    let rest = &chars[at.pos..];
                    let run = rest
                        .iter()
                        .take_while(|u| {
                            self.ascii
                                .get(u.code() as usize)
                                .is_some_and(|k| *k == Class::Plain)
                        })
                        .count();
                    if run > 0 {
                        U::extend(&mut self.text, &rest[..run]);
                        at.pos += run;
                    } else {
                        push(&mut self.text, c);
                        at.pos += 1;
                    }
                }
            }
        }
        false
    }

    /// Takes the `\n` of a `\r\n`, now or at the start of the next chunk.
    fn end_line<U: Unit>(&mut self, was_return: bool, chars: &[U], at: &mut Place) {
        if !was_return {
            return;
        }
        match chars.get(at.pos) {
            Some(c) if c.code() == u32::from(b'\n') => at.pos += 1,
            Some(_) => {}
            None => self.after_return = true,
        }
    }
}

/// Where the scan stands.
struct Place {
    state: State,
    field: usize,
    pos: usize,
}
