//! `example-attach [--dry-run]`: makes an account what [`permissions::SETUP`] says.

use anyhow::{Result, bail};
use connect::connect;
use example_attach::Account;
use permissions::SETUP;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut dry_run = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--dry-run" => dry_run = true,
            _ => bail!("usage: example-attach [--dry-run]"),
        }
    }
    let config = connect().await;
    // What is going to change comes first, whatever happens then.
    let changes = Account::open(&config, true).await?.apply(&SETUP).await?;
    changes.iter().for_each(|change| print!("{change}"));
    if dry_run || changes.is_empty() {
        println!("{} changes", changes.len());
        return Ok(());
    }
    let changes = Account::open(&config, false).await?.apply(&SETUP).await?;
    println!("{} changes made", changes.len());
    Ok(())
}
