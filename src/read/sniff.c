/* sniff: file formats by their first bytes, so that an error can say what it is that was given. */
#include "read/sniff.h"

#include "text/charset.h"

#include <stdint.h>

/* Formats that people have lying among their news; from the formats' own specifications. */
static const struct format {
	const char *name;
	size_t offset;
	struct slice magic;
} formats[] = {
#define AT(offset, magic, name) { name, offset, { magic, sizeof(magic) - 1 } }
	AT(0, "\x89PNG\r\n\x1a\n", "PNG image"),
	AT(0, "\xff\xd8\xff", "JPEG image"),
	AT(0, "GIF87a", "GIF image"),
	AT(0, "GIF89a", "GIF image"),
	AT(8, "WEBP", "WebP image"),
	AT(0, "II*\0", "TIFF image"),
	AT(0, "MM\0*", "TIFF image"),
	AT(0, "\0\0\1\0", "icon"),
	AT(4, "ftypavif", "AVIF image"),
	AT(4, "ftyp", "MP4 video"),
	AT(0, "\x1a\x45\xdf\xa3", "Matroska video"),
	AT(8, "WAVE", "WAV sound"),
	AT(8, "AVI ", "AVI video"),
	AT(0, "ID3", "MP3 sound"),
	AT(0, "OggS", "Ogg sound or video"),
	AT(0, "fLaC", "FLAC sound"),
	AT(0, "%PDF-", "PDF document"),
	AT(0, "%!PS", "PostScript document"),
	AT(0, "{\\rtf", "RTF document"),
	AT(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
	AT(0, "PK\3\4", "ZIP archive or office document"),
	AT(0, "PK\5\6", "empty ZIP archive"),
	AT(0, "\x1f\x8b", "gzip data that holds no WARC record"),
	AT(0, "BZh", "bzip2 data"),
	AT(0, "\xfd" "7zXZ\0", "xz data"),
	AT(0, "\x28\xb5\x2f\xfd", "zstd data"),
	AT(0, "7z\xbc\xaf\x27\x1c", "7z archive"),
	AT(0, "Rar!\x1a\7", "RAR archive"),
	AT(257, "ustar", "tar archive"),
	AT(0, "filedesc://", "ARC file, the form before WARC"),
	AT(0, "SQLite format 3\0", "SQLite database"),
	AT(0, "wOFF", "font"),
	AT(0, "wOF2", "font"),
	AT(0, "\0\1\0\0\0", "font"),
	AT(0, "\x7f" "ELF", "program"),
	AT(0, "MZ\x90\0", "program"),
	AT(0, "\0asm", "program"),
#undef AT
};

/* What kind of binary data begins like this, or NULL. */
static const char *binary_format(struct slice head)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		const struct format *f = &formats[i];
		struct slice there = slice_sub(head, f->offset, f->offset + f->magic.n);
		if (slice_eq(there, f->magic))
			return f->name;
	}
	return NULL;
}

enum err sniff_text(struct slice bytes, struct error *e)
{
	const char *format = binary_format(bytes);
	if (format)
		return fail(e, ERR_INPUT, "binary data (%s)", format);
	if (charset_is_text(bytes))
		return OK;
	size_t nul = slice_find_byte(bytes, 0, 0);
	if (nul != SIZE_MAX)
		return fail(e, ERR_INPUT, "binary data (NUL byte at %zu)", nul);
	return fail(e, ERR_INPUT, "binary data (control characters)");
}

struct slice sniff_past_mark(struct slice s)
{
	return slice_starts(s, SLICE("\xef\xbb\xbf")) ? slice_from(s, 3) : s;
}

bool sniff_json(struct slice head)
{
	head = slice_trim(sniff_past_mark(head));
	if (!head.n || head.p[0] != '{')
		return false;
	head = slice_trim(slice_from(head, 1));
	return head.n && (head.p[0] == '"' || head.p[0] == '}');
}
