//! An account, and what is done in it.

use std::fmt;

use anyhow::{Context, Result};
use connect::said;
use iam_policy::attach::Holder;
use iam_policy::{Grant, Setup, difference};

/// Something that was done, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In the imperative: `create the policy ..`.
    pub what: String,
    /// What tells the document from the one that is there.
    pub difference: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.what)?;
        self.difference.lines().try_for_each(|line| writeln!(f, "    {line}"))
    }
}

/// An account to work in.
pub struct Account {
    pub(crate) iam: aws_sdk_iam::Client,
    pub(crate) partition: String,
    pub(crate) id: String,
    /// Only says what would be done.
    dry_run: bool,
    changes: Vec<Change>,
}

impl Account {
    /// The account that the credentials belong to.
    pub async fn open(config: &aws_config::SdkConfig, dry_run: bool) -> Result<Self> {
        let sts = aws_sdk_sts::Client::new(config);
        let caller = sts.get_caller_identity().send().await.map_err(|error| said("GetCallerIdentity", &error))?;
        let partition = caller.arn().and_then(|arn| arn.split(':').nth(1)).unwrap_or("aws").to_owned();
        let id = caller.account().context("the credentials belong to no account")?.to_owned();
        Ok(Self { iam: aws_sdk_iam::Client::new(config), partition, id, dry_run, changes: Vec::new() })
    }

    /// Makes the account what the set-up says, and nothing where it is that already. Buckets and keys are for other services.
    pub async fn apply(&mut self, setup: &Setup<'_>) -> Result<Vec<Change>> {
        setup.check()?;
        for policy in setup.managed() {
            self.managed_policy(policy).await?;
        }
        for role in setup.roles {
            self.role(role).await?;
        }
        for grant in setup.grants {
            self.grant(grant).await?;
        }
        Ok(std::mem::take(&mut self.changes))
    }

    /// Notes a change. Whether to make it.
    pub(crate) fn change(&mut self, what: String, old: &str, new: &str) -> bool {
        let difference = difference(old, new).map(|difference| difference.to_string()).unwrap_or_default();
        self.changes.push(Change { what, difference });
        !self.dry_run
    }

    async fn grant(&mut self, grant: &Grant) -> Result<()> {
        let attached = self.attached_to(grant.to()).await?;
        for policy in grant.policies() {
            let arn = policy.arn(&self.partition, &self.id);
            if attached.contains(&arn) {
                continue;
            }
            match grant.to() {
                Holder::User(user) if self.change(format!("attach {arn} to the user {user}"), "", "") => {
                    let call = self.iam.attach_user_policy().user_name(user.as_str()).policy_arn(arn);
                    call.send().await.map_err(|error| said("AttachUserPolicy", &error))?;
                }
                Holder::Group(group) if self.change(format!("attach {arn} to the group {group}"), "", "") => {
                    let call = self.iam.attach_group_policy().group_name(group.as_str()).policy_arn(arn);
                    call.send().await.map_err(|error| said("AttachGroupPolicy", &error))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn attached_to(&self, holder: &Holder) -> Result<Vec<String>> {
        let policies: Result<Vec<_>> = match holder {
            Holder::User(user) => {
                let pages = self.iam.list_attached_user_policies().user_name(user.as_str()).into_paginator();
                pages.items().send().try_collect().await.map_err(|error| said("ListAttachedUserPolicies", &error))
            }
            Holder::Group(group) => {
                let pages = self.iam.list_attached_group_policies().group_name(group.as_str()).into_paginator();
                pages.items().send().try_collect().await.map_err(|error| said("ListAttachedGroupPolicies", &error))
            }
        };
        Ok(policies?.into_iter().filter_map(|policy| policy.policy_arn).collect())
    }
}

/// Documents come percent-encoded (RFC 3986).
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
