//! What the emitters write, as committed: `EMIT=overwrite cargo test --test emit` writes it anew.
//!
//! `cargo xtask e2e` shows the same files to the tools that read them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use iam_policy::attach::Description;
use iam_policy::emit::{Emitted, Format, aws_cli, cloudformation, terraform};
use iam_policy::{
    BucketPolicy, Grant, KeyPolicy, ManagedPolicy, Role, Setup, bucket_policy, grant, key_policy, managed_policy, role,
};

#[path = "../examples/attach/permissions/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a library elsewhere")]
mod permissions;

/// Names and texts that mean something to one format or another.
const AWKWARD: ManagedPolicy = managed_policy! {
    name: "-a+b=c,d.e@f",
    path: "/a+b/c=d/",
    description: "file://it's \"$HOME\" `x` ${y} %{z} \\ \t日本 # - : {{a}}",
    tags: { "a=b c": "d:e/f@g", "no": "" },
    policy: {
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "OwnFolder",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::home",
            "Condition": {
                "StringLike": { "s3:prefix": ["${aws:username}/*", "$${$}%%{a}", "it's `x` \"y\" \\ $(z) \u{85}"] },
                "Bool": { "aws:SecureTransport": true },
                "NumericLessThan": { "s3:max-keys": [10] }
            }
        }]
    },
};

const SAME: ManagedPolicy = managed_policy! {
    name: "aBCDEF",
    policy: {
        "Version": "2012-10-17",
        "Statement": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    },
};

const ROLE: Role = role! {
    name: "9.role",
    path: "/p/",
    description: "Rôle",
    tags: { "k": "v" },
    trust: {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::123456789012:role/Deploy" },
            "Action": "sts:AssumeRole"
        }]
    },
    inline: {
        "a.b": {
            "Version": "2012-10-17",
            "Statement": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
        }
    },
    managed: [SAME, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    boundary: AWKWARD,
    max_session: 7200,
};

const BUCKET: BucketPolicy = bucket_policy! {
    bucket: "data.films",
    policy: {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::123456789012:role/p/9.role" },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::data.films/*"
        }]
    },
};

const KEY: KeyPolicy = key_policy! {
    alias: "alias/a/b_c",
    policy: {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
            "Action": "kms:*",
            "Resource": "*"
        }]
    },
};

const GRANTS: [Grant; 2] = [
    grant! { user: "ana@example.com", policies: [AWKWARD, "arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    grant! { group: "a+b", policies: [SAME] },
];

const SETUP: Setup<'static> =
    Setup { policies: &[AWKWARD], roles: &[ROLE], buckets: &[BUCKET], keys: &[KEY], grants: &GRANTS };

fn check(folder: &str, name: &str, setup: &Setup<'_>) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files: [(&str, Emitted); 4] = [
        ("template.json", cloudformation(setup, Format::Json)?),
        ("template.yaml", cloudformation(setup, Format::Yaml)?),
        ("tf.json", terraform(setup)?),
        ("sh", aws_cli(setup)?),
    ];
    for (ending, emitted) in files {
        let path = folder.join(format!("{name}.{ending}"));
        if env::var_os("EMIT").is_some() {
            fs::create_dir_all(&folder)?;
            fs::write(&path, &emitted.text)?;
        }
        assert_eq!(fs::read_to_string(&path)?, emitted.text, "{}", path.display());
    }
    Ok(())
}

#[test]
fn personalize() {
    check("examples/attach/infra", "personalize", &permissions::SETUP).unwrap();
}

#[test]
fn awkward_names_and_texts() {
    check("tests/emit", "awkward", &SETUP).unwrap();
}

#[test]
fn names_that_a_format_forbids_are_said() {
    let notes = cloudformation(&SETUP, Format::Yaml).unwrap().notes;
    assert!(notes.iter().any(|note| note.starts_with("`-a+b=c,d.e@f` has the logical ID `ABCDEF`")), "{notes:#?}");
    assert!(
        notes.iter().any(|note| note.contains("cannot attach `arn:aws:iam::aws:policy/ReadOnlyAccess`")),
        "{notes:#?}"
    );
    let notes = cloudformation(&Setup::EMPTY, Format::Json).unwrap().notes;
    assert_eq!(notes, ["CloudFormation refuses a template that creates nothing"]);
    let resolved = Description::new("{{resolve:ssm:a}}").unwrap();
    let policies = [SAME.with_description(resolved)];
    let notes = cloudformation(&Setup { policies: &policies, ..Setup::EMPTY }, Format::Yaml).unwrap().notes;
    assert!(notes[0].contains("where `{{resolve:` stands"), "{notes:#?}");
    let notes = terraform(&SETUP).unwrap().notes;
    assert!(notes.iter().any(|note| note.starts_with("`9.role` has the Terraform name `_9_role`")), "{notes:#?}");
}
