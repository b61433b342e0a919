//! Managed policies and their versions.

use anyhow::Result;
use aws_sdk_iam::types::{PolicyVersion, Tag};
use connect::said;
use iam_policy::attach::Tags;
use iam_policy::{ManagedPolicy, equivalent};

use crate::account::{Account, decoded};

/// The most versions that IAM keeps of a policy.
const VERSIONS: usize = 5;

impl Account {
    pub(crate) async fn managed_policy(&mut self, policy: &ManagedPolicy) -> Result<()> {
        let arn = policy.arn(&self.partition, &self.id);
        let json = policy.policy().as_json();
        let found = match self.iam.get_policy().policy_arn(&arn).send().await {
            Ok(found) => found.policy,
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_entity_exception()) => None,
            Err(error) => return Err(said("GetPolicy", &error)),
        };
        let Some(found) = found else {
            if self.change(format!("create the policy {}", policy.name()), "", json) {
                let call = self
                    .iam
                    .create_policy()
                    .policy_name(policy.name().as_str())
                    .path(policy.path().as_str())
                    .set_description(policy.description().map(ToString::to_string))
                    .set_tags(tags(policy.tags())?)
                    .policy_document(json);
                call.send().await.map_err(|error| said("CreatePolicy", &error))?;
            }
            return Ok(());
        };
        let version = found.default_version_id.unwrap_or_default();
        let call = self.iam.get_policy_version().policy_arn(&arn).version_id(&version);
        let stored = call.send().await.map_err(|error| said("GetPolicyVersion", &error))?;
        let stored = stored.policy_version.and_then(|version| version.document).unwrap_or_default();
        let stored = decoded(&stored);
        if !equivalent(json, &stored)
            && self.change(format!("make a new version of the policy {}", policy.name()), &stored, json)
        {
            self.make_room(&arn).await?;
            let call = self.iam.create_policy_version().policy_arn(&arn).policy_document(json).set_as_default(true);
            call.send().await.map_err(|error| said("CreatePolicyVersion", &error))?;
        }
        Ok(())
    }

    /// Deletes the oldest version that is not the default one, when there is no room for another.
    async fn make_room(&self, arn: &str) -> Result<()> {
        let pages = self.iam.list_policy_versions().policy_arn(arn).into_paginator();
        let versions: Result<Vec<PolicyVersion>, _> = pages.items().send().try_collect().await;
        let versions = versions.map_err(|error| said("ListPolicyVersions", &error))?;
        if versions.len() < VERSIONS {
            return Ok(());
        }
        let others = versions.iter().filter(|version| !version.is_default_version);
        // Numbers never come again, so the lowest one is the oldest version.
        let number = |version: &&PolicyVersion| version.version_id().and_then(|id| id.get(1..)?.parse::<u64>().ok());
        if let Some(oldest) = others.min_by_key(number).and_then(PolicyVersion::version_id) {
            let call = self.iam.delete_policy_version().policy_arn(arn).version_id(oldest);
            call.send().await.map_err(|error| said("DeletePolicyVersion", &error))?;
        }
        Ok(())
    }
}

/// Tags as the SDK takes them.
pub(crate) fn tags(tags: &Tags) -> Result<Option<Vec<Tag>>> {
    let tag = |tag: &iam_policy::attach::Tag| Tag::builder().key(tag.key.as_str()).value(tag.value.as_str()).build();
    let tags = tags.as_slice().iter().map(tag).collect::<Result<Vec<_>, _>>()?;
    Ok((!tags.is_empty()).then_some(tags))
}
