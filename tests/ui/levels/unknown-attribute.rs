use iam_policy::policy;

fn main() {
    policy! {
        #![expect(unused_allow)]
        "Version": "2012-10-17",
        "Statement": [#[cfg(test)] { "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };
}
