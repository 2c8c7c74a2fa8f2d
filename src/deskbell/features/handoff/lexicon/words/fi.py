"""Finnish; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="fi",
    order="free",
    words={
        "talk": "puhua, puhun, puhumaan, puhuisin, jutella, juttelemaan, keskustella, keskustelen, keskustelemaan, keskustelu, chatata, chattailla, asioida, neuvotella, kommunikoida, viestia, rupatella, puhelu, keskustelua, tavata",
        "link": "yhdista*, yhdistetaan, ottaa yhteytta, ottaa yhteytt, yhteytta, yhteyden, yhteys, yhteydessa, yhteyksiin, soittaa, soita, siirra*, siirretaan, siirto, tavoittaa, tavoitan, tavoittaisi, ohjaa, ohjata, valita, kutsu, kutsukaa, kytke*, hae, eskaloi*, apua ihmiselta, vaihda, palvelisi, vastaisi, auttaisi",
        "move": "laheta, etsi, loyda, antaa, saada, pyytaa, hanki",
        "wish": "haluan, haluaisin, haluamme, tahdon, tahtoisin, tarvitsen, tarvitsisin, tarvitaan, tarvitsemme, toivon, toivoisin, saanko, saisinko, voinko, voisinko, pyydan, vaadin, haen, etsin, anna, antakaa, mieluummin, minun taytyy, pitaa saada, pitaisi, taytyy, haluun, halusin, odotan, antaisitko, voiko, paasta, paasenko, haluatko",
        "human": "ihminen, ihmisen, ihmista, ihmiselle, ihmiseen, ihmisilta, ihmisten, ihmisia, ihmiselta, ihmispalvelija*, ihmiskontakt*, oikea henkilo, oikean henkilon, oikeaa henkiloa, oikealle henkilolle, oikeaan henkiloon, elava henkilo, elavan henkilon, henkilokohtaista palvelua, henkilokohtaisen palvelun, lihaa ja verta",
        "staff": "asiakaspalvelija*, asiakasneuvoja*, asiakaspalveluhenkilo*, edustaja*, neuvoja*, virkailija*, operaattori, operaattorin, operaattorille, toimihenkilo*, myyja*, konsultti, konsultin, kasittelija*, vastuuhenkilo*, yhteyshenkilo*, palveluneuvoja*, tukihenkilo*, agentti, agentin, agentille, agenttiin",
        "boss": "esimie*, esihenkilo*, paallikko, paallikon, paallikolle, johtaja, johtajan, johtajalle, pomo, pomon, pomolle, vuoropaallikko",
        "member": "tyontekija*, henkilokun*, kollega*, asiantuntija*, ammattilai*, teknikko*, assistentti, vastaanottovirkailija*, asianajaja*, laakari*, opettaja*, yllapitaja*, omistaja*, valittaja*",
        "person": "henkilo, henkilon, henkiloa, henkilolle, henkiloon, mies, miehen, nainen, naisen, tyyppi",
        "someone": "joku, jonkun, jollekin, johonkuhun, jotakuta, toinen henkilo, toisen henkilon, jonkun muun",
        "desk": "asiakaspalvelu*, asiakastu*, tekninen tuki, teknisen tuen, tekniseen tukeen, teknista tukea, puhelinpalvelu*, asiakasneuvon*, livechat, live chat, vaihde, tukipalvelu*, neuvontapuhelin",
        "team": "tuki, tuen, tukeen, tukea, tiimi, tiimin, tiimiin, osasto, osaston, osastolle, myynti, myynnin, myyntiin, vastaanotto, vastaanottoon, toimisto, toimistoon, laskutus, laskutuksen, laskutukseen, pankki, pankkiin, yritys, henkilostoosasto, hallinto",
        "machine": "botti, botin, botille, botteja, bottien, bottia, robotti, robotin, robotille, robottia, robotteja, robottien, tekoaly*, virtuaaliavustaja*, chatbotti, chatbotin, chattibot*",
        "device": "kone, koneen, koneelle, konetta, tietokone*, ohjelma, ohjelman, automaat*",
        "real": "oikea, oikean, oikeaa, oikealle, oikeaan, aito, aidon, aitoa, aidolle, elava, elavan, elavaa, elavalle, todellinen, todellisen, todellista, joka ei ole robotti, joka ei ole botti, ei robotti, ei botti, ei robotin, ei botin, oikeasti",
        "neg": "ei, en, emme, eika, ilman, ala, alkaa, eivat, et",
        "refuse": "en halua, en tarvitse, ei tarvitse, en tahdo, en haluaisi, ei tarvetta, emme tarvitse, emme halua, vihaan, valttaa, en kaipaa, enka halua, en pida",
        "away": "sijaan, sijasta, kyllastynyt, vasynyt, lopeta, vihaan, riittaa, eroon, mieluummin kuin",
        "can": "voin, voi, voiko, voinko, voisin, voisinko, voisiko, voitko, voisitko, voitteko, voisitteko, mahdollista, onko mahdollista, mahdotonta, paasen, pysty, pystyn, pystyyko, onnistuu, onnistuuko, saa",
        "know": "tieda miten, tiedan miten, tietaa miten, loyda, loydan, miten voin, miten saan, miten paasen, kuinka voin, kuinka saan, kuinka paasen",
        "why": "miksi, miksei",
        "ident": "oletko, olet, oletteko, olette, sina olet, olenko, olen, puhunko, puhutko, juttelenko, keskustelenko, onko tama, tama on, onko se, se on, kuka olet, mika olet, mika on, kuka on, kuulostat, vaikutat, olen jo, olen puhunut, oonko, ootko, etko ole",
        "my": "minun, oma, omani, meidan, mun",
        "fill": "mina, ma, minut, minua, minulle, mua, mulle, sina, sa, te, teidan, teille, me, meille, se, tama, taman, on, ole, olla, ja, tai, kanssa, kans, jonka, joka, nyt, heti, valittomasti, pian, nopeasti, kiireellisesti, tanaan, suoraan, vain, vaan, ihan, oikeasti, todella, kiitos, ole hyva, olkaa hyva, pliis, myos, hyvin, parempi, ok, joo, kylla, no, niin, siis, taalla, siella, miten, kuinka, voin, voi, voisin, voinko, voisinko, voitko, voisitko, voiko, apua, auttaa, auttamaan, yritan, puhelimessa, puhelimitse, puhelimella, chatissa, chat, linjalla, palvelu, asiakas, saatavilla, patevan, osaavan, henkilokohtaisesti, mahdollisimman pian, jonkin, jokin, hei, moi, mahdollista, saada, saisin, halua, suomeksi, suomenkielisen, ensin, teilta, haluan, mielellani, mieluummin, takaisin, hetki, puhelun",
        "greet": "hei, moi, terve, moikka, huomenta, hyvaa paivaa, hyvaa iltaa, paivaa, kiitos, kiitti, kiitoksia, nakemiin, moi moi, rakastan, hauska tavata",
        "exist": "onko, onko siella, onko taalla, onko teilla, loytyyko, missa on, mista loydan, saatavilla, tavoitettavissa, paikalla, vapaana",
        "when": "aukioloajat, aukioloaika, aukioloaikoja, milloin, mihin aikaan, kellonaika, aika, ajat, tunnit, auki, kiinni, avoinna, sulkeutuu, aukeaa, kuinka monta, montako, kuinka paljon, kuinka kauan, paivat, lauantai*, sunnuntai*, viikonloppu*, pyhat",
        "number": "numero, numeron, puhelinnumero*, sahkoposti*, osoite, osoitteen, verkkosivu*, sivu, linkki, yhteystiedot, yhteystietoja, lomake, lomakkeen, whatsapp",
        "but": "mutta, kuitenkin, muuten, vaikka, joten, siksi",
        "void": "ryhtya, tulla, tulla joksi, tyo, toissa, tyoskennella, palkka, palkkaa, provisio, palkata, avoimet, koulutus, kurssi, tarkoittaa, merkitys, maaritelma, ero, rooli, tehtava, tili, tilin, salasana, hinta, hinnat, maksaa, muistuta, muistutus, lisaa, luo, poista, sanoi, rakastaa, naimisiin, laulaa",
        "bait": "kiinteistonvalittaja*, matkatoimisto*, ihmisoikeu*, ihmiskeho*, ihmiskun*, henkilolta, henkiloa kohden, kaksi henkiloa, kolme henkiloa, nelja henkiloa, kuinka monta henkiloa, puhua sinulle, puhua kanssasi, jutella kanssasi, sinun kanssasi, kanssasi, kanssani, puhutko, puhua suomea, henkilotunnus, henkilotiedot, pomoni, esimieheni, ihmiset",
        "whole": "ei botteja, ei robotteja, voiko joku auttaa, voisiko joku auttaa, voiko joku soittaa, voisiko joku soittaa, joku joka voi auttaa, onko siella ketaan, onko kukaan, onko joku, onko ketaan, onko ketaan paikalla, ottakaa minuun yhteytta, ota minuun yhteytta, ottakaa yhteytta minuun, voisiko joku ottaa",
        "callback": "soita minulle, soittakaa minulle, soittaa minulle, soittakaa takaisin, soita takaisin, soittopyynto, takaisinsoitto, takaisinsoittoa, soittoa, puhelinsoitto",
        "past": "eilen, viime viikolla, aiemmin, puhuin, juttelin, soitin, sanottiin",
        "after": "jonka kanssa, kenen kanssa, jolle, kenelle, joka voi, joka voisi, joka auttaa, joka auttaisi, kuka voi, kuka voisi",
        "break": "koskien, liittyen, koska, asiassa, silla",
    },
)
