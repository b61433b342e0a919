use iam_policy::policy;

fn main() {
    policy! {
        #![allow(warnings)]
        "Version": "2012-10-17",
        "Statement": [#[allow(suggestions)] { "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };

    let stop: () = "";
}
