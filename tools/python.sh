#!/bin/sh
# Prints the first Python on this machine that is 3.11 or newer and can make a virtual environment.
set -eu

for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done

echo "No Python 3.11 or newer with its venv module was found." >&2
echo "Install one (on Debian 12 or later: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3" >&2
exit 1
