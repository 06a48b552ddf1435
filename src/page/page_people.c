/* Bylines differ by language in their first words only; what a name is not is a list of words. */
#include "page/page_people.h"

#include "text/datetext.h"

/* Introductions in lower case; longer ones before their beginnings. */
static const char *const intros[] = {
	"written and photographed by", "words and photos by", "words and pictures by", "written by",
	"posted by", "published by", "story by", "words by", "text by", "reported by",
	"contributed by", "article by", "review by", "authored by", "created by", "recipe by",
	"guest post by", "interview by", "interview:", "reporting by", "compiled by", "by",
	"author", "authors", "author(s)", "writer", "contributors", "contributor", "reporter",
	"reportase:", "diposting oleh", "dipublikasikan oleh", "laporan wartawan",
	"eingestellt von", "veröffentlicht von", "publicada por", "postado por",
	"opublikowane przez", "gönderen", "oleh", "penulis", "pewarta", "ditulis oleh", "laporan",
	"jurnalis", "geschrieben von", "ein artikel von", "von unserer mitarbeiterin",
	"von unserem mitarbeiter", "von unserer redakteurin", "von unserem redakteur",
	"von unserer korrespondentin", "von unserem korrespondenten", "von", "autor", "autorin",
	"autoren", "text", "publié par", "écrit par", "rédigé par", "propos recueillis par", "par",
	"auteur", "escrito por", "publicado por", "redactado por", "por", "autora", "autores",
	"texto", "scritto da", "a cura di", "pubblicato da", "di", "autore", "autrice",
	"geschreven door", "door", "skriven av", "skrevet av", "skrevet af", "av", "af", "napisał",
	"napisała", "kirjoittaja", "автор", "авторы", "текст", "автори", "Автор", "Авторы",
	"Автори", "Текст", "كتب", "كتبت", "بقلم", "إعداد", "מאת", "yazan", "yazar", "haber:",
	"muhabir", "tác giả", "người viết", "โดย", "作者", "投稿者", "记者", "記者", "文", "글", "por:",
	"लेखक", "लेखिका", "রিপোর্ট:", "লেখক", "نویسنده", "تحریر", "Συντάκτης", "Γράφει η",
	"Γράφει ο", "írta", "szerző", "scris de", "de către", "piše", "napsal", "napsala", "Írta",
	"teksti:", "Szerző",
};

/* What parts names; blanks are part of it. The first ones mean that in any language. */
enum { N_COMMON_JOINERS = 4 };
static const char *const joiners[] = {
	", and ", " and ", " & ", ", ", "; ", " und ", " dan ", " et ", " y ", " e ", " en ",
	" och ", " og ", " i ", " и ", " ve ", " và ", "、", " with ", "/",
};

/* What ends the names: from here on it is something else. */
static const char *const ends[] = {
	" | ", " • ", " · ", " ⋅ ", " ● ", " — ", " – ", " - ", " // ", "\n", " on ", " in ",
	" for ", " at ", " updated", " published", " Updated", " Published", " last ", " Last ",
	" pada ", " am ", " vom ", " le ", " el ", " il ", " op ", " (", " [", ":", "•", "·", "|",
	" Posted", " Reviewed", " Edited", " edited", " reviewed", " min read", " from ", " of ",
	" via ", " , ",
};

/* Words that no person is called. */
static const char *const nobody[] = {
	"staff", "team", "editor", "editors", "editorial", "editorial team", "redaksi", "redaktion",
	"redaktor", "redazione", "redacción", "redacao", "redação", "rédaction", "la rédaction",
	"redactie", "redaktionen", "redakcja", "redakce", "редакция", "admin", "administrator",
	"webmaster", "newsroom", "news desk", "newsdesk", "desk", "news", "guest", "guest author",
	"anonymous", "unknown", "author", "authors", "contributor", "contributors", "user", "root",
	"tim", "tim redaksi", "posted", "share", "follow", "subscribe", "comments", "home", "blog",
	"press release", "wire", "agencies", "agency", "afp", "ap", "reuters", "dpa", "ansa", "efe",
	"associated press", "role", "type", "null", "none", "undefined", "default", "more",
	"read more", "about", "contact", "updated", "published", "sponsored", "advertisement",
	"super user",
};

