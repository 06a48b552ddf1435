"""Users of the desk: logging in and out, roles, tokens, wrong passwords: T450-users.py WARTA"""
import base64
import concurrent.futures
import hashlib
import http.client
import os
import re
import subprocess
import sys
import threading
import time

from serving import Desk, finish, ok

ARTICLES = [{"title": "Ferry leaves", "source": "Notes", "lang": "en", "published": "2024-03-01",
             "text": "The ferry left on time."}]
USERS = [("ani", "admin", "a long password"), ("budi", "reader", "12345678"),
         ("citra", "editor", "correct horse")]


def log_in(desk, name, password, **more):
    headers = more.pop("headers", {})
    return desk.ask("POST", "/login", {"name": name, "password": password, **more}, headers)


def cookie(answer):
    found = re.match(r"session=(\w*)", answer.headers.get("Set-Cookie") or "")
    return f"session={found[1]}" if found and found[1] else ""


def form_token(page):
    return re.search(r'name="token" value="(\w+)"', page.text)[1]


def logging_in(desk):
    front = desk.get("/")
    ok("who is not known is led to the log-in", front.status == 303 and
       front.headers["Location"] == "/login?to=%2F", front.headers)
    for path in ["/search?q=ferry", "/article/1", "/sources", "/metrics"]:
        ok(f"nothing is seen of {path}", desk.get(path).status == 303)
    for path in ["/feed.atom", "/feed.json?q=ferry", "/counts.json"]:
        ok(f"nor of {path}", desk.get(path).status == 401)
    page = desk.get("/login?to=/search?q=ferry")
    ok("the page to log in shows nothing else", page.status == 200 and "Notes" not in page.text and
       "ferry" not in page.text.replace("/search?q=ferry", ""))
    ok("health is told to all", desk.get("/healthz").text == "ok\n")
    for name, password in [("ani", "wrong password"), ("dewi", "a long password"), ("", ""),
                           ("ani", "a long password" + "x" * 9000)]:
        answer = log_in(desk, name, password)
        ok(f"'{name}' with {len(password)} bytes is not let in", answer.status == 401 and
           not cookie(answer), answer.status)
    right = log_in(desk, "ani", "a long password", to="/search?q=ferry")
    ok("the right password leads on", right.status == 303 and
       right.headers["Location"] == "/search?q=ferry")
    ok("its cookie is kept from scripts and other sites", all(
        word in right.headers["Set-Cookie"] for word in ("HttpOnly", "SameSite=Lax", "Path=/")))
    ok("and from plain HTTP where it came by TLS", "; Secure" in log_in(
        desk, "ani", "a long password", headers={"X-Forwarded-Proto": "https"}).headers["Set-Cookie"])
    for to in ["//evil.example/", "https://evil.example/", "/x\r\nSet-Cookie: a=b"]:
        ok(f"no way out to {to!r}", log_in(desk, "ani", "a long password", to=to)
           .headers["Location"] == "/")
    ok("another site's form does not log in", log_in(
        desk, "ani", "a long password", headers={"Origin": "https://evil.example"}).status == 403)
    return cookie(right)


def sessions(desk, session):
    page = desk.get("/", Cookie=session)
    ok("the session holds", page.status == 200 and "Ferry leaves" in page.text)
    ok("a made-up one does not", desk.get("/", Cookie="session=" + "0" * 40).status == 303)
    fixed = log_in(desk, "ani", "a long password", headers={"Cookie": session})
    ok("logging in again makes another one", cookie(fixed) not in ("", session))
    ok("and ends the one before", desk.get("/", Cookie=session).status == 303)
    session = cookie(fixed)
    page = desk.get("/", Cookie=session)
    other = cookie(log_in(desk, "citra", "correct horse"))
    mark = {"do": "star:1", "back": "/", "token": form_token(page)}
    ok("the form of one session is none of another", desk.ask(
        "POST", "/mark", mark, {"Cookie": other}).status == 403)
    ok("nor of none", desk.ask("POST", "/mark", mark).status in (401, 403))
    ok("it is of its own", desk.ask("POST", "/mark", mark, {"Cookie": session}).status == 303 and
       desk.run("count", "is:starred").strip() == "1")
    out = desk.ask("POST", "/logout", {"token": form_token(page)}, {"Cookie": session})
    ok("logging out takes the cookie back", "session=;" in out.headers["Set-Cookie"])
    ok("and ends the session here", desk.get("/", Cookie=session).status == 303)
    desk.run("user", "passwd", "citra", text="battery staple\n")
    ok("another password ends the sessions of its user", desk.get("/", Cookie=other).status == 303)
    ok("and is the one that counts", cookie(log_in(desk, "citra", "battery staple")) and
       not cookie(log_in(desk, "citra", "correct horse")))


