use iam_policy::policy;

fn main() {
    policy! {
        #![allows]
        #![allows()]
        #![denies(iam::PassRole)]
        #![allows("a:B" on = "x")]
        #![allows("a:B", 1)]
        #![allows("a:B", resource = "x")]
        #![allows("a:B", on: "x")]
        #![allows("a:B", on = x)]
        #![allows("a:B", by = "x", by = "y")]
        #![allows("a:B", context = "x")]
        #![allows("a:B", context = { "k" = "v" })]
        #![allows("a:B", context = { k: "v" })]
        #![allows("a:B", context = { "k": { } })]
        #![allows("a:B", context = { "k": ["v", null] })]
        #![allows("a:B", context = { "k": "v", "K": "w" })]
        #![allows("a:B") x]
        #![grants_at_most("baseline.json")]
        #![grants_at_most(policy_file!("x"), 1)]
        #![grants_at_most(policy_file!["x"])]
        #![grants_at_most]
        #![grants_at_most(policy_file!(1))]
        "Version": "2012-10-17",
        "Statement": [
            #[denies("iam:PassRole")]
            { "Effect": "Allow", "Action": "personalize:List*", "Resource": "*" }
        ]
    };
}
