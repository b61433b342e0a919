//! NDJSON: one question a line, one answer a line, in order, on all cores, in constant memory.
//!
//! A reader deals whole lines out to the workers in turn, and the writer collects their answers in the same turn: order costs
//! no sorting and no buffer beyond the few chunks in flight.

mod simulate;
mod validate;

use std::fs::File;
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use memchr::{memchr_iter, memrchr};
use serde::Deserialize;
use serde_json::json;

pub(crate) use self::simulate::run as simulate;
pub(crate) use self::validate::run as validate;
use crate::error::{Failure, Outcome, Result};
use crate::render::out;

/// How much is read at once. What comes slower is answered as it comes.
const CHUNK: usize = 128 * 1024;
/// Chunks that may wait for a worker, or for the writer.
const WAITING: usize = 2;
/// A longer line is no policy of any kind.
const MAX_LINE: usize = 64 * 1024 * 1024;

/// What answers a line.
trait Answer: Send + Sync + 'static {
    /// Writes the answer to a line, without a line break; returns whether something is denied.
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> Result<bool, Problem>;
}

/// Why a line has no answer.
struct Problem {
    /// The name that the line has.
    name: Option<String>,
    message: String,
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self { name: None, message: error.to_string() }
    }
}

/// The name of a line that is no question, if it is JSON at all.
fn name(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    serde_json::from_slice(line).ok().map(|Named { name }| name)
}

/// Work for a worker: whole lines, or the news that a line was too long.
enum Chunk {
    Lines(Vec<u8>),
    TooLong,
}

/// A worker's answers to a chunk.
#[derive(Default)]
struct Answers {
    bytes: Vec<u8>,
    denied: bool,
    failed: bool,
}

/// Answers every line of the files, or of standard input.
fn run(paths: &[String], answer: impl Answer) -> Result<Outcome> {
    let input = open(paths)?;
    let answer = Arc::new(answer);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (mut chunks, mut answers) = (Vec::new(), Vec::new());
    for _ in 0..workers {
        let (chunk_sender, chunk_receiver) = sync_channel(WAITING);
        let (answer_sender, answer_receiver) = sync_channel(WAITING);
        let answer = Arc::clone(&answer);
        thread::spawn(move || work(&chunk_receiver, &answer_sender, &*answer));
        chunks.push(chunk_sender);
        answers.push(answer_receiver);
    }
    let reader = thread::spawn(move || deal(input, &chunks));
    let outcome = collect(&answers)?;
    match reader.join() {
        Ok(Ok(())) => Ok(outcome),
        Ok(Err(error)) => Err(Failure::about("cannot read the input", error)),
        Err(_) => Err(Failure::new("the reader stopped")),
    }
}

/// The files after one another, or standard input.
fn open(paths: &[String]) -> Result<Box<dyn Read + Send>> {
    let mut input: Box<dyn Read + Send> = Box::new(std::io::empty());
    if paths.is_empty() {
        return Ok(Box::new(std::io::stdin()));
    }
    for path in paths {
        let next: Box<dyn Read + Send> = if path == "-" {
            Box::new(std::io::stdin())
        } else {
            let file = File::open(path).map_err(|error| Failure::about(format!("cannot read {path}"), error))?;
            Box::new(file)
        };
        input = Box::new(input.chain(next));
    }
    Ok(input)
}

/// Cuts the input into whole lines and deals them out. Stops early when nobody takes them any more.
fn deal(mut input: impl Read, workers: &[SyncSender<Chunk>]) -> std::io::Result<()> {
    let mut turn = workers.iter().cycle();
    let mut send = |chunk| turn.next().is_some_and(|worker| worker.send(chunk).is_ok());
    let (mut pending, mut skipping) = (Vec::new(), false);
    loop {
        let start = pending.len();
        pending.resize(start + CHUNK, 0);
        let count = match input.read(&mut pending[start..]) {
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                pending.truncate(start);
                continue;
            }
            Err(error) => return Err(error),
        };
        pending.truncate(start + count);
        let is_end = count == 0;
        let newline = memrchr(b'\n', &pending[start..]).map(|at| start + at + 1);
        let Some(end) = newline.or((is_end && !pending.is_empty()).then_some(pending.len())) else {
            if is_end {
                return Ok(());
            }
            if pending.len() > MAX_LINE {
                // Its answer is sent once; the rest of the line is dropped as it comes.
                if !skipping && !send(Chunk::TooLong) {
                    return Ok(());
                }
                skipping = true;
                pending.clear();
            }
            continue;
        };
        let rest = pending.split_off(end);
        let mut lines = std::mem::replace(&mut pending, rest);
        if std::mem::take(&mut skipping) {
            let long = lines.iter().position(|&byte| byte == b'\n').map_or(lines.len(), |at| at + 1);
            lines.drain(..long);
        }
        if !lines.is_empty() && !send(Chunk::Lines(lines)) {
            return Ok(());
        }
        if is_end && pending.is_empty() {
            return Ok(());
        }
    }
}

