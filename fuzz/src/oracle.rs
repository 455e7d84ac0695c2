//! Targets that need an interpreter: `oracle.py` answers in two processes, one for each core.

use crate::{Options, Target, Verdict};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long a batch may take.
const LIMIT: Duration = Duration::from_secs(60);

/// A process that answers one line for each line.
struct Process {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Process {
    fn start(options: &Options, what: &str, ours: bool) -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("no root")?;
        let mut command = Command::new(&options.python);
        command.arg(root.join("fuzz/oracle.py")).arg(what);
        command.env_remove("FERRONUM").env("PYTHONHASHSEED", "0");
        if ours {
            let path = format!("{0}/python-compat:{0}/scripts/site", root.display());
            let library = std::fs::canonicalize(&options.library)
                .map_err(|e| format!("{}: {e}", options.library))?;
            command
                .env("PYTHONPATH", path)
                .env("FERRONUM", "1")
                .env("FERRONUM_LIBRARY", library);
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command
            .spawn()
            .map_err(|e| format!("{}: {e}", options.python))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("no pipes".into());
        };
        let (send, answers) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                let Ok(line) = line else { break };
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let process = Process {
            child,
            input,
            answers,
        };
        match process.answers.recv_timeout(LIMIT) {
            Ok(line) if line == "ready" => Ok(process),
            other => Err(format!("oracle.py did not start: {other:?}")),
        }
    }

    /// The answers to a batch; fewer if the process died or hung.
    fn ask(&mut self, batch: &[Vec<u8>]) -> Vec<String> {
        let mut text = String::new();
        for input in batch {
            for byte in input {
                text.push_str(&format!("{byte:02x}"));
            }
            text.push('\n');
        }
        text.push_str("end\n");
        if self
            .input
            .write_all(text.as_bytes())
            .and_then(|()| self.input.flush())
            .is_err()
        {
            return Vec::new();
        }
        let mut answers = Vec::with_capacity(batch.len());
        while answers.len() < batch.len() {
            match self.answers.recv_timeout(LIMIT) {
                Ok(line) => answers.push(line),
                Err(_) => break,
            }
        }
        answers
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Our core and NumPy's own.
pub struct Pair {
    options: (String, String),
    what: &'static str,
    ours: Process,
    own: Process,
}

impl Pair {
    fn start(options: &Options, what: &'static str) -> Result<Self, String> {
        Ok(Pair {
            options: (options.python.clone(), options.library.clone()),
            what,
            ours: Process::start(options, what, true)?,
            own: Process::start(options, what, false)?,
        })
    }

    fn restart(&self, ours: bool) -> Result<Process, String> {
        let options = Options {
            target: String::new(),
            seconds: 0,
            seed: 0,
            python: self.options.0.clone(),
            library: self.options.1.clone(),
        };
        Process::start(&options, self.what, ours)
    }

    /// The answers of one core; an input that ends the process is asked again alone.
    fn answers(&mut self, batch: &[Vec<u8>], ours: bool) -> Result<Vec<String>, String> {
        let mut answers = Vec::with_capacity(batch.len());
        while answers.len() < batch.len() {
            let process = if ours { &mut self.ours } else { &mut self.own };
            let got = process.ask(&batch[answers.len()..]);
            let whole = got.len() + answers.len() == batch.len();
            answers.extend(got);
            if !whole {
                answers.push("DIED".into());
                let fresh = self.restart(ours)?;
                *(if ours { &mut self.ours } else { &mut self.own }) = fresh;
            }
        }
        Ok(answers)
    }

    fn judge(&mut self, batch: &[Vec<u8>]) -> Result<Vec<Verdict>, String> {
        let ours = self.answers(batch, true)?;
        let own = self.answers(batch, false)?;
        Ok(ours
            .into_iter()
            .zip(own)
            .map(|(ours, own)| {
                if ours == "DIED" {
                    Verdict::Wrong(ours)
                } else if ours != own && own != "DIED" && !own.starts_with("BAD") {
                    Verdict::Wrong(format!("{ours}\n    NumPy: {own}"))
                } else if ours.starts_with("ok") {
                    Verdict::Accepted
                } else {
                    Verdict::Refused
                }
            })
            .collect())
    }
}

/// `np.dtype(text)`.
pub struct Dtypes(Pair);

impl Dtypes {
    /// Starts the two processes.
    pub fn start(options: &Options) -> Result<Self, String> {
        Pair::start(options, "dtypes").map(Dtypes)
    }
}

impl Target for Dtypes {
    const SEEDS: &'static [&'static str] = &[
        "f8",
        "<i4",
        ">U5",
        "S",
        "S0",
        "V16",
        "?",
        "O",
        "M8[s]",
        "m8[25us]",
        "datetime64[D]",
        "timedelta64[ns/3]",
        "i4,f8",
        "2i4",
        "(2,3)f4",
        "i4,(2,)S3,>f8",
        "()i4",
        "3i4,M8[ms]",
        "float64",
        "int",
        "complex128",
        "longdouble",
        "str",
        "T",
        "c32",
        "e",
        "b",
        "B",
        "p",
        "=f8",
        "|S3",
        "(1,)i4, (2,2)f8",
        "i4 , f8",
        "(2,)3i4",
        "str_",
        "object",
        "void",
        "g",
        "uintp",
        "<M8[7D]",
        "a5",
        "O8",
    ];
    const WORDS: &'static [&'static str] = &[
        "i4",
        "f8",
        "S",
        "U",
        "V",
        "O",
        "M8",
        "m8",
        "[",
        "]",
        "s",
        "D",
        "ns",
        "/",
        ",",
        "(",
        ")",
        "(2,)",
        "(2,3)",
        "()",
        "<",
        ">",
        "=",
        "|",
        "!",
        " ",
        "T",
        "?",
        "int",
        "float",
        "64",
        "bool",
        "datetime64",
        "(-1,)",
        "(2",
        "b1",
        "c16",
        "g",
        "generic",
        "Y",
        "_",
    ];
    const BATCH: usize = 256;

