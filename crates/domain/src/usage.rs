//! Tokens in disjoint classes: every token of a request is counted in exactly one of the billed fields.

use serde::{Deserialize, Serialize};
use std::ops::{AddAssign, SubAssign};

/// `reasoning` is informative: those tokens are part of `output`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Usage {
    pub input: i64,
    pub output: i64,
    pub cache_write_5m: i64,
    pub cache_write_1h: i64,
    pub cache_read: i64,
    pub input_image: i64,
    pub output_image: i64,
    pub reasoning: i64,
}

impl Usage {
    /// Every class, `reasoning` too, in the order of the fields: that of the columns in tables and files.
    pub fn classes(&self) -> [i64; 8] {
        let Self { input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning } =
            *self;
        [input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning]
    }

    /// All tokens that went in, cached or not: what a long-context threshold is compared with.
    pub fn context(&self) -> i64 {
        self.input + self.cache_write_5m + self.cache_write_1h + self.cache_read + self.input_image
    }

    pub fn total(&self) -> i64 {
        self.context() + self.output + self.output_image
    }

    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.input += other.input;
        self.output += other.output;
        self.cache_write_5m += other.cache_write_5m;
        self.cache_write_1h += other.cache_write_1h;
        self.cache_read += other.cache_read;
        self.input_image += other.input_image;
        self.output_image += other.output_image;
        self.reasoning += other.reasoning;
    }
}

impl SubAssign for Usage {
    fn sub_assign(&mut self, other: Self) {
        self.input -= other.input;
        self.output -= other.output;
        self.cache_write_5m -= other.cache_write_5m;
        self.cache_write_1h -= other.cache_write_1h;
        self.cache_read -= other.cache_read;
        self.input_image -= other.input_image;
        self.output_image -= other.output_image;
        self.reasoning -= other.reasoning;
    }
}
