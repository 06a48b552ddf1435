/* roots: words whose beginning or end misleads the rules of malay.c, by how. */
#include "lang/roots.h"

#include <assert.h>

/* Look as if they had an affix, and have none. */
static const char *const whole[] = {
	"afghanistan", "aksi", "allah", "ampun", "andalan", "asalkan", "awan", "badan", "bahan",
	"bahkan", "bahwa", "baku", "balikpapan", "balkan", "bawahan", "beban", "bebas", "bebek",
	"beda", "bedak", "bekal", "bekas", "beku", "bekuk", "belakang", "belanda", "belanja",
	"belas", "beli", "belia", "belum", "belut", "benang", "benar", "bencana", "benda",
	"bendera", "bendung", "bengkak", "bengkel", "benih", "bening", "bensin", "bentang",
	"benteng", "bentrok", "bentuk", "benua", "berang", "berani", "berantas", "berapa",
	"beras", "berat", "berbagai", "beres", "berhala", "beri", "berikut", "berita", "beritahu",
	"berkah", "berkas", "berkat", "berlaku", "berlian", "berlin", "bernas", "berontak",
	"bersih", "bersin", "bertanya", "bertemu", "bertih", "beruang", "berus", "besar", "besi",
	"besok", "besuk", "betah", "betapa", "betis", "beton", "betul", "bukan", "buku", "bulan",
	"daftar", "dalam", "daratan", "dataran", "delapan", "demikian", "dengan", "depan",
	"dermawan", "dewan", "dia", "diabetes", "dialog", "diam", "diare", "didih", "didik",
	"diesel", "diet", "difabel", "digital", "digitalisasi", "dikir", "diksi", "diktator",
	"dilema", "dimensi", "dinamika", "dinamit", "dinas", "dinasti", "dinding", "dingin",
	"dini", "dinkes", "dipan", "diploma", "diplomat", "direksi", "direktorat", "direktur",
	"dirham", "diri", "dirjen", "dishub", "disinfektan", "disiplin", "diskon", "diskriminasi",
	"diskusi", "distribusi", "distrik", "ditanya", "divisi", "domba", "edisi", "gelanggang",
	"halaman", "hampir", "hanya", "harian", "hartawan", "hewan", "hutan", "ialah", "iklan",
	"ilmu", "ilmuwan", "intan", "iran", "izin", "jabatan", "jajaran", "jalan", "jamu",
	"jawatan", "jordan", "jumlah", "jutawan", "kabupaten", "kadang", "kalah", "kalangan",
	"kalian", "kalimantan", "kamu", "kapan", "karyawan", "kasihan", "kawan", "kawasan",
	"kazakhstan", "kebal", "kebaya", "kebun", "kecap", "kecewa", "kecil", "kecoa", "kecuali",
	"kejam", "kejar", "keji", "keju", "kekal", "kekang", "kelabu", "kelak", "kelam", "kelapa",
	"kelas", "kelewat", "keliling", "kelinci", "kelola", "kelompok", "keluar", "keluarga",
	"keluh", "kemah", "kemarin", "kemas", "kembali", "kembang", "kembar", "kemeja", "kemudi",
	"kemudian", "kena", "kenal", "kenang", "kenapa", "kencang", "kendala", "kendali",
	"kendara", "kendaraan", "kening", "kental", "kenya", "kenyang", "kepada", "kepala",
	"kepiting", "kepung", "keramik", "keranjang", "kerap", "keras", "kerbau", "kereta",
	"kering", "keris", "kerja", "kertas", "kerumun", "kesal", "kesan", "ketan", "ketat",
	"ketemu", "ketika", "ketua", "ketuk", "ketupat", "kilah", "kisah", "klaim", "kondisi",
	"korban", "korupsi", "kuku", "kuliah", "kurdistan", "lahan", "laku", "langgan", "langkah",
	"lapangan", "lawan", "lengan", "limpah", "lokasi", "lubang", "makalah", "makan",
	"masalah", "maupun", "medali", "medan", "media", "medis", "megah", "meja", "mekah",
	"mekanisme", "melainkan", "melati", "melayu", "melulu", "memang", "memar", "memori",
	"menang", "menantu", "menara", "mendag", "mendagri", "mendung", "mengapa", "mengerti",
	"menhan", "menhub", "meninggal", "menit", "menkes", "menkeu", "menlu", "menpora",
	"mensos", "mentah", "mental", "mentega", "menteri", "merah", "merapi", "mercu", "merdeka",
	"merek", "mereka", "meriah", "merpati", "mertua", "merupakan", "mesin", "mesir", "mesjid",
	"meski", "meskipun", "mesra", "mesti", "metal", "meter", "meterai", "metode", "metro",
	"mewah", "milan", "minta", "mulia", "nah", "negeri", "nelayan", "orangtua", "pagelaran",
	"pahlawan", "pakistan", "paku", "panah", "pangan", "pasangan", "pasukan",
	"pecah", "pecat", "peci", "pedagang", "pedal", "pedang", "pedas", "pedih", "pedoman",
	"peduli", "pegang", "pegawai", "pejal", "pekan", "pekat", "pelaku", "pelan", "pelana",
	"pelangi", "pelopor", "peluang", "peluit", "peluk", "pelumas", "peluru", "pemda",
	"pemdes", "pemilu", "pemkab", "pemkot", "pemprov", "pemuda", "pena", "pendam", "pendek",
	"pendeta", "pengaruh", "peniti", "penjara", "pensil", "pensiun", "pentas", "penting",
	"penuh", "perabot", "perahu", "perak", "peran", "perancis", "perang", "perangai",
	"perangkap", "perangkat", "perawan", "percaya", "percuma", "perdana", "perempuan",
	"pergi", "peri", "perih", "perihal", "periksa", "perilaku", "perintah", "periode",
	"peristiwa", "periuk", "perkara", "perkasa", "perkosa", "perlahan", "perlu", "permai",
	"permata", "permen", "permisi", "pernah", "perosok", "persegi", "persen", "persentase",
	"persepsi", "persero", "persis", "persona", "personel", "perspektif", "pertama",
	"pertamina", "perut", "perwira", "pesan", "pesantren", "pesat", "pesawat", "pesisir",
	"pesona", "pesta", "peta", "petahana", "petai", "petak", "petang", "peti", "petik",
	"petir", "pintah", "polisi", "posisi", "puisi", "pun", "punah", "punya", "rekan",
	"relawan", "rendah", "restoran", "ringan", "rintah", "rombongan", "rupiah", "saham",
	"saku", "salah", "sampah", "sampan", "sanksi", "sarapan", "sarjana", "sasaran", "satelit",
	"satuan", "sawah", "seakan", "sebagian", "sebulan", "sedan", "sehingga", "sejalan",
	"sejarah", "sekian", "sekolah", "seksi", "selatan", "semalaman", "sembahyang", "sembilan",
	"semu", "senapan", "sepadan", "sepekan", "sertu", "setahun", "setan", "setuju",
	"signifikan", "siku", "sudah", "sukarelawan", "suku", "sultan", "sumpah", "susah",
	"susun", "tahan", "tajuk", "taman", "tambah", "tamu", "tanah", "tangan", "tanya", "tebal",
	"tebang", "tebar", "tebing", "tebu", "tebus", "tedong", "tegak", "tegang", "tegap",
	"tegar", "tegas", "teguh", "tegur", "tekan", "teknik", "teknologi", "tekstil", "tekun",
	"teladan", "telah", "telanjang", "telapak", "telat", "telepon", "televisi", "telinga",
	"teliti", "teluk", "telur", "teman", "tembak", "tembok", "tembus", "tempat", "tempe",
	"tempel", "tempo", "tempuh", "temu", "tenaga", "tenang", "tenda", "tengah", "tenggara",
	"tenggelam", "tenis", "tentang", "tentara", "tenteram", "tentu", "tenun", "teori",
	"tepat", "tepi", "tepuk", "tepung", "terang", "terap", "teras", "teratai", "terbang",
	"terbit", "terdakwa", "teriak", "terigu", "terima", "terjang", "terjemah", "terjun",
	"terka", "terkait", "terminal", "ternak", "ternyata", "terobos", "terompet", "terong",
	"teror", "terowong", "terpal", "tersangka", "tersebut", "tertib", "teruna", "terus",
	"tetangga", "tetap", "tetapi", "tewas", "tindih", "transparan", "tuan", "tuhan", "tulang",
	"uang", "usahawan", "uzbekistan", "vatikan", "waktu", "walaupun", "wartawan", "wilayah",
};

