#!/bin/bash
# bench-fetch.sh BUILD [FEEDS]: fetch feeds of 25 articles from loopback, first and again with nothing
# changed, beside newsboat (its reload-threads at the best of 1, 4 and 16) on the same feeds in the same run,
# each a few times in turn. Prints lines of JSON: feeds a minute by elapsed and by processor time, memory.
set -eu
build=$(cd "$1" && pwd)
feeds=${2:-2000}
command -v newsboat >/dev/null || { echo "bench-fetch: skipped, newsboat is not installed" >&2; exit 0; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/warta-bench.XXXXXX")
trap 'exec 9>&-; rm -rf "$dir"' EXIT
cd "$dir"
mkfifo hold
"$build/tests/feedserver" 25 port <hold &
exec 9>hold
until [ -s port ]; do sleep 0.05; done
python3 - "$feeds" "$(cat port)" "$build/warta" <<'P'
import json, os, resource, shutil, subprocess, sys, time

feeds, port, warta = int(sys.argv[1]), sys.argv[2], sys.argv[3]
urls = [f"http://127.0.0.1:{port}/feed/{i}" for i in range(feeds)]
open("urls", "w").write("\n".join(urls) + "\n")
with open("feeds.opml", "w") as f:
    f.write("<opml version='2.0'><body>")
    f.writelines(f"<outline type='rss' xmlUrl='{u}'/>\n" for u in urls)
    f.write("</body></opml>")


def run(command):
    """(elapsed s, processor s, peak KiB)"""
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} gave {status}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss


def warta_first():
    shutil.rmtree("archive", ignore_errors=True)
    run([warta, "-C", "archive", "import", "--full-text=never", "feeds.opml"])
    return warta_again()


def warta_again():
    return run([warta, "-C", "archive", "fetch", "--all", "--no-delay", "--per-host=64",
                "--allow=127.0.0.0/8"])


def newsboat_first(threads):
    for name in os.listdir("."):
        if name.startswith("cache"):
            os.remove(name)
    open("config", "w").write(f"reload-threads {threads}\n")
    return newsboat_again()


def newsboat_again():
    return run(["newsboat", "-x", "reload", "-u", "urls", "-c", "cache.db", "-C", "config"])


measured = {}
for threads in (1, 4, 16) if feeds <= 500 else (4,):
    for name, fn in (("warta first", warta_first), ("newsboat first", lambda: newsboat_first(threads)),
                     ("warta again", warta_again), ("newsboat again", newsboat_again)):
        measured.setdefault(name, []).append(fn())
best = {}
for name, runs in measured.items():
    best[name] = [min(r[i] for r in runs) for i in range(3)]
    print(json.dumps({"bench": "fetch", "what": name, "feeds": feeds,
                      "feeds_a_minute": round(feeds / best[name][0] * 60),
                      "feeds_a_cpu_minute": round(feeds / best[name][1] * 60),
                      "peak_mb": round(max(r[2] for r in runs) / 1024, 1)}))
for what in ("first", "again"):
    w, n = best["warta " + what], best["newsboat " + what]
    print(json.dumps({"bench": "fetch", "what": what, "ratio_elapsed": round(n[0] / w[0], 1),
                      "ratio_cpu": round(n[1] / w[1], 1), "ratio_memory": round(n[2] / w[2], 2)}))
P
