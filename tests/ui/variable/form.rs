use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::films/${}", "arn:aws:s3:::films/${aws:username", "arn:aws:s3:::films/${aws:username, none}", "arn:aws:s3:::films/${ aws:username }/*", "arn:aws:s3:::films/${aws:usrname}/*"] }
        ]
    };

    policy! {
        "Version": "2008-10-17",
        "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::films/${aws:username}/*" }
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:Get${aws:username}", "Resource": "arn:aws:s3:::films/*" }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
