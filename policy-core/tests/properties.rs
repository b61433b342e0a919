//! What holds for all policies and requests, tried on random ones.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test")]

mod random;

use policy_core::evaluate::{
    Check, CompiledPolicy, Counterexample, Outcome, Policies, check_access_not_granted, check_no_new_access,
    check_no_public_access, evaluate,
};
use policy_core::{Document, PolicyType, minify, minimize, pretty};
use random::{Asked, Random, Words, policy, spread, statement, statements};

const VERSION: &str = "2012-10-17";

/// Texts of policies of every kind; most kinds are often absent.
fn texts(random: &mut Random, words: &Words) -> Policies<Vec<String>> {
    let mut policies = Policies::default();
    for (kind, odds) in [
        (PolicyType::Identity, 1),
        (PolicyType::Identity, 2),
        (PolicyType::Resource, 2),
        (PolicyType::Boundary, 4),
        (PolicyType::Session, 4),
        (PolicyType::Scp, 4),
        (PolicyType::Rcp, 6),
    ] {
        if random.one_in(odds) {
            policies.add(kind, statements(random, words, kind == PolicyType::Resource));
        }
    }
    policies
}

fn outcome(texts: &Policies<String>, asked: &Asked) -> Outcome {
    evaluate(&asked.request(), &texts.map(|_, text| Document::read(text))).outcome
}

fn check(mut property: impl FnMut(&mut Random, &Words, &Policies<Vec<String>>, &Asked)) {
    let mut random = Random(0x1234_5678_9abc_def1);
    for _ in 0..1_500 {
        let words = Words::any(&mut random);
        let policies = texts(&mut random, &words);
        for _ in 0..4 {
            let asked = Asked::new(&mut random, &words);
            property(&mut random, &words, &policies, &asked);
        }
    }
}

#[test]
fn compiled_and_plain_agree() {
    let mut outcomes = [0; 3];
    check(|random, _, policies, asked| {
        let version = if random.one_in(5) { "2008-10-17" } else { VERSION };
        let texts = policies.map(|_, statements| policy(statements, version));
        let documents = texts.map(|_, text| Document::read(text));
        let decision = evaluate(&asked.request(), &documents);
        let answer = CompiledPolicy::new(&documents).decide(&asked.request());
        assert_eq!((answer.outcome, answer.reason), (decision.outcome, decision.reason), "{texts:#?}\n{asked:#?}");
        outcomes[decision.outcome as usize] += 1;
    });
    assert!(outcomes.iter().all(|&count| count > 250), "the random policies are one-sided: {outcomes:?}");
}

#[test]
fn order_does_not_matter() {
    check(|_, _, policies, asked| {
        let forward = policies.map(|_, statements| policy(statements, VERSION));
        let backward = policies.map(|_, statements| {
            let reversed: Vec<_> = statements.iter().rev().cloned().collect();
            policy(&reversed, VERSION)
        });
        assert_eq!(outcome(&forward, asked), outcome(&backward, asked), "{forward:#?}\n{asked:#?}");
    });
}

#[test]
fn layout_does_not_matter() {
    check(|_, _, policies, asked| {
        let texts = policies.map(|_, statements| policy(statements, VERSION));
        let wide = texts.map(|_, text| spread(text));
        let narrow = wide.map(|_, text| minify(text));
        let formatted = narrow.map(|_, text| pretty(text));
        let expected = outcome(&texts, asked);
        for texts in [wide, narrow, formatted] {
            assert_eq!(outcome(&texts, asked), expected, "{texts:#?}\n{asked:#?}");
        }
    });
}

#[test]
fn minimizing_does_not_matter() {
    let mut shorter = 0;
    check(|_, _, policies, asked| {
        let texts = policies.map(|_, statements| policy(statements, VERSION));
        let minimized = texts.map(|_, text| minimize(text).unwrap());
        shorter += usize::from(texts.identity.iter().zip(&minimized.identity).any(|(a, b)| a.len() > b.len()));
        assert_eq!(outcome(&texts, asked), outcome(&minimized, asked), "{texts:#?}\n{minimized:#?}\n{asked:#?}");
    });
    assert!(shorter > 500, "only {shorter} got shorter");
}

