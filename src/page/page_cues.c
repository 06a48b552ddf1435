/* A list in the order of memcmp, so that those with a common beginning stand together; the longest
 * phrase that begins the text decides. */
#include "page/page_cues.h"

enum { LONGEST = 64, MENU_BYTES = 60 };

struct phrase {
	char text[LONGEST + 1]; /* lower case as far as ASCII goes */
	uint8_t cue;
};

static const struct phrase phrases[] = {
	{ "(c) 2", CUE_LEGAL }, { "abbonati", CUE_SUBSCRIBE }, { "abone ol", CUE_SUBSCRIBE },
	{ "abonneer", CUE_SUBSCRIBE }, { "abonner", CUE_SUBSCRIBE },
	{ "abonnez-vous", CUE_SUBSCRIBE }, { "abonnez-vous à", CUE_SUBSCRIBE },
	{ "abonnieren", CUE_SUBSCRIBE }, { "abonnér", CUE_SUBSCRIBE },
	{ "about the author", CUE_AUTHOR }, { "about us", CUE_NAVIGATE },
	{ "accedi", CUE_SUBSCRIBE }, { "accept all", CUE_LEGAL }, { "accueil", CUE_NAVIGATE },
	{ "add a comment", CUE_COMMENTS }, { "advertentie", CUE_ADVERT },
	{ "advertisement", CUE_ADVERT }, { "advertising", CUE_ADVERT },
	{ "all rights reserved", CUE_LEGAL }, { "alle angaben ohne", CUE_LEGAL },
	{ "alle rechte vorbehalten", CUE_LEGAL }, { "alle rechten", CUE_LEGAL },
	{ "alleen voor abonnees", CUE_SUBSCRIBE }, { "aller à la recette", CUE_NAVIGATE },
	{ "already a member", CUE_SUBSCRIBE }, { "already a subscriber", CUE_SUBSCRIBE },
	{ "also in", CUE_RELATED }, { "also read", CUE_RELATED }, { "also see", CUE_RELATED },
	{ "altri articoli", CUE_RELATED }, { "anmelden", CUE_SUBSCRIBE }, { "annonce", CUE_ADVERT },
	{ "annons", CUE_ADVERT }, { "annonse", CUE_ADVERT }, { "anzeige", CUE_ADVERT },
	{ "around the web", CUE_RELATED }, { "article continues below", CUE_ADVERT },
	{ "article réservé", CUE_SUBSCRIBE }, { "articles liés", CUE_RELATED },
	{ "articles similaires", CUE_RELATED }, { "articole similare", CUE_RELATED },
	{ "articoli correlati", CUE_RELATED }, { "articoli recenti", CUE_RELATED },
	{ "artigos relacionados", CUE_RELATED }, { "artikel berkaitan", CUE_RELATED },
	{ "artikel ini khusus", CUE_SUBSCRIBE }, { "artikel lainnya", CUE_RELATED },
	{ "artikel menarik", CUE_RELATED }, { "artikel pilihan", CUE_RELATED },
	{ "artikel populer", CUE_RELATED }, { "artikel teilen", CUE_SHARE },
	{ "artikel terbaru", CUE_RELATED }, { "artikel terkait", CUE_RELATED },
	{ "artikulo exclusivo", CUE_SUBSCRIBE }, { "artículos relacionados", CUE_RELATED },
	{ "assine", CUE_SUBSCRIBE }, { "atenção: comentários", CUE_COMMENTS },
	{ "auch interessant", CUE_RELATED }, { "auch lesenswert", CUE_RELATED },
	{ "aviso legal", CUE_LEGAL }, { "ayo gabung", CUE_SUBSCRIBE },
	{ "baca artikel", CUE_RELATED }, { "baca berita", CUE_RELATED },
	{ "baca juga", CUE_RELATED }, { "baca lagi", CUE_RELATED }, { "baca pula", CUE_RELATED },
	{ "baca selengkapnya", CUE_RELATED }, { "baca:", CUE_RELATED }, { "back to", CUE_NAVIGATE },
	{ "back to top", CUE_NAVIGATE }, { "bagikan", CUE_SHARE }, { "banyak dibaca", CUE_RELATED },
	{ "basahin din", CUE_RELATED }, { "basahin rin", CUE_RELATED },
	{ "become a member", CUE_SUBSCRIBE }, { "benzer haberler", CUE_RELATED },
	{ "beranda", CUE_NAVIGATE }, { "beri komentar", CUE_COMMENTS },
	{ "berita berkaitan", CUE_RELATED }, { "berita lain", CUE_RELATED },
	{ "berita lainnya", CUE_RELATED }, { "berita pilihan", CUE_RELATED },
	{ "berita populer", CUE_RELATED }, { "berita rekomendasi", CUE_RELATED },
	{ "berita terbaru", CUE_RELATED }, { "berita terkait", CUE_RELATED },
	{ "berita utama", CUE_RELATED }, { "berlangganan", CUE_SUBSCRIBE }, { "bild:", CUE_CREDIT },
	{ "bildquelle", CUE_CREDIT }, { "bron:", CUE_SOURCE },
	{ "bunlar da ilginizi", CUE_RELATED }, { "buscar", CUE_NAVIGATE },
	{ "by signing up", CUE_SUBSCRIBE }, { "by subscribing", CUE_SUBSCRIBE },
	{ "bài viết liên quan", CUE_RELATED }, { "bình luận", CUE_COMMENTS },
	{ "bản quyền", CUE_LEGAL }, { "cadastre-se", CUE_SUBSCRIBE },
	{ "cancel reply", CUE_COMMENTS }, { "categories", CUE_TAGS },
	{ "ce site utilise", CUE_LEGAL }, { "cek berita", CUE_SUBSCRIBE },
	{ "cerca", CUE_NAVIGATE }, { "cet article est réservé", CUE_SUBSCRIBE },
	{ "chia sẻ", CUE_SHARE }, { "citește și", CUE_RELATED }, { "click to share", CUE_SHARE },
	{ "clique aqui", CUE_NAVIGATE }, { "comentarios", CUE_COMMENTS },
	{ "comentários", CUE_COMMENTS }, { "commentaires", CUE_COMMENTS },
	{ "commenti", CUE_COMMENTS }, { "comments", CUE_COMMENTS }, { "comparte", CUE_SHARE },
	{ "compartilhar", CUE_SHARE }, { "compartilhe", CUE_SHARE }, { "compartir", CUE_SHARE },
	{ "conditions générales", CUE_LEGAL }, { "condividi", CUE_SHARE },
	{ "confira também", CUE_RELATED }, { "contact us", CUE_NAVIGATE },
	{ "contenido exclusivo", CUE_SUBSCRIBE }, { "contenido relacionado", CUE_RELATED },
	{ "contenuto riservato", CUE_SUBSCRIBE }, { "conteúdo exclusivo", CUE_SUBSCRIBE },
	{ "conteúdo relacionado", CUE_RELATED }, { "continue reading", CUE_RELATED },
	{ "cookie", CUE_LEGAL }, { "copy link", CUE_SHARE }, { "copyright", CUE_LEGAL },
	{ "credit:", CUE_CREDIT }, { "crédit photo", CUE_CREDIT }, { "crédits", CUE_CREDIT },
	{ "créer un compte", CUE_SUBSCRIBE }, { "czytaj także", CUE_RELATED },
	{ "czytaj też", CUE_RELATED }, { "czytaj więcej", CUE_RELATED },
	{ "có thể bạn quan tâm", CUE_RELATED }, { "da non perdere", CUE_RELATED },
	{ "daftar", CUE_SUBSCRIBE }, { "dans la même rubrique", CUE_RELATED },
	{ "dapatkan berita", CUE_SUBSCRIBE }, { "dapatkan informasi", CUE_SUBSCRIBE },
	{ "dapatkan update", CUE_SUBSCRIBE }, { "das interessiert", CUE_RELATED },
	{ "das könnte dich", CUE_RELATED }, { "das könnte sie", CUE_RELATED },
	{ "datenschutz", CUE_LEGAL }, { "deel dit", CUE_SHARE },
	{ "deixe um comentário", CUE_COMMENTS }, { "deixe uma resposta", CUE_COMMENTS },
	{ "deja un comentario", CUE_COMMENTS }, { "deja una respuesta", CUE_COMMENTS },
	{ "del artikkelen", CUE_SHARE }, { "dela", CUE_SHARE }, { "delen", CUE_SHARE },
	{ "dieser artikel ist", CUE_SUBSCRIBE }, { "disclaimer", CUE_LEGAL },
	{ "disclosure", CUE_LEGAL }, { "discover more", CUE_RELATED },
	{ "discussion about this", CUE_COMMENTS }, { "diskutieren sie", CUE_COMMENTS },
	{ "dodaj komentarz", CUE_COMMENTS }, { "don't miss", CUE_RELATED },
	{ "download aplikasi", CUE_SUBSCRIBE }, { "download our app", CUE_SUBSCRIBE },
	{ "download the app", CUE_SUBSCRIBE }, { "déjà abonné", CUE_SUBSCRIBE },
	{ "editor's choice", CUE_RELATED }, { "editor's note", CUE_UPDATE },
	{ "editor's picks", CUE_RELATED }, { "editor:", CUE_AUTHOR }, { "email this", CUE_SHARE },
	{ "emneord", CUE_TAGS }, { "empfohlene artikel", CUE_RELATED },
	{ "enter your email", CUE_SUBSCRIBE }, { "entradas relacionadas", CUE_RELATED },
	{ "este site utiliza", CUE_LEGAL }, { "este sitio utiliza", CUE_LEGAL },
	{ "etiket:", CUE_TAGS }, { "etiquetas", CUE_TAGS },
	{ "exclusivo para assinantes", CUE_SUBSCRIBE },
	{ "exclusivo para suscriptores", CUE_SUBSCRIBE },
	{ "exklusiv für abonnenten", CUE_SUBSCRIBE }, { "explore more", CUE_RELATED },
	{ "ez is érdekelheti", CUE_RELATED }, { "ezt is ajánljuk", CUE_RELATED },
	{ "feliratkozás", CUE_SUBSCRIBE }, { "filed under", CUE_TAGS },
	{ "flag as inappropriate", CUE_COMMENTS }, { "folgen sie", CUE_SHARE },
	{ "folgen sie uns", CUE_SUBSCRIBE }, { "follow our channel", CUE_SUBSCRIBE },
	{ "follow us", CUE_SHARE }, { "fonte:", CUE_SOURCE }, { "forrás:", CUE_SOURCE },
	{ "foto de", CUE_CREDIT }, { "foto:", CUE_CREDIT }, { "from around the web", CUE_RELATED },
	{ "from our partners", CUE_RELATED }, { "from our tags", CUE_TAGS },
	{ "fuente:", CUE_SOURCE }, { "further reading", CUE_RELATED }, { "gabung", CUE_SUBSCRIBE },
	{ "gabung di", CUE_SUBSCRIBE }, { "gerelateerde artikelen", CUE_RELATED },
	{ "get our", CUE_SUBSCRIBE }, { "get the latest", CUE_SUBSCRIBE },
	{ "go to recipe", CUE_NAVIGATE }, { "guarda anche", CUE_RELATED },
	{ "gulir untuk", CUE_ADVERT }, { "haftungsausschluss", CUE_LEGAL },
	{ "hak cipta", CUE_LEGAL }, { "hak cipta dilindungi", CUE_LEGAL },
	{ "halaman", CUE_NAVIGATE }, { "hazte socio", CUE_SUBSCRIBE }, { "home", CUE_NAVIGATE },
	{ "hozzászólások", CUE_COMMENTS }, { "i più letti", CUE_RELATED }, { "iklan", CUE_ADVERT },
	{ "ikuti", CUE_SHARE }, { "ikuti berita", CUE_SUBSCRIBE }, { "ikuti kami", CUE_SUBSCRIBE },
	{ "ikuti saluran", CUE_SUBSCRIBE }, { "il vous reste", CUE_SUBSCRIBE },
	{ "ilgili haberler", CUE_RELATED }, { "ilginizi çekebilir", CUE_RELATED },
	{ "ilustrasi", CUE_CREDIT }, { "image credit", CUE_CREDIT }, { "image:", CUE_CREDIT },
	{ "impressum", CUE_LEGAL }, { "in other news", CUE_RELATED },
	{ "inicia sesión", CUE_SUBSCRIBE }, { "inicio", CUE_NAVIGATE },
	{ "inscreva-se", CUE_SUBSCRIBE }, { "inscrivez-vous", CUE_SUBSCRIBE },
	{ "ir a la receta", CUE_NAVIGATE }, { "iscriviti", CUE_SUBSCRIBE },
	{ "jangan lewatkan", CUE_RELATED }, { "jetzt abonnieren", CUE_SUBSCRIBE },
	{ "jetzt registrieren", CUE_SUBSCRIBE }, { "jetzt testen", CUE_SUBSCRIBE },
	{ "jetzt weiterlesen", CUE_SUBSCRIBE }, { "join our", CUE_SUBSCRIBE },
	{ "join our whatsapp", CUE_SUBSCRIBE }, { "join the conversation", CUE_COMMENTS },
	{ "join the discussion", CUE_COMMENTS }, { "join us on", CUE_SHARE },
	{ "jump to", CUE_NAVIGATE }, { "kapcsolódó cikkek", CUE_RELATED },
	{ "kata kunci", CUE_TAGS }, { "kaynak:", CUE_SOURCE }, { "kebijakan privasi", CUE_LEGAL },
	{ "keep exploring", CUE_RELATED }, { "keep reading", CUE_RELATED },
	{ "keep reading with", CUE_SUBSCRIBE }, { "ketentuan layanan", CUE_LEGAL },
	{ "keywords", CUE_TAGS }, { "khusus pelanggan", CUE_SUBSCRIBE }, { "kilde:", CUE_SOURCE },
	{ "komentar", CUE_COMMENTS }, { "komentarze", CUE_COMMENTS }, { "komentáře", CUE_COMMENTS },
	{ "kommentar hinterlassen", CUE_COMMENTS }, { "kommentar schreiben", CUE_COMMENTS },
	{ "kommentare", CUE_COMMENTS }, { "kommentarer", CUE_COMMENTS },
	{ "kommentit", CUE_COMMENTS }, { "kongsi", CUE_SHARE }, { "källa:", CUE_SOURCE },
	{ "la suite est réservée", CUE_SUBSCRIBE }, { "label:", CUE_TAGS },
	{ "lainnya dari", CUE_RELATED }, { "laisser un commentaire", CUE_COMMENTS },
	{ "langganan", CUE_SUBSCRIBE }, { "lanjutkan dengan konten", CUE_ADVERT },
	{ "lascia un commento", CUE_COMMENTS }, { "lasi arī", CUE_RELATED },
	{ "last updated", CUE_UPDATE }, { "latest articles", CUE_RELATED },
	{ "latest news", CUE_RELATED }, { "latest posts", CUE_RELATED },
	{ "latest stories", CUE_RELATED }, { "le puede interesar", CUE_RELATED },
	{ "lea además", CUE_RELATED }, { "lea más", CUE_RELATED }, { "lea también", CUE_RELATED },
	{ "leave a comment", CUE_COMMENTS }, { "leave a reply", CUE_COMMENTS },
	{ "lee más", CUE_RELATED }, { "lee también", CUE_RELATED }, { "leer más", CUE_RELATED },
	{ "lees meer", CUE_RELATED }, { "lees ook", CUE_RELATED }, { "lees verder", CUE_RELATED },
	{ "lees verder met", CUE_SUBSCRIBE }, { "leestijd", CUE_NAVIGATE },
	{ "legal notice", CUE_LEGAL }, { "leggi anche", CUE_RELATED },
	{ "leggi tutto", CUE_RELATED }, { "leia ainda", CUE_RELATED }, { "leia mais", CUE_RELATED },
	{ "leia também", CUE_RELATED }, { "leia também:", CUE_RELATED }, { "leia:", CUE_RELATED },
	{ "les mer", CUE_RELATED }, { "les også", CUE_RELATED }, { "les plus lues", CUE_RELATED },
	{ "les plus lus", CUE_RELATED }, { "lesedauer", CUE_NAVIGATE },
	{ "lesen sie auch", CUE_RELATED }, { "lesen sie mehr", CUE_RELATED },
	{ "lesen sie weiter mit", CUE_SUBSCRIBE }, { "lesetipps", CUE_RELATED },
	{ "lesezeit", CUE_NAVIGATE }, { "lexo edhe", CUE_RELATED },
	{ "lihat artikel", CUE_RELATED }, { "lihat berita", CUE_RELATED },
	{ "lihat juga", CUE_RELATED }, { "lihat lainnya", CUE_RELATED },
	{ "lihat semua", CUE_NAVIGATE }, { "lihat:", CUE_RELATED }, { "like us on", CUE_SHARE },
	{ "lire aussi", CUE_RELATED }, { "lire la suite", CUE_RELATED },
	{ "lire également", CUE_RELATED }, { "lisez aussi", CUE_RELATED },
	{ "llegeix també", CUE_RELATED }, { "lo más leído", CUE_RELATED },
	{ "lo más visto", CUE_RELATED }, { "lo último", CUE_RELATED },
	{ "load more", CUE_NAVIGATE }, { "loe ka", CUE_RELATED }, { "loe lisaks", CUE_RELATED },
	{ "log in", CUE_SUBSCRIBE }, { "lue myös", CUE_RELATED }, { "luetuimmat", CUE_RELATED },
	{ "lähde:", CUE_SOURCE }, { "läs mer", CUE_RELATED }, { "läs också", CUE_RELATED },
	{ "läs vidare", CUE_RELATED }, { "läs även", CUE_RELATED }, { "læs mere", CUE_RELATED },
	{ "læs også", CUE_RELATED }, { "mainos", CUE_ADVERT }, { "mais lidas", CUE_RELATED },
	{ "mais lidos", CUE_RELATED }, { "mais notícias", CUE_RELATED },
	{ "mais vistas", CUE_RELATED }, { "manage consent", CUE_LEGAL },
	{ "mari bergabung", CUE_SUBSCRIBE }, { "masuk", CUE_SUBSCRIBE },
	{ "matérias relacionadas", CUE_RELATED }, { "meer nieuws", CUE_RELATED },
	{ "meer over", CUE_RELATED }, { "meest gelezen", CUE_RELATED },
	{ "mehr dazu", CUE_RELATED }, { "mehr lesen", CUE_RELATED },
	{ "mehr zum thema", CUE_RELATED }, { "meist gelesen", CUE_RELATED },
	{ "meistgelesen", CUE_RELATED }, { "meistgelesene artikel", CUE_RELATED },
	{ "meld je aan", CUE_SUBSCRIBE }, { "melden sie sich", CUE_SUBSCRIBE },
	{ "mensagens relacionadas", CUE_RELATED }, { "mentions légales", CUE_LEGAL },
	{ "menu", CUE_NAVIGATE }, { "messages sorted by", CUE_NAVIGATE },
	{ "mest lest", CUE_RELATED }, { "mest läst", CUE_RELATED }, { "mest læste", CUE_RELATED },
	{ "mira también", CUE_RELATED }, { "mohlo by vás", CUE_RELATED },
	{ "mohlo by vás zajímat", CUE_RELATED }, { "more articles", CUE_RELATED },
	{ "more from", CUE_RELATED }, { "more news", CUE_RELATED }, { "more on", CUE_RELATED },
	{ "more stories", CUE_RELATED }, { "more:", CUE_RELATED },
	{ "most commented", CUE_RELATED }, { "most popular", CUE_RELATED },
	{ "most read", CUE_RELATED }, { "most shared", CUE_RELATED },
	{ "most viewed", CUE_RELATED }, { "mots clés", CUE_TAGS }, { "mots-clés", CUE_TAGS },
	{ "must read", CUE_RELATED }, { "must reads", CUE_RELATED }, { "más leídas", CUE_RELATED },
	{ "más leídos", CUE_RELATED }, { "más noticias", CUE_RELATED },
	{ "más vistas", CUE_RELATED }, { "mời bạn đọc", CUE_RELATED },
	{ "nach oben", CUE_NAVIGATE }, { "nachdruck", CUE_LEGAL },
	{ "najczęściej czytane", CUE_RELATED }, { "nejčtenější", CUE_RELATED },
	{ "neueste artikel", CUE_RELATED }, { "newer post", CUE_NAVIGATE },
	{ "newer posts", CUE_NAVIGATE }, { "newsletter", CUE_SUBSCRIBE },
	{ "next article", CUE_NAVIGATE }, { "next message", CUE_NAVIGATE },
	{ "next post", CUE_NAVIGATE }, { "next story", CUE_NAVIGATE }, { "nguồn:", CUE_SOURCE },
	{ "no comments", CUE_COMMENTS }, { "no part of this", CUE_LEGAL },
	{ "no te pierdas", CUE_RELATED }, { "noticias relacionadas", CUE_RELATED },
	{ "notícias relacionadas", CUE_RELATED }, { "nous utilisons", CUE_LEGAL },
	{ "nutzungsbedingungen", CUE_LEGAL }, { "nächste seite", CUE_NAVIGATE },
	{ "odebírejte", CUE_SUBSCRIBE }, { "okuma süresi", CUE_NAVIGATE },
	{ "older post", CUE_NAVIGATE }, { "older posts", CUE_NAVIGATE },
	{ "olvasd el ezt is", CUE_RELATED }, { "olvassa el ezt is", CUE_RELATED },
	{ "olvasta már", CUE_RELATED }, { "one response", CUE_COMMENTS }, { "oxuyun", CUE_RELATED },
	{ "page suivante", CUE_NAVIGATE }, { "pagina successiva", CUE_NAVIGATE },
	{ "paling banyak dibaca", CUE_RELATED }, { "para continuar lendo", CUE_SUBSCRIBE },
	{ "para continuar leyendo", CUE_SUBSCRIBE }, { "para seguir leyendo", CUE_SUBSCRIBE },
	{ "parole chiave", CUE_TAGS }, { "partager", CUE_SHARE }, { "partagez", CUE_SHARE },
	{ "passend dazu", CUE_RELATED }, { "passend zum thema", CUE_RELATED },
	{ "paylaş", CUE_SHARE }, { "pedoman media siber", CUE_LEGAL },
	{ "pencarian", CUE_NAVIGATE }, { "penulis:", CUE_AUTHOR },
	{ "per continuare a leggere", CUE_SUBSCRIBE }, { "photo by", CUE_CREDIT },
	{ "photo credit", CUE_CREDIT }, { "photo:", CUE_CREDIT }, { "photograph:", CUE_CREDIT },
	{ "photos:", CUE_CREDIT }, { "picture:", CUE_CREDIT }, { "pilihan editor", CUE_RELATED },
	{ "pilihan redaksi", CUE_RELATED }, { "pilihan untukmu", CUE_RELATED },
	{ "più letti", CUE_RELATED }, { "plus d'articles", CUE_RELATED },
	{ "polecane", CUE_RELATED }, { "política de cookies", CUE_LEGAL },
	{ "política de privacidad", CUE_LEGAL }, { "popular articles", CUE_RELATED },
	{ "popular now", CUE_RELATED }, { "popular posts", CUE_RELATED },
	{ "popular stories", CUE_RELATED }, { "post a comment", CUE_COMMENTS },
	{ "postar um comentário", CUE_COMMENTS }, { "posted by", CUE_AUTHOR },
	{ "posted in", CUE_TAGS }, { "posting komentar", CUE_COMMENTS },
	{ "posting lama", CUE_NAVIGATE }, { "posting lebih", CUE_NAVIGATE },
	{ "postingan lebih", CUE_NAVIGATE }, { "posts recentes", CUE_RELATED },
	{ "posts relacionados", CUE_RELATED }, { "potrebbe interessarti", CUE_RELATED },
	{ "pour lire la suite", CUE_SUBSCRIBE }, { "povezani članci", CUE_RELATED },
	{ "powered by", CUE_NAVIGATE }, { "preberite tudi", CUE_RELATED },
	{ "preberite še", CUE_RELATED }, { "prenumerera", CUE_SUBSCRIBE },
	{ "previous", CUE_NAVIGATE }, { "previous article", CUE_NAVIGATE },
	{ "previous message", CUE_NAVIGATE }, { "previous post", CUE_NAVIGATE },
	{ "prečítajte si", CUE_RELATED }, { "print recipe", CUE_NAVIGATE },
	{ "print this", CUE_SHARE }, { "privacy policy", CUE_LEGAL }, { "prohibida la", CUE_LEGAL },
	{ "pročitajte i", CUE_RELATED }, { "pročitajte još", CUE_RELATED },
	{ "pročitajte više", CUE_RELATED }, { "przeczytaj także", CUE_RELATED },
	{ "précédent", CUE_NAVIGATE }, { "próxima", CUE_NAVIGATE }, { "pubblicità", CUE_ADVERT },
	{ "publicar un comentario", CUE_COMMENTS }, { "publicidad", CUE_ADVERT },
	{ "publicidade", CUE_ADVERT }, { "publicité", CUE_ADVERT },
	{ "puede interesarle", CUE_RELATED }, { "página anterior", CUE_NAVIGATE },
	{ "página siguiente", CUE_NAVIGATE }, { "přečtěte si", CUE_RELATED },
	{ "přidat komentář", CUE_COMMENTS }, { "queda prohibida", CUE_LEGAL },
	{ "quelle:", CUE_SOURCE }, { "questo articolo è riservato", CUE_SUBSCRIBE },
	{ "questo sito utilizza", CUE_LEGAL }, { "reacties", CUE_COMMENTS },
	{ "read also", CUE_RELATED }, { "read more", CUE_RELATED }, { "read next", CUE_RELATED },
	{ "read on with", CUE_SUBSCRIBE }, { "read this next", CUE_RELATED },
	{ "read time", CUE_NAVIGATE }, { "read:", CUE_RELATED },
	{ "reader comments", CUE_COMMENTS }, { "reading time", CUE_NAVIGATE },
	{ "reageer", CUE_COMMENTS }, { "recent articles", CUE_RELATED },
	{ "recent posts", CUE_RELATED }, { "recent stories", CUE_RELATED },
	{ "rechercher", CUE_NAVIGATE }, { "recommended", CUE_RELATED },
	{ "recommended articles", CUE_RELATED }, { "recommended for you", CUE_RELATED },
	{ "recommended posts", CUE_RELATED }, { "recommended reading", CUE_RELATED },
	{ "recommended stories", CUE_RELATED }, { "recommended:", CUE_RELATED },
	{ "references", CUE_SOURCE }, { "register", CUE_SUBSCRIBE },
	{ "registrati", CUE_SUBSCRIBE }, { "regístrate", CUE_SUBSCRIBE },
	{ "regístrese", CUE_SUBSCRIBE }, { "reklama", CUE_ADVERT }, { "rekomendasi", CUE_RELATED },
	{ "rekomendasi artikel", CUE_RELATED }, { "rekomendasi untuk", CUE_RELATED },
	{ "related", CUE_RELATED }, { "related article", CUE_RELATED },
	{ "related articles", CUE_RELATED }, { "related content", CUE_RELATED },
	{ "related coverage", CUE_RELATED }, { "related links", CUE_RELATED },
	{ "related news", CUE_RELATED }, { "related posts", CUE_RELATED },
	{ "related reading", CUE_RELATED }, { "related stories", CUE_RELATED },
	{ "related story", CUE_RELATED }, { "related topics", CUE_RELATED },
	{ "related:", CUE_RELATED }, { "relaterade artiklar", CUE_RELATED },
	{ "report abuse", CUE_COMMENTS }, { "report this", CUE_COMMENTS },
	{ "reporter:", CUE_AUTHOR }, { "reproduction interdite", CUE_LEGAL },
	{ "responses to", CUE_COMMENTS }, { "retour", CUE_NAVIGATE },
	{ "riproduzione riservata", CUE_LEGAL }, { "riservato agli abbonati", CUE_SUBSCRIBE },
	{ "réagir", CUE_COMMENTS }, { "réservé aux abonnés", CUE_SUBSCRIBE },
	{ "s'abonner", CUE_SUBSCRIBE }, { "saiba mais", CUE_RELATED }, { "saksikan", CUE_RELATED },
	{ "saksikan juga", CUE_RELATED }, { "saksikan video", CUE_RELATED },
	{ "saksikan:", CUE_RELATED }, { "schlagworte", CUE_TAGS }, { "schlagwörter", CUE_TAGS },
	{ "schreibe einen kommentar", CUE_COMMENTS }, { "schrijf je in", CUE_SUBSCRIBE },
	{ "scroll to continue", CUE_ADVERT }, { "sdílet", CUE_SHARE },
	{ "se connecter", CUE_SUBSCRIBE }, { "search", CUE_NAVIGATE },
	{ "sebelumnya", CUE_NAVIGATE }, { "see all", CUE_NAVIGATE }, { "see also", CUE_RELATED },
	{ "see more", CUE_RELATED }, { "see related", CUE_RELATED }, { "seguici", CUE_SHARE },
	{ "selanjutnya", CUE_NAVIGATE }, { "selengkapnya", CUE_RELATED }, { "share", CUE_SHARE },
	{ "show comments", CUE_COMMENTS }, { "sie haben bereits", CUE_SUBSCRIBE },
	{ "siehe auch", CUE_RELATED }, { "siga-nos", CUE_SHARE }, { "sign in", CUE_SUBSCRIBE },
	{ "sign up", CUE_SUBSCRIBE }, { "siguiente", CUE_NAVIGATE },
	{ "simak berita", CUE_RELATED }, { "simak juga", CUE_RELATED },
	{ "simak selengkapnya", CUE_RELATED }, { "simak video", CUE_RELATED },
	{ "simak:", CUE_RELATED }, { "similar articles", CUE_RELATED },
	{ "similar posts", CUE_RELATED }, { "skaitykite taip pat", CUE_RELATED },
	{ "skip to", CUE_NAVIGATE }, { "skriv en kommentar", CUE_COMMENTS },
	{ "soma pia", CUE_RELATED }, { "soma zaidi", CUE_RELATED }, { "sonraki", CUE_NAVIGATE },
	{ "source :", CUE_SOURCE }, { "source:", CUE_SOURCE }, { "sources:", CUE_SOURCE },
	{ "související", CUE_RELATED }, { "související články", CUE_RELATED },
	{ "sponsored", CUE_ADVERT }, { "startseite", CUE_NAVIGATE }, { "stichworte", CUE_TAGS },
	{ "stichwörter", CUE_TAGS }, { "story continues below", CUE_ADVERT },
	{ "subscribe", CUE_SUBSCRIBE }, { "subscribe to", CUE_SUBSCRIBE },
	{ "subskrybuj", CUE_SUBSCRIBE }, { "suche", CUE_NAVIGATE }, { "suivez-nous", CUE_SHARE },
	{ "sumber foto", CUE_CREDIT }, { "sumber:", CUE_SOURCE }, { "support our", CUE_SUBSCRIBE },
	{ "support our journalism", CUE_SUBSCRIBE }, { "sur le même sujet", CUE_RELATED },
	{ "sur le même thème", CUE_RELATED }, { "sursa:", CUE_SOURCE },
	{ "suscribirse", CUE_SUBSCRIBE }, { "suscríbase", CUE_SUBSCRIBE },
	{ "suscríbete", CUE_SUBSCRIBE }, { "syarat dan ketentuan", CUE_LEGAL },
	{ "síguenos", CUE_SHARE }, { "table of contents", CUE_NAVIGATE }, { "tagar", CUE_TAGS },
	{ "tagged", CUE_TAGS }, { "tags", CUE_TAGS }, { "también puedes leer", CUE_RELATED },
	{ "también te puede", CUE_RELATED }, { "te puede gustar", CUE_RELATED },
	{ "te puede interesar", CUE_RELATED }, { "te recomendamos", CUE_RELATED },
	{ "teemat", CUE_TAGS }, { "teilen", CUE_SHARE }, { "temas", CUE_TAGS },
	{ "temas relacionados", CUE_TAGS }, { "tempo de leitura", CUE_NAVIGATE },
	{ "tempo di lettura", CUE_NAVIGATE }, { "temps de lecture", CUE_NAVIGATE },
	{ "terkini", CUE_RELATED }, { "terms and conditions", CUE_LEGAL },
	{ "terms of", CUE_LEGAL }, { "terpopuler", CUE_RELATED },
	{ "terpopuler hari", CUE_RELATED }, { "the content of this", CUE_LEGAL },
	{ "the information contained", CUE_LEGAL }, { "the information provided", CUE_LEGAL },
	{ "the views expressed", CUE_LEGAL }, { "themen", CUE_TAGS },
	{ "this article is for", CUE_SUBSCRIBE }, { "this article was", CUE_UPDATE },
	{ "this content is for", CUE_SUBSCRIBE }, { "this entry was posted", CUE_TAGS },
	{ "this site uses", CUE_LEGAL }, { "this story was", CUE_UPDATE },
	{ "this website uses", CUE_LEGAL }, { "thời gian đọc", CUE_NAVIGATE },
	{ "ti potrebbe interessare", CUE_RELATED }, { "tiempo de lectura", CUE_NAVIGATE },
	{ "tilaa", CUE_SUBSCRIBE }, { "tin cùng chuyên mục", CUE_RELATED },
	{ "tin liên quan", CUE_RELATED }, { "tin mới", CUE_RELATED },
	{ "tinggalkan balasan", CUE_COMMENTS }, { "tinggalkan komentar", CUE_COMMENTS },
	{ "to continue reading", CUE_SUBSCRIBE }, { "to read the full", CUE_SUBSCRIBE },
	{ "to read this", CUE_SUBSCRIBE }, { "todos los contenidos", CUE_LEGAL },
	{ "todos los derechos", CUE_LEGAL }, { "todos os direitos", CUE_LEGAL },
	{ "tonton juga", CUE_RELATED }, { "tonton video", CUE_RELATED },
	{ "top stories", CUE_RELATED }, { "topics:", CUE_TAGS }, { "topik", CUE_TAGS },
	{ "topik terkait", CUE_TAGS }, { "tous droits réservés", CUE_LEGAL },
	{ "trademarks", CUE_LEGAL }, { "trang chủ", CUE_NAVIGATE }, { "trending", CUE_RELATED },
	{ "trending now", CUE_RELATED }, { "trending stories", CUE_RELATED },
	{ "trending topics", CUE_RELATED }, { "trending:", CUE_RELATED },
	{ "tulis komentar", CUE_COMMENTS }, { "tutti i diritti", CUE_LEGAL },
	{ "tweet", CUE_SHARE }, { "tüm hakları", CUE_LEGAL }, { "udostępnij", CUE_SHARE },
	{ "unduh aplikasi", CUE_SUBSCRIBE }, { "unlock this", CUE_SUBSCRIBE },
	{ "untuk membaca selengkapnya", CUE_SUBSCRIBE }, { "up next", CUE_RELATED },
	{ "updated:", CUE_UPDATE }, { "usamos cookies", CUE_LEGAL },
	{ "utilizamos cookies", CUE_LEGAL }, { "vai alla ricetta", CUE_NAVIGATE },
	{ "vedi anche", CUE_RELATED }, { "veja mais", CUE_RELATED }, { "veja também", CUE_RELATED },
	{ "ver más", CUE_RELATED }, { "ver también", CUE_RELATED },
	{ "verder lezen", CUE_SUBSCRIBE }, { "via:", CUE_SOURCE }, { "view all", CUE_NAVIGATE },
	{ "view comments", CUE_COMMENTS }, { "viết bình luận", CUE_COMMENTS },
	{ "você pode gostar", CUE_RELATED }, { "você também pode", CUE_RELATED },
	{ "voir aussi", CUE_RELATED }, { "volgende", CUE_NAVIGATE }, { "volver", CUE_NAVIGATE },
	{ "vorherige", CUE_NAVIGATE }, { "vorige", CUE_NAVIGATE },
	{ "vous aimerez aussi", CUE_RELATED }, { "waktu baca", CUE_NAVIGATE },
	{ "watch now", CUE_RELATED }, { "watch:", CUE_RELATED },
	{ "we and our partners", CUE_LEGAL }, { "we use cookies", CUE_LEGAL },
	{ "we use our own", CUE_LEGAL }, { "we value your privacy", CUE_LEGAL },
	{ "weitere artikel", CUE_RELATED }, { "weiterlesen", CUE_RELATED },
	{ "weiterlesen mit", CUE_SUBSCRIBE }, { "weiterlesen:", CUE_RELATED },
	{ "werbung", CUE_ADVERT }, { "what do you think", CUE_COMMENTS },
	{ "what to read next", CUE_RELATED }, { "wij gebruiken", CUE_LEGAL },
	{ "wir und unsere partner", CUE_LEGAL }, { "wir verwenden cookies", CUE_LEGAL },
	{ "written by", CUE_AUTHOR }, { "wszelkie prawa", CUE_LEGAL }, { "xem thêm", CUE_RELATED },
	{ "yorum yap", CUE_COMMENTS }, { "yorumlar", CUE_COMMENTS },
	{ "you may also", CUE_RELATED }, { "you may be interested", CUE_RELATED },
	{ "you may like", CUE_RELATED }, { "you might also", CUE_RELATED },
	{ "you might be interested", CUE_RELATED }, { "you might like", CUE_RELATED },
	{ "you'll also like", CUE_RELATED }, { "your email", CUE_SUBSCRIBE },
	{ "your privacy", CUE_LEGAL }, { "zaloguj", CUE_SUBSCRIBE }, { "zdroj:", CUE_SOURCE },
	{ "zobacz także", CUE_RELATED }, { "zobacz też", CUE_RELATED },
	{ "zum rezept", CUE_NAVIGATE }, { "zum weiterlesen", CUE_RELATED },
	{ "zur startseite", CUE_NAVIGATE }, { "zurück zur", CUE_NAVIGATE }, { "© ", CUE_LEGAL },
	{ "à découvrir", CUE_RELATED }, { "à lire", CUE_RELATED }, { "à lire aussi", CUE_RELATED },
	{ "à voir aussi", CUE_RELATED }, { "ähnliche artikel", CUE_RELATED },
	{ "çok okunanlar", CUE_RELATED }, { "önceki", CUE_NAVIGATE }, { "únete", CUE_SUBSCRIBE },
	{ "Čitajte još", CUE_RELATED }, { "Čtěte také", CUE_RELATED },
	{ "Čtěte více", CUE_RELATED },
	{ "Čítajte aj", CUE_RELATED }, { "čitajte još", CUE_RELATED },
	{ "čtěte také", CUE_RELATED }, { "čtěte také:", CUE_RELATED },
	{ "čítajte aj", CUE_RELATED }, { "đăng ký", CUE_SUBSCRIBE }, { "đăng nhập", CUE_SUBSCRIBE },
	{ "đọc nhiều", CUE_RELATED }, { "đọc thêm", CUE_RELATED }, { "štítky", CUE_TAGS },
	{ "źródło:", CUE_SOURCE }, { "Δείτε επίσης", CUE_RELATED },
	{ "Διαβάστε ακόμη", CUE_RELATED }, { "Διαβάστε επίσης", CUE_RELATED },
	{ "Σχετικά άρθρα", CUE_RELATED }, { "διαβάστε επίσης", CUE_RELATED },
	{ "Все права", CUE_LEGAL }, { "Всі права", CUE_LEGAL }, { "Главная", CUE_NAVIGATE },
	{ "Далее", CUE_NAVIGATE }, { "Другие новости", CUE_RELATED },
	{ "Еще по теме", CUE_RELATED }, { "Ещё по теме", CUE_RELATED },
	{ "Использование материалов", CUE_LEGAL }, { "Источник", CUE_SOURCE },
	{ "Коментарі", CUE_COMMENTS }, { "Комментарии", CUE_COMMENTS },
	{ "Материалы по теме", CUE_RELATED }, { "На главную", CUE_NAVIGATE },
	{ "Назад", CUE_NAVIGATE }, { "Новини по темі", CUE_RELATED },
	{ "Новости партнеров", CUE_RELATED }, { "Новости по теме", CUE_RELATED },
	{ "Оставить комментарий", CUE_COMMENTS }, { "Оформить подписку", CUE_SUBSCRIBE },
	{ "Перепечатка", CUE_LEGAL }, { "Поделиться", CUE_SHARE }, { "Подписаться", CUE_SUBSCRIBE },
	{ "Подписывайтесь", CUE_SUBSCRIBE }, { "Подпишитесь", CUE_SUBSCRIBE },
	{ "Популярне", CUE_RELATED }, { "Популярное", CUE_RELATED },
	{ "Последние новости", CUE_RELATED }, { "Похожие", CUE_RELATED },
	{ "При использовании", CUE_LEGAL }, { "Прочетете и", CUE_RELATED },
	{ "Прочетете още", CUE_RELATED }, { "Реклама", CUE_ADVERT }, { "Рекомендуем", CUE_RELATED },
	{ "Самое читаемое", CUE_RELATED }, { "Смотрите также", CUE_RELATED },
	{ "Схожі", CUE_RELATED }, { "Теги", CUE_TAGS }, { "Фото:", CUE_CREDIT },
	{ "Читайте также", CUE_RELATED }, { "Читайте також", CUE_RELATED },
	{ "Читать далее", CUE_RELATED }, { "Читать также", CUE_RELATED },
	{ "вижте още", CUE_RELATED }, { "время чтения", CUE_NAVIGATE },
	{ "ключевые слова", CUE_TAGS }, { "прочетете и", CUE_RELATED },
	{ "прочетете още", CUE_RELATED }, { "прочитайте також", CUE_RELATED },
	{ "כתבות נוספות", CUE_RELATED }, { "עוד בנושא", CUE_RELATED }, { "קראו גם", CUE_RELATED },
	{ "קראו עוד", CUE_RELATED }, { "أخبار ذات صلة", CUE_RELATED },
	{ "أضف تعليق", CUE_COMMENTS }, { "إقرأ أيضا", CUE_RELATED }, { "اخبار مرتبط", CUE_RELATED },
	{ "اشترك", CUE_SUBSCRIBE }, { "اقرأ أيضا", CUE_RELATED }, { "اقرأ أيضاً", CUE_RELATED },
	{ "اقرأ أيضًا", CUE_RELATED }, { "اقرأ المزيد", CUE_RELATED },
	{ "الأكثر قراءة", CUE_RELATED }, { "التالي", CUE_NAVIGATE }, { "التعليقات", CUE_COMMENTS },
	{ "الرئيسية", CUE_NAVIGATE }, { "السابق", CUE_NAVIGATE }, { "المصدر:", CUE_SOURCE },
	{ "الوسوم", CUE_TAGS }, { "بیشتر بخوانید", CUE_RELATED }, { "جميع الحقوق", CUE_LEGAL },
	{ "حقوق النشر", CUE_LEGAL }, { "شاهد أيضا", CUE_RELATED }, { "قد يعجبك", CUE_RELATED },
	{ "مزید پڑھیں", CUE_RELATED }, { "مطالب مرتبط", CUE_RELATED },
	{ "مقالات ذات صلة", CUE_RELATED }, { "مواضيع ذات صلة", CUE_RELATED },
	{ "همچنین بخوانید", CUE_RELATED }, { "یہ بھی پڑھیں", CUE_RELATED },
	{ "इसे भी पढ़ें", CUE_RELATED }, { "यह भी देखें", CUE_RELATED },
	{ "यह भी पढ़ें", CUE_RELATED }, { "ये भी पढ़ें", CUE_RELATED },
	{ "संबंधित खबरें", CUE_RELATED }, { "स्रोत:", CUE_SOURCE }, { "আরও পড়ুন", CUE_RELATED },
	{ "আরো পড়ুন", CUE_RELATED }, { "இதையும் படிக்க", CUE_RELATED },
	{ "மேலும் படிக்க", CUE_RELATED }, { "ఇవీ చదవండి", CUE_RELATED },
	{ "ข่าวที่เกี่ยวข้อง", CUE_RELATED }, { "ข่าวล่าสุด", CUE_RELATED },
	{ "ที่มา:", CUE_SOURCE }, { "บทความที่เกี่ยวข้อง", CUE_RELATED },
	{ "อ่านข่าว", CUE_RELATED }, { "อ่านเพิ่มเติม", CUE_RELATED }, { "あわせて読みたい", CUE_RELATED },
	{ "おすすめ", CUE_RELATED }, { "この記事は", CUE_SUBSCRIBE }, { "アクセスランキング", CUE_RELATED },
	{ "コメント", CUE_COMMENTS }, { "コメントを投稿", CUE_COMMENTS }, { "シェア", CUE_SHARE },
	{ "タグ", CUE_TAGS }, { "トップページ", CUE_NAVIGATE }, { "ページの先頭", CUE_NAVIGATE },
	{ "ランキング", CUE_RELATED }, { "ログイン", CUE_SUBSCRIBE }, { "上一篇", CUE_NAVIGATE },
	{ "上一頁", CUE_NAVIGATE }, { "上一页", CUE_NAVIGATE }, { "下一篇", CUE_NAVIGATE },
	{ "下一頁", CUE_NAVIGATE }, { "下一页", CUE_NAVIGATE }, { "人気記事", CUE_RELATED },
	{ "会員登録", CUE_SUBSCRIBE }, { "会員限定", CUE_SUBSCRIBE }, { "來源：", CUE_SOURCE },
	{ "关键词", CUE_TAGS }, { "出典：", CUE_SOURCE }, { "分享", CUE_SHARE }, { "前のページ", CUE_NAVIGATE },
	{ "前の記事", CUE_RELATED }, { "发表评论", CUE_COMMENTS }, { "延伸閱讀", CUE_RELATED },
	{ "推荐阅读", CUE_RELATED }, { "推薦閱讀", CUE_RELATED }, { "更多報導", CUE_RELATED },
	{ "更多新闻", CUE_RELATED }, { "最新記事", CUE_RELATED }, { "有料会員", CUE_SUBSCRIBE },
	{ "来源：", CUE_SOURCE }, { "标签", CUE_TAGS }, { "標籤", CUE_TAGS }, { "次のページ", CUE_NAVIGATE },
	{ "次の記事", CUE_RELATED }, { "残り", CUE_SUBSCRIBE }, { "热门", CUE_RELATED },
	{ "無料登録", CUE_SUBSCRIBE }, { "無断転載", CUE_LEGAL }, { "熱門", CUE_RELATED },
	{ "版权所有", CUE_LEGAL }, { "版權所有", CUE_LEGAL }, { "猜你喜欢", CUE_RELATED },
	{ "留言", CUE_COMMENTS }, { "登录", CUE_SUBSCRIBE }, { "登录后", CUE_SUBSCRIBE },
	{ "發表評論", CUE_COMMENTS }, { "相关文章", CUE_RELATED }, { "相关阅读", CUE_RELATED },
	{ "相關報導", CUE_RELATED }, { "相關新聞", CUE_RELATED }, { "続きを読むには", CUE_SUBSCRIBE },
	{ "著作権", CUE_LEGAL }, { "訂閱", CUE_SUBSCRIBE }, { "記事・写真の", CUE_LEGAL },
	{ "订阅", CUE_SUBSCRIBE }, { "订阅后", CUE_SUBSCRIBE }, { "评论", CUE_COMMENTS },
	{ "责任编辑", CUE_AUTHOR }, { "関連する記事", CUE_RELATED }, { "関連トピックス", CUE_RELATED },
	{ "関連ニュース", CUE_RELATED }, { "関連リンク", CUE_RELATED }, { "関連記事", CUE_RELATED },
	{ "공유", CUE_SHARE }, { "관련 기사", CUE_RELATED }, { "관련기사", CUE_RELATED },
	{ "구독", CUE_SUBSCRIBE }, { "다음", CUE_NAVIGATE }, { "댓글", CUE_COMMENTS },
	{ "로그인", CUE_SUBSCRIBE }, { "많이 본", CUE_RELATED }, { "목록", CUE_NAVIGATE },
	{ "무단", CUE_LEGAL }, { "여기까지 무료", CUE_SUBSCRIBE }, { "이전", CUE_NAVIGATE },
	{ "인기기사", CUE_RELATED }, { "저작권자", CUE_LEGAL }, { "최신기사", CUE_RELATED },
	{ "추천 기사", CUE_RELATED }, { "출처 :", CUE_SOURCE }, { "출처:", CUE_SOURCE },
};

