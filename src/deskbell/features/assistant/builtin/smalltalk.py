"""Hearing a greeting, thanks, a farewell and "are you a human?". Pure; answers are in sayings.py."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import Final

from deskbell.features.knowledge.lexicon.words import plain, words

LONGEST: Final = 12


class Talk(Enum):
    """What was said beside any question, and the one thing to say when a question has no answer."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    IDENTITY = "identity"
    UNKNOWN = "unknown"


_HELLO: Final = frozenset(
    words(
        """hi hello hey hiya howdy greetings hallo moin servus gruss hola bonjour bonsoir salut coucou ciao salve
        buongiorno buonasera ola oi oie hoi goedendag goedemorgen goedenavond goedemiddag morning evening
        afternoon tag morgen abend dias tardes noches dia tarde noite"""
    )
)
_THANKS: Final = frozenset(
    words(
        """thanks thank thx thankyou ty cheers danke dank merci gracias grazie obrigado obrigada valeu bedankt
        dankjewel dankuwel"""
    )
)
_BYE: Final = frozenset(
    words("""bye goodbye cya tschuss tschau wiedersehen revoir adios arrivederci tchau adeus doei ziens luego""")
)
_AROUND: Final = frozenset(
    words(
        """good there all everyone team day guten guter schonen schon schones gute buenos buenas muy bom boa bonne
        journee soiree buona giornata serata goede fijne dag you very much so a lot for your the help many
        ok okay great perfect super vielen herzlichen besten sehr fur die ihre deine hilfe auf zusammen
        beaucoup bien pour votre aide d accord muchas mil por la ayuda su vale perfecto mille tante molte
        per l aiuto perfetto muito pela ajuda je wel u hartelijk voor uw hulp au hasta a até ate logo tot
        later see nice und and et y e en"""
    )
)
_WORD: Final = re.compile(r"[^\W_]+")
# Over the words of the message in plain spelling, joined by single spaces.
_KIND: Final = (
    r"(?:(?:real|actual|live|human|echte[rn]?|vrai|vraie|real|vera|vero|verdadeiro|verdadeira|echt) )?"
    r"(?:human|humans|person|people|human being|robot|bot|ai|machine|computer|chatbot|real|program"
    r"|mensch|menschen|roboter|ki|maschine|computer|programm|echt"
    r"|humain|humaine|personne|ia|machine|ordinateur|humano|humana|persona|maquina|ordenador"
    r"|umano|umana|macchina|pessoa|robo|mens|persoon|computer)\b"
)
_A: Final = r"(?:an? |eine?[rnms]? |une? |una |um |uma |een |un )?"
_END: Final = (
    r"(?: (?:real|vraie?|ver[oa]|verdader[oa]|verdadeir[oa]|de verdade?|echte?))?"
    r"(?: (?:here|now|right now|hier|gerade|ici|aqui|qui|o|ou|or|oder|of|oppure|at all|behind this).*)?$"
)
_IDENTITY: Final = (
    rf"(?:\b(?:are|r|is) (?:you|u|this|it|there) (?:really |actually |just |even )?{_A}{_KIND}"
    rf"|\b(?:am i|i am) (?:really )?(?:talking|speaking|chatting|writing) (?:to|with) {_A}{_KIND}"
    rf"|\b(?:bist du|sind sie|ist das|ist da) (?:wirklich |etwa |eigentlich )?{_A}{_KIND}"
    rf"|\b(?:rede|spreche|schreibe|chatte) ich (?:hier |gerade )?mit {_A}{_KIND}"
    rf"|\b(?:es tu|tu es|etes vous|vous etes|c est) (?:vraiment )?{_A}{_KIND}|\bje parle (?:a|avec) {_A}{_KIND}"
    rf"|\b(?:eres|es usted|esto es|sos) (?:realmente )?{_A}{_KIND}|\b(?:estoy hablando|hablo) con {_A}{_KIND}"
    rf"|(?:\b(?:sei|lei e)|^e) (?:davvero )?{_A}{_KIND}|\b(?:sto parlando|parlo) con {_A}{_KIND}"
    rf"|\b(?:voce e|tu es|isto e|isso e) (?:mesmo )?{_A}{_KIND}|\b(?:estou falando|falo) com {_A}{_KIND}"
    rf"|\b(?:ben je|ben jij|bent u|is dit) (?:echt )?{_A}{_KIND}|\b(?:praat|spreek|chat) ik met {_A}{_KIND}){_END}"
)
_WHO: Final = (
    r"(?:and )?(?:who|what) (?:are|r) (?:you|u)|wer bist du|wer sind sie|was bist du|qui (?:es tu|etes vous)"
    r"|tu es qui|vous etes qui|quien eres|quien es usted|chi sei|quem e voce|voce e quem|wie ben je|wie bent u"
)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled when somebody first says something: most of a megabyte."""
    return re.compile(text)


def smalltalk(text: str) -> Talk | None:
    """What kind of small talk the whole message is; None when it is anything more."""
    said = _WORD.findall(plain(text))
    if not said or len(said) > LONGEST:
        return None
    sentence = " ".join(said)
    if _pattern(_IDENTITY).search(sentence) or _pattern(_WHO).fullmatch(sentence):
        return Talk.IDENTITY
    heard = set(said)
    for talk, core in ((Talk.THANKS, _THANKS), (Talk.BYE, _BYE), (Talk.HELLO, _HELLO)):
        if heard & core and heard <= core | _AROUND | _HELLO:
            return talk
    return None
