"""browser: Debian's chromium, headless, driven over its debugging protocol (CDP) by the standard
library alone: a WebSocket client (RFC 6455) of what is needed, and no more."""
import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request


def find():
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One tab."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="warta-browser.")
        self.process = subprocess.Popen(
            [find(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update", "--disable-extensions",
             "--remote-debugging-port=0", f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number, self.text = 0, b""
        port_file = os.path.join(self.folder, "DevToolsActivePort")
        end = time.monotonic() + 30
        while not (os.path.exists(port_file) and open(port_file).read().strip()):
            if time.monotonic() > end:
                raise TimeoutError("chromium does not start")
            time.sleep(0.05)
        port = int(open(port_file).read().split()[0])
        tabs = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list"))
        path = [t for t in tabs if t["type"] == "page"][0]["webSocketDebuggerUrl"].split("/", 3)[3]
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode())
        while b"\r\n\r\n" not in self.text:
            self.text += self.socket.recv(65536)
        self.text = self.text.split(b"\r\n\r\n", 1)[1]
        self.call("Page.enable")

    def bytes(self, n):
        while len(self.text) < n:
            piece = self.socket.recv(1 << 20)
            if not piece:
                raise ConnectionError("chromium is gone")
            self.text += piece
        out, self.text = self.text[:n], self.text[n:]
        return out

    def receive(self):
        message = b""
        while True:
            first, second = self.bytes(2)
            n = second & 127
            if n == 126:
                n = struct.unpack(">H", self.bytes(2))[0]
            elif n == 127:
                n = struct.unpack(">Q", self.bytes(8))[0]
            message += self.bytes(n)
            if first & 128:
                return json.loads(message)

    def send(self, message):
        data = json.dumps(message).encode()
        size = struct.pack(">BBQ", 0x81, 0x80 | 127, len(data))
        self.socket.sendall(size + b"\0\0\0\0" + data)  # masked with nothing

    def call(self, method, **params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.number:
            pass
        return message.get("result", message)

    def open(self, url):
        self.call("Page.navigate", url=url)
        while self.receive().get("method") != "Page.loadEventFired":
            pass

    def run(self, script):
        """What an expression gives, once its promise holds."""
        got = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return got.get("result", {}).get("value")

    def wait(self, script, seconds=8):
        end = time.monotonic() + seconds
        while not (value := self.run(script)) and time.monotonic() < end:
            time.sleep(0.03)
        return value

    def stop(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)
