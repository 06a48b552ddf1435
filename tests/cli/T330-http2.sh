# HTTP/2, against nghttpd of Debian's nghttp2-server: many feeds of one host over few connections, kept
# and read like any other answers.
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin
for program in nghttpd openssl; do
	command -v $program >/dev/null || skip_all "$program is not installed"
done

key="-nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
openssl req -x509 $key -subj "/CN=nusa.example" -addext "subjectAltName=DNS:nusa.example" \
	-days 30 -keyout key.pem -out cert.pem 2>/dev/null
mkdir www
for n in $(seq 1 20); do
	echo "<rss version='2.0'><channel><title>Nusa $n</title><item><title>Well $n is open</title>
<link>https://nusa.example/2024/well-$n</link><description>Water again.</description></item></channel></rss>" >www/$n
done
export WARTA_HOSTS=nusa.example=127.0.0.1 SSL_CERT_FILE=$PWD/cert.pem
fetch() { LD_PRELOAD=$RESOLVER "$WARTA" fetch --allow=127.0.0.0/8 --no-delay "$@"; }

# A free port: the first that nghttpd can have.
for port in $(shuf -i 20000-32000 -n 20); do
	nghttpd -v -a 127.0.0.1 -d www "$port" key.pem cert.pem >server.log 2>&1 &
	server=$!
	for _ in $(seq 100); do
		(exec 3<>/dev/tcp/127.0.0.1/"$port") 2>/dev/null && break 2
		kill -0 $server 2>/dev/null || break
		sleep 0.05
	done
	kill $server 2>/dev/null
done
trap 'kill $server 2>/dev/null; cd /; rm -rf "$work"' EXIT

for n in $(seq 1 20); do
	warta subscribe --direct --full-text=never "https://nusa.example:$port/$n" >/dev/null
done
# Those that were asked for something: looking for the port made others.
connections() { grep -aE 'recv \(stream_id' server.log | grep -oE '^\[id=[0-9]+\]' | sort -u | wc -l; }
ok "all are fetched" says '^20 sources asked: 0 unchanged, 0 failed; 20 articles added' fetch
ok "over no more than two connections, as many as one host gets" says '^[12]$' connections
ok "it was HTTP/2" grep -qa '^HTTP/2 200' <(zcat archive/warc/*)
ok "asked conditionally, all are unchanged" says '^20 sources asked: 20 unchanged, 0 failed' fetch --all
ok "the archive is whole" warta check
warta export >before
ok "and made again from its records" warta rebuild
ok "it is the same" same before <(warta export)
finish
