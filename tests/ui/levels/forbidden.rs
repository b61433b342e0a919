use iam_policy::policy;

fn main() {
    policy! {
        #![forbid(suggestions)]
        "Version": "2012-10-17",
        "Statement": [#[allow(suggestions)] { "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };
}
