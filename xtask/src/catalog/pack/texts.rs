//! The dictionary of words, texts written with it, and the pool of lists.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use policy_core::catalog::{Name, format as f};

/// The words of all texts, the most frequent first.
pub(super) struct Dictionary {
    words: Vec<String>,
    codes: HashMap<String, usize>,
}

impl Dictionary {
    /// The dictionary of `texts`.
    pub(super) fn new(texts: &[String]) -> Result<Self> {
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for word in texts.iter().flat_map(|text| split(text)) {
            *uses.entry(word).or_default() += 1;
        }
        let mut words: Vec<(&str, usize)> = uses.into_iter().collect();
        words.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
        ensure!(words.len() <= f::MAX_WORDS, "the catalog has {} distinct words", words.len());
        let words: Vec<String> = words.into_iter().map(|(word, _)| word.to_owned()).collect();
        let codes = words.iter().cloned().zip(0..).collect();
        Ok(Self { words, codes })
    }

    /// Start offsets of the words, and the words.
    pub(super) fn sections(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        let mut starts = vec![0, 0];
        let mut words = Vec::new();
        for word in &self.words {
            words.extend(word.as_bytes());
            let end = u16::try_from(words.len()).context("the dictionary outgrew 64 KB")?;
            starts.extend(end.to_le_bytes());
        }
        Ok((starts, words))
    }

    fn encode(&self, text: &str) -> Result<Vec<u8>> {
        ensure!(text.is_ascii(), "`{text}` is not ASCII");
        ensure!(text.len() <= Name::CAPACITY, "`{text}` is longer than a name can be");
        let mut codes = Vec::new();
        for word in split(text) {
            let code = *self.codes.get(word).with_context(|| format!("`{word}` is no word"))?;
            match code.checked_sub(f::ONE_BYTE_WORDS) {
                None => codes.push(u8::try_from(code)?),
                Some(rest) => {
                    codes.push(u8::try_from(f::ONE_BYTE_WORDS + rest / 256)?);
                    codes.push(u8::try_from(rest % 256)?);
                }
            }
        }
        Ok(codes)
    }
}

/// Splits into words: `Create`, `DB`, `2`, runs of lower-case letters, runs of punctuation.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (word, tail) = rest.split_at(word_len(rest.as_bytes()));
        rest = tail;
        (!word.is_empty()).then_some(word)
    })
}

fn word_len(bytes: &[u8]) -> usize {
    let run = |from: usize, is: fn(&u8) -> bool| bytes.iter().skip(from).take_while(|b| is(b)).count();
    match bytes {
        [] => 0,
        [first, ..] if first.is_ascii_digit() => run(0, u8::is_ascii_digit),
        [first, ..] if first.is_ascii_lowercase() => run(0, u8::is_ascii_lowercase),
        [first, ..] if first.is_ascii_uppercase() => {
            let upper = run(0, u8::is_ascii_uppercase);
            let lower = run(upper, u8::is_ascii_lowercase);
            match (upper, lower) {
                (1, _) => 1 + lower,
                (_, 0) => upper,
                // `DBInstance` is `DB` and `Instance`; `VPCs` is `VP` and `Cs`, rare enough.
                _ => upper - 1,
            }
        }
        _ => run(0, |byte| !byte.is_ascii_alphanumeric()),
    }
}

/// A pool of texts.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) bytes: Vec<u8>,
    offsets: HashMap<String, usize>,
}

impl Texts {
    /// The offset of `text`, which is added unless it is there already.
    pub(super) fn add(&mut self, dictionary: &Dictionary, text: &str) -> Result<usize> {
        if let Some(&offset) = self.offsets.get(text) {
            return Ok(offset);
        }
        let offset = self.append(dictionary, text)?;
        self.offsets.insert(text.to_owned(), offset);
        Ok(offset)
    }

    /// The offset of `text`, which is added at the end.
    pub(super) fn append(&mut self, dictionary: &Dictionary, text: &str) -> Result<usize> {
        let codes = dictionary.encode(text)?;
        let offset = self.bytes.len();
        self.bytes.push(u8::try_from(codes.len())?);
        self.bytes.extend(codes);
        Ok(offset)
    }
}

/// The pool of lists; equal ones are stored once.
#[derive(Default)]
pub(super) struct Lists {
    bytes: Vec<u8>,
    starts: Vec<usize>,
    numbers: HashMap<Vec<u8>, usize>,
}

impl Lists {
    /// The number of the list of `items`.
    pub(super) fn add(&mut self, items: &[usize]) -> Result<usize> {
        let mut list = Vec::new();
        for item in std::iter::once(&items.len()).chain(items) {
            let mut rest = u32::try_from(*item)?;
            while rest >= 0x80 {
                list.push(rest.to_le_bytes()[0] | 0x80);
                rest >>= 7;
            }
            list.push(rest.to_le_bytes()[0]);
        }
        let number = self.numbers.len();
        Ok(*self.numbers.entry(list).or_insert_with_key(|list| {
            self.starts.push(self.bytes.len());
            self.bytes.extend(list);
            number
        }))
    }

    /// Start offsets, and the lists.
    pub(super) fn sections(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        let mut starts = Vec::new();
        for &start in &self.starts {
            let start = u32::try_from(start)?;
            ensure!(start < f::NONE_U24, "the lists outgrew 16 MB");
            starts.extend_from_slice(start.to_le_bytes().split_last().map_or(&[], |(_, low)| low));
        }
        Ok((starts, self.bytes.clone()))
    }
}
