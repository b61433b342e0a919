//! Policies that only run time knows: statements put together in code, checked as any other document.
//!
//! Values of the types in [`typed`](crate::typed) stand for themselves. What is given as text may hold wildcards and
//! variables, and the methods that take it say so by name.

mod statement;

use core::marker::PhantomData;

pub use statement::{Literal, Statement};

use crate::emit::quote;
use crate::{Findings, Levels, Options, Policy, PolicyKind, validate};

/// A policy in the making: see [`Policy::builder`] and [`Policy::edit`].
#[derive(Debug, Clone)]
#[must_use = "`build` makes the policy"]
pub struct Builder<K> {
    id: Option<String>,
    /// Each statement's JSON, and its `Sid`.
    statements: Vec<(String, Option<String>)>,
    options: Options,
    kind: PhantomData<fn() -> K>,
}

impl<K: PolicyKind> Policy<K> {
    /// Begins a policy without statements.
    ///
    /// ```
    /// use policy_core::builder::Statement;
    /// use policy_core::typed::{Action, Arn, arns::personalize::Campaign};
    /// use policy_core::{Identity, Policy};
    ///
    /// let campaign = Arn::<Campaign>::parse("arn:aws:personalize:us-east-1:123456789012:campaign/films")?;
    /// let policy = Policy::<Identity>::builder()
    ///     .statement(
    ///         Statement::allow()
    ///             .action(&Action::new("personalize:GetRecommendations")?)
    ///             .resource(&campaign)
    ///             .condition("Bool", "aws:SecureTransport", &true),
    ///     )
    ///     .build()?;
    /// assert_eq!(
    ///     policy.as_json(),
    ///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"personalize:GetRecommendations","Resource":"arn:aws:personalize:us-east-1:123456789012:campaign/films","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}"#
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn builder() -> Builder<K> {
        Builder { id: None, statements: Vec::new(), options: Options::new(K::TYPE), kind: PhantomData }
    }

    /// Begins a policy with the statements of this one, which stay as they are written.
    ///
    /// ```
    /// use policy_core::builder::Statement;
    /// use policy_core::{Policy, Identity};
    ///
    /// let policy = Policy::parse(
    ///     r#"{ "Version": "2012-10-17", "Statement": [
    ///         { "Sid": "Read", "Effect": "Allow", "Action": "personalize:Describe*", "Resource": "*" },
    ///         { "Sid": "Ask", "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": "*" }
    ///     ] }"#,
    /// )?;
    /// let narrower = policy.edit().without("Read").build()?;
    /// assert_eq!(narrower.document().statements.len(), 1);
    /// assert!(narrower.edit().without("Ask").build().is_err());
    /// # Ok::<(), policy_core::Findings>(())
    /// ```
    #[inline]
    pub fn edit(&self) -> Builder<K> {
        Self::builder().merge(self)
    }
}

impl<K: PolicyKind> Builder<K> {
    /// Adds a statement.
    #[inline]
    pub fn statement(mut self, statement: Statement) -> Self {
        let (json, sid) = statement.into_json();
        self.statements.push((json, sid));
        self
    }

    /// Adds the statements of another policy that are not in this one yet. The first `Id` stays.
    #[inline]
    pub fn merge(mut self, other: &Policy<K>) -> Self {
        let document = other.document();
        self.id = self.id.or_else(|| document.id.as_ref().map(ToString::to_string));
        for statement in &document.statements {
            let json = statement.span.of(other.as_json());
            if self.statements.iter().all(|(known, _)| known != json) {
                self.statements.push((json.to_owned(), statement.sid.as_ref().map(ToString::to_string)));
            }
        }
        self
    }

    /// Takes the statements with that `Sid` out.
    #[inline]
    pub fn without(mut self, sid: &str) -> Self {
        self.statements.retain(|(_, known)| known.as_deref() != Some(sid));
        self
    }

    /// Sets the lint levels that the policy is checked with, such as those of a macro's attributes.
    #[inline]
    pub fn levels(mut self, levels: Levels) -> Self {
        self.options = self.options.levels(levels);
        self
    }

    /// Says what a resource policy is attached to: see [`Options::resource_type`].
    #[inline]
    pub fn resource_type(mut self, resource_type: &str) -> Self {
        self.options = self.options.resource_type(resource_type);
        self
    }

    /// Checks the document.
    ///
    /// # Errors
    ///
    /// Every finding, when one of them is denied.
    #[inline]
    pub fn build(self) -> Result<Policy<K>, Findings> {
        let mut text = String::from(r#"{"Version":"2012-10-17","#);
        if let Some(id) = &self.id {
            text.push_str(r#""Id":"#);
            quote(id, &mut text);
            text.push(',');
        }
        text.push_str(r#""Statement":["#);
        for (at, (json, _)) in self.statements.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { "," });
            text.push_str(json);
        }
        text.push_str("]}");
        let report = validate(&text, &self.options);
        Policy::from_report(&text, report)
    }
}
