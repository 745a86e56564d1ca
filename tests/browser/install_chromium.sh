#!/bin/sh
# Install the browser of the browser tests where it is missing, or say the line that does.
set -eu
if [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1; then exit; fi
packages="chromium fonts-liberation"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  printf '%s\n' "Installing $packages for the browser tests."
  apt-get update -qq >/dev/null
  # Package names hold no spaces, so they may split here.
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null && exit
fi
printf '%s\n' "The browser tests need Chromium. Run: sudo apt-get install --no-install-recommends $packages" \
  "or let CHROMIUM name the program, or leave those tests out: ./test --quick" >&2
exit 1
