/* A list in the order of memcmp, so that those with a common beginning stand together; the longest
 * phrase that begins the text decides. */
#include "page/page_cues.h"

struct phrase {
	const char *text; /* lower case as far as ASCII goes */
	uint8_t cue;
};

static const struct phrase phrases[] = {
	{ "(c) 2", CUE_LEGAL }, { "abonnez-vous", CUE_SUBSCRIBE }, { "abonnieren", CUE_SUBSCRIBE },
	{ "about the author", CUE_AUTHOR }, { "about us", CUE_NAVIGATE },
	{ "accedi", CUE_SUBSCRIBE }, { "accueil", CUE_NAVIGATE }, { "add a comment", CUE_COMMENTS },
	{ "advertentie", CUE_ADVERT }, { "advertisement", CUE_ADVERT },
	{ "advertising", CUE_ADVERT }, { "all rights reserved", CUE_LEGAL },
	{ "alle rechte vorbehalten", CUE_LEGAL }, { "also read", CUE_RELATED },
	{ "anmelden", CUE_SUBSCRIBE }, { "annonce", CUE_ADVERT }, { "annons", CUE_ADVERT },
	{ "annonse", CUE_ADVERT }, { "anzeige", CUE_ADVERT },
	{ "article continues below", CUE_ADVERT }, { "articoli correlati", CUE_RELATED },
	{ "artigos relacionados", CUE_RELATED }, { "artikel teilen", CUE_SHARE },
	{ "artikel terkait", CUE_RELATED }, { "assine", CUE_SUBSCRIBE },
	{ "atenção: comentários", CUE_COMMENTS }, { "auch interessant", CUE_RELATED },
	{ "aviso legal", CUE_LEGAL }, { "baca juga", CUE_RELATED }, { "baca lagi", CUE_RELATED },
	{ "baca selengkapnya", CUE_RELATED }, { "baca:", CUE_RELATED }, { "back to", CUE_NAVIGATE },
	{ "back to top", CUE_NAVIGATE }, { "bagikan", CUE_SHARE },
	{ "become a member", CUE_SUBSCRIBE }, { "beranda", CUE_NAVIGATE },
	{ "berita lainnya", CUE_RELATED }, { "berita populer", CUE_RELATED },
	{ "berita terbaru", CUE_RELATED }, { "berita terkait", CUE_RELATED },
	{ "berlangganan", CUE_SUBSCRIBE }, { "bild:", CUE_CREDIT }, { "bildquelle", CUE_CREDIT },
	{ "bron:", CUE_SOURCE }, { "buscar", CUE_NAVIGATE }, { "by signing up", CUE_SUBSCRIBE },
	{ "by subscribing", CUE_SUBSCRIBE }, { "bình luận", CUE_COMMENTS },
	{ "cadastre-se", CUE_SUBSCRIBE }, { "cancel reply", CUE_COMMENTS },
	{ "categories", CUE_TAGS }, { "cerca", CUE_NAVIGATE }, { "chia sẻ", CUE_SHARE },
	{ "click to share", CUE_SHARE }, { "clique aqui", CUE_NAVIGATE },
	{ "comentarios", CUE_COMMENTS }, { "comentários", CUE_COMMENTS },
	{ "commentaires", CUE_COMMENTS }, { "commenti", CUE_COMMENTS },
	{ "comments", CUE_COMMENTS }, { "comparte", CUE_SHARE }, { "compartilhar", CUE_SHARE },
	{ "compartilhe", CUE_SHARE }, { "compartir", CUE_SHARE }, { "condividi", CUE_SHARE },
	{ "confira também", CUE_RELATED }, { "contact us", CUE_NAVIGATE },
	{ "continue reading", CUE_RELATED }, { "cookie", CUE_LEGAL }, { "copy link", CUE_SHARE },
	{ "copyright", CUE_LEGAL }, { "credit:", CUE_CREDIT }, { "crédit photo", CUE_CREDIT },
	{ "crédits", CUE_CREDIT }, { "czytaj także", CUE_RELATED },
	{ "czytaj też", CUE_RELATED }, { "daftar", CUE_SUBSCRIBE },
	{ "dapatkan berita", CUE_SUBSCRIBE }, { "dapatkan update", CUE_SUBSCRIBE },
	{ "das könnte sie", CUE_RELATED }, { "datenschutz", CUE_LEGAL }, { "deel dit", CUE_SHARE },
	{ "deixe um comentário", CUE_COMMENTS }, { "deixe uma resposta", CUE_COMMENTS },
	{ "deja un comentario", CUE_COMMENTS }, { "deja una respuesta", CUE_COMMENTS },
	{ "del artikkelen", CUE_SHARE }, { "dela", CUE_SHARE }, { "delen", CUE_SHARE },
	{ "disclaimer", CUE_LEGAL }, { "disclosure", CUE_LEGAL },
	{ "discussion about this", CUE_COMMENTS }, { "diskutieren sie", CUE_COMMENTS },
	{ "don't miss", CUE_RELATED }, { "download our app", CUE_SUBSCRIBE },
	{ "download the app", CUE_SUBSCRIBE }, { "editor's note", CUE_UPDATE },
	{ "editor's picks", CUE_RELATED }, { "editor:", CUE_AUTHOR }, { "email this", CUE_SHARE },
	{ "enter your email", CUE_SUBSCRIBE }, { "etiquetas", CUE_TAGS },
	{ "filed under", CUE_TAGS }, { "folgen sie", CUE_SHARE }, { "follow us", CUE_SHARE },
	{ "fonte:", CUE_SOURCE }, { "foto de", CUE_CREDIT }, { "foto:", CUE_CREDIT },
	{ "fuente:", CUE_SOURCE }, { "further reading", CUE_RELATED }, { "gabung", CUE_SUBSCRIBE },
	{ "get our", CUE_SUBSCRIBE }, { "get the latest", CUE_SUBSCRIBE },
	{ "gulir untuk", CUE_ADVERT }, { "hak cipta", CUE_LEGAL }, { "halaman", CUE_NAVIGATE },
	{ "home", CUE_NAVIGATE }, { "i più letti", CUE_RELATED }, { "iklan", CUE_ADVERT },
	{ "ikuti", CUE_SHARE }, { "ilgili haberler", CUE_RELATED }, { "ilustrasi", CUE_CREDIT },
	{ "image credit", CUE_CREDIT }, { "image:", CUE_CREDIT }, { "impressum", CUE_LEGAL },
	{ "inicio", CUE_NAVIGATE }, { "inscreva-se", CUE_SUBSCRIBE },
	{ "inscrivez-vous", CUE_SUBSCRIBE }, { "iscriviti", CUE_SUBSCRIBE },
	{ "jetzt abonnieren", CUE_SUBSCRIBE }, { "join our", CUE_SUBSCRIBE },
	{ "join the conversation", CUE_COMMENTS }, { "join the discussion", CUE_COMMENTS },
	{ "join us on", CUE_SHARE }, { "kebijakan privasi", CUE_LEGAL },
	{ "keep reading", CUE_RELATED }, { "keywords", CUE_TAGS }, { "komentar", CUE_COMMENTS },
	{ "komentarze", CUE_COMMENTS }, { "komentáře", CUE_COMMENTS },
	{ "kommentar schreiben", CUE_COMMENTS }, { "kommentare", CUE_COMMENTS },
	{ "kommentarer", CUE_COMMENTS }, { "kommentit", CUE_COMMENTS }, { "kongsi", CUE_SHARE },
	{ "laisser un commentaire", CUE_COMMENTS }, { "langganan", CUE_SUBSCRIBE },
	{ "lanjutkan dengan konten", CUE_ADVERT }, { "lascia un commento", CUE_COMMENTS },
	{ "last updated", CUE_UPDATE }, { "latest news", CUE_RELATED },
	{ "latest posts", CUE_RELATED }, { "le puede interesar", CUE_RELATED },
	{ "lea más", CUE_RELATED }, { "lea también", CUE_RELATED },
	{ "leave a comment", CUE_COMMENTS }, { "leave a reply", CUE_COMMENTS },
	{ "lee también", CUE_RELATED }, { "leer más", CUE_RELATED }, { "lees meer", CUE_RELATED },
	{ "lees ook", CUE_RELATED }, { "leggi anche", CUE_RELATED }, { "leggi tutto", CUE_RELATED },
	{ "leia mais", CUE_RELATED }, { "leia também", CUE_RELATED }, { "les også", CUE_RELATED },
	{ "les plus lus", CUE_RELATED }, { "lesen sie auch", CUE_RELATED },
	{ "lesen sie mehr", CUE_RELATED }, { "lihat juga", CUE_RELATED },
	{ "lihat semua", CUE_NAVIGATE }, { "like us on", CUE_SHARE }, { "lire aussi", CUE_RELATED },
	{ "lire la suite", CUE_RELATED }, { "lo más leído", CUE_RELATED },
	{ "load more", CUE_NAVIGATE }, { "log in", CUE_SUBSCRIBE }, { "lue myös", CUE_RELATED },
	{ "läs mer", CUE_RELATED }, { "läs också", CUE_RELATED }, { "läs även", CUE_RELATED },
	{ "læs mere", CUE_RELATED }, { "læs også", CUE_RELATED }, { "mainos", CUE_ADVERT },
	{ "mais lidas", CUE_RELATED }, { "masuk", CUE_SUBSCRIBE }, { "meer over", CUE_RELATED },
	{ "mehr dazu", CUE_RELATED }, { "mehr lesen", CUE_RELATED },
	{ "mehr zum thema", CUE_RELATED }, { "meistgelesen", CUE_RELATED },
	{ "mentions légales", CUE_LEGAL }, { "menu", CUE_NAVIGATE },
	{ "mohlo by vás", CUE_RELATED }, { "more from", CUE_RELATED }, { "more on", CUE_RELATED },
	{ "more:", CUE_RELATED }, { "most popular", CUE_RELATED }, { "most read", CUE_RELATED },
	{ "mots-clés", CUE_TAGS }, { "más noticias", CUE_RELATED }, { "nach oben", CUE_NAVIGATE },
	{ "newsletter", CUE_SUBSCRIBE }, { "next article", CUE_NAVIGATE },
	{ "next post", CUE_NAVIGATE }, { "no comments", CUE_COMMENTS },
	{ "noticias relacionadas", CUE_RELATED }, { "notícias relacionadas", CUE_RELATED },
	{ "partager", CUE_SHARE }, { "partagez", CUE_SHARE }, { "paylaş", CUE_SHARE },
	{ "pencarian", CUE_NAVIGATE }, { "penulis:", CUE_AUTHOR }, { "photo by", CUE_CREDIT },
	{ "photo credit", CUE_CREDIT }, { "photo:", CUE_CREDIT }, { "photograph:", CUE_CREDIT },
	{ "photos:", CUE_CREDIT }, { "picture:", CUE_CREDIT }, { "pilihan editor", CUE_RELATED },
	{ "popular posts", CUE_RELATED }, { "post a comment", CUE_COMMENTS },
	{ "posted by", CUE_AUTHOR }, { "posted in", CUE_TAGS },
	{ "posts relacionados", CUE_RELATED }, { "potrebbe interessarti", CUE_RELATED },
	{ "previous", CUE_NAVIGATE }, { "print this", CUE_SHARE }, { "privacy policy", CUE_LEGAL },
	{ "pubblicità", CUE_ADVERT }, { "publicidad", CUE_ADVERT }, { "publicidade", CUE_ADVERT },
	{ "publicité", CUE_ADVERT }, { "quelle:", CUE_SOURCE }, { "reacties", CUE_COMMENTS },
	{ "read also", CUE_RELATED }, { "read more", CUE_RELATED }, { "read next", CUE_RELATED },
	{ "reader comments", CUE_COMMENTS }, { "reageer", CUE_COMMENTS },
	{ "recent posts", CUE_RELATED }, { "rechercher", CUE_NAVIGATE },
	{ "recommended", CUE_RELATED }, { "references", CUE_SOURCE }, { "register", CUE_SUBSCRIBE },
	{ "regístrate", CUE_SUBSCRIBE }, { "reklama", CUE_ADVERT }, { "rekomendasi", CUE_RELATED },
	{ "related", CUE_RELATED }, { "reporter:", CUE_AUTHOR }, { "retour", CUE_NAVIGATE },
	{ "réagir", CUE_COMMENTS }, { "s'abonner", CUE_SUBSCRIBE }, { "saiba mais", CUE_RELATED },
	{ "saksikan", CUE_RELATED }, { "schlagworte", CUE_TAGS }, { "schlagwörter", CUE_TAGS },
	{ "schrijf je in", CUE_SUBSCRIBE }, { "scroll to continue", CUE_ADVERT },
	{ "sdílet", CUE_SHARE }, { "se connecter", CUE_SUBSCRIBE }, { "search", CUE_NAVIGATE },
	{ "sebelumnya", CUE_NAVIGATE }, { "see all", CUE_NAVIGATE }, { "see also", CUE_RELATED },
	{ "see more", CUE_RELATED }, { "seguici", CUE_SHARE }, { "selanjutnya", CUE_NAVIGATE },
	{ "share", CUE_SHARE }, { "show comments", CUE_COMMENTS }, { "siga-nos", CUE_SHARE },
	{ "sign in", CUE_SUBSCRIBE }, { "sign up", CUE_SUBSCRIBE }, { "simak juga", CUE_RELATED },
	{ "simak video", CUE_RELATED }, { "similar articles", CUE_RELATED },
	{ "similar posts", CUE_RELATED }, { "skip to", CUE_NAVIGATE }, { "source :", CUE_SOURCE },
	{ "source:", CUE_SOURCE }, { "sources:", CUE_SOURCE }, { "sponsored", CUE_ADVERT },
	{ "startseite", CUE_NAVIGATE }, { "story continues below", CUE_ADVERT },
	{ "subscribe", CUE_SUBSCRIBE }, { "suche", CUE_NAVIGATE }, { "suivez-nous", CUE_SHARE },
	{ "sumber foto", CUE_CREDIT }, { "sumber:", CUE_SOURCE }, { "support our", CUE_SUBSCRIBE },
	{ "sur le même sujet", CUE_RELATED }, { "suscribirse", CUE_SUBSCRIBE },
	{ "suscríbete", CUE_SUBSCRIBE }, { "síguenos", CUE_SHARE },
	{ "table of contents", CUE_NAVIGATE }, { "tagged", CUE_TAGS }, { "tags", CUE_TAGS },
	{ "te puede interesar", CUE_RELATED }, { "teilen", CUE_SHARE }, { "temas", CUE_TAGS },
	{ "terkini", CUE_RELATED }, { "terms of", CUE_LEGAL }, { "terpopuler", CUE_RELATED },
	{ "themen", CUE_TAGS }, { "this article was", CUE_UPDATE }, { "this site uses", CUE_LEGAL },
	{ "this story was", CUE_UPDATE }, { "this website uses", CUE_LEGAL },
	{ "tin liên quan", CUE_RELATED }, { "tinggalkan komentar", CUE_COMMENTS },
	{ "todos los derechos", CUE_LEGAL }, { "todos os direitos", CUE_LEGAL },
	{ "topics:", CUE_TAGS }, { "topik", CUE_TAGS }, { "tous droits réservés", CUE_LEGAL },
	{ "trending", CUE_RELATED }, { "tulis komentar", CUE_COMMENTS },
	{ "tutti i diritti", CUE_LEGAL }, { "tweet", CUE_SHARE }, { "udostępnij", CUE_SHARE },
	{ "up next", CUE_RELATED }, { "updated:", CUE_UPDATE }, { "vedi anche", CUE_RELATED },
	{ "veja também", CUE_RELATED }, { "ver también", CUE_RELATED }, { "via:", CUE_SOURCE },
	{ "view all", CUE_NAVIGATE }, { "view comments", CUE_COMMENTS },
	{ "você pode gostar", CUE_RELATED }, { "voir aussi", CUE_RELATED },
	{ "volver", CUE_NAVIGATE }, { "vous aimerez aussi", CUE_RELATED },
	{ "watch now", CUE_RELATED }, { "watch:", CUE_RELATED }, { "we use cookies", CUE_LEGAL },
	{ "weitere artikel", CUE_RELATED }, { "weiterlesen", CUE_RELATED },
	{ "werbung", CUE_ADVERT }, { "what do you think", CUE_COMMENTS },
	{ "written by", CUE_AUTHOR }, { "xem thêm", CUE_RELATED }, { "yorumlar", CUE_COMMENTS },
	{ "you may also", CUE_RELATED }, { "you might also", CUE_RELATED },
	{ "your email", CUE_SUBSCRIBE }, { "zobacz także", CUE_RELATED },
	{ "zobacz też", CUE_RELATED }, { "zur startseite", CUE_NAVIGATE }, { "© ", CUE_LEGAL },
	{ "à lire", CUE_RELATED }, { "à lire aussi", CUE_RELATED },
	{ "čtěte také", CUE_RELATED }, { "đọc thêm", CUE_RELATED },
	{ "źródło:", CUE_SOURCE }, { "Все права", CUE_LEGAL },
	{ "Главная", CUE_NAVIGATE }, { "Источник", CUE_SOURCE },
	{ "Коментарі", CUE_COMMENTS }, { "Комментарии", CUE_COMMENTS },
	{ "Поделиться", CUE_SHARE }, { "Подписаться", CUE_SUBSCRIBE },
	{ "Подписывайтесь", CUE_SUBSCRIBE }, { "Похожие", CUE_RELATED },
	{ "Реклама", CUE_ADVERT }, { "Смотрите также", CUE_RELATED },
	{ "Теги", CUE_TAGS }, { "Фото:", CUE_CREDIT },
	{ "Читайте также", CUE_RELATED }, { "Читайте також", CUE_RELATED },
	{ "Читать далее", CUE_RELATED }, { "Читать также", CUE_RELATED },
	{ "اقرأ أيضا", CUE_RELATED }, { "اقرأ المزيد", CUE_RELATED },
	{ "التعليقات", CUE_COMMENTS }, { "यह भी पढ़ें", CUE_RELATED },
	{ "ये भी पढ़ें", CUE_RELATED }, { "ข่าวที่เกี่ยวข้อง", CUE_RELATED },
	{ "อ่านเพิ่มเติม", CUE_RELATED }, { "あわせて読みたい", CUE_RELATED }, { "コメント", CUE_COMMENTS },
	{ "シェア", CUE_SHARE }, { "分享", CUE_SHARE }, { "延伸閱讀", CUE_RELATED },
	{ "留言", CUE_COMMENTS }, { "相关文章", CUE_RELATED },
	{ "相关阅读", CUE_RELATED }, { "相關新聞", CUE_RELATED },
	{ "评论", CUE_COMMENTS }, { "责任编辑", CUE_AUTHOR }, { "関連記事", CUE_RELATED },
	{ "공유", CUE_SHARE }, { "관련기사", CUE_RELATED }, { "댓글", CUE_COMMENTS },
};

