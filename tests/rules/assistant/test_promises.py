"""Promised persons, in the languages of people who promise."""

from __future__ import annotations

import pytest

from deskbell.features.assistant.builtin.team import of_people
from deskbell.features.assistant.checks.promises import cue, promises
from deskbell.features.assistant.checks.words import LINES
from deskbell.features.assistant.model import Team

PROMISES = """
I'm connecting you to a colleague now.
Don't worry, I'm connecting you now.
A colleague will be with you shortly.
Someone will call you in five minutes.
Please hold while I get someone.
Ich verbinde Sie jetzt mit einem Kollegen.
Ein Mitarbeiter meldet sich gleich bei Ihnen.
Un conseiller va vous rappeler dans quelques minutes.
Le paso con un agente ahora mismo.
Alguien le llamará enseguida.
Un collega la chiamerà a breve.
Um atendente entrará em contato em breve.
Ik verbind u door met een collega.
En kollega ringer dig strax.
En kollega kontakter deg snart.
En kollega ringer til dig om et øjeblik.
Yhdistän sinut asiakaspalvelijalle.
Łączę z konsultantem.
Spojuji vás s kolegou.
Kapcsolom a kollégámat.
Un coleg vă va contacta în curând, va răspunde imediat.
Sizi bir temsilciye bağlıyorum.
Сейчас соединю вас с оператором.
Зараз з'єдную вас з оператором.
Σας συνδέω με έναν συνάδελφο.
سيتصل بك أحد زملائي قريبا
נציג יחזור אליך בקרוב
شما را به همکارم وصل می‌کنم
मैं आपको एजेंट से कनेक्ट कर रहा हूँ।
একজন সহকর্মী আপনার সাথে যোগাযোগ করবে।
正在为您转接人工客服
担当者におつなぎします。
상담원에게 연결해 드리겠습니다.
จะมีเจ้าหน้าที่ติดต่อกลับในไม่ช้า
Nhân viên sẽ gọi cho bạn ngay.
Saya hubungkan Anda dengan petugas.
""".strip().splitlines()
PLAIN = """
Our opening hours are 9 to 17.
You can return it within 30 days.
I cannot connect you to a person right now.
Nobody from the team is here right now.
The parcel is delivered within two days.
Connect your phone to the router.
Please contact your bank.
Hello! What would you like to know?
Der Techniker ruft Sie 30 Minuten vorher an.
Die Lieferung dauert 2 Tage.
Leider kann ich Sie nicht mit einem Kollegen verbinden.
Je ne sais pas.
Vous pouvez nous contacter par e-mail.
Puede devolverlo en 30 días.
送料は無料です。
我们每天九点开门。
""".strip().splitlines()
OFFERS = [
    "I can call a person from the team if you like.",
    "Would you like me to connect you with a colleague?",
    "Soll ich Sie mit einem Kollegen verbinden?",
]


@pytest.mark.parametrize("sentence", PROMISES)
def test_a_promise_is_heard_and_waited_for(sentence: str) -> None:
    assert promises(sentence)
    assert cue(sentence)


@pytest.mark.parametrize("sentence", PLAIN)
def test_what_promises_nobody_passes_even_when_nobody_is_there(sentence: str) -> None:
    assert not promises(sentence, offers_too=True)


@pytest.mark.parametrize("sentence", OFFERS)
def test_an_offer_is_none_as_long_as_somebody_can_come(sentence: str) -> None:
    assert not promises(sentence)


def test_there_are_thirty_languages_with_all_their_lists() -> None:
    lines = LINES.strip().splitlines()
    assert len({line.split(" | ")[0] for line in lines}) == 30
    assert {len(line.split(" | ")) for line in lines} == {6}


def test_the_servers_own_sentences_promise_nobody_now() -> None:
    for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru"):
        assert not promises(of_people(language, Team.HERE)), language
        assert not promises(of_people(language, Team.CALLED)), language
