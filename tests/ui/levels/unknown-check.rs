use iam_policy::policy;

fn main() {
    policy! {
        #![allow(pas_role, json_syntax_eror)]
        #![deny(SECURTY)]
        "Version": "2012-10-17",
        "Statement": [#[warn(everything)] { "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };
}
