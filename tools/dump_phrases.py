"""The invented texts and phrases of tools/make-dumps.py, by language.

S: sentences, with {p} a person, {q} another, {c} a town, {n} a number, {m} another.
T: headlines. H: headings within articles. M: months. W: days of the week from Monday.
D: date forms by strftime-like names: {w} weekday, {d} day, {dd} two digits, {M} month name, {m} month
number, {y} year, {t} time. B: bylines around {a}. P: dates and bylines in one line. C: credits around
{a} (agency) and {a2} (photographer). K: captions around {p} and {c}. R: teasers around {t}. A: advertising. L: tags around {l}.
V: share lines. N: comments. G: pagers. Z: headings of sidebars. F: footers. O: menus.
E: how a post ends with its author and time, as some blogs have it. X: what leads from a post's beginning to the rest.
"""

NAMES = """Rasmo Velin|Ilda Korrin|Tamar Ostek|Budiana Salwa|Petra Halmond|Joko Wirasena|Mirel Dancou
Anja Terhoven|Selim Karadere|Olga Vetrova|Haruka Minase|Nadim Qasfar|Luísa Brandim|Paolo Ferrandi
Carla Esteruel|Gustav Elmqvist|Wanda Zielska|Farah Idrisan|Tom Ackerby|Noor Haldane|admin|Redaksi|Marta de Brinck
J. P. Norwell|Rina K. Utari""".replace("\n", "|").split("|")

AGENCIES = """AP|AFP|Reuters|Getty Images|EPA|dpa|ANSA|Antara|Bernama|TASS|Lusa|Xinhua|Anadolu|Kyodo|AP Photo|EFE""".split("|")

TOWNS = "Marvelo Talunga Breswick Ostermoor Vilarim Karasu Nordhaven Belmira Sukorejo Piastra".split()

