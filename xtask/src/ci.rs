//! What a change must pass, as jobs by name: `cargo xtask ci [JOB…]` runs these, all of them without a name, two at a time,
//! and prints what each took. What a job prints goes to `target/ci/JOB.log`; of a job that fails the end is shown.
use crate::{Result, codegen, headers, numpy, root, tidy};
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Jobs that run at the same time.
const LANES: usize = 2;

/// Lines of a failed job's log that are shown.
const SHOWN: usize = 150;

/// Crates whose tests run without an interpreter in the process.
const TESTED: &[&str] = &[
    "ferronum-scalar",
    "ferronum-simd",
    "ferronum-kernels",
    "ferronum-abi",
    "xtask",
];

/// A job: commands one after another.
struct Job {
    name: &'static str,
    /// Its commands use the target folder, whose lock only one cargo has.
    cargo: bool,
    commands: Vec<Vec<String>>,
}

/// The interpreter and the library that the jobs test.
struct Subject {
    python: String,
    library: String,
}

impl Subject {
    fn new() -> Self {
        let target =
            std::env::var("CARGO_TARGET_DIR").map_or_else(|_| root().join("target"), PathBuf::from);
        let given = |name: &str, default: PathBuf| {
            std::env::var(name).unwrap_or_else(|_| default.to_string_lossy().into_owned())
        };
        Self {
            python: given("FERRONUM_PYTHON", root().join(".venv/bin/python")),
            library: given(
                "FERRONUM_LIBRARY",
                target.join("release").join("libferronum.so"),
            ),
        }
    }

    /// A script with the interpreter and library that it is to test.
    fn script(&self, line: &str) -> Vec<String> {
        let mut command = self.plain(line);
        command.extend(["--python".into(), self.python.clone()]);
        command.extend(["--library".into(), self.library.clone()]);
        command
    }

