/* edition: notes of whatever the loader has loaded. */
#include "publish/edition.h"

#include <elf.h>
#include <link.h>

#include "base/mix.h"

/* Find the build ID among the notes of one segment, each of which is padded to `pad` bytes. */
static struct slice id_in(struct slice notes, size_t pad)
{
	ElfW(Nhdr) head;
	while (notes.n >= sizeof head) {
		memcpy(&head, notes.p, sizeof head);
		struct slice rest = slice_from(notes, sizeof head);
		struct slice name = slice_sub(rest, 0, head.n_namesz);
		size_t at = ((size_t)head.n_namesz + pad - 1) / pad * pad;
		if (head.n_type == NT_GNU_BUILD_ID &&
			slice_eq(name, slice_of(ELF_NOTE_GNU, sizeof ELF_NOTE_GNU)))
			return slice_sub(rest, at, at + head.n_descsz);
		notes = slice_from(rest, at + ((size_t)head.n_descsz + pad - 1) / pad * pad);
	}
	return SLICE("");
}

static int add_object(struct dl_phdr_info *object, size_t size, void *ctx)
{
	uint64_t *edition = ctx;
	struct slice id = SLICE("");
	(void)size;
	for (int i = 0; i < object->dlpi_phnum && !id.n; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		const char *at = (const char *)(object->dlpi_addr + part->p_vaddr);
		if (part->p_type == PT_NOTE)
			id = id_in(slice_of(at, part->p_memsz), part->p_align == 8 ? 8 : 4);
	}
	*edition = id.n ? mix_text(*edition, id) : 0;
	return !id.n;
}

uint64_t edition_of_code(void)
{
	uint64_t edition = 1;
	dl_iterate_phdr(add_object, &edition);
	return edition;
}
