"""Hungarian; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="hu",
    order="free",
    words={
        "talk": "beszélni, beszélek, beszélhetek, beszélhetnék, beszéljek, beszélnék, beszélgetni, beszélgetnék, beszélgetés, csevegni, chatelni, társalogni, kommunikálni, egyeztetni, konzultálni, megbeszélni, diskurálni, dumálni, tárgyalni, találkozni, levelezni",
        "link": "kapcsol*, kapcsolja, kapcsolni, kapcsolat, kapcsolatba, kapcsolatot, kapcsolatfelvétel, összeköt*, átkapcsol*, átirányít*, irányíts*, irányítson, továbbít*, átad*, adj át, elérni, elérem, elérhetek, érhetek el, érek el, felhív*, hívni, hívj*, hívja, hívjon, hívd, hívjatok, telefonálni, keress meg, fordulhatok, fordulni, eszkalál*, adjon, adj, adja, adjanak, segítsen, válaszoljon, kontakt, kontaktus*, megkeres*, váltani, kapjak",
        "move": "küldj, küldjön, küldjenek, találni, hozz, hozzon, szerezni, keríts, kerítsen",
        "wish": "akarok, akarom, szeretnék, szeretnem, szeretnénk, kérek, kérem, kérnék, kell, kellene, kéne, szükségem, szükségem van, igénylek, követelek, keresek, adj, adjon, adjanak, kaphatok, kaphatnék, kívánok, hadd, inkább, ragaszkodom, lehetne, tudnék, tudok, várok, óhajtok, muszáj, jobb lenne, segítséget",
        "human": "ember, embert, emberrel, emberhez, embernek, emberi, emberek, emberekkel, emberre, élőszem*, valódi személy*, igazi személy*, hús vér, húsvér, hús-vér, valós személy*, élő személy*, emberi segítség, emberi ügyintéző*",
        "staff": "ügyintéző*, ügyfélszolgálatos*, munkatárs*, operátor*, képviselő*, tanácsadó*, ügynök, ügynököt, ügynökkel, ügynökhöz, kezelő, kezelőt, kezelővel, kezelőhöz, telefonkezelő*, konzultáns*, referens*, illetékes*, ügyfélkapcsolati*, kapcsolattartó*, diszpécser*, konzulens*, felelőssel, felelős személy*",
        "boss": "főnök*, vezető, vezetőt, vezetővel, vezetőhöz, felettes*, menedzser*, igazgató*, műszakvezető*, üzletvezető*, felügyelő*, managerrel, supervisorral",
        "member": "alkalmazott*, szakember*, szakértő*, technikus*, kolléga*, kollégá*, asszisztens*, személyzet*, eladó*, értékesítő*, recepciós*, dolgozó*, ügyvéd*, orvos*, tanár*, adminisztrátor*, tulajdonos*, moderátor*, specialist*",
        "person": "személy, személyt, személlyel, személyhez, férfi, nő, illető",
        "someone": "valaki, valakit, valakivel, valakihez, valakinek, bárki, bárkivel, valaki más, valaki mással, valaki mást, más valaki, másik személy*, másvalakivel, kivel, kihez",
        "desk": "ügyfélszolgálat*, vevőszolgálat*, ügyféltámogatás*, ügyfélkapcsolat*, műszaki támogatás*, technikai támogatás*, technikai segítség*, call center*, élő chat*, telefonos ügyfélszolgálat*, ügyfél szolgálat, ügyfélközpont*, helpdesk*, panaszkezelés*",
        "team": "támogatás*, csapat, csapattal, csapathoz, csapatot, osztály*, értékesítés*, recepció*, könyvelés*, iroda, irodával, irodát, bank, bankkal, bolt, bolttal, cég, céggel, vezetőség*, supporttal",
        "machine": "botot, bottal, botok, botokkal, bothoz, robot, robotot, robottal, robotok, robotokkal, mesterséges intelligencia, mesterséges intelligenciával, mi-vel, virtuális asszisztens*, üzenetrögzítő*, chatbottal, chatbotot",
        "device": "gép, gépet, géppel, gépek, gépekkel, géphez, számítógép*, program, programmal, automata, automatával",
        "real": "valódi, igazi, élő, hús vér, hús-vér, húsvér, valós, rendes, eleven, nem robot, nem robottal, nem bot, nem bottal, nem géppel, nem gép, aki nem robot, tényleges",
        "neg": "nem, ne, nélkül, soha, sem, se",
        "refuse": "nem akarok, nem szeretnék, nem kérek, nem kell, nincs szükségem, nincs szükség, utálok, utálom, kerülni, nem kívánok, nem igénylek, ne kapcsolj, ne kapcsoljon, nem szeretek, nem óhajtok, nem akarom",
        "away": "helyett, elegem van, elég volt, elég a, unom, torkig vagyok, hagyd abba, utálom, torkig",
        "can": "tudok, tudnék, lehet, lehetne, lehetséges, lehetőség, lehetetlen, tudsz, tudnál, tudna, tudnának, tudják, képes, bírok, van mód, sikerül",
        "know": "tudom hogyan, hogyan, hogy tudok, hogy lehet, hogy tudom, miként, nem tudom hogy, hol, hogyan tudok, találok, tudni",
        "why": "miért, miért nem",
        "ident": "te, vagy, ember vagy, robot vagy, bot vagy, vagyok, ön, te egy, vagy egy, ez egy, ez, az egy, ki vagy, mi vagy, ki az, ki ez, beszélek e, most beszélek, beszéltem, már beszéltem, emberrel beszélek, robottal beszélek, bottal beszélek, géppel beszélek, emberrel csevegek, valaki vagy, ki az a, mi az",
        "my": "főnököm, főnökömmel, enyém, saját, mienk, kollégám",
        "fill": "vissza, újra, egy, a, az, és, vagy egy, is, én, nekem, engem, velem, ön, önnel, te, neked, mi, ti, önök, nektek, már, most, azonnal, gyorsan, sürgősen, sürgős, rögtön, ma, közvetlenül, csak, tényleg, valóban, légyszi, légyszíves, legyen szíves, kérlek, kérem, köszönöm, köszi, szépen, szíves, meg, el, át, fel, össze, be, ki, nagyon, inkább, ok, igen, hát, na, itt, ott, hogy, hogyan, tudok, tudnék, lehet, lehetne, segítség, segítsen, segíteni, segítséget, próbálok, telefon, telefonon, chat, chaten, vonal, szolgálat, ügyfél, elérhető, hozzáértő, kompetens, személyesen, amint lehet, minél előbb, minél hamarabb, valamilyen, valamelyik, másik, más, szia, helló, hé, magyarul, magyar, aki, először, lenne, lesz, szeretnék, van, cég, cégtől, kellene, kicsit, pár, egyik, végre",
        "greet": "szia, helló, hello, jó napot, jó reggelt, jó estét, üdv, üdvözlöm, köszönöm, köszi, viszlát, szeretlek, örülök",
        "exist": "van itt, van ott, van e, van e itt, van, vannak, hol van, hol találok, elérhető, jelen van, létezik, ott van",
        "when": "nyitvatartás*, nyitva, zárva, mikor, hány óra, hánykor, órák, meddig, mettől, hány, mennyi, milyen hosszú, napok, szombat*, vasárnap*, hétvég*, ünnepnap*, éjjel nappal, munkaidő",
        "number": "szám, száma, számát, számot, telefonszám*, e mail, email, email cím*, cím, címe, címet, honlap, weboldal*, link, elérhetőség*, űrlap, whatsapp, mi a telefon",
        "but": "de, hanem, azonban, különben, mégis, ezért, viszont",
        "void": "lenni, leszek, állás, állást, munka, munkát, dolgozni, fizetés, fizetése, jutalék, felvenni, felvétel, képzés, tanfolyam, jelent, jelentése, meghatározás, különbség, szerep, feladat, feladata, fiók, jelszó, ár, ára, árak, kerül, költség, emlékeztess, emlékeztető, hozzáad, létrehoz, töröl, mondta, szeretlek, házas, énekel",
        "bait": "ingatlanügynök*, ingatlanközvetítő*, utazási iroda, biztosítási ügynök*, titkos ügynök*, emberi jogok, emberi test, emberiség, fejenként, két személy, három személy, négy személy, hány személy, hány fő, veled, veled beszélni, beszélni veled, beszélsz, beszélj, róla, velem beszél, személyes adatok, személyi igazolvány, asztal, mobilszolgáltató, személyi asszisztens, idős emberek, sok ember, személyenként",
        "whole": "ne bot, semmi robot, segítene valaki, tud valaki segíteni, tudna valaki segíteni, valaki segítsen, valaki aki segít, van itt valaki, van ott valaki, van valaki, van ott élő, valaki elérhető, lépjen velem kapcsolatba, lépjenek velem kapcsolatba, vegyék fel velem a kapcsolatot, vegye fel velem a kapcsolatot, hívjon fel valaki, hívjon valaki, felhívna valaki",
        "callback": "hívjon fel, hívjanak fel, hívj fel, hívjon vissza, hívjanak vissza, hívj vissza, visszahívás*, visszahívást, felhívni engem, felhívnának, telefonon beszélni, telefonos egyeztetés",
        "past": "tegnap, múlt héten, a múltkor, beszéltem, beszélgettem, telefonáltam, azt mondták",
        "after": "akivel, akihez, aki segít, aki tud, aki segítene, ki tud, ki segít, aki válaszol",
        "break": "kapcsolatban, mert, miatt, mivel, amikor, ügyében, mikor",
    },
)
