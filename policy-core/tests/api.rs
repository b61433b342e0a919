//! What public types promise beyond their methods: threads may share them, they compare, print and fail as types do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::error::Error;
use std::fmt::{Debug, Display};
use std::fs;
use std::hash::Hash;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::Path;
use std::thread;

use policy_core::evaluate::{CompiledPolicy, Principal, Request};
use policy_core::typed::{AnyResource, Arn};
use policy_core::{
    Boundary, Document, Finding, Identity, Options, Policy, PolicyType, Rcp, Resource, Scp, Session, Trust, assertions,
    attach, builder, catalog, checks, document, emit, evaluate, holes, summary, syntax, typed, validate,
};

/// What every type is.
trait Shared: Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe {}
impl<T: Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + ?Sized> Shared for T {}

/// A value: what is equal is the same.
trait Value: Shared + Clone + Eq {}
impl<T: Shared + Clone + Eq> Value for T {}

/// A name for something, or a place: it may be a map's key.
trait Name: Value + Copy + Hash {}
impl<T: Value + Copy + Hash> Name for T {}

/// An error that can be kept, compared and passed on.
trait Failure: Value + Error + 'static {}
impl<T: Value + Error + 'static> Failure for T {}

/// Text that keeps a rule.
trait Word: Value + Display + Hash {}
impl<T: Value + Display + Hash> Word for T {}

macro_rules! promise {
    ($($promise:ident: $($type:ty),+;)*) => {
        $(const _: () = { const fn holds<T: $promise + ?Sized>() {} $(holds::<$type>();)+ };)*
    };
}

promise! {
    Shared: Document<'static>, checks::Check, CompiledPolicy, evaluate::Policies<Document<'static>>,
        evaluate::Fixture<'static>, evaluate::Case<'static>, evaluate::FixtureResult, evaluate::Mismatch,
        document::Statement<'static>, document::ConditionBlock<'static>, document::PrincipalBlock<'static>,
        document::Irregularity<'static>, syntax::Tree, builder::Builder<Identity>, builder::Statement, holes::Hole,
        holes::HolesReport, policy_core::Paths<'static>, policy_core::LineIndex, policy_core::Excerpt<'static>,
        catalog::Catalog<'static>, catalog::Service<'static>, catalog::Action<'static>, catalog::Actions<'static>,
        catalog::ActionsMatching<'static, 'static>, catalog::ResourceType<'static>, catalog::ConditionKey<'static>,
        catalog::GlobalKey<'static>, catalog::ServicePrincipal<'static>, catalog::RolePassing<'static>,
        catalog::ArnTemplate<'static>, catalog::Partition<'static>, catalog::Operation<'static>;
    Value: Policy<Identity>, Policy<Resource>, Policy<Trust>, Policy<Session>, Policy<Boundary>, Policy<Scp>, Policy<Rcp>,
        Finding, policy_core::Fix, policy_core::Edit, policy_core::Label, policy_core::Report, policy_core::Options,
        policy_core::Levels, policy_core::LevelRule, policy_core::Difference, policy_core::PathElement,
        evaluate::Decision, evaluate::StatementRef, evaluate::NearMiss, evaluate::Check, evaluate::Counterexample,
        evaluate::Request<'static>, evaluate::Principal<'static>, evaluate::Answer, evaluate::Reason,
        assertions::Assertion, assertions::Violation, syntax::SyntaxError, summary::Summary, emit::Emitted,
        attach::ManagedPolicy, attach::InlinePolicy, attach::Role, attach::BucketPolicy, attach::KeyPolicy, attach::Grant,
        attach::Holder, attach::Attachment, attach::Tag, attach::Tags, attach::SessionDuration, attach::Setup<'static>;
    Name: policy_core::Span, policy_core::Position, policy_core::IssueCode, policy_core::FindingType, policy_core::Level,
        policy_core::PolicyType, policy_core::Placement, policy_core::Applicability, checks::Origin, emit::Format,
        evaluate::Outcome, evaluate::Source, evaluate::PrincipalClass, document::Effect, document::Operator,
        document::BaseOperator, document::OperatorFamily, document::SetOperator, document::PrincipalKind,
        document::Scalar, syntax::Kind, syntax::NodeId, catalog::AccessLevel, catalog::ValueType, catalog::KeyCategory;
    Failure: policy_core::Findings, policy_core::NotMinimizable, policy_core::AttributeError, typed::InvalidValue,
        attach::Invalid, holes::Misplaced, catalog::CatalogError, evaluate::FixtureError;
    Word: Arn, Arn<AnyResource>, typed::AccountId, typed::Region, typed::Partition, typed::ServicePrincipal, typed::Action,
        typed::ResourceName, typed::ResourcePath, typed::ResourcePattern, typed::Text, typed::TextPattern, typed::Date,
        typed::IpNet, typed::Number, attach::PolicyName, attach::RoleName, attach::UserName, attach::GroupName,
        attach::BucketName, attach::IamPath, attach::PolicyArn, attach::KeyAlias, attach::Description,
        attach::RoleDescription, attach::TagKey, attach::TagValue;
}

/// Documents that are found wanting in many ways.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn threads_find_the_same_at_once() {
    let texts = texts();
    let check = || -> Vec<Finding> {
        let all =
            texts.iter().flat_map(|text| PolicyType::ALL.map(|kind| validate(text, &Options::new(kind)).findings));
        all.flatten().collect()
    };
    let alone = check();
    assert!(alone.len() > texts.len());
    thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(check)).collect();
        for other in others {
            assert!(other.join().unwrap() == alone);
        }
    });
}

#[test]
fn threads_share_a_compiled_policy() {
    let policy = CompiledPolicy::identity(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::films/*"}]}"#,
    );
    let ana = Principal::new("arn:aws:iam::123456789012:user/ana");
    let decide =
        |action| policy.decide(&Request::new(ana.clone(), action, "arn:aws:s3:::films/metropolis")).is_allowed();
    thread::scope(|scope| {
        let gets = scope.spawn(|| (0..1_000).all(|_| decide("s3:GetObject")));
        let puts = scope.spawn(|| (0..1_000).any(|_| decide("s3:PutObject")));
        assert!(gets.join().unwrap() && !puts.join().unwrap());
    });
}
