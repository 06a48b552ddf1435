#!/bin/sh
# install-deps.sh: install the Debian packages that building and testing need, and say nothing
# where all are there. The list with the reason for each is docs/DEPENDENCIES.md.
set -eu

packages="gcc libc6-dev meson ninja-build pkg-config python3
libsqlite3-dev libbrotli-dev libcurl4-openssl-dev libdeflate-dev nettle-dev zlib1g-dev libzstd-dev libutf8proc-dev libstemmer-dev libjansson-dev libsodium-dev
libmicrohttpd-dev libcmocka-dev mandoc curl openssl nghttp2-server"

if ! command -v dpkg-query >/dev/null 2>&1; then
	command -v meson >/dev/null 2>&1 && exit 0
	echo "install-deps: not a Debian system; install what these packages hold:" $packages >&2
	exit 1
fi

missing=
for p in $packages; do
	dpkg-query -W -f '${db:Status-Status}\n' "$p" 2>/dev/null | grep -qx installed || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "install-deps: run as root: apt-get install$missing" >&2
		exit 1
	fi
	as_root=sudo
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -q update
# shellcheck disable=SC2086 # a list of words
$as_root apt-get -qy --no-install-recommends install $missing
