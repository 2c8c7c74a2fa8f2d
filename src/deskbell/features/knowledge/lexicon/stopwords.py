"""Words that carry no meaning of their own in a question, by language. Data only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from deskbell.features.knowledge.lexicon.words import words

BY_LANGUAGE: Final = {
    "en": """
        a an the and or but if then than so as at by for from in into of off on onto out over to up with without within
        about after before between during through under until while i me my mine myself we us our ours you your yours he
        him his she her hers it its they them their theirs this that these those there here am is are was were be been
        being do does did doing done have has had having can could will would shall should may might must not no nor isn
        aren wasn don doesn didn won wouldn couldn cannot s t re ve ll d m what which who whom whose when where why how
        whats hows wheres also any some just very too more most much many such only own same other each every again ever
        even still yet now please hello hi hey thanks thank ok okay want wanna need like know tell say let get got give
        make question ask help sorry possible im ive id r u ur pls plz thx anyone someone something anything""",
    "de": """
        der die das den dem des ein eine einer einen einem eines und oder aber wenn dann als so an auf aus bei bis durch
        fur gegen in im ins mit nach ohne um uber unter von vom vor zu zum zur zwischen wahrend seit ich mich mir mein
        meine meinen meinem meiner wir uns unser unsere du dich dir dein deine deinen sie er es ihr ihm ihn ihre ihren
        sein seine man dies diese dieser dieses diesem diesen jene da hier dort bin bist ist sind seid war waren gewesen
        wird werden wurde werde habe hast hat haben hatte kann kannst konnen konnte konnten soll sollen sollte muss
        mussen musst darf durfen will willst wollen mochte mochten mag nicht kein keine keinen nein ja doch auch noch
        nur sehr schon mehr viel immer wieder mal denn eigentlich etwa etwas alle alles gerne gern was welche welcher
        welches welchen wer wem wen wessen wann wo warum weshalb wieso wie woher wohin womit wofur bitte hallo hi danke
        ok frage sagen sag sage wissen weiss gibt geht geben machen mache macht hilfe helfen moglich""",
    "fr": """
        le la les l un une des du de d et ou mais si alors que qu comme a au aux en dans par pour sur sous sans avec
        avant apres entre pendant chez vers depuis jusque je j me m moi mon ma mes nous notre nos tu te t toi ton ta tes
        vous votre vos il elle ils elles on lui leur leurs son sa ses se s ce c cet cette ces cela ca ceci y ici suis es
        est sommes etes sont etait ete etre sera serait ai as avons avez ont avait avoir eu peux peut pouvons pouvez
        peuvent pouvoir pourrait dois doit devez doivent devoir faut fait faire fais veux veut voudrais vouloir vais va
        vont aller ne n pas plus non oui aussi encore tres trop toujours deja tout tous toute toutes meme autre autres
        quelque quelques quoi quel quelle quels quelles qui dont quand pourquoi comment combien bonjour salut merci svp
        plait stp ok question savoir sais dire aide aider afin ainsi aupres aura auront aurait ayant beaucoup car celle
        celles celui ceux chaque contre donc etaient etant faites font jamais laquelle lequel lesquels lesquelles
        lors lorsque malgre ni parce parmi peu plutot possible puis puisque sauf selon seront soient soit tel telle tels
        telles voici voila""",
    "es": """
        el la los las lo un una unos unas de del y e o u pero si entonces que como a al en por para con sin sobre entre
        desde hasta hacia durante segun yo me mi mis nosotros nos nuestro nuestra tu te ti tus usted ustedes su sus ella
        ellos ellas le les se este esta estos estas ese esa esos esas eso esto aquel ahi aqui alli soy eres es somos son
        era fue ser sido estan estoy estar he ha han hay haber habia tengo tiene tienes tienen tener puedo puede puedes
        pueden poder podria debo debe deben deber quiero quiere quisiera querer deseo hacer hago hace no ni tambien solo
        muy mas menos mucho mucha ya todo toda todos todas otro otra mismo algun alguna alguno algo cual cuales quien
        quienes cuando donde porque cuanto cuanta cuantos cuantas hola gracias favor ok pregunta saber sabe decir dime
        digame ayuda ayudar posible""",
    "it": """
        il lo la i gli le l un uno una di del dello della dei degli delle d e ed o ma se allora che come a al allo alla
        ai agli alle da dal dalla dai in nel nello nella nei nelle con su sul sulla per tra fra senza durante verso io
        mi me mio mia miei mie noi ci nostro nostra tu ti te tuo tua tuoi voi vi vostro vostra lui lei egli essi loro
        suo sua suoi si questo questa questi queste quello quella quelli cio qui qua sono sei siamo siete era erano
        essere stato ho hai ha abbiamo avete hanno avere posso puoi puo possiamo possono potere potrei devo deve devono
        dovere voglio vuole vorrei volere faccio fa fare non no anche solo molto piu meno gia ancora tutto tutti tutta
        tutte altro altra stesso qualche cosa quale quali chi quando dove perche quanto quanta quanti quante ciao salve
        buongiorno grazie favore ok domanda sapere so dire aiuto aiutare possibile""",
    "pt": """
        o a os as um uma uns umas de do da dos das e ou mas se entao que como ao aos em no na nos nas num numa por pelo
        pela para pra com sem sobre entre desde ate durante eu me mim meu minha meus minhas nosso nossa tu te teu tua
        voce voces seu sua seus suas ele ela eles elas lhe lhes este esta estes estas esse essa isso isto aquele aqui
        ali la sou es somos sao era foi ser sido estao estou estar tenho tem temos ter ha haver havia posso pode podem
        poder poderia devo deve devem dever quero quer queria gostaria querer fazer faco faz nao nem sim tambem so muito
        muita mais menos ja ainda todo toda todos todas outro outra mesmo algum alguma algo qual quais quem quando onde
        porque quanto quanta quantos quantas ola oi obrigado obrigada favor ok pergunta saber sei dizer diga ajuda
        ajudar possivel""",
    "nl": """
        de het een en of maar als dan dat die dit deze zo aan op uit bij tot door voor tegen in met na naar zonder om
        over onder van vanaf tussen tijdens sinds te ik me mij mijn wij we ons onze jij je jou jouw u uw hij hem zijn
        zij ze haar hun er hier daar ben bent is was waren wordt worden werd heb hebt heeft hebben had kan kun kunt
        kunnen kon zal zullen zou moet moeten mag mogen wil wilt willen niet geen nee ja ook nog alleen zeer al meer
        veel altijd weer wel alle alles iets wat welke welk wie wiens wanneer waar waarom hoe hoeveel hallo hoi bedankt
        dank alstublieft ok vraag zeggen weten weet doen doe gaat gaan geven hulp helpen graag mogelijk""",
    "tr": """
        ve veya ama fakat ile icin gibi kadar bir bu su o da de ki mi mu ne nasil neden nerede hangi kim kime zaman kac
        ben sen biz siz onlar benim senin bizim sizin onun var yok degil cok daha en her ise olarak olan olur oldu olmak
        mı musunuz misiniz lutfen merhaba tesekkurler istiyorum""",
    "ro": """
        si sau dar daca atunci ca cum la de din in pe cu fara pentru prin intre dupa pana despre un o unei unui al a ai
        ale cel cea cei cele eu imi mi ma meu mea noi ne nostru tu iti te tau ta voi va vostru el ea ei ele lui lor isi
        se acest aceasta acesti aceste acel sunt esti este suntem sunteti era erau fi fost am are avem aveti au pot
        poate putem puteti trebuie vreau nu da mai foarte tot toate ce care cine cand unde cat cati cate buna salut
        multumesc rog""",
    "ru": """
        и или но а если то что чтобы как так к ко в во на с со из от до по для без о об при через между над под за у я
        меня мне мой моя мои мы нас нам наш ты тебя тебе твой вы вас вам ваш он она оно они его ее их ему ей им это этот
        эта эти тот та те там тут здесь быть был была было были есть будет могу может можно можете нужно надо хочу не
        нет да ли же бы еще уже только очень все всех какой какая какие какое кто кого кому когда где куда откуда почему
        зачем сколько чем привет здравствуйте спасибо пожалуйста""",
    "el": """
        ο η το οι τα του της των τον την τους τις ενας μια ενα και ή αλλα αν οτι πως να θα σε στο στη στην στον στα στις
        στους απο με για χωρις μετα πριν κατα εγω μου εμεις μας εσυ σου σας αυτος αυτη αυτο αυτοι αυτα εκει εδω ειμαι
        εισαι ειναι ηταν εχω εχει εχουν μπορω μπορει πρεπει θελω δεν μην οχι ναι πολυ ολα ολοι τι ποιος ποια ποιο ποιοι
        ποιες ποτε που γιατι ποσο ποσα γεια ευχαριστω παρακαλω""",
    "ar": """
        و او ثم لكن اذا ان انه انها كما في من الى الي على علي عن مع بعد قبل بين حتى حتي منذ خلال لا ما لم لن ليس هذا هذه
        ذلك تلك هنا هناك هو هي هم انا انت نحن التي الذي الذين كان كانت يكون تكون هل ماذا متى متي اين لماذا كيف كم اي ايه
        قد كل بعض غير فقط جدا يمكن اريد مرحبا شكرا""",
    "hi": """
        और या लेकिन अगर तो कि जो का की के को में से पर तक ने लिए साथ बाद पहले बीच मैं मुझे मेरा मेरी मेरे हम हमें हमारा
        आप आपका आपकी आपके तुम वह वे यह ये उस इस उन इन उसके इसके है हैं था थी थे हो होता होती होते हूँ हुआ हुई कर करना
        करने किया गया गई जा सकता सकते सकती चाहिए नहीं न हां भी ही बहुत सब क्या कौन किस किसने कब कहाँ कहां क्यों कैसे
        कितना कितने कितनी एक नमस्ते धन्यवाद कृपया""",
    "vi": """
        va hoac nhung neu thi ma la cua cho voi trong tren duoi ngoai tai tu den ve boi khi sau truoc toi minh ban anh
        chi em chung ta ho no nay do kia day co khong duoc bi da dang se phai can muon cung rat nhieu cac mot gi nao ai
        dau sao the bao a nhe vui long xin chao cam on""",
    "pl": """
        i lub ale jesli to ze jak tak w we na z od do po dla bez o przy przez miedzy nad pod za u ja mnie mi moj moja my
        nas nam ty ciebie ci twoj wy on ona ono oni jego jej ich ten ta te tam tu jest sa byl byla bylo byc moge moze
        mozna trzeba chce nie czy juz jeszcze tylko bardzo wszystko co jaki jaka jakie kto kogo kiedy gdzie dlaczego ile
        czesc dziekuje prosze""",
    "sv": """
        och eller men om da att som en ett den det de i pa av fran till for med utan vid efter fore mellan under over
        jag mig min mitt vi oss var du dig din ditt ni er han hon dem detta denna dessa har hade kan kunde ska skulle
        maste vill ar bli inte ingen nej ja ocksa mycket mer alla allt vad vilken vilket vem nar dar
        varfor hur hej tack""",
}


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(words(text)) for language, text in BY_LANGUAGE.items()}


def languages(found: Sequence[str]) -> tuple[str, ...]:
    """The languages whose small words occur most often; several when they tie, none when there are none."""
    counts = {language: sum(word in known for word in found) for language, known in _sets().items()}
    most = max(counts.values())
    return tuple(language for language, count in counts.items() if count == most) if most else ()


def stopwords(found: Sequence[str]) -> frozenset[str]:
    """Those of `found` that carry no meaning, judged in the language(s) they seem to be in.

    Small words with hyphens between them (`peut-il`, `a-t-il`) carry none as one word either.
    """
    known = frozenset[str]().union(*(_sets()[language] for language in languages(found)))
    small = known.intersection(found)
    return small.union(word for word in found if _consists_of(word, small))


def _consists_of(word: str, parts: frozenset[str]) -> bool:
    rests = (word[len(part) :] for part in parts if word.startswith(part))
    return any(rest in parts or _consists_of(rest, parts) for rest in rests if rest)
