#!/bin/sh
# desk-pictures.sh PROGRAM: make the pictures of docs/desk.md again: the desk over the sample archive
# in headless Chromium. For whoever changes how it looks; not part of the build.
set -eu
warta=$1
cd "$(dirname "$0")/.."
command -v chromium >/dev/null || { echo "desk-pictures: install chromium" >&2; exit 1; }
work=$(mktemp -d)
trap 'kill "$desk" 2>/dev/null; rm -rf "$work"' EXIT
"$warta" -C "$work/archive" add samples/feeds samples/blogs samples/pages samples/edits.warc >/dev/null 2>&1
"$warta" -C "$work/archive" serve --quiet --port=0 >"$work/address" &
desk=$!
while ! grep -q http "$work/address"; do sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*' "$work/address")

# picture NAME WIDTH,HEIGHT PATH
picture() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--hide-scrollbars --user-data-dir="$work/chromium" --window-size="$2" \
		--screenshot="$PWD/docs/desk-$1.png" "$url$3" >/dev/null 2>&1
}
edited=$("$warta" -C "$work/archive" search --format=json is:edited |
	sed -n 's/.*"number":\([0-9]*\).*/\1/p' | head -n 1)
picture front 1000,600 /
picture story 1000,700 /story/1
picture versions 1000,600 "/article/$edited/versions?side=1"
picture search 1000,600 '/search?q=jembatan+OR+bridge'
picture phone 360,600 /
