"""What is true of people right now, in the visitor's language: the only sentences about them that visitors are shown.

Each line: language | here | away | called | unknown | refused | limit | working | sorry | unseen.
"""

from __future__ import annotations

from functools import cache

from deskbell.features.assistant.model import Team
from deskbell.features.knowledge.lexicon.words import plain

LINES = """
en | I can call a person from the team if you like. | Nobody from the team is here right now. Leave your e-mail address and they will answer you. | The team has been asked, but nobody has joined yet. You can keep writing. | I don't know that from what I have here. | I can't help with that here. | I have answered a lot here already. | This takes a little longer than usual. I am still looking. | Sorry, I could not answer just now. You can try again. | I can't look at pictures or files here.
de | Auf Wunsch hole ich einen Menschen aus dem Team dazu. | Gerade ist niemand aus dem Team da. Hinterlassen Sie Ihre E-Mail-Adresse, dann antwortet Ihnen das Team. | Das Team ist gefragt, aber noch ist niemand dazugekommen. Sie können weiterschreiben. | Das weiß ich aus den mir vorliegenden Informationen nicht. | Dabei kann ich hier nicht helfen. | Ich habe hier schon viel geantwortet. | Das dauert etwas länger als sonst. Ich suche noch. | Entschuldigung, das konnte ich gerade nicht beantworten. Sie können es noch einmal versuchen. | Bilder und Dateien kann ich hier nicht ansehen.
fr | Je peux appeler une personne de l'équipe si vous le souhaitez. | Personne de l'équipe n'est là pour le moment. Laissez votre adresse e-mail et l'équipe vous répondra. | L'équipe a été sollicitée, mais personne n'est encore arrivé. Vous pouvez continuer à écrire. | Je ne le sais pas d'après les informations dont je dispose. | Je ne peux pas vous aider sur ce point ici. | J'ai déjà beaucoup répondu ici. | Cela prend un peu plus de temps que d'habitude. Je cherche encore. | Désolé, je n'ai pas pu répondre à l'instant. Vous pouvez réessayer. | Je ne peux pas regarder les images ni les fichiers ici.
es | Si lo desea, puedo llamar a una persona del equipo. | Ahora mismo no hay nadie del equipo. Deje su dirección de correo y le responderán. | Se ha avisado al equipo, pero aún no ha entrado nadie. Puede seguir escribiendo. | No lo sé con la información que tengo aquí. | No puedo ayudarle con eso aquí. | Ya he respondido mucho aquí. | Esto tarda un poco más de lo normal. Sigo buscando. | Lo siento, no he podido responder ahora mismo. Puede intentarlo de nuevo. | Aquí no puedo ver imágenes ni archivos.
it | Se vuole, posso chiamare una persona del team. | In questo momento non c'è nessuno del team. Lasci il Suo indirizzo e-mail e riceverà una risposta. | Il team è stato avvisato, ma non è ancora arrivato nessuno. Può continuare a scrivere. | Non lo so in base alle informazioni che ho qui. | Qui non posso aiutarLa in questo. | Ho già risposto molto qui. | Ci vuole un po' più del solito. Sto ancora cercando. | Mi dispiace, in questo momento non ho potuto rispondere. Può riprovare. | Qui non posso guardare immagini o file.
pt | Se quiser, posso chamar uma pessoa da equipe. | Não há ninguém da equipe aqui agora. Deixe o seu e-mail e a equipe responderá. | A equipe foi avisada, mas ainda não entrou ninguém. Pode continuar a escrever. | Não sei isso com as informações que tenho aqui. | Não posso ajudar com isso aqui. | Já respondi muito aqui. | Está demorando um pouco mais que o normal. Ainda estou procurando. | Desculpe, não consegui responder agora. Pode tentar de novo. | Não consigo ver imagens nem arquivos aqui.
nl | Ik kan er iemand van het team bij halen als u dat wilt. | Er is nu niemand van het team. Laat uw e-mailadres achter, dan krijgt u antwoord. | Het team is gevraagd, maar er is nog niemand bij gekomen. U kunt verder schrijven. | Dat weet ik niet met de informatie die ik hier heb. | Daar kan ik hier niet mee helpen. | Ik heb hier al veel geantwoord. | Dit duurt iets langer dan normaal. Ik ben nog aan het zoeken. | Sorry, ik kon net geen antwoord geven. U kunt het opnieuw proberen. | Afbeeldingen en bestanden kan ik hier niet bekijken.
pl | Jeśli chcesz, mogę zawołać osobę z zespołu. | Nikogo z zespołu teraz nie ma. Zostaw swój adres e-mail, a zespół odpowie. | Zespół został poproszony, ale nikt jeszcze nie dołączył. Możesz pisać dalej. | Nie wiem tego na podstawie tego, co tu mam. | Nie mogę w tym tutaj pomóc. | Odpowiadałem tu już wiele razy. | To trwa trochę dłużej niż zwykle. Nadal szukam. | Przepraszam, nie udało mi się teraz odpowiedzieć. Możesz spróbować ponownie. | Nie mogę tu oglądać obrazów ani plików.
tr | İsterseniz ekipten birini çağırabilirim. | Şu anda ekipten kimse yok. E-posta adresinizi bırakın, size yanıt verilsin. | Ekibe soruldu, ama henüz kimse katılmadı. Yazmaya devam edebilirsiniz. | Buradaki bilgilerle bunu bilmiyorum. | Bu konuda burada yardımcı olamam. | Burada zaten çok yanıt verdim. | Bu her zamankinden biraz uzun sürüyor. Hâlâ arıyorum. | Üzgünüm, şu anda yanıt veremedim. Yeniden deneyebilirsiniz. | Burada resimlere veya dosyalara bakamıyorum.
ru | Если хотите, я могу позвать человека из команды. | Сейчас никого из команды нет. Оставьте адрес электронной почты, и вам ответят. | Команда извещена, но пока никто не присоединился. Можете писать дальше. | Из того, что у меня есть, я этого не знаю. | С этим я здесь помочь не могу. | Я здесь уже много раз отвечал. | Это занимает немного больше времени, чем обычно. Я ещё ищу. | Извините, сейчас мне не удалось ответить. Можно попробовать ещё раз. | Изображения и файлы я здесь посмотреть не могу.
ar | يمكنني استدعاء شخص من الفريق إن أردت. | لا يوجد أحد من الفريق الآن. اترك بريدك الإلكتروني وسيصلك الرد. | تم إبلاغ الفريق ولم ينضم أحد بعد. يمكنك متابعة الكتابة. | لا أعرف ذلك مما لدي هنا. | لا أستطيع المساعدة في ذلك هنا. | لقد أجبت كثيرا هنا. | يستغرق هذا وقتا أطول قليلا من المعتاد. ما زلت أبحث. | عذرا، لم أتمكن من الإجابة الآن. يمكنك المحاولة مرة أخرى. | لا أستطيع رؤية الصور أو الملفات هنا.
he | אם תרצה, אוכל לקרוא לאדם מהצוות. | אין כרגע אף אחד מהצוות. השאר כתובת דוא"ל ותקבל תשובה. | הצוות התבקש, אך איש עוד לא הצטרף. אפשר להמשיך לכתוב. | איני יודע זאת מהמידע שבידי. | איני יכול לעזור בזה כאן. | כבר עניתי כאן הרבה. | זה לוקח קצת יותר זמן מהרגיל. אני עדיין מחפש. | מצטער, לא הצלחתי לענות כרגע. אפשר לנסות שוב. | איני יכול לראות כאן תמונות או קבצים.
ja | ご希望でしたら、チームの者をお呼びできます。 | ただいまチームの者はおりません。メールアドレスを残していただければ、チームが回答します。 | チームに知らせましたが、まだ誰も参加していません。続けてお書きいただけます。 | 手元の情報ではわかりません。 | こちらではお手伝いできません。 | すでに多くお答えしました。 | いつもより少し時間がかかっています。まだ調べています。 | 申し訳ありません。ただいまお答えできませんでした。もう一度お試しください。 | こちらでは画像やファイルを見ることができません。
zh | 如果您愿意，我可以请团队的人来。 | 团队现在没有人在。请留下您的邮箱，他们会回复您。 | 已通知团队，但还没有人加入。您可以继续写。 | 根据我现有的资料，我不知道。 | 这方面我在这里帮不上忙。 | 我在这里已经回答了很多。 | 这次需要的时间稍长一些，我还在查找。 | 抱歉，刚才我没能回答。您可以再试一次。 | 我在这里无法查看图片或文件。
"""

