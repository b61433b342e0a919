//! The macros that declare checks and list them.

/// Declares the check of a file: its prose, its name, and what it runs on.
///
/// The prose has the headings *What it does*, *Why*, *Example* (it must fire the check) and *Use instead* (it must not). An
/// example is a fenced block; after `json` may stand the policy type and the resource type it is checked as, and how many
/// characters `…` stands for.
macro_rules! check {
    (
        $(#[doc = $doc:literal])+
        $code:ident: $finding_type:ident, $origin:ident, $types:ident $(, $refused:ident)?;
        $run:ident $(($check:path))?
    ) => {
        pub(super) static CHECK: $crate::checks::Check = $crate::checks::Check {
            code: $crate::IssueCode::new(stringify!($code)),
            finding_type: $crate::FindingType::$finding_type,
            origin: $crate::checks::Origin::$origin,
            group: super::GROUP,
            policy_types: $crate::checks::types::$types,
            refused: check!(@refused $($refused)?),
            #[cfg(any(test, feature = "check-docs"))]
            docs: concat!($($doc, "\n",)+),
            run: $crate::checks::Run::$run $(($check))?,
            kind: $crate::checks::kinds::$run,
        };
    };
    (@refused refused) => { true };
    (@refused) => { false };
}

/// Lists the checks of a folder: one line each.
macro_rules! checks {
    ($group:ident: $($name:ident,)*) => {
        $(mod $name;)*
        const GROUP: &str = stringify!($group);
        pub(super) static CHECKS: &[&super::Check] = &[$(&$name::CHECK,)*];
    };
}

/// Lists the folders.
macro_rules! groups {
    ($($group:ident,)*) => {
        $(mod $group;)*
        static GROUPS: &[&[&Check]] = &[levels::CHECKS, $($group::CHECKS,)*];
    };
}

/// The sets of policy types that checks hold for.
#[allow(dead_code, reason = "the sets are a vocabulary")]
pub(crate) mod types {
    use crate::PolicyType;
    use crate::checks::PolicyTypes;

    /// Identity policies and what follows their grammar: session policies and permissions boundaries.
    pub(crate) const IDENTITY: PolicyTypes = PolicyTypes::of(PolicyType::Identity)
        .or(PolicyTypes::of(PolicyType::Session))
        .or(PolicyTypes::of(PolicyType::Boundary));
    /// Resource policies other than trust policies.
    pub(crate) const RESOURCE: PolicyTypes = PolicyTypes::of(PolicyType::Resource);
    /// Role trust policies.
    pub(crate) const TRUST: PolicyTypes = PolicyTypes::of(PolicyType::Trust);
    /// Service control policies.
    pub(crate) const SCP: PolicyTypes = PolicyTypes::of(PolicyType::Scp);
    /// Resource control policies.
    pub(crate) const RCP: PolicyTypes = PolicyTypes::of(PolicyType::Rcp);
    /// Policies that name principals.
    pub(crate) const RESOURCE_TRUST: PolicyTypes = RESOURCE.or(TRUST);
    /// As above, resource control policies included.
    pub(crate) const RESOURCE_TRUST_RCP: PolicyTypes = RESOURCE_TRUST.or(RCP);
    /// Policies that name resources: all but trust policies.
    pub(crate) const ALL_BUT_TRUST: PolicyTypes = IDENTITY.or(RESOURCE).or(SCP).or(RCP);
    /// All but resource policies.
    pub(crate) const ALL_BUT_RESOURCE: PolicyTypes = IDENTITY.or(TRUST).or(SCP).or(RCP);
    /// Identity and service control policies.
    pub(crate) const IDENTITY_SCP: PolicyTypes = IDENTITY.or(SCP);
    /// Identity, service and resource control policies.
    pub(crate) const IDENTITY_SCP_RCP: PolicyTypes = IDENTITY.or(SCP).or(RCP);
    /// Identity, trust and service control policies.
    pub(crate) const IDENTITY_TRUST_SCP: PolicyTypes = IDENTITY.or(TRUST).or(SCP);
    /// Policies that IAM or STS reads itself.
    pub(crate) const IDENTITY_TRUST: PolicyTypes = IDENTITY.or(TRUST);
    /// As above, and resource policies.
    pub(crate) const IDENTITY_TRUST_RESOURCE: PolicyTypes = IDENTITY.or(TRUST).or(RESOURCE);
    /// Session policies.
    pub(crate) const SESSION: PolicyTypes = PolicyTypes::of(PolicyType::Session);
    /// Policies whose white space counts against their quota.
    pub(crate) const SESSION_SCP_RCP: PolicyTypes = SESSION.or(SCP).or(RCP);
    /// Identity and resource policies.
    pub(crate) const IDENTITY_RESOURCE: PolicyTypes = IDENTITY.or(RESOURCE);
    /// Every policy.
    pub(crate) const ALL: PolicyTypes = ALL_BUT_TRUST.or(TRUST);
}
