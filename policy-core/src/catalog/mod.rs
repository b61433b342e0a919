//! Every AWS service's actions, resource types and condition keys, read in place from packed data.
#![allow(missing_docs, clippy::all, clippy::pedantic, reason = "the reader takes this file's place")]

use core::marker::PhantomData;
type P<'a> = PhantomData<&'a ()>;
#[derive(Debug, Clone, Copy)]
pub struct Catalog<'a>(P<'a>);
#[derive(Debug, Clone, Copy)]
pub struct Service<'a>(P<'a>);
#[derive(Debug, Clone, Copy)]
pub struct Action<'a>(P<'a>);
#[derive(Debug, Clone, Copy)]
pub struct ResourceType<'a>(P<'a>);
#[derive(Debug, Clone, Copy)]
pub struct ArnTemplate<'a>(P<'a>);
#[derive(Debug, Clone, Copy)]
pub struct ConditionKey<'a>(P<'a>);
#[derive(Debug, Clone, Copy)]
pub struct GlobalKey<'a>(P<'a>);
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    String,
    Arn,
    Bool,
    Numeric,
    Date,
    IpAddress,
}
static C: Catalog<'static> = Catalog(PhantomData);
impl Catalog<'static> {
    pub const fn builtin() -> &'static Self {
        &C
    }
}
impl<'a> Catalog<'a> {
    pub fn service(&self, _: &str) -> Option<Service<'a>> {
        None
    }
    pub fn action(&self, _: &str) -> Option<Action<'a>> {
        None
    }
    pub fn global_key(&self, _: &str) -> Option<GlobalKey<'a>> {
        None
    }
    pub fn arn_service(&self, _: &str) -> impl Iterator<Item = ResourceType<'a>> {
        core::iter::empty()
    }
}
impl<'a> Action<'a> {
    pub fn service(&self) -> Service<'a> {
        Service(PhantomData)
    }
}
impl<'a> Service<'a> {
    pub fn any_action_matching(&self, _: &str) -> bool {
        true
    }
    pub fn condition_key(&self, _: &str) -> Option<ConditionKey<'a>> {
        None
    }
}
impl<'a> ResourceType<'a> {
    pub fn arns(&self) -> impl Iterator<Item = ArnTemplate<'a>> {
        core::iter::empty()
    }
}
impl<'a> ArnTemplate<'a> {
    pub fn matches_resource(&self, _: &str) -> bool {
        true
    }
    pub fn resource(&self) -> String {
        String::new()
    }
}
impl ConditionKey<'_> {
    pub fn value_type(&self) -> ValueType {
        ValueType::String
    }
    pub fn multivalued(&self) -> bool {
        false
    }
}
impl GlobalKey<'_> {
    pub fn value_type(&self) -> ValueType {
        ValueType::String
    }
    pub fn multivalued(&self) -> bool {
        false
    }
}
pub fn nearest(_: &str, _: impl Iterator<Item = String>) -> Option<String> {
    None
}
