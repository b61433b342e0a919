//! moto's server, on a loopback port.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// The server, which ends with this value.
pub(super) struct Server {
    process: Child,
    port: u16,
}

impl Server {
    pub(super) fn start(tools: &Path) -> Result<Self> {
        // A port that is free now.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(tools.join("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        // AWS's own managed policies can be attached too.
        command.env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true").stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Self { process: command.spawn().context("cannot start moto_server")?, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = server.process.try_wait()? {
                bail!("moto_server ended: {status}");
            }
            ensure!(start.elapsed() < Duration::from_secs(60), "moto_server does not answer");
            thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Forgets everything.
    pub(super) fn reset(&self) -> Result<()> {
        ureq::post(format!("{}/moto-api/reset", self.url())).send_empty()?;
        Ok(())
    }

    /// What makes an AWS client speak to it, whatever the user has set for others.
    pub(super) fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("AWS_ENDPOINT_URL", self.url())
            .envs([("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1")])
            .envs([("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true")])
            .envs([("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("AWS_PAGER", "")])
            .env_remove("AWS_PROFILE")
            .env_remove("AWS_SESSION_TOKEN")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
