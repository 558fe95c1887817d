#!/bin/sh
# Prints the path of a Chromium: one that is installed, else Debian's, which it installs when it may.
set -eu

find_chromium() {
    for candidate in ${BASING_CHROMIUM:-} chromium chromium-browser google-chrome-stable google-chrome; do
        command -v "$candidate" && return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

install_chromium() {
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends chromium
}

if find_chromium; then
    exit 0
fi

if may_install && install_chromium >&2 && find_chromium; then
    exit 0
fi

echo "The tests in tests/browser need Chromium, and none was found." >&2
echo "Install it (on Debian: apt-get install chromium; on macOS or Windows: Google Chrome or Chromium)," >&2
echo "then run this again, or say where it is: make test BASING_CHROMIUM=/path/to/chromium" >&2
exit 1
