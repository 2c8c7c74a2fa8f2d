"""Romanian; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="ro",
    order="vo",
    words={
        "talk": "vorbesc cu un, vorbesc cu o, vorbesc, vorbi, vorbim, vorbeasca, vorbit, discut, discuta, discutie, discutia, conversa, conversatie, comunic, comunica, dialoga, stau de vorba, sta de vorba, chat cu, scriu cu, ma consult, explic, interactiona, interactionez, am de a face",
        "link": "conecteaza, conectati, conecta, conecteze, conectat, conectez, contactez, contacta, contacteze, contactati, contact, contact cu, contactul, legatura, in legatura, ia legatura, iau legatura, pune ma, puneti ma, ma puneti, ma pui, fa mi legatura, faceti mi legatura, transfera, transferati, transfer, transferat, transferul, redirectioneaza, redirectionati, redirectiona, redirectionat, suna, sunati pe, apela, apelez, cheama, chemati, da mi, dati mi, ajung la, ajunge la, escaladeaza, adresa, adresez, trimite ma, trimiteti ma, ajutat de, asistat de, raspunda, ajute, programare cu, preluat de",
        "move": "trimite, trimiteti, gaseste, gasiti, gasi, gasesc, aduce, avea, anunta, cere",
        "wish": "vreau, vrea, as vrea, as dori, doresc, dorim, vrem, am nevoie, nevoie, nevoie de, am nevoie de, imi trebuie, trebuie, solicit, cer, caut, prefer, as prefera, da mi, dati mi, da ti mi, pot avea, as putea avea, insist, astept, mi ar placea, mi as dori, pretind, lasa ma, lasati ma, mai bine, ajutor de la, raspuns de la, vrau",
        "human": "om, omul, un om, oameni, uman, umana, umane, umani, fiinta umana, persoana reala, persoane reale, persoana adevarata, persoana vie, persoana fizica, persoana umana, om real, om adevarat, om viu, cineva real, asistenta umana, ajutor uman, operator uman, agent uman, contact uman, in carne si oase, carne si oase",
        "staff": "agent, agentul, agenti, operatorul, operatorului, operatori, operatoare, operatoarea, reprezentant, reprezentantul, reprezentanti, reprezentanta, consultant, consultantul, consultanti, consilier, consilierul, consilieri, responsabil, persoana responsabila, cineva de la suport, cineva din echipa, cineva de la relatii, membru al echipei, telefonista",
        "boss": "managerul, managerului, supervizor, supervizorul, sef, seful, sefa, sefului, director, directorul, superior, conducerea, coordonator",
        "member": "angajat, angajatul, angajati, angajata, specialist, specialistul, specialisti, expert, expertul, tehnician, tehnicianul, asistent, asistenta, coleg, colegul, colegi, personal, personalul, vanzator, vanzatorul, receptioner, functionar, functionarul, avocat, avocatul, medic, doctor, profesor, administrator, administratorul, proprietar, proprietarul, lucrator, moderator, secretara",
        "person": "persoana, persoane, individ, barbat, femeie, domn, doamna, tip",
        "someone": "cineva, altcineva, pe cineva, cuiva, o alta persoana, alta persoana, oricine, unul dintre voi, cineva dintre voi",
        "desk": "serviciul clienti, serviciu clienti, serviciul pentru clienti, relatii clienti, relatii cu clientii, relatii cu publicul, asistenta clienti, suport clienti, suport tehnic, suportul tehnic, asistenta tehnica, echipa de suport, centrul de apel, centrul de asistenta, chat live, departamentul clienti, serviciul de asistenta, linia de asistenta, departamentul de relatii",
        "team": "suport, suportul, echipa, departament, departamentul, vanzari, departamentul de vanzari, receptie, receptia, contabilitate, birou, biroul, banca, magazinul, firma, administratia, sediu, sediul, resurse umane, asistenta",
        "machine": "bot, botul, boti, botii, robot, robotul, robotului, roboti, asistent virtual, asistentul virtual, inteligenta artificiala, raspunsuri automate, raspuns automat, robot telefonic, chatbotul, ia",
        "device": "masina, masini, masinarie, computer, calculator, program, algoritm",
        "toward": "vorbi cu, discut cu, sa vorbesc cu",
        "real": "real, reala, reali, reale, adevarat, adevarata, adevarati, viu, vie, in viata, live, autentic, veritabil, fizica, care nu e robot, care nu este robot, nu robot, nu un robot, nu un bot, nu bot",
        "neg": "nu, fara, niciodata, niciun, nicio, nici, n",
        "refuse": "nu vreau, nu as vrea, nu as dori, nu doresc, nu am nevoie, nu este nevoie, nu e nevoie, nu trebuie, nu imi trebuie, urasc, evita, fara nevoie de, nu mi place, nu caut, nu solicit, nu e necesar, nu este necesar",
        "away": "in loc de, in locul, decat, satul de, satula de, m am saturat, saturat de, obosit de, ajunge cu, gata cu, inceteaza, urasc, opreste",
        "can": "pot, poti, puteti, poate, putem, as putea, ati putea, ai putea, putea, posibil, este posibil, e posibil, imposibil, posibilitatea, se poate, reusesc",
        "know": "stiu cum, nu stiu cum, sti cum, cum pot, cum sa, cum as putea, cum fac, gasesc cum, cum",
        "why": "de ce, de ce nu",
        "ident": "esti, esti un, esti o, sunteti, tu esti, dumneavoastra sunteti, sunt, vorbesc cu un, vorbesc cu o, este un, este o, e un, e o, asta e, acesta este, aceasta este, cine esti, ce esti, cine este, ce este, pari, am vorbit, am vorbit deja, deja am, discut cu un, daca esti, nu esti, stau de vorba cu un",
        "my": "meu, mea, mei, mele, nostru, noastra, sefului meu, seful meu, managerul meu",
        "fill": "inapoi, din nou, un, o, unui, unei, unul, una, cu, la, de, din, pe, in, pentru, prin, si, sau, ori, eu, ma, mi, imi, mie, mine, tu, te, iti, voi, va, noi, ne, se, sa, as, ar, este, e, fie, fi, al, ai, ale, cel, cea, acum, imediat, repede, rapid, urgent, azi, astazi, direct, doar, numai, chiar, va rog, te rog, rog, multumesc, mersi, mai, foarte, bine, ok, da, pai, aici, acolo, cum, pot, poti, puteti, poate, putea, posibil, ajutor, ajuta, ajute, ma ajute, incerc, telefon, la telefon, telefonic, prin telefon, chat, pe chat, linie, serviciu, client, clienti, disponibil, disponibila, competent, competenta, personal, cat mai repede, cat mai curand, vreun, vreo, alt, alta, vostru, voastra, dvs, tau, salut, in romana, care, de la, despre, intai, fac, face, vrea, cineva, dumneavoastra, macar, suport, asta, acest",
        "greet": "salut, buna, buna ziua, buna seara, buna dimineata, servus, hei, multumesc, la revedere, pa, te iubesc, incantat",
        "exist": "este cineva, exista, exista vreun, aveti, ai, unde este, unde sunt, unde gasesc, disponibil, disponibila, e disponibil, prezent, se afla",
        "when": "program de lucru, programul de lucru, orar, orarul, ora, ore, la ce ora, cand, deschis, inchis, deschideti, inchideti, cati, cate, cat, zile, sambata, duminica, weekend, sarbatori, non stop",
        "number": "numar, numarul, numere, numar de telefon, numarul de telefon, telefonul, e mail, email, mail, adresa de, site, pagina, link, date de contact, datele de contact, formular, whatsapp",
        "but": "dar, insa, ci, totusi, altfel, desi, asa ca, deci vreau",
        "void": "deveni, devin, devii, lucra, lucrez, munca, job, loc de munca, salariu, comision, angajez, angajeaza, angajare, angajari, posturi, cariera, curs, inseamna, semnificatie, definitie, diferenta, rol, rolul, cont, contul, parola, pret, preturi, costa, aminteste, adauga, creeaza, creat, sterge, a spus, mi a spus, iubesc, casatori, canta",
        "bait": "aceasta persoana, persoana asta, agent imobiliar, agentul imobiliar, agent de turism, agent de asigurari, agent secret, agentie, drepturile omului, corpul uman, de persoana, pe persoana, doua persoane, trei persoane, patru persoane, o persoana in plus, cate persoane, cu tine, vorbi cu tine, vorbesc cu tine, cu mine, vorbeste cu mine, vorbi despre, vorbesc despre, vorbesti, date personale, masa pentru, operator de telefonie, operator mobil, operatorul mobil, resurse umane ale, asistent personal, sef de",
        "whole": "fara boti, fara roboti, ma poate ajuta cineva, poate cineva sa ma ajute, cineva sa ma ajute, cineva care sa ma ajute, cineva care ma poate ajuta, sa ma sune cineva, ma poate suna cineva, ma suna cineva, cineva sa ma sune, este cineva, e cineva, e cineva acolo, cineva disponibil, contactati ma, sa fiu contactat, sa fiu contactata, sa ma contacteze cineva, sa ma contacteze",
        "callback": "suna ma, sunati ma, sa ma sune, sa ma sunati, ma puteti suna, puteti sa ma sunati, reveniti cu un telefon, apelati ma, sa fiu sunat, sa fiu sunata, un apel telefonic, convorbire telefonica, vorbi la telefon, vorbesc la telefon",
        "past": "ieri, saptamana trecuta, zilele trecute, am vorbit, vorbeam, mi s a spus, am sunat, am discutat",
        "after": "cu care, cu care sa, cu cine, cui, care sa ma, care ma, care poate, sa ma ajute, cine poate, cine ma",
        "break": "despre, referitor, pentru ca, deoarece, in legatura cu comanda, cand, privind, fiindca",
    },
)
