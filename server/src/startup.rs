//! Builds the whole hub from its settings: the program and the tests start the same thing.

use crate::command::doctor::here;
use crate::config::Config;
use crate::shutdown::{self, Shutdown, Trigger};
use crate::telemetry::figures::Figures;
use crate::telemetry::log::Level;
use crate::telemetry::scrape::Sources;
use crate::telemetry::trace::Traces;
use crate::{demo, router};
use anyhow::Context;
use app::AppState;
use axum::Router;
use control::{Control, Db, writer};
use domain::clock::Clock;
use egress::Egress;
use gateway::{Gateway, Witness, Workers};
use journal::Journal;
use leptos::config::LeptosOptions;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// How long the writer gets to store what is left in the journal. What it does not store now it stores at next start.
const FLUSH_LIMIT: Duration = Duration::from_secs(10);

/// As often as changes of other instances are noticed.
const LEVEL_CHECK: Duration = Duration::from_secs(1);

/// A hub that is ready to serve.
pub struct Hub {
    listener: TcpListener,
    console: Router,
    state: AppState,
    admin_token_file: Option<PathBuf>,
    drain: Duration,
    trigger: Trigger,
    ending: Shutdown,
    stop_writer: Trigger,
    writer: JoinHandle<()>,
    jobs: JoinSet<()>,
    traces: Option<Traces>,
}

/// # Errors
/// A sentence that says what to change when the hub cannot start as it is set up.
pub async fn start(config: Config) -> anyhow::Result<Hub> {
    control::make_folder(&config.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))?;
    let (journal, reader) = Journal::open(&config.data_dir.join("journal")).context("the journal cannot be opened")?;
    control::backup::clear_away(&config.data_dir);
    let (control, admin_token_file) = control(&config).await?;
    let endpoint = config.otel_exporter_otlp_endpoint.as_deref().filter(|endpoint| !endpoint.is_empty());
    let traces = endpoint.map(Traces::start).transpose()?;
    let figures = Arc::new(Figures::new().context("figures cannot be kept")?);
    let options = gateway::Options {
        books: Some(Arc::new(control.books())),
        witnesses: witnesses(&figures, &traces),
        egress: control.egress().clone(),
        ..relay_options(&config)
    };
    let gateway = Gateway::new(control.snapshot(), journal.clone(), options).context("the relay cannot start")?;

    let (trigger, ending) = shutdown::channel();
    let (stop_writer, writer_stopped) = shutdown::channel();
    let writer = tokio::spawn(writer::run(control.clone(), reader, writer_stopped.receiver()));
    let mut jobs = control.spawn_jobs(&ending.receiver());
    gateway.spawn_jobs(&mut jobs, &ending.receiver(), &writer_stopped.receiver());
    jobs.spawn(control::job::warning::run(control.clone(), gateway.warnings(), ending.receiver()));
    let breakers = gateway.clone();
    jobs.spawn(control::alert::watch(control.clone(), move || breakers.breakers(), ending.receiver()));

    let leptos_options = LeptosOptions::builder().output_name("cch").build();
    let state =
        AppState { control, gateway, leptos_options, site: Arc::new(config.site()), here: Arc::new(here(&config)) };
    if let Some(vendor) = &config.demo_vendor {
        let mut demo = demo::begin(&state, &journal, vendor).await?;
        let ending = ending.clone();
        jobs.spawn(async move {
            ending.wait().await;
            demo.shutdown().await;
        });
    }
    let listener = TcpListener::bind((config.host, config.port))
        .await
        .with_context(|| format!("cannot listen on {}:{}: set another PORT or HOST", config.host, config.port))?;
    let console = router::build(&state, &config, ending.clone(), Sources { figures, journal });
    let drain = Duration::from_millis(config.shutdown_drain_ms);
    Ok(Hub { listener, console, state, admin_token_file, drain, trigger, ending, stop_writer, writer, jobs, traces })
}

/// The control plane by itself, and the file with the admin token, if there is one: what commands beside a hub work with.
///
/// # Errors
/// As [`start`].
pub async fn control(config: &Config) -> anyhow::Result<(Control, Option<PathBuf>)> {
    // A second hub in one process (tests) finds it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (admin_token, file) = control::auth::admin_token(&config.data_dir, config.admin_token.clone())?;
    let db = Db::connect(config.database().expose()).await;
    let db = db.context("the database cannot be opened: is it up, and is DSN its address?")?;
    let options = control::Options {
        db,
        data_dir: config.data_dir.clone(),
        admin_token,
        master_key: config.master_key.clone(),
        redis_url: config.redis_url.as_ref().map(|url| url.expose().to_owned()).filter(|url| !url.is_empty()),
        time_zone: config.time_zone.clone(),
        session_ttl_seconds: config.auth_session_ttl_seconds as i64,
        login_failures_max: config.auth_failures_max,
        egress: Egress::new(config.allow_private_addresses),
        clock: Clock::default(),
    };
    Ok((Control::open(options).await?, file))
}

