# Two stages: one builds the front-end and the wheel with the pinned tools, the other holds Python and Deskbell alone.
ARG PYTHON=python:3.13-slim-bookworm

FROM ${PYTHON} AS build
WORKDIR /src
COPY . .
RUN python3 scripts/setup.py run frontend \
 && .venv/bin/uv build --quiet --offline --wheel --out-dir /wheel \
 && python3 -m venv --without-pip /opt/deskbell \
 && .venv/bin/uv pip install --quiet --system-certs --python /opt/deskbell/bin/python --require-hashes -r requirements/run.txt \
 && .venv/bin/uv pip install --quiet --offline --no-deps --python /opt/deskbell/bin/python /wheel/*.whl \
 && python3 -m compileall -q --invalidation-mode unchecked-hash /opt/deskbell/lib

FROM ${PYTHON}
RUN groupadd --gid 10001 deskbell \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin deskbell \
 && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /opt/deskbell /opt/deskbell
# MALLOC_MMAP_THRESHOLD_: what a sign-in hashes with (9 MB) goes back to the system afterwards.
ENV PATH=/opt/deskbell/bin:/usr/local/bin:/usr/bin:/bin \
    HOST=0.0.0.0 PORT=8000 DESKBELL_DATA=/data LOG_FORMAT=json \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MALLOC_MMAP_THRESHOLD_=262144
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# In the shell, because a second Python would weigh a quarter of the server.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
CMD ["deskbell", "serve"]
