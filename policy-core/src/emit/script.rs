//! The AWS CLI, as a shell script.

use super::Emitted;
use super::json::Json;
use crate::attach::{Attachment, Holder, Invalid, ManagedPolicy, Role, SessionDuration, Setup, Tags};
use crate::lean::Lean as _;

/// The set-up as a script for `sh` that calls the AWS CLI: it makes what is not there yet, and stops at the first thing that
/// is. Texts are quoted, so that neither the shell nor the CLI sees more in them than a text.
///
/// ```
/// use policy_core::attach::{ManagedPolicy, PolicyName, Setup};
/// use policy_core::emit::aws_cli;
///
/// let policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": "*" }]
/// }"#;
/// let policies = [ManagedPolicy::new(PolicyName::new("Read")?, policy.parse()?)?];
/// let emitted = aws_cli(&Setup { policies: &policies, ..Setup::EMPTY })?;
/// assert!(emitted.text.contains("aws iam create-policy \\\n  --policy-name='Read'"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// What [`Setup::check`] finds.
#[inline]
pub fn aws_cli(setup: &Setup<'_>) -> Result<Emitted, Invalid> {
    setup.check()?;
    let text = "#!/bin/sh\n# Creates policies and roles with the AWS CLI, and attaches them. Stops at what is there already.\nset -eu\n";
    let mut script = Script { setup, policies: setup.managed(), text: text.to_owned() };
    for (at, policy) in script.policies.clone().into_iter().enumerate() {
        script.managed(at, policy);
    }
    setup.roles.iter().for_each(|role| script.role(role));
    for bucket in setup.buckets {
        let options = [("bucket", bucket.bucket().as_str()), ("policy", bucket.policy().as_json())];
        script.call("", "s3api put-bucket-policy", &options.map(option), "");
    }
    setup.keys.iter().for_each(|key| script.key(key.alias().as_str(), key.policy().as_json()));
    script.grants();
    Ok(Emitted { text: script.text, notes: Vec::new() })
}

struct Script<'s, 'a> {
    setup: &'s Setup<'a>,
    policies: Vec<&'a ManagedPolicy>,
    text: String,
}

/// A text as one word of the shell.
#[inline]
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `--name='value'`: with the equals sign a value may begin with a dash.
#[inline]
fn option((name, value): (&str, &str)) -> String {
    // The CLI replaces values that look like addresses by what stands there, but not in its JSON input.
    let is_address = ["file://", "fileb://", "http://", "https://"].iter().any(|start| value.starts_with(start));
    if is_address && name == "description" {
        let input = super::json::one("Description", value).to_json();
        return format!("--cli-input-json={}", quoted(input.trim_end()));
    }
    format!("--{name}={}", quoted(value))
}

#[inline]
fn tags(tags: &Tags) -> Option<String> {
    let tag = |tag: &crate::attach::Tag| {
        Json::Map(vec![("Key".into(), tag.key.as_str().into()), ("Value".into(), tag.value.as_str().into())])
    };
    let tags: Vec<Json> = tags.as_slice().iter().map(tag).list();
    (!tags.is_empty()).then(|| option(("tags", &crate::minify(&Json::List(tags).to_json()))))
}

impl<'a> Script<'_, 'a> {
    /// Writes a call, an option a line, between `before` and `after`.
    #[inline]
    fn call(&mut self, before: &str, command: &str, options: &[String], after: &str) {
        self.text.extend(["\n", before, "aws ", command]);
        for option in options {
            self.text.push_str(" \\\n  ");
            self.text.push_str(option);
        }
        self.text.push_str(after);
        self.text.push('\n');
    }

    #[inline]
    fn managed(&mut self, at: usize, policy: &ManagedPolicy) {
        let mut options =
            vec![option(("policy-name", policy.name().as_str())), option(("path", policy.path().as_str()))];
        options.extend(policy.description().map(|description| option(("description", description.as_str()))));
        options.extend(tags(policy.tags()));
        options.push(option(("policy-document", &crate::pretty(policy.policy().as_json()))));
        options.push("--query=Policy.Arn --output=text".to_owned());
        self.call(&format!("policy_{}=$(", at + 1), "iam create-policy", &options, ")");
    }

    /// The ARN as a word of the shell.
    #[inline]
    fn arn(&self, attachment: &Attachment) -> String {
        match attachment {
            Attachment::Arn(arn) => quoted(arn.as_str()),
            Attachment::Policy(policy) => {
                let at = self.policies.iter().position(|other| *other == policy).unwrap_or_default();
                format!("\"$policy_{}\"", at + 1)
            }
        }
    }

    #[inline]
    fn role(&mut self, role: &'a Role) {
        let name = option(("role-name", role.name().as_str()));
        let mut options = vec![name.clone(), option(("path", role.path().as_str()))];
        options.extend(role.description().map(|description| option(("description", description.as_str()))));
        options.extend(tags(role.tags()));
        if role.max_session() != SessionDuration::HOUR {
            options.push(format!("--max-session-duration={}", role.max_session().as_seconds()));
        }
        options.extend(role.boundary().map(|boundary| format!("--permissions-boundary={}", self.arn(boundary))));
        options.push(option(("assume-role-policy-document", &crate::pretty(role.trust().as_json()))));
        self.call("", "iam create-role", &options, " >/dev/null");
        for inline in role.inline() {
            let policy = option(("policy-name", inline.name().as_str()));
            let document = option(("policy-document", &crate::pretty(inline.policy().as_json())));
            self.call("", "iam put-role-policy", &[name.clone(), policy, document], "");
        }
        for attachment in role.managed() {
            let arn = format!("--policy-arn={}", self.arn(attachment));
            self.call("", "iam attach-role-policy", &[name.clone(), arn], "");
        }
        self.call("", "iam wait role-exists", &[name], "");
    }

    #[inline]
    fn key(&mut self, alias: &str, policy: &str) {
        let id = ["--query=KeyMetadata.KeyId --output=text".to_owned()];
        let key = option(("key-id", alias));
        self.call("if ! key=$(", "kms describe-key", &[key, id[0].clone()], " 2>/dev/null); then");
        self.call("  key=$(", "kms create-key", &id, ")");
        self.call(
            "",
            "kms create-alias",
            &[option(("alias-name", alias)), "--target-key-id=\"$key\"".to_owned()],
            "\nfi",
        );
        let options = ["--key-id=\"$key\"".to_owned(), "--policy-name=default".to_owned(), option(("policy", policy))];
        self.call("", "kms put-key-policy", &options, "");
    }

    #[inline]
    fn grants(&mut self) {
        for grant in self.setup.grants {
            let (command, holder) = match grant.to() {
                Holder::User(user) => ("iam attach-user-policy", option(("user-name", user.as_str()))),
                Holder::Group(group) => ("iam attach-group-policy", option(("group-name", group.as_str()))),
            };
            for attachment in grant.policies() {
                let arn = format!("--policy-arn={}", self.arn(attachment));
                self.call("", command, &[holder.clone(), arn], "");
            }
        }
    }
}