# Words of a yes, all of them: a sentence with any other word in it is answered like every other.
_YES = frozenset(
    plain(
        """yes yeah yep yup sure please ok okay do go ahead absolutely definitely gladly thanks thank you
        ja bitte gerne gern klar danke jawohl oui s'il vous plait d'accord volontiers merci svp stp bien sur
        si claro vale por favor gracias certo per favore volentieri grazie va bene sim obrigado obrigada pode
        graag alstublieft prima bedankt tak prosze chetnie dziekuje evet lutfen tamam tesekkurler
        да пожалуйста конечно давайте спасибо хорошо نعم من فضلك شكرا כן בבקשה תודה
        はい お願いします ぜひ 是 是的 好 好的 可以 请 麻烦了 谢谢"""
    ).split()
)
_POLITE = frozenset(
    ("thanks", "thank you", "danke", "merci", "gracias", "grazie", "bedankt", "شكرا", "תודה", "谢谢", "спасибо")
)
_BARE = {ord(mark): " " for mark in ".,!?;:…¡¿。、！？，"}
_PLACES = {
    "here": 0,
    "away": 1,
    "called": 2,
    "unknown": 3,
    "refused": 4,
    "limit": 5,
    "working": 6,
    "sorry": 7,
    "unseen": 8,
}


def of_people(language: str | None, team: Team) -> str:
    """The one true sentence about people."""
    return _texts(language)[_PLACES[team.value]]


def working(language: str | None) -> str:
    """The answer takes its time."""
    return _texts(language)[_PLACES["working"]]


def with_people(language: str | None, what: str, team: Team) -> str:
    """`unknown`, `refused`, `limit`, `sorry` or `unseen` (a picture), and what is true of people."""
    return f"{_texts(language)[_PLACES[what]]} {of_people(language, team)}"


def _texts(language: str | None) -> tuple[str, ...]:
    return _table().get(language or "", _table()["en"])


def accepts(text: str, before: str) -> bool:
    """Whether this is nothing but a yes to the offer of a person that stands in what was said before."""
    return any(texts[_PLACES["here"]] in before for texts in _table().values()) and agrees(text)


def agrees(text: str) -> bool:
    """Whether this is nothing but a yes."""
    said = plain(text).translate(_BARE).split()
    return 0 < len(said) <= 4 and " ".join(said) not in _POLITE and all(word in _YES for word in said)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    rows = [[part.strip() for part in line.split(" | ")] for line in LINES.strip().splitlines()]
    return {row[0]: tuple(row[1:]) for row in rows}
