//! A client that goes only where it may.

use crate::origin::Origins;
use crate::{Egress, Refused};
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Method, Proxy, Request, RequestBuilder, Response, Url};
use std::net::IpAddr;
use std::sync::Arc;

/// Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    egress: Egress,
    origins: Arc<Origins>,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Failed(#[from] reqwest::Error),
    #[error(transparent)]
    Tls(#[from] rustls::Error),
}

impl Error {
    /// Nobody was reached.
    pub fn is_connect(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Tls(_) => true,
            Self::Failed(error) => error.is_connect(),
        }
    }
}

impl Egress {
    /// A client that follows no redirect: whoever does looks at each address anew.
    ///
    /// # Errors
    /// When the proxy's address is refused or is none, or the TLS set-up of the machine cannot be used.
    pub fn client(&self, builder: ClientBuilder, proxy: Option<&str>) -> Result<Client, Error> {
        let builder = builder.redirect(Policy::none()).dns_resolver(self.clone());
        let builder = builder.tls_backend_preconfigured(self.tls.config()?);
        let builder = match proxy {
            Some(text) => {
                if let Ok(url) = Url::parse(text) {
                    self.check_literal(&url)?;
                }
                builder.proxy(Proxy::all(text)?)
            }
            None => builder,
        };
        Ok(Client { http: builder.build()?, egress: self.clone(), origins: Arc::default() })
    }

    /// Literal addresses never come to the resolver. `Url` has read all ways to write one.
    fn check_literal(&self, url: &Url) -> Result<(), Refused> {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        host.parse::<IpAddr>().map_or(Ok(()), |ip| self.check(ip))
    }
}

impl Client {
    /// To be finished with `build` and given to [`Self::execute`]; its own `send` would not look at the address.
    pub fn draft(&self, method: Method, url: &str) -> RequestBuilder {
        match self.origins.read(url) {
            Some(url) => self.http.request(method, url),
            None => self.http.request(method, url),
        }
    }

    /// # Errors
    /// When the address is refused, or no status line comes.
    pub async fn execute(&self, request: Request) -> Result<Response, Error> {
        self.egress.check_literal(request.url())?;
        Ok(self.http.execute(request).await?)
    }
}
