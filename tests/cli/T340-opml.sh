# Subscriptions as OPML, from other readers and to them.
. "$(dirname "$0")/lib.sh"

cat >in.opml <<-'END'
	<opml version="1.0"><body>
	<outline text="News"><outline text="Asia &amp; Pacific"><outline text="Nusa" title="Nusa &lt;Daily>"
	 type="rss" xmlUrl="https://nusa.example/rss?a=1&b=2" htmlUrl="https://nusa.example/"/></outline>
	<outline text="AC/DC" xmlUrl="https://acdc.example/rss"/></outline>
	<outline text="Empty"/>
	<outline text="Old" xmlUrl="feed://old.example/rss"/>
	<outline text="New" xmlUrl="feed:https://new.example/rss"/>
	<outline text="https://bare.example/rss" xmlUrl="https://bare.example/rss"/>
	<outline text="Shut" xmlUrl="https://jo:p%40ss@shut.example:8443/rss?a=@b"/>
	<outline text="Broken" xmlUrl="https://:x/rss"/>
	<outline text="Files" xmlUrl="ftp://files.example/rss"/>
	<outline text="Twice" xmlUrl="https://acdc.example/rss"/>
	</body></opml>
END
ok "what is taken is counted, and what is not" says '^7 subscriptions .2 passed over' \
	warta import --interval=30 in.opml
warta subscriptions >list
ok "folders are kept" grep -q '^News/Asia & Pacific/ Nusa <Daily>  https://nusa.example/rss?a=1&b=2$' list
ok "of two folders the last counts" grep -q '^Twice  https://acdc.example/rss$' list
ok "addresses for readers of feeds are those of the web" grep -q '^New  https://new.example/rss$' list
ok "with and without their own scheme" grep -q '^Old  http://old.example/rss$' list
ok "an address is no title" grep -q '^https://bare.example/rss$' list
ok "a login in an address is a setting" bash -c 'grep -A2 "^Shut  https://shut.example:8443/rss?a=@b$" list | grep -q "login: jo:p@ss"'
ok "which it has to be" says "setting 'login'" warta subscribe --direct https://jo:word@shut.example/rss
ok "what is no address is told" says "is no address" warta subscribe --direct "javascript:alert(1)"
ok "settings are given to all" prints 6 grep -c 'interval: 30' list
warta export --format=opml >out.opml
ok "another archive takes them in" \
	says '^6 subscriptions$' env WARTA_ARCHIVE="$work/other" "$WARTA" import out.opml
ok "and gives the same" same out.opml <(WARTA_ARCHIVE=$work/other "$WARTA" export --format=opml)
ok "it is well-formed" python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("out.opml")'
ok "what is no OPML is named" says '^warta: -: neither a feed' bash -c 'echo x | "$WARTA" import -'
echo '<rss version="2.0"><channel><title>x</title></channel></rss>' >rss.xml
ok "a feed is none" says '^warta: rss.xml: it is no OPML$' warta import rss.xml
python3 -c 'print("<opml><body><outline text=\"" + "é" * 600 + "\" xmlUrl=\"https://long.example/rss\"/></body></opml>")' >long.opml
ok "a title that is too long is cut, and the rest is taken" says '^1 subscription$' warta import long.opml
ok "between two characters" bash -c '"$WARTA" subscriptions | grep -qx "é\{250\}  https://long.example/rss"'
finish