enum { N_PHRASES = sizeof phrases / sizeof *phrases, LONGEST = 48 };

/* A number in front ("12 comments") and marks ("» ", "[") say nothing. */
static struct slice start_skip(struct slice s)
{
	while (s.n > 0) {
		unsigned char c = (unsigned char)s.p[0];
		bool mark = c < 0x80 && !ascii_alpha((char)c) && c != '(';
		bool quote = s.n > 1 && c == 0xc2 && ((unsigned char)s.p[1] == 0xbb ||
			(unsigned char)s.p[1] == 0xab);
		bool arrow = s.n > 2 && c == 0xe2 && (unsigned char)s.p[1] >= 0x86;
		if (!mark && !quote && !arrow)
			break;
		s = slice_from(s, mark ? 1 : quote ? 2 : 3);
	}
	return s;
}

enum cue cue_of(struct slice text)
{
	char low[LONGEST];
	struct slice s = start_skip(slice_sub(text, 0, 100));
	size_t n = s.n < LONGEST ? s.n : LONGEST, best = 0;
	enum cue cue = CUE_NONE;
	if (n < 3)
		return CUE_NONE;
	for (size_t i = 0; i < n; i++)
		low[i] = ascii_lower(s.p[i]);
	size_t from = 0, to = N_PHRASES;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if (memcmp(phrases[mid].text, low, 3) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	for (size_t i = from; i < N_PHRASES && memcmp(phrases[i].text, low, 3) == 0; i++) {
		const char *p = phrases[i].text;
		size_t len = strlen(p);
		if (len > n || len <= best || memcmp(p, low, len) != 0)
			continue;
		if (len < n && ascii_alpha(low[len]) && ascii_alpha(p[len - 1]))
			continue;
		best = len;
		cue = (enum cue)phrases[i].cue;
	}
	return cue;
}
