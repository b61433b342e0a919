//! Names as a format takes them.

use crate::lean::Lean as _;

/// Makes names of a format, each once, and notes what it changed.
pub(super) struct Names {
    /// What the format calls such a name.
    pub(super) what: &'static str,
    /// What it consists of, in words.
    pub(super) characters: &'static str,
    /// Writes a name with characters that the format takes.
    pub(super) mapped: fn(&str) -> String,
    used: Vec<String>,
    /// What a note is there about.
    noted: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Names {
    #[inline]
    pub(super) fn new(what: &'static str, characters: &'static str, mapped: fn(&str) -> String) -> Self {
        Self { what, characters, mapped, used: Vec::new(), noted: Vec::new(), notes: Vec::new() }
    }

    /// The name for a thing called `name`; `suffix` tells things apart that one name stands for.
    #[inline]
    pub(super) fn make(&mut self, name: &str, suffix: &str) -> String {
        let mapped = (self.mapped)(name);
        let base = format!("{mapped}{suffix}");
        let number = (2..).map(|number| format!("{base}{number}"));
        let is_free = |name: &String| !self.used.iter().any(|used| used.eq_ignore_ascii_case(name));
        let made = core::iter::once(base.clone()).followed_by(number).find(is_free).unwrap_or_default();
        if mapped != name && !self.noted.iter().any(|noted| noted == name) {
            self.noted.push(name.to_owned());
            let (what, characters) = (self.what, self.characters);
            self.notes.push(format!("`{name}` has the {what} `{made}`, which has {characters}"));
        } else if mapped == name && made != base {
            self.notes.push(format!("`{name}` has the {} `{made}`, as another thing has `{base}`", self.what));
        }
        self.used.push(made.clone());
        made
    }
}

/// The letters and digits, words beginning with a capital where something is left out.
#[inline]
pub(super) fn letters_and_digits(name: &str) -> String {
    let mut out = String::new();
    let mut capital = false;
    for character in name.chars() {
        if !character.is_ascii_alphanumeric() {
            capital = true;
            continue;
        }
        out.push(if capital { character.to_ascii_uppercase() } else { character });
        capital = false;
    }
    out.truncate(200);
    if out.is_empty() { "Unnamed".to_owned() } else { out }
}

/// Letters, digits, `_` and `-`, no digit or `-` first.
#[inline]
pub(super) fn identifier(name: &str) -> String {
    let is_right = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    let mut out: String = name.chars().map(|character| if is_right(character) { character } else { '_' }).collect();
    if !out.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        out.insert(0, '_');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Names, identifier, letters_and_digits};

    #[test]
    fn names_stay_apart() {
        let mut names = Names::new("logical ID", "letters and digits", letters_and_digits);
        let made: Vec<_> = ["a.b", "aB", "x", "+"].into_iter().map(|name| names.make(name, "")).collect();
        assert_eq!(made, ["aB", "aB2", "x", "Unnamed"]);
        assert_eq!(names.notes[0], "`a.b` has the logical ID `aB`, which has letters and digits");
        assert_eq!(names.notes[1], "`aB` has the logical ID `aB2`, as another thing has `aB`");
        assert_eq!(["a.b", "9-x"].map(identifier), ["a_b", "_9-x"]);
    }
}