#[test]
fn deny_wins() {
    check(|_, _, policies, asked| {
        let denied = policies.map(|kind, statements| {
            let deny = match kind {
                PolicyType::Resource => r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#,
                _ => r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#,
            };
            let mut statements = statements.clone();
            statements.push(deny.to_owned());
            policy(&statements, VERSION)
        });
        let is_root = asked.who.ends_with(":root");
        let is_denied = outcome(&denied, asked) == Outcome::ExplicitDeny;
        // Root users, services and strangers have no identity policies.
        let has_identity = asked.who.starts_with("arn:") && !is_root;
        assert!(is_denied || (!has_identity && denied.resource.is_none()), "{denied:#?}\n{asked:#?}");
    });
}

#[test]
fn an_allow_never_takes_away() {
    check(|random, words, policies, asked| {
        let before = policies.map(|_, statements| policy(statements, VERSION));
        let after = policies.map(|kind, statements| {
            let mut statements = statements.clone();
            statements.push(statement(random, words, "Allow", kind == PolicyType::Resource));
            policy(&statements, VERSION)
        });
        let rank = |outcome| match outcome {
            Outcome::Allowed => 2,
            Outcome::ImplicitDeny => 1,
            Outcome::ExplicitDeny => 0,
        };
        let (before_rank, after_rank) = (rank(outcome(&before, asked)), rank(outcome(&after, asked)));
        assert!(after_rank >= before_rank, "{before:#?}\n{after:#?}\n{asked:#?}");
    });
}

/// Whether the policy allows the request, by itself and beside an identity policy that allows everything.
fn allows(text: &str, is_resource: bool, asked: &Asked) -> [bool; 2] {
    let full =
        || Document::read(r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#);
    let with = |identity: Vec<Document<'_>>| {
        let policies = if is_resource {
            Policies { identity, resource: Some(Document::read(text)), ..Policies::default() }
        } else {
            Policies::identity([Document::read(text)])
        };
        evaluate(&asked.request(), &policies)
    };
    let grants = |decision: &policy_core::evaluate::Decision| {
        // What full access allows by itself, the resource policy does not grant.
        decision.is_allowed()
            && (!is_resource || decision.matched.iter().any(|it| it.source.policy_type != PolicyType::Identity))
    };
    if asked.who.ends_with(":root") && !is_resource {
        return [false; 2];
    }
    [grants(&with(Vec::new())), is_resource && grants(&with(vec![full()]))]
}

#[test]
fn no_new_access_is_never_wrong() {
    let mut random = Random(0x0dd5_eed5_0dd5_eed5);
    let mut counts = [0; 3];
    for round in 0..450 {
        let (is_resource, words) = (round % 3 == 0, Words::any(&mut random));
        let old = statements(&mut random, &words, is_resource);
        let mut new = old.clone();
        match random.below(4) {
            0 => new = statements(&mut random, &words, is_resource),
            1 => {
                new.remove(random.below(new.len()));
            }
            2 => new.push(statement(&mut random, &words, "Deny", is_resource)),
            _ => new.push(statement(&mut random, &words, "Allow", is_resource)),
        }
        let (new, old) = (policy(&new, VERSION), policy(&old, VERSION));
        match check_no_new_access(&Document::read(&new), &Document::read(&old)) {
            Check::Fail(_) => counts[0] += 1,
            Check::Undecided(_) => counts[1] += 1,
            Check::Pass => {
                counts[2] += 1;
                for _ in 0..100 {
                    let asked = Asked::new(&mut random, &words);
                    let (before, after) = (allows(&old, is_resource, &asked), allows(&new, is_resource, &asked));
                    let is_new = |at: usize| after[at] && !before[at];
                    assert!(!is_new(0) && !is_new(1), "passed\nnew {new}\nold {old}\n{asked:#?}");
                }
            }
        }
    }
    println!("fail {}, undecided {}, pass {}", counts[0], counts[1], counts[2]);
    assert!(counts[0] > 100 && counts[2] > 100 && counts[1] < 40, "{counts:?}");
}

