# Rollbook for production: one image for web, worker, beat and the preparing of the database.
FROM python:3.13-slim AS packages
WORKDIR /build
COPY requirements.lock ./
COPY deploy/production_requirements.py deploy/
RUN python deploy/production_requirements.py > production.lock \
 && pip install --no-cache-dir uv==0.13.9 \
 && python -m venv /opt/rollbook \
 && uv pip sync --python /opt/rollbook/bin/python --require-hashes production.lock

FROM python:3.13-slim
# What WeasyPrint draws letters with.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rollbook
COPY --from=packages /opt/rollbook /opt/rollbook
WORKDIR /srv/rollbook
COPY . .
ENV PATH=/opt/rollbook/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=attendance_site.settings \
    STATIC_DIR=/srv/static \
    WEB_ADDRESS=0.0.0.0 \
    WEB_PORT=8000
# Style sheets and scripts get their names here; no setting of production is needed for it.
RUN ENVIRONMENT=demo LOCAL_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf /tmp/build
# A volume that is mounted here takes over owner and rights.
RUN install --directory --owner=rollbook --group=rollbook --mode=0700 /srv/uploads /srv/kept
USER rollbook
EXPOSE 8000
CMD ["python", "-m", "attendance_site.serving"]
