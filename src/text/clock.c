/* clock: one grammar for all languages: [part of the day] figures [half] [mark] [- end] [zone]. */
#include "text/clock.h"

enum { HOUR_S = 3600, MINUTE_S = 60, ZONE_MAX_MIN = 15 * 60, COMMENT_MAX = 48 };

/* Values of the names of parts and halves. */
enum half { HALF_FORENOON, HALF_AFTERNOON, HALF_NIGHT, HALF_NOON, HALF_NONE };

/* What may stand behind hours, minutes and seconds. */
static const char *const hour_marks[] = { "時", "时", "点", "點", "시", "giờ", NULL };
static const char *const minute_marks[] = { "分", "분", "phút", NULL };
static const char *const second_marks[] = { "秒", "초", "giây", NULL };

static size_t mark_at(struct slice s, size_t at, const char *const *marks)
{
	at = skip_of(s, at, U"");
	for (char c = byte_at(s, at); *marks; marks++)
		if (c == **marks && slice_starts(slice_from(s, at), slice_str(*marks)))
			return at + strlen(*marks);
	return 0;
}

/* Exactly two figures up to 59 (60 for a leap second, which counts as 59). */
static size_t sixty_at(struct slice s, size_t at, int max, int *ret_value)
{
	struct number n;
	if (!number_at(s, at, &n) || n.digits != 2 || n.value > max)
		return 0;
	*ret_value = n.value == 60 ? 59 : (int)n.value;
	return n.end;
}

static size_t skip_fraction(struct slice s, size_t at)
{
	struct number n;
	if ((byte_at(s, at) == '.' || byte_at(s, at) == ',') && number_at(s, at + 1, &n))
		return n.end;
	return at;
}

/* "+07:00", "+0700", "-03", "+7:00": from the sign on. */
static size_t offset_at(struct slice s, size_t at, bool short_too, int *ret_min)
{
	int sign = byte_at(s, at) == '-' ? -1 : 1, min;
	bool minus = slice_starts(slice_from(s, at), SLICE("−"));
	struct number n, m = { 0 };
	if (byte_at(s, at) != '+' && byte_at(s, at) != '-' && !minus)
		return 0;
	if (!number_at(s, at + (minus ? 3 : 1), &n))
		return 0;
	size_t end = n.end;
	if (n.digits == 4) {
		min = (int)(n.value / 100 * 60 + n.value % 100);
		if (n.value % 100 > 59)
			return 0;
	} else if (n.digits <= 2 && byte_at(s, n.end) == ':' && number_at(s, n.end + 1, &m) &&
		m.digits == 2 && m.value < 60) {
		min = (int)(n.value * 60 + m.value);
		end = m.end;
	} else if (n.digits == 2 || (n.digits == 1 && short_too)) {
		min = (int)n.value * 60;
	} else {
		return 0;
	}
	if (min > ZONE_MAX_MIN)
		return 0;
	*ret_min = minus ? -min : sign * min;
	return end;
}

static bool is_capitals(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return true;
}

/* A zone by name, with an offset behind it where it is UTC. */
static size_t zone_name_at(struct slice s, size_t at, struct clock *c)
{
	int min;
	size_t end = name_at(NAME_ZONE, s, at, &min);
	bool summer = false;
	if (!end) {
		end = name_at(NAME_CAPITALS, s, at, &min);
		if (!end) {
			end = name_at(NAME_SUMMER, s, at, &min);
			summer = true;
		}
		if (!end || !is_capitals(slice_sub(s, at, end)))
			return 0;
	}
	if (min == 0 && !summer) {
		size_t behind = offset_at(s, skip_of(s, end, U""), true, &min);
		if (behind)
			end = behind;
	}
	c->zoned = true;
	c->zone_min = min;
	c->summer = summer;
	return end;
}

/* Hours, minutes and seconds as written. */
struct figures {
	int hour, minute, second;
	bool bare;    /* an hour alone, which needs a word to be a time */
	bool marked;  /* a word such as "時" said that it is one */
	bool seconds; /* were given */
};

static size_t colon_at(struct slice s, size_t at)
{
	if (byte_at(s, at) == ':')
		return at + 1;
	return slice_starts(slice_from(s, at), SLICE("：")) ? at + 3 : 0;
}