/* Words that make a name an office's. */
static const char *const offices[] = {
	"staff", "team", "editors", "editorial", "redaksi", "redaktion", "redazione", "redacción",
	"redação", "rédaction", "redactie", "newsroom", "desk", "admin", "news", "magazine",
	"media", "press", "blog", "inc", "ltd", "llc", "gmbh", "group", "agency", "association",
	"university", "department", "institute", "posts", "articles", "view", "follow", "read",
	"click", "min", "minutes", "updated", "published", "reviewed", "comments", "share",
	"company", "services", "attorney", "director", "ceo", "expert", "specialist", "gardener",
	"marketing", "founder", "manager", "analyst", "bio", "hardware", "sponsored", "senior",
	"founder", "officer", "forum", "resources", "products", "solutions", "agencies", "trends",
	"guide", "tips", "reviews", "advice", "contents", "topics", "education", "technology",
	"health", "business", "travel", "lifestyle", "sports", "politics", "economy", "world",
	"opinion", "culture", "podcast", "video", "videos", "our", "your", "the", "this", "how",
	"what", "why", "best",
};

static bool listed(struct slice folded, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_is(folded, list[i]))
			return true;
	return false;
}

#define LISTED(s, list) listed((s), (list), sizeof(list) / sizeof *(list))

size_t byline_intro(struct slice s)
{
	char first = s.n > 0 ? ascii_lower(s.p[0]) : 0;
	for (size_t i = 0; i < sizeof intros / sizeof *intros; i++) {
		if (intros[i][0] != first)
			continue;
		struct slice intro = slice_str(intros[i]);
		if (!slice_starts_nocase(s, intro))
			continue;
		size_t at = intro.n;
		bool wide = (unsigned char)intro.p[0] >= 0xe0;
		/* "ByAnn Lee": the blank is lost where two elements meet. */
		wide |= slice_starts(s, SLICE("By")) && at == 2 && s.n > 3 && s.p[2] >= 'A' &&
			s.p[2] <= 'Z' && s.p[3] >= 'a' && s.p[3] <= 'z';
		if (at < s.n && !ascii_space(s.p[at]) && s.p[at] != ':' && !wide)
			continue;
		for (;;) {
			if (at < s.n && (ascii_space(s.p[at]) || s.p[at] == ':'))
				at++;
			else if (slice_starts(slice_from(s, at), SLICE("：")))
				at += 3;
			else
				return at;
		}
	}
	return 0;
}

size_t byline_outro(struct slice s)
{
	static const char *const outros[] = { "기자", "특파원", "記者", "特派員" };
	for (size_t i = 0; i < sizeof outros / sizeof *outros; i++)
		if (slice_ends(s, slice_str(outros[i])) && s.n > strlen(outros[i]))
			return strlen(outros[i]);
	return 0;
}

static struct slice lower(struct slice s, char *room, size_t size)
{
	size_t n = s.n < size ? s.n : size;
	for (size_t i = 0; i < n; i++)
		room[i] = ascii_lower(s.p[i]);
	return slice_of(room, n);
}

static bool particle(struct slice word)
{
	static const char *const particles[] = { "de", "van", "von", "der", "den", "bin", "binti",
		"al", "da", "di", "del", "della", "la", "le", "du", "dos", "das", "ter", "ten",
		"el", "y", "e", "zu", "af", "av", "ibn", "abu", "d", "do", "dr", "prof", "mr",
		"mrs", "ms" };
	return LISTED(word, particles);
}

bool person_like(struct slice s)
{
	char room[128];
	if (s.n < 3 || s.n > 60)
		return false;
	struct slice folded = lower(s, room, sizeof room), word;
	if (LISTED(folded, nobody))
		return false;
	int words = 0, big = 0;
	struct slice rest = s, low = folded;
	while (slice_next_piece(&rest, ' ', &word)) {
		struct slice w = SLICE_NONE;
		(void)slice_next_piece(&low, ' ', &w);
		if (word.n == 0)
			continue;
		words++;
		unsigned char c = (unsigned char)word.p[0];
		if (LISTED(w, offices))
			return false;
		if ((c >= 'A' && c <= 'Z') || c >= 0x80)
			big++;
		else if (!particle(w))
			return false;
		for (size_t i = 0; i < word.n; i++)
			if (ascii_digit(word.p[i]) || strchr("@/:!?#<>{}=_", word.p[i]))
				return false;
	}
	return words <= 5 && big >= 1;
}

