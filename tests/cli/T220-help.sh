# Help, man pages and completions say the same as the program.
. "$(dirname "$0")/lib.sh"

verbs=$(warta help | sed -n 's/^  \([a-z]*\) .*/\1/p')
ok "help lists the verbs" test "$(wc -w <<<"$verbs")" -ge 17
for verb in $verbs; do
	ok "help $verb" says "^usage: warta $verb" warta help "$verb"
	ok "$verb --help is the same" prints "$(warta help "$verb")" warta "$verb" --help
	usage=$(warta help "$verb" | sed -n "1s/^usage: warta $verb *//p")
	synopsis=$(sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$SOURCE/man/warta-$verb.1" |
		sed '1,2d;$d' | sed 's/\\e/\\/g')
	ok "man warta-$verb has its usage" test "$usage" = "$synopsis"
	ok "man warta names $verb" grep -q "^\.It Xr warta-$verb 1" "$SOURCE/man/warta.1"
	options=$(warta help "$verb" | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort)
	told=$(sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' "$SOURCE/man/warta-$verb.1" | sort)
	ok "man warta-$verb has its options, and no others" test "$options" = "$told"
	ok "and its summary" grep -qxF ".Nd $(warta help "$verb" | sed -n 3p)" "$SOURCE/man/warta-$verb.1"
done
if command -v mandoc >/dev/null; then
	for page in "$SOURCE"/man/*.[17]; do
		ok "mandoc takes ${page##*/}" mandoc -T lint -W warning "$page"
	done
fi
ok "no verb is wrong use" gives 2 warta
ok "help of what is no verb is wrong use" gives 2 warta help frobnicate
ok "the version" says '^warta [0-9]' warta --version
# zsh quotes as bash does, where there is no zsh to ask.
shell=$(command -v zsh || command -v bash)
ok "zsh can read its completions" "$shell" -n <(warta completion zsh)
installed=$(dirname "$WARTA")/meson-info/intro-installed.json
if [ -e "$installed" ]; then
	for page in "$SOURCE"/man/*.[17]; do
		ok "${page##*/} is installed" grep -qF "/${page##*/}\"" "$installed"
	done
	ok "the completions, too" eval 'grep -q "/site-functions/_warta\"" "$installed" &&
		grep -q "/bash-completion/completions/warta\"" "$installed"'
fi
ok "bash takes the completions" bash -c 'eval "$("$WARTA" completion bash)" && complete -p warta'
completes() {
	bash -c 'eval "$("$WARTA" completion bash)"; COMP_WORDS=(warta sea); COMP_CWORD=1; _warta
		echo "${COMPREPLY[@]}"'
}
ok "and completes a verb" prints search completes
finish
