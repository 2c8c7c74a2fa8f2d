"""What the built-in assistant says of its own accord, by language. Short, plain and true."""

from __future__ import annotations

from typing import Final

from deskbell.features.assistant.builtin.smalltalk import Talk
from deskbell.features.knowledge.lexicon.stopwords import languages
from deskbell.features.knowledge.lexicon.words import words

DEFAULT: Final = "en"

SAYINGS: Final[dict[str, dict[Talk, str]]] = {
    "en": {
        Talk.HELLO: "Hello! I'm the AI assistant here. What would you like to know?",
        Talk.THANKS: "You're welcome! Is there anything else I can do for you?",
        Talk.BYE: "Goodbye! You can write here again any time.",
        Talk.IDENTITY: "I'm an AI assistant, not a person. I answer from what the team has written down, "
        "and I can call a person from the team if you like.",
        Talk.UNKNOWN: "I don't know that from what I have here. I can call a person from the team if you like.",
    },
    "de": {
        Talk.HELLO: "Hallo! Ich bin der KI-Assistent hier. Was möchten Sie wissen?",
        Talk.THANKS: "Gern geschehen! Kann ich sonst noch etwas für Sie tun?",
        Talk.BYE: "Auf Wiedersehen! Sie können hier jederzeit wieder schreiben.",
        Talk.IDENTITY: "Ich bin ein KI-Assistent, kein Mensch. Ich antworte aus dem, was das Team aufgeschrieben hat, "
        "und hole auf Wunsch einen Menschen aus dem Team dazu.",
        Talk.UNKNOWN: "Das weiß ich aus den mir vorliegenden Informationen nicht. "
        "Auf Wunsch hole ich einen Menschen aus dem Team dazu.",
    },
    "fr": {
        Talk.HELLO: "Bonjour ! Je suis l'assistant IA. Que souhaitez-vous savoir ?",
        Talk.THANKS: "Avec plaisir ! Puis-je faire autre chose pour vous ?",
        Talk.BYE: "Au revoir ! Vous pouvez écrire ici à tout moment.",
        Talk.IDENTITY: "Je suis un assistant IA, pas une personne. Je réponds à partir de ce que l'équipe a écrit, "
        "et je peux appeler une personne de l'équipe si vous le souhaitez.",
        Talk.UNKNOWN: "Je ne le sais pas d'après les informations dont je dispose. "
        "Je peux appeler une personne de l'équipe si vous le souhaitez.",
    },
    "es": {
        Talk.HELLO: "¡Hola! Soy el asistente de IA. ¿Qué le gustaría saber?",
        Talk.THANKS: "¡De nada! ¿Puedo ayudarle en algo más?",
        Talk.BYE: "¡Hasta luego! Puede volver a escribir aquí cuando quiera.",
        Talk.IDENTITY: "Soy un asistente de IA, no una persona. Respondo con lo que el equipo ha dejado escrito "
        "y, si lo desea, puedo llamar a una persona del equipo.",
        Talk.UNKNOWN: "No lo sé con la información que tengo aquí. "
        "Si lo desea, puedo llamar a una persona del equipo.",
    },
    "it": {
        Talk.HELLO: "Ciao! Sono l'assistente IA. Che cosa vorrebbe sapere?",
        Talk.THANKS: "Prego! Posso fare altro per Lei?",
        Talk.BYE: "Arrivederci! Può scrivere di nuovo qui quando vuole.",
        Talk.IDENTITY: "Sono un assistente IA, non una persona. Rispondo con quello che il team ha scritto "
        "e, se vuole, posso chiamare una persona del team.",
        Talk.UNKNOWN: "Non lo so in base alle informazioni che ho qui. "
        "Se vuole, posso chiamare una persona del team.",
    },
    "pt": {
        Talk.HELLO: "Olá! Sou o assistente de IA. O que gostaria de saber?",
        Talk.THANKS: "De nada! Posso ajudar em mais alguma coisa?",
        Talk.BYE: "Até logo! Pode voltar a escrever aqui quando quiser.",
        Talk.IDENTITY: "Sou um assistente de IA, não uma pessoa. Respondo com o que a equipe deixou escrito "
        "e, se quiser, posso chamar uma pessoa da equipe.",
        Talk.UNKNOWN: "Não sei isso com as informações que tenho aqui. "
        "Se quiser, posso chamar uma pessoa da equipe.",
    },
    "nl": {
        Talk.HELLO: "Hallo! Ik ben de AI-assistent hier. Wat wilt u weten?",
        Talk.THANKS: "Graag gedaan! Kan ik nog iets voor u doen?",
        Talk.BYE: "Tot ziens! U kunt hier altijd weer schrijven.",
        Talk.IDENTITY: "Ik ben een AI-assistent, geen mens. Ik antwoord met wat het team heeft opgeschreven, "
        "en ik kan er iemand van het team bij halen als u dat wilt.",
        Talk.UNKNOWN: "Dat weet ik niet met de informatie die ik hier heb. "
        "Ik kan er iemand van het team bij halen als u dat wilt.",
    },
}  # fmt: skip


_GREETED: Final = {
    word: language
    for language, greeting in {
        "de": "moin servus gruss guten tag",
        "fr": "bonsoir bonne soiree coucou",
        "es": "buenos buenas dias tardes noches",
        "it": "buongiorno buonasera buona giornata serata arrivederci",
        "pt": "bom boa dia tarde noite oi adeus",
        "nl": "goedendag goedemorgen goedemiddag goedenavond doei ziens",
    }.items()
    for word in words(greeting)
}


def language(text: str, hint: str | None = None) -> str:
    """The language to answer in. The visitor's own words decide; a hint where they fit several languages or none."""
    said = words(text)
    guesses = languages(said) or tuple(dict.fromkeys(_GREETED[word] for word in said if word in _GREETED))
    hinted = (hint or "").lower().replace("_", "-").split("-")[0]
    if hinted in SAYINGS and (not guesses or hinted in guesses):
        return hinted
    if len(guesses) != 1 and DEFAULT in (guesses or (DEFAULT,)):
        return DEFAULT
    return next((guess for guess in guesses if guess in SAYINGS), DEFAULT)
