//! Token counts, and how each dialect writes them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Tokens of one answer in disjoint input classes: `input` is what was neither read from nor written to a cache.
/// `output` includes `reasoning`, and neither `input` nor `output` the tokens of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Usage {
    pub input: u64,
    pub output: u64,
    pub cache_read: u64,
    pub cache_write_5m: u64,
    pub cache_write_1h: u64,
    pub reasoning: u64,
    pub input_image: u64,
    pub output_image: u64,
}

impl Usage {
    /// The same as the default, for constants: `Usage { input: 3, ..Usage::ZERO }`.
    pub const ZERO: Self = Self {
        input: 0,
        output: 0,
        cache_read: 0,
        cache_write_5m: 0,
        cache_write_1h: 0,
        reasoning: 0,
        input_image: 0,
        output_image: 0,
    };

    pub(crate) fn add(&mut self, other: &Self) {
        self.input += other.input;
        self.output += other.output;
        self.cache_read += other.cache_read;
        self.cache_write_5m += other.cache_write_5m;
        self.cache_write_1h += other.cache_write_1h;
        self.reasoning += other.reasoning;
        self.input_image += other.input_image;
        self.output_image += other.output_image;
    }

    fn cache_write(&self) -> u64 {
        self.cache_write_5m + self.cache_write_1h
    }

    /// Everything that was read: OpenAI and Gemini count cached tokens and pictures into the prompt.
    pub(crate) fn prompt(&self) -> u64 {
        self.input + self.cache_read + self.cache_write() + self.input_image
    }

    /// Everything that was written.
    pub(crate) fn completion(&self) -> u64 {
        self.output + self.output_image
    }

    /// As a vendor counts that does not tell pictures from text.
    pub(crate) fn without_images(self) -> Self {
        let (input, output) = (self.input + self.input_image, self.completion());
        Self { input, output, input_image: 0, output_image: 0, ..self }
    }

    pub(crate) fn anthropic(&self) -> Value {
        let mut usage = json!({
            "input_tokens": self.input,
            "cache_creation_input_tokens": self.cache_write(),
            "cache_read_input_tokens": self.cache_read,
            "cache_creation": {
                "ephemeral_5m_input_tokens": self.cache_write_5m,
                "ephemeral_1h_input_tokens": self.cache_write_1h,
            },
            "output_tokens": self.output,
            "service_tier": "standard",
            "inference_geo": "not_available",
        });
        if self.reasoning > 0 {
            usage["output_tokens_details"] = json!({ "thinking_tokens": self.reasoning });
        }
        usage
    }

    /// The shorter form in `message_delta`: no split of the cache writes.
    pub(crate) fn anthropic_delta(&self) -> Value {
        let mut usage = self.anthropic();
        if let Some(fields) = usage.as_object_mut() {
            for start_only in ["cache_creation", "service_tier", "inference_geo"] {
                fields.remove(start_only);
            }
        }
        usage
    }

    pub(crate) fn chat(&self) -> Value {
        let mut usage = json!({
            "prompt_tokens": self.prompt(),
            "completion_tokens": self.output,
            "total_tokens": self.prompt() + self.output,
            "prompt_tokens_details": { "cached_tokens": self.cache_read, "audio_tokens": 0 },
            "completion_tokens_details": {
                "reasoning_tokens": self.reasoning,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        });
        if self.cache_write() > 0 {
            usage["prompt_tokens_details"]["cache_write_tokens"] = json!(self.cache_write());
        }
        usage
    }

    pub(crate) fn responses(&self) -> Value {
        let mut usage = json!({
            "input_tokens": self.prompt(),
            "input_tokens_details": { "cached_tokens": self.cache_read },
            "output_tokens": self.output,
            "output_tokens_details": { "reasoning_tokens": self.reasoning },
            "total_tokens": self.prompt() + self.output,
        });
        if self.cache_write() > 0 {
            usage["input_tokens_details"]["cache_write_tokens"] = json!(self.cache_write());
        }
        usage
    }

    pub(crate) fn gemini(&self) -> Value {
        let spoken = self.output.saturating_sub(self.reasoning);
        let mut usage = json!({
            "promptTokenCount": self.prompt(),
            "candidatesTokenCount": spoken + self.output_image,
            "totalTokenCount": self.prompt() + self.completion(),
            "promptTokensDetails": modalities(self.prompt() - self.input_image, self.input_image),
        });
        if self.output_image > 0 {
            usage["candidatesTokensDetails"] = modalities(spoken, self.output_image);
        }
        if self.reasoning > 0 {
            usage["thoughtsTokenCount"] = json!(self.reasoning);
        }
        if self.cache_read > 0 {
            usage["cachedContentTokenCount"] = json!(self.cache_read);
            usage["cacheTokensDetails"] = modalities(self.cache_read, 0);
        }
        usage
    }
}

/// Gemini's split of a count, without what is zero.
fn modalities(text: u64, image: u64) -> Value {
    let split = [("TEXT", text), ("IMAGE", image)].into_iter().filter(|(_, count)| *count > 0);
    split.map(|(modality, count)| json!({ "modality": modality, "tokenCount": count })).collect()
}

/// About four bytes a token, never zero: close enough to look real, and the same every time.
pub(crate) fn tokens(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(4).max(1)
}
