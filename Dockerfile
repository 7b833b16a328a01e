# syntax=docker/dockerfile:1

FROM rust:1-bookworm AS build
# wasm-opt comes from npm.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/* \
 && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
RUN cargo xtask build --release

FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --home-dir /data cch \
 && install -d -o cch -g cch /data
COPY --from=build /src/target/release/cch /usr/local/bin/cch
USER 10001
WORKDIR /data
ENV CCH_DATA_DIR=/data
VOLUME /data
EXPOSE 23000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["cch", "healthcheck"]
ENTRYPOINT ["cch"]