enum { N_PHRASES = sizeof phrases / sizeof *phrases };

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
		size_t len = 3;
		while (len < n && p[len] == low[len])
			len++;
		if (p[len] || len <= best)
			continue;
		if (len < n && ascii_alpha(low[len]) && ascii_alpha(p[len - 1]))
			continue;
		/* Sentences begin with words of menus, too ("Home", "Search"), and other headings
		 * with "Recommended": alone it says what it is for. */
		if (ascii_alpha(p[len - 1]) && !strchr(p, ' ') &&
			((phrases[i].cue == CUE_NAVIGATE && text.n > MENU_BYTES) ||
				(phrases[i].cue == CUE_RELATED && n > len + 2)))
			continue;
		best = len;
		cue = (enum cue)phrases[i].cue;
	}
	return cue;
}

/* In lower case and the order of memcmp. */
static const char *const invitations[] = {
	"become a paid subscriber", "bizi takip edin", "bültenimize", "canal de whatsapp",
	"canal do whatsapp", "canal no whatsapp", "canal whatsapp", "canale whatsapp",
	"channel whatsapp", "chaîne whatsapp", "consider supporting us", "download our app",
	"folgen sie uns", "follow us on", "free or paid subscriber", "get our newsletter",
	"grup telegram", "ikuti kami di", "ikuti saluran", "inscreva-se no nosso",
	"join our mailing list", "join our newsletter", "kanal telegram", "like us on facebook",
	"nasz newsletter", "naszego newslettera", "nossa newsletter", "nostra newsletter",
	"notre newsletter", "nuestra newsletter", "nuestro boletín", "nyhetsbrevet vårt",
	"onze nieuwsbrief", "our telegram", "our whatsapp", "reader-supported publication",
	"saluran whatsapp", "seguici su", "seguir o canal", "siga o canal", "siga-nos no",
	"sign up for our newsletter", "sign up for the newsletter", "sign up to our newsletter",
	"subscribe to our channel", "subscribe to our newsletter", "subscribe to the newsletter",
	"suivez-nous sur", "support independent journalism", "support our journalism",
	"support us from", "síguenos en", "telegram kanalımız", "telegram-kanal",
	"theo dõi chúng tôi", "unserem newsletter", "unseren newsletter", "volg ons op",
	"vores nyhedsbrev", "vårt nyhetsbrev", "whatsapp channel", "whatsapp kanalımız",
	"whatsapp-kanaal", "whatsapp-kanal", "подписывайтесь на наш", "подпишитесь на наш",
	"телеграм-канал", "メルマガ", "公式line", "关注我们", "구독하세요",
};

