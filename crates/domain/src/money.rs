//! Money as whole nano-dollars, and the multipliers that scale it.

use crate::decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// 1e-9 US dollars. An `i64` of them holds 9.2 billion dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Nanos(pub i64);

impl Nanos {
    pub const PER_DOLLAR: i64 = 1_000_000_000;

    /// Rounded up: an upper bound stays one.
    pub fn scaled(self, by: Ratio) -> Self {
        let product = i128::from(self.0) * i128::from(by.0);
        Self(i64::try_from((product + i128::from(Ratio::SCALE - 1)) / i128::from(Ratio::SCALE)).unwrap_or(i64::MAX))
    }

    /// For charts and other places where a rounded figure is drawn, never for arithmetic.
    pub fn dollars(self) -> f64 {
        self.0 as f64 / Self::PER_DOLLAR as f64
    }
}

impl Add for Nanos {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Nanos {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Nanos {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

/// `$0.0377`: four decimals, six below a cent, never scientific.
impl fmt::Display for Nanos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, n) = if self.0 < 0 { ("-", self.0.unsigned_abs()) } else { ("", self.0.unsigned_abs()) };
        // Rounded half up to micro-dollars, the smallest unit that is shown.
        let micros = (n + 500) / 1_000;
        let (whole, part) = (micros / 1_000_000, micros % 1_000_000);
        match (whole, part) {
            (_, 0) => write!(f, "{sign}${whole}.00"),
            (0, 1..=9_999) => write!(f, "{sign}$0.{part:06}"),
            (0, _) => {
                let tenth_cents = (n + 50_000) / 100_000;
                write!(f, "{sign}${}.{:04}", tenth_cents / 10_000, tenth_cents % 10_000)
            }
            _ => {
                let cents = (n + 5_000_000) / 10_000_000;
                write!(f, "{sign}${}.{:02}", cents / 100, cents % 100)
            }
        }
    }
}

/// A cost multiplier in ten-thousandths: `Ratio(10_000)` is 1. On the wire a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
pub struct Ratio(pub i64);

impl Ratio {
    pub const ONE: Self = Self(10_000);
    pub const SCALE: i64 = 10_000;

    /// `None` unless the number is between 0 and 1000.
    pub fn from_f64(value: f64) -> Option<Self> {
        (0.0..=1_000.0).contains(&value).then(|| Self((value * Self::SCALE as f64).round() as i64))
    }

    /// As people write it, to four decimals; `None` unless it is between 0 and 1000.
    pub fn read(text: &str) -> Option<Self> {
        decimal::read(text, 4).filter(|number| *number <= 1_000 * Self::SCALE).map(Self)
    }

    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }
}

impl Default for Ratio {
    fn default() -> Self {
        Self::ONE
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / Self::SCALE, self.0 % Self::SCALE);
        if part % 100 == 0 { write!(f, "{whole}.{:02}", part / 100) } else { write!(f, "{whole}.{part:04}") }
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64(self.to_f64())
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(d)?;
        Self::from_f64(value).ok_or_else(|| serde::de::Error::custom("a multiplier must be between 0 and 1000"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Ratio {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        f64::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Ratio {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_like_money() {
        for (nanos, want) in [
            (0, "$0.00"),
            (499, "$0.00"),
            (1_900_000, "$0.001900"),
            (37_700_000, "$0.0377"),
            (999_960_000, "$1.0000"),
            (1_000_000_000, "$1.00"),
            (12_434_999_999, "$12.43"),
            (-2_500_000_000, "-$2.50"),
        ] {
            assert_eq!(Nanos(nanos).to_string(), want);
        }
    }

    #[test]
    fn ratio_is_a_plain_number_on_the_wire() {
        assert_eq!(serde_json::to_string(&Ratio(12_500)).unwrap(), "1.25");
        assert_eq!(serde_json::from_str::<Ratio>("0.3").unwrap(), Ratio(3_000));
        assert!(serde_json::from_str::<Ratio>("-1").is_err());
        assert_eq!(Ratio(12_345).to_string(), "1.2345");
        assert_eq!(Ratio::ONE.to_string(), "1.00");
    }
}
