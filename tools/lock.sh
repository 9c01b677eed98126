#!/bin/sh
# Resolves what pyproject.toml asks for into requirements/*.txt: exact versions for every
# platform and Python >= 3.11, with hashes, and without the address of any package index.
# Usage: tools/lock.sh [--upgrade]; without it, versions stay where they still fit.
set -eu

command -v uv >/dev/null 2>&1 || { echo "zhida: needs uv to lock dependencies" >&2; exit 1; }

lock() {
    name=$1
    shift
    echo "requirements/$name.txt"
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes \
        --custom-compile-command "make lock" "$@" --output-file "requirements/$name.txt" >/dev/null
}

# dev first: the others keep to its versions, so that one environment can hold them all.
lock dev --group dev "$@"
lock runtime --constraints requirements/dev.txt "$@"
lock bench --group bench --constraints requirements/dev.txt "$@"
lock fuzz --group fuzz --constraints requirements/dev.txt "$@"
lock spark --extra spark --constraints requirements/dev.txt "$@"
echo "requirements/build.txt"
uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --custom-compile-command "make lock" \
    --group build --constraints requirements/dev.txt "$@" --output-file requirements/build.txt >/dev/null
