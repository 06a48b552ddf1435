#!/usr/bin/env python3
"""A server for tests of fetching, and the cases that say what it answers.

    origin.py WARTA RESOLVER.so CLOCK.so CASE.test...        prints TAP

A case file holds cases; each begins with a line "=== what it shows" and has parts, of which those
that do something or look at something are taken in their order:

    --- /path                   an answer: status line, header lines, blank line, body. Several for
                                one path are given one after the other, the last again and again;
                                what has no answer is 404 (and "/robots.txt" too).
    --- run                     commands of warta, one a line; "{base}" is the server's address,
                                "{port}" its port. Behind "!" a command may fail; else it must not. Behind
                                "at TIME" (RFC 3339 without zone; UTC) it takes the time to be that.
                                "{tls}" is the port of the same server over TLS, with a certificate
                                for nusa.example, "{ca}" the file with its authority's. The server
                                is an HTTP proxy, too, for names that end in "example".
                                "rebuilds" is no command: rebuild, check, and all that is told
                                of articles, versions and withdrawals is the same.
    --- requests                "GET /path" of each request in order ("proxy GET http://..." and
                                "proxy CONNECT HOST:PORT" where it came as to a proxy), with the headers
                                If-None-Match, If-Modified-Since, Authorization, Cookie where they
                                came, and User-Agent where it is not warta's own. "socks NAME:PORT"
                                where the server was asked as a SOCKS5 proxy.
                                "any order" in the first line: sorted; "paced": no two within half
                                a second (a second is kept; a busy machine sees it as less). All
                                since the beginning, or since the last such part.
    --- says                    lines that stand in what the last command printed
    --- says not                lines that do not
    --- rows                    titles of all articles, sorted
    --- secrets                 what stands in no record that was kept
    --- hosts                   names and addresses: see resolver.c

An answer's header "X-Origin" is not sent; it says how: gzip, chunked, slow (a byte a second),
endless, bomb (a megabyte that unpacks to a thousand), short (half of the body, then closed),
header (a header without end), empty (closed without an answer), latin1 (the body's encoding).
Fetching verbs get --no-delay and loopback allowed, unless the command has an option --allow or
begins with "strict".
"""
import calendar
import csv
import glob
import gzip
import io
import json
import os
import re
import select
import shlex
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib


def read_cases(path):
    """[(name, [(part, text)])]"""
    cases = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("=== "):
            cases.append((line[4:].strip(), []))
        elif line.startswith("--- "):
            cases[-1][1].append([line[4:].strip(), ""])
        elif cases and cases[-1][1]:
            cases[-1][1][-1][1] += line
    return cases


