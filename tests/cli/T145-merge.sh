# Segments of the search index are merged in steps that let others write: what is found stays the same
# beside a merge and after one that was killed, and what that left goes.
. "$(dirname "$0")/lib.sh"

cat >parts.py <<'P'
import json, random
r = random.Random(5)
words = ["".join(r.choices("bdklmnrst", k=2)) + r.choice("aeiou") + "".join(r.choices("bdklmnrst", k=2))
         for _ in range(20000)]
for part in range(16):
    with open(f"part{part}.jsonl", "w") as f:
        for n in range(120):
            f.write(json.dumps({"title": f"Report {part * 120 + n}", "source": "Wire", "lang": "en",
                                "published": f"2024-05-{1 + n % 28:02}", "url": f"https://a.example/{part}/{n}",
                                "text": " ".join(r.choices(words, k=150)) + " lantern" * (n % 3 == 0)}) + "\n")
P
# db STATEMENT...: what the statements give, in one line.
db() { python3 - "$WARTA_ARCHIVE/warta.db" "$@" <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(*("x".join(map(str, row)) for statement in sys.argv[2:] for row in db.execute(statement)))
db.commit()
P
}
LEVELS="SELECT level, count(*) FROM segment GROUP BY level ORDER BY level"
python3 parts.py
for part in $(seq 0 14); do warta add part$part.jsonl >/dev/null; done
ok "fifteen batches are fifteen segments" prints 0x15 db "$LEVELS"

# As a kill in the middle of a merge leaves it: a row that is not whole, and pages of it.
db "INSERT INTO segment VALUES (900, -1, 0, 0, 0, 0)" \
	"INSERT INTO index_page SELECT 900 << 32 | (id & 0xffffffff), data FROM index_page WHERE id >> 32 = 1" >/dev/null
ok "what is not whole is not searched" prints 600 warta count lantern
ok "and is no fault" warta check

# Somebody waits for the turn all the time.
flock -s "$WARTA_ARCHIVE/warta.db.turn" "$WARTA" add part15.jsonl >/dev/null
ok "the sixteenth is merged with them, and the rest is gone" prints 1x1 db "$LEVELS"
ok "no page of another is left" prints 1 db "SELECT count(DISTINCT id >> 32) FROM index_page"
ok "all is found" prints 640 warta count lantern
ok "the archive is whole" warta check
finish
