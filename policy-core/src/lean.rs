//! Iterators and a sort that cost little to compile.
//!
//! The checks are built unoptimized into every user's macro, and the standard library's adapters generate a dozen functions
//! each time they meet a new closure. These know `next` alone; what they yield, and how fast, is the same.

use core::cmp::Ordering;

/// What [`Iterator`] has, made of less code.
pub(crate) trait Lean: Iterator + Sized {
    /// As `flat_map`.
    fn flat<I: IntoIterator, F: FnMut(Self::Item) -> I>(self, inner: F) -> Flat<Self, I::IntoIter, F> {
        Flat { outer: self, inner, current: None }
    }

    /// As `chain`.
    fn followed_by<I: IntoIterator<Item = Self::Item>>(self, last: I) -> FollowedBy<Self, I::IntoIter> {
        FollowedBy { first: Some(self), last: last.into_iter() }
    }

    /// As `collect` into a `Vec`.
    fn list(self) -> Vec<Self::Item> {
        let mut list = Vec::with_capacity(self.size_hint().0);
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<I: Iterator> Lean for I {}

/// What the standard library makes of `try_fold` and three closures a call, as a loop over `next`.
macro_rules! plain_loops {
    () => {
        fn any<P: FnMut(Self::Item) -> bool>(&mut self, mut is_it: P) -> bool {
            while let Some(item) = self.next() {
                if is_it(item) {
                    return true;
                }
            }
            false
        }

        fn all<P: FnMut(Self::Item) -> bool>(&mut self, mut is_it: P) -> bool {
            while let Some(item) = self.next() {
                if !is_it(item) {
                    return false;
                }
            }
            true
        }

        fn find<P: FnMut(&Self::Item) -> bool>(&mut self, mut is_it: P) -> Option<Self::Item> {
            while let Some(item) = self.next() {
                if is_it(&item) {
                    return Some(item);
                }
            }
            None
        }

        fn count(mut self) -> usize {
            let mut count = 0;
            while self.next().is_some() {
                count += 1;
            }
            count
        }
    };
}

#[derive(Clone)]
pub(crate) struct Flat<O, I, F> {
    outer: O,
    inner: F,
    current: Option<I>,
}

impl<O: Iterator, I: IntoIterator, F: FnMut(O::Item) -> I> Iterator for Flat<O, I::IntoIter, F> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.current = None;
            self.current = Some((self.inner)(self.outer.next()?).into_iter());
        }
    }

    plain_loops!();
}

#[derive(Clone)]
pub(crate) struct FollowedBy<A, B> {
    first: Option<A>,
    last: B,
}

impl<A: Iterator, B: Iterator<Item = A::Item>> Iterator for FollowedBy<A, B> {
    type Item = A::Item;

    fn next(&mut self) -> Option<A::Item> {
        if let Some(first) = &mut self.first {
            if let Some(item) = first.next() {
                return Some(item);
            }
            self.first = None;
        }
        self.last.next()
    }

    plain_loops!();
}

/// As `retain_mut`.
pub(crate) fn keep<T>(items: &mut Vec<T>, mut is_kept: impl FnMut(&mut T) -> bool) {
    let mut kept = 0;
    for at in 0..items.len() {
        if is_kept(&mut items[at]) {
            if kept < at {
                items.swap(kept, at);
            }
            kept += 1;
        }
    }
    items.truncate(kept);
}

/// As `join`.
pub(crate) fn join(parts: &[impl AsRef<str>], between: &str) -> String {
    let mut joined = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            joined.push_str(between);
        }
        joined.push_str(part.as_ref());
    }
    joined
}

/// As `sort_by`: a stable sort.
pub(crate) fn sort<T>(items: &mut [T], compare: impl FnMut(&T, &T) -> Ordering) {
    let len = items.len();
    arrange(len, &mut Slice { items, compare });
}

/// What is sorted, as the one function that sorts sees it.
trait Places {
    fn compare(&mut self, a: usize, b: usize) -> Ordering;
    fn swap(&mut self, a: usize, b: usize);
}

struct Slice<'a, T, F> {
    items: &'a mut [T],
    compare: F,
}

impl<T, F: FnMut(&T, &T) -> Ordering> Places for Slice<'_, T, F> {
    fn compare(&mut self, a: usize, b: usize) -> Ordering {
        let (Some(a), Some(b)) = (self.items.get(a), self.items.get(b)) else { return Ordering::Equal };
        (self.compare)(a, b)
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.items.swap(a, b);
    }
}

/// Where `byte` first stands in `text`.
pub(crate) fn position(text: &str, byte: u8) -> Option<usize> {
    let (mut rest, mut at) = (text.as_bytes(), 0);
    while let [next, after @ ..] = rest {
        if *next == byte {
            return Some(at);
        }
        (rest, at) = (after, at + 1);
    }
    None
}

fn arrange(len: usize, places: &mut dyn Places) {
    /// So few are moved one by one.
    const FEW: usize = 16;
    if len <= FEW {
        for end in 1..len {
            let mut at = end;
            while at > 0 && places.compare(at - 1, at).is_gt() {
                places.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|&a, &b| places.compare(a, b));
    let mut target = vec![0; len];
    for (to, &from) in order.iter().enumerate() {
        target[from] = to;
    }
    for at in 0..len {
        while target[at] != at {
            let to = target[at];
            places.swap(at, to);
            target.swap(at, to);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Lean as _, join, keep, sort};

    #[test]
    fn flat_is_flat_map() {
        let lists = [vec![], vec![1, 2], vec![], vec![3], vec![]];
        assert_eq!(lists.iter().flat(|list| list).collect::<Vec<_>>(), lists.iter().flatten().collect::<Vec<_>>());
        assert_eq!([1].into_iter().flat(|_| None::<u8>).next(), None);
    }

    #[test]
    fn followed_by_is_chain() {
        assert_eq!([1, 2].into_iter().followed_by([3]).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!([].into_iter().followed_by(Some(3)).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn keep_is_retain() {
        let tests: [fn(&mut u8) -> bool; 4] = [|_| true, |_| false, |item| *item % 3 == 1, |item| *item > 2];
        for is_kept in tests {
            let (mut ours, mut expected) = ((0..9).collect::<Vec<u8>>(), (0..9).collect::<Vec<u8>>());
            keep(&mut ours, is_kept);
            expected.retain_mut(is_kept);
            assert_eq!(ours, expected);
        }
    }

    #[test]
    fn join_is_join() {
        for parts in [&[][..], &[""], &["", "a"], &["a", "", "b"]] {
            assert_eq!(join(parts, ", "), parts.join(", "));
        }
    }

    #[test]
    fn sort_is_stable_at_every_length() {
        for len in (0..70).chain([1_000]) {
            // Neither sorted nor the reverse, and with equal keys.
            let mut ours: Vec<(usize, usize)> = (0..len).map(|at| (at * 7_919 % 23, at)).collect();
            let mut expected = ours.clone();
            sort(&mut ours, |a, b| a.0.cmp(&b.0));
            expected.sort_by_key(|item| item.0);
            assert_eq!(ours, expected);
        }
    }
}
