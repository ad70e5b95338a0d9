"""The words by which mail programs introduce a quoted or forwarded message, in many languages."""

import re


def _alternation(phrases: str) -> str:
    """Make a regular expression of phrases between commas, longer ones first."""
    words = {word for phrase in phrases.split(",") if (word := phrase.strip())}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


LABELS = {
    "from": _alternation(
        """
        from, von, de, da, van, från, fra, lähettäjä, od, nadawca, odesílatel, odosielateľ, от, від,
        от кого, feladó, kimden, gönderen, de la, expéditeur, remetente, mittente, afzender,
        absender, avsändare, avsender, afsender, pošiljatelj, saatja, kas, nuo, από, أرسل من, 发件人,
        發件人, 寄件者, 寄件人, 差出人, 送信者, 보낸 사람, 보낸사람, 발신, מאת, من, từ, người gửi,
        dari, pengirim, จาก, فرستنده, از
        """
    ),
    "date": _alternation(
        """
        sent, date, sent on, sent at, gesendet, gesendet am, datum, envoyé, envoyé le, enviado,
        enviado el, enviado em, enviada em, enviada, inviato, inviata, data, fecha, verzonden,
        verzonden op, skickat, sendt, dato, lähetetty, päiväys, päivämäärä, päivä, wysłano, wysłane,
        odesláno, odoslané, dátum, отправлено, дата, надіслано, изпратено, elküldve, gönderildi,
        gönderme tarihi, tarih, trimis, poslano, εστάλη, στάλθηκε, ημερομηνία, 发送时间, 发送日期,
        日期, 時間, 传送时间, 寄件日期, 送信日時, 日時, 日付, 보낸 날짜, 날짜, 보낸 시간, 발송일,
        נשלח, תאריך, تم الإرسال, التاريخ, تاريخ الإرسال, đã gửi, ngày, tanggal, dikirim, วันที่,
        ส่งเมื่อ, تاریخ
        """
    ),
    "to": _alternation(
        """
        to, an, à, a, para, aan, till, til, vastaanottaja, do, komu, кому, до, címzett, kime, alıcı,
        către, προς, destinataire, destinatario, destinatário, empfänger, mottagare, modtager,
        mottaker, adresat, prima, 收件人, 收件者, 宛先, 受信者, 받는 사람, 받는사람, 수신, אל, إلى,
        الى, đến, tới, kepada, ถึง, به
        """
    ),
    "cc": _alternation(
        """
        cc, kopie, copie, copia, kopia, kopio, копия, копія, másolatot kap, bilgi, cópia, κοιν, 抄送,
        副本, 참조, עותק, نسخة, dw, kopi
        """
    ),
    "subject": _alternation(
        """
        subject, betreff, objet, asunto, assunto, oggetto, onderwerp, ämne, emne, aihe, temat,
        předmět, predmet, тема, тeма, относно, tárgy, konu, subiect, θέμα, teema, tema, 主题, 主旨,
        主題, 件名, 제목, נושא, الموضوع, chủ đề, tiêu đề, subjek, perihal, เรื่อง, موضوع
        """
    ),
}

WROTE = _alternation(
    """
    wrote, writes, schrieb, schrieb am, hat geschrieben, geschrieben, a écrit, écrivait, écrit,
    escribió, escribio, escreveu, ha scritto, scrisse, schreef, heeft geschreven, skrev, kirjoitti,
    napisał, napisała, napisał(a), pisze, napsal, napsala, napsal(a), napísal, napísala, написал,
    написала, написал(а), писал, пишет, пише, написав, ezt írta, írta, yazdı, şunları yazdı,
    şunu yazdı, a scris, scris, έγραψε, je napisao, je napisala, napisao, je napisal, kirjutas, rašė,
    rakstīja, va escriure, escribiu, idatzi du, đã viết, viết, menulis, เขียน, כתב, כתבה, כתב/ה, מאת,
    كتب, كتبت, تمت كتابة ما يلي بواسطة, 写道, 寫道, wrote on, 書きました, のメール, 작성, 님이 작성,
    님이 씀, نوشت
    """
)

