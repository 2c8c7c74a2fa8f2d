"""What visitors call the things that every business is asked about, in several languages. Data and one look-up.

Words of one concept may answer for each other, also across languages: "What does it cost?" finds "prices" and "Preise".
They weigh less than the visitor's own words.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from deskbell.features.knowledge.lexicon.words import words

CONCEPTS: Final = {
    "price": """
        price prices pricing much cost costs fee fees rate rates tariff expensive cheap / preis preise kosten kostet
        gebuhr gebuhren teuer billig viel tarif / prix cout coute coutent tarif tarifs frais cher payant combien /
        precio precios costo coste cuesta cuestan tarifa tarifas cuanto caro barato valor / prezzo prezzi costo
        costi costa costano tariffa tariffe quanto caro / preco precos custo custa custam tarifa tarifas taxa quanto
        caro valor / prijs prijzen kosten kost tarief duur hoeveel / fiyat ucret kac / цена цены стоимость сколько
        стоит тариф / τιμη κοστος ποσο κοστιζει / pret preturi costa tarif cat""",
    "free": """
        free gratis complimentary / kostenlos kostenfrei gratis umsonst / gratuit gratuite gratuitement / gratis
        gratuito gratuita / gratis gratuito gratuita / gratis gratuito gratuita / gratis kosteloos / ucretsiz bedava
        / бесплатно бесплатный / gratuit""",
    "payment": """
        pay payment payments paying paid card invoice billing / zahlen zahlung bezahlen bezahlung karte rechnung /
        payer paiement paiements facture / pagar pago pagos tarjeta factura / pagare pagamento pagamenti carta
        fattura / pagar pagamento pagamentos cartao fatura boleto / betalen betaling kaart factuur / odeme odemek
        kart fatura / оплата оплатить платить платеж карта / plata plati card factura""",
    "phone": """
        phone telephone call calls calling number hotline mobile / telefon telefonnummer anrufen anruf rufnummer
        nummer handy hotline / telephone telephoner appeler appel numero / telefono llamar llamada llamo numero
        celular / telefono telefonare chiamare chiamata numero cellulare / telefone ligar ligacao numero celular /
        telefoon bellen telefoonnummer nummer / telefon aramak numara / телефон позвонить звонить номер / telefon
        numar suna apel""",
    "email": """
        email mail address message / email mail mailadresse emailadresse nachricht / courriel email mail message /
        correo email mail mensaje / email mail posta messaggio / email correio mensagem / email mail bericht /
        eposta mail / почта письмо""",
    "contact": """
        contact contacts / kontakt kontaktieren erreichen melden / contact contacter joindre / contacto contactar
        comunicarme comunicar / contatto contatti contattare / contato contatar contacto falar / contact contacteren
        bereiken / iletisim / связаться контакт контакты / contact contactez""",
    "place": """
        where address location located place branch office directions map / wo adresse ort standort anschrift
        filiale befindet liegt / ou adresse lieu situe bureau / donde direccion ubicacion ubicado sede oficina /
        dove indirizzo luogo trova sede ufficio / onde endereco localizacao fica sede / waar adres locatie plaats /
        nerede adres konum / где адрес находится место / που διευθυνση / unde adresa locatie""",
    "moment": """
        when date hours opening schedule start starts begin beginning / wann datum uhrzeit termin offnungszeiten
        geoffnet beginnt beginn start / quand date heure horaires horaire ouvert ouverture debut commence / cuando
        fecha hora horario horarios abierto abre inicio empieza comienza / quando data ora orario orari aperto apre
        inizio inizia / quando data hora horario horarios aberto abre inicio comeca / wanneer datum openingstijden
        begint start / когда дата время часы часов открыт начало / cand data ora orar deschis""",
    "duration": """
        long duration days weeks months deadline / lange dauer dauert tage wochen monate frist / duree dure jours
        semaines mois delai / duracion dura tarda dias semanas meses plazo / durata dura giorni settimane mesi /
        duracao dura demora dias semanas meses prazo / lang duur duurt dagen weken maanden""",
    "delivery": """
        deliver delivery shipping ship shipment dispatch arrive parcel package track tracking / lieferung liefern
        versand versenden lieferzeit paket sendung sendungsverfolgung / livraison livrer expedition envoi colis
        suivi / envio enviar entrega entregar paquete pedido rastrear / consegna spedizione spedire pacco tracciare
        / entrega envio enviar frete encomenda rastrear / levering bezorgen bezorging verzending pakket / teslimat
        kargo gonderi / доставка доставить посылка отправка / livrare transport colet""",
    "refund": """
        refund refunds money back reimburse reimbursement return returns exchange / ruckerstattung erstattung erstatten
        ruckgabe zuruckgeben umtausch retoure / remboursement rembourser retour retourner echange echanger /
        reembolso devolucion devolver devoluciones / rimborso reso restituire restituzione / reembolso devolucao
        devolver troca / terugbetaling retour retourneren ruilen / iade geri / возврат вернуть деньги обмен /
        rambursare returnare retur schimb""",
    "cancellation": """
        cancel cancellation cancelling unsubscribe terminate quit / kundigen kundigung stornieren stornierung
        abbrechen beenden abbestellen widerruf / annuler annulation resilier resiliation desabonner / cancelar
        cancelacion anular baja terminar / annullare annullamento disdire disdetta cancellare / cancelar
        cancelamento anular encerrar / annuleren annulering opzeggen / iptal / отменить отмена отказаться / anula
        anulare reziliere""",
    "order": """
        order orders ordering buy purchase book booking reserve reservation / bestellen bestellung kaufen kauf
        buchen buchung reservieren reservierung / commander commande acheter achat reserver reservation / pedido
        pedir comprar compra reservar reserva orden / ordine ordinare comprare acquisto acquistare prenotare
        prenotazione / pedido comprar compra encomendar reservar reserva / bestellen bestelling kopen aankoop boeken
        reserveren / siparis satin / заказ заказать купить покупка / comanda cumpara rezervare""",
    "sign_in": """
        account profile login log signin username password / konto profil anmelden anmeldung einloggen login
        passwort kennwort benutzername / compte profil connecter connexion identifiant / cuenta perfil acceso
        acceder ingresar sesion contrasena usuario / conto profilo account accedere accesso password utente / conta
        perfil acessar acesso entrar login senha usuario / account profiel inloggen aanmelden wachtwoord
        gebruikersnaam / hesap giris sifre parola / аккаунт профиль войти вход пароль логин / profil autentificare
        parola""",
    "registration": """
        register registration signup enroll enrol join / registrieren registrierung anmelden anmeldung einschreiben
        beitreten teilnehmen teilnahme / inscrire inscription enregistrer adherer participer / registrar registro
        registrarse inscribir inscripcion inscribirse matricula unirse participar / registrare registrazione
        iscrivere iscrizione iscriversi partecipare / registrar cadastro cadastrar inscrever inscricao participar /
        registreren registratie inschrijven aanmelden deelnemen / kayit kaydol / регистрация зарегистрироваться /
        inregistrare inscriere""",
    "change": """
        change edit modify update correct alter / andern anderung bearbeiten aktualisieren wechseln korrigieren /
        changer modifier modification corriger / cambiar modificar actualizar editar corregir / cambiare modificare
        aggiornare correggere / mudar alterar modificar atualizar editar trocar / wijzigen veranderen aanpassen
        bijwerken / degistirmek guncelle / изменить поменять обновить / schimba modifica actualiza""",
    "deletion": """
        delete remove erase / loschen entfernen / supprimer suppression effacer / eliminar borrar quitar / eliminare
        cancellare rimuovere / excluir apagar remover deletar / verwijderen wissen / sil silmek / удалить удаление
        закрыть / sterge""",
    "installation": """
        download install installation / herunterladen download installieren installation einrichten / telecharger
        installer installation configurer / descargar instalar instalacion configurar bajar / scaricare installare
        installazione configurare / baixar instalar instalacao configurar / downloaden installeren installatie /
        indir yukle kur / скачать установить установка / descarca instala""",
    "problem": """
        problem problems issue issues error errors bug fail failed broken trouble crash / problem probleme fehler
        defekt kaputt storung funktioniert / probleme problemes erreur panne bug fonctionne / problema problemas
        error errores fallo falla funciona / problema problemi errore errori guasto funziona / problema problemas
        erro erros falha defeito funciona / probleem problemen fout storing kapot werkt / sorun hata problem
        calismiyor / проблема ошибка работает сломался / problema eroare functioneaza""",
    "person": """
        person staff employee team member colleague operator representative / person mitarbeiter mitarbeiterin team
        kollege berater / personne employe equipe conseiller / persona empleado equipo asesor personal / persona
        impiegato operatore team / pessoa atendente funcionario equipe / persoon medewerker team""",
    "responsible": """
        founder founded creator created made built owner boss leader chief director head responsible / grunder
        gegrundet erfinder chef chefin leiter direktor verantwortlich inhaber / fondateur createur cree directeur
        responsable patron / fundador creador creado director jefe responsable / fondatore creatore creato direttore
        capo responsabile / fundador criador criou criado diretor chefe responsavel / oprichter maker directeur baas
        verantwoordelijk""",
    "job": """
        job jobs career careers vacancy vacancies hiring position / job jobs stelle stellen karriere bewerben
        bewerbung arbeit / emploi travail poste carriere candidature postuler / empleo trabajo puesto vacante
        carrera / lavoro posto carriera candidatura / emprego trabalho vaga vagas carreira / baan vacature vacatures
        werk solliciteren""",
    "privacy": """
        privacy data protection personal gdpr / datenschutz daten personenbezogene dsgvo / confidentialite donnees
        privee rgpd / privacidad datos proteccion / privacy dati protezione / privacidade dados protecao / privacy
        gegevens avg""",
    "course": """
        course courses class lesson lessons training tutorial tutorials learn learning / kurs kurse lernen
        unterricht schulung studium studieren / cours formation apprendre etudes / curso cursos clase clases
        aprender capacitacion estudios estudiar carrera / corso corsi lezione imparare formazione studiare / curso
        cursos aula aulas aprender treinamento estudar / cursus cursussen les leren opleiding studeren""",
    "certificate": """
        certificate certificates certification diploma proof confirmation / zertifikat zertifikate bescheinigung
        nachweis zeugnis bestatigung / certificat certificats attestation diplome / certificado certificados
        constancia diploma / certificato certificati attestato diploma / certificado certificados diploma
        comprovante / certificaat certificaten diploma bewijs""",
    "condition": """
        need needed require required requirement requirements prerequisite prerequisites necessary condition
        conditions eligible eligibility / brauche brauchen benotigen notig notwendig voraussetzung voraussetzungen
        anforderungen bedingung / besoin requis necessaire condition conditions prerequis / necesito necesitar
        requisito requisitos necesario condicion / serve bisogno requisito requisiti necessario condizione / preciso
        precisa necessario requisito requisitos condicao / nodig vereist vereisten voorwaarde voorwaarden""",
    "document": """
        document documents form forms file paper papers / dokument dokumente formular formulare unterlagen datei /
        document documents formulaire dossier papiers / documento documentos formulario archivo papeles / documento
        documenti modulo file / documento documentos formulario arquivo / document documenten formulier bestand""",
    "language": """
        language languages translation / sprache sprachen ubersetzung / langue langues traduction / idioma idiomas
        lengua traduccion / lingua lingue traduzione / idioma idiomas lingua traducao / taal talen vertaling""",
    "discount": """
        discount discounts coupon voucher promotion offer / rabatt rabatte gutschein aktion angebot / remise
        reduction promo promotion bon offre / descuento descuentos cupon promocion oferta / sconto sconti coupon
        promozione offerta / desconto descontos cupom promocao oferta / korting kortingscode aanbieding""",
    "warranty": """
        warranty guarantee repair repairs fix / garantie gewahrleistung reparatur reparieren / garantie reparation
        reparer / garantia reparacion reparar arreglar / garanzia riparazione riparare / garantia reparo conserto
        consertar / garantie reparatie repareren""",
    "stock": """
        stock available availability / lager verfugbar verfugbarkeit vorratig lieferbar / disponible disponibilite
        stock / disponible disponibilidad existencias / disponibile disponibilita / disponivel disponibilidade
        estoque / beschikbaar voorraad""",
    "appointment": """
        appointment meeting visit consultation / termin besprechung besuch beratung / reunion visite consultation /
        cita reunion visita consulta / appuntamento riunione visita / consulta agendamento reuniao visita marcar /
        afspraak vergadering bezoek""",
    "meaning": """
        mean means meaning definition explain explanation define / bedeutet bedeutung heisst erklaren erklarung
        definition / signifie signification definition expliquer / significa significado definicion explicar /
        significa significato definizione spiegare / significa significado definicao explicar / betekent betekenis
        uitleg uitleggen definitie""",
    "difference": """
        difference differ different compare comparison versus / unterschied unterscheiden vergleich vergleichen /
        difference comparer comparaison / diferencia comparar comparacion / differenza confrontare confronto /
        diferenca comparar comparacao / verschil vergelijken""",
    "example": """
        example examples sample / beispiel beispiele muster / exemple exemples / ejemplo ejemplos / esempio esempi /
        exemplo exemplos / voorbeeld voorbeelden""",
}


@cache
def _concepts() -> tuple[tuple[frozenset[str], ...], dict[str, tuple[int, ...]]]:
    """(the words of each concept, which concepts a word belongs to). Made by the first question: 1 MB."""
    sets = tuple(frozenset(words(text)) for text in CONCEPTS.values())
    places: dict[str, tuple[int, ...]] = {}
    for place, found in enumerate(sets):
        for word in found:
            places[word] = (*places.get(word, ()), place)
    return sets, places


def related(word: str) -> frozenset[str]:
    """Other words for the same thing."""
    sets, places = _concepts()
    return frozenset().union(*(sets[place] for place in places.get(word, ()))) - {word}
