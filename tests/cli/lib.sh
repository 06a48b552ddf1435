# lib.sh: what the tests of the program share. A test is a bash script that begins with
#
#	. "$(dirname "$0")/lib.sh"
#
# and ends with `finish`. $WARTA is the program, $SOURCE the source tree, $PWD a new folder that goes
# when the test ends, $WARTA_ARCHIVE an archive in it. Prints TAP.
set -u
export LC_ALL=C.UTF-8 TZ=UTC COLUMNS=80 TERM=dumb
n_tests=0 n_failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/warta-test.XXXXXX") || exit 1
trap 'cd /; rm -rf "$work"' EXIT
cd "$work" || exit 1
export WARTA_ARCHIVE=$work/archive

# WARTA_WRAP is a command that runs the program, such as valgrind.
if [ -n "${WARTA_WRAP-}" ]; then
	mkdir "$work/.wrap"
	printf '#!/bin/sh\nexec %s %q "$@"\n' "$WARTA_WRAP" "$WARTA" >"$work/.wrap/warta"
	chmod +x "$work/.wrap/warta"
	export WARTA=$work/.wrap/warta
fi

warta() { "$WARTA" "$@"; }

# ok TEXT COMMAND...: the command succeeds.
ok() {
	local text=$1
	shift
	n_tests=$((n_tests + 1))
	if "$@" >"$work/.out" 2>&1; then
		echo "ok $n_tests - $text"
	else
		echo "# $* gave $?"
		sed 's/^/# /' "$work/.out" | head -20
		echo "not ok $n_tests - $text"
		n_failed=$((n_failed + 1))
	fi
}

# gives STATUS COMMAND...: it ends with that status.
gives() {
	local want=$1 got
	shift
	"$@" && got=0 || got=$?
	[ "$got" = "$want" ] || { echo "status $got, want $want"; return 1; }
}

# prints TEXT COMMAND...: its standard output is TEXT and it succeeds.
prints() {
	local want=$1 got
	shift
	got=$("$@") || { echo "failed with $?: $got"; return 1; }
	[ "$got" = "$want" ] || { printf 'want: %s\ngot:  %s\n' "$want" "$got"; return 1; }
}

# says REGEX COMMAND...: its output of both kinds has a line that fits, whatever its status.
says() {
	local regex=$1 got
	shift
	got=$("$@" 2>&1)
	grep -qE -- "$regex" <<<"$got" || { printf 'want: %s\ngot:  %s\n' "$regex" "$got"; return 1; }
}

same() { cmp "$1" "$2"; }

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

# For tests that meddle with the program's process or measure it.
not_wrapped() { [ -z "${WARTA_WRAP-}" ] || skip_all "not under another program"; }

# A bare root without devpts has none.
has_terminal() { python3 -c 'import os; os.openpty()' 2>/dev/null; }

# at_terminal ARGUMENTS...: the program, where it talks to somebody at a terminal.
at_terminal() {
	TERM=xterm python3 -c 'import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' "$WARTA" "$@"
}

# ok_at_terminal TEXT COMMAND...: a test that is passed over where there is none.
ok_at_terminal() {
	if has_terminal; then
		ok "$@"
	else
		ok "$1 # SKIP no pseudo-terminal here" true
	fi
}

finish() {
	echo "1..$n_tests"
	[ "$n_failed" = 0 ]
}
