//! Prints, tab between fields, a line for every case: group, item, case, nanoseconds an item, and the median of what the
//! first case of its group costs in terms of it. With `counted`, the cases that are counted in instructions; with `run
//! GROUP CASE`, it runs that one once, and with `run` none; with `memory N`, the peak of validating the corpus N times.
//!
//! The cases of a group take turns, and processor time is what counts, so that whatever else the machine does meets all of
//! them alike. Of whole processes, which the clock on the wall times, the fastest runs are compared.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use iam_policy_benches::{Case, Clock, Group, counted, groups, peak_memory};

/// How long one turn of a case is at least.
const TURN: Duration = Duration::from_millis(5);
const ROUNDS: usize = 41;
/// After this long, and so many rounds, a slow group is done.
const ENOUGH: Duration = Duration::from_secs(5);
const FEW_ROUNDS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => groups().iter_mut().for_each(show),
        ["counted"] => each_counted(|group, case| println!("{}\t{}\t{}", group.name, group.items, case.name)),
        ["run", wanted @ ..] => each_counted(|group, case| {
            if *wanted == [&group.name, case.name] {
                (case.run)();
            }
        }),
        ["memory", times] => {
            let peak = times.parse().ok().and_then(peak_memory);
            println!("{}", peak.map_or_else(String::new, |peak| peak.to_string()));
        }
        _ => panic!("no such arguments: {arguments:?}"),
    }
}

fn each_counted(mut each: impl FnMut(&Group, &mut Case)) {
    for mut group in counted() {
        let mut cases = std::mem::take(&mut group.cases);
        for case in &mut cases {
            each(&group, case);
        }
    }
}

/// Nanoseconds for one run of `case`.
fn time(case: &mut Case, runs: u32, clock: Clock) -> f64 {
    let (thread, wall) = (ThreadTime::now(), Instant::now());
    for _ in 0..runs {
        (case.run)();
    }
    let spent = if clock == Clock::Processor { thread.elapsed() } else { wall.elapsed() };
    spent.as_secs_f64() * 1e9 / f64::from(runs)
}

/// How many runs fill a turn.
fn runs(case: &mut Case, clock: Clock) -> u32 {
    let mut runs = 1;
    loop {
        let spent = time(case, runs, clock) * f64::from(runs);
        if spent >= TURN.as_secs_f64() * 1e9 || runs > 1 << 24 {
            return runs;
        }
        runs *= 2;
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "items are few")]
fn show(group: &mut Group) {
    let runs: Vec<_> = group.cases.iter_mut().map(|case| runs(case, group.clock)).collect();
    let (mut rounds, start) = (Vec::new(), ThreadTime::now());
    while rounds.len() < ROUNDS && (rounds.len() < FEW_ROUNDS || start.elapsed() < ENOUGH) {
        let cases = group.cases.iter_mut().zip(&runs);
        let times: Vec<_> = cases.map(|(case, &runs)| time(case, runs, group.clock)).collect();
        rounds.push(times);
    }
    for (at, case) in group.cases.iter().enumerate() {
        let (own, ratio) = match group.clock {
            Clock::Processor => (column(&rounds, |times| times[at]), column(&rounds, |times| times[0] / times[at])),
            // Whatever else runs makes a process slower, never faster.
            Clock::Wall => (least(&rounds, at), least(&rounds, 0) / least(&rounds, at)),
        };
        println!("{}\t{}\t{}\t{:.1}\t{ratio:.4}", group.name, group.item, case.name, own / group.items as f64);
    }
}

fn column(rounds: &[Vec<f64>], of: impl Fn(&Vec<f64>) -> f64) -> f64 {
    median(rounds.iter().map(of).collect())
}

fn least(rounds: &[Vec<f64>], at: usize) -> f64 {
    rounds.iter().map(|times| times[at]).fold(f64::INFINITY, f64::min)
}
