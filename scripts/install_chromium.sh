#!/bin/sh
# Installs Debian's Chromium for the browser tests, where that is possible: on Debian, as root.
# Elsewhere those tests are skipped; with CI set a missing Chromium is an error.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done

if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    export DEBIAN_FRONTEND=noninteractive
    # The fonts are for screenshots: without them Arabic and Chinese are boxes.
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk >/dev/null
    exit 0
fi

if [ -n "${CI:-}" ]; then
    echo "Chromium is missing and cannot be installed here: CI does not skip the browser tests." >&2
    exit 1
fi
echo "Chromium is not installed: the browser tests will be skipped."