/* Words of outlets' and firms' names, which one-man sites do not have in theirs. */
static const char *const outlets[] = {
	"times", "post", "daily", "weekly", "journal", "gazette", "herald", "tribune", "courier",
	"today", "online", "network", "security", "club", "foundation", "council", "ministry",
	"radio", "tv", "channel", "society", "center", "centre", "clinic", "hospital", "school",
	"college", "bank", "store", "shop", "international", "global", "studio", "studios", "labs",
	"digital", "web", "kompas", "harian", "warta", "berita", "zeitung", "nachrichten", "diario",
	"jornal", "giornale", "insurance", "software", "systems", "consulting", "partners",
	"learning", "academy", "research", "life", "home", "garden", "food", "kitchen", "tech",
};

/* Is a page's author who is called like the page's site a person with a site of his own? */
static bool own_site(struct slice name)
{
	char room[128];
	struct slice rest = lower(name, room, sizeof room), word;
	int words = 0;
	for (; slice_next_piece(&rest, ' ', &word); words++)
		if (LISTED(word, outlets) || particle(word))
			return false;
	return words == 2;
}

/* "Paperium.net": the name of a site. Names like "ann.lee" are none. */
static bool names_host(struct slice s)
{
	static const char *const hosts[] = { ".com", ".net", ".org", ".io", ".co", ".info", ".id",
		".de", ".fr", ".uk", ".nl", ".it", ".es", ".br", ".eu", ".tv", ".ai", ".dev",
		".app", ".blog", ".news", ".me" };
	char room[64];
	struct slice low = lower(s, room, sizeof room);
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (slice_ends(low, slice_str(hosts[i])))
			return true;
	return false;
}

static struct slice edge_trim(struct slice s)
{
	s = slice_trim(s);
	while (s.n > 0 && strchr(",;:.|-*\"'", s.p[s.n - 1]) &&
		!(s.p[s.n - 1] == '.' && s.n > 2 && (s.p[s.n - 3] == ' ' || s.n < 6)))
		s = slice_trim(slice_sub(s, 0, s.n - 1));
	while (s.n > 0 && strchr(",;:.|-*\"'@&", s.p[0]))
		s = slice_trim(slice_from(s, 1));
	return s;
}

/* How much is known of a text that may hold names. */
enum trust {
	TRUST_LINE,    /* a line of the page: a name has two words, or none of ours */
	TRUST_DECLARED
};

static bool words_enough(struct slice name)
{
	if (slice_find_byte(name, ' ', 0) != SIZE_MAX)
		return true;
	/* Scripts without capitals or blanks. */
	return (unsigned char)name.p[0] >= 0xd8;
}

static bool listed_already(const strings *list, struct slice name)
{
	for (size_t i = 0; i < list->n; i++)
		if (slice_eq_nocase(list->at[i], name))
			return true;
	return false;
}

/* "Ann Lee Senior Writer": a blank between two elements is all that parts a name from its work. */
static struct slice job_cut(struct slice name)
{
	static const char *const words[] = { "writer", "editor", "reporter", "author",
		"journalist", "correspondent", "contributor", "columnist", "senior",
		"staff", "contributing", "managing", "freelance", "associate", "deputy",
		"executive", "wartawan", "jurnalis", "penulis", "redakteur", "redakteurin",
		"journaliste", "periodista", "jornalista", "giornalista" };
	char room[128];
	struct slice low = lower(name, room, sizeof room), rest = low, word;
	for (int n = 0; slice_next_piece(&rest, ' ', &word); n++)
		if (n >= 2 && LISTED(word, words))
			return slice_trim(slice_sub(name, 0, (size_t)(word.p - low.p)));
	return name;
}

static void one_add(strings *to, struct slice name, struct slice site, enum trust trust,
	struct arena *out)
{
	name = edge_trim(name);
	size_t intro = byline_intro(name);
	if (intro > 0 && intro < name.n)
		name = edge_trim(slice_from(name, intro));
	name = job_cut(name);
	name = slice_trim(slice_sub(name, 0, name.n - byline_outro(name)));
	if (!person_like(name) || names_host(name) || to->n >= PEOPLE_MAX)
		return;
	if (trust == TRUST_LINE && !words_enough(name))
		return;
	if (slice_eq_nocase(name, site) && (trust == TRUST_LINE || !own_site(name)))
		return;
	if (!listed_already(to, name))
		*list_add(out, to) = arena_dup(out, name);
}

