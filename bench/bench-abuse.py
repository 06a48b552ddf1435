#!/usr/bin/env python3
"""bench-abuse: the desk under those who mean it harm.

    bench-abuse.py WARTA ARCHIVE [SECONDS]

Asks as fast as wrk (Debian's) can for SECONDS (60) over 64 connections; then holds 1,000 connections
that send a byte a second, 200 that ask for much and do not read it, and 200 that send 8 MB but for
the last byte; throws random bytes and huge
heads and bodies at it; and 10,000 wrong passwords at another with a user. Prints a line of
JSON for each: what others waited for /healthz meanwhile, and the server's own memory after it. It
must stand at the end: exit code 1 otherwise.
"""
import http.client
import json
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time


class Server:
    def __init__(self, warta, archive):
        self.process = subprocess.Popen([warta, "-C", archive, "serve", "--port=0", "--quiet"],
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline())[1])

    def ask(self, method="GET", path="/healthz", body=None, head=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        c.request(method, path, body, head or {})
        status = c.getresponse().status
        c.close()
        return status

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return round(int(re.search(r"RssAnon:\s+(\d+)", f.read())[1]) / 1024)

    def say(self, what, during, **more):
        """Run `during` and ask beside it whether others are served."""
        waits, peak, done = [], 0, threading.Event()

        def look():
            nonlocal peak
            while not done.is_set():
                begun = time.monotonic()
                waits.append((self.ask() == 200, 1000 * (time.monotonic() - begun)))
                peak = max(peak, self.memory_mb())
                done.wait(0.1)
        thread = threading.Thread(target=look)
        thread.start()
        more.update(during() or {})
        done.set()
        thread.join()
        times = sorted(t for _, t in waits)
        print(json.dumps({"what": what, **more, "others_served": all(ok for ok, _ in waits),
                          "others_p50_ms": round(times[len(times) // 2], 1),
                          "others_max_ms": round(times[-1], 1), "memory_peak_mb": peak,
                          "memory_after_mb": self.memory_mb()}), flush=True)


def saturate(server, seconds, path):
    out = subprocess.run(["wrk", "-t2", "-c64", f"-d{seconds}s", "--timeout", "20s",
                          f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True,
                         check=True).stdout
    found = re.search(r"(\d+) requests in ", out)
    errors = re.search(r"Non-2xx[^:]*: (\d+)|Socket errors: (.*)", out)
    return {"requests_a_second": round(int(found[1]) / seconds), "errors": errors[0] if errors else ""}


def hold(server, n, seconds, first, drip):
    """n connections that send `first`, then `drip` each second, and read nothing."""
    open_ones, closed = [], 0
    for _ in range(n):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.connect(("127.0.0.1", server.port))
        s.settimeout(5)
        try:
            s.sendall(first)
            open_ones.append(s)
        except OSError:
            closed += 1
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for s in open_ones[:]:
            try:
                if drip:
                    s.sendall(drip)
            except OSError:
                open_ones.remove(s)
                closed += 1
        time.sleep(1)
    for s in open_ones:
        s.close()
    return {"connections": n, "closed_by_it": closed}


def noise(server, n):
    dice, answered = random.Random(3), 0
    host = b"Host: 127.0.0.1\r\n"
    heads = [b"", b"GET / HTTP/1.1\r\n" + host, b"POST /mark HTTP/1.1\r\n" + host + b"Content-Length: 9999999999\r\n\r\n",
             b"POST /mark HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n",
             b"GET /" + b"../" * 3000 + b" HTTP/1.1\r\n" + host + b"\r\n", b"GET / HTTP/9.9\r\n\r\n",
             b"POST /reader/api/0/edit-tag HTTP/1.1\r\n" + host + b"Content-Length: 8000000\r\n\r\n" + b"i=1&" * 1000000]
    for _ in range(n):
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=0.5) as s:
                s.sendall(dice.choice(heads) + dice.randbytes(dice.choice([0, 20, 2000, 100000])))
                s.shutdown(socket.SHUT_WR)
                answered += len(s.recv(100)) > 0
        except OSError:
            pass
    return {"connections": n, "answered": answered}


def guarded(warta):
    """An archive of one article and one user."""
    folder = tempfile.mkdtemp(prefix="warta-abuse.")
    archive = os.path.join(folder, "archive")
    subprocess.run([warta, "-C", archive, "add", "-"], input=b'{"title":"One","text":"Two three."}\n',
                   stdout=subprocess.DEVNULL, check=True)
    subprocess.run([warta, "-C", archive, "user", "--role=admin", "add", "admin"],
                   input=b"correct horse\n", stdout=subprocess.DEVNULL, check=True)
    return folder, archive


def passwords(server, n):
    statuses = {}

    def work(count):
        for _ in range(count):
            status = server.ask("POST", "/accounts/ClientLogin", "Email=admin&Passwd=wrong")
            statuses[status] = statuses.get(status, 0) + 1
    crew = [threading.Thread(target=work, args=(n // 8,)) for _ in range(8)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return {"tries": n, "statuses": {str(k): v for k, v in statuses.items()}}


def main():
    warta, archive = sys.argv[1:3]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    server = Server(warta, archive)
    if shutil.which("wrk"):
        server.say("saturation: front", lambda: saturate(server, seconds, "/"))
        server.say("saturation: search", lambda: saturate(server, seconds // 3, "/search?q=a"))
    server.say("slow heads", lambda: hold(server, 1000, seconds // 2, b"GET / HTTP/1.1\r\nX: ", b"a"))
    ids = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20
    server.say("nobody reads", lambda: hold(server, 200, seconds // 4, ids, b""))
    half = b"POST /accounts/ClientLogin HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 8000000\r\n\r\n"
    server.say("half bodies", lambda: hold(server, 200, seconds // 4, half + b"a" * 7999999, b""))
    server.say("noise", lambda: noise(server, 2000))
    folder, other = guarded(warta)
    locked = Server(warta, other)
    locked.say("wrong passwords", lambda: passwords(locked, 10000))
    stands = all(s.process.poll() is None and s.ask() == 200 for s in (server, locked))
    for s in (server, locked):
        s.process.terminate()
    codes = [s.process.wait(timeout=30) for s in (server, locked)]
    shutil.rmtree(folder)
    print(json.dumps({"what": "end", "stands": stands, "exit": codes}))
    sys.exit(0 if stands else 1)


main()