class Authority:
    """A certificate authority, and a certificate for nusa.example that it signed."""

    def __init__(self, folder):
        self.ca, self.cert, self.key = (f"{folder}/{f}" for f in ("ca.pem", "pem", "key"))
        new = ["req", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        with open(f"{folder}/names", "w") as f:
            f.write("subjectAltName=DNS:nusa.example")
        for words in (new + ["-x509", "-subj", "/CN=Authority of tests", "-days", "3650",
                             "-keyout", f"{folder}/ca.key", "-out", self.ca],
                      new + ["-subj", "/CN=nusa.example", "-keyout", self.key,
                             "-out", f"{folder}/csr"],
                      ["x509", "-req", "-in", f"{folder}/csr", "-CA", self.ca, "-CAkey",
                       f"{folder}/ca.key", "-CAcreateserial", "-days", "30", "-extfile",
                       f"{folder}/names", "-out", self.cert]):
            subprocess.run(["openssl", *words], check=True, capture_output=True)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 512

    def __init__(self, answers, authority=None, plain=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.lock = answers, threading.Lock()
        self.log = plain.log if plain else []
        self.times = plain.times if plain else []
        self.port, self.plain, self.secure = self.server_address[1], plain or self, None
        if plain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(authority.cert, authority.key)
            self.socket = context.wrap_socket(self.socket, server_side=True,
                                              do_handshake_on_connect=False)
        elif authority:
            self.secure = Server(answers, authority, self)
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        if self.secure:
            self.secure.close()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is part of the tests

    def next_answer(self, path):
        with self.lock:
            of_path = self.answers.get(path)
            if not of_path:
                return "HTTP/1.1 404 Not Found\n\nnot here"
            return of_path.pop(0) if len(of_path) > 1 else of_path[0]


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while self.one():
            pass

    def socks(self):
        """SOCKS5 (RFC 1928) to this server itself, for names; none are looked up here."""
        self.rfile.read(self.rfile.read(2)[1])
        self.wfile.write(b"\5\0")
        kind = self.rfile.read(4)[3]
        name = self.rfile.read(self.rfile.read(1)[0] if kind == 3 else 4)
        port = int.from_bytes(self.rfile.read(2), "big")
        told = name.decode() if kind == 3 else ".".join(map(str, name))
        with self.server.lock:
            self.server.log.append(f"socks {told}:{port}")
        self.wfile.write(b"\5\0\0\1\0\0\0\0\0\0")

    def one(self):
        if self.rfile.peek(1)[:1] == b"\5":
            self.socks()
        line = self.rfile.readline().decode("latin-1").split()
        if len(line) != 3:
            return False
        headers = {}
        while True:
            text = self.rfile.readline().decode("latin-1").rstrip("\r\n")
            if not text:
                break
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        told = " ".join(f"{h}: {headers[h]}" for h in
                        ("if-none-match", "if-modified-since", "authorization", "cookie",
                         "user-agent") if not headers.get(h, "warta/").startswith("warta/"))
        proxy = "proxy " if not line[1].startswith("/") else ""
        with self.server.lock:
            self.server.times.append(time.monotonic())
            self.server.log.append(self.filled_back(f"{proxy}{line[0]} {line[1]}") +
                                   (f" {told}" if told else ""))
        if line[0] == "CONNECT":
            return self.tunnel(*line[1].rsplit(":", 1))
        return self.answer(self.server.next_answer(re.sub("^http://[^/]*", "", line[1])))

    def filled_back(self, text):
        """Ports as the cases call them."""
        plain = self.server.plain
        text = text.replace(f":{plain.port}", ":{port}")
        return text.replace(f":{plain.secure.port}", ":{tls}") if plain.secure else text

    def tunnel(self, host, port):
        if not host.endswith("nusa.example"):
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                             b"Location: http://nusa.example/\r\nContent-Length: 4\r\n\r\nno.\n")
            return False
        self.wfile.write(b"HTTP/1.1 200 Here you are\r\nX-Proxy: yes\r\n\r\n")
        with socket.create_connection(("127.0.0.1", int(port))) as there:
            ends = {self.connection: there, there: self.connection}
            while True:
                for end in select.select(list(ends), [], [], 10)[0] or [None]:
                    data = end and end.recv(65536)
                    if not data:
                        return False
                    ends[end].sendall(data)

    def answer(self, text):
        text = filled(text, self.server.plain)
        head, _, body = text.partition("\n\n")
        how = re.search(r"(?m)^X-Origin: (.*)\n?", head + "\n")
        how = how[1].split() if how else []
        lines = [l for l in head.split("\n") if l and not l.startswith("X-Origin:")]
        body = body.encode("latin-1" if "latin1" in how else "utf-8")
        out = lambda b: (self.wfile.write(b), self.wfile.flush())
        if "empty" in how:
            return False
        if "gzip" in how:
            body = gzip.compress(body)
            lines.append("Content-Encoding: gzip")
        if "bomb" in how:
            pack = zlib.compressobj(9, zlib.DEFLATED, 31)
            body = b"".join(pack.compress(bytes(1 << 20)) for _ in range(1000)) + pack.flush()
            lines.append("Content-Encoding: gzip")
        if "header" in how:
            out(("\r\n".join(lines) + "\r\n").encode())
            while True:
                out(b"X-More: " + b"x" * 8000 + b"\r\n")
        if "chunked" in how:
            half = len(body) // 2
            body = b"".join(b"%x\r\n%s\r\n" % (len(p), p)
                            for p in (body[:half], body[half:]) if p) + b"0\r\n\r\n"
            lines.append("Transfer-Encoding: chunked")
        elif not any(l.lower().startswith("content-length:") for l in lines) and \
                not {"slow", "endless"} & set(how) and " 304 " not in lines[0]:
            lines.append(f"Content-Length: {len(body)}")
        out(("\r\n".join(lines) + "\r\n\r\n").encode())
        if "slow" in how:
            for byte in body:
                out(bytes([byte]))
                time.sleep(1)
            return False
        while "endless" in how:
            out(b"x" * 65536)
        if "short" in how:
            out(body[:len(body) // 2])
            return False
        if " 304 " not in lines[0]:
            out(body)
        return "close" not in how


def filled(text, server, ca=""):
    text = text.replace("{base}", f"http://127.0.0.1:{server.port}").replace("{ca}", ca)
    if server.secure:
        text = text.replace("{tls}", str(server.secure.port))
    return text.replace("{port}", str(server.port))


class Case:
    def __init__(self, warta, resolver, clock, authority, parts):
        self.warta, self.clock, self.said, self.wrong = warta, clock, "", []
        self.env = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8", NO_COLOR="1", COLUMNS="100")
        self.parts, answers = [], {}
        for part, text in parts:
            if part.startswith("/"):
                answers.setdefault(part, []).append(text.rstrip("\n") + "\n")
            elif part == "hosts":
                self.env["LD_PRELOAD"] = resolver
                self.env["WARTA_HOSTS"] = ",".join(text.split())
            else:
                self.parts.append((part, text))
        self.authority = authority
        self.server = Server(answers, authority)

    def filled(self, text):
        return filled(text, self.server, self.authority.ca if self.authority else "")

    def ask(self, *words, **env):
        return subprocess.run([self.warta, *words], env=dict(self.env, **env), cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def command(self, line):
        words, env = shlex.split(self.filled(line)), {}
        if words[0] == "at":
            at = calendar.timegm(time.strptime(words[1], "%Y-%m-%dT%H:%M:%S"))
            env = {"WARTA_CLOCK": str(at), "LD_PRELOAD":
                   ":".join(filter(None, (self.env.get("LD_PRELOAD"), self.clock)))}
            words = words[2:]
        strict = words[0] == "strict"
        if strict:
            words.pop(0)
        if words[0] in ("fetch", "watch", "subscribe") and not strict:
            words.insert(1, "--no-delay")
            if not any(w.startswith("--allow") for w in words):
                words.insert(1, "--allow=127.0.0.0/8")
        return self.ask(*words, **env)

    def run(self):
        """What is wrong, as lines."""
        with tempfile.TemporaryDirectory(prefix="warta-origin.") as self.folder:
            self.env["WARTA_ARCHIVE"] = self.folder + "/archive"
            for part, text in self.parts:
                steps[part](self, text)
        self.server.close()
        return self.wrong

    def run_commands(self, text):
        for line in text.strip().split("\n"):
            if line == "rebuilds":
                self.check_rebuild()
                continue
            done = self.command(line.lstrip("! "))
            self.said = (done.stdout + done.stderr).decode()
            if done.returncode < 0 or (done.returncode and not line.startswith("!")):
                self.wrong.append(f"'{line}' gave {done.returncode}: {self.said}")

    def wanted(self, text):
        return [l for l in self.filled(text).split("\n") if l]

    def history(self):
        """All that is told of articles, in all their states."""
        told = [self.ask("export").stdout, self.ask("changes", "--all", "--format=json").stdout]
        for line in told[0].splitlines():
            article = json.loads(line)
            for n in range(article.get("versions", 1)):
                told.append(self.ask("show", f"--version={n + 1}", article["id"]).stdout)
        return told

    def check_rebuild(self):
        before = self.history()
        for verb in ("rebuild", "check"):
            done = self.ask(verb)
            if done.returncode:
                self.wrong.append(f"'{verb}' gave {done.returncode}: {done.stderr.decode()}")
        after = self.history()
        if before != after:
            self.wrong.append(f"rebuilt, it is another history: {before} became {after}")

    def check_rows(self, text):
        told = io.StringIO(self.ask("export", "--format=csv").stdout.decode())
        rows = sorted(r["title"] for r in csv.DictReader(told))
        if rows != sorted(self.wanted(text)):
            self.wrong.append(f"rows: want {sorted(self.wanted(text))}, got {rows}")

    def check_secrets(self, text):
        for path in glob.glob(self.folder + "/archive/warc/*"):
            for line in self.wanted(text):
                if line.encode() in gzip.open(path).read():
                    self.wrong.append(f"'{line}' stands in {path}")

    def check_requests(self, text):
        want, got = [l for l in text.split("\n") if l], self.server.log[:]
        times = self.server.times[:]
        del self.server.log[:], self.server.times[:]
        if want and want[0] == "paced":
            del want[0]
            if any(b - a < 0.5 for a, b in zip(times, times[1:])):
                self.wrong.append(f"requests at {times}")
        if want and want[0] == "any order":
            want, got = sorted(want[1:]), sorted(got)
        if want != got:
            self.wrong.append(f"requests: want {want}, got {got}")

    def check_says(self, text):
        for line in self.wanted(text):
            if line not in self.said:
                self.wrong.append(f"does not say '{line}', but: {self.said}")

    def check_says_not(self, text):
        for line in self.wanted(text):
            if line in self.said:
                self.wrong.append(f"says '{line}': {self.said}")


steps = {"run": Case.run_commands, "requests": Case.check_requests, "rows": Case.check_rows,
         "secrets": Case.check_secrets, "says": Case.check_says, "says not": Case.check_says_not}


def main():
    warta, resolver, clock, *paths = sys.argv[1:]
    n = bad = 0
    folder = tempfile.TemporaryDirectory(prefix="warta-authority.")
    authority = None
    for path in paths:
        for name, parts in read_cases(path):
            n += 1
            secure = any("{tls}" in text for _, text in parts)
            if secure and not shutil.which("openssl"):
                print(f"ok {n} - {name} # SKIP openssl is not installed", flush=True)
                continue
            if secure and not authority:
                authority = Authority(folder.name)
            wrong = Case(warta, resolver, clock, authority if secure else None, parts).run()
            bad += bool(wrong)
            for line in "\n".join(wrong).split("\n") if wrong else []:
                print(f"# {line}")
            print(f"{'not ' if wrong else ''}ok {n} - {name}", flush=True)
    print(f"1..{n}")
    sys.exit(bad > 0)


main()