# Between dashes on a line of its own, or before a colon.
MESSAGE_NOUN = _alternation(
    """
    original message, original appointment, forwarded message, forwarded by, forward message,
    ursprüngliche nachricht, originalnachricht, original-nachricht, weitergeleitete nachricht,
    weitergeleitete e-mail, message d'origine, message original, message transféré,
    message transfere, message initial, mensaje original, mensaje reenviado, mensagem original,
    mensagem encaminhada, mensagem reencaminhada, messaggio originale, messaggio inoltrato,
    oorspronkelijk bericht, origineel bericht, doorgestuurd bericht, ursprungligt meddelande,
    originalmeddelande, vidarebefordrat meddelande, oprindelig meddelelse, original meddelelse,
    videresendt meddelelse, videresendt besked, opprinnelig melding, videresendt melding,
    alkuperäinen viesti, välitetty viesti, wiadomość oryginalna, oryginalna wiadomość,
    treść przekazanej wiadomości, wiadomość przekazana dalej, původní zpráva, přeposlaná zpráva,
    pôvodná správa, исходное сообщение, пересылаемое сообщение, пересланное сообщение,
    оригинальное сообщение, original mail, eredeti üzenet, továbbított üzenet, özgün ileti,
    orijinal mesaj, iletilen mesaj, yönlendirilmiş mesaj, mesaj original, mesaj redirecționat,
    αρχικό μήνυμα, προωθημένο μήνυμα, 原始邮件, 转发的邮件, 原始郵件, 轉寄郵件, 元のメッセージ,
    転送されたメッセージ, 원본 메시지, 원본 메일, 전달된 메시지, הודעה מקורית, הודעה שהועברה,
    الرسالة الأصلية, رسالة معاد توجيهها, thư gốc, tin nhắn đã chuyển tiếp, pesan asli, pesan terusan,
    ข้อความต้นฉบับ, ข้อความที่ส่งต่อ, missatge reenviat, originálna správa
    """
)

BEGIN_FORWARDED = _alternation(
    """
    begin forwarded message, anfang der weitergeleiteten nachricht,
    anfang der weitergeleiteten e-mail, début du message transféré, début du message réexpédié,
    inicio del mensaje reenviado, início da mensagem encaminhada, início da mensagem reencaminhada,
    inizio messaggio inoltrato, begin doorgestuurd bericht, vidarebefordrat brev,
    vidarebefordrat meddelande, videresendt brev, start på videresendt besked, videresendt melding,
    välitetty viesti alkaa, początek przekazywanej wiadomości, začátek přeposílané zprávy,
    начало переадресованного сообщения, továbbított levél kezdete, iletilen mesajın başlangıcı,
    αρχή προωθημένου μηνύματος, 以下是转发的邮件, 开始转发的信息, 開始轉寄郵件, 転送されたメッセージ,
    전달된 메시지 시작, תחילת ההודעה שהועברה, بداية الرسالة المعاد توجيهها
    """
)

# A line that a program signs for its user; nobody's words.
CLIENT_SIGNATURE = re.compile(
    r"^[ \t]*(?:sent from (?:my|mail|outlook|yahoo|proton|samsung)|get outlook for"
    r"|von meinem .{1,40} gesendet|gesendet (?:von|mit|über)|diese nachricht wurde von meinem"
    r"|envoyé (?:de|depuis|à partir)|enviado (?:do|da|desde|de|a partir)|inviato da"
    r"|verzonden (?:vanaf|met|via)|verstuurd vanaf|skickat från|sendt fra|lähetetty .{1,40}sta$|wysłane? z"
    r"|odesláno z|отправлено (?:с|из)|надіслано з|发自我的|從我的|.{1,30}から送信|나의 .{1,30}보냄"
    r"|.{1,30}gönderildi$)[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
