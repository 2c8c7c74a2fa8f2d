"""Turkish; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="tr",
    order="ov",
    words={
        "talk": "konuşmak, konuşmam, konuşabilir, konuşayım, konuşabileceğim, konuşalım, konuşmayı, konusmak, konuşucam, konuşacağım, konuşurum, konuş, konuşma, konuşmaya, görüşmek, görüşmem, görüşebilir, görüşeyim, görüşmeyi, görüşme, görüşmesi, görüşelim, gorusmek, görüşebileceğim, sohbet, sohbet etmek, yazışmak, yazışma, iletişim kurmak, danışmak, danışabilir, konuştur, konuşturun, görüştür, görüştürün, görüştürür, muhatap, muhatap olmak, dertleşmek, anlatmak, tartışmak",
        "link": "bağla, bağlayın, bağlar, bağlan, bağlanmak, bağlanmam, bağlanabilir, bağlanayım, bağlantı, bağlamanızı, bağlarmısın, bağlayabilir, bağlayınız, bagla, baglan, baglanmak, baglar, aktar, aktarın, aktarır, aktarılmak, aktarma, aktarabilir, yönlendir, yönlendirin, yönlendirir, yönlendirilmek, yönlendirme, yönlendirebilir, iletişime, iletişime geçmek, iletişim, irtibat, irtibata, irtibata geçmek, temasa, ulaşmak, ulaşabilir, ulaşabilirim, ulaşırım, ulaşamıyorum, ulaşmam, ulaşacağım, ulaştır, ulaştırın, çağır, çağırın, aramak, arayabilir, arayabilirim, arasın, ara, ilet, iletin, devret, devredin, transfer et, transfer edin, yardım alabilir, yardım almak, destek almak, yardımcı olsun, ilgilensin, cevap versin, randevu, geçir, geçirin, geçmek",
        "move": "gönder, gönderin, bul, bulun, getir, getirin, var",
        "wish": "istiyorum, istiyoruz, isterim, isteriz, istiyom, istiyrum, istiorum, istemekteyim, isterdim, lazım, lazim, gerek, gerekiyor, gerekli, ihtiyacım, ihtiyacım var, ihtiyaç, talep ediyorum, talep, rica ediyorum, ver, verin, verir, verir misin, verir misiniz, alabilir, alabilir miyim, arıyorum, mümkün, olsun, olur mu, bekliyorum, tercih ederim, tercih ediyorum, olabilir mi, lütfen, yardım, yardımı, miyim, edin",
        "human": "insan, insanla, insanlar, insanlarla, insana, insanı, insani, insan gibi biri, insan desteği, gerçek kişi, gerçek kişiyle, gerçek biri, gerçek biriyle, gerçek birine, gerçek birisi, gerçek birisiyle, canlı kişi, canlı biri, canlı biriyle, canlı birine, gerçek insan, gerçek insanla, gerçek bir kişi, gerçek bir kişiyle, gerçek bir kişiye, kanlı canlı, etten kemikten, insanoğlu",
        "staff": "temsilci*, müşteri temsilci*, yetkili*, operatör*, görevli*, danışman*, agent, ajan, ajanla, santral*, destek elemanı, destek personeli, asistan yerine, bir yetkili, ilgili kişi, ilgili kişiyle, ilgili kişiye, sorumlu*",
        "boss": "müdür*, yönetici*, amir*, şef, şefle, patron*, süpervizör*, supervisor, idareci*, menajer*",
        "member": "çalışan*, uzman*, personel*, eleman*, teknisyen*, asistan*, memur*, satıcı*, iş arkadaşı*, avukat*, doktor*, öğretmen*, hoca*, resepsiyonist*, admin*, sahib*, moderatör*, usta*, ekipten biri*, ekibinizden biri*",
        "person": "kişi, kişiyle, kişiye, kişiyi, adam, adamla, kadın, kadınla, bey, hanım, şahıs",
        "someone": "biri, biriyle, birine, birini, birisi, birisiyle, birisine, birisini, birileri, birileriyle, başkası, başkasıyla, başka biri, başka biriyle, başka birine, kimse, kimseyle, kimseye, sizden biri, kim, kiminle, kime",
        "desk": "müşteri hizmet*, müşteri hizmetleri, müşteri desteği, müşteri destek*, müşteri ilişkileri, canlı destek*, canlı desteğe, canlı yardım, teknik destek*, teknik desteğe, çağrı merkezi*, destek hattı*, destek ekibi*, destek hizmeti*, destek birimi*, canlı sohbet, canlı chat, yardım masası, müşteri hattı*, destek merkezi*, şikayet hattı*",
        "team": "destek, desteğe, destekle, ekip, ekiple, ekibe, ekibi, ekibinizle, departman*, satış, satış ekibi*, satış departmanı*, resepsiyon*, muhasebe*, ofis*, banka*, şube*, mağaza*, firma*, şirket*, yönetim*, insan kaynakları*, birim*, otel*",
        "machine": "bot, botla, botlar, botlarla, bota, robot, robotla, robotlar, robotlarla, robota, yapay zeka, yapay zekayla, yapay zekaya, yapay zeka ile, sanal asistan*, otomatik cevap*, otomatik yanıt*, otomatik mesaj*, chatbotla, sohbet robotu*, telesekreter*",
        "device": "makine, makineyle, makinelerle, makineye, makina, makinayla, bilgisayar, bilgisayarla, program, programla, algoritma*",
        "real": "gerçek, gercek, canlı, canli, hakiki, kanlı canlı, sahici, yaşayan, reel, etten kemikten, robot olmayan, bot olmayan, makine olmayan",
        "neg": "asla, hiç, olmadan",
        "negpost": "değil, degil, yerine, olmasın, yok",
        "refuse": "istemiyorum, istemem, istemiyoruz, gerek yok, gerekmiyor, gerekmez, lazım değil, ihtiyacım yok, ihtiyaç yok, bıktım, usandım, nefret ediyorum, sıkıldım, konuşmam, sevmiyorum, istemedim, bağlama, bağlamayın, aktarma lütfen, konuşmayacağım, bıktık, yeter",
        "away": "yerine, bıktım, usandım, yeter, nefret",
        "can": "bilir, bilirim, mümkün, mümkün mü, olabilir, yapabilir, ulaşamıyorum, bağlanamıyorum, konuşamıyorum, görüşemiyorum, imkanı, imkansız, edemiyorum, bulamıyorum, var mı, yok mu",
        "know": "nasıl, nasıl olur, biliyor, bilmiyorum, bulamıyorum, nereden, nerden",
        "why": "neden, niye, niçin, yok mu, mümkün değil mi, olmaz mı",
        "ident": "sen, sen bir, siz, misin, mısın, musun, müsün, misiniz, mısınız, ben, konuşuyorum, konuşuyor muyum, konuşuyor, görüşüyorum, görüşüyor, yazışıyorum, mıyım, bu, bu bir, sensin, sanki, gibi, gibisin, kimsin, nesin, konuşmuştum, konuştum, görüştüm",
        "my": "benim, bizim, müdürüm, müdürümle, patronum, patronumla, şefim",
        "fill": "geri, tekrar, bir, birr, ile, ve, veya, ya, da, de, ben, bana, beni, benimle, sen, sana, siz, size, biz, bize, şu, o, hemen, acil, acilen, şimdi, hızlı, hızlıca, çabuk, derhal, bugün, doğrudan, direkt, direk, sadece, yalnızca, gerçekten, lütfen, lutfen, lütfennn, rica, ederim, teşekkürler, teşekkür, sağol, mı, mi, mu, mü, miyim, mıyım, misin, misiniz, mısınız, musunuz, için, çok, daha, iyi, tamam, ok, evet, hadi, artık, burada, orada, var, nasıl, yardım, yardımcı, yardım edebilecek, yardımcı olabilecek, telefonda, telefonla, telefon, telefondan, chat, sohbet, hat, hatta, hizmet, müşteri, müsait, uygun, yetkin, bizzat, yüz yüze, en kısa sürede, mümkünse, mümkün, herhangi, başka, diğer, sizin, ekibinizden, firmanızdan, selam, merhaba, türkçe, birazcık, biraz, olan, olarak, etmek, istiyorum, acaba, önce, konuda, konu, hakkında, gerçek, canlı, abi, ya, kardeşim, hocam, edebilir, olur, mısın, rica etsem, ederseniz, sizden, bi, olabilir, şirketten, görevlisi, üzerinden, artik, ilgili, aracılığıyla, vasıtasıyla",
        "greet": "merhaba, selam, günaydın, iyi günler, iyi akşamlar, iyi geceler, teşekkürler, sağol, hoşça kal, güle güle, seni seviyorum, memnun oldum",
        "exist": "var mı, varmı, var, yok mu, yokmu, nerede, nerde, müsait, müsait mi, mevcut, mevcut mu, orada mı",
        "when": "saat, saatleri, saatler, kaçta, saat kaçta, ne zaman, kaça kadar, açık, kapalı, açılıyor, kapanıyor, kaç, ne kadar, günler, cumartesi, pazar, hafta sonu, haftasonu, tatil, 7 24, çalışma saatleri, mesai",
        "number": "numara, numarası, numaranız, numaraları, telefon numarası, telefonu, telefonu nedir, mail, e posta, email, mail adresi, adres, adresi, site, sayfa, link, iletişim bilgileri, form, whatsapp",
        "but": "ama, fakat, ancak, yoksa, aksi halde, o yüzden",
        "void": "olmak, olabilirim, iş, işi, çalışmak, maaş, maaşı, komisyon, işe alım, alımı, başvuru, eğitim, kurs, anlamı, ne demek, demek, tanımı, fark, farkı, rolü, görevi, hesap, hesabı, şifre, fiyat, fiyatı, ücreti, kaç para, hatırlat, hatırlatma, ekle, oluştur, sil, dedi, söyledi, evlenmek, aşık, şarkı, icat",
        "bait": "bu kişi, bu kişiyle, bu kişiye, emlakçı*, emlak danışman*, seyahat acente*, sigorta acente*, gizli ajan, insan hakları, insan vücudu, insan kaynakları yönetimi, kişi başı, kişi başına, iki kişi, iki kişilik, üç kişi, dört kişi, 2 kişi, 3 kişi, 4 kişi, 2 kişilik, tek kişi, tek kişilik, kaç kişi, kaç kişilik, seninle, seninle konuşmak, benimle, benimle konuş, hakkında konuşmak, türkçe konuş, konuşuyor musun, konuşabiliyor, kişisel veri*, operatörüm, mobil operatör*, çalışan sayısı, gerçek zamanlı, insanlık, görevi, görevleri, yetki, yetkilendirme, uzmanlık, danışma",
        "whole": "kiminle görüşebilirim, kiminle konuşabilirim, kim yardımcı olabilir, bot istemiyorum, robot istemiyorum, biri yardım edebilir mi, biri bana yardım edebilir mi, biri yardımcı olabilir mi, bana yardım edecek biri, yardımcı olacak biri, yardım edebilecek biri, beni biri arasın, biri beni arasın, biri beni arayabilir mi, birisi beni arasın, birisi beni arayabilir mi, kimse yok mu, kimse var mı, biri var mı, birisi var mı, orada biri var mı, orada kimse var mı, benimle iletişime geçin, benimle iletişime geçilsin, bana ulaşın",
        "callback": "beni ara, beni arayın, beni arar mısınız, beni arar mısın, beni arayabilir misiniz, beni arasınlar, geri arayın, geri arama, geri aranmak, aranmak istiyorum, telefonla görüşmek, telefonda görüşmek, telefonda konuşmak, telefonla konuşmak",
        "past": "dün, geçen hafta, geçen gün, konuştum, konuşmuştum, görüştüm, görüşmüştüm, demişti, söylendi",
        "after": "konuşabileceğim, görüşebileceğim, ulaşabileceğim, yardım edecek, yardım edebilecek, yardımcı olacak, yardımcı olabilecek, cevap verecek, cevap verebilecek, kim yardımcı",
        "break": "hakkında, konusunda, çünkü, dolayı, ilgili olarak, zaman, eğer",
    },
)