/* Begin with a k that a nasal swallows: "mengirim" is "kirim". */
static const char *const from_k[] = {
	"kabar", "kabul", "kabur", "kacau", "kaget", "kagum", "kait", "kaji", "kalah", "kambing",
	"kampanye", "kandung", "kantong", "kantuk", "karang", "karung", "kasih", "kata", "kawal",
	"kawin", "kaya", "kebumi", "kecam", "kecap", "kecewa", "kecil", "kecoh", "kecuali",
	"kejar", "kejut", "kelabu", "kelola", "keluar", "keluh", "kemas", "kembali", "kembang",
	"kemudi", "kemuka", "kena", "kenal", "kenang", "kendali", "kendara", "kendur", "kepak",
	"kepal", "kepung", "kerah", "keras", "kering", "kerja", "keroyok", "kerubung", "keruk",
	"kesamping", "kesan", "ketahu", "ketat", "ketik", "ketua", "ketuk", "kibar", "kikis",
	"kira", "kirim", "kisah", "kitar", "kompor", "konfirmasi", "konsumsi", "kontrak",
	"kontrol", "koordinasi", "korban", "koreksi", "kosong", "kotor", "kuak", "kuasa", "kuat",
	"kubur", "kucil", "kucur", "kukuh", "kumandang", "kumpul", "kunci", "kungkung", "kunjung",
	"kuntit", "kunyah", "kupas", "kurang", "kuras", "kurban", "kurung", "kutip", "kutuk",
	"kuyup",
};

