//! AWS CloudFormation templates.

use super::json::{Json, one};
use super::names::{Names, letters_and_digits};
use super::{Emitted, holders, named_roles};
use crate::attach::{Attachment, Holder, Invalid, KeyPolicy, ManagedPolicy, Role, Setup, Tags};
use crate::lean::Lean as _;

/// How a template is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// The set-up as a CloudFormation template. Policy variables such as `${aws:username}` stand as they are: a template without
/// `Fn::Sub` leaves them alone.
///
/// ```
/// use policy_core::attach::{ManagedPolicy, PolicyName, Setup};
/// use policy_core::emit::{Format, cloudformation};
///
/// let policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": "*" }]
/// }"#;
/// let policies = [ManagedPolicy::new(PolicyName::new("Read.Recommendations")?, policy.parse()?)?];
/// let template = cloudformation(&Setup { policies: &policies, ..Setup::EMPTY }, Format::Yaml)?;
/// assert!(template.text.contains("  ReadRecommendations:\n    Type: \"AWS::IAM::ManagedPolicy\"\n"));
/// assert!(template.notes[0].contains("`Read.Recommendations` has the logical ID `ReadRecommendations`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// What [`Setup::check`] finds.
#[inline]
pub fn cloudformation(setup: &Setup<'_>, format: Format) -> Result<Emitted, Invalid> {
    setup.check()?;
    let names = Names::new("logical ID", "letters and digits only", letters_and_digits);
    let mut template = Template { setup, names, policies: Vec::new(), roles: Vec::new(), resources: Vec::new() };
    template.managed();
    setup.roles.iter().for_each(|role| template.role(role));
    for bucket in setup.buckets {
        let text = bucket.policy().as_json();
        let name = bucket.bucket().as_str();
        let properties = vec![member("Bucket", name), member("PolicyDocument", Json::read(text))];
        let id = template.names.make(name, "BucketPolicy");
        template.add(id, "AWS::S3::BucketPolicy", text, properties, &[]);
    }
    setup.keys.iter().for_each(|key| template.key(key));

    let mut notes = template.names.notes;
    if setup.is_empty() {
        notes.push("CloudFormation refuses a template that creates nothing".to_owned());
    }
    let resources = Json::Map(template.resources);
    if resources.to_json().contains("{{resolve:") {
        notes.push("CloudFormation puts another value where `{{resolve:` stands, and has no escape for it".to_owned());
    }
    let mut members = vec![member("AWSTemplateFormatVersion", "2010-09-09")];
    if !notes.is_empty() {
        let lines = notes.iter().map(|note| note.as_str().into()).list();
        members.push(member("Metadata", one("Notes", Json::List(lines))));
    }
    members.push(member("Resources", resources));
    let template = Json::Map(members);
    let text = if format == Format::Json { template.to_json() } else { template.to_yaml() };
    Ok(Emitted { text, notes })
}

