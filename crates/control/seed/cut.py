"""Cuts LiteLLM's table to what the hub reads: python3 cut.py model_prices_and_context_window.json VERSION > prices.json"""

import json
import re
import sys

MODES = {"chat", "responses", "completion", "embedding", "image_generation", "moderation", None}
PRICE = re.compile(
    r"(input_cost_per_token|output_cost_per_token|cache_creation_input_token_cost(_above_1hr)?|cache_read_input_token_cost"
    r"|input_cost_per_token_cache_hit|input_cost_per_image_token|output_cost_per_image_token|output_cost_per_reasoning_token)"
    r"(_above_\d+k_tokens)?(_priority|_flex|_batches)?|input_cost_per_request|tiered_pricing"
)

source, version = sys.argv[1:]
with open(source) as file:
    table = json.load(file)
lines = [
    '"_source":'
    + json.dumps(
        {"name": "LiteLLM model_prices_and_context_window", "version": version, "url": "https://github.com/BerriAI/litellm"},
        separators=(",", ":"),
    )
]
for model, entry in sorted(table.items()):
    prices = {field: value for field, value in sorted(entry.items()) if PRICE.fullmatch(field) and value is not None}
    # Nothing here bills a model that costs nothing per token: those are priced by the image, second or page.
    if entry.get("mode") in MODES and prices and model != "sample_spec":
        kept = {field: entry[field] for field in ("litellm_provider", "mode") if entry.get(field)} | prices
        lines.append(json.dumps(model) + ":" + json.dumps(kept, separators=(",", ":")))
print("{\n" + ",\n".join(lines) + "\n}")