/* "15", "15:30", "15:30.123" behind "10:"; or the same with full stops behind "10.". */
static size_t minutes_at(struct slice s, size_t at, bool dotted, struct figures *f)
{
	size_t end = sixty_at(s, at, 59, &f->minute);
	if (!end)
		return 0;
	size_t next = dotted ? (byte_at(s, end) == '.' ? end + 1 : 0) : colon_at(s, end);
	if (next && next < s.n && ascii_digit(s.p[next])) {
		next = sixty_at(s, next, 60, &f->second);
		if (!next)
			return 0;
		f->seconds = true;
		end = skip_fraction(s, next);
	}
	bool amount = byte_at(s, end) == '%' ||
		(byte_at(s, end) == ',' && ascii_digit(byte_at(s, end + 1)));
	return dotted && amount ? 0 : end;
}

/* Behind the hour: "時15分30秒", "h15", " h 15", "giờ 15". */
static size_t marked_minutes_at(struct slice s, size_t at, struct figures *f)
{
	struct number n;
	size_t end = mark_at(s, at, hour_marks), behind;
	if (!end) {
		size_t h = skip_of(s, at, U"");
		/* French and Portuguese "10h15", Flemish "10u15" */
		if (byte_at(s, h) != 'h' && byte_at(s, h) != 'H' && byte_at(s, h) != 'u')
			return 0;
		return sixty_at(s, skip_of(s, h + 1, U""), 59, &f->minute);
	}
	f->marked = true;
	if (!number_at(s, skip_of(s, end, U""), &n) || n.digits > 2 || n.value > 59)
		return end;
	behind = mark_at(s, n.end, minute_marks);
	if (!behind && !slice_starts(slice_from(s, at), SLICE(" giờ")))
		return end;
	f->minute = (int)n.value;
	end = behind ? behind : n.end;
	if (behind && number_at(s, skip_of(s, end, U""), &n) && n.digits <= 2 && n.value < 60 &&
		(behind = mark_at(s, n.end, second_marks)) != 0) {
		f->second = (int)n.value;
		end = behind;
	}
	return end;
}

static size_t figures_at(struct slice s, size_t at, struct figures *ret)
{
	struct number n;
	struct figures f = { 0 };
	size_t end;
	if (!number_at(s, at, &n))
		return 0;
	if (n.digits == 4) {
		/* "1015 GMT": the caller wants the zone. */
		f.hour = (int)n.value / 100;
		f.minute = (int)n.value % 100;
		f.bare = true;
		end = f.minute < 60 ? n.end : 0;
	} else if (n.digits > 2) {
		return 0;
	} else {
		f.hour = (int)n.value;
		size_t colon = colon_at(s, n.end);
		if (colon) {
			end = minutes_at(s, colon, false, &f);
		} else if (byte_at(s, n.end) == '.' && ascii_digit(byte_at(s, n.end + 1))) {
			end = minutes_at(s, n.end + 1, true, &f);
		} else if ((end = marked_minutes_at(s, n.end, &f)) == 0) {
			f.bare = true;
			end = n.end;
		}
	}
	if (!end || f.hour > 24 || (f.hour == 24 && (f.minute || f.second)))
		return 0;
	*ret = f;
	return end;
}

/* A remark such as " (WIB)", " (Western Indonesia Time)" or " (1815 HKT)" behind a zone. */
static size_t skip_comment(struct slice s, size_t at)
{
	struct figures f;
	size_t open = skip_of(s, at, U"");
	if (byte_at(s, open) != '(')
		return at;
	size_t end = figures_at(s, open + 1, &f);
	for (end = end ? end : open + 1; end < s.n && end - open < COMMENT_MAX; end++) {
		if (s.p[end] == ')')
			return end + 1;
		if (ascii_digit(s.p[end]) || s.p[end] == '(' || s.p[end] == '/')
			break;
	}
	return at;
}

/* The zone behind a time; `exact` where the time is a machine's, so that "-11:00" is an offset and
 * not the end of a span. Returns `at` where there is none. */
static size_t zone_at(struct slice s, size_t at, bool exact, struct clock *c)
{
	size_t p = skip_of(s, at, U"");
	bool bracket = byte_at(s, p) == '(';
	if (bracket)
		p = skip_of(s, p + 1, U"");
	char sign = byte_at(s, p);
	bool four = byte_at(s, p + 3) != ':' && ascii_digit(byte_at(s, p + 4));
	bool offset = sign == '+' || exact || (sign == '-' && p > at && four);
	size_t end = offset ? offset_at(s, p, false, &c->zone_min) : 0;
	if (end) {
		c->zoned = true;
		end = skip_comment(s, end);
	} else {
		end = zone_name_at(s, p, c);
	}
	if (!end)
		return at;
	if (!bracket)
		return skip_comment(s, end);
	p = skip_of(s, end, U"");
	return byte_at(s, p) == ')' ? p + 1 : end;
}