def roles_and_tokens(desk):
    reader = cookie(log_in(desk, "budi", "12345678"))
    page = desk.get("/", Cookie=reader)
    ok("a reader reads, and has no button", "Ferry leaves" in page.text and
       'class="star"' not in page.text)
    ok("and marks nothing", desk.ask("POST", "/mark", {
        "do": "unstar:1", "token": form_token(page)}, {"Cookie": reader}).status == 403 and
        desk.run("count", "is:starred").strip() == "1")
    desk.run("user", "role", "budi", "editor")
    ok("until the role is another", desk.ask("POST", "/mark", {
        "do": "unstar:1", "back": "/", "token": form_token(page)}, {"Cookie": reader}).status == 303)
    token = desk.run("user", "token", "citra", "phone").strip()
    bearer = {"Authorization": f"Bearer {token}"}
    ok("a token reads", desk.ask("GET", "/feed.json", headers=bearer).status == 200)
    ok("and marks without a form", desk.ask("POST", "/mark", {"do": "star:1"}, bearer).status == 303)
    login = desk.ask("POST", "/accounts/ClientLogin", {"Email": "citra", "Passwd": token})
    ok("reader programs log in with it", "Auth=citra/" in login.text, login.text)
    auth = {"Authorization": "GoogleLogin auth=" + re.search(r"Auth=(\S+)", login.text)[1]}
    ok("and read", desk.ask("GET", "/reader/api/0/tag/list", headers=auth).status == 200)
    ids = "/reader/api/0/stream/items/contents"
    ok("but an editor adds no sources there either", [desk.ask(
        "POST", f"/reader/api/0/subscription/{call}", fields, auth).status for call, fields in [
            ("quickadd", {"quickadd": "https://a.example/"}), ("import", "<opml/>"),
            ("edit", {"ac": "subscribe", "s": "feed/https://a.example/"})]] == [403] * 3 and
       "a.example" not in desk.run("subscriptions"))
    ok("a POST may have the token in T alone", desk.ask("POST", ids, {
        "i": 1, "T": f"citra/{token}"}).status == 200)
    ok("no other, nor beside a cookie", desk.ask("POST", ids, {"i": 1, "T": "x"}).status == 401 and
       desk.ask("POST", ids, {"i": 1}, {"Cookie": reader}).status == 401)
    ok("but not with a cookie", desk.get("/reader/api/0/tag/list", Cookie=reader).status == 401)
    ok("nor with another's token", desk.ask("POST", "/accounts/ClientLogin", {
        "Email": "ani", "Passwd": token}).status == 401)
    key = hashlib.md5(f"citra:{token}".encode()).hexdigest()
    ok("Fever's key is made of it", desk.ask("POST", "/fever?api", {
        "api_key": key}).json()["auth"] == 1)
    ok("no other is right, nor a cookie", desk.ask("POST", "/fever?api", {
        "api_key": "0" * 32}, {"Cookie": reader}).json()["auth"] == 0)
    for who, status in [("citra", 200), ("ani", 401)]:
        basic = base64.b64encode(f"{who}:{token}".encode()).decode()
        ok(f"as a password of {who} it is {status}", desk.ask("GET", "/v1/me", headers={
            "Authorization": f"Basic {basic}"}).status == status)
    desk.run("user", "untoken", "citra", "phone")
    ok("a token taken back is none", desk.ask("GET", "/feed.json", headers=bearer).status == 401)
    desk.run("user", "remove", "budi")
    ok("a removed user is out", desk.get("/", Cookie=reader).status == 303)
    users = os.path.join(desk.archive, "users")
    text = open(users, encoding="utf-8").read()
    ok("the file holds no password", "battery" not in text and "$argon2id$" in text and
       os.stat(users).st_mode & 0o777 == 0o600)
    listed = desk.run("user", "list")
    ok("users are listed", listed == "ani\tadmin\ncitra\teditor\n", listed)


