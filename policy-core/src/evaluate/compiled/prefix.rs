//! A map from prefixes to entries, asked for all prefixes of a text.

/// Entries by prefix. The prefixes are sorted, and each knows the longest other one that it starts with; so the prefixes
/// of a text are the last one not after it, and that one's chain.
#[derive(Debug, Clone)]
pub(super) struct PrefixMap<E> {
    nodes: Box<[Node]>,
    entries: Box<[E]>,
}

#[derive(Debug, Clone)]
struct Node {
    prefix: Box<str>,
    /// The place of the longest proper prefix, plus one; 0 without any.
    parent: u32,
    start: u32,
    end: u32,
}

impl<E> PrefixMap<E> {
    pub(super) fn new(mut pairs: Vec<(&str, E)>) -> Self {
        // Stable, so that entries of one prefix keep the order of the statements.
        crate::lean::sort(&mut pairs, |(a, _), (b, _)| a.cmp(b));
        let mut nodes: Vec<Node> = Vec::new();
        let mut entries = Vec::with_capacity(pairs.len());
        let mut open: Vec<u32> = Vec::new();
        for (prefix, entry) in pairs {
            let at = count(entries.len());
            entries.push(entry);
            if let Some(node) = nodes.last_mut()
                && &*node.prefix == prefix
            {
                node.end = at + 1;
                continue;
            }
            let is_open =
                |place: &u32| nodes.get(*place as usize).is_some_and(|node| prefix.starts_with(&*node.prefix));
            while open.last().is_some_and(|place| !is_open(place)) {
                open.pop();
            }
            let parent = open.last().map_or(0, |&place| place + 1);
            open.push(count(nodes.len()));
            nodes.push(Node { prefix: prefix.into(), parent, start: at, end: at + 1 });
        }
        Self { nodes: nodes.into(), entries: entries.into() }
    }

    /// The entries whose prefix `text` starts with.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a E> {
        let after = self.nodes.partition_point(|node| *node.prefix <= *text);
        let mut place = count(after);
        core::iter::from_fn(move || {
            loop {
                let node = self.nodes.get(place.checked_sub(1)? as usize)?;
                place = node.parent;
                if text.starts_with(&*node.prefix) {
                    return self.entries.get(node.start as usize..node.end as usize);
                }
            }
        })
        .flatten()
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::PrefixMap;

    #[test]
    fn finds_every_prefix() {
        let prefixes = ["", "a", "ab", "abc", "abd", "b", "ba", "ab", "c/d", "c/d/e/f", "zz"];
        let map = PrefixMap::new(prefixes.iter().enumerate().map(|(at, &prefix)| (prefix, at)).collect());
        for text in ["", "a", "ab", "abcd", "abde", "abe", "ac", "b", "bab", "c", "c/d/e", "c/d/e/f/g", "d", "z", "zzz"]
        {
            let mut found: Vec<_> = map.find(text).copied().collect();
            found.sort_unstable();
            let expected: Vec<_> = (0..prefixes.len()).filter(|&at| text.starts_with(prefixes[at])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
