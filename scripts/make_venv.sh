#!/bin/sh
# Makes .venv and puts the pinned uv into it, on a machine that has only python3.
#
# Debian splits venv's pip out of python3: there `python3 -m venv` fails until python3-venv is
# installed, which root may do. Everyone else is told what to install.
set -eu

venv=$1
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || {
    echo "Quicksilver needs Python 3.11, 3.12 or 3.13; $python is $("$python" --version 2>&1)." >&2
    echo "Name another one with: make setup PYTHON=python3.12" >&2
    exit 1
}

make_venv() {
    rm -rf "$venv"
    "$python" -c 'import ensurepip' 2>/dev/null && "$python" -m venv "$venv"
}

make_venv_without_ensurepip() {
    rm -rf "$venv"
    "$python" -m pip --version >/dev/null 2>&1 \
        && "$python" -m venv --without-pip "$venv" \
        && "$python" -m pip --python "$venv/bin/python" install --quiet pip
}

install_debian_package() {
    [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] || return 1
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
}

if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    make_venv || make_venv_without_ensurepip || { install_debian_package && make_venv; } || {
        echo "Cannot make a virtual environment: install your system's package for Python's venv" >&2
        echo "(Debian and Ubuntu: apt install python3-venv) and try again." >&2
        exit 1
    }
fi

# The block of requirements-dev.txt from "uv==" to its last hash.
sed -n '/^uv==/,/[^\\]$/p' requirements-dev.txt \
    | "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r /dev/stdin