def wrong_passwords(desk):
    """10,000 of them, by four at once; meanwhile another address is served and logs in."""
    def attack(n):
        statuses = []
        connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
        while len(statuses) < 2500 or (not entered.is_set() and len(statuses) < 20000):
            connection.request("POST", "/login", f"name=ani&password=guess+{n}+{len(statuses)}", {
                "X-Forwarded-For": "192.0.2.7",
                "Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
        connection.close()
        return statuses
    reader = cookie(log_in(desk, "ani", "a long password"))
    slowest, served, entered = 0, 0, threading.Event()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        attacks = [pool.submit(attack, n) for n in range(4)]
        while not all(a.done() for a in attacks):
            start = time.monotonic()
            served += desk.get("/", Cookie=reader).status == 200
            slowest = max(slowest, time.monotonic() - start)
            if not entered.is_set() and cookie(log_in(desk, "ani", "a long password", headers={
                    "X-Forwarded-For": "198.51.100.3"})):
                entered.set()
        answers = [status for a in attacks for status in a.result()]
    ok("10,000 wrong passwords let nobody in", set(answers) <= {401, 429} and len(answers) >= 10000)
    ok("and all but a few are refused unseen", answers.count(401) <= 8, answers.count(401))
    ok("others are served meanwhile", served > 2 and slowest < 2, (served, slowest))
    ok("and log in", entered.is_set())


def restarted(desk):
    """Sessions stand in a file, by their hashes, and outlive the server."""
    stays, goes = (cookie(log_in(desk, "citra", "battery staple")) for _ in range(2))
    page = desk.get("/article/1", Cookie=stays)
    desk.ask("POST", "/logout", {"token": form_token(desk.get("/", Cookie=goes))}, {"Cookie": goes})
    auth = re.search(r"Auth=(.*)", desk.ask("POST", "/accounts/ClientLogin", {
        "Email": "citra", "Passwd": "battery staple"}).text)[1]
    path = os.path.join(desk.archive, "sessions")
    with open(path, encoding="ascii") as f:
        kept = f.read()
    ok("what names a session is not in the file, which is its owner's alone",
       " citra " in kept and stays.split("=")[1] not in kept and os.stat(path).st_mode & 0o77 == 0)
    desk.pause()
    with open(path, "a", encoding="latin-1") as f:
        f.write("\0\xff x\n" + "ab" * 32 + " nobody 1 99999999999\n" + "a" * 9999)
    desk.start()
    ok("after another start the same session holds", desk.get("/", Cookie=stays).status == 200)
    ok("and a form of before is taken", desk.ask("POST", "/mark", {
        "token": form_token(page), "do": "read:1", "back": "/"}, {"Cookie": stays}).status == 303 and
       desk.run("count", "is:read").strip() == "1")
    ok("and a program goes on", desk.get("/reader/api/0/user-info", Authorization=f"GoogleLogin auth={auth}"
                                        ).status == 200)
    ok("who logged out is out", desk.get("/", Cookie=goes).status == 303)
    ok("and what was put into the file lets nobody in", all(desk.get("/", Cookie=f"session={c}").status == 303
                                                          for c in ("ab" * 20, "ab" * 32, "")))


def main():
    desk = Desk(sys.argv[1], ARTICLES, users=USERS)
    session = logging_in(desk)
    sessions(desk, session)
    roles_and_tokens(desk)
    restarted(desk)
    wrong_passwords(desk)
    ok("a name of its own is no matter where a cookie is wanted",
       desk.get("/", Host="news.example").status == 303)
    for args, text in [(("add", "ani"), "another password\n"), (("add", "x y"), "12345678\n"),
                       (("add", "dewi"), "short\n"), (("add", "dewi"), ""), (("nothing",), ""),
                       (("role", "ani", "king"), ""), (("token", "ani"), "")]:
        done = subprocess.run([*desk.warta, "user", *args], input=text, text=True,
                              capture_output=True, timeout=20)
        ok(f"user {' '.join(args)} is wrong use", done.returncode in (1, 2) and done.stderr, done)
    ok("search engines stay out", "Disallow: /\n" in desk.get("/robots.txt").text)
    desk.stop()
    open_desk = Desk(sys.argv[1], ARTICLES, ["--address=0.0.0.0"], users=USERS[:1])
    ok("with users it may be at any address", open_desk.get("/", Host="news.example").status == 303)
    open_desk.stop()
    public = Desk(sys.argv[1], ARTICLES, ["--public"], users=USERS[:1])
    ok("in public mode all read", "Ferry leaves" in public.get("/").text)
    ok("but no raw bytes and no addresses of feeds", public.get("/article/1/original").status == 403 and
       public.get("/sources.opml").status == 403 and "/original" not in public.get("/article/1").text)
    ok("search engines are told what there is", re.search(
        r"<loc>http://news.example/article/\w{26}</loc>", public.get(
            "/sitemap.xml", Host="news.example").text) and
       "Sitemap: http://news.example/" in public.get("/robots.txt", Host="news.example").text)
    ok("and users log in to do more", 'href="/login"' in public.get("/").text and 'class="star"' in
       public.get("/", Cookie=cookie(log_in(public, "ani", "a long password"))).text)
    public.stop()
    finish()


main()