/* The first of `marks` in `s`, and its length. */
static size_t mark_find(struct slice s, const char *const *marks, size_t n, size_t *ret_len)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		size_t at = slice_find(s, slice_str(marks[i]), 0);
		if (at < best) {
			best = at;
			*ret_len = strlen(marks[i]);
		}
	}
	return best;
}

/* What stands before a date, without the word that leads to it. */
static struct slice before_date(struct slice s)
{
	static const char *const leads[] = { " on", " at", " am", " vom", " le", " el", " il",
		" op", " pada", " em", " den", " di", " pukul", " um", " à", " às", " alle", " -",
		" |", "," };
	s = slice_trim(s);
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
		if (slice_ends(s, slice_str(leads[i])))
			return slice_trim(slice_sub(s, 0, s.n - strlen(leads[i])));
	return s;
}

bool people_job(struct slice s)
{
	static const char *const jobs[] = { "writer", "editor", "reporter", "author", "founder",
		"ceo", "journalist", "correspondent", "contributor", "columnist", "director",
		"manager", "specialist", "strategist", "expert", "wartawan", "jurnalis", "penulis",
		"redakteur", "redakteurin", "journaliste", "periodista", "jornalista",
		"giornalista" };
	if (s.n > 80)
		return false;
	for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
		if (slice_find_nocase(s, slice_str(jobs[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* The part of a byline that is names: before a date, a dash, a number. */
static struct slice names_part(struct slice field, enum trust trust)
{
	struct slice s = slice_trim(slice_sub(field, 0, 400));
	if (slice_starts_nocase(s, SLICE("http")) || slice_starts_nocase(s, SLICE("www.")))
		return SLICE_NONE;
	struct date_hit date;
	if (date_find(s, 0, DATE_ORDER_UNKNOWN, &date))
		s = date.start > 0 ? before_date(slice_sub(s, 0, date.start))
				   : slice_from(s, date.end);
	s = slice_trim(s);
	s = slice_from(s, byline_intro(s));
	size_t mail = slice_find_byte(s, '@', 0);
	while (mail != SIZE_MAX && mail > 0 && s.p[mail - 1] != ' ')
		mail--;
	if (mail != SIZE_MAX && mail > 0) /* "Ann Lee alee@post.example" */
		s = slice_trim(slice_sub(s, 0, mail));
	size_t len = 0, end = mark_find(s, ends, sizeof ends / sizeof *ends, &len);
	s = slice_sub(s, 0, end);
	if (trust == TRUST_LINE) /* "Por Ana Lobo / Puerto Lindo" */
		s = slice_sub(s, 0, slice_find(s, SLICE(" / "), 0));
	for (size_t i = 0; i + 1 < s.n; i++)
		if (ascii_digit(s.p[i]))
			return before_date(slice_sub(s, 0, i));
	return s;
}

/* "Ann Lee, Privacy and Security Expert": where the work begins, or the end. */
static size_t job_begin(struct slice s)
{
	for (size_t at = slice_find(s, SLICE(", "), 0); at != SIZE_MAX;) {
		size_t next = slice_find(s, SLICE(", "), at + 2);
		if (people_job(slice_sub(s, at + 2, next)))
			return at;
		at = next;
	}
	return s.n;
}

static void names_add(strings *to, struct slice field, struct slice site, enum trust trust,
	struct arena *out)
{
	struct slice s = names_part(field, trust);
	s = slice_sub(s, 0, job_begin(s));
	while (s.n > 0) {
		size_t len = 0, at = mark_find(s, joiners, sizeof joiners / sizeof *joiners, &len);
		one_add(to, slice_sub(s, 0, at), site, trust, out);
		if (at == SIZE_MAX)
			break;
		s = slice_from(s, at + len);
	}
}

static bool nickname_like(struct slice s)
{
	char room[64];
	if (s.n < 3 || s.n > 30 || LISTED(lower(s, room, sizeof room), nobody))
		return false;
	bool letter = false;
	int stops = 0;
	for (size_t i = 0; i < s.n; i++) {
		stops += s.p[i] == '.';
		if (stops > 2 || ascii_space(s.p[i]) || strchr("@/:,;|<>&?!", s.p[i]))
			return false;
		letter |= ascii_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0x80;
	}
	return letter;
}

void people_add(strings *to, struct slice field, struct slice site, struct arena *out)
{
	size_t before = to->n, intro = byline_intro(field);
	names_add(to, field, site, TRUST_LINE, out);
	struct slice rest = slice_trim(slice_from(field, intro));
	/* "by ibby" and nothing else */
	if (to->n == before && intro > 0 && nickname_like(rest) && !names_host(rest) &&
		!slice_eq_nocase(rest, site))
		*list_add(out, to) = arena_dup(out, rest);
}

void people_add_behind(strings *to, struct slice rest, struct slice site, struct arena *out)
{
	static const char *const bars[] = { "•", "·", "–", "—" };
	rest = edge_trim(rest);
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
		if (slice_starts(rest, slice_str(bars[i])))
			rest = edge_trim(slice_from(rest, strlen(bars[i])));
	if (byline_intro(rest) > 0)
		people_add(to, rest, site, out);
}

bool people_alone(struct slice s)
{
	enum { NAMES_BYTES = 300 };
	bool sure = slice_find(s, SLICE(" and "), 0) != SIZE_MAX ||
		slice_find(s, SLICE(" & "), 0) != SIZE_MAX;
	size_t n = 0;
	if (s.n > NAMES_BYTES)
		return false;
	for (;; n++) {
		size_t len = 0, at = mark_find(s, joiners, N_COMMON_JOINERS, &len);
		struct slice name = slice_trim(slice_sub(s, 0, at));
		for (size_t i = 1; i + 1 < name.n; i++)
			sure |= name.p[i] == '.' && name.p[i - 1] >= 'A' && name.p[i - 1] <= 'Z';
		if (!person_like(name) || slice_find_byte(name, ' ', 0) == SIZE_MAX ||
			byline_intro(name) > 0)
			return false;
		if (at == SIZE_MAX)
			break;
		s = slice_from(s, at + len);
	}
	return n > 0 && sure;
}

/* Three to five Chinese signs that are no office, place or outlet. */
static bool han_name(struct slice s)
{
	static const char *const others[] = { "部", "社", "局", "版", "室", "省", "庁", "県", "府",
		"都", "市", "区", "道", "国", "新聞", "新闻", "通信", "経済", "经济", "政治",
		"社会", "国際", "国际", "文化", "芸能", "更新", "公開", "配信", "掲載", "发布",
		"来源", "編集" };
	if (s.n < 9 || s.n > 15 || s.n % 3)
		return false;
	for (size_t i = 0; i < s.n; i += 3) /* U+4E00 to U+9FFF, and U+3005 */
		if (((unsigned char)s.p[i] < 0xe4 || (unsigned char)s.p[i] > 0xe9) &&
			!slice_starts(slice_from(s, i), SLICE("々")))
			return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (slice_ends(s, slice_str(others[i])))
			return false;
	return true;
}

bool people_dated(strings *to, struct slice s, struct arena *out)
{
	enum { DATED_BYTES = 120 };
	struct date_hit date;
	if (s.n > DATED_BYTES || !date_find(s, 0, DATE_ORDER_UNKNOWN, &date))
		return false;
	size_t blank = date.end;
	for (size_t i = date.end; i < s.n; i++)
		blank = s.p[i] == ' ' ? i + 1 : blank;
	if (!han_name(slice_from(s, blank)))
		return false;
	*list_add(out, to) = arena_dup(out, slice_from(s, blank));
	return true;
}

void people_declare(strings *to, struct slice field, struct slice site, struct arena *out)
{
	struct slice s = slice_trim(field);
	size_t comma = slice_find_byte(s, ',', 0);
	if (comma != SIZE_MAX && slice_find_byte(s, ',', comma + 1) == SIZE_MAX) {
		struct slice last = slice_trim(slice_sub(s, 0, comma));
		struct slice first = slice_trim(slice_from(s, comma + 1));
		if (slice_find_byte(last, ' ', 0) == SIZE_MAX &&
			slice_find_byte(first, ' ', 0) == SIZE_MAX)
			s = arena_printf(out, "%.*s %.*s", SLICE_ARG(first), SLICE_ARG(last));
	}
	size_t before = to->n;
	names_add(to, s, site, TRUST_DECLARED, out);
	if (to->n == before && nickname_like(s) && !slice_eq_nocase(s, site) &&
		to->n < PEOPLE_MAX && !names_host(s) && !listed_already(to, s))
		*list_add(out, to) = arena_dup(out, s);
}
