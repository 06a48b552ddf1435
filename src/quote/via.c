/* Through what something was said: "in an interview with Radio Holm", "melalui siaran pers",
 * "through a spokesman". */
#include "quote/judge.h"

enum { MAX_FROM_CUE = 16, MAX_BETWEEN = 4 };

/* The end of what belongs to the channel whose noun stands at `noun`: words that follow the noun
 * in languages where they do, and who was spoken to. */
static uint32_t channel_end(const struct finding *f, uint32_t noun, uint32_t end)
{
	uint32_t i = noun + 1;
	while (f->u->lexicon->head_first && i < end && i < noun + MAX_BETWEEN) {
		const struct token *t = token_at(f, i);
		if (t->kind != TOKEN_WORD || t->flags & TOKEN_CAPITAL || cue_sort(t) > 1 ||
			t->classes & (LEX_PREP | LEX_AND | LEX_THAT | LEX_REL | LEX_AUX | LEX_DAY))
			break;
		i++;
	}
	if (i >= end || !(token_at(f, i)->classes & LEX_PREP))
		return i;
	uint32_t whom = i + 1 < end && token_at(f, i + 1)->classes & LEX_DET ? i + 2 : i + 1;
	uint32_t k = mentions_from(f, i + 1);
	const struct mention *m = f->n->mentions;
	return k < f->n->n_mentions && m[k].first <= whom && m[k].end <= end &&
		m[k].kind == MENTION_NAME && m[k].sort != NAME_PLACE ? m[k].end : i;
}

void fill_via(const struct finding *f, struct quotation *q, uint32_t cue)
{
	if (cue == NO_CUE)
		return;
	const struct sentence *s = &f->u->sentences[token_at(f, cue)->sentence];
	uint32_t first = s->first + MAX_FROM_CUE < cue ? cue - MAX_FROM_CUE : s->first;
	uint32_t end = s->end > cue + MAX_FROM_CUE ? cue + MAX_FROM_CUE : s->end;
	for (uint32_t i = first; i + 1 < end; i++) {
		const struct token *by = token_at(f, i);
		if (f->inside[i] || by->kind != TOKEN_WORD ||
			!(by->classes & (LEX_BY | LEX_THROUGH)))
			continue;
		uint32_t k = mentions_from(f, i + 1);
		if (by->classes & LEX_THROUGH && k < f->n->n_mentions &&
			f->n->mentions[k].first == i + 1 &&
				f->n->mentions[k].kind == MENTION_ROLE) {
			q->via = f->n->mentions[k].text;
			return;
		}
		for (uint32_t n = i + 1; n < end && n <= i + MAX_BETWEEN; n++) {
			const struct token *t = token_at(f, n);
			if (t->kind != TOKEN_WORD || f->inside[n] || n == cue ||
				t->classes & (LEX_PREP | LEX_AND))
				break;
			/* "a press conference": the last noun is what it was */
			if (!(t->classes & LEX_CHANNEL) || (!f->u->lexicon->head_first &&
				token_at(f, n + 1)->classes & LEX_CHANNEL))
				continue;
			q->via = unit_text(f->u, i + 1, channel_end(f, n, end));
			return;
		}
	}
}