    /// A script that finds the interpreter by itself.
    fn plain(&self, line: &str) -> Vec<String> {
        let mut command = vec![self.python.clone()];
        command.extend(words(line));
        command
    }
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

/// The areas of the differential runner in which a fixed seed finds nothing unknown.
fn areas() -> Vec<String> {
    let makefile = std::fs::read_to_string(root().join("Makefile")).unwrap_or_default();
    let line = makefile.lines().find_map(|l| l.strip_prefix("SAME :="));
    let names = line.unwrap_or_default().split_whitespace();
    names
        .flat_map(|area| ["--area".to_owned(), area.to_owned()])
        .collect()
}

/// All jobs, the longest first.
fn jobs(subject: &Subject) -> Vec<Job> {
    let job = |name, commands| Job {
        name,
        cargo: false,
        commands,
    };
    let cargo = |name, lines: &[&str]| Job {
        name,
        cargo: true,
        commands: lines.iter().map(|l| words(&format!("cargo {l}"))).collect(),
    };
    let tests = TESTED
        .iter()
        .map(|name| format!(" -p {name}"))
        .collect::<String>();
    let mut diff = subject.script("conformance/diff.py --cases 3600 --check");
    diff.extend(areas());
    let fuzz = |target: &str| {
        let mut command = words(&format!(
            "cargo run --quiet --release --package ferronum-fuzz -- {target} --seconds 10 --seed 1"
        ));
        command.extend(["--python".into(), subject.python.clone()]);
        command.extend(["--library".into(), subject.library.clone()]);
        command
    };
    let with_library = |line: &str| {
        let mut command = subject.plain(line);
        command.extend(["--library".into(), subject.library.clone()]);
        command
    };
    vec![
        job(
            "clients",
            vec![with_library("clients/run.py --short --jobs 1")],
        ),
        job(
            "suite",
            vec![subject.script("conformance/run.py --check --jobs 1")],
        ),
        job(
            "capi",
            vec![
                with_library("capi-tests/run.py"),
                subject.plain("capi-tests/headers.py"),
            ],
        ),
        cargo(
            "lint",
            &[
                "xtask ci own-checks",
                "fmt --all --check",
                "clippy --workspace --all-targets -- -D warnings",
            ],
        ),
        cargo("rust", &[&format!("test{tests}")]),
        job("python", vec![subject.plain("-m pytest tests -n 1 -q")]),
        job(
            "safety",
            vec![
                subject.script("tests/crashers/run.py"),
                subject.script("tests/leaks/run.py --jobs 1"),
            ],
        ),
        job("diff", vec![diff]),
        Job {
            name: "fuzz",
            cargo: true,
            commands: vec![fuzz("numbers"), fuzz("dtypes"), fuzz("formats")],
        },
        cargo("docs", &["doc --workspace --no-deps --quiet"]),
        Job {
            name: "versions",
            cargo: true,
            commands: vec![words("scripts/smoke")],
        },
        job("examples", vec![subject.plain("examples/run.py")]),
    ]
}

/// Runs the jobs that are named, or all.
pub fn run(names: &[String]) -> Result<()> {
    if names == ["own-checks"] {
        return own_checks();
    }
    let subject = Subject::new();
    let mut todo = jobs(&subject);
    let known: Vec<&str> = todo.iter().map(|j| j.name).collect();
    if let Some(unknown) = names.iter().find(|n| !known.contains(&n.as_str())) {
        return Err(format!(
            "ci: no job {unknown}; there are {}",
            known.join(", ")
        ));
    }
    if !names.is_empty() {
        todo.retain(|job| names.iter().any(|n| n == job.name));
    }
    let logs = root().join("target/ci");
    std::fs::create_dir_all(&logs).map_err(|e| format!("{}: {e}", logs.display()))?;
    let (queue, failed) = (
        Mutex::new(Queue {
            todo,
            building: false,
        }),
        Mutex::new(Vec::new()),
    );
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while let Some(job) = next(&queue) {
                    if let Err(message) = one(&job, &logs) {
                        println!("{message}");
                        failed
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push(job.name);
                    }
                    if job.cargo {
                        queue
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .building = false;
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("ci: all jobs in {} s", began.elapsed().as_secs());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("ci: {} failed", failed.join(", ")))
    }
}

/// Jobs that wait, and whether one that uses the target folder runs.
struct Queue {
    todo: Vec<Job>,
    building: bool,
}

/// The next job that can run now; waits where all that are left want the target folder.
fn next(queue: &Mutex<Queue>) -> Option<Job> {
    loop {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.todo.is_empty() {
            return None;
        }
        let building = queue.building;
        if let Some(at) = queue.todo.iter().position(|job| !(job.cargo && building)) {
            let job = queue.todo.remove(at);
            queue.building |= job.cargo;
            return Some(job);
        }
        drop(queue);
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Runs one job; prints what it took and the last line of what it said.
fn one(job: &Job, logs: &std::path::Path) -> Result<()> {
    let path = logs.join(format!("{}.log", job.name));
    let log = File::create(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let began = Instant::now();
    let mut done = Ok(());
    for command in &job.commands {
        let open = || {
            log.try_clone()
                .map_err(|e| format!("{}: {e}", path.display()))
        };
        let status = Command::new(&command[0])
            .args(&command[1..])
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(root())
            .stdout(open()?)
            .stderr(open()?)
            .status()
            .map_err(|e| format!("ci: {}: {}: {e}", job.name, command[0]))?;
        if !status.success() {
            done = Err(command.join(" "));
            break;
        }
    }
    let said = std::fs::read_to_string(&path).unwrap_or_default();
    let seconds = began.elapsed().as_secs();
    let lines: Vec<&str> = said.lines().collect();
    match done {
        Ok(()) => {
            println!(
                "ci: {} passed in {seconds} s: {}",
                job.name,
                lines.last().copied().unwrap_or_default()
            );
            Ok(())
        }
        Err(command) => Err(format!(
            "{}\nci: {} failed after {seconds} s at: {command}",
            lines[lines.len().saturating_sub(SHOWN)..].join("\n"),
            job.name
        )),
    }
}

/// What this program checks by itself.
fn own_checks() -> Result<()> {
    tidy::run()?;
    codegen::run(true)?;
    headers::run(true)?;
    numpy::run(true)
}