/// Who is told of every request.
fn witnesses(figures: &Arc<Figures>, traces: &Option<Traces>) -> Vec<Arc<dyn Witness>> {
    let mut witnesses: Vec<Arc<dyn Witness>> = vec![figures.clone()];
    if let Some(traces) = traces {
        witnesses.push(Arc::new(traces.clone()));
    }
    witnesses
}

fn relay_options(config: &Config) -> gateway::Options {
    gateway::Options {
        connect_timeout: Duration::from_millis(config.fetch_connect_timeout),
        headers_timeout: Duration::from_millis(config.fetch_headers_timeout),
        idle_timeout: Duration::from_millis(config.fetch_body_timeout),
        test_timeout: Duration::from_millis(config.api_test_timeout_ms),
        body_bytes: config.max_decompressed_request_bytes,
        session_ttl: Duration::from_secs(config.session_ttl),
        max_retries: config.max_retries,
        provider_attempts: config.max_retry_attempts_default,
        retry_time: Duration::from_millis(config.retry_time_limit_ms),
        count_network: config.enable_circuit_breaker_on_network_errors,
        keep_alive: Some(config.stream_keep_alive_ms).filter(|ms| *ms > 0).map(Duration::from_millis),
        redis_url: config.redis_url.clone().filter(|url| !url.is_empty()),
        probes: config.enable_smart_probing.then(|| gateway::Probes {
            period: Duration::from_millis(config.probe_interval_ms),
            timeout: Duration::from_millis(config.probe_timeout_ms),
        }),
        trusted_proxies: config.trusted_proxies.clone(),
        ..gateway::Options::default()
    }
}

impl Hub {
    /// The address that it listens on.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// What the first lines on the screen say: where the console is and how to get in.
    pub fn greeting(&self) -> String {
        let address = self.address().unwrap_or_else(|_| SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        let host = match address.ip() {
            ip if ip.is_unspecified() => IpAddr::from(Ipv4Addr::LOCALHOST),
            ip => ip,
        };
        let console = SocketAddr::new(host, address.port());
        let token = match &self.admin_token_file {
            Some(file) => format!("in {}", file.display()),
            None => "the ADMIN_TOKEN that is set".to_owned(),
        };
        format!(
            "Claude Code Hub {}\n  console      http://{console}\n  admin token  {token}",
            env!("CARGO_PKG_VERSION")
        )
    }

    /// Logs what the settings say, from now on.
    pub fn follow(&mut self, level: Level) {
        let (control, mut ending) = (self.state.control.clone(), self.ending.receiver());
        self.jobs.spawn(async move {
            let mut current = None;
            loop {
                let wanted = control.settings().get().log_level;
                if wanted != current {
                    level.set(wanted);
                    current = wanted;
                }
                tokio::select! {
                    _ = ending.wait_for(|begun| *begun) => return,
                    () = tokio::time::sleep(LEVEL_CHECK) => {}
                }
            }
        });
    }

    /// Serves until `end`; then lets requests under way finish and stores what they left.
    pub async fn run(self, end: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
        let Self { listener, console, state, drain, trigger, ending, stop_writer, writer, jobs, traces, .. } = self;
        let workers = Workers::start(&state.gateway, &console, listener, &ending.receiver());
        let mut workers = workers.context("the hub cannot serve connections")?;
        end.await;
        tracing::info!("stopping: no new requests");
        trigger.pull();
        let finish = async {
            workers.served().await;
            // Answers whose clients have left are still read for what they cost.
            state.gateway.live().idle().await;
        };
        if tokio::time::timeout(drain, finish).await.is_err() {
            tracing::warn!("requests were still under way after {} ms", drain.as_millis());
        }
        drop(workers);
        stop_writer.pull();
        if tokio::time::timeout(FLUSH_LIMIT, async { (writer.await, jobs.join_all().await) }).await.is_err() {
            tracing::warn!("the journal was not stored completely; that happens at next start");
        }
        if let Some(traces) = traces {
            traces.stop().await;
        }
        Ok(())
    }
}
