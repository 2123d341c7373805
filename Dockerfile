# The bot for a server: no compiler, no preview, no test tools, not root, one writable folder.

FROM python:3.13-slim-bookworm AS build
# With requirements-multilingual.lock it reads messages in other languages, and takes 130 MB more.
ARG REQUIREMENTS=requirements.lock
COPY ${REQUIREMENTS} /tmp/requirements.lock
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: \
        --require-hashes --requirement /tmp/requirements.lock \
    && /opt/venv/bin/pip uninstall --yes pip
COPY bot /app/bot
RUN /opt/venv/bin/python -m compileall -q /app/bot

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin bot \
    && install --directory --owner bot --group bot /state
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY content /app/content
COPY LICENSE NOTICE /app/
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BOT_CONTENT_DIR=/app/content \
    BOT_STATE_DIR=/state \
    BOT_HTTP_PORT=8080
WORKDIR /app
USER 10001:10001
VOLUME /state
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['BOT_HTTP_PORT'] + '/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
