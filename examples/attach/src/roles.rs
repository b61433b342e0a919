//! Roles: who may assume them, and what they may do then.

use anyhow::Result;
use aws_sdk_iam::types::Role as Found;
use connect::said;
use iam_policy::attach::InlinePolicy;
use iam_policy::{Role, equivalent};

use crate::account::{Account, decoded};
use crate::policies::tags;

impl Account {
    pub(crate) async fn role(&mut self, role: &Role) -> Result<()> {
        let name = role.name().as_str();
        let found = match self.iam.get_role().role_name(name).send().await {
            Ok(found) => found.role,
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_entity_exception()) => None,
            Err(error) => return Err(said("GetRole", &error)),
        };
        let is_new = found.is_none();
        match found {
            Some(found) => self.update_role(role, &found).await?,
            None => self.create_role(role).await?,
        }
        for inline in role.inline() {
            let stored = if is_new { String::new() } else { self.inline_policy(name, inline).await? };
            let json = inline.policy().as_json();
            if !equivalent(json, &stored)
                && self.change(format!("put the policy {} into the role {name}", inline.name()), &stored, json)
            {
                let call = self
                    .iam
                    .put_role_policy()
                    .role_name(name)
                    .policy_name(inline.name().as_str())
                    .policy_document(json);
                call.send().await.map_err(|error| said("PutRolePolicy", &error))?;
            }
        }
        let mut attached = Vec::new();
        if !is_new {
            let pages = self.iam.list_attached_role_policies().role_name(name).into_paginator();
            let found: Result<Vec<_>, _> = pages.items().send().try_collect().await;
            attached = found.map_err(|error| said("ListAttachedRolePolicies", &error))?;
        }
        for policy in role.managed() {
            let arn = policy.arn(&self.partition, &self.id);
            let is_there = attached.iter().any(|policy| policy.policy_arn() == Some(&arn));
            if !is_there && self.change(format!("attach {arn} to the role {name}"), "", "") {
                let call = self.iam.attach_role_policy().role_name(name).policy_arn(arn);
                call.send().await.map_err(|error| said("AttachRolePolicy", &error))?;
            }
        }
        Ok(())
    }

    async fn create_role(&mut self, role: &Role) -> Result<()> {
        let json = role.trust().as_json();
        if self.change(format!("create the role {}", role.name()), "", json) {
            let call = self
                .iam
                .create_role()
                .role_name(role.name().as_str())
                .path(role.path().as_str())
                .set_description(role.description().map(ToString::to_string))
                .max_session_duration(i32::try_from(role.max_session().as_seconds())?)
                .set_permissions_boundary(role.boundary().map(|boundary| boundary.arn(&self.partition, &self.id)))
                .set_tags(tags(role.tags())?)
                .assume_role_policy_document(json);
            call.send().await.map_err(|error| said("CreateRole", &error))?;
        }
        Ok(())
    }

    async fn update_role(&mut self, role: &Role, found: &Found) -> Result<()> {
        let (name, json) = (role.name().as_str(), role.trust().as_json());
        let stored = decoded(found.assume_role_policy_document().unwrap_or_default());
        if !equivalent(json, &stored) && self.change(format!("change who may assume the role {name}"), &stored, json) {
            let call = self.iam.update_assume_role_policy().role_name(name).policy_document(json);
            call.send().await.map_err(|error| said("UpdateAssumeRolePolicy", &error))?;
        }
        let duration = i32::try_from(role.max_session().as_seconds())?;
        let description = role.description().map_or("", |description| description.as_str());
        let is_same =
            found.max_session_duration() == Some(duration) && found.description().unwrap_or("") == description;
        if !is_same && self.change(format!("change the description or duration of the role {name}"), "", "") {
            let call = self.iam.update_role().role_name(name).description(description).max_session_duration(duration);
            call.send().await.map_err(|error| said("UpdateRole", &error))?;
        }
        let boundary = role.boundary().map(|boundary| boundary.arn(&self.partition, &self.id));
        let stored = found.permissions_boundary().and_then(|boundary| boundary.permissions_boundary_arn());
        if let Some(boundary) = boundary.filter(|boundary| stored != Some(boundary))
            && self.change(format!("set the boundary of the role {name}"), "", "")
        {
            let call = self.iam.put_role_permissions_boundary().role_name(name).permissions_boundary(boundary);
            call.send().await.map_err(|error| said("PutRolePermissionsBoundary", &error))?;
        }
        Ok(())
    }

    /// The document of an inline policy; nothing when there is none of that name.
    async fn inline_policy(&self, role: &str, inline: &InlinePolicy) -> Result<String> {
        let call = self.iam.get_role_policy().role_name(role).policy_name(inline.name().as_str());
        match call.send().await {
            Ok(found) => Ok(decoded(found.policy_document())),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_entity_exception()) => {
                Ok(String::new())
            }
            Err(error) => Err(said("GetRolePolicy", &error)),
        }
    }
}
