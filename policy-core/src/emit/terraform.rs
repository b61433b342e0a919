//! Terraform and `OpenTofu`, in their JSON syntax.

use super::json::Json;
use super::names::{Names, identifier};
use super::{Emitted, named_roles};
use crate::attach::{Attachment, Holder, Invalid, KeyPolicy, ManagedPolicy, Role, SessionDuration, Setup, Tags};
use crate::lean::Lean as _;

/// The set-up as a `*.tf.json` file for the AWS provider. What looks like Terraform's own templates in a policy, as
/// `${aws:username}` does, is escaped.
///
/// ```
/// use policy_core::attach::{ManagedPolicy, PolicyName, Setup};
/// use policy_core::emit::terraform;
///
/// let policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::home",
///                     "Condition": { "StringLike": { "s3:prefix": "${aws:username}/*" } } }]
/// }"#;
/// let policies = [ManagedPolicy::new(PolicyName::new("OwnFolder")?, policy.parse()?)?];
/// let emitted = terraform(&Setup { policies: &policies, ..Setup::EMPTY })?;
/// assert!(emitted.text.contains("$${aws:username}/*"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// What [`Setup::check`] finds.
#[inline]
pub fn terraform(setup: &Setup<'_>) -> Result<Emitted, Invalid> {
    setup.check()?;
    let names = Names::new("Terraform name", "letters, digits, `_` and `-` only", identifier);
    let mut module = Module { setup, names, policies: Vec::new(), roles: Vec::new(), resources: Vec::new() };
    setup.managed().into_iter().for_each(|policy| module.managed(policy));
    setup.roles.iter().for_each(|role| module.role(role));
    for bucket in setup.buckets {
        let name = bucket.bucket().as_str();
        let id = module.names.make(name, "_bucket");
        let text = bucket.policy().as_json();
        let values = vec![literal("bucket", name), literal("policy", text)];
        module.add("aws_s3_bucket_policy", id, text, values);
    }
    setup.keys.iter().for_each(|key| module.key(key));
    for grant in setup.grants {
        let (kind, field, name) = match grant.to() {
            Holder::User(user) => ("aws_iam_user_policy_attachment", "user", user.as_str()),
            Holder::Group(group) => ("aws_iam_group_policy_attachment", "group", group.as_str()),
        };
        for attachment in grant.policies() {
            let id = module.attachment_name(name, attachment);
            let values = vec![literal(field, name), ("policy_arn", module.arn(attachment))];
            module.add(kind, id, "", values);
        }
    }

    let notes = module.names.notes;
    let mut members = Vec::new();
    if !notes.is_empty() {
        let lines = notes.iter().map(|note| note.as_str().into()).list();
        members.push(("//".to_owned(), Json::List(lines)));
    }
    let resources = module.resources.into_iter();
    members.push(("resource".to_owned(), Json::Map(resources.map(|(kind, all)| (kind.into(), Json::Map(all))).list())));
    Ok(Emitted { text: Json::Map(members).to_json(), notes })
}

