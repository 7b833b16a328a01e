//! The floor: a plain reverse proxy that keeps its connections, and passes streams on as they come.

use super::{FLOOR, Target, VENDOR_KEY, free_address, listening};
use crate::process::Process;
use anyhow::Result;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

pub(super) async fn start(program: &Path, vendor: SocketAddr, folder: &Path) -> Result<Target> {
    let address = free_address()?;
    let home = folder.join("nginx");
    std::fs::create_dir_all(&home)?;
    let place = home.display();
    let config = format!(
        "worker_processes auto;
daemon off;
pid {place}/pid;
error_log {place}/error.log;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    client_max_body_size 100m;
    client_body_buffer_size 1m;
    keepalive_requests 1000000000;
    upstream vendor {{ server {vendor}; keepalive 512; keepalive_requests 1000000000; }}
    server {{
        listen {address} reuseport;
        location / {{
            proxy_pass http://vendor;
            proxy_http_version 1.1;
            proxy_set_header Connection \"\";
            proxy_buffering off;
            proxy_read_timeout 600s;
        }}
    }}
}}
"
    );
    let file = home.join("nginx.conf");
    std::fs::write(&file, config)?;
    let mut process = Process::start(Command::new(program).arg("-c").arg(&file), &folder.join("nginx.log"))?;
    listening(&mut process, "nginx", address).await?;
    Ok(Target { name: FLOOR, address, process, headers: vec![("x-api-key", VENDOR_KEY.to_owned())] })
}
