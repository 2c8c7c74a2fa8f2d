"""Norwegian; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="no",
    order="free",
    words={
        "talk": "snakke, snakker, prate, prater, tale, chatte, diskutere, kommunisere, samtale, en prat, a gjore med, skrive med, snakk, prat, treffe",
        "link": "koble, kobles, koble meg, koblet, sett meg over, sette meg over, settes over, sett over, sette over, kontakte, kontakt, kontakt med, i kontakt, komme i kontakt, fa tak i, na, nar jeg, ringe til, ringe, henvis, overfor, overfore, overfores, viderekoble, send meg, eskaler, eskalere, tilkall, tilkalle, svar fra, hjelp fra, hjulpet av, bytt til, mote med",
        "move": "send, finn, finne, hent, ha, fa, be om, gi",
        "wish": "vil, vil gjerne, vil ha, vil gjerne ha, onsker, onske, trenger, behover, har behov for, foretrekker, krever, ber om, soker, leter etter, gi meg, kan jeg fa, far jeg, kan jeg, heller, la meg, skal, ville, gjerne, kunne tenke meg, venter pa, ma, skulle gjerne",
        "human": "menneske, mennesker, mennesket, menneskelig, menneskelige, ekte person, ekte personer, virkelig person, levende person, ordentlig person, ekte menneske, levende menneske, noen ekte, kjott og blod, menneskelig kontakt, menneskelig hjelp, personlig kontakt, personlig hjelp, ekte folk",
        "staff": "medarbeider*, kundeservicemedarbeider*, kundebehandler*, representant*, radgiver*, konsulent*, agenter, operatorer, telefonist*, selger*, saksbehandler*, kontaktperson, ansvarlig, noen fra kundeservice, noen fra support, noen pa kundeservice, kundebehandlere, veileder*",
        "boss": "sjef, sjefen, leder, lederen, teamleder*, avdelingsleder*, overordnet, direktor, daglig leder",
        "member": "ansatt, ansatte, personale, personalet, kollega*, spesialist*, ekspert*, tekniker*, assistent, resepsjonist*, advokat, lege, laerer, administrator*, eier, megler, moderator*, fagperson",
        "person": "person, personer, folk, mann, kvinne, individ",
        "someone": "noen, noen andre, en annen, en av dere, hvem, annen person",
        "desk": "kundeservice, kundesupport, kundesenter, kundestotte, kundebehandling, teknisk support, brukerstotte, livechat, live chat, callcenter, kundeservicen, supporten, sentralbordet, supportteam, support team",
        "team": "team, teamet, avdeling, avdelingen, salg, salgsavdelingen, resepsjonen, regnskap, kontoret, hovedkontoret, ledelsen, bank, banken, butikken, firmaet, support",
        "machine": "bots, boter, roboter, robot, roboten, ai, ki, kunstig intelligens, virtuell assistent, automatiske svar, automatisk svar, telefonsvarer, chatboter, chatrobot",
        "device": "maskin, maskiner, maskinen, datamaskin, datamaskiner, program",
        "real": "ekte, virkelig, virkelige, levende, ordentlig, reell, live, av kjott og blod, som ikke er en robot, ikke en robot, ikke en bot, som ikke er en bot",
        "neg": "ikke, ingen, intet, aldri, uten, verken",
        "refuse": "vil ikke, trenger ikke, behover ikke, ikke nodvendig, onsker ikke, slippe, hater, unnga, ikke behov for, liker ikke, trenger ingen, skal ikke",
        "away": "i stedet for, istedenfor, lei av, nok av, slutt, hater, vekk fra, heller enn, slippe",
        "can": "kan, kunne, mulig, er det mulig, umulig, mulighet, far",
        "know": "vet hvordan, vet ikke hvordan, vite hvordan, hvordan kan, hvordan far, hvordan kommer, finner ikke, hvordan jeg",
        "why": "hvorfor, hvorfor kan",
        "ident": "er du, du er, er dere, dere er, er jeg, jeg er, snakker jeg, prater jeg, chatter jeg, er det, det er, er dette, dette er, om du, hvem er, hva er, hores ut, virker som, jeg har snakket, har allerede, har snakket",
        "my": "min, mitt, mine, var, vart",
        "fill": "tilbake, igjen, en, ei, et, den, det, de, med, til, pa, i, av, for, hos, a, og, eller, jeg, meg, du, deg, dere, deres, din, ditt, vi, oss, her, der, na, straks, med en gang, direkte, raskt, snarest, i dag, takk, vennligst, vaer sa snill, gjerne, bare, virkelig, faktisk, litt, sa, da, ogsa, veldig, bedre, heller, ok, ja, bra, kan, kunne, far, fa, vil, ville, ha, har, hjelp, hjelpe, hjelpe meg, prover, telefon, pa telefonen, pa telefon, telefonisk, chat, i chatten, linje, service, kunde, support, tilgjengelig, kompetent, personlig, sa snart som mulig, hvordan, er, vaere, bli, hei, som, som kan, denne, dette, annen, noe, norsk, norsktalende, om, forst, videre, over, mulig, stedet, skal",
        "greet": "hei, god morgen, god kveld, god dag, heisann, takk, tusen takk, mange takk, ha det, elsker deg, hyggelig a",
        "exist": "er det noen, finnes det, finnes, har dere, har du, hvor er, tilgjengelig, til stede, ledig, hvor finner jeg, er det en, er det et",
        "when": "apningstider, apningstid, nar, tider, klokken, hvilken tid, timer, apen, apent, stengt, stenger, apner, hvor mange, hvor mye, hvor lenge, dager, lordag, sondag, helg, helgen, helligdager, dognet rundt",
        "number": "nummer, telefonnummer, nummeret, telefonnummeret, e post, epost, email, mail, e postadresse, adresse, nettside, side, lenke, kontaktinformasjon, skjema, kontaktskjema, whatsapp",
        "but": "men, ellers, selv om, derfor, dog",
        "void": "bli, bli en, jobb, jobbe, jobbe som, arbeide som, lonn, tjener, provisjon, ansette, ledige, utdanning, kurs, betyr, betydning, definisjon, forskjell, rolle, oppgave, konto, passord, pris, priser, koster, minn meg, paminnelse, legg til, opprett, slett, sa til, elske, gifte, synge",
        "bait": "denne personen, eiendomsmegler, reiseagent, hemmelig agent, menneskerettigheter, menneskekroppen, menneskeheten, per person, en person til, to personer, tre personer, fire personer, hvor mange personer, snakke med deg, prate med deg, snakke med meg, snakke om, snakke norsk, snakker du, personopplysninger, personnummer, bord til, bord for, sjefen min, personlig assistent, mange mennesker, alle mennesker, eldre mennesker",
        "whole": "ingen boter, ingen roboter, kan noen hjelpe meg, kan noen ringe meg, noen som kan hjelpe meg, er det noen der, er noen der, noen tilgjengelig, kontakt meg, noen kontakte meg",
        "callback": "ring meg, ring meg opp, ringe meg, ringe meg opp, ring tilbake, ringe tilbake, bli oppringt, bli ringt opp, bli kontaktet, telefonsamtale",
        "past": "i gar, igar, forrige uke, her om dagen, snakket, pratet, ringte",
        "after": "som kan, a snakke med, a prate med, jeg kan snakke, jeg kan prate, hvem kan, som hjelper, som svarer",
        "break": "om min, om mitt, angaende, fordi, vedrorende, nar jeg, siden jeg",
    },
)