struct Module<'s, 'a> {
    setup: &'s Setup<'a>,
    names: Names,
    policies: Vec<(&'a ManagedPolicy, String)>,
    roles: Vec<(&'a Role, String)>,
    resources: Vec<(&'static str, Vec<(String, Json)>)>,
}

/// A member whose value means itself.
#[inline]
fn literal(key: &'static str, value: &str) -> (&'static str, Json) {
    (key, escaped(value).into())
}

/// A text that a template's reader takes for itself: `$${` means `${`, whatever stands before it.
#[inline]
fn escaped(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

impl<'a> Module<'_, 'a> {
    #[inline]
    fn add(&mut self, kind: &'static str, id: String, policy: &str, values: Vec<(&'static str, Json)>) {
        let mut members: Vec<(String, Json)> = values.into_iter().map(|(key, value)| (key.to_owned(), value)).list();
        let before = named_roles(policy, self.setup);
        let before: Vec<Json> = self
            .roles
            .iter()
            .filter(|(role, _)| before.contains(role))
            .map(|(_, id)| format!("aws_iam_role.{id}").into())
            .list();
        if !before.is_empty() {
            members.push(("depends_on".to_owned(), Json::List(before)));
        }
        let block = (id, Json::Map(members));
        match self.resources.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, blocks)) => blocks.push(block),
            None => self.resources.push((kind, vec![block])),
        }
    }

    #[inline]
    fn managed(&mut self, policy: &'a ManagedPolicy) {
        let id = self.names.make(policy.name().as_str(), "");
        let mut values = vec![literal("name", policy.name().as_str()), literal("path", policy.path().as_str())];
        values.extend(policy.description().map(|description| literal("description", description.as_str())));
        values.push(literal("policy", policy.policy().as_json()));
        values.extend(tags(policy.tags()));
        self.policies.push((policy, id.clone()));
        self.add("aws_iam_policy", id, "", values);
    }

    #[inline]
    fn policy_name(&self, policy: &ManagedPolicy) -> &str {
        self.policies.iter().find(|(other, _)| *other == policy).map_or("", |(_, id)| id)
    }

    #[inline]
    fn arn(&self, attachment: &Attachment) -> Json {
        match attachment {
            Attachment::Arn(arn) => escaped(arn.as_str()).into(),
            Attachment::Policy(policy) => format!("${{aws_iam_policy.{}.arn}}", self.policy_name(policy)).into(),
        }
    }

    #[inline]
    fn attachment_name(&mut self, to: &str, attachment: &Attachment) -> String {
        let of = match attachment {
            Attachment::Arn(arn) => arn.as_str().rsplit('/').next().unwrap_or_default(),
            Attachment::Policy(policy) => policy.name().as_str(),
        };
        self.names.make(to, &format!("-{}", identifier(of)))
    }

    #[inline]
    fn role(&mut self, role: &'a Role) {
        let id = self.names.make(role.name().as_str(), "");
        let mut values = vec![literal("name", role.name().as_str()), literal("path", role.path().as_str())];
        values.extend(role.description().map(|description| literal("description", description.as_str())));
        values.push(literal("assume_role_policy", role.trust().as_json()));
        if role.max_session() != SessionDuration::HOUR {
            values.push(("max_session_duration", Json::Word(role.max_session().as_seconds().to_string())));
        }
        values.extend(role.boundary().map(|boundary| ("permissions_boundary", self.arn(boundary))));
        values.extend(tags(role.tags()));
        self.add("aws_iam_role", id.clone(), role.trust().as_json(), values);
        let name = || Json::from(format!("${{aws_iam_role.{id}.name}}"));
        for inline in role.inline() {
            let policy = self.names.make(role.name().as_str(), &format!("-{}", identifier(inline.name().as_str())));
            let values = vec![
                literal("name", inline.name().as_str()),
                ("role", name()),
                literal("policy", inline.policy().as_json()),
            ];
            self.add("aws_iam_role_policy", policy, "", values);
        }
        for attachment in role.managed() {
            let attached = self.attachment_name(role.name().as_str(), attachment);
            let values = vec![("role", name()), ("policy_arn", self.arn(attachment))];
            self.add("aws_iam_role_policy_attachment", attached, "", values);
        }
        self.roles.push((role, id));
    }

    #[inline]
    fn key(&mut self, key: &KeyPolicy) {
        let alias = key.alias().as_str();
        let id = self.names.make(alias.trim_start_matches("alias/"), "");
        let text = key.policy().as_json();
        let values = vec![("enable_key_rotation", Json::Word("true".into())), literal("policy", text)];
        self.add("aws_kms_key", id.clone(), text, values);
        let target = Json::from(format!("${{aws_kms_key.{id}.key_id}}"));
        self.add("aws_kms_alias", id, "", vec![literal("name", alias), ("target_key_id", target)]);
    }
}

#[inline]
fn tags(tags: &Tags) -> Option<(&'static str, Json)> {
    let tags: Vec<(String, Json)> =
        tags.as_slice().iter().map(|tag| (escaped(tag.key.as_str()), escaped(tag.value.as_str()).into())).list();
    (!tags.is_empty()).then_some(("tags", Json::Map(tags)))
}
