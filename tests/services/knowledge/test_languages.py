"""The same three questions of a small shop in scripts with and without spaces, asked in other words than answered."""

from __future__ import annotations

import pytest

from tests.services.knowledge.conftest import Library

# language -> (entries (question, answer): money back, opening hours, delivery abroad; one query for each)
SHOPS: dict[str, tuple[tuple[tuple[str, str], ...], tuple[str, str, str]]] = {
    "Chinese": (
        (
            ("怎么申请退款？", "收到退货后，我们会在七天内退款到您的账户。"),
            ("几点开门？", "我们每天早上九点开门，晚上六点关门。"),
            ("可以送货到国外吗？", "可以，我们送货到欧洲各国，运费十欧元。"),
        ),
        ("我想退款", "你们早上几点营业开门", "国外送货要多少运费"),
    ),
    "Japanese": (
        (
            ("返金はどうすればいいですか", "商品を返送していただければ、七日以内に返金します。"),
            ("営業時間は何時ですか", "毎日午前九時から午後六時まで営業しています。"),
            ("海外に配送できますか", "はい、ヨーロッパに配送できます。送料は十ユーロです。"),
        ),
        ("返金してほしい", "営業時間を教えてください", "海外への送料"),
    ),
    "Thai": (
        (
            ("ขอคืนเงินได้อย่างไร", "ส่งสินค้าคืนแล้วเราจะคืนเงินภายในเจ็ดวัน"),
            ("ร้านเปิดกี่โมง", "ร้านเปิดทุกวันเวลาเก้าโมงเช้าถึงหกโมงเย็น"),
            ("ส่งสินค้าไปต่างประเทศไหม", "เราจัดส่งไปยุโรป ค่าส่งสิบยูโร"),
        ),
        ("อยากได้เงินคืน", "เปิดร้านกี่โมงคะ", "ค่าจัดส่งต่างประเทศ"),
    ),
    "Korean": (
        (
            ("환불은 어떻게 받나요?", "상품을 반송하시면 칠 일 안에 환불해 드립니다."),
            ("영업 시간이 어떻게 되나요?", "매일 오전 아홉 시부터 오후 여섯 시까지 영업합니다."),
            ("해외 배송이 되나요?", "네, 유럽으로 배송하며 배송비는 십 유로입니다."),
        ),
        ("환불하고 싶어요", "영업시간 알려주세요", "해외로 배송해 주세요"),
    ),
    "Arabic": (
        (
            ("كيف أسترد أموالي؟", "بعد إرجاع المنتج نعيد المبلغ خلال سبعة أيام."),
            ("ما هي ساعات العمل؟", "نعمل كل يوم من التاسعة صباحا حتى السادسة مساء."),
            ("هل توصلون إلى الخارج؟", "نعم، التوصيل إلى أوروبا يكلف عشرة يورو."),
        ),
        ("أريد إرجاع المنتج", "متى ساعات العمل عندكم", "تكلفة التوصيل"),
    ),
    "Hindi": (
        (
            ("रिफंड कैसे मिलेगा?", "सामान वापस करने पर सात दिन में रिफंड मिल जाता है।"),
            ("दुकान कब खुलती है?", "दुकान रोज सुबह नौ बजे खुलती है।"),
            ("क्या आप विदेश में डिलीवरी करते हैं?", "हाँ, यूरोप में डिलीवरी का शुल्क दस यूरो है।"),
        ),
        ("मुझे रिफंड चाहिए", "दुकान खुलने का समय", "डिलीवरी शुल्क कितना है"),
    ),
    "Vietnamese": (
        (
            ("Làm sao để được hoàn tiền?", "Sau khi nhận hàng trả lại, chúng tôi hoàn tiền trong bảy ngày."),
            ("Cửa hàng mở cửa lúc mấy giờ?", "Cửa hàng mở cửa từ chín giờ sáng đến sáu giờ chiều."),
            ("Có giao hàng ra nước ngoài không?", "Có, phí giao hàng đến châu Âu là mười euro."),
        ),
        ("toi muon hoan tien", "mấy giờ mở cửa", "phí giao hàng"),
    ),
    "Russian": (
        (
            ("Как вернуть деньги?", "После возврата товара мы вернём деньги в течение семи дней."),
            ("Когда вы открыты?", "Магазин работает каждый день с девяти до шести."),
            ("Есть ли доставка за границу?", "Да, доставка в Европу стоит десять евро."),
        ),
        ("хочу возврат денег", "во сколько открывается магазин", "СТОИМОСТЬ ДОСТАВКИ В ЕВРОПУ"),
    ),
    "Greek": (
        (
            ("Πώς παίρνω πίσω τα χρήματά μου;", "Μετά την επιστροφή του προϊόντος επιστρέφουμε τα χρήματα."),
            ("Τι ώρα ανοίγετε;", "Ανοίγουμε κάθε μέρα στις εννέα το πρωί."),
            ("Στέλνετε στο εξωτερικό;", "Ναι, η αποστολή στην Ευρώπη κοστίζει δέκα ευρώ."),
        ),
        ("επιστροφη χρηματων", "ΤΙ ΩΡΑ ΑΝΟΙΓΕΙ", "κόστος αποστολής στην Ευρώπη"),
    ),
    "Turkish": (
        (
            ("Nasıl para iadesi alırım?", "Ürünü geri gönderdikten sonra yedi gün içinde para iadesi yapılır."),
            ("Saat kaçta açılıyorsunuz?", "Her gün sabah dokuzda açılıyoruz."),
            ("Yurt dışına gönderim var mı?", "Evet, Avrupa'ya kargo ücreti on avrodur."),
        ),
        ("IADE ISTIYORUM", "kaçta açılıyor", "kargo ücretleri"),
    ),
    "German": (
        (
            ("Wie bekomme ich mein Geld zurück?", "Nach der Rücksendung erstatten wir binnen sieben Tagen."),
            ("Wann haben Sie geöffnet?", "Unsere Öffnungszeiten sind täglich von neun bis achtzehn Uhr."),
            ("Liefern Sie ins Ausland?", "Ja, die Auslandslieferung innerhalb Europas kostet zehn Euro."),
        ),
        ("Rückerstattung", "oeffnungszeiten", "Versand ins Ausland"),
    ),
}


@pytest.mark.parametrize("language", SHOPS)
async def test_each_question_finds_its_answer_first(library: Library, language: str) -> None:
    entries, queries = SHOPS[language]
    wanted = [(await library.qa(question, answer)).id for question, answer in entries]
    assert [await library.first(query) for query in queries] == wanted


@pytest.mark.parametrize("language", SHOPS)
async def test_each_answer_is_found_without_its_question_too(library: Library, language: str) -> None:
    entries, _ = SHOPS[language]
    wanted = [(await library.text("", answer)).id for _, answer in entries]
    assert [await library.first(answer[: len(answer) * 2 // 3]) for _, answer in entries] == wanted
