//! `tenant-session ROLE_ARN TENANT`: prints what the tenant may do, and assumes the role for just that.

use anyhow::{Context, Result, bail};
use connect::connect;
use example_tenant_session::{assume, policy};
use iam_policy::typed::arns::iam;
use iam_policy::typed::{AccountId, Arn, Region, ResourceName};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [role, tenant] = arguments.as_slice() else { bail!("usage: tenant-session ROLE_ARN TENANT") };
    // From here on no value can be more than its type says.
    let role = Arn::<iam::Role>::parse(role.as_str())?;
    let tenant = ResourceName::new(tenant.as_str())?;
    let account = AccountId::new(role.account())?;

    let config = connect().await;
    let region = config.region().context("no region is set: write `AWS_REGION=eu-west-1` before the command")?;
    let policy = policy(&Region::new(region.as_ref())?, &account, &tenant)?;
    println!("{policy:#}");
    let session = assume(&config, &role, &tenant, &policy).await?;
    println!("{} until {}", session.arn, session.credentials.expiration());
    Ok(())
}
