ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim-bookworm AS builder
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /build

# The libraries first: this layer is made again only when the pins change.
COPY requirements.txt requirements-dev.txt ./
RUN sed -n '/^uv==/,/[^\\]$/p' requirements-dev.txt \
        | pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /dev/stdin \
    && python -m venv --without-pip /opt/quicksilver \
    && uv pip install --python /opt/quicksilver --require-hashes --only-binary :all: -r requirements.txt

COPY . .
RUN /opt/quicksilver/bin/python -m locales compile \
    && uv pip install --python /opt/quicksilver --no-deps --build-constraints requirements-dev.txt .


FROM python:${PYTHON_VERSION}-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin quicksilver \
    && install --directory --owner=quicksilver --group=quicksilver --mode=0700 /data
COPY --from=builder /opt/quicksilver /opt/quicksilver
ENV PATH=/opt/quicksilver/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    WEB_HOST=0.0.0.0
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.getenv('WEB_PORT') or 8080}/healthz\", timeout=4)"]
ENTRYPOINT ["quicksilver"]
CMD ["run"]
