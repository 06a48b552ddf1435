"""serving: starts `warta serve` on an archive of its own for a test, and asks it things. Standard
library alone; a test prints its results by ok() and finish() of tap."""
import gzip
import http.client
import http.server
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
from tap import finish, ok  # noqa: E402, F401


class Answer:
    def __init__(self, response, body):
        self.status, self.headers = response.status, response.headers
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self.body = body
        self.text = body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.text)


class Desk:
    """A running desk over an archive that holds `lines`, articles as docs/json.md has them."""

    def __init__(self, warta, lines, options=(), paths=(), users=(), started=True):
        self.folder = tempfile.mkdtemp(prefix="warta-serve.")
        self.archive = os.path.join(self.folder, "archive")
        # WARTA_WRAP is a command that runs the program, such as valgrind.
        self.warta = [*shlex.split(os.environ.get("WARTA_WRAP", "")), warta, "-C", self.archive]
        if lines:
            self.run("add", "-", text="\n".join(json.dumps(line) for line in lines) + "\n")
        if paths:
            self.run("add", *paths)
        for name, role, password in users:
            self.run("user", f"--role={role}", "add", name, text=password + "\n")
        self.options = options
        if started:
            self.start()

    def start(self):
        self.process = subprocess.Popen(
            [*self.warta, "serve", "--port=0", "--quiet", *self.options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        match = re.search(r"http://[\d.]+:(\d+)/", self.process.stdout.readline())
        self.port = int(match[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def run(self, *args, text=None):
        return subprocess.run([*self.warta, *args], input=text, text=True,
                              capture_output=True, check=True, timeout=60).stdout

    def ask(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = urllib.parse.urlencode(body, doseq=True)
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = Answer(response, response.read())
        connection.close()
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def raw(self, data, timeout=2):
        """Bytes as they are; all that comes back before the other side closes."""
        out = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as s:
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                while piece := s.recv(65536):
                    out += piece
            except OSError:
                pass  # it closed, or waits for more: then nothing more comes
        return out

    def settle(self):
        """Until the desk asks no sources any more: the stream that tells of it has an end."""
        self.get("/fetching")

    def token(self):
        return re.search(r'data-token="(\w*)"', self.get("/").text)[1]

    def post(self, path, **fields):
        return self.ask("POST", path, {"token": self.token(), "back": "/", **fields})

    def pause(self):
        """End the server, keep the archive for start(); the exit code, which must be 0 if wrapped."""
        self.process.terminate()
        code = self.process.wait(timeout=20)
        if code and os.environ.get("WARTA_WRAP"):
            print(f"not ok - the server ended with {code}:\n{self.process.stderr.read()}")
            sys.exit(1)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def stop(self):
        code = self.pause()
        shutil.rmtree(self.folder)
        return code


class Feeds(http.server.BaseHTTPRequestHandler):
    """/NAME is a feed NAME of `n_items` entries, an hour apart; the first says `edition`, too."""
    n_items, edition = 2, ""

    def do_GET(self):
        name = self.path.strip("/")
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        items = "".join(
            f"<item><title>{name} &amp; report {n}</title><link>http://127.0.0.1:9/{name}/{n}</link>"
            f"<guid>{name}-{n}</guid><pubDate>{1 + n // 24:02} Mar 2024 {n % 24:02}:00:00 GMT</pubDate>"
            f"<description>The council of {name} met for the {n}. time and spoke about the harbour. "
            f"{self.edition if n == 1 else ''} {'It went on for long. ' * 40}</description></item>"
            for n in range(1, 1 + self.n_items))
        body = (f'<rss version="2.0"><channel><title>{name} News</title><link>http://{name}.example/'
                f"</link>{items}</channel></rss>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Client:
    """A program that speaks the Google Reader API, logged in."""
    def __init__(self, desk, base=""):
        self.desk, self.base = desk, base
        self.log_in()

    def log_in(self):
        answer = self.desk.ask("POST", f"{self.base}/accounts/ClientLogin", {"Email": "a", "Passwd": "b"})
        self.auth = re.search(r"^Auth=(.*)$", answer.text, re.M)[1]
        self.head = {"Authorization": f"GoogleLogin auth={self.auth}"}

    def get(self, path, **params):
        query = urllib.parse.urlencode(params, doseq=True)
        return self.desk.ask("GET", f"{self.base}/reader/api/0/{path}?output=json&{query}",
                             headers=self.head)

    def post(self, path, **params):
        return self.desk.ask("POST", f"{self.base}/reader/api/0/{path}", params, self.head)

    def ids(self, **params):
        return [r["id"] for r in self.get("stream/items/ids", **params).json()["itemRefs"]]

    def feeds(self):
        return self.get("subscription/list").json()["subscriptions"]
