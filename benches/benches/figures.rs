//! Every case by itself: `cargo bench --manifest-path benches/Cargo.toml`.

use std::cell::RefCell;

use iam_policy_benches::{Group, groups};

thread_local! {
    /// Made once: some take long to prepare.
    static GROUPS: RefCell<Vec<Group>> = RefCell::new(groups());
}

fn main() {
    divan::main();
}

/// `group / case` of everything.
fn names() -> Vec<String> {
    let names = |group: &Group| -> Vec<_> {
        group.cases.iter().map(|case| format!("{} / {}", group.name, case.name)).collect()
    };
    GROUPS.with_borrow(|groups| groups.iter().flat_map(names).collect())
}

#[divan::bench(args = names())]
fn figures(bencher: divan::Bencher<'_, '_>, name: &str) {
    GROUPS.with_borrow_mut(|groups| {
        for group in groups {
            let items = divan::counter::ItemsCount::new(group.items);
            let found = group.cases.iter_mut().find(|case| format!("{} / {}", group.name, case.name) == name);
            if let Some(case) = found {
                bencher.counter(items).bench_local(|| (case.run)());
                return;
            }
        }
    });
}
