//! What every program that speaks to AWS starts with: credentials, a region, and errors that say what the service said.

use std::fmt;

use anyhow::anyhow;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_sts::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

/// Reads credentials and region as the AWS CLI does. Without the feature `tls`, only servers on this machine can be asked.
pub async fn connect() -> SdkConfig {
    let client = aws_smithy_http_client::Builder::new();
    #[cfg(feature = "tls")]
    let client = {
        use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
        client.tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
    };
    #[cfg(not(feature = "tls"))]
    let client = client.build_http();
    aws_config::defaults(BehaviorVersion::latest()).http_client(client).load().await
}

/// What a service said, in its words; what went wrong on the way there otherwise.
pub fn said<E, R>(operation: &str, error: &SdkError<E, R>) -> anyhow::Error
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: fmt::Debug,
    SdkError<E, R>: std::error::Error,
{
    match error.as_service_error().map(|error| (error.code(), error.message())) {
        Some((code, message)) => {
            anyhow!("{operation}: {}: {}", code.unwrap_or("error"), message.unwrap_or("the service says no more"))
        }
        None => anyhow!("{operation}: {}", DisplayErrorContext(error)),
    }
}