fn work(chunks: &Receiver<Chunk>, answers: &SyncSender<Answers>, by: &impl Answer) {
    for chunk in chunks {
        let mut answer = Answers::default();
        match chunk {
            Chunk::TooLong => {
                answer.fail(&Problem { name: None, message: "the line is longer than 64 MiB".to_owned() });
            }
            Chunk::Lines(lines) => {
                let lines = lines.strip_suffix(b"\n").unwrap_or(&lines);
                let mut start = 0;
                for end in memchr_iter(b'\n', lines).chain([lines.len()]) {
                    answer.line(&lines[start..end], by);
                    start = end + 1;
                }
            }
        }
        if answers.send(answer).is_err() {
            return;
        }
    }
}

/// Writes the answers in the order in which the lines were dealt out.
fn collect(workers: &[Receiver<Answers>]) -> Result<Outcome> {
    let mut out = out();
    let (mut denied, mut failed) = (false, false);
    for worker in workers.iter().cycle() {
        let Ok(answer) = worker.recv() else { break };
        out.write_all(&answer.bytes)?;
        out.flush()?;
        denied |= answer.denied;
        failed |= answer.failed;
    }
    Ok(if failed { Outcome::Unreadable } else { Outcome::of(denied) })
}

impl Answers {
    fn line(&mut self, line: &[u8], by: &impl Answer) {
        let start = self.bytes.len();
        match by.answer(line, &mut self.bytes) {
            Ok(denied) => {
                self.denied |= denied;
                self.bytes.push(b'\n');
            }
            Err(problem) => {
                self.bytes.truncate(start);
                self.fail(&problem);
            }
        }
    }

    fn fail(&mut self, problem: &Problem) {
        self.failed = true;
        let answer = match &problem.name {
            Some(name) => json!({ "name": name, "error": problem.message }),
            None => json!({ "error": problem.message }),
        };
        self.bytes.extend(answer.to_string().bytes());
        self.bytes.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind, Read};
    use std::sync::mpsc::sync_channel;

    use super::{Chunk, deal};

    /// Reads that give so much each, and `None`s that a signal interrupts.
    struct Reads(Vec<Option<&'static str>>);

    impl Read for Reads {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.pop() {
                Some(Some(text)) => {
                    buffer[..text.len()].copy_from_slice(text.as_bytes());
                    Ok(text.len())
                }
                Some(None) => Err(Error::from(ErrorKind::Interrupted)),
                None => Ok(0),
            }
        }
    }

    fn dealt(mut reads: Vec<Option<&'static str>>) -> Vec<String> {
        reads.reverse();
        let (sender, receiver) = sync_channel(16);
        deal(Reads(reads), &[sender]).unwrap();
        let text = |chunk| match chunk {
            Chunk::Lines(bytes) => String::from_utf8(bytes).unwrap(),
            Chunk::TooLong => "too long".to_owned(),
        };
        receiver.into_iter().map(text).collect()
    }

    #[test]
    fn chunks_are_whole_lines() {
        assert_eq!(dealt(vec![Some("a\nb"), Some("c\n\nd"), Some("e")]), ["a\n", "bc\n\n", "de"]);
        assert_eq!(dealt(vec![]), [""; 0]);
    }

    #[test]
    fn a_signal_ends_nothing() {
        assert_eq!(dealt(vec![None, Some("a\nb"), None, Some("c\n")]), ["a\n", "bc\n"]);
    }
}
