//! What the sources must not name: this library answers from its arguments alone, and threads share nothing but constants.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Locks, values made once, values of a thread: whatever one call could leave behind for another.
const STATE: [&str; 9] =
    ["static mut", "Mutex", "RwLock", "OnceLock", "LazyLock", "Condvar", "thread_local", "Atomic", "UnsafeCell"];
/// The world outside.
const WORLD: [&str; 8] =
    ["std::fs", "std::io", "std::net", "std::env", "std::process", "std::thread", "::now(", "println!"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The lines that are compiled into a user's program: no comments, and nothing from a file's tests on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Where the sources name one of `words`.
fn named(words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 100, "{} files", found.len());
    let mut places = Vec::new();
    for path in found.iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = fs::read_to_string(path).unwrap();
        let hits = code(&text).filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        places.extend(hits.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
    }
    places
}

#[test]
fn calls_share_no_state() {
    assert_eq!(named(&STATE), [""; 0]);
}

#[test]
fn nothing_outside_is_asked() {
    assert_eq!(named(&WORLD), [""; 0]);
}

#[test]
fn the_search_finds_what_is_there() {
    let text = "//! Mutex\nuse std::sync::Mutex;\n#[cfg(test)]\nmod tests {\n    use std::sync::RwLock;\n}\n";
    assert_eq!(code(text).collect::<Vec<_>>(), [(1, "use std::sync::Mutex;")]);
    assert!(!named(&["OnceCell"]).is_empty());
}
