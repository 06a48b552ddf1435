# A full disk is an error that loses nothing; with room again, the work is completed.
. "$(dirname "$0")/lib.sh"
not_wrapped

python3 - <<'P'
import random
random.seed(3)
words = [a + b for a in "ba ci du fe go hi ja ku".split() for b in "ban can dar gus kam lin".split()]
with open("in.jsonl", "w") as out:
    for i in range(4000):
        text = " ".join(random.choice(words) for _ in range(60))
        out.write('{"title":"Judul %d","published":"2024-01-%02d","text":"%s."}\n' % (i, i % 28 + 1, text))
P
warta add in.jsonl >/dev/null
warta export >want.jsonl

completes() {
	says 'is whole|nothing was taken in yet' warta -C "$1" check || return 1
	warta -C "$1" add in.jsonl || return 1
	warta -C "$1" check || return 1
	warta -C "$1" export | cmp - want.jsonl
}

# A limit on the size of a file, in blocks of 1 KiB.
for limit in 40 120 400 1200; do
	limited() { (ulimit -f $limit && warta -C "limit$limit" add in.jsonl >out.txt 2>err.txt); }
	ok "files may not pass $limit KiB: an error" gives 1 limited
	ok "that says so" says 'large|full|space|limit' cat err.txt
	if [ -e "limit$limit/warta.db" ]; then
		ok "with room again, it is completed" completes "limit$limit"
	fi
done

# A small file system of its own, where we may make one.
mkdir small
if mount -t tmpfs -o size=3m tmpfs small 2>/dev/null; then
	trap 'cd /; umount "$work/small" 2>/dev/null; rm -rf "$work"' EXIT
	ok "a disk of 3 MB: an error" gives 1 warta -C small/a add in.jsonl
	mount -o remount,size=200m small
	ok "with room again, it is completed" completes small/a
	umount small
fi
finish