/* Does one of them stand at the beginning of `s`? */
static bool invitation_begins(struct slice s)
{
	enum { N = sizeof invitations / sizeof *invitations };
	unsigned char first = (unsigned char)ascii_lower(s.p[0]);
	size_t from = 0, to = N;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if ((unsigned char)invitations[mid][0] < first)
			from = mid + 1;
		else
			to = mid;
	}
	for (; from < N && (unsigned char)invitations[from][0] == first; from++)
		if (slice_starts_nocase(s, slice_str(invitations[from])))
			return true;
	return false;
}

bool cue_invites(struct slice text)
{
	for (size_t at = 0; at < text.n; at++) {
		/* at the beginning of a word; Chinese and Japanese have no blanks */
		bool word = at == 0 || text.p[at - 1] == ' ' || (unsigned char)text.p[at] >= 0xe3;
		if (word && invitation_begins(slice_from(text, at)))
			return true;
	}
	return false;
}

struct slice cue_legal_words(void)
{
	static const char words[] =
		"copyright copyrighted reserved rights trademark trademarks trademarked "
		"reproduction reproduced redistributed republished "
		"permission prohibited unauthorized consent liability "
		"liable warranty warranties disclaimer disclaims guarantee guaranteed "
		"accuracy completeness endorse endorsement endorsed informational "
		"purposes intended substitute professional advice jurisdiction "
		"applicable pursuant thereof herein hereby subsidiary "
		"affiliates affiliate privacy policy cookies cookie "
		"consents personalise personalize vendors "
		"gdpr hak cipta dilindungi undang dilarang memperbanyak mengutip "
		"izin tertulis tanpa kebijakan privasi ketentuan persetujuan "
		"urheberrecht urheberrechtlich vorbehalten genehmigung vervielfältigung "
		"haftung gewähr haftungsausschluss zustimmung schriftliche datenschutz "
		"datenschutzerklärung einwilligung widerrufen nutzungsbedingungen "
		"impressum dritte derechos reservados prohibida reproducción "
		"autorización propiedad intelectual responsabilidad consentimiento "
		"privacidad datos personales terceros escrito direitos proibida "
		"reprodução autorização privacidade responsabilidade consentimento "
		"dados pessoais terceiros droits réservés interdite autorisation "
		"responsabilité données personnelles consentement confidentialité tiers "
		"mentions légales diritti riservati vietata riproduzione autorizzazione "
		"responsabilità dati personali consenso riservata terzi rechten "
		"voorbehouden toestemming aansprakelijkheid persoonsgegevens "
		"voorwaarden rättigheter tillstånd ansvar personuppgifter upphovsrätt "
		"rettigheter tillatelse samtykke prawa zastrzeżone zgody autorskie "
		"kopiowanie wszelkie osobowych práva vyhrazena souhlasu hakları "
		"saklıdır alınmadan kullanılamaz kişisel права защищены воспроизведение "
		"разрешения согласия персональных использовании перепечатка الحقوق "
		"محفوظة النشر الخصوصية إذن 著作 無断 転載 禁じ 版权 版權 授权 저작권 무단 personenbezogene "
		"personenbezogenen daten endgerät gerät speichern verarbeiten kennungen "
		"personalisierte personalisieren zwecke einwilligungen "
		"identifiers personalised personalized advertising "
		"opt-out dispositivo almacenamos tratamos socios preferencias "
		"consentir appareil stocker traiter partenaires accepter refuser "
		"dispositivos armazenar parceiros concorda trattiamo archiviamo scelte "
		"apparaat gegevens kuki perangkat menyetujui setuju mitra файлы "
		"обработку соглашаетесь данных クッキー 個人情報 同意 隐私 çerezler verilerin "
		"warunki ciasteczka pliki sekretess ";
	return slice_of(words, sizeof words - 1);
}
