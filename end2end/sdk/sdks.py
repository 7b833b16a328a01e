"""The official SDKs with one face, for what must hold for all of them alike."""

from collections.abc import Callable
from dataclasses import dataclass

import anthropic
import httpx2
import openai
from google import genai
from google.genai import errors, types


class Listener(httpx2.HTTPTransport):
    """Hears every piece of an answer before the SDK does."""

    def __init__(self, hear: Callable[[bytes], None]):
        # Nothing is encrypted here; the authorities would only cost time.
        super().__init__(verify=False)
        self.hear = hear

    def handle_request(self, request):
        response = super().handle_request(request)
        response.stream = Heard(response.stream, self.hear)
        return response


@dataclass
class Heard(httpx2.SyncByteStream):
    stream: httpx2.SyncByteStream
    hear: Callable[[bytes], None]

    def __iter__(self):
        for piece in self.stream:
            self.hear(piece)
            yield piece

    def close(self):
        self.stream.close()


def http(hear: Callable[[bytes], None] = lambda piece: None) -> httpx2.Client:
    return httpx2.Client(transport=Listener(hear), timeout=30)


@dataclass(frozen=True)
class Sdk:
    name: str
    # Of the providers that serve it.
    kind: str
    # How many events of a stream come before its first content.
    prelude: int
    # Of every failure that it raises, and of a 503.
    failure: type
    unavailable: type
    # Status and message of a failure.
    told: Callable
    # `client(url, key, headers, http)`; `wish(turns)`: what is asked, in turns of the user and the model; and three ways
    # to ask it, each of which gives the text of the answer.
    client: Callable
    wish: Callable
    whole: Callable
    stream: Callable
    helper: Callable


@dataclass(frozen=True)
class Way:
    sdk: Sdk
    name: str

    def __str__(self):
        return f"{self.sdk.name} {self.name}"

    @property
    def streams(self) -> bool:
        return self.name != "whole"

    def ask(self, url: str, key: str, turns: list[str], hear=lambda piece: None, headers=None, **more) -> str:
        client = self.sdk.client(url, key, headers or {}, http(hear))
        return getattr(self.sdk, self.name)(client, {**self.sdk.wish(turns), **more})


def spoken(turns: list[str], model: str) -> list[tuple[str, str]]:
    return [(model if number % 2 else "user", turn) for number, turn in enumerate(turns)]


def messages(turns: list[str]) -> list[dict]:
    return [{"role": role, "content": text} for role, text in spoken(turns, "assistant")]


def contents(turns: list[str]) -> list[types.Content]:
    return [types.Content(role=role, parts=[types.Part(text=text)]) for role, text in spoken(turns, "model")]


def anthropic_stream(client, wish) -> str:
    events = client.messages.create(**wish, stream=True)
    return "".join(event.delta.text for event in events if event.type == "content_block_delta")


def anthropic_helper(client, wish) -> str:
    with client.messages.stream(**wish) as stream:
        return stream.get_final_text()


def chat_stream(client, wish) -> str:
    chunks = client.chat.completions.create(**wish, stream=True)
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


def chat_helper(client, wish) -> str:
    with client.chat.completions.stream(**wish, stream_options={"include_usage": True}) as stream:
        return stream.get_final_completion().choices[0].message.content


def responses_stream(client, wish) -> str:
    events = client.responses.create(**wish, stream=True)
    return "".join(event.delta for event in events if event.type == "response.output_text.delta")


def responses_helper(client, wish) -> str:
    with client.responses.stream(**wish) as stream:
        return stream.get_final_response().output_text


def google_stream(client, wish) -> str:
    return "".join(chunk.text or "" for chunk in client.models.generate_content_stream(**wish))


def google_helper(client, wish) -> str:
    *history, last = wish["contents"]
    chat = client.chats.create(model=wish["model"], history=history)
    return "".join(chunk.text or "" for chunk in chat.send_message_stream(last.parts))


def openai_client(url, key, headers, http):
    return openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0, default_headers=headers, http_client=http)


def google_client(url, key, headers, http):
    options = types.HttpOptions(base_url=url, headers=headers, httpx_client=http)
    return genai.Client(api_key=key, http_options=options)


ANTHROPIC = Sdk(
    name="anthropic",
    kind="claude",
    prelude=3,
    failure=anthropic.APIError,
    unavailable=anthropic.ServiceUnavailableError,
    told=lambda error: (error.status_code, error.body["error"]["message"]),
    client=lambda url, key, headers, http: anthropic.Anthropic(
        base_url=url, api_key=key, max_retries=0, default_headers=headers, http_client=http
    ),
    wish=lambda turns: {"model": "claude-sonnet-5", "max_tokens": 2048, "messages": messages(turns)},
    whole=lambda client, wish: client.messages.create(**wish).content[0].text,
    stream=anthropic_stream,
    helper=anthropic_helper,
)
CHAT = Sdk(
    name="chat",
    kind="openai-compatible",
    prelude=1,
    failure=openai.APIError,
    unavailable=openai.InternalServerError,
    told=lambda error: (error.status_code, error.body["message"]),
    client=openai_client,
    wish=lambda turns: {"model": "gpt-5.5", "messages": messages(turns)},
    whole=lambda client, wish: client.chat.completions.create(**wish).choices[0].message.content,
    stream=chat_stream,
    helper=chat_helper,
)
RESPONSES = Sdk(
    name="responses",
    kind="codex",
    prelude=4,
    failure=openai.APIError,
    unavailable=openai.InternalServerError,
    told=CHAT.told,
    client=openai_client,
    wish=lambda turns: {"model": "gpt-5.5", "input": messages(turns)},
    whole=lambda client, wish: client.responses.create(**wish).output_text,
    stream=responses_stream,
    helper=responses_helper,
)
GOOGLE = Sdk(
    name="google",
    kind="gemini",
    prelude=0,
    failure=errors.APIError,
    unavailable=errors.ServerError,
    told=lambda error: (error.code, error.message),
    client=google_client,
    wish=lambda turns: {"model": "gemini-2.5-pro", "contents": contents(turns)},
    whole=lambda client, wish: client.models.generate_content(**wish).text,
    stream=google_stream,
    helper=google_helper,
)
SDKS = [ANTHROPIC, CHAT, RESPONSES, GOOGLE]
PLAIN = [Way(sdk, name) for sdk in SDKS for name in ("whole", "stream")]
STREAMS = [Way(sdk, name) for sdk in SDKS for name in ("stream", "helper")]
