# Every edit is a version with the time it was seen: a story replayed from WARC records, the ways in
# which an article is found again, and what is no edit.
. "$(dirname "$0")/lib.sh"

# story.py FILE < LINES: a WARC file of responses. A line is TIME URL STATUS KIND, then for a page
# (KIND page) "HEADLINE | AUTHOR | CANONICAL | PARAGRAPH | PARAGRAPH...", for a feed "GUID | LINK |
# HEADLINE | TEXT" for each entry, parted by " || ".
cat >story.py <<'P'
import sys
from html import escape

def page(rest, time):
    title, author, canonical, *paragraphs = [p.strip() for p in rest.split("|")]
    link = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    return (f'<!doctype html><html lang="en"><head><title>{title}</title>{link}'
            f'<meta property="og:title" content="{title}">'
            + ('<meta property="article:published_time" content="2024-05-02T08:00:00Z">'
               f'<meta name="author" content="{author}">' if author else "") + '</head><body>'
            '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
            f'<article><h1>{title}</h1>' + "".join(f"<p>{p}</p>" for p in paragraphs) +
            '</article><footer>About us</footer></body></html>'), "text/html; charset=utf-8"

def feed(rest, time):
    items = ""
    for entry in rest.split("||"):
        guid, link, title, text = [p.strip() for p in entry.split("|")]
        items += ("<item>" + (f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else "") +
                  f"<link>{escape(link)}</link><title>{title}</title>"
                  f"<pubDate>{int(time[8:10])} May 2024 08:00:00 GMT</pubDate>"
                  f"<description>{text}</description></item>")
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>Selda Courier</title>'
            f'<link>https://courier.example/</link>{items}</channel></rss>'), "application/rss+xml"

makers = {"same": lambda rest, time: ("", "text/html"), "page": page, "feed": feed, "to": lambda rest, time: ("", "text/html"),
          "none": lambda rest, time: ("not here", "text/plain")}
with open(sys.argv[1], "wb") as out:
    for n, line in enumerate(sys.stdin):
        if not line.strip():
            continue
        time, url, status, kind, rest = (line.rstrip("\n").split(" ", 4) + [""])[:5]
        body, content_type = makers[kind](rest, time)
        where = f"Location: {rest}\r\n" if kind == "to" else ""
        http = (f"HTTP/1.1 {status} X\r\n{where}Content-Type: {content_type}\r\n\r\n"
                + body).encode()
        warc_type = "revisit" if kind == "same" else "response"
        out.write((f"WARC/1.1\r\nWARC-Type: {warc_type}\r\nWARC-Record-ID: <urn:x:{sys.argv[1]}:{n}>\r\n"
                   f"WARC-Date: {time}\r\nWARC-Target-URI: {url}\r\n"
                   "Content-Type: application/http;msgtype=response\r\n"
                   f"Content-Length: {len(http)}\r\n\r\n").encode() + http + b"\r\n\r\n")