/* Begin with m: "memulai" is "mulai", where "memukul" is "pukul". */
static const char *const from_m[] = {
	"maaf", "main", "maju", "makam", "makan", "maki", "makmur", "makna", "maksud", "malu",
	"mampu", "mandi", "manfaat", "manis", "mantan", "mantap", "marah", "martabat", "masak",
	"masuk", "masyarakat", "mata", "mati", "mekar", "menang", "merdeka", "meriah", "mesra",
	"milik", "minat", "minoritas", "minta", "minum", "mirip", "miskin", "modal", "mogok",
	"mohon", "muat", "muda", "mudah", "mudik", "muka", "mukim", "mula", "mulai", "mulia",
	"mulus", "muncul", "mungkin", "murah", "murni", "musik", "musnah", "musuh", "mutakhir",
	"mutasi",
};

/* Begin with n or ny: "menilai" is "nilai", where "menulis" is "tulis". */
static const char *const from_n[] = {
	"nafas", "nafkah", "naik", "nama", "nanti", "narasi", "nasihat", "nasional", "natal",
	"naung", "negara", "niaga", "nikah", "nikmat", "nilai", "nista", "nobat", "noda",
	"nombor", "nomor", "nonaktif", "normal", "nyala", "nyaman", "nyanyi", "nyata",
};

