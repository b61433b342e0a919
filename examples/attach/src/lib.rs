//! What the IAM console does with a policy, done by a program: review, create, attach; again and again.

mod account;
mod policies;
mod roles;

pub use account::{Account, Change};
