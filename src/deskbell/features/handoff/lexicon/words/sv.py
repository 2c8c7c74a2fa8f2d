"""Swedish; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="sv",
    order="free",
    words={
        "talk": "prata, pratar, tala, talar, snacka, chatta, samtala, diskutera, kommunicera, ringa till, konversera, ett samtal, samtal, ha att gora, skriva med, traffa",
        "link": "koppla, kopplas, koppla mig, kopplad, kopplar, koppla vidare, kontakta, kontakt, kontakt med, i kontakt, komma i kontakt, fa kontakt, na, fa tag pa, ringa, skicka mig, overfor, overfora, overford, vidarekoppla, vidarebefordra, hanvisa, forflytta, eskalera, kalla pa, tillkalla, ansluta, anslut, svar av, svar fran, hjalpt av, hjalp av, hjalp fran, bli uppringd av, lamna over, slussa, byt till, bokning med, mote med",
        "move": "skicka, hitta, hamta, ha, fa, ge, be om, hor efter",
        "wish": "vill, vill ha, skulle vilja, vill gärna, skulle behova, behover, behov av, onskar, foredrar, kraver, begar, soker, letar efter, ge mig, kan jag fa, far jag, kan jag, kan vi, skulle jag, hellre, far jag ha, lat mig, jag vill, maste, vantar pa, garna, lat mej, behöver få, begara, ber om",
        "human": "manniska, manniskor, manniskan, mansklig, manskligt, mänskliga, riktig person, riktiga personer, verklig person, levande person, akta person, riktig manniska, levande manniska, nagon riktig, kott och blod, mansklig kontakt, mansklig hjalp, personlig kontakt, personlig hjalp, personlig service",
        "staff": "handlaggare*, kundtjanstmedarbetare*, medarbetare*, representant*, radgivare*, agenter, operatorer, telefonist*, saljare*, kundradgivare*, supportmedarbetare*, servicemedarbetare*, kontaktperson, ansvarig, kundtjanstpersonal, nagon pa kundtjanst, nagon fran support, nagon i teamet, handledare*",
        "boss": "chef, chefen, chefer, ledare, arbetsledare*, overordnad, forman, gruppledare",
        "member": "anstalld*, personal, personalen, kollega*, specialist*, expert*, tekniker*, assistent, receptionist*, teammedlem, advokat, lakare, larare, konsult*, administrator*, agare, maklare, moderator*",
        "person": "person, personer, folk, man, kvinna, individ",
        "someone": "nagon, nagon annan, nan, nagon av er, vem",
        "desk": "kundtjanst, kundtjansten, kundservice, kundsupport, kundservicen, kundcenter, teknisk support, tekniska supporten, support team, livechatt, live chatt, kundvard, callcenter, supporten, helpdesk, kundtjanstavdelning, vaxeln",
        "team": "team, teamet, avdelning, avdelningen, forsaljning, saljavdelningen, receptionen, reception, ekonomi, kontoret, huvudkontoret, ledningen, bank, banken, butiken, foretaget, personalavdelningen, support",
        "machine": "bots, bottar, robotar, robot, roboten, ai, artificiell intelligens, virtuell assistent, automatiska svar, automatiskt svar, telefonsvarare, chattbot, chatbotar, chattbotar, botten, en bot, chattrobot",
        "device": "maskin, maskiner, maskinen, dator, datorer, datorn, program",
        "real": "riktig, riktiga, riktigt, verklig, verkliga, akta, levande, live, av kott och blod, som inte ar en robot, inte en robot, inte en bot, som inte ar en bot, inte robot",
        "neg": "inte, ej, ingen, inget, inga, aldrig, utan, varken, icke",
        "refuse": "vill inte, behover inte, behover ingen, vill ha ingen, inte nodvandigt, onskar inte, slippa, hatar, undvika, inget behov av, skulle inte vilja, vill ej, gillar inte, inte intresserad",
        "away": "istallet for, i stallet for, trott pa, less pa, nog av, slippa, sluta, hatar, bort fran, snarare an, orkar inte, hellre an",
        "can": "kan, kunna, kunde, skulle kunna, mojligt, ar det mojligt, gar det, omojligt, mojlighet, far, lyckas, gar det att",
        "know": "vet hur, vet inte hur, veta hur, hittar inte, hur kan, hur far, hur kommer, hur gor, hur jag, ser inte hur",
        "why": "varfor, varfor kan",
        "ident": "ar du, du ar, ar ni, ni ar, ar jag, jag ar, pratar jag, talar jag, chattar jag, ar det, det ar, ar det har, det har ar, om du, vem ar, vad ar, later som, verkar, jag har pratat, har redan, har jag, redan pratat, snackar jag, ar detta",
        "my": "min, mitt, mina, var, vart",
        "fill": "tillbaka, igen, en, ett, den, det, de, med, till, pa, i, av, for, hos, att, och, eller, jag, mig, mej, du, dig, ni, er, era, ert, din, ditt, vi, oss, har, dar, nu, genast, omedelbart, direkt, snabbt, snarast, idag, tack, snalla, var god, vanligen, gärna, bara, verkligen, faktiskt, lite, nog, sa, da, ocksa, mycket, battre, hellre, ok, ja, bra, kan, skulle, kunna, far, fa, vilja, vill, ha, hjalp, hjalpa, hjalpa mig, hjalpas, forsoker, telefon, pa telefon, per telefon, chatt, i chatten, chatten, linje, service, kund, support, tillganglig, kompetent, personligen, personlig, sa snart som mojligt, snarast mojligt, hur, ar, vara, bli, hej, som, som kan, denna, detta, annan, nagot, nagra, svensk, svensktalande, om, forst, vidare, over, garna, mojligt, upp, fram, istallet, stund, tag, komma, har pa foretaget",
        "greet": "hej, hejsan, god morgon, god kvall, god dag, goddag, tjena, tja, tack, tack sa mycket, hej da, adjo, alskar dig, trevligt att",
        "exist": "finns det, finns, finns det nagon, har ni, har du, var ar, var finns, tillganglig, tillgangliga, anvarande, dar, ledig, finns har",
        "when": "oppettider, oppettid, nar, tider, klockan, vilken tid, hur dags, timmar, oppet, oppen, stangt, stanger, oppnar, hur manga, hur mycket, hur lange, dagar, lordag, sondag, helg, helgen, helger, dygnet runt",
        "number": "nummer, telefonnummer, numret, telefonnumret, e post, mejl, mail, email, e postadress, mejladress, adress, hemsida, webbplats, sida, lank, kontaktuppgifter, formular, kontaktformular, whatsapp",
        "but": "men, utan en, dock, annars, fast, darfor, sa jag vill",
        "void": "bli, bli en, jobb, jobba, jobba som, arbeta, arbeta som, lon, tjanar, provision, anstalla, lediga, utbildning, kurs, betyder, betydelse, definition, skillnad, roll, uppgift, konto, losenord, pris, priser, kostar, kostnad, paminn, paminnelse, lagg till, skapa, ta bort, sa till, sade, alska, gifta, sjunga",
        "bait": "denna person, fastighetsmaklare, resebyra, hemlig agent, manskliga rattigheter, manniskokroppen, mänskligheten, per person, en person till, tva personer, tre personer, fyra personer, hur manga personer, prata med dig, prata med mig, tala med dig, prata om, prata svenska, pratar du, talar du, personuppgifter, bord for, min chef, personlig assistent, personnummer, alla manniskor, manga manniskor, aldre manniskor",
        "whole": "inga botar, inga robotar, ingen bot tack, kan nagon hjalpa mig, kan nagon ringa mig, nagon som kan hjalpa mig, nagon som hjalper mig, ar nagon dar, finns nagon dar, finns det nagon, ar det nagon dar, nagon tillganglig, kontakta mig, nagon kontakta mig, nagon ringa upp mig, nagon ringer upp mig",
        "callback": "ring mig, ring upp mig, ring upp, ringa mig, ringa upp mig, ringa tillbaka, ring tillbaka, bli uppringd, bli kontaktad, telefonsamtal, uppringning",
        "past": "igar, forra veckan, haromdagen, pratade, talade, har pratat, ringde, fick hora",
        "after": "som kan, att prata med, att tala med, som jag kan, vem kan, som hjalper, som svarar, jag kan prata, prata med",
        "break": "om min, om mitt, angaende, eftersom, gallande, nar, darfor att, rorande",
    },
)