struct Template<'s, 'a> {
    setup: &'s Setup<'a>,
    names: Names,
    /// The logical IDs of managed policies and of roles.
    policies: Vec<(&'a ManagedPolicy, String)>,
    roles: Vec<(&'a Role, String)>,
    resources: Vec<(String, Json)>,
}

#[inline]
fn member(key: &str, value: impl Into<Json>) -> (String, Json) {
    (key.to_owned(), value.into())
}

impl<'a> Template<'_, 'a> {
    #[inline]
    fn add(
        &mut self,
        id: String,
        kind: &str,
        policy: &str,
        properties: Vec<(String, Json)>,
        attributes: &[(&str, &str)],
    ) {
        let mut members = vec![member("Type", kind)];
        // A policy that names a role by its ARN is refused before the role is there.
        let before = named_roles(policy, self.setup);
        let before: Vec<Json> =
            self.roles.iter().filter(|(role, _)| before.contains(role)).map(|(_, id)| id.as_str().into()).list();
        if !before.is_empty() {
            members.push(member("DependsOn", Json::List(before)));
        }
        members.extend(attributes.iter().map(|(key, value)| member(key, *value)));
        members.push(member("Properties", Json::Map(properties)));
        self.resources.push((id, Json::Map(members)));
    }

    #[inline]
    fn managed(&mut self) {
        for policy in self.setup.managed() {
            let name = policy.name().as_str();
            let id = self.names.make(name, "");
            let mut properties = vec![member("ManagedPolicyName", name), member("Path", policy.path().as_str())];
            if let Some(description) = policy.description() {
                properties.push(member("Description", description.as_str()));
            }
            let (mut users, mut groups) = (Vec::new(), Vec::new());
            for holder in holders(policy, self.setup) {
                match holder {
                    Holder::User(user) => users.push(user.as_str().into()),
                    Holder::Group(group) => groups.push(group.as_str().into()),
                }
            }
            properties.push(member("PolicyDocument", Json::read(policy.policy().as_json())));
            for (key, names) in [("Users", users), ("Groups", groups)] {
                if !names.is_empty() {
                    properties.push(member(key, Json::List(names)));
                }
            }
            if !policy.tags().as_slice().is_empty() {
                self.names.notes.push(format!("CloudFormation cannot tag the managed policy `{name}`"));
            }
            self.path(policy.path().as_str(), name);
            self.policies.push((policy, id.clone()));
            self.add(id, "AWS::IAM::ManagedPolicy", "", properties, &[]);
        }
        for grant in self.setup.grants {
            let (what, name) = match grant.to() {
                Holder::User(user) => ("user", user.as_str()),
                Holder::Group(group) => ("group", group.as_str()),
            };
            for attachment in grant.policies() {
                if let Attachment::Arn(arn) = attachment {
                    let note =
                        format!("CloudFormation cannot attach `{arn}` to the {what} `{name}`, which it did not make");
                    self.names.notes.push(note);
                }
            }
        }
    }

    /// Says when CloudFormation refuses a path that IAM takes.
    #[inline]
    fn path(&mut self, path: &str, name: &str) {
        let is_right = |byte: u8| byte.is_ascii_alphanumeric() || b"/.,+@=_-".contains(&byte);
        if !path.bytes().all(is_right) {
            self.names.notes.push(format!("CloudFormation refuses the path `{path}` of `{name}`, which IAM takes"));
        }
    }

    #[inline]
    fn arn(&self, attachment: &Attachment) -> Json {
        match attachment {
            Attachment::Arn(arn) => arn.as_str().into(),
            Attachment::Policy(policy) => {
                let id = self.policies.iter().find(|(other, _)| *other == policy).map(|(_, id)| id.as_str());
                one("Ref", id.unwrap_or_default())
            }
        }
    }

    #[inline]
    fn role(&mut self, role: &'a Role) {
        let name = role.name().as_str();
        let id = self.names.make(name, "");
        let mut properties = vec![member("RoleName", name), member("Path", role.path().as_str())];
        if let Some(description) = role.description() {
            properties.push(member("Description", description.as_str()));
        }
        properties.push(member("AssumeRolePolicyDocument", Json::read(role.trust().as_json())));
        if role.max_session() != crate::attach::SessionDuration::HOUR {
            properties.push(member("MaxSessionDuration", Json::Word(role.max_session().as_seconds().to_string())));
        }
        if !role.managed().is_empty() {
            let arns = role.managed().iter().map(|attachment| self.arn(attachment)).list();
            properties.push(member("ManagedPolicyArns", Json::List(arns)));
        }
        if let Some(boundary) = role.boundary() {
            properties.push(member("PermissionsBoundary", self.arn(boundary)));
        }
        properties.extend(tags(role.tags()));
        self.path(role.path().as_str(), name);
        let before = role.trust().as_json();
        self.add(id.clone(), "AWS::IAM::Role", before, properties, &[]);
        for inline in role.inline() {
            let policy = self.names.make(inline.name().as_str(), "Policy");
            let properties = vec![
                member("PolicyName", inline.name().as_str()),
                member("PolicyDocument", Json::read(inline.policy().as_json())),
                member("Roles", Json::List(vec![one("Ref", id.as_str())])),
            ];
            self.add(policy, "AWS::IAM::Policy", "", properties, &[]);
        }
        self.roles.push((role, id));
    }

    #[inline]
    fn key(&mut self, key: &KeyPolicy) {
        let alias = key.alias().as_str();
        let name = alias.trim_start_matches("alias/");
        let (id, alias_id) = (self.names.make(name, "Key"), self.names.make(name, "Alias"));
        let text = key.policy().as_json();
        let properties =
            vec![member("EnableKeyRotation", Json::Word("true".into())), member("KeyPolicy", Json::read(text))];
        // Data cannot be read any more once its key is gone.
        let kept = [("DeletionPolicy", "Retain"), ("UpdateReplacePolicy", "Retain")];
        self.add(id.clone(), "AWS::KMS::Key", text, properties, &kept);
        let properties = vec![member("AliasName", alias), member("TargetKeyId", one("Ref", id))];
        self.add(alias_id, "AWS::KMS::Alias", "", properties, &[]);
    }
}

#[inline]
fn tags(tags: &Tags) -> Option<(String, Json)> {
    let tag = |tag: &crate::attach::Tag| {
        Json::Map(vec![member("Key", tag.key.as_str()), member("Value", tag.value.as_str())])
    };
    let tags: Vec<Json> = tags.as_slice().iter().map(tag).list();
    (!tags.is_empty()).then(|| member("Tags", Json::List(tags)))
}
