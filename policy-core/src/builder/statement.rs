//! One statement in the making.

use crate::document::Effect;
use crate::emit::quote;
use crate::typed::hole::{
    ActionHole, ArnHole, BooleanHole, DateHole, IpHole, Piece, PrincipalHole, ServiceHole, TextHole,
};
use crate::typed::{Date, IpNet};

/// A value that stands for itself in a condition: the types in [`typed`](crate::typed), and `bool`.
pub trait Literal {
    /// The value as IAM writes it.
    #[doc(hidden)]
    fn literal(&self) -> String;
}

impl<T: TextHole> Literal for T {
    #[inline]
    fn literal(&self) -> String {
        text(&self.piece())
    }
}

impl Literal for bool {
    #[inline]
    fn literal(&self) -> String {
        text(&BooleanHole::piece(self))
    }
}

impl Literal for Date {
    #[inline]
    fn literal(&self) -> String {
        text(&DateHole::piece(self))
    }
}

impl Literal for IpNet {
    #[inline]
    fn literal(&self) -> String {
        text(&IpHole::piece(self))
    }
}

#[inline]
fn text(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::List(_) => String::new(),
    }
}

/// Keys of an operator with their values.
type Keys = Vec<(String, Vec<String>)>;

/// A statement for [`Builder::statement`](super::Builder::statement).
///
/// ```
/// use policy_core::builder::Statement;
/// use policy_core::typed::{AccountId, ServicePrincipal};
/// use policy_core::{Policy, Trust};
///
/// let personalize = ServicePrincipal::new("personalize.amazonaws.com")?;
/// let trust = Policy::<Trust>::builder()
///     .statement(
///         Statement::allow()
///             .service(&personalize)
///             .action_pattern("sts:AssumeRole")
///             .condition("StringEquals", "aws:SourceAccount", &AccountId::new("123456789012")?),
///     )
///     .build()?;
/// assert!(trust.as_json().contains(r#""Principal":{"Service":"personalize.amazonaws.com"}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Statement {
    effect: Effect,
    sid: Option<String>,
    principals: Vec<(&'static str, Vec<String>)>,
    actions: Vec<String>,
    resources: Vec<String>,
    /// By operator and key.
    conditions: Vec<(String, Keys)>,
}

impl Statement {
    /// A statement that grants.
    #[inline]
    pub fn allow() -> Self {
        Self::new(Effect::Allow)
    }

    /// A statement that refuses.
    #[inline]
    pub fn deny() -> Self {
        Self::new(Effect::Deny)
    }

    #[inline]
    fn new(effect: Effect) -> Self {
        let (principals, actions) = (Vec::new(), Vec::new());
        Self { effect, sid: None, principals, actions, resources: Vec::new(), conditions: Vec::new() }
    }

    /// Names the statement.
    #[inline]
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds an action.
    #[inline]
    pub fn action(mut self, action: &impl ActionHole) -> Self {
        self.actions.push(text(&action.piece()));
        self
    }

    /// Adds an action as it is written in a document, with wildcards if it has any.
    #[inline]
    pub fn action_pattern(mut self, action: impl Into<String>) -> Self {
        self.actions.push(action.into());
        self
    }

    /// Adds a resource.
    #[inline]
    pub fn resource(mut self, arn: &impl ArnHole) -> Self {
        self.resources.push(text(&arn.piece()));
        self
    }

    /// Adds a resource as it is written in a document, with wildcards and variables if it has any.
    #[inline]
    pub fn resource_pattern(mut self, resource: impl Into<String>) -> Self {
        self.resources.push(resource.into());
        self
    }

    /// Adds an account, a role or a user as principal.
    #[inline]
    pub fn principal(self, principal: &impl PrincipalHole) -> Self {
        let principal = text(&principal.piece());
        self.principal_of("AWS", principal)
    }

    /// Adds a service as principal.
    #[inline]
    pub fn service(self, service: &impl ServiceHole) -> Self {
        let service = text(&service.piece());
        self.principal_of("Service", service)
    }

    #[inline]
    fn principal_of(mut self, kind: &'static str, principal: String) -> Self {
        match self.principals.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, principals)) => principals.push(principal),
            None => self.principals.push((kind, vec![principal])),
        }
        self
    }

    /// Adds a value to a condition: the operator and the key as they are written in a document.
    #[inline]
    pub fn condition(self, operator: &str, key: &str, value: &impl Literal) -> Self {
        self.condition_pattern(operator, key, value.literal())
    }

    /// Adds a value to a condition as it is written in a document, with wildcards and variables if it has any.
    #[inline]
    pub fn condition_pattern(mut self, operator: &str, key: &str, value: impl Into<String>) -> Self {
        let keys = entry(&mut self.conditions, operator);
        entry(keys, key).push(value.into());
        self
    }

    /// The statement's JSON, and its `Sid`.
    #[inline]
    pub(super) fn into_json(self) -> (String, Option<String>) {
        let mut out = String::from("{");
        if let Some(sid) = &self.sid {
            out.push_str(r#""Sid":"#);
            quote(sid, &mut out);
            out.push(',');
        }
        out.push_str(r#""Effect":""#);
        out.push_str(self.effect.as_str());
        out.push('"');
        if !self.principals.is_empty() {
            out.push_str(r#","Principal":"#);
            object(&mut out, &self.principals, |out, principals| values(out, principals));
        }
        // An empty list says what is missing; a resource is not: trust policies have none.
        out.push_str(r#","Action":"#);
        values(&mut out, &self.actions);
        if !self.resources.is_empty() {
            out.push_str(r#","Resource":"#);
            values(&mut out, &self.resources);
        }
        if !self.conditions.is_empty() {
            out.push_str(r#","Condition":"#);
            object(&mut out, &self.conditions, |out, keys| object(out, keys, |out, list| values(out, list)));
        }
        out.push('}');
        (out, self.sid)
    }
}

#[inline]
fn entry<'a, V: Default>(list: &'a mut Vec<(String, V)>, name: &str) -> &'a mut V {
    let at = list.iter().position(|(known, _)| known == name).unwrap_or(list.len());
    if at == list.len() {
        list.push((name.to_owned(), V::default()));
    }
    &mut list[at].1
}

/// One value bare, others in an array.
#[inline]
fn values(out: &mut String, values: &[String]) {
    if let [one] = values {
        return quote(one, out);
    }
    out.push('[');
    for (at, value) in values.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        quote(value, out);
    }
    out.push(']');
}

#[inline]
fn object<N: AsRef<str>, V>(out: &mut String, members: &[(N, V)], value: impl Fn(&mut String, &V)) {
    out.push('{');
    for (at, (name, member)) in members.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        quote(name.as_ref(), out);
        out.push(':');
        value(out, member);
    }
    out.push('}');
}