/* Begin with r, which "per-", "ber-" and "ter-" end with: "perumahan" is "rumah". */
static const char *const from_r[] = {
	"raba", "racik", "racun", "raga", "ragam", "rahasia", "raih", "rajin", "rakam", "rakit",
	"rakus", "ramal", "rambah", "rampas", "rampok", "rancang", "rangka", "rangkai", "rangkul",
	"rangsang", "rantau", "rapat", "rapi", "rasa", "rasmi", "rata", "rawa", "rawat", "raya",
	"rayu", "reaksi", "rebut", "reda", "redam", "rehab", "rekabentuk", "rekam", "rekat",
	"rekayasa", "rekrut", "remaja", "remas", "renang", "rencana", "rendah", "rendam",
	"renggut", "renov", "renung", "resah", "resap", "resmi", "restu", "retas", "rias", "ribu",
	"rindu", "ringan", "ringkas", "rintis", "risiko", "riwayat", "robek", "roda", "rogol",
	"rokok", "rombak", "rompak", "ronda", "rongga", "rosak", "royan", "rugi", "rujuk",
	"rumah", "rumus", "runding", "runtuh", "rupa", "rusak", "rusuh",
};

/* One syllable, before which the prefix is longer: "mengecat". */
static const char *const short_roots[] = {
	"bom", "bor", "cap", "cat", "cek", "cor", "lap", "las", "pel", "rem", "sah", "tes", "tik",
};

/* End in k, so that "-kan" behind them is "-an": "gerakan". */
static const char *const ends_in_k[] = {
	"ajak", "ambruk", "amuk", "baik", "bajak", "balik", "bank", "batik", "belok", "bentak",
	"bentrok", "bentuk", "beruk", "bidik", "bijak", "bisik", "busuk", "campak", "cekcok",
	"cekik", "cetak", "cicak", "coblos", "cocok", "colok", "delik", "desak", "didik",
	"dobrak", "duduk", "dudukan", "elak", "fisik", "gebrak", "gerak", "gertak", "gosok",
	"ikan", "injak", "jejak", "keroyok", "khusuk", "kontrak", "kritik", "kutuk", "lacak",
	"ledak", "letak", "letuk", "lonjak", "mabuk", "masak", "masuk", "milik", "minyak",
	"mogok", "muak", "musik", "naik", "otak", "pajak", "pasok", "pasuk", "pekik", "peluk",
	"petik", "picik", "pihak", "pijak", "politik", "publik", "pukul", "rajuk", "remuk",
	"rosak", "rujuk", "rusak", "sajak", "selidik", "sepak", "serak", "sesak", "sibuk",
	"sogok", "sorak", "suntik", "tampak", "tanak", "tapak", "tarik", "tebak", "teknik",
	"tembak", "tengok", "tepuk", "ternak", "tilik", "tindak", "titik", "tolak", "tonjok",
	"tunjuk", "tusuk", "untuk", "usik",
};

/* End in i: "mencari" is "cari", where "mendekati" is "dekat". */
static const char *const ends_in_i[] = {
	"arti", "bagi", "beli", "beri", "budi", "bukti", "bunyi", "caci", "cari", "cuci", "curi",
	"daki", "dini", "gali", "ganti", "gergaji", "hati", "henti", "iri", "isi", "jadi",
	"janji", "kali", "kami", "kembali", "kendali", "kunci", "lali", "lari", "lestari", "maki",
	"mandi", "mati", "mimpi", "misteri", "nanti", "nyanyi", "padi", "pagi", "peduli", "pergi",
	"pribadi", "puisi", "puji", "rasmi", "resmi", "roti", "rugi", "saksi", "sakti", "sanksi",
	"sari", "sembunyi", "sendi", "sendiri", "sepi", "serasi", "seri", "sesi", "sisi", "suci",
	"sunyi", "tadi", "tari", "teliti", "tepi", "teri", "tinggi", "topi", "tuli", "ubi", "uji",
	"urusi", "wali",
};

