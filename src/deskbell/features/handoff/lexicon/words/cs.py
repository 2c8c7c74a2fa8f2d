"""Czech and Slovak; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="cs",
    order="free",
    words={
        "talk": "mluvim s, hovorim s, mluvit, promluvit, mluvila, mluvil, bavit, pobavit, pokecat, komunikovat, chatovat, hovorit, pohovorit, hovor, rozhovor, konzultovat, probrat, diskutovat, vyresit s, rozpravat, porozpravat, psat si, rozmluvit, hovoril, hovorila, jednat, setkat, cinit",
        "link": "spojte, spoj, spojit, spojeni, spojenie, propojte, propoj, propojit, propojeni, prepojte, prepoj, prepojit, prepojeni, prepojenie, prepnete, prepnout, prepni, presmerujte, presmeruj, presmerovat, presmerovani, predejte, predej, predat, predani, kontaktovat, kontaktujte, kontakt, kontaktu, kontakt na, dovolat, zavolat, zavolejte, zavolej, volat, privolat, privolejte, zavolajte, zavolaj, dajte mi, dejte mi, dej mi, obratit, eskalovat, eskalujte, odkazte, pomohl, pomuze, obslouzil, odpovedel, odpovie, skontaktovat, skontaktuj, schuzka s, predajte, zastihnout, poradil",
        "move": "poslete, posli, poslat, najdi, najdete, najit, mit, sehnat, prived, privedte",
        "wish": "chci, chtel bych, chtela bych, chceme, chtel, chtela, rad bych, rada bych, potrebuji, potrebuju, potrebujeme, potreboval bych, potrebovala bych, potrebujem, chcem, chcel by som, chcela by som, rad by som, rada by som, zadam, pozaduji, prosim, prosim o, preferuji, hledam, hladam, dejte mi, dej mi, dajte mi, daj mi, muzu, mohu, mohl bych, mohla bych, mozem, mohol by som, mohla by som, preji si, prajem si, musim, cekam na, cakam na, radsi, radeji, radsej, nechte me, slo by, lze",
        "human": "clovek, cloveka, clovekem, clovekom, cloveku, clovekovi, lidmi, lidska, lidsky, lidske, lidskou, lidskeho, lidskym, ludmi, ludska, ludsky, ludskou, skutecna osoba, skutecnou osobou, skutecnou osobu, skutocna osoba, skutocnou osobou, ziva osoba, zivou osobou, zivou osobu, realna osoba, realnou osobou, opravdova osoba, opravdovou osobou, zivy clovek, z masa a krve, lidskou bytosti, lidska bytost, zive bytosti",
        "staff": "operator, operatora, operatorem, operatorovi, operatorom, operatorka, operatorku, operatorkou, agent, agenta, agentem, agentom, agentovi, pracovnik*, pracovnic*, zastupce, zastupcem, zastupca, zastupcu, zastupcom, konzultant*, poradce, poradcem, poradca, poradcu, poradcom, predstavitel*, reprezentant*, zodpovedna osoba, zodpovednou osobou, asistenta, nekdo z podpory, nekym z podpory, nekdo z tymu, nekym z tymu, niekto z podpory, niekym z podpory, telefonist*, specialista podpory, referent*",
        "boss": "vedouci, vedouciho, vedoucim, nadrizen*, nadriaden*, sef, sefa, sefem, sefom, manazer*, reditel*, riaditel*, veduci, veducim, veduceho",
        "member": "zamestnan*, specialist*, specialist*, expert*, odbornik*, technik, technika, technikem, technikom, kolega, kolegu, kolegou, personal*, obsluha, obsluhu, obsluhou, prodejce, prodejcem, predajca, obchodnik*, recepcni, pravnik*, lekar*, ucitel*, administrator*, spravce, majitel*, moderator*, clen tymu, clenem tymu, makler*",
        "person": "osoba, osobu, osobou, osoby, muz, zena, pan, pani, panem",
        "someone": "nekdo, nekoho, nekym, nekomu, kdokoli, niekto, niekoho, niekym, niekomu, nekdo jiny, nekym jinym, niekto iny, niekym inym, jina osoba, jinou osobou, nekdo z vas, nekym z vas, kym",
        "desk": "zakaznicka podpora, zakaznickou podporu, zakaznickou podporou, zakaznicke podpore, zakaznicke podpory, zakaznicky servis, zakaznickym servisem, zakaznickeho servisu, zakaznicka linka, zakaznickou linku, zakaznickou linkou, zakaznicke centrum, zakaznicke oddeleni, zakaznicka pece, technicka podpora, technickou podporu, technickou podporou, technicke podpory, zakaznickej podpory, zakaznickym centrem, infolinka, infolinku, hotline, zivy chat, call centrum, reklamacni oddeleni, klientske centrum, klientsky servis",
        "team": "podpora, podporu, podporou, podpory, tym, tymem, tymu, oddeleni, oddelenie, prodej, obchodni oddeleni, recepce, recepci, recepcia, uctarna, kancelar, banka, bankou, obchod, firma, pobocka, pobocku, vedeni, supportem, supportom",
        "machine": "bota, botem, boty, botom, botu, robot, robota, robotem, robotom, roboty, robotu, umela inteligence, umelou inteligenci, umele inteligence, umela inteligencia, umelou inteligenciou, virtualni asistent, virtualnim asistentem, automaticke odpovedi, automaticka odpoved, zaznamnik, chatbotem, chatbota, chatbotom",
        "device": "stroj, strojem, strojom, pocitac, pocitacem, pocitacom, program, programem, automat, automatem, automatom, algoritmus",
        "real": "skutecny, skutecna, skutecne, skutecneho, skutecnym, skutecnou, skutocny, skutocneho, skutocnym, skutocnou, zivy, ziva, ziveho, zivym, zivou, realny, realna, realneho, realnym, realnou, opravdovy, opravdoveho, opravdovym, opravdovou, naozajstny, pravy, ne robot, ne robotem, ne s botem, ktery neni robot, ktory nie je robot, ne bot",
        "neg": "ne, nie, neni, bez, nikdy, zadny, zadneho, zadne, ziadny, ziadneho, ani, nechtej",
        "refuse": "nechci, nechtel bych, nechtela bych, nepotrebuji, nepotrebuju, nechceme, neni treba, neni potreba, netreba, nechcem, nepotrebujem, nemusim, nenavidim, nesnasim, vyhnout, nezadam, nepreji, nemam zajem, nepotrebujeme, nie je potrebne, neprepojujte",
        "away": "misto, namisto, namiesto, mam dost, dost, uz nechci, prestan, nenavidim, nesnasim, unaveny, nebavi",
        "can": "muzu, mohu, muzes, muzete, muze, mohl, mohla, mohli, mozem, mozes, mozete, moze, mohol, je mozne, mozne, nemozne, moznost, lze, da se, slo by, jde, dari, da sa",
        "know": "vim jak, nevim jak, vedet jak, jak mohu, jak muzu, jak se, jak najdu, ako mozem, ako sa, neviem ako, nevim kde, jak, ako",
        "why": "proc, preco, proc nemuzu",
        "ident": "jsi, jste, ty jsi, jsi ty, vy jste, jsem, je to, to je, si ty, ty si, ste, som, si clovek, si robot, si bot, mluvim s, mluvim, pisu si, bavim se, hovorim s, hovorim, kdo jsi, co jsi, kto si, co si, kdo je, co je, zda, uz jsem mluvil, uz jsem, znis, vypadas, mam co do cineni, jestli jsi, nejsi, nejste, nie si",
        "my": "muj, moje, moji, mym, meho, moj, mojho, mojim, nas, nasi, nasim",
        "fill": "zpet, zpatky, spat, znovu, s, se, so, k, ke, na, v, ve, o, od, do, pro, pre, u, za, i, a, nebo, ci, alebo, ja, mi, me, mne, mnou, ty, te, vy, vas, vam, my, nam, si, to, ten, ta, toho, te, tim, ted, hned, okamzite, rychle, nalehave, dnes, primo, jen, jenom, pouze, opravdu, prosim, diky, dekuji, dakujem, take, taky, tiez, velmi, lepe, ok, ano, jo, tak, teraz, ihned, zde, tady, tam, tu, jak, ako, muzu, mohu, muzete, muzes, mohl, mohla, bych, by, som, pomoc, pomoci, pomohl, pomuze, zkousim, telefon, telefonicky, po telefonu, chat, pres chat, chatu, linka, linku, linkou, servis, zakaznik, zakaznicky, zakaznickou, dostupny, dostupna, kompetentni, osobne, co nejdriv, co nejdrive, nejaky, nejaka, nejakeho, nejakym, nejakou, nejakej, jiny, jinym, jineho, iny, inym, vasim, vaseho, vas, ahoj, dobry den, je, byt, cesky, slovensky, ktery, ktera, ktory, jeste, uz, chvilku, mozne, nekdy, rad, rada, treba, vasi, vasej, firmy",
        "greet": "ahoj, cau, dobry den, dobre rano, dobry vecer, zdravim, nazdar, diky, dekuji, dakujem, na shledanou, nashledanou, miluji, tesi me, mam te rad",
        "exist": "je tu, je tam, je zde, je tady, jsou tu, mate, existuje, kde je, kde jsou, kde najdu, k dispozici, dostupny, dostupna, pritomen, mate nejakeho, su tu, je k dispozici",
        "when": "oteviraci doba, oteviraci hodiny, otvaracie hodiny, hodiny, hodin, v kolik, kolik hodin, kdy, kedy, otevreno, zavreno, zavira, otevira, otvorene, zatvorene, kolik, kolko, jak dlouho, dny, dni, sobota, sobotu, nedele, nedeli, vikend, svatky, nonstop, provozni doba",
        "number": "cislo, cisla, telefonni cislo, telefonne cislo, telefon na, e mail, email, mail, adresa, adresu, stranka, stranky, web, odkaz, kontaktni udaje, formular, whatsapp, jake je",
        "but": "ale, avsak, jinak, inak, prestoze, proto, nybrz",
        "void": "stat, stat se, praci, prace, praca, pracovat, pracovat jako, plat, mzda, provize, zamestnat, nabor, volna mista, kurz, skoleni, znamena, vyznam, definice, rozdil, role, ukol, ucet, heslo, cena, ceny, stoji, pripomen, pripominka, pridat, vytvorit, smazat, rekl, rekla, miluji, vzit, zpivat, stvoril, vytvoril, naprogramoval",
        "bait": "realitni agent, realitni makler, cestovni agentura, pojistovaci agent, tajny agent, lidska prava, lidskych prav, lidske telo, na osobu, dve osoby, tri osoby, ctyri osoby, pro osobu, kolik osob, kolik lidi, s tebou, mluvit s tebou, se mnou, mluvit o, mluvit cesky, mluvis, osobni udaje, stul pro, muj sef, mobilni operator, mobilniho operatora, muj operator, osobni asistent, obcansky prukaz, lide, vsichni lide",
        "whole": "zadni boti, bez robotu, bez bota, muze mi nekdo pomoct, muze mi nekdo pomoci, mohl by mi nekdo pomoct, mohl by mi nekdo zavolat, muze mi nekdo zavolat, nekdo kdo mi pomuze, nekoho kdo mi pomuze, je tam nekdo, je tu nekdo, je tady nekdo, je tu niekto, je tam niekto, moze mi niekto pomoct, kontaktujte me, kontaktujte mne, kontaktujte ma, ozvete se mi, at mi nekdo zavola, nech mi niekto zavola",
        "callback": "zavolejte mi, zavolej mi, zavolat mi, zavolajte mi, zavolaj mi, zavolejte zpet, zavolat zpet, zpetne volani, zpetny hovor, prosim o zavolani, telefonicky hovor, mluvit po telefonu, mi zavolat",
        "past": "vcera, minuly tyden, nedavno, mluvil jsem, mluvila jsem, volal jsem, volala jsem, bylo mi receno",
        "after": "s kym, s kterym, se kterym, s kterou, ktery mi, ktera mi, ktery muze, kdo mi, kdo muze, na koho, kdo pomuze, ktory mi",
        "break": "ohledne, protoze, kvuli, tykajici, kdyz, pretoze, ked, lebo",
    },
)
