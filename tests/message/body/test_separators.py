import pytest

from unhook.message.body import separators

ATTRIBUTIONS = [
    "On Mon, Jan 1, 2024 at 10:00 AM Jo Doe <jo@example.com> wrote:",
    "On 1/2/24 9:27 AM, Jo Doe wrote:",
    "Am Mo., 1. Jan. 2024 um 10:00 Uhr schrieb Jo Doe <jo@example.com>:",
    "Le lun. 1 janv. 2024 à 10:00, Jo Doe <jo@example.com> a écrit :",
    "El lun, 1 ene 2024 a las 10:00, Jo Doe (<jo@example.com>) escribió:",
    "Em seg., 1 de jan. de 2024 às 10:00, Jo Doe <jo@example.com> escreveu:",
    "Op ma 1 jan 2024 om 10:00 schreef Jo Doe <jo@example.com>:",
    "Il giorno lun 1 gen 2024 alle ore 10:00 Jo Doe <jo@example.com> ha scritto:",
    "Den mån 1 jan. 2024 kl 10:00 skrev Jo Doe <jo@example.com>:",
    "ma 1. tammik. 2024 klo 10.00 Jo Doe (jo@example.com) kirjoitti:",
    "pon., 1 sty 2024 o 10:00 Jo Doe <jo@example.com> napisał(a):",
    "po 1. 1. 2024 v 10:00 odesílatel Jo Doe <jo@example.com> napsal:",
    "пн, 1 янв. 2024 г. в 10:00, Jo Doe <jo@example.com>:",
    "Jo Doe <jo@example.com> ezt írta (időpont: 2024. jan. 1., H, 10:00):",
    "Jo Doe <jo@example.com>, 1 Oca 2024 Pzt, 10:00 tarihinde şunu yazdı:",
    "Στις Δευ 1 Ιαν 2024 στις 10:00 π.μ., ο/η Jo Doe <jo@example.com> έγραψε:",
    "Jo Doe <jo@example.com> 于2024年1月1日周一 10:00写道：",
    "2024年1月1日(月) 10:00 Jo Doe <jo@example.com>:",
    "2024년 1월 1일 (월) 오전 10:00, Jo Doe <jo@example.com>님이 작성:",
    "Vào Th 2, 1 thg 1, 2024 vào lúc 10:00 Jo Doe <jo@example.com> đã viết:",
]
HEADERS = [
    "From: Jo <jo@example.com>\nSent: Monday\nTo: Al\nSubject: Hi\n",
    "From: Jo\nDate: Monday\nTo: Al <al@example.com>,\n Bo <bo@example.com>\nCc: Cy\nSubject: Hi\n",
    "*From:* Jo\n*Sent:* Monday\n*To:* Al\n*Subject:* Hi\n",
    "Von: Jo\nGesendet: Montag\nAn: Al\nBetreff: Hi\n",
    "De : Jo\nEnvoyé : lundi\nÀ : Al\nObjet : Hi\n",
    "De: Jo\nEnviado el: lunes\nPara: Al\nAsunto: Hi\n",
    "De: Jo\nEnviada em: segunda-feira\nPara: Al\nAssunto: Hi\n",
    "Da: Jo\nInviato: lunedì\nA: Al\nOggetto: Hi\n",
    "Van: Jo\nVerzonden: maandag\nAan: Al\nOnderwerp: Hi\n",
    "Fra: Jo\nSendt: mandag\nTil: Al\nEmne: Hi\n",
    "Od: Jo\nWysłano: poniedziałek\nDo: Al\nTemat: Hi\n",
    "От: Jo\nОтправлено: понедельник\nКому: Al\nТема: Hi\n",
    "发件人： Jo\n发送时间： 星期一\n收件人： Al\n主题： Hi\n",
    "差出人: Jo\n日時: 月曜日\n宛先: Al\n件名: Hi\n",
]
LINES = [
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "---------- Forwarded message ---------",
    "---------- Mensaje reenviado ----------",
    "Begin forwarded message:",
    "Anfang der weitergeleiteten Nachricht:",
]


def find(text: str, limit: int = 10) -> list[separators.Separator]:
    return separators.find(text, limit)[0]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_attributions_in_many_languages(attribution: str) -> None:
    text = f"Hello,\nfine.\n\n{attribution}\n\n> quoted\n"
    (found,) = find(text)
    assert (text[found.start : found.end], found.kind) == (attribution, "attribution")


@pytest.mark.parametrize("header", HEADERS)
def test_header_blocks_in_many_languages(header: str) -> None:
    text = f"Hello\n\n________________________________\n{header}\nquoted\n"
    (found,) = find(text)
    assert found.kind == "header"
    assert text[found.start : found.end].endswith(header)
    assert text[: found.start] == "Hello\n\n"


@pytest.mark.parametrize("line", LINES)
def test_lines_with_and_without_a_header_block(line: str) -> None:
    alone = f"Hello\n\n{line}\nquoted\n"
    (found,) = find(alone)
    assert (alone[found.start : found.end], found.kind) == (line, "line")
    with_header = f"Hello\n\n{line}\n\n{HEADERS[0]}\nquoted\n"
    (found,) = find(with_header)
    assert with_header[found.start : found.end] == f"{line}\n\n{HEADERS[0]}"


def test_an_attribution_may_wrap_and_be_quoted_itself() -> None:
    text = "> On Mon, Jan 1, 2024 at 10:00 AM Jo Doe\n> <jo@example.com> wrote:\n>> x\n"
    (found,) = find(text)
    assert text[: found.end].endswith("wrote:")
    assert found.start == 0


def test_a_name_alone_needs_quoted_lines_below() -> None:
    assert [found.kind for found in find("Jo Doe wrote:\n> x\n")] == ["attribution"]
    assert find("This is what she wrote:\nx\n") == []
    assert [found.kind for found in find("jo@example.com wrote:\nx\n")] == ["attribution"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nthe agenda for 2024-01-01:\n- one\n- two\n",
        "From: now on\nwe do things differently\n",
        "Date: Monday\nTo: all\nthe party\n",
        "Please call Jo at 10:00:\n",
        "----- cut here -----\n",
        "Total: 10\nSubject: to change\n",
        "",
    ],
)
def test_ordinary_text_is_not_cut(text: str) -> None:
    assert find(text) == []


def test_attributions_one_after_the_other_stay_apart() -> None:
    text = f"{ATTRIBUTIONS[0]}\n{ATTRIBUTIONS[1]}\n> x"
    assert [text[found.start : found.end] for found in find(text)] == ATTRIBUTIONS[:2]


def test_no_more_than_the_limit() -> None:
    assert len(find(f"{ATTRIBUTIONS[0]}\n\nx\n\n" * 10, 3)) == 3


def test_too_many_lines_that_only_look_like_one_end_the_search() -> None:
    assert separators.find("at 10:00:\n" * 1_000, 2) == ([], False)
    assert separators.find("at 10:00:\n" * 5, 2) == ([], True)


def test_a_header_block_may_begin_with_another_field() -> None:
    line = "---------- Forwarded message ----------"
    text = f"Hello\n\n{line}\nDate: Monday\nFrom: Jo\nTo: Al\nSubject: Hi\n\nText"
    (found,) = find(text)
    assert text[found.start : found.end].startswith(line)
    assert text[found.start : found.end].endswith("Subject: Hi\n")


def test_long_lines_above_a_header_block_stay_where_they_are() -> None:
    text = "To: " + "x" * 500 + f"\n{HEADERS[0]}"
    (found,) = find(text)
    assert text[found.start :] == HEADERS[0]