/// Whether the resource is a key or a role, whose own policy must allow as well.
fn has_own_policy(example: &Counterexample) -> bool {
    example.resource.contains(":key/") || example.action.eq_ignore_ascii_case("sts:AssumeRole")
}

#[test]
fn a_counterexample_is_one() {
    let mut random = Random(0xfeed_5eed_feed_5eed);
    for _ in 0..250 {
        let words = Words::any(&mut random);
        let (new, old) = (statements(&mut random, &words, false), statements(&mut random, &words, false));
        let (new, old) = (policy(&new, VERSION), policy(&old, VERSION));
        if let Check::Fail(example) = check_no_new_access(&Document::read(&new), &Document::read(&old)) {
            let allows = |text| evaluate(&example.request(), &Policies::identity([Document::read(text)])).is_allowed();
            assert!((allows(&new) || has_own_policy(&example)) && !allows(&old), "{example}\nnew {new}\nold {old}");
        }
    }
}

#[test]
fn not_granted_is_never_wrong() {
    let mut random = Random(0xabcd_ef01_2345_6789);
    let mut counts = [0; 3];
    for _ in 0..400 {
        let words = Words::any(&mut random);
        let text = policy(&statements(&mut random, &words, false), VERSION);
        let document = Document::read(&text);
        let asked = Asked::new(&mut random, &words);
        let resources: &[&str] = if random.one_in(2) { &[&asked.resource] } else { &[] };
        match check_access_not_granted(&document, &[&asked.action], resources) {
            Check::Fail(example) => {
                counts[0] += 1;
                let decision = evaluate(&example.request(), &Policies::identity([document]));
                assert!(decision.is_allowed() || has_own_policy(&example), "{example}\n{text}");
            }
            Check::Undecided(_) => counts[1] += 1,
            Check::Pass => {
                counts[2] += 1;
                for _ in 0..100 {
                    let tried = Asked { action: asked.action.clone(), ..Asked::new(&mut random, &words) };
                    let is_asked = resources.is_empty() || resources.contains(&tried.resource.as_str());
                    assert!(
                        !is_asked || !allows(&text, false, &tried)[0],
                        "passed {:?}\n{text}\n{tried:#?}",
                        asked.action
                    );
                }
            }
        }
    }
    println!("fail {}, undecided {}, pass {}", counts[0], counts[1], counts[2]);
    assert!(counts[0] > 50 && counts[2] > 50 && counts[1] < 40, "{counts:?}");
}

#[test]
fn no_public_access_is_never_wrong() {
    let mut random = Random(0x5eed_5eed_5eed_5eed);
    let mut counts = [0; 3];
    for _ in 0..300 {
        let words = Words::any(&mut random);
        let text = policy(&statements(&mut random, &words, true), VERSION);
        match check_no_public_access(&Document::read(&text), "AWS::S3::Bucket") {
            Check::Fail(example) => {
                counts[0] += 1;
                assert!(example.principal.as_deref().is_none_or(|who| !text.contains(who)), "{example}\n{text}");
            }
            Check::Undecided(_) => counts[1] += 1,
            Check::Pass => {
                counts[2] += 1;
                for _ in 0..100 {
                    let mut asked = Asked { who: "*".to_owned(), ..Asked::new(&mut random, &words) };
                    // Where a stranger comes from is not its own to say.
                    asked.context.retain(|(key, _)| key != "aws:SourceIp");
                    assert!(!allows(&text, true, &asked)[0], "passed\n{text}\n{asked:#?}");
                }
            }
        }
    }
    println!("fail {}, undecided {}, pass {}", counts[0], counts[1], counts[2]);
    assert!(counts[0] > 50 && counts[2] > 50 && counts[1] < 40, "{counts:?}");
}