LANGS = {
"id": dict(
 S="""Wali Kota {c}, {p}, mengatakan pembangunan jembatan itu akan selesai dalam {n} bulan dan tidak akan membebani warga.
Sedikitnya {n} rumah terendam setelah hujan deras mengguyur kawasan itu sejak Senin malam, dan warga mengungsi ke balai desa.
"Kami sudah menyiapkan dapur umum dan tenda bagi para pengungsi," kata {p} kepada wartawan di {c}.
Menurut {q}, harga beras di pasar tradisional naik dari Rp {n} ribu menjadi Rp {m} ribu per kilogram dalam sepekan terakhir.
Polisi masih menyelidiki penyebab kebakaran yang menghanguskan {n} kios di pasar itu.
Para petani berharap pemerintah segera memperbaiki saluran irigasi yang rusak sejak tahun lalu.
Namun, {q} menilai kebijakan tersebut belum menyentuh akar masalah yang dihadapi nelayan kecil.
"Ini bukan soal anggaran, ini soal kemauan," ujarnya.
Pertandingan itu berakhir dengan skor {n}-{m} setelah tuan rumah tampil menyerang sepanjang babak kedua.
Sekolah akan kembali dibuka pada pekan depan dengan protokol yang lebih ketat, demikian bunyi surat edaran Dinas Pendidikan (Disdik) setempat.
Pada Selasa (14/3/2023), rombongan bertolak ke {c} untuk meninjau lokasi.""",
 X="Selengkapnya »|Baca selengkapnya|Lanjut baca →|Selengkapnya...",
 T="""Banjir Rendam {n} Rumah di {c}, Warga Mengungsi|Harga Beras Naik, Pedagang {c} Mengeluh|{p} Resmikan Jembatan Baru di {c}|Kebakaran Hanguskan {n} Kios Pasar {c}|Timnas Menang Tipis, Pelatih: Ini Baru Awal|Nelayan {c} Tolak Rencana Pelabuhan Baru|Kenapa Jalan ke {c} Selalu Rusak? Ini Jawabannya""",
 H="Tanggapan warga|Langkah berikutnya|Apa kata pemerintah?|Kronologi kejadian",
 M="Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
 W="Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
 D="{w}, {dd} {M} {y}|{d} {M3} {y} {t} WIB|{w}, {d} {M3} {y} {t} WIB|{dd}/{mm}/{y}|{d} {M} {y}|{w}, {dd}/{mm}/{y} {t} WIB|{y}-{mm}-{dd}|Diterbitkan {d} {M} {y}",
 B="Oleh: {a}|Oleh {a}|Penulis: {a}|Reporter: {a}|Ditulis oleh {a}|Diposkan oleh {a}|Laporan {a}", P="Diposting pada {D} oleh {a}|Oleh {a} | {D}|{D} - Oleh {a}",
 C="Foto: {a}/{a2}|Sumber foto: {a}|Foto oleh {a2}|©{a}/{a2}|(c) {a}|Dok. {a}|{a}/{a2}", K="{p} saat meninjau pasar di {c}|Suasana pengungsian di {c}, Senin",
 R="Baca juga: {t}|Baca Juga : {t}|BACA JUGA: {t}|Simak juga: {t}|Lihat juga: {t}|Baca juga {t}", A="ADVERTISEMENT|Iklan|SCROLL TO CONTINUE WITH CONTENT|Lanjutkan membaca setelah iklan",
 L="Label: {l}|Tag: {l}|Kategori: {l}|Tags: {l}|Topik: {l}", V="Bagikan ini:|Bagikan:|Kirimkan Ini lewat Email|BlogThis!|Bagikan ke Facebook", N="Tidak ada komentar:|3 komentar:|Posting Komentar|0 Komentar",
 G="Posting Lama|Postingan Lama|Halaman berikutnya|Beranda", Z="Berita Populer|Terpopuler|Arsip Blog|Entri Populer|Artikel Terbaru|Rekomendasi", F="Hak cipta © 2023 Warta Talunga|Diberdayakan oleh Blogger.", O="Beranda|Tentang Kami|Kontak|Redaksi|Indeks",
 E="Diposkan oleh {a} di {t}|Diposting oleh {a} di {t}"),
"ms": dict(
 S="""Datuk Bandar {c}, {p}, berkata projek itu dijangka siap dalam tempoh {n} bulan dan tidak akan membebankan penduduk.
Sekurang-kurangnya {n} buah rumah dinaiki air selepas hujan lebat sejak malam Isnin, dan penduduk dipindahkan ke dewan orang ramai.
"Kami telah menyediakan makanan dan khemah untuk mangsa," kata {p} kepada pemberita di {c}.
Menurut {q}, harga beras di pasar meningkat daripada RM{n} kepada RM{m} sekilogram sejak minggu lalu.
Polis masih menyiasat punca kebakaran yang memusnahkan {n} gerai di pasar itu.
Beliau berkata pihaknya akan membaiki terusan yang rosak secepat mungkin.
Bagaimanapun, {q} berpendapat dasar itu belum menyelesaikan masalah nelayan kecil.
"Ini bukan soal wang, ini soal kesungguhan," katanya.""",
 X="Baca lagi »|Baca selanjutnya",
 T="Banjir: {n} Rumah di {c} Dinaiki Air|Harga Beras Naik, Peniaga {c} Merungut|{p} Rasmi Jambatan Baharu di {c}|Kebakaran Musnahkan {n} Gerai Pasar {c}|Nelayan {c} Bantah Pelabuhan Baharu", H="Reaksi penduduk|Langkah seterusnya",
 M="Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember", W="Isnin Selasa Rabu Khamis Jumaat Sabtu Ahad",
 D="{w}, {d} {M} {y}|{d} {M} {y}|{dd}/{mm}/{y}|{d} {M} {y}, {t}", B="Oleh {a}|Oleh: {a}|Ditulis oleh {a}|Disiarkan oleh {a}", P="Disiarkan pada {D} oleh {a}|Oleh {a} | {D}",
 C="Foto {a}: {a2}|Foto: {a}|©{a}|Gambar: {a}/{a2}|Kredit gambar: {a}", K="{p} ketika melawat pasar di {c}", R="Baca juga: {t}|Baca lagi: {t}|Lihat juga: {t}", A="Iklan|ADVERTISEMENT", L="Label: {l}|Kategori: {l}|Tag: {l}",
 V="Kongsi:|Kongsikan|Share", N="Tiada ulasan:|2 ulasan:|Catat Ulasan", G="Catatan Lama|Laman utama", Z="Catatan Popular|Arkib Blog|Berita Terkini", F="Hak cipta terpelihara © 2023", O="Laman Utama|Tentang Kami|Hubungi Kami", E="Dicatat oleh {a} di {t}"),
"en": dict(
 S="""The mayor of {c}, {p}, said on Tuesday that the bridge would be finished within {n} months and would not cost residents a penny more.
At least {n} homes were flooded after heavy rain that began on Monday night, and families were moved to the town hall.
"We have set up kitchens and tents for everyone who had to leave," {p} told reporters in {c}.
According to {q}, the price of rice rose from ${n} to ${m} a bag in a single week.
Police are still looking into the cause of the fire that destroyed {n} market stalls.
Farmers hope that the government will repair the canal that has been broken since last year.
However, {q} argued that the plan does little for the people who fish from small boats.
“It is not about money, it is about will,” she said.
The match ended {n}-{m} after the home side attacked throughout the second half.
Schools will open again next week under stricter rules, according to a letter from the county council (CC).
It was the third time since March 4, 2021 that the river had left its bed.""",
 X="Read more »|Continue reading →|Read the full story|More...",
 T="""Flood Fills {n} Homes in {c} as Families Leave|Rice Prices Rise and Traders in {c} Complain|{p} Opens New Bridge in {c}|Fire Destroys {n} Market Stalls in {c}|Why the road to {c} is always broken|Fishermen of {c} reject plan for new harbour|“Only the Beginning”: Coach Praises Narrow Win""",
 H="What residents say|Next steps|How it began|A long history",
 M="January February March April May June July August September October November December", W="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
 D="{w}, {d} {M} {y}|{M} {d}, {y}|{w}, {M} {d}, {y}|{d} {M3} {y}|{M3} {d}, {y} {t}|{y}-{mm}-{dd}|{y}-{mm}-{dd} {t}|Posted on {M} {d}, {y}|Published: {d} {M} {y}|{M} {d}, {y} at {t} GMT",
 B="By {a}|by {a}|Posted by {a}|Written by {a}|By: {a}|Author: {a}|BY {a}", P="Posted on {D} by {a}|By {a} | {D}|{D} by {a}|By {a}, {D}|By {a} on {D}",
 C="Photo: {a}/{a2}|Photo by {a2}|©{a}/{a2}|© {a} / {a2}|(c) {a}|Image: {a}|Credit: {a2}/{a}|Photograph: {a2}/{a}|{a2}/{a}|Courtesy of {a2}", K="{p} visits the market in {c}|A street in {c} after the rain",
 R="Read more: {t}|READ MORE: {t}|Read also: {t}|Related: {t}|See also: {t}|More: {t}|Also read: {t}", A="ADVERTISEMENT|Advertisement|Story continues below|Article continues below this ad|Sponsored", L="Tags: {l}|Labels: {l}|Filed under: {l}|Category: {l}|Topics: {l}|Posted in {l}",
 V="Share this:|Share|Email This|BlogThis!|Share to Twitter|Tweet", N="No comments:|4 comments:|Post a Comment|Leave a comment|2 Comments|Leave a reply", G="Older Posts|Next page|Home|Older posts", Z="Popular Posts|Blog Archive|Recent Posts|Most Read|Related articles|Trending now|About Me", F="Copyright © 2023 Breswick Notes. All rights reserved.|Powered by Blogger.", O="Home|About|Contact|News|Archive|Subscribe",
 E="Posted by {a} at {t}|Posted by {a} at {t} No comments:"),
"de": dict(
 S="""Der Bürgermeister von {c}, {p}, sagte am Dienstag, die Brücke werde in {n} Monaten fertig und die Bürger nichts kosten.
Mindestens {n} Häuser wurden nach dem starken Regen überflutet, der in der Nacht zum Montag begonnen hatte.
„Wir haben Küchen und Zelte für alle aufgebaut, die ihr Haus verlassen mussten“, sagte {p} in {c}.
Nach Angaben von {q} stieg der Preis für Reis innerhalb einer Woche von {n} auf {m} Euro.
Die Polizei ermittelt weiter, warum {n} Marktstände niedergebrannt sind.
Die Bauern hoffen, dass die Regierung den Kanal bald wieder instand setzt.
{q} hält den Plan jedoch für zu klein, um den Fischern zu helfen.
„Es geht nicht um Geld, sondern um den Willen“, sagte sie.""",
 X="Weiterlesen »|Weiterlesen …|Mehr lesen|Den ganzen Beitrag lesen",
 T="Hochwasser in {c}: {n} Häuser überflutet|Reispreis steigt, Händler in {c} klagen|{p} eröffnet neue Brücke in {c}|Feuer zerstört {n} Marktstände in {c}|Warum die Straße nach {c} immer kaputt ist", H="Was die Anwohner sagen|Wie es weitergeht",
 M="Januar Februar März April Mai Juni Juli August September Oktober November Dezember", W="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
 D="{w}, {d}. {M} {y}|{dd}.{mm}.{y}|{d}. {M} {y}, {t} Uhr|{dd}.{mm}.{y}, {t} Uhr|Veröffentlicht am {d}. {M} {y}|{d}. {M} {y}", B="Von {a}|von {a}|Autor: {a}|Geschrieben von {a}|Ein Beitrag von {a}", P="Veröffentlicht am {D} von {a}|Von {a} | {D}|{D} von {a}",
 C="Foto: {a}/{a2}|Bild: {a}|© {a} / {a2}|Bildquelle: {a}|Fotograf: {a2}|Foto: {a2}", K="{p} besucht den Markt in {c}|Eine Straße in {c} nach dem Regen", R="Lesen Sie auch: {t}|Mehr zum Thema: {t}|Siehe auch: {t}|Lesen Sie mehr: {t}", A="Anzeige|Werbung", L="Schlagwörter: {l}|Kategorie: {l}|Labels: {l}|Themen: {l}",
 V="Teilen|Artikel teilen|Teilen:", N="Keine Kommentare:|2 Kommentare|Kommentar veröffentlichen|Schreibe einen Kommentar", G="Ältere Posts|Nächste Seite|Startseite", Z="Beliebte Posts|Blog-Archiv|Letzte Beiträge|Meistgelesen|Ähnliche Artikel", F="© 2023 Ostermoor Kurier. Alle Rechte vorbehalten.|Powered by Blogger", O="Startseite|Über uns|Kontakt|Impressum|Datenschutz", E="Eingestellt von {a} um {t}|Gepostet von {a} um {t}"),
"fr": dict(
 S="""Le maire de {c}, {p}, a déclaré mardi que le pont serait achevé dans {n} mois et ne coûterait rien aux habitants.
Au moins {n} maisons ont été inondées après les fortes pluies qui ont commencé dans la nuit de lundi.
« Nous avons installé des cuisines et des tentes pour tous ceux qui ont dû partir », a dit {p} à {c}.
Selon {q}, le prix du riz est passé de {n} à {m} euros en une seule semaine.
La police enquête toujours sur la cause de l'incendie qui a détruit {n} étals du marché.
Les agriculteurs espèrent que le gouvernement réparera le canal au plus vite.
{q} estime cependant que ce plan ne fait pas grand-chose pour les pêcheurs.
« Ce n'est pas une question d'argent, mais de volonté », a-t-elle dit.""",
 X="Lire la suite|Lire la suite »|Continuer la lecture →",
 T="Inondations à {c} : {n} maisons évacuées|Le prix du riz augmente, les marchands de {c} se plaignent|{p} inaugure un nouveau pont à {c}|Un incendie détruit {n} étals à {c}|Pourquoi la route de {c} est toujours abîmée", H="Ce que disent les habitants|Et maintenant ?",
 M="janvier février mars avril mai juin juillet août septembre octobre novembre décembre", W="lundi mardi mercredi jeudi vendredi samedi dimanche",
 D="{w} {d} {M} {y}|{d} {M} {y}|Publié le {d} {M} {y}|{dd}/{mm}/{y}|{d} {M} {y} à {th}|Le {d} {M} {y}", B="Par {a}|par {a}|Écrit par {a}|Publié par {a}|Auteur : {a}", P="Publié le {D} par {a}|Par {a} | {D}|Par {a} le {D}",
 C="Photo : {a}/{a2}|Crédit photo : {a}|© {a} / {a2}|©{a}|Crédits : {a2}", K="{p} visite le marché de {c}|Une rue de {c} après la pluie", R="Lire aussi : {t}|À lire aussi : {t}|Voir aussi : {t}|Lire aussi {t}", A="Publicité|PUBLICITÉ", L="Étiquettes : {l}|Catégories : {l}|Mots-clés : {l}|Tags : {l}",
 V="Partager|Partager :|Partager cet article", N="Aucun commentaire:|2 commentaires|Laisser un commentaire|Enregistrer un commentaire", G="Articles plus anciens|Page suivante|Accueil", Z="Articles les plus consultés|Archives du blog|Articles récents|Les plus lus", F="© 2023 Le Courrier de Belmira. Tous droits réservés.", O="Accueil|À propos|Contact|Mentions légales", E="Publié par {a} à {t}"),
"es": dict(
 S="""El alcalde de {c}, {p}, dijo el martes que el puente estará listo en {n} meses y no costará nada a los vecinos.
Al menos {n} casas quedaron inundadas después de las fuertes lluvias que empezaron la noche del lunes.
«Hemos instalado cocinas y carpas para todos los que tuvieron que salir», dijo {p} en {c}.
Según {q}, el precio del arroz pasó de {n} a {m} pesos en una sola semana.
La policía todavía investiga la causa del incendio que destruyó {n} puestos del mercado.
Los agricultores esperan que el gobierno repare el canal lo antes posible.
Sin embargo, {q} cree que el plan hace poco por los pescadores.
"No es cuestión de dinero, sino de voluntad", afirmó.""",
 X="Leer más »|Seguir leyendo|Leer más",
 T="Inundaciones en {c} dejan {n} casas bajo el agua|Sube el precio del arroz y protestan los comerciantes de {c}|{p} inaugura un nuevo puente en {c}|Un incendio destruye {n} puestos en {c}|Por qué el camino a {c} siempre está roto", H="Qué dicen los vecinos|Los próximos pasos",
 M="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", W="lunes martes miércoles jueves viernes sábado domingo",
 D="{w}, {d} de {M} de {y}|{d} de {M} de {y}|{dd}/{mm}/{y}|{d} {M3}, {y}|Publicado el {d} de {M} de {y}|{d} de {M} de {y} a las {t}", B="Por {a}|por {a}|Escrito por {a}|Publicado por {a}|Autor: {a}", P="Publicado el {D} por {a}|Por {a} | {D}",
 C="Foto: {a}/{a2}|Crédito: {a}|© {a} / {a2}|Imagen: {a}|Foto de {a2}|Fotografía: {a2}", K="{p} visita el mercado de {c}|Una calle de {c} después de la lluvia", R="Lea también: {t}|Te puede interesar: {t}|Ver también: {t}|Lee también: {t}", A="Publicidad|PUBLICIDAD", L="Etiquetas: {l}|Categorías: {l}|Temas: {l}|Tags: {l}",
 V="Compartir|Compartir:|Comparte esto:", N="No hay comentarios:|2 comentarios|Publicar un comentario|Deja un comentario", G="Entradas antiguas|Página siguiente|Inicio", Z="Entradas populares|Archivo del blog|Lo más leído|Últimas noticias", F="© 2023 Diario de Piastra. Todos los derechos reservados.", O="Inicio|Acerca de|Contacto|Noticias", E="Publicado por {a} en {t}"),
"pt": dict(
 S="""O prefeito de {c}, {p}, disse na terça-feira que a ponte ficará pronta em {n} meses e não vai custar nada aos moradores.
Pelo menos {n} casas foram inundadas depois das fortes chuvas que começaram na noite de segunda-feira.
"Montamos cozinhas e tendas para todos que tiveram de sair", disse {p} em {c}.
Segundo {q}, o preço do arroz passou de R$ {n} para R$ {m} em uma única semana.
A polícia ainda investiga a causa do incêndio que destruiu {n} barracas do mercado.
Os agricultores esperam que o governo conserte o canal o mais rápido possível.
No entanto, {q} acha que o plano faz pouco pelos pescadores.
"Não é uma questão de dinheiro, mas de vontade", afirmou.""",
 X="Leia mais »|Continue lendo →|Ler mais",
 T="Enchente em {c} deixa {n} casas debaixo d'água|Preço do arroz sobe e comerciantes de {c} reclamam|{p} inaugura nova ponte em {c}|Incêndio destrói {n} barracas em {c}|Por que a estrada para {c} está sempre ruim", H="O que dizem os moradores|Próximos passos",
 M="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", W="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
 D="{w}, {d} de {M} de {y}|{d} de {M} de {y}|{dd}/{mm}/{y} às {t}|{dd}/{mm}/{y}|Publicado em {d} de {M} de {y}", B="Por {a}|por {a}|Escrito por {a}|Publicado por {a}|Autor: {a}", P="Publicado em {D} por {a}|Por {a} | {D}|Por {a} em {D}",
 C="Foto: {a}/{a2}|Crédito: {a}|© {a} / {a2}|Imagem: {a}|Foto: {a2}", K="{p} visita o mercado de {c}", R="Leia também: {t}|Veja também: {t}|Saiba mais: {t}|LEIA TAMBÉM: {t}", A="Publicidade|Continua depois da publicidade", L="Marcadores: {l}|Tags: {l}|Categorias: {l}", V="Compartilhe:|Compartilhar|Compartilhe isso:", N="Nenhum comentário:|2 comentários|Postar um comentário", G="Postagens mais antigas|Próxima página|Início", Z="Postagens populares|Arquivo do blog|Mais lidas|Últimas notícias", F="© 2023 Folha de Vilarim. Todos os direitos reservados.", O="Início|Sobre|Contato|Notícias", E="Postado por {a} às {t}"),
"nl": dict(
 S="""De burgemeester van {c}, {p}, zei dinsdag dat de brug over {n} maanden klaar is en de inwoners niets kost.
Zeker {n} huizen liepen onder na de zware regen die in de nacht van maandag begon.
"We hebben keukens en tenten neergezet voor iedereen die weg moest," zei {p} in {c}.
Volgens {q} steeg de prijs van rijst in een week van {n} naar {m} euro.
De politie onderzoekt nog hoe de brand is ontstaan die {n} marktkramen verwoestte.
Boeren hopen dat de regering het kanaal snel laat herstellen.
Maar {q} vindt dat het plan weinig doet voor de vissers.
"Het gaat niet om geld maar om de wil," zei ze.""",
 X="Lees meer »|Verder lezen|Lees verder →",
 T="Overstroming in {c}: {n} huizen onder water|Rijstprijs stijgt en kooplui in {c} klagen|{p} opent nieuwe brug in {c}|Brand verwoest {n} marktkramen in {c}|Waarom de weg naar {c} altijd stuk is", H="Wat bewoners zeggen|Hoe nu verder",
 M="januari februari maart april mei juni juli augustus september oktober november december", W="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
 D="{w} {d} {M} {y}|{d} {M} {y}|{dd}-{mm}-{y}|{d} {M} {y}, {t} uur|Gepubliceerd op {d} {M} {y}|{d} {M} {y} om {t}", B="Door {a}|door {a}|Geschreven door {a}|Auteur: {a}|Tekst: {a}", P="Geplaatst op {D} door {a}|Door {a} | {D}",
 C="Foto: {a}/{a2}|Beeld: {a}|© {a} / {a2}|Foto: {a2}|Bron foto: {a}", K="{p} bezoekt de markt in {c}", R="Lees ook: {t}|Zie ook: {t}|Bekijk ook: {t}|LEES OOK: {t}", A="Advertentie|ADVERTENTIE", L="Labels: {l}|Categorie: {l}|Tags: {l}|Trefwoorden: {l}", V="Delen|Deel dit:|Deel dit artikel", N="Geen reacties|2 reacties|Een reactie posten|Geef een reactie", G="Oudere berichten|Volgende pagina|Home", Z="Populaire posts|Blogarchief|Meest gelezen|Laatste nieuws", F="© 2023 Nordhaven Bode. Alle rechten voorbehouden.", O="Home|Over ons|Contact|Nieuws", E="Geplaatst door {a} op {t}"),
"it": dict(
 S="""Il sindaco di {c}, {p}, ha detto martedì che il ponte sarà pronto entro {n} mesi e non costerà nulla ai residenti.
Almeno {n} case sono state allagate dopo le forti piogge cominciate nella notte di lunedì.
«Abbiamo allestito cucine e tende per tutti quelli che hanno dovuto andare via», ha detto {p} a {c}.
Secondo {q} il prezzo del riso è passato da {n} a {m} euro in una sola settimana.
La polizia indaga ancora sulla causa dell'incendio che ha distrutto {n} bancarelle del mercato.
Gli agricoltori sperano che il governo ripari il canale al più presto.
Tuttavia {q} ritiene che il piano faccia poco per i pescatori.
"Non è una questione di soldi ma di volontà", ha aggiunto.""",
 X="Leggi tutto »|Continua a leggere →|Leggi di più",
 T="Alluvione a {c}, allagate {n} case|Il riso aumenta e i commercianti di {c} protestano|{p} inaugura il nuovo ponte di {c}|Incendio distrugge {n} bancarelle a {c}|Perché la strada per {c} è sempre rotta", H="Cosa dicono i residenti|I prossimi passi",
 M="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", W="lunedì martedì mercoledì giovedì venerdì sabato domenica",
 D="{w} {d} {M} {y}|{d} {M} {y}|{dd}/{mm}/{y}|{d} {M} {y} alle {t}|Pubblicato il {d} {M} {y}|{d} {M} {y} - {t}", B="Di {a}|di {a}|Scritto da {a}|Autore: {a}|a cura di {a}", P="Pubblicato il {D} da {a}|di {a} | {D}|Di {a} - {D}",
 C="Foto: {a}/{a2}|Foto {a}|© {a} / {a2}|Immagine: {a}|Credit: {a2}/{a}", K="{p} visita il mercato di {c}", R="Leggi anche: {t}|LEGGI ANCHE: {t}|Vedi anche: {t}|Leggi anche {t}", A="Pubblicità|PUBBLICITÀ", L="Etichette: {l}|Categorie: {l}|Tag: {l}|Argomenti: {l}", V="Condividi|Condividi:|Condividi su Facebook", N="Nessun commento:|2 commenti|Posta un commento|Lascia un commento", G="Post più vecchi|Pagina successiva|Home page", Z="Post popolari|Archivio blog|I più letti|Ultime notizie", F="© 2023 Gazzetta di Piastra. Tutti i diritti riservati.", O="Home|Chi siamo|Contatti|Notizie", E="Pubblicato da {a} a {t}"),
"tr": dict(
 S="""{c} Belediye Başkanı {p}, salı günü yaptığı açıklamada köprünün {n} ay içinde biteceğini ve halka yük olmayacağını söyledi.
Pazartesi gecesi başlayan şiddetli yağmurun ardından en az {n} ev sular altında kaldı.
"Evlerinden ayrılmak zorunda kalan herkes için mutfak ve çadır kurduk" diyen {p}, {c} halkına teşekkür etti.
{q} tarafından verilen bilgiye göre pirincin fiyatı bir haftada {n} liradan {m} liraya çıktı.
Polis, pazarda {n} tezgahı yok eden yangının nedenini araştırıyor.
Çiftçiler, hükümetin kanalı bir an önce onarmasını bekliyor.
Ancak {q}, planın küçük balıkçılar için çok az şey yaptığını düşünüyor.
"Bu bir para meselesi değil, irade meselesi" dedi.""",
 X="Devamını oku »|Devamı...",
 T="{c} ilçesinde sel: {n} ev su altında kaldı|Pirinç fiyatı arttı, {c} esnafı dertli|{p} yeni köprüyü {c} ilçesinde açtı|{c} pazarında yangın: {n} tezgah yandı|{c} yolu neden hep bozuk?", H="Halk ne diyor|Bundan sonra ne olacak",
 M="Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık", W="Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
 D="{d} {M} {y} {w}|{d} {M} {y}|{dd}.{mm}.{y}|{d} {M} {y}, {t}|{dd}.{mm}.{y} {t}", B="Yazan: {a}|Yazar: {a}|Gönderen: {a}|Haber: {a}", P="Yazan: {a} | {D}|Gönderen {a} - {D}",
 C="Fotoğraf: {a}/{a2}|Foto: {a}|© {a} / {a2}|Görsel: {a}", K="{p} {c} pazarını ziyaret etti", R="Ayrıca okuyun: {t}|İlgili haber: {t}|Bunu da oku: {t}", A="Reklam|REKLAM", L="Etiketler: {l}|Kategori: {l}", V="Paylaş|Bunu paylaş:|Paylaş:", N="Yorum yok:|2 yorum|Yorum Gönder|Yorum yaz", G="Önceki Kayıtlar|Sonraki sayfa|Ana Sayfa", Z="Popüler Yayınlar|Blog Arşivi|En çok okunanlar|Son haberler", F="© 2023 Karasu Postası. Tüm hakları saklıdır.", O="Ana Sayfa|Hakkımızda|İletişim|Haberler", E="Gönderen {a} zaman: {t}"),
"pl": dict(
 S="""Burmistrz miasta {c}, {p}, powiedział we wtorek, że most będzie gotowy za {n} miesięcy i nie obciąży mieszkańców.
Co najmniej {n} domów zostało zalanych po ulewnym deszczu, który zaczął się w nocy z niedzieli na poniedziałek.
„Rozstawiliśmy kuchnie i namioty dla wszystkich, którzy musieli opuścić domy” – powiedział {p} w {c}.
Według {q} cena ryżu wzrosła w ciągu tygodnia z {n} do {m} złotych.
Policja nadal bada przyczynę pożaru, który zniszczył {n} straganów.
Rolnicy mają nadzieję, że rząd jak najszybciej naprawi kanał.
{q} uważa jednak, że plan niewiele daje rybakom.
„To nie jest kwestia pieniędzy, ale woli” – dodała.""",
 X="Czytaj dalej »|Czytaj więcej",
 T="Powódź w {c}: zalanych {n} domów|Ryż drożeje, kupcy z {c} narzekają|{p} otwiera nowy most w {c}|Pożar zniszczył {n} straganów w {c}", H="Co mówią mieszkańcy|Co dalej",
 M="stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia", W="poniedziałek wtorek środa czwartek piątek sobota niedziela",
 D="{w}, {d} {M} {y}|{d} {M} {y}|{dd}.{mm}.{y}|{d} {M} {y}, {t}|Opublikowano {d} {M} {y}", B="Autor: {a}|Tekst: {a}|Napisał {a}", P="Opublikowano {D} przez {a}|Autor: {a} | {D}",
 C="Fot. {a2}/{a}|Zdjęcie: {a}|© {a} / {a2}|fot. {a}", K="{p} na targu w {c}", R="Czytaj też: {t}|Zobacz też: {t}|Przeczytaj także: {t}|CZYTAJ TAKŻE: {t}", A="Reklama|REKLAMA", L="Etykiety: {l}|Tagi: {l}|Kategoria: {l}", V="Udostępnij|Udostępnij:", N="Brak komentarzy:|2 komentarze|Prześlij komentarz|Dodaj komentarz", G="Starsze posty|Następna strona|Strona główna", Z="Popularne posty|Archiwum bloga|Najczęściej czytane|Najnowsze", F="© 2023 Kurier. Wszelkie prawa zastrzeżone.", O="Strona główna|O nas|Kontakt|Redakcja", E="Autor: {a} o {t}"),
"ru": dict(
 S="""Мэр города {c} {p} заявил во вторник, что мост будет готов через {n} месяцев и не обойдётся жителям ни в копейку.
Не менее {n} домов оказались под водой после сильных дождей, которые начались в ночь на понедельник.
«Мы поставили кухни и палатки для всех, кому пришлось уехать», — сказал {p} журналистам.
По словам {q}, цена на рис выросла за одну неделю с {n} до {m} рублей.
Полиция продолжает выяснять причину пожара, который уничтожил {n} торговых рядов.
Фермеры надеются, что правительство как можно скорее починит канал.
Однако {q} считает, что план мало что даёт рыбакам.
«Дело не в деньгах, а в желании», — добавила она.""",
 X="Читать далее »|Подробнее…|Читать полностью",
 T="Наводнение: в городе {c} затоплено {n} домов|Рис дорожает, торговцы в городе {c} жалуются|{p} открыл новый мост в городе {c}|Пожар уничтожил {n} торговых рядов|Почему дорога в {c} всегда разбита", H="Что говорят жители|Что дальше",
 M="января февраля марта апреля мая июня июля августа сентября октября ноября декабря", W="понедельник вторник среда четверг пятница суббота воскресенье",
 D="{w}, {d} {M} {y} г.|{d} {M} {y}|{dd}.{mm}.{y}|{d} {M} {y}, {t}|{dd}.{mm}.{y} {t}|Опубликовано {d} {M} {y}", B="Автор: {a}|Автор {a}|Текст: {a}", P="Опубликовано {D} автором {a}|Автор: {a} | {D}",
 C="Фото: {a}/{a2}|© {a} / {a2}|Фото: {a2}|Автор фото: {a2}|© Фото: {a}", K="{p} на рынке в городе {c}", R="Читайте также: {t}|ЧИТАЙТЕ ТАКЖЕ: {t}|Смотрите также: {t}|По теме: {t}", A="Реклама|РЕКЛАМА", L="Метки: {l}|Теги: {l}|Ярлыки: {l}|Рубрика: {l}", V="Поделиться|Поделиться:|Поделиться в Facebook", N="Нет комментариев:|2 комментария|Отправить комментарий|Оставить комментарий", G="Предыдущие|Следующая страница|Главная", Z="Популярные сообщения|Архив блога|Самое читаемое|Последние новости", F="© 2023 Вестник. Все права защищены.", O="Главная|О нас|Контакты|Новости", E="Автор: {a} на {t}"),
"ja": dict(
 S="""{c}市の{p}市長は火曜日、橋は{n}か月以内に完成し、住民の負担はないと述べた。
月曜日の夜から降り続いた大雨により、少なくとも{n}棟の住宅が浸水し、住民は公民館に避難した。
「避難したすべての人のために炊き出しとテントを用意した」と{p}さんは記者団に語った。
{q}さんによると、米の価格は一週間で{n}円から{m}円に上がった。
警察は市場の{n}店舗を焼いた火事の原因を調べている。
農家は政府ができるだけ早く用水路を直すことを望んでいる。
しかし{q}さんは、この計画は漁師にとってほとんど意味がないと考えている。
「お金の問題ではなく、意志の問題だ」と話した。""",
 X="続きを読む »|続きを読む|もっと見る",
 T="{c}で洪水、{n}棟が浸水|米の価格が上昇、{c}の商店主が不満|{p}市長、{c}に新しい橋を開通|{c}の市場で火事、{n}店舗が焼ける|なぜ{c}への道はいつも壊れているのか", H="住民の声|今後の予定",
 M="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", W="月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
 D="{y}年{m}月{d}日 {w}|{y}年{m}月{d}日|{y}/{mm}/{dd}|{y}年{m}月{d}日 {t}|{y}.{mm}.{dd}|公開日: {y}年{m}月{d}日", B="文/{a}|著者: {a}|執筆:{a}|投稿者 {a}", P="投稿者: {a} {D}|{D} {a}",
 C="写真:{a}/{a2}|撮影:{a2}|© {a}|画像:{a}|写真提供:{a}", K="{c}の市場を訪れた{p}さん", R="関連記事:{t}|あわせて読みたい:{t}|関連記事 {t}", A="広告|スポンサーリンク", L="ラベル: {l}|タグ: {l}|カテゴリー: {l}", V="シェア|共有:|シェアする", N="0 件のコメント:|コメントを投稿|コメントを残す", G="前の投稿|次のページ|ホーム", Z="人気の投稿|ブログ アーカイブ|最近の投稿|アクセスランキング", F="© 2023 みなせ日報 無断転載を禁じます", O="ホーム|会社概要|お問い合わせ|ニュース", E="投稿者 {a} 時刻: {t}"),
"ar": dict(
 S="""قال رئيس بلدية {c} {p} يوم الثلاثاء إن الجسر سيكتمل خلال {n} شهرا ولن يكلف السكان شيئا.
وغمرت المياه ما لا يقل عن {n} منزلا بعد أمطار غزيرة بدأت مساء الاثنين، ونقل السكان إلى مبنى البلدية.
"لقد أقمنا مطابخ وخياما لكل من اضطر إلى الرحيل"، هذا ما قاله {p} للصحفيين في {c}.
ووفقا لما ذكره {q} فقد ارتفع سعر الأرز من {n} إلى {m} دينارا خلال أسبوع واحد.
ولا تزال الشرطة تحقق في سبب الحريق الذي دمر {n} متجرا في السوق.
ويأمل المزارعون أن تصلح الحكومة القناة في أقرب وقت ممكن.
لكن {q} يرى أن الخطة لا تقدم الكثير للصيادين.
"المسألة ليست مسألة مال بل مسألة إرادة"، كما قالت.""",
 X="اقرأ المزيد »|المزيد...",
 T="فيضانات في {c} تغمر {n} منزلا|ارتفاع أسعار الأرز وتجار {c} يشتكون|{p} يفتتح جسرا جديدا في {c}|حريق يدمر {n} متجرا في سوق {c}|لماذا الطريق إلى {c} مكسور دائما؟", H="ماذا يقول السكان|الخطوات المقبلة",
 M="يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", W="الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
 D="{w}، {d} {M} {y}|{d} {M} {y}|{dd}/{mm}/{y}|{d} {M}، {y}|نشر في {d} {M} {y}", B="بقلم: {a}|كتب: {a}|كتبت {a}|الكاتب: {a}", P="نشر في {D} بواسطة {a}|بقلم {a} | {D}",
 C="الصورة: {a}|تصوير: {a2}|© {a} / {a2}|مصدر الصورة: {a}", K="{p} يزور سوق {c}", R="اقرأ أيضا: {t}|إقرأ أيضاً: {t}|شاهد أيضا: {t}|اقرأ المزيد: {t}", A="إعلان|إعلانات", L="التسميات: {l}|الوسوم: {l}|تصنيف: {l}", V="شارك|مشاركة|شارك هذا:", N="لا توجد تعليقات:|ليست هناك تعليقات:|إرسال تعليق|اترك تعليقا", G="رسائل أقدم|الصفحة التالية|الصفحة الرئيسية", Z="المشاركات الشائعة|أرشيف المدونة|الأكثر قراءة|آخر الأخبار", F="جميع الحقوق محفوظة © 2023", O="الرئيسية|من نحن|اتصل بنا|أخبار", E="مرسلة بواسطة {a} في {t}"),
}

# Small lines that sites put below headlines.
SMALL = "{n} min read|{n} views|Waktu baca {n} menit|Dibaca {n} kali|Print|{n} shares|Lesezeit: {n} Minuten|{n} visitas|Okunma: {n}".split("|")

# Cues in words that no table knows: what remains of a page when its vocabulary is strange.
STRANGE = dict(B="Zelut {a}|Vomer: {a}", C="Lumo: {a}/{a2}|Pikta {a}/{a2}", R="Nelo plu: {t}|Vidu ank: {t}", A="PREKA SPACO|Daurigo suben", L="Kovra: {l}|Temaj: {l}",
               V="Dilu tion:|Kunhavo", N="Neniu rimarko:|Rimarkoj 3", G="Pli fruaj|Hejmen", Z="Plej legataj|Arkivejo", F="Chiuj rajtoj 2023", O="Hejmo|Pri ni|Skribu", E="Metita de {a} je {t}",
               X="Pluen »|Legu la tuton")
