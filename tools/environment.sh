#!/bin/sh
# Makes the virtual environment in .venv with the first Python >= 3.11 that can,
# and says in one line what is missing where it can't.
# Usage: tools/environment.sh [FOLDER]; PYTHON=… names the interpreter to take.
set -eu

folder=${1:-.venv}
wanted='import sys; sys.exit(sys.version_info < (3, 11))'

stop() {
    printf 'zhida: %s\n' "$*" >&2
    exit 1
}

recent() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c "$wanted" >/dev/null 2>&1
}

# `python3` first: it is the one its user means. The rest are looked at when it is too old.
candidates=${PYTHON:-"python3 python3.11 python3.12 python3.13 python3.14 python"}
usable=
for python in $candidates; do
    if recent "$python"; then
        usable="$usable $python"
    fi
done
[ -n "$usable" ] || stop "needs Python 3.11 or newer; looked for: $candidates"

for python in $usable; do
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv --clear "$folder" && exit 0
        stop "$python could not make $folder: is there room on the disk, and may you write here?"
    fi
done

# Debian ships Python without ensurepip; a pip of its own can fill an empty environment.
for python in $usable; do
    if "$python" -c 'import venv, pip; from importlib.metadata import version
raise SystemExit(tuple(map(int, version("pip").split(".")[:2])) < (22, 3))' >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip "$folder" \
            && "$python" -m pip --python "$folder/bin/python" install --quiet pip && exit 0
        stop "$python could not put pip into $folder: is the package index reachable?"
    fi
done

first=${usable# }
first=${first%% *}
version=$("$first" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
stop "Python $version at $(command -v "$first") has no venv with pip: install python$version-venv (Debian, Ubuntu) or a full Python"
