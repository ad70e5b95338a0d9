"""Phrases that entities are found by, in seven languages: whole words, parted by `|`.

`request`: something to do, said so that it is asked of the reader; `polite` words before it
belong to it. `urgency`: haste, a deadline or a threatened loss. `financial`: money owed, paid,
promised or kept. `greeting` and `closing` begin and end a letter; `disclaimer` begins the
paragraph about confidentiality.
"""

from collections.abc import Mapping

KINDS = ("request", "urgency", "financial")


def _split(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


PHRASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    language: {kind: _split(text) for kind, text in kinds.items()}
    for language, kinds in {
        "english": {
            "polite": """
                please|kindly|pls|you must|you need to|you are required to|you have to|we ask you to
            """,
            "request": """
                please|kindly|click here|click on|click the|click below|click this|sign in to|log in to|
                log in now|sign in now|login to|login here|log on to|verify your|verify now|
                confirm your|confirm now|confirm that you|update your|update now|validate your|
                reactivate|restore your|review your|review the|review and|view your|view the|
                view document|view message|view file|open the|open attachment|download|reply to|
                reply with|respond to|get back to me|contact us|contact me|contact our|call us|call our|
                call now|call the|call me|pay now|pay the|send me|send us|send your|provide your|
                provide us|submit your|submit bid|fill out|fill in|complete the|complete your|
                follow the link|follow this link|visit our|visit the link|visit us|buy now|order now|
                shop now|act now|register now|register here|sign up|subscribe now|apply now|let me know|
                let us know|renew your|renew now|release messages|release your|retrieve your|track your|
                schedule your|activate your|enter your|upgrade your|upgrade now|claim your|redeem your|
                start here|get started|learn more|read more|keep same password|keep my password|
                are you available|do you have a moment|would you|could you|can you|can anyone|
                does anyone|i need you to|try it|donate now|take the survey|copy and paste|text me|
                e-mail me|email me|write to me|write me|check your|access your|access document|
                see attached|attached form|check out|shared on|signature required|sign the|sign here|
                transfer the|wire the
            """,
            "urgency": """
                urgent|urgently|immediately|immediate action|as soon as possible|asap|within 12 hours|
                within 24 hours|within 48 hours|within 72 hours|within 24hrs|within 48hrs|24 hours|
                48 hours|72 hours|right away|right now|act now|action required|action needed|
                before it is too late|last chance|final notice|final warning|final reminder|
                last warning|last reminder|today only|expires today|expires soon|will expire|
                has expired|expiring|deadline|limited time|will be suspended|will be closed|
                will be terminated|will be deleted|will be blocked|will be deactivated|will be disabled|
                will be removed|will be locked|will be limited|will be permanently|permanently|
                be suspended|be terminated|avoid suspension|avoid interruption|to avoid|without delay|
                time sensitive|overdue|promptly|urgent matter|hurry|don't wait|important notice|
                failure to|your earliest convenience|before close of business|end of day|by tomorrow|
                expired|restricted|limited your|has been limited|has been suspended
            """,
            "financial": """
                invoice|payment|payments|bank|bank account|bank transfer|wire transfer|wire|remittance|
                credit card|debit card|refund|deposit|withdrawal|withdraw|wallet|bitcoin|btc|
                transaction|transactions|balance|account number|banking|banking information|purchase|
                purchase order|payroll|direct deposit|salary|tax return|tax refund|loan|mortgage|fund|
                funds|million dollars|inheritance|donation|billing|amount due|charged|overdue|
                beneficiary|iban|swift|cheque|check payment|money|cash|credit|interest rate|investment|
                compensation|lottery|prize money|subscription|paypal|rfq|rfp|quotation|fee|fees
            """,
            "greeting": """
                hi|hello|hey|dear|greetings|good morning|good afternoon|good evening|good day|attention|
                attn|hi there|hello there|dearest
            """,
            "closing": """
                kind regards|best regards|warm regards|regards|sincerely|yours sincerely|
                sincerely yours|yours truly|yours faithfully|best wishes|best|cheers|many thanks|thanks|
                thank you|thanks and regards|respectfully|cordially|with regards|all the best|god bless|
                thanks in advance
            """,
            "disclaimer": """
                this e-mail and any|this email and any|this message and any|this e-mail is confidential|
                this email is confidential|this message is confidential|this message is intended|
                this e-mail is intended|this email is intended|this message contains confidential|
                this email contains confidential|this e-mail contains confidential|
                the information contained in this|the information in this e-mail|
                the information in this email|confidentiality notice|
                if you are not the intended recipient|if you have received this e-mail in error|
                if you have received this email in error|if you have received this message in error
            """,
        },
        "german": {
            "polite": "bitte|sie müssen|wir bitten sie",
            "request": """
                bitte|klicken sie|klicke hier|hier klicken|melden sie sich|loggen sie sich|
                bestätigen sie|jetzt bestätigen|jetzt aktualisieren|jetzt anmelden|zur anmeldung|
                aktualisieren sie|überprüfen sie|prüfen sie|antworten sie|kontaktieren sie|rufen sie|
                laden sie|öffnen sie|überweisen sie|zahlen sie|zahle|senden sie|schicken sie|füllen sie|
                geben sie|besuchen sie|folgen sie|nutzen sie|verifizieren sie|verifizieren|jetzt kaufen|
                jetzt bestellen|jetzt sichern|jetzt starten|zum konto|zum formular|mehr erfahren|
                können sie|kannst du|könnten sie|sag mir|sagen sie|bewerben sie|schreiben sie|
                schreib mir|kaufen sie|lassen sie|tragen sie|wählen sie|melde dich|herunterladen|
                freigeben
            """,
            "urgency": """
                dringend|umgehend|sofort|unverzüglich|so schnell wie möglich|innerhalb von 24 stunden|
                innerhalb von 48 stunden|innerhalb von|24 stunden|48 stunden|schnellstmöglich|
                letzte erinnerung|letzte mahnung|letzte chance|nur heute|läuft ab|abgelaufen|frist|
                binnen|gesperrt|eingeschränkt|wird gelöscht|wird gesperrt|wird geschlossen|deaktiviert|
                zu vermeiden|noch heute|handlungsbedarf|handlung erforderlich|eilig|ansonsten|
                andernfalls
            """,
            "financial": """
                rechnung|zahlung|überweisung|bank|konto|bankkonto|kontodaten|bankverbindung|kreditkarte|
                lastschrift|abbuchung|erstattung|rückerstattung|steuererstattung|guthaben|gehalt|kredit|
                darlehen|geld|euro|erbschaft|spende|betrag|gebühr|gebühren|iban|bitcoin|sparkasse|
                gutschrift|zinsen|mahnung|online-banking|millionen|abonnement
            """,
            "greeting": """
                hallo|guten tag|guten morgen|guten abend|sehr geehrte|sehr geehrter|liebe|lieber|hi|
                moin|servus|grüß gott|werte|werter
            """,
            "closing": """
                mit freundlichen grüßen|mit freundlichen grüssen|freundliche grüße|viele grüße|
                beste grüße|liebe grüße|herzliche grüße|mit besten grüßen|schöne grüße|gruß|grüße|mfg|
                vielen dank|danke|hochachtungsvoll|ihr team
            """,
            "disclaimer": """
                diese e-mail enthält vertrauliche|diese nachricht enthält vertrauliche|
                diese e-mail ist vertraulich|diese nachricht ist vertraulich|
                wenn sie nicht der richtige adressat|der inhalt dieser e-mail
            """,
        },
        "portuguese": {
            "polite": "por favor|favor|pedimos que|é necessário|solicitamos",
            "request": """
                por favor|clique aqui|clique no|clique em|clique abaixo|clicar|acesse|aceda|
                entre em contato|entre em contacto|contacte|ligue|responda|confirme|confirmar|atualize|
                atualizar|verifique|valide|regularize|desbloquear|baixe|baixar|descarregue|abra|envie|
                envie-me|preencha|informe|pague|pagar agora|efetue|faça|resgate|resgatar|troque|compre|
                aproveite|saiba mais|inscreva-se|visualizar|imprimir|você pode|pode|poderia|escreva|
                transfira|reative|sincronize|cadastre|mande|indique|liga-me
            """,
            "urgency": """
                urgente|urgência|imediatamente|imediato|o mais rápido possível|em 24 horas|24 horas|
                48 horas|72 horas|último aviso|última chance|só hoje|hoje mesmo|expira|expirar|expirou|
                expirado|vencimento|prazo|será bloqueada|será bloqueado|será suspensa|será cancelada|
                bloqueio|bloqueada|bloqueado|suspensa|suspenso|evite|para evitar|aja agora|não perca|
                sob pena|cancelamento|pendente
            """,
            "financial": """
                fatura|pagamento|transferência|banco|conta|conta bancária|dados bancários|cartão|
                cartão de crédito|débito|reembolso|restituição|saldo|salário|empréstimo|crédito|
                dinheiro|euros|reais|herança|doação|valor|taxa|iban|pix|boleto|bitcoin|pontos|milhas|
                juros|dólares|compra|multa|imposto
            """,
            "greeting": """
                olá|oi|bom dia|boa tarde|boa noite|prezado|prezada|prezados|caro|cara|caros|estimado|
                estimada|querido|querida
            """,
            "closing": """
                atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraço|
                abraços|obrigado|obrigada|cordialmente|um abraço|grato|grata
            """,
            "disclaimer": """
                esta mensagem é confidencial|este e-mail é confidencial|esta mensagem contém|
                este e-mail contém|se você não é o destinatário
            """,
        },
        "french": {
            "polite": """
                merci de|veuillez|prière de|nous vous prions de|nous vous invitons à|vous devez|
                s'il vous plaît
            """,
            "request": """
                veuillez|merci de|s'il vous plaît|cliquez|cliquer ici|connectez-vous|se connecter|
                confirmez|vérifiez|mettez à jour|mettre à jour|validez|activez|réactivez|répondez|
                contactez|contactez-nous|appelez|composez|téléchargez|télécharger|ouvrez|consultez|
                consulter|envoyez|remplissez|indiquez|payez|réglez|régler|virez|effectuez|profitez|
                achetez|commandez|inscrivez-vous|en savoir plus|j'en profite|je confirme|pouvez-vous|
                pourriez-vous|peux-tu|écrivez|écrivez-nous|dites-moi|accédez|accéder à|rendez-vous sur|
                suivez|renvoyez|appelle-moi|transférez|joindre
            """,
            "urgency": """
                urgent|urgence|immédiatement|immédiat|dans les plus brefs délais|au plus vite|
                sous 24 heures|sous 48 heures|sous 24h|sous 48h|24 heures|48 heures|dernier rappel|
                dernière relance|dernière chance|aujourd'hui seulement|expire|expirera|expiré|délai|
                sera suspendu|sera bloqué|sera supprimé|sera fermé|suspendu|bloqué|limité|suspension|
                afin d'éviter|sans délai|rapidement|action requise|dès maintenant|faute de|sinon|impayé
            """,
            "financial": """
                facture|paiement|virement|banque|compte bancaire|coordonnées bancaires|rib|iban|
                carte bancaire|carte bleue|prélèvement|remboursement|solde|salaire|prêt|crédit|argent|
                euros|héritage|don|montant|frais|bitcoin|dollars|amende|impôts|somme|achat|règlement|
                fonds
            """,
            "greeting": """
                bonjour|bonsoir|salut|cher|chère|chers|chères|madame|monsieur|madame, monsieur|coucou
            """,
            "closing": """
                cordialement|bien cordialement|sincères salutations|salutations|salutations distinguées|
                bien à vous|merci|meilleures salutations|amicalement|respectueusement|à bientôt
            """,
            "disclaimer": """
                ce message est confidentiel|ce courriel est confidentiel|ce message et ses pièces|
                ce message contient|si vous n'êtes pas le destinataire
            """,
        },
        "spanish": {
            "polite": "por favor|le rogamos|le pedimos|debe|es necesario",
            "request": """
                por favor|haga clic|haz clic|hacer clic|pulse aquí|pulse en|inicie sesión|
                iniciar sesión|acceda|acceder|ingrese|confirme|confirmar|verifique|verificar|actualice|
                actualizar|valide|active|reactive|responda|conteste|contacte|contáctenos|
                póngase en contacto|llame|llámenos|marque|descargue|descargar|abra|consulte|envíe|
                envíeme|mande|mándeme|complete|rellene|indique|facilite|pague|pagar|realice|transfiera|
                compre|aproveche|regístrese|inscríbase|más información|puede|podría|escriba|escríbame|
                le rogamos|siga|visite|firme|llámame|pulsa|comprar ahora
            """,
            "urgency": """
                urgente|urgencia|inmediatamente|inmediato|de inmediato|lo antes posible|cuanto antes|
                en 24 horas|24 horas|48 horas|72 horas|último aviso|última oportunidad|solo hoy|
                hoy mismo|caduca|caducará|expira|expirará|vence|vencimiento|plazo|será suspendida|
                será bloqueada|será cancelada|suspendida|suspendido|bloqueada|bloqueado|limitada|
                para evitar|sin demora|acción requerida|de lo contrario|pendiente
            """,
            "financial": """
                factura|pago|pagos|transferencia|banco|cuenta bancaria|datos bancarios|iban|tarjeta|
                tarjeta de crédito|cargo|cobro|reembolso|devolución|saldo|nómina|salario|préstamo|
                crédito|dinero|euros|dólares|herencia|donación|importe|tasa|gastos|bitcoin|multa|
                impuestos|compra|fondos
            """,
            "greeting": """
                hola|buenos días|buenas tardes|buenas noches|estimado|estimada|estimados|querido|
                querida|apreciado|apreciada
            """,
            "closing": """
                saludos|un saludo|saludos cordiales|atentamente|cordialmente|gracias|muchas gracias|
                un abrazo|reciba un cordial saludo|un cordial saludo
            """,
            "disclaimer": """
                este mensaje es confidencial|este correo es confidencial|este mensaje contiene|
                este correo electrónico contiene|si usted no es el destinatario
            """,
        },
        "dutch": {
            "polite": "graag|alstublieft|gelieve|u dient|wij verzoeken u|u moet",
            "request": """
                klik hier|klik op|klik op de|klik onderstaande|gelieve|alstublieft|log in|inloggen|
                meld u|meld je|bevestig|bevestig uw|bevestigen|controleer|verifieer|werk uw|vernieuw|
                update uw|valideer|activeer|antwoord|reageer|neem contact|bel|bel ons|download|open|
                bekijk|stuur|stuur ons|stuur mij|vul|geef|betaal|betalen|voldoe|maak|koop|bestel|
                profiteer|schrijf|schrijf je in|lees meer|meer informatie|kunt u|kun je|wilt u|wil je|
                laat me weten|vraag|aanvragen|vraag aan|solliciteer|onderteken|volg|ga naar|beantwoord|
                doe vandaag
            """,
            "urgency": """
                dringend|onmiddellijk|direct|zo snel mogelijk|zo spoedig mogelijk|binnen 24 uur|
                binnen 48 uur|binnen|24 uur|48 uur|laatste herinnering|laatste kans|
                laatste waarschuwing|alleen vandaag|verloopt|verlopen|deadline|termijn|
                wordt geblokkeerd|geblokkeerd|wordt verwijderd|wordt gesloten|opgeschort|beperkt|
                te voorkomen|met spoed|actie vereist|anders|uiterlijk|beslag
            """,
            "financial": """
                factuur|facturen|betaling|overboeking|bank|rekening|bankrekening|rekeningnummer|
                bankgegevens|iban|bankpas|creditcard|afschrijving|incasso|terugbetaling|teruggave|saldo|
                salaris|lening|krediet|geld|euro|erfenis|donatie|bedrag|kosten|bitcoin|boete|belasting|
                rente|schuld|verzendkosten
            """,
            "greeting": "hallo|hoi|beste|geachte|goedemorgen|goedemiddag|goedenavond|goedendag|lieve|dag",
            "closing": """
                met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|
                groeten|groetjes|hoogachtend|mvg|bedankt|dank u|alvast bedankt|met hartelijke groet
            """,
            "disclaimer": """
                dit bericht is vertrouwelijk|deze e-mail is vertrouwelijk|de informatie in dit bericht|
                de informatie in deze e-mail|indien u niet de geadresseerde
            """,
        },
        "italian": {
            "polite": """
                per favore|la preghiamo di|si prega di|è necessario|la invitiamo a|vi preghiamo di
            """,
            "request": """
                per favore|si prega|la preghiamo|clicca|clicca qui|cliccare|clicchi|cliccando|acceda|
                accedi|accedere|effettui|confermi|conferma|confermare|verifichi|verifica|verificare|
                aggiorni|aggiorna|aggiornare|convalidi|attivi|riattivi|risponda|rispondi|contatti|
                ci contatti|chiami|chiama|chiamami|telefoni|scarichi|scarica|apra|consulti|invii|invia|
                mandami|compili|compila|indichi|paghi|paga|acquista|compra|approfitta|iscriviti|scopri|
                maggiori informazioni|può|potrebbe|puoi|scriva|scrivi|segua|visiti|firmi|rinnova|
                rinnovi|faccia|dona ora
            """,
            "urgency": """
                urgente|urgenza|immediatamente|immediato|subito|il prima possibile|al più presto|
                entro 24 ore|entro 48 ore|entro|24 ore|48 ore|ultimo avviso|ultima possibilità|
                solo oggi|oggi stesso|scade|scadenza|scaduto|scaduta|scadrà|sarà sospeso|sarà bloccato|
                sospeso|sospesa|bloccato|bloccata|limitato|limitata|per evitare|senza indugio|
                azione richiesta|altrimenti|in caso contrario
            """,
            "financial": """
                fattura|fatture|pagamento|bonifico|banca|conto corrente|coordinate bancarie|iban|
                carta di credito|addebito|rimborso|saldo|stipendio|prestito|finanziamento|credito|
                denaro|soldi|euro|eredità|donazione|importo|spese|bitcoin|multa|tasse|dollari|acquisto|
                postepay
            """,
            "greeting": """
                ciao|salve|buongiorno|buonasera|gentile|gentili|egregio|egregia|caro|cara|cari|care|
                spettabile
            """,
            "closing": """
                cordiali saluti|distinti saluti|saluti|un saluto|cordialmente|grazie|grazie mille|
                a presto|in fede|un caro saluto
            """,
            "disclaimer": """
                questo messaggio è confidenziale|questa e-mail è confidenziale|
                questo messaggio contiene|le informazioni contenute in questo messaggio|
                se non siete il destinatario
            """,
        },
    }.items()
}