P
story() { python3 story.py "$1" >/dev/null; }
taken() { # ARCHIVE: what it says when story.warc is added to a new one
	rm -rf "$1"
	story "$1.warc"
	"$WARTA" -C "$1" add "$1.warc"
}
count() { "$WARTA" -C "$1" count "${@:2}"; }
versions() { "$WARTA" -C "$1" export | python3 -c 'import json,sys
for l in sys.stdin: print(json.loads(l).get("versions", 1))' | sort | tr "\n" " "; }
holds() { "$WARTA" -C "$1" check >/dev/null && "$WARTA" -C "$1" export >"$1.before" &&
	"$WARTA" -C "$1" changes --all --format=json >"$1.told" &&
	"$WARTA" -C "$1" rebuild >/dev/null && "$WARTA" -C "$1" check >/dev/null &&
	"$WARTA" -C "$1" export | cmp - "$1.before" &&
	"$WARTA" -C "$1" changes --all --format=json | cmp - "$1.told"; }

U=https://courier.example/2024/05/bridge-closed
P1="The harbour bridge of Port Selda was closed to all traffic on Thursday morning after engineers found a crack in one of its pillars, the port authority said."
P2="Ferries carry passengers across the bay every twenty minutes until midnight, and buses run to both of the piers all day long, it said."
P3="It is not known how long the repairs will take, and the mayor asked all residents of the city to stay at home where they can."
P4="The repairs will take at least six weeks, the mayor said in the afternoon, and she asked all residents of the city to be patient."
BY="Ana Soldade"

# ---- an edit story, replayed
taken edit >said <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-02T09:00:00Z $U 200 page Port Selda cut off as bridge is shut | $BY | $U | $P1 | $P2 | $P3
2024-05-03T14:00:00Z $U 200 page Port Selda cut off as bridge is shut | $BY | $U | $P1 | $P2 | $P4
2024-05-04T07:00:00Z $U 410 none
E
ok "one article, two new versions" grep -q "^1 article added; .* 2 new versions" said
warta -C edit changes >told
ok "the withdrawal is told first" test "$(head -2 told | tr -s ' ')" = "2024-05-04
07:00 withdrawn 1 Port Selda cut off as bridge is shut courier.example"
ok "then the text" grep -qE '^14:00 +text +[0-9]+% ' told
ok "then the headline" grep -qE '^09:00 +headline +[0-9]+% ' told
ok "with what it was" grep -q 'was: Bridge closed after crack is found' told
ok "and is" grep -q 'now: Port Selda cut off as bridge is shut' told
ok "newest first" test "$(grep -o '^2024[-0-9]*' told | tr '\n' ' ')" = \
	"2024-05-04 2024-05-03 2024-05-02 "
ok "since a day" test "$(warta -C edit changes --since=2024-05-03 | grep -c '^[0-9][0-9]:')" = 2
ok "of a query" test -z "$(warta -C edit changes nowhere)"
ok "no such day" says "'someday' is no date" warta -C edit changes --since=someday
warta -C edit diff 1 1 2 >told
ok "the headline's words" grep -q '^headline: {+Port Selda cut off as+} \[-Bridge-\] {+bridge+}' told
ok "no word of the text" test "$(grep -c harbour told)" = 0
warta -C edit diff 1 >told
ok "the last edit is shown" grep -q '^+++ version 3, 2024-05-03T14:00:00Z, page' told
ok "word by word" grep -q 'at least six weeks,+}' <(tr '\n' ' ' <told)
cat >pieces.py <<'P'
import json, sys
d = json.load(sys.stdin)
assert d["kinds"] == ["headline", "text"] and d["before"]["version"] == 1, d
def say(ops): return "".join(p["text"] for p in d["headline"] if p["op"] in ops).split()
assert say(("same", "removed")) == "Bridge closed after crack is found".split(), d
assert say(("same", "added")) == "Port Selda cut off as bridge is shut".split(), d
P
as_json() { warta -C edit diff --format=json 1 1 3 | python3 pieces.py; }
ok "as JSON" as_json
ok "as HTML" says '<del>Bridge' warta -C edit diff --format=html 1 1 2
ok "no such version" gives 1 warta -C edit diff 1 1 4
ok "no version at all" gives 2 warta -C edit diff 1 one
ok "how often it was edited" says 'edited 2 times, withdrawn since 2024-05-04T07:00:00Z' \
	warta -C edit show 1
warta -C edit show --version=1 1 >told
ok "the first version" test "$(head -1 told)" = "Bridge closed after crack is found"
ok "says when" grep -q 'version 1 of 3, first seen 2024-05-02T08:10:00Z' told
ok "no such version to show" gives 1 warta -C edit show --version=9 1
ok "searching finds the latest" prints 1 count edit '"six weeks"'
ok "and not what was taken out" prints 0 count edit '"not known"'
ok "is:edited" prints 1 count edit is:edited
ok "is:withdrawn" prints 1 count edit is:withdrawn
ok "the export says both" says '"versions":3,"withdrawn":"2024-05-04T07:00:00Z"' \
	warta -C edit export
ok "again, nothing is new" says '^0 articles added' warta -C edit add edit.warc
ok "rebuilt, the same history" holds edit

# ---- what comes back with the very bytes that it had
taken return >said <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-02T09:00:00Z $U 200 page Port Selda cut off as bridge is shut | $BY | $U | $P1 | $P2 | $P3
2024-05-02T10:00:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-02T11:00:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-03T07:00:00Z $U 404 none
2024-05-03T08:00:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-04T07:00:00Z $U 404 none
E
ok "a state that comes back is a version" prints "3 " versions return
warta -C return changes >told
ok "both edits and each withdrawal are told" test "$(grep -oE '^[0-9:]+ +[a-z]+' told | tr -s ' \n' ' ')" = \
	"07:00 withdrawn 07:00 withdrawn 08:00 back 10:00 headline 09:00 headline "
ok "it is withdrawn for the second time" says 'withdrawn since 2024-05-04' warta -C return show 1
ok "again, nothing is new" says '^0 articles added' warta -C return add return.warc
ok "rebuilt, the same history" holds return
page() { # HEADLINE PARAGRAPH...
	echo "<html><head><title>$1</title><link rel=canonical href='$U'></head><body><article><h1>$1</h1>"
	printf '<p>%s</p>' "${@:2}"
	echo "</article></body></html>"
}
at() { LD_PRELOAD=$CLOCK WARTA_CLOCK=$1 "$WARTA" -C file "${@:2}"; }
page "Bridge closed" "$P1" "$P2" "$P3" >one.html
page "Port cut off" "$P1" "$P2" "$P3" >two.html
cp one.html page.html && at 1714640000 add page.html >/dev/null
ok "a copy of a file says nothing new" says '^0 articles added' at 1714640010 add one.html
cp two.html page.html && at 1714640100 add page.html >/dev/null
cp one.html page.html && at 1714640200 add page.html >/dev/null
ok "nor when it comes twice" says '^0 articles added' at 1714640300 add page.html
ok "so a file that is put back" prints "3 " versions file
ok "rebuilt, the same file" holds file

# ---- back, and late
taken back >/dev/null <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-03T07:00:00Z $U 404 none
2024-05-04T07:00:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
E
ok "back lifts the withdrawal" prints 0 count back is:withdrawn
ok "both are told" test "$(warta -C back changes | grep -cE 'withdrawn|back')" = 2
taken same >/dev/null <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-03T07:00:00Z $U 404 none
2024-05-04T07:00:00Z $U 304 same
E
ok "so does a page that is as it was" prints 0 count same is:withdrawn
taken late >/dev/null <<E
2024-05-04T07:00:00Z $U 200 page Port Selda cut off as bridge is shut | $BY | $U | $P1 | $P2 | $P4
2024-05-03T07:00:00Z $U 404 none
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
E
first_of() { warta -C "$1" show --version=1 1 | head -1; }
ok "what comes late goes to its place" prints "Bridge closed after crack is found" first_of late
ok "an older answer withdraws nothing" prints 0 count late is:withdrawn
ok "the later state is shown" says '^Port Selda cut off as bridge is shut' warta -C late show 1
ok "rebuilt, the same" holds late
taken other >/dev/null <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-03T07:00:00Z https://courier.example/2024/05/tunnel-opened 404 none
2024-05-03T07:00:00Z $U/amp 404 none
2024-05-03T08:00:00Z $U 500 none
E
ok "only its own address counts, and only 404 and 410" prints 0 count other is:withdrawn

# ---- found again
taken again >/dev/null <<E
2024-05-02T08:10:00Z https://www.courier.example/2024/05/bridge-closed?utm_source=rss 200 page Bridge closed after crack is found | $BY | | $P1 | $P2 | $P3
2024-05-02T09:10:00Z http://courier.example/2024/05/bridge-closed/ 200 page Port Selda cut off as bridge is shut | $BY | | $P1 | $P2 | $P3
2024-05-02T10:10:00Z https://m.courier.example/2024/05/bridge-closed?fbclid=1#top 200 page Port Selda still cut off | $BY | | $P1 | $P2 | $P4
2024-05-02T11:10:00Z https://courier.example/x?go=9 200 page Port Selda to stay cut off | $BY | $U | $P1 | $P2 | $P4
E
ok "http, parameters, mobile, canonical" prints "4 " versions again
taken feed >/dev/null <<E
2024-05-02T08:10:00Z https://courier.example/feed 200 feed tag:courier.example,2024:1 | $U?utm_source=a | Bridge closed after crack | The bridge is closed to all traffic.
2024-05-02T09:10:00Z https://courier.example/feed 200 feed other-guid-17 | http://www.courier.example/2024/05/bridge-closed | Port Selda cut off | The bridge is closed to all traffic.
2024-05-02T10:10:00Z https://courier.example/feed 200 feed tag:courier.example,2024:1 | https://courier.example/moved/48213 | Port Selda cut off for weeks | The bridge is closed to all traffic.
E
ok "a changed guid, a moved address" prints "3 " versions feed
ok "rebuilt, the same feed" holds feed
taken moved >/dev/null <<E
2024-05-02T08:10:00Z https://courier.example/feed 200 feed g1 | https://links.example/r/17 | Bridge closed after crack is found | The harbour bridge is closed.
2024-05-02T08:11:00Z https://links.example/r/17 302 to http://courier.example/go?to=5
2024-05-02T08:11:01Z http://courier.example/go?to=5 301 to $U
2024-05-02T08:11:02Z $U 200 page Bridge closed after crack is found | $BY | | $P1 | $P2 | $P3
2024-05-03T08:11:02Z https://links.example/r/17 404 none
E
ok "a link that leads to the page" prints "2 " versions moved
ok "which is no longer where it was" prints 0 count moved is:withdrawn
taken dead >/dev/null <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-02T09:11:00Z $U 302 to https://courier.example/sorry-we-cannot-find-this
2024-05-02T09:11:01Z https://courier.example/sorry-we-cannot-find-this 200 page Sorry, we cannot find this | | | What you are looking for is not on our pages any more, as we keep articles for a year. | Look for it with the search on top of each page, or read what is new on our front page today.
E
ok "a page that all leads to is none of them" prints "1 1 " versions dead
taken teaser >/dev/null <<E
2024-05-02T08:10:00Z https://courier.example/feed 200 feed g1 | $U | Bridge closed after crack is found | The harbour bridge is closed.
2024-05-02T08:20:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-02T08:30:00Z https://courier.example/feed 200 feed g1 | $U | Bridge closed after crack is found | The harbour bridge is closed.  ||  g2 | $U-again | Bridge open again | All clear.
E
ok "a teaser is no edit of the page" test -z "$(warta -C teaser changes --all)"
ok "the page is what is shown" prints 1 count teaser '"twenty minutes"'
ok "nothing is found twice" prints 1 count teaser harbour
ok "rebuilt, the same states" holds teaser
taken both >/dev/null <<E
2024-05-02T08:10:00Z https://courier.example/feed 200 feed g1 | $U | Bridge closed after crack is found | The harbour bridge is closed.
2024-05-02T08:20:00Z $U 200 page Bridge closed after crack is found | $BY | $U | $P1 | $P2 | $P3
2024-05-02T09:10:00Z https://courier.example/feed 200 feed g1 | $U | Port cut off | The harbour bridge is closed.
2024-05-02T09:11:00Z $U 200 page Port cut off | $BY | $U | $P1 | $P2 | $P3
E
ok "a headline that both changed is told once" test \
	"$(warta -C both changes | grep -cE '^[0-9:]+  headline')" = 1
ok "and counted once" says '^edited once$' warta -C both show 1
ok "the difference is that of the page" says '^\+\+\+ .*, page$' warta -C both diff 1
taken noise >/dev/null <<E
2024-05-02T08:10:00Z $U 200 page Selda’s “bridge” closed – for now | $BY | $U | $P1 | $P2 | $P3 | 5 minutes ago
2024-05-02T08:20:00Z $U 200 page Selda's "bridge" closed - for now | $BY | $U | $P1   $P2 | $P3 | 2 hours ago
E
ok "quotes, white space and furniture are no edit" prints "1 " versions noise
taken case >/dev/null <<E
2024-05-02T08:10:00Z $U 200 page Bridge closed for now | $BY | $U | $P1 | $P2 | $P3
2024-05-02T08:20:00Z $U 200 page Bridge Closed for Now | $BY | $U | $P1 | $P2 | $P3
E
ok "case alone is trivial" test -z "$(warta -C case changes)"
ok "and told when asked for" says '^08:20  trivial' warta -C case changes --all
ok "and no edit" prints 0 count case is:edited

# ---- never joined wrongly
taken apart >/dev/null <<E
2024-05-02T08:10:00Z https://a.example/feed 200 feed 1 | https://a.example/ | Bridge closed after crack | $P1 || 1 | https://a.example/ | Tunnel opened by minister | $P2
2024-05-03T08:10:00Z https://a.example/feed 200 feed 1 | https://a.example/ | Mayor asks for patience | $P3 || 2 | https://a.example/ | Storm warning for the coast | $P4
2024-05-03T08:20:00Z https://b.example/feed 200 feed 1 | https://b.example/blog | First post of the blog | $P1
2024-05-04T08:20:00Z https://b.example/feed 200 feed 1 | https://b.example/blog | Another story altogether | $P4
E
ok "repeated guids, one address for all" prints 6 count apart '*'
ok "and no edits" test -z "$(warta -C apart changes --all)"

# ---- as many as are kept
for n in $(seq 10 99); do
	echo "2024-05-02T08:$(printf %02d $((n % 60))):$((10 + n / 60))Z $U 200 page Bridge closed for $n days | $BY | $U | $P1 | $P2 | $P3 Day $n."
done | sort | taken many >/dev/null
ok "64 versions are kept" prints "64 " versions many
ok "the first of them" prints "Bridge closed for 60 days" first_of many
ok "the archive is whole, and rebuilt the same" holds many

# ---- a corrected date
taken dated >/dev/null <<E
2024-05-02T08:10:00Z https://courier.example/feed 200 feed g1 | $U | Bridge closed after crack | $P1
2024-05-09T08:10:00Z https://courier.example/feed 200 feed g1 | $U | Bridge closed after crack | $P1
E
ok "a corrected day is an edit" says '^08:10  date ' warta -C dated changes
ok "the article says the new one" says '2024-05-09' warta -C dated show 1
ok "and stays in the list of the day on which it came" says 'Bridge closed' warta -C dated day 2024-05-02

finish
