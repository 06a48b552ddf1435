#!/usr/bin/env python3
"""browser-payloads.py WARTA [BROWSER]: loads the markup of tests/tables/payloads.txt in a headless
Chromium, as it is and as the sanitiser leaves it in a feed, with nothing that forbids scripts,
clicks on whatever can be clicked, and says what ran. For development: no test needs a browser."""
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading

warta, browser = sys.argv[1], (sys.argv[2:] or ["chromium"])[0]
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def unescaped(line):
    """The payload that a line of the file stands for."""
    known = {b"t": b"\t", b"n": b"\n", b"\\": b"\\"}
    text = re.sub(rb"\\(x[0-9a-f]{2}|[tn\\])",
                  lambda m: known.get(m[1]) or bytes([int(m[1][1:], 16)]), line.encode())
    return text.decode("utf-8", "replace")


with open(f"{top}/tests/tables/payloads.txt", encoding="utf-8") as f:
    payloads = [unescaped(line.rstrip("\n")) for line in f if not line.startswith("#")]

# Each in a frame of its own, whose alert tells; then what waits for a hand is touched.
PAGE = """<!doctype html><meta charset=utf-8><div id=frames></div><script>
const all = JSON.parse(document.getElementById('all').textContent), ran = new Set();
async function one(i) {
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-scripts allow-same-origin allow-forms';
  frame.srcdoc = '<script>window.alert = () => parent.tell(' + i + ')<\\/script>' + all[i];
  document.getElementById('frames').append(frame);
  await new Promise(done => setTimeout(done, 700));
  const inside = frame.contentDocument;
  for (const e of inside ? inside.querySelectorAll('body *') : []) {
    for (const type of ['click', 'mouseover', 'pointerenter', 'focus', 'animationstart',
                        'transitionend'])
      e.dispatchEvent(new MouseEvent(type, {bubbles: true, cancelable: true}));
  }
  await new Promise(done => setTimeout(done, 300));
  frame.remove();
}
window.tell = i => { ran.add(i); };
(async () => {
  for (let i = 0; i < all.length; i += 24)
    await Promise.all([...Array(24).keys()].filter(k => i + k < all.length).map(k => one(i + k)));
  await fetch('/', {method: 'POST', body: JSON.stringify([...ran])});
})();
</script>"""


class Server(http.server.ThreadingHTTPServer):
    """Gives the page, and takes what it found."""
    page, found, ended = b"", None, threading.Event()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page if self.path == "/" else b"")

    def do_POST(self):
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.ended.set()

    def log_message(self, *args):
        pass


def run(markup, folder):
    """Numbers of those that ran."""
    data = json.dumps(markup).replace("<", "\\u003c")
    server = Server(("127.0.0.1", 0), Handler)
    given = f'<script type="application/json" id=all>{data}</script>'
    server.page = PAGE.replace("<div", given + "<div", 1).encode()
    server.ended.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    child = subprocess.Popen([browser, "--headless", "--no-sandbox", "--disable-gpu",
                              "--no-first-run", f"--user-data-dir={folder}/browser",
                              f"http://127.0.0.1:{server.server_address[1]}/"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ended = server.ended.wait(400)
    child.terminate()
    child.wait()
    server.shutdown()
    if not ended:
        sys.exit(f"{browser} did not end")
    return server.found


with tempfile.TemporaryDirectory(prefix="warta-browser.") as folder:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x",
            "items": [{"id": str(i), "content_html": p} for i, p in enumerate(payloads)]}
    with open(f"{folder}/feed.json", "w", encoding="utf-8") as f:
        json.dump(feed, f)
    told = subprocess.run([warta, "feed", "--json", f"{folder}/feed.json"], check=True,
                          capture_output=True)
    entries = {e.get("id"): e.get("content", "") for e in json.loads(told.stdout)["entries"]}
    clean = [entries.get(str(i), "") for i in range(len(payloads))]
    as_is, cleaned = run(payloads, folder), run(clean, folder)
    left = sum(1 for c in clean if c)
    print(f"{len(payloads)} payloads: {len(as_is)} ran as they are, {len(cleaned)} sanitised "
          f"({left} left something)")
    for i in cleaned:
        print(f"ran: {payloads[i]!r}\n as: {clean[i]!r}")
    sys.exit(1 if cleaned or not as_is else 0)
