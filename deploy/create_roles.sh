#!/bin/sh
# Make the database and its roles when the server of docker-compose.yml starts for the first time.
set -eu
psql --username "${POSTGRES_USER:-postgres}" --no-psqlrc --set ON_ERROR_STOP=1 \
  --set owner_password="$OWNER_PASSWORD" --set application_password="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE retention_purge NOLOGIN;
CREATE ROLE rollbook_owner LOGIN PASSWORD :'owner_password' IN ROLE retention_purge;
CREATE ROLE rollbook_app LOGIN PASSWORD :'application_password';
CREATE DATABASE rollbook OWNER rollbook_owner;
SQL
