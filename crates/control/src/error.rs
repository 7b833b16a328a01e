//! What a use case can fail with. No SQL text leaves this crate: whoever asked gets an [`ApiError`], the log the rest.

use domain::ApiError;
use domain::error::ErrorCode;
use domain::token::Scope;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("There is no such {0}.")]
    NotFound(&'static str),
    #[error("This {field} is taken already.")]
    Conflict { field: String },
    #[error("This has changed since you have read it. Read it again, and change what is there now.")]
    Changed,
    #[error("{message}")]
    Invalid { field: &'static str, message: String },
    /// What the domain's own checks say.
    #[error("{0}")]
    Refused(#[from] ApiError),
    #[error("Only an admin may do this.")]
    Forbidden,
    #[error("This token lacks the scope {}.", .0.as_str())]
    OutOfScope(Scope),
    #[error("Tokens may not do this. Sign in, or use the admin token.")]
    NotForTokens,
    #[error("{0}")]
    Unauthenticated(String),
    /// The key was right.
    #[error("{0}")]
    SecondFactor(&'static str),
    #[error("Too many failed logins from this address. Try again in {} s.", .seconds)]
    TooManyAttempts { seconds: i64 },
    /// The hub cannot start; the sentence says what to do.
    #[error("{0}")]
    Start(String),
    /// A backup cannot be taken or restored; the sentence says why and what to do.
    #[error("{0}")]
    Backup(String),
    /// Stored, but this instance could not read it back yet.
    #[error(
        "The change is saved, but not in force yet: the database went away. It takes effect as soon as it answers."
    )]
    NotInForce,
    /// A run of a job that another instance has taken over.
    #[error("another instance has taken the job over")]
    Lost,
    /// Somebody else holds what is needed; the sentence says what to do.
    #[error("{0}")]
    Busy(&'static str),
    #[error("database: {0}")]
    Db(#[source] sqlx::Error),
    #[error("migration of the database: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Error {
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }

    /// The database cannot be reached, or is going down (SQLSTATE classes 08 and 57P), as opposed to: it refused.
    pub fn is_away(&self) -> bool {
        match self {
            Self::Db(
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_),
            ) => true,
            Self::Db(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
            }
            _ => false,
        }
    }

    /// PostgreSQL has no partition for a row (23514, of which the log's tables have no other cause).
    pub(crate) fn is_missing_partition(&self) -> bool {
        let Self::Db(sqlx::Error::Database(error)) = self else { return false };
        let postgres = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>();
        postgres.is_some_and(|error| error.code() == "23514")
    }

    /// The database will never take these values, however often it is asked (SQLSTATE classes 22, 23 and 54;
    /// SQLite's codes for too big, constraint, mismatch and range).
    pub(crate) fn is_data(&self) -> bool {
        let Self::Db(sqlx::Error::Database(error)) = self else {
            return matches!(self, Self::Db(sqlx::Error::Encode(_)) | Self::Json(_));
        };
        let code = error.code().unwrap_or_default();
        match error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            Some(_) => ["22", "23", "54"].iter().any(|class| code.starts_with(class)) && !self.is_missing_partition(),
            None => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 18 | 19 | 20 | 25)),
        }
    }
}

impl From<sqlx::Error> for Error {
    /// A uniqueness constraint names the field: SQLite says `table.column, table.column`, PostgreSQL names the index,
    /// which is `table_column`.
    fn from(error: sqlx::Error) -> Self {
        let unique = error.as_database_error().filter(|error| error.is_unique_violation());
        let field = unique.map(|error| match error.constraint() {
            Some(index) => index.rsplit('_').next().unwrap_or_default().to_owned(),
            None => error.message().rsplit('.').next().unwrap_or_default().to_owned(),
        });
        field.map_or(Self::Db(error), |field| Self::Conflict { field })
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let text = error.to_string();
        match error {
            Error::NotFound(_) => Self::new(ErrorCode::NotFound, text),
            Error::Changed => Self::new(ErrorCode::Changed, text),
            Error::Conflict { field } => Self { field: Some(field), ..Self::new(ErrorCode::Conflict, text) },
            Error::Invalid { field, message } => Self::invalid(field, message),
            Error::Refused(error) => error,
            Error::Forbidden | Error::OutOfScope(_) | Error::NotForTokens => Self::new(ErrorCode::Forbidden, text),
            Error::Unauthenticated(_) => Self::new(ErrorCode::Unauthenticated, text),
            Error::SecondFactor(_) => Self::new(ErrorCode::SecondFactor, text),
            Error::TooManyAttempts { .. } => Self::new(ErrorCode::TooManyAttempts, text),
            Error::Backup(_) => Self::new(ErrorCode::Invalid, text),
            Error::NotInForce | Error::Busy(_) | Error::Lost => Self::new(ErrorCode::Unavailable, text),
            data if data.is_data() => Self::new(ErrorCode::Invalid, "The database cannot hold one of these values."),
            away if away.is_away() => {
                tracing::warn!(error = %text, "the database does not answer");
                Self::new(ErrorCode::Unavailable, "The database does not answer. Try again in a moment.")
            }
            Error::Start(_) | Error::Db(_) | Error::Migrate(_) | Error::Io(_) | Error::Json(_) => {
                tracing::error!(error = %text, "request failed");
                Self::internal()
            }
        }
    }
}
