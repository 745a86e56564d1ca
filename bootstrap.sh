#!/bin/sh
# Make this checkout ready to run: a virtual environment with exactly what requirements.lock names.
# Nothing is done when it is ready already. Usage: sh bootstrap.sh
set -eu
cd "$(dirname "$0")"

UV="uv==0.13.9"
# Libraries that the installed programs use, and the Debian or Ubuntu packages that hold them.
LIBRARIES="libz.so.1:zlib1g libgobject-2.0.so.0:libpangoft2-1.0-0 libfontconfig.so.1:libpangoft2-1.0-0
  libpango-1.0.so.0:libpangoft2-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0
  libharfbuzz.so.0:libharfbuzz-subset0 libharfbuzz-subset.so.0:libharfbuzz-subset0"

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

find_python() {
  if [ -n "${PYTHON:-}" ] && ! recent "$PYTHON"; then
    say "PYTHON names $PYTHON, which does not run or is older than 3.12; looking for another." >&2
  fi
  for found in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.14 python3; do
    if recent "$found"; then say "$found"; return; fi
  done
  for folder in "${PYENV_ROOT:-${HOME:-/}/.pyenv}"/versions/3.13.* "${PYENV_ROOT:-${HOME:-/}/.pyenv}"/versions/3.12.*; do
    if [ -x "$folder/bin/python3" ] && recent "$folder/bin/python3"; then say "$folder/bin/python3"; return; fi
  done
  return 1
}

# Install Debian packages as root, or say the line that does.
install_packages() {
  why=$1; shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "$why Installing $*."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null ||
      stop "$why Installing failed; run: apt-get install --no-install-recommends $*"
  else
    stop "$why Run: sudo apt-get install --no-install-recommends $*"
  fi
}

make_environment() {
  python=$(find_python) || stop "Rollbook needs Python 3.12 or newer, and none was found. Install it (Debian 13 and Ubuntu 24.04: sudo apt-get install python3 python3-venv), or run: PYTHON=/path/to/python3 sh bootstrap.sh"
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    install_packages "This Python lacks its venv module." \
      "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  fi
  say "Making .venv with $("$python" --version)."
  rm -rf .venv
  "$python" -m venv .venv || { rm -rf .venv; stop "The virtual environment could not be made in $PWD/.venv."; }
}

install_locked() {
  say "Installing what requirements.lock names."
  rm -f .venv/installed.lock
  if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then make_environment; fi # Half made.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "$UV" ||
    stop "uv could not be installed; is the package registry within reach?"
  .venv/bin/python -m uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock ||
    stop "The packages of requirements.lock could not be installed; is the package registry within reach?"
  install_libraries
  cp requirements.lock .venv/installed.lock
}

# The libraries that the embedded servers are linked to and that are missing here.
missing_for_servers() {
  command -v ldd >/dev/null 2>&1 || return 0
  find .venv/lib -type f \( -name postgres -o -name initdb -o -name valkey-server \) -exec ldd {} + 2>/dev/null |
    awk '/not found/ {print $1}'
}

# The libraries that PDFs are drawn with, opened by name as the program that draws them does.
missing_for_pages() {
  .venv/bin/python - <<'PYTHON'
import ctypes, sys
drawing = "gobject-2.0.so.0 pango-1.0.so.0 pangoft2-1.0.so.0 harfbuzz.so.0 harfbuzz-subset.so.0 fontconfig.so.1"
for name in drawing.split() if sys.platform == "linux" else []:
    try:
        ctypes.CDLL("lib" + name)
    except OSError:
        print("lib" + name)
PYTHON
}

install_libraries() {
  packages=
  for library in $({ missing_for_servers; missing_for_pages; } | sort -u); do
    for pair in $LIBRARIES; do
      if [ "${pair%%:*}" != "$library" ]; then continue; fi
      case " $packages " in *" ${pair#*:} "*) ;; *) packages="$packages ${pair#*:}" ;; esac
    done
  done
  # Package names hold no spaces, so they may split here.
  # shellcheck disable=SC2086
  if [ -n "$packages" ]; then install_packages "A system library is missing." $packages; fi
}

# One at a time: whoever comes second waits and then finds it done.
exec 9<.
if command -v flock >/dev/null 2>&1; then flock 9; fi
if ! recent .venv/bin/python; then make_environment; fi
if ! cmp -s requirements.lock .venv/installed.lock; then install_locked; fi
exec 9<&-
