//! `CheckNoPublicAccess`.

use super::Check;
use super::new_access::{pools, rules};
use super::search::{OWNER, Pools, context};
use super::work::{TOO_LONG, Work};
use crate::document::{BaseOperator as Op, Effect, SetOperator};
use crate::evaluate::compiled::Table;
use crate::evaluate::condition::{Test, Wanted};
use crate::evaluate::principal::{Named, is_account};
use crate::evaluate::rule::{Rule, Scene, Scope};
use crate::evaluate::template::{Case, Template};
use crate::evaluate::{Principal, Request};
use crate::lean::Lean as _;
use crate::value::ip::IpRange;
use crate::{Document, PolicyType};

/// Keys whose values a stranger cannot choose (Amazon S3 User Guide, "The meaning of 'public'", and IAM Access Analyzer,
/// "How IAM Access Analyzer evaluates public access").
const TRUSTED: [&str; 18] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:userid",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
];

/// Addresses for strangers to come from.
const ADDRESSES: [&str; 6] =
    ["198.18.77.7", "8.8.4.4", "93.184.216.34", "151.101.1.69", "2606:4700::1111", "2a00:1450::1"];

/// Whether the resource policy `policy` lets no stranger in: nobody unsigned and nobody of an account that it does not
/// name (IAM Access Analyzer, `CheckNoPublicAccess`). `resource_type` is CloudFormation's name, as `AWS::S3::Bucket`.
///
/// What a stranger cannot choose, such as `aws:SourceVpc` or `aws:PrincipalOrgID`, closes a statement when it is compared
/// with fixed values; an address range does when it is narrower than `/8`, or `/32` for IPv6.
///
/// ```
/// use policy_core::Document;
/// use policy_core::evaluate::{Check, check_no_public_access};
///
/// let policy = |condition| format!(
///     r#"{{"Version": "2012-10-17", "Statement": {{
///         "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::films/*",
///         "Condition": {condition}
///     }}}}"#
/// );
/// let open = policy(r#"{"Bool": {"aws:SecureTransport": "true"}}"#);
/// assert!(matches!(check_no_public_access(&Document::read(&open), "AWS::S3::Bucket"), Check::Fail(_)));
/// let closed = policy(r#"{"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}"#);
/// assert_eq!(check_no_public_access(&Document::read(&closed), "AWS::S3::Bucket"), Check::Pass);
/// ```
#[inline]
pub fn check_no_public_access(policy: &Document<'_>, resource_type: &str) -> Check {
    let is_role = resource_type == "AWS::IAM::AssumeRolePolicyDocument" || resource_type == "AWS::IAM::Role";
    let kind = if is_role { PolicyType::Trust } else { PolicyType::Resource };
    let rules = rules(policy, kind);
    let table = Table::new(policy, kind);
    let all: Vec<&Rule> = rules.iter().list();
    let strangers = strangers(policy.text);
    let (mut reason, work, asking) = (None, &Work::new(), &Work::new());
    for rule in rules.iter().filter(|rule| rule.effect == Effect::Allow && rule.is_readable() && is_open(rule)) {
        if rules.iter().any(|deny| deny.effect == Effect::Deny && shuts_out(deny, rule, work)) {
            continue;
        }
        if !work.take(policy.text.len()) && reason.is_some() {
            return Check::Undecided(TOO_LONG.to_owned());
        }
        let mut pools = Pools { owner: Some(OWNER), length: policy.text.len(), ..pools(rule, &all, kind, work) };
        pools.context = context(&[policy], &all);
        pools.principals.clone_from(&strangers);
        if is_role {
            pools.resources = vec![format!("arn:aws:iam::{OWNER}:role/role")];
        }
        limit_to_strangers(&mut pools, &all);
        let found =
            pools.search(asking, |request| table.judge(Scene { request, has_boundary: false }).granted().is_some());
        if let Some(counterexample) = found {
            return Check::Fail(Box::new(counterexample.spelled(&[policy])));
        }
        let statement = rule.index + 1;
        reason.get_or_insert_with(|| {
            format!("statement {statement} names everyone, under conditions that may let a stranger in")
        });
    }
    if work.is_over() {
        reason = reason.map(|_| TOO_LONG.to_owned());
    }
    reason.map_or(Check::Pass, Check::Undecided)
}

/// Nobody, and a user and a role of an account that the policy does not name.
#[inline]
fn strangers(text: &str) -> Vec<Option<String>> {
    let unnamed = (1..=9_u64).rev().map(|digit| (digit * 111_111_111_111).to_string()).find(|id| !text.contains(id));
    let account = unnamed.unwrap_or_else(|| "987654321098".to_owned());
    let arns =
        [format!("arn:aws:iam::{account}:user/stranger"), format!("arn:aws:sts::{account}:assumed-role/stranger/s")];
    core::iter::once(None).followed_by(arns.into_iter().map(Some)).list()
}