    fn judge(&mut self, batch: &[Vec<u8>]) -> Result<Vec<Verdict>, String> {
        self.0.judge(batch)
    }
}

/// Arrays from buffers with a format of PEP 3118.
pub struct Formats(Pair);

impl Formats {
    /// Starts the two processes.
    pub fn start(options: &Options) -> Result<Self, String> {
        Pair::start(options, "formats").map(Formats)
    }
}

impl Target for Formats {
    const SEEDS: &'static [&'static str] = &[
        "i",
        "<i",
        ">d",
        "@q",
        "=l",
        "3s",
        "5w",
        "Zd",
        "Zg",
        "?",
        "x",
        "3x",
        "O",
        "e",
        "g",
        "B",
        "c",
        "(2,3)i",
        "T{i:a:d:b:}",
        "T{<i:a:>d:b:}",
        "T{i:a:xxxxd:b:}",
        "T{(2,2)f:a:T{h:x:Zf:y:}:b:}",
        "T{3s:a:=i:b:@d:c:}",
        "ii",
        "bhiq",
        "^i",
        "!h",
        "T{}",
        "2T{i:a:}",
        "T{i:a:i:a:}",
        "4xi",
        "T{O:a:i:b:}",
        "n",
        "N",
        "P",
        "u",
        "T{10x:pad:}",
        "T{i::}",
        "ixi",
        "@ixd",
        "10000000000s",
    ];
    const WORDS: &'static [&'static str] = &[
        "i", "d", "h", "Zd", "s", "w", "x", "T{", "}", ":a:", ":b:", "::", ":", "<", ">", "=", "@",
        "^", "!", "(2,)", "(2,3)", "()", "(", ")", ",", "3", "0", "O", "?", "g", "e", "q", "P",
        "&", "X{}", " ", "t", "c", "p", "u", "k",
    ];
    const BATCH: usize = 256;

    fn judge(&mut self, batch: &[Vec<u8>]) -> Result<Vec<Verdict>, String> {
        self.0.judge(batch)
    }
}
