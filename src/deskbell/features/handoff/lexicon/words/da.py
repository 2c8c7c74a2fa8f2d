"""Danish; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="da",
    order="free",
    words={
        "talk": "tale, taler, snakke, snakker, chatte, drofte, samtale, kommunikere, diskutere, en snak, snak, at gore med, skrive med, tale sammen, snakke sammen, tal, traeffe",
        "link": "forbind, forbinde, forbindes, forbindelse, stil mig, stil, stille, stilles, stillet, viderestil, viderestille, viderestilles, omstil, omstille, omstilles, kontakte, kontakt, kontakt med, i kontakt, komme i kontakt, fat i, fa fat i, fange, ringe til, henvis, overfor, overfore, overfores, sende videre, send mig, eskaler, tilkald, tilkalde, na, svar fra, hjaelp fra, hjulpet af, skift til, mode med, tilslut, koble, kobl",
        "move": "send, find, finde, hent, have, fa, bed om, giv",
        "wish": "vil, vil gerne, vil have, vil gerne have, onsker, onske, har brug for, brug for, behover, foretraekker, kraever, anmoder, soger, leder efter, giv mig, kan jag, kan jeg fa, ma jeg, kan jeg, ma jeg fa, hellere, lad mig, skal, ville gerne, gerne, jeg skal bruge, skal bruge, venter pa, beder om, kunne godt taenke mig, kunne taenke mig, ville",
        "human": "menneske, mennesker, mennesket, menneskelig, menneskelige, rigtig person, rigtige personer, aegte person, levende person, virkelig person, rigtigt menneske, levende menneske, aegte menneske, nogen rigtig, kod og blod, menneskelig kontakt, menneskelig hjaelp, personlig kontakt, personlig hjaelp, personlig betjening, rigtigt levende",
        "staff": "medarbejder*, kundeservicemedarbejder*, repraesentant*, radgiver*, konsulent*, agenter, operatorer, telefonist*, saelger*, supportmedarbejder*, sagsbehandler*, kontaktperson, ansvarlig, nogen fra kundeservice, nogen fra support, en fra kundeservice, en fra support, kundeservice medarbejder, vejleder*, ekspedient*",
        "boss": "chef, chefen, leder, lederen, teamleder*, afdelingsleder*, overordnet, direktor, bestyrer",
        "member": "ansat, ansatte, personale, personalet, kollega*, kolleger, specialist*, ekspert*, tekniker*, assistent, receptionist*, advokat, laege, laerer, administrator*, ejer, maegler, moderator*, fagperson",
        "person": "person, personer, folk, mand, kvinde, individ",
        "someone": "nogen, nogen anden, en anden, nogen anden person, en af jer, hvem, anden person",
        "desk": "kundeservice, kundesupport, kundeservicen, kundecenter, kundetjeneste, teknisk support, kundeafdelingen, livechat, live chat, callcenter, kundepleje, supporten, supportteam, support team, omstillingen",
        "team": "team, teamet, afdeling, afdelingen, salg, salgsafdelingen, receptionen, reception, bogholderi, kontoret, hovedkontoret, ledelsen, bank, banken, butikken, firmaet, support, personaleafdelingen",
        "machine": "bots, botter, robotter, robot, robotten, ai, kunstig intelligens, virtuel assistent, automatiske svar, automatisk svar, telefonsvarer, chatbotter, chatrobot",
        "device": "maskine, maskiner, maskinen, computer, computere, program",
        "real": "rigtig, rigtige, rigtigt, virkelig, virkelige, aegte, levende, live, af kod og blod, der ikke er en robot, som ikke er en robot, ikke en robot, ikke en bot, der ikke er en bot",
        "neg": "ikke, ej, ingen, intet, aldrig, uden, hverken",
        "refuse": "vil ikke, har ikke brug for, behover ikke, ikke nodvendigt, onsker ikke, slippe for, hader, undga, intet behov for, ikke behov for, kan ikke lide, skal ikke",
        "away": "i stedet for, istedet for, traet af, nok af, stop, hader, vaek fra, frem for, slippe for",
        "can": "kan, kunne, muligt, er det muligt, umuligt, mulighed, ma, far lov",
        "know": "ved hvordan, ved ikke hvordan, vide hvordan, hvordan kan, hvordan far, hvordan kommer, finder ikke, hvordan jeg",
        "why": "hvorfor, hvorfor kan",
        "ident": "er du, du er, er i, i er, er jeg, jeg er, taler jeg, snakker jeg, chatter jeg, er det, det er, er dette, dette er, om du, hvem er, hvad er, lyder som, virker som, jeg har talt, har allerede, har talt, har snakket",
        "my": "min, mit, mine, vores",
        "fill": "tilbage, igen, en, et, den, det, de, med, til, pa, i, af, for, hos, at, og, eller, jeg, mig, du, dig, jer, jeres, din, dit, vi, os, her, der, nu, straks, med det samme, direkte, hurtigt, hurtigst muligt, i dag, tak, venligst, vaer sa venlig, gerne, bare, virkelig, faktisk, lige, lidt, sa, da, ogsa, meget, bedre, hellere, ok, ja, godt, kan, kunne, ma, fa, vil, ville, have, har, hjaelp, hjaelpe, hjaelpe mig, prover, telefon, i telefonen, pa telefonen, telefonisk, chat, i chatten, linje, service, kunde, support, tilgaengelig, kompetent, personligt, personlig, snarest muligt, hvordan, er, vaere, blive, hej, som, som kan, der kan, denne, dette, anden, noget, nogle, dansk, dansktalende, om, forst, videre, over, muligt, stedet, skal",
        "greet": "hej, goddag, god morgen, godmorgen, god aften, godaften, hejsa, tak, mange tak, tusind tak, farvel, elsker dig, rart at",
        "exist": "er der, findes der, findes, har i, har du, hvor er, tilgaengelig, til stede, ledig, hvor finder jeg",
        "when": "abningstider, abningstid, hvornar, tider, klokken, hvad tid, timer, aben, abent, lukket, lukker, abner, hvor mange, hvor meget, hvor laenge, dage, lordag, sondag, weekend, weekenden, helligdage, dognet rundt",
        "number": "nummer, telefonnummer, nummeret, telefonnummeret, e mail, email, mail, mailadresse, adresse, hjemmeside, side, link, kontaktoplysninger, formular, kontaktformular, whatsapp",
        "but": "men, dog, ellers, selvom, derfor",
        "void": "blive, blive en, job, arbejde, arbejde som, lon, tjener, provision, ansaette, ledige, uddannelse, kursus, betyder, betydning, definition, forskel, rolle, opgave, konto, adgangskode, pris, priser, koster, mind mig, pamindelse, tilfoj, opret, slet, sagde, elske, gifte, synge",
        "bait": "denne person, ejendomsmaegler, rejseagent, hemmelig agent, menneskerettigheder, menneskekroppen, menneskeheden, per person, pr person, en person mere, to personer, tre personer, fire personer, hvor mange personer, tale med dig, snakke med dig, snakke med mig, tale om, snakke om, tale dansk, taler du, personoplysninger, personnummer, bord til, min chef, personlig assistent, alle mennesker, mange mennesker, aeldre mennesker",
        "whole": "ingen bots, ingen robotter, kan nogen hjaelpe mig, kan nogen ringe til mig, nogen der kan hjaelpe mig, nogen som kan hjaelpe mig, er der nogen, er nogen der, er der nogen der, nogen tilgaengelig, kontakt mig, kontakt mig venligst, nogen kontakte mig",
        "callback": "ring til mig, ring mig op, ringe til mig, ringe mig op, ring tilbage, ringe tilbage, ringet op, blive ringet op, blive kontaktet, telefonsamtale, opkald fra",
        "past": "i gar, igar, sidste uge, forleden, talte, snakkede, har talt, har snakket, ringede",
        "after": "som kan, der kan, at tale med, at snakke med, jeg kan tale, jeg kan snakke, hvem kan, der hjaelper, som hjaelper",
        "break": "om min, om mit, angaende, fordi, vedrorende, nar, da jeg",
    },
)