/// Takes from a search what a stranger cannot have.
#[inline]
fn limit_to_strangers(pools: &mut Pools, rules: &[&Rule]) {
    let narrow = |address: &str| {
        rules.iter().flat(|rule| &rule.tests).flat(|test| &test.values).any(|wanted| match wanted {
            Wanted::Range(range) => range.is_narrow() && IpRange::parse(address).is_some_and(|it| range.contains(it)),
            _ => false,
        })
    };
    for (key, values) in &mut pools.context {
        let is_derived = !Request::new(Principal::new("arn:aws:iam::123456789012:root"), "", "*").get(key).is_empty()
            || matches!(key.as_str(), "aws:username" | "aws:principalservicename");
        if is_derived {
            *values = vec![Vec::new()];
        } else if key.ends_with("sourceip") {
            let own = core::mem::take(values).into_iter().flatten();
            let addresses = own.followed_by(ADDRESSES.map(str::to_owned)).filter(|address| !narrow(address));
            *values = core::iter::once(Vec::new()).followed_by(addresses.map(|address| vec![address])).list();
        } else if is_trusted(key) {
            *values =
                vec![Vec::new(), vec!["zq9-stranger".to_owned()], vec!["arn:aws:zq9:zq9:000000000000:zq9".to_owned()]];
        }
    }
}

#[inline]
fn is_trusted(key: &str) -> bool {
    TRUSTED.iter().any(|trusted| trusted.eq_ignore_ascii_case(key)) || key.eq_ignore_ascii_case("s3:DataAccessPointArn")
}

/// Whether an allowing statement means more than those it names, and no condition of it closes it.
#[inline]
fn is_open(rule: &Rule) -> bool {
    let names_anyone = match &rule.principal {
        Scope::All | Scope::NotIn(_) => true,
        Scope::In(entries) => entries.iter().any(|entry| match entry {
            Named::Everyone => true,
            Named::Service(name) | Named::Federated(name) => &**name == "*",
            _ => false,
        }),
    };
    names_anyone && !rule.tests.iter().any(closes)
}

/// Whether no stranger passes the test.
#[inline]
fn closes(test: &Test) -> bool {
    let is_asked = !test.operator.base.is_negated() && !test.operator.if_exists && test.operator.base != Op::Null;
    is_asked && test.operator.set != Some(SetOperator::ForAllValues) && is_trusted(&test.key.name) && is_fixed(test)
}

/// Whether `deny` applies to every stranger's request that `rule` allows.
#[inline]
fn shuts_out(deny: &Rule, rule: &Rule, work: &Work) -> bool {
    let given: Vec<&Test> = rule.tests.iter().list();
    let covers = |scope: &Scope<Template>, own: &Scope<Template>, case| {
        let how = super::scope::How::Pattern(case);
        super::scope::parts(own).into_iter().all(|part| super::scope::covers(scope, part, how, work))
    };
    let names_everyone = match &deny.principal {
        Scope::All => true,
        Scope::In(entries) => entries.iter().any(|entry| matches!(entry, Named::Everyone)),
        // Whoever is spared is named, and so no stranger.
        Scope::NotIn(entries) => !entries.iter().any(|entry| matches!(entry, Named::Everyone)),
    };
    let holds = |test: &Test| {
        let is_plain = test.operator.set.is_none();
        let keeps_out = is_plain && test.operator.base.is_negated() && is_trusted(&test.key.name) && is_fixed(test);
        let spares_services = is_plain
            && test.operator.base == Op::Bool
            && test.operator.if_exists
            && test.key.name.eq_ignore_ascii_case("aws:PrincipalIsAWSService")
            && test.values.iter().any(|wanted| matches!(wanted, Wanted::Text(text) if text.literal() == Some("false")));
        keeps_out || spares_services || super::implies::implies(&given, core::slice::from_ref(test), work)
    };
    names_everyone
        && covers(&deny.action, &rule.action, Case::Ignored)
        && covers(&deny.resource, &rule.resource, Case::Sensitive)
        && (!deny.is_readable() || deny.tests.iter().all(holds))
}

/// Whether every value is one that a stranger does not have.
#[inline]
fn is_fixed(test: &Test) -> bool {
    let key = test.key.name.to_ascii_lowercase();
    test.values.iter().all(|wanted| match wanted {
        Wanted::Text(template) if key == "aws:principalisawsservice" => {
            template.literal().is_some_and(|word| word.eq_ignore_ascii_case("true"))
        }
        Wanted::Text(template) if key.ends_with("arn") => is_fixed_arn(template.prefix()),
        Wanted::Text(template) if key == "aws:userid" => {
            let prefix = template.prefix();
            template
                .literal()
                .map_or(prefix.len() > 16 && prefix.ends_with(':'), |id| !id.is_empty() && id != "anonymous")
        }
        Wanted::Text(template) if key.ends_with("orgpaths") => template.prefix().contains('/'),
        Wanted::Text(template) => template.literal().is_some_and(|text| !text.is_empty()),
        Wanted::Arn(fields) => {
            let [_, _, service, _, account, resource] = &**fields;
            account.literal().is_some_and(is_account)
                || (account.literal() == Some("") && service.literal() == Some("s3") && !resource.prefix().is_empty())
        }
        Wanted::Range(range) => range.is_narrow(),
        Wanted::Nothing => true,
        Wanted::AnyArn | Wanted::Number(_) | Wanted::Date(_) | Wanted::Bytes(_) | Wanted::Missing(_) => false,
    })
}

/// Whether an ARN's beginning says whose it is.
#[inline]
fn is_fixed_arn(prefix: &str) -> bool {
    let mut fields = prefix.splitn(6, ':');
    let (service, account) = (fields.nth(2).unwrap_or_default(), fields.nth(1).unwrap_or_default());
    let resource = fields.next();
    resource
        .is_some_and(|resource| is_account(account) || (service == "s3" && account.is_empty() && !resource.is_empty()))
}
