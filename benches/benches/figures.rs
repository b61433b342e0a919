//! Every case by itself: `cargo bench --manifest-path benches/Cargo.toml`.

use iam_policy_benches::groups;

fn main() {
    divan::main();
}

/// `group / case` of everything.
fn names() -> Vec<String> {
    groups().iter().flat_map(|group| group.cases.iter().map(|case| format!("{} / {}", group.name, case.name))).collect()
}

#[divan::bench(args = names())]
fn figures(bencher: divan::Bencher<'_, '_>, name: &str) {
    for group in groups() {
        let found = group.cases.into_iter().find(|case| format!("{} / {}", group.name, case.name) == name);
        if let Some(mut case) = found {
            let items = group.items;
            return bencher.counter(divan::counter::ItemsCount::new(items)).bench_local(|| (case.run)());
        }
    }
}