/* End in s and take "-i"; the others are words like "informasi". */
static const char *const ends_in_s[] = {
	"atas", "awas", "balas", "batas", "bekas", "beres", "bius", "ganas", "habis", "hapus",
	"hias", "ikhlas", "jelas", "keras", "khusus", "kupas", "lekas", "lepas", "luas", "lunas",
	"manis", "panas", "putus", "rampas", "ringkas", "tangis", "tebas", "tegas", "tugas",
	"tulis", "tumpas", "ulas", "urus", "waras",
};

/* End in ai: "menilai" is "nilai", where "melukai" is "luka". */
static const char *const ends_in_ai[] = {
	"abai", "andai", "badai", "bagai", "bangkai", "belai", "buai", "capai", "cuai", "damai",
	"gadai", "gapai", "gulai", "helai", "intai", "lalai", "landai", "lantai", "lerai",
	"lunglai", "mulai", "nilai", "padai", "pakai", "pandai", "pantai", "partai", "perisai",
	"ramai", "rangkai", "rantai", "sampai", "santai", "selesai", "semai", "sesuai", "sungai",
	"tangkai", "terai", "tikai", "tunai", "urai", "usai",
};

#define LIST(name) { name, sizeof name / sizeof *name }

const struct root_list root_lists[N_ROOT_LISTS] = {
	[ROOTS_WHOLE] = LIST(whole),
	[ROOTS_FROM_K] = LIST(from_k),
	[ROOTS_FROM_M] = LIST(from_m),
	[ROOTS_FROM_N] = LIST(from_n),
	[ROOTS_FROM_R] = LIST(from_r),
	[ROOTS_SHORT] = LIST(short_roots),
	[ROOTS_ENDS_IN_K] = LIST(ends_in_k),
	[ROOTS_ENDS_IN_I] = LIST(ends_in_i),
	[ROOTS_ENDS_IN_S] = LIST(ends_in_s),
	[ROOTS_ENDS_IN_AI] = LIST(ends_in_ai),
};

static uint32_t hash_of(struct slice word)
{
	uint32_t h = (uint32_t)word.n;
	for (size_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 0x01000193u;
	return h ^ h >> 15;
}

enum { INDEX = 0xffff }; /* of a slot, less the half hash */

/* The slot of the word, or the free one where it would be. */
static uint32_t slot_of(const struct roots *r, struct slice word, uint32_t hash)
{
	uint32_t at = hash % ROOT_SLOTS;
	for (; r->slots[at]; at = (at + 1) % ROOT_SLOTS) {
		size_t i = (r->slots[at] & INDEX) - 1;
		if (r->slots[at] >> 16 == hash >> 16 &&
			slice_eq(slice_of(r->at[i].p, r->at[i].n), word))
			break;
	}
	return at;
}

void roots_init(struct roots *r)
{
	memset(r, 0, sizeof *r);
	for (unsigned kind = 0; kind < N_ROOT_LISTS; kind++)
		for (size_t i = 0; i < root_lists[kind].n; i++) {
			struct slice word = slice_str(root_lists[kind].at[i]);
			uint32_t hash = hash_of(word), *slot = &r->slots[slot_of(r, word, hash)];
			if (!*slot) {
				assert(r->n < ROOTS_MAX);
				r->at[r->n].p = word.p;
				r->at[r->n].n = (uint8_t)word.n;
				*slot = (hash & ~(uint32_t)INDEX) | (uint32_t)++r->n;
			}
			r->at[(*slot & INDEX) - 1].kinds |= (uint16_t)(1u << kind);
			if (word.n > r->longest)
				r->longest = word.n;
		}
}

bool root_is_in(const struct roots *r, enum root_kind kind, struct slice word)
{
	if (word.n > r->longest)
		return false;
	uint32_t slot = r->slots[slot_of(r, word, hash_of(word))];
	return slot && r->at[(slot & INDEX) - 1].kinds >> kind & 1;
}
