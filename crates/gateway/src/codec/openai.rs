//! Usage as OpenAI's endpoints and their many compatible kin state it.

use domain::usage::Usage;
use serde::Deserialize;

/// Chat says `prompt_tokens`, Responses and the others `input_tokens`; a relay may say both.
/// <https://platform.openai.com/docs/api-reference/responses/object#responses-object-usage>
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stated {
    prompt_tokens: Option<i64>,
    completion_tokens: Option<i64>,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    total_tokens: Option<i64>,
    prompt_tokens_details: Option<Details>,
    completion_tokens_details: Option<Details>,
    input_tokens_details: Option<Details>,
    output_tokens_details: Option<Details>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
struct Details {
    cached_tokens: Option<i64>,
    cache_write_tokens: Option<i64>,
    image_tokens: Option<i64>,
    reasoning_tokens: Option<i64>,
}

impl Stated {
    /// Some vendors write a usage object without a count, such as seconds of audio.
    pub(super) fn counts(&self) -> bool {
        let counts = [self.prompt_tokens, self.completion_tokens, self.input_tokens, self.output_tokens];
        counts.iter().any(Option::is_some)
    }

    /// Cached, written and image tokens are parts of the input figure, reasoning and image tokens of the output figure.
    ///
    /// xAI counts reasoning apart from the output: <https://docs.x.ai/docs/guides/reasoning>. There the total is larger
    /// than its parts by just that much.
    pub(super) fn usage(&self) -> Usage {
        let count = |count: Option<i64>| count.unwrap_or(0).max(0);
        let inward = self.input_tokens_details.or(self.prompt_tokens_details).unwrap_or_default();
        let outward = self.output_tokens_details.or(self.completion_tokens_details).unwrap_or_default();
        let (input, output) =
            (count(self.input_tokens.or(self.prompt_tokens)), count(self.output_tokens.or(self.completion_tokens)));
        let (cache_read, written) = (count(inward.cached_tokens), count(inward.cache_write_tokens));
        let fresh = (input - cache_read - written).max(0);
        let (input_image, output_image) = (count(inward.image_tokens).min(fresh), count(outward.image_tokens));
        let reasoning = count(outward.reasoning_tokens);
        let apart = if reasoning > 0 && count(self.total_tokens) == input + output + reasoning { reasoning } else { 0 };
        Usage {
            input: fresh - input_image,
            output: (output + apart - output_image).max(0),
            cache_write_5m: written,
            cache_write_1h: 0,
            cache_read,
            input_image,
            output_image,
            reasoning,
        }
    }
}
