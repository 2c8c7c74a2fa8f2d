"""Dutch; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="nl",
    order="free",
    words={
        "talk": "ik praat, ik spreek, praten, praat, spreken, spreek, chatten, bellen met, bespreken, overleggen, communiceren, gesprek, gesprek met, kletsen, te spreken, te praten, converseren, te maken hebben, gesproken met, uitleggen, schrijven, te woord",
        "link": "verbinden, verbind, verbonden, verbinding, doorverbinden, doorverbind, doorverbonden, verbind me door, contact, contacteren, contact opnemen, in contact, bereiken, bereik, doorsturen, stuur, sturen, doorschakelen, schakel, overdragen, overzetten, zet, zet me, bellen, bel, roep, haal, breng, inschakelen, escaleren, escaleer, geholpen door, geholpen worden, te woord gestaan, overschakelen, omleiden, aanspreken, telefoneren, mij helpt, mij belt, me helpt, me belt, antwoord van, koppel, verwijs, doorverwijzen, afspraak met",
        "move": "vind, vinden, zoek, zoeken, stuur, waarschuw, geef, hebben, krijgen, regel",
        "wish": "wil, wil graag, zou graag, zou willen, willen, wou, wilde, wens, heb nodig, nodig, heb, hebben, verlang, eis, vraag om, zoek, geef me, geef mij, mag ik, kan ik, kan ik een, graag, liever, prefereer, verzoek, wacht op, moet, moeten, laat me, laat mij, ik wil, hulp van, antwoord van, behoefte aan, beter, krijg ik",
        "human": "mens, mensen van vlees, menselijk, menselijke, menselijks, medemens, echt persoon, echte persoon, echte mens, echt mens, echte mensen, levend persoon, levende persoon, levend mens, iemand echt, vlees en bloed, menselijk contact, menselijke hulp, menselijke medewerker, persoonlijk contact, persoonlijke hulp, levend wezen, echte medewerker",
        "staff": "medewerk*, klantenservicemedewerker*, servicemedewerker*, supportmedewerker*, adviseur*, vertegenwoordiger*, agenten, operators, telefonist*, klantadviseur*, contactpersoon, verantwoordelijke*, iemand van de klantenservice, iemand van klantenservice, iemand van support, iemand van het team, klantenservice medewerker, verkoopmedewerker*, consulent*, baliemedewerker*",
        "boss": "leidinggevende*, baas, chef, directeur, directrice, supervisors, teamleider*, bedrijfsleider*, afdelingshoofd",
        "member": "werknemer*, collega*, specialist*, expert, experts, deskundige*, technicus, technici, verkoper*, assistent, assistente, personeel, personeelslid, teamlid, receptionist*, advocaat, arts, docent*, consultant*, beheerder*, eigenaar, moderator*, begeleider*",
        "person": "persoon, personen, mensen, man, vrouw, individu, lui, meneer, mevrouw",
        "someone": "iemand, iemand anders, een ander, ander persoon, een van jullie, wie",
        "desk": "klantenservice, klantendienst, klantenondersteuning, klantenhulp, klanten service, klantcontact, technische ondersteuning, technische dienst, technische support, servicedesk, livechat, live chat, hulplijn, callcenter, klantenzorg, supportteam, support team, helpdesk, serviceteam, klachtenafdeling",
        "team": "team, afdeling, verkoop, verkoopafdeling, receptie, balie, boekhouding, administratie, kantoor, directie, bank, winkel, bedrijf, hoofdkantoor, facturatie, personeelszaken, ondersteuning, service",
        "machine": "bots, robots, robot, robotje, kunstmatige intelligentie, virtuele assistent, automatische antwoorden, automatisch antwoord, antwoordapparaat, chatrobot, bandje, digitale assistent",
        "device": "machine, machines, computer, computers, programma, automaat, algoritme",
        "real": "echt, echte, levend, levende, levende lijve, werkelijk, werkelijke, heus, heuse, waar, ware, live, van vlees en bloed, die geen robot is, geen robot, geen bot, geen machine, die geen bot is",
        "neg": "niet, geen, nooit, zonder, noch, nee",
        "refuse": "wil niet, wil geen, hoef niet, hoef geen, heb geen, niet nodig, niet meer nodig, heb geen behoefte, geen behoefte aan, haat, vermijden, zou niet, liever niet, liever geen, geen zin",
        "away": "in plaats van, ipv, genoeg van, beu, zat, moe van, weg van, stop met, haat, klaar met, geen zin, ik ben het zat, ben het beu",
        "can": "kan, kunnen, kunt, kun, kon, konden, zou kunnen, mogelijk, is het mogelijk, onmogelijk, mogelijkheid, mag, lukt, zou",
        "know": "weet niet hoe, weet hoe, weten hoe, vind niet, hoe kan, hoe kom, hoe krijg, hoe ik, waar ik, zie niet hoe",
        "why": "waarom, waarom kan, hoezo",
        "ident": "ben je, ben jij, je bent, jij bent, bent u, u bent, ben ik, ik ben, zijn jullie, spreek ik, praat ik, chat ik, is dit, dit is, is het, het is, dat is, is dat, of je, of ik, of dit, wie ben, wat ben, wie is, wat is, je lijkt, je klinkt, heb ik te maken, ik heb al, heb al, heb gesproken, ik spreek, ik praat, lijk je, zoals een",
        "my": "mijn, m'n, mn, onze, ons",
        "fill": "terug, een, de, het, met, naar, aan, op, in, van, voor, bij, te, tot, door, en, of, ik, me, mij, je, jij, u, uw, jouw, jullie, we, wij, ons, er, hier, daar, alsjeblieft, alstublieft, aub, ajb, svp, graag, dank, bedankt, nu, meteen, direct, onmiddellijk, snel, dringend, vandaag, zo snel mogelijk, alleen, gewoon, echt, even, eens, maar even, dan, ook, heel, beter, liever, ok, ja, goed, dus, nog, eindelijk, alvast, iets, kan, kunt, kun, kunnen, mag, zou, willen, wil, hulp, help, helpen, me helpen, mij helpen, probeer, proberen, telefoon, telefonisch, per telefoon, aan de telefoon, chat, via chat, online, service, klant, klanten, support, beschikbaar, bekwame, competente, persoonlijk, kort, mogelijk, als het kan, hoe, is, zijn, worden, word, wordt, hallo, hoi, hey, dat, die, dit, deze, andere, ander, enige, wat, om, nederlands, nederlandstalige, daadwerkelijk, nodig, aan de lijn, eerst, door, heb, hebt, of een, vriendelijke, bevoegd",
        "greet": "hallo, hoi, goedemorgen, goedemiddag, goedenavond, goedendag, dag, hey, bedankt, dank je, dank u, dankjewel, doei, tot ziens, hou van je, leuk je, aangenaam",
        "exist": "is er, zijn er, is er een, is er iemand, hebben jullie, heeft u, heb je, waar is, waar zijn, beschikbaar, aanwezig, waar vind ik, bestaat, bereikbaar",
        "when": "openingstijden, openingsuren, hoe laat, tijden, uren, uur, wanneer, open, gesloten, dicht, hoeveel, hoe lang, dagen, zaterdag, zondag, weekend, feestdagen, bereikbaarheid, 24 uur",
        "number": "nummer, nummers, telefoonnummer, e mail, email, mailadres, e mailadres, emailadres, adres, website, pagina, link, gegevens, contactgegevens, contactformulier, formulier, whatsapp",
        "but": "maar, echter, anders, hoewel, daarom, tenzij, dus ik",
        "void": "worden, solliciteren, sollicitatie, baan, vacature, vacatures, werken, werken als, werk, salaris, verdient, commissie, aannemen, opleiding, cursus, betekent, betekenis, definitie, verschil, rol, taak, taken, rekening, wachtwoord, prijs, prijzen, kost, kosten, herinner, herinnering, toevoegen, aanmaken, verwijderen, zei, gezegd, trouwen, zingen, gesproken",
        "bait": "deze persoon, die persoon, makelaar, reisagent, geheim agent, verzekeringsagent, mensenrechten, menselijk lichaam, mensheid, per persoon, twee personen, drie personen, vier personen, extra persoon, hoeveel mensen, hoeveel personen, veel mensen, met jou praten, met je praten, met mij praten, praat met mij, praten over, spreek je, spreekt u, nederlands spreken, spreek nederlands, persoonsgegevens, wettelijk vertegenwoordiger, tafel voor, mijn baas, politieagent, persoonlijke assistent, oudere mensen, mensen die",
        "whole": "wie kan mij helpen, wie kan me helpen, geen bots, geen robots, geen bot alsjeblieft, kan iemand mij helpen, kan iemand me helpen, kan iemand mij bellen, kan iemand me bellen, iemand die mij kan helpen, iemand die me kan helpen, iemand die mij helpt, is er iemand, iemand aanwezig, iemand beschikbaar, is daar iemand, neem contact met mij op, neem contact met me op",
        "callback": "bel me, bel mij, bel me terug, bel mij terug, mij bellen, me bellen, mij terugbellen, me terugbellen, terugbellen, teruggebeld, teruggebeld worden, gebeld worden, terugbelverzoek, telefoongesprek",
        "past": "gisteren, vorige week, laatst, gesproken, sprak, gebeld, werd mij verteld",
        "after": "met wie ik, met wie, die mij, die me, om mee te praten, om mee te spreken, wie kan, aan wie, om te praten, om te spreken",
        "break": "over, omdat, vanwege, betreffende, want, wanneer, omtrent, als ik",
    },
)