/* The hour of the day, told with a half of it. Hours above 12 need none. */
static int hour_of(int hour, int half)
{
	if (hour > 12 || half == HALF_NONE)
		return hour;
	switch (half) {
	case HALF_AFTERNOON:
		return hour == 12 ? 12 : hour + 12;
	case HALF_NIGHT:
		return hour == 12 ? 0 : hour >= 6 ? hour + 12 : hour;
	case HALF_NOON:
		return hour <= 4 ? hour + 12 : hour;
	default:
		return hour == 12 ? 0 : hour;
	}
}

/* Where the second time of "10:15 - 11:00" ends; 0 where none follows. */
static size_t span_end(struct slice s, size_t at)
{
	struct figures f;
	size_t dash = skip_of(s, at, U"-–—"), end;
	if (skip_of(s, at, U"") == dash || !(end = figures_at(s, dash, &f)))
		return 0;
	if (byte_at(s, end) == '.')
		end++;
	int half;
	size_t behind = name_at(NAME_HALF, s, skip_of(s, end, U""), &half);
	if (f.bare && !behind)
		return 0;
	if (!behind)
		return end;
	return byte_at(s, behind) == '.' ? behind + 1 : behind;
}

static bool begins_word(struct slice s, size_t at)
{
	return at < s.n && (ascii_alpha(s.p[at]) || (unsigned char)s.p[at] >= 0x80);
}

size_t clock_at(struct slice s, size_t at, struct clock *ret_clock)
{
	struct clock c = { 0 };
	struct figures f;
	int part = HALF_NONE, half = HALF_NONE;
	size_t end = name_at(NAME_PART, s, at, &part), next;
	if (end)
		at = skip_of(s, end, U"");
	end = figures_at(s, at, &f);
	if (!end)
		return 0;
	bool four = f.bare && end - at == 4, word = f.marked || part != HALF_NONE;
	/* An hour alone, as most numbers are, needs a word behind it. */
	if (f.bare && !word && !begins_word(s, skip_of(s, end, U"(")))
		return 0;
	next = four ? 0 : name_at(NAME_HALF, s, skip_of(s, end, U""), &half);
	if (next) {
		end = byte_at(s, next) == '.' ? next + 1 : next;
		word = true;
	}
	next = four ? 0 : name_at(NAME_CLOCK, s, skip_of(s, end, U""), NULL);
	if (next) {
		end = byte_at(s, next) == '.' ? next + 1 : next;
		word = true;
	}
	if (f.bare && !four && !word)
		return 0;
	next = four || f.seconds ? 0 : span_end(s, end);
	if (next)
		end = next;
	end = zone_at(s, end, f.seconds, &c);
	if (four && !c.zoned)
		return 0;
	c.seconds = hour_of(f.hour, part != HALF_NONE ? part : half) * HOUR_S +
		f.minute * MINUTE_S + f.second;
	*ret_clock = c;
	return end;
}

size_t clock_iso_at(struct slice s, size_t at, struct clock *ret_clock)
{
	struct clock c = { 0 };
	struct figures f = { 0 };
	struct number n;
	if (!number_at(s, at, &n))
		return 0;
	size_t end = n.end;
	if (n.digits == 6 || n.digits == 4) {
		int64_t v = n.digits == 6 ? n.value : n.value * 100;
		f = (struct figures){ .hour = (int)(v / 10000), .minute = (int)(v / 100 % 100),
			.second = (int)(v % 100) };
		if (f.minute > 59 || f.second > 60)
			return 0;
		f.second -= f.second == 60;
		end = skip_fraction(s, end);
	} else if (n.digits <= 2) {
		f.hour = (int)n.value;
		size_t colon = colon_at(s, end);
		if (colon)
			end = minutes_at(s, colon, false, &f);
	} else {
		return 0;
	}
	if (!end || f.hour > 24 || (f.hour == 24 && (f.minute || f.second)))
		return 0;
	end = zone_at(s, end, true, &c);
	c.seconds = f.hour * HOUR_S + f.minute * MINUTE_S + f.second;
	*ret_clock = c;
	return end;
}
