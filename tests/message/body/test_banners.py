import pytest

from unhook.message.body import banners

ADVICE = "Do not click links or open attachments unless you know the sender."


def leading(text: str) -> list[str]:
    return [text[slice(*span)] for span in banners.leading(text, 0, len(text))]


@pytest.mark.parametrize(
    "banner",
    [
        "[EXTERNAL]",
        "[EXTERNAL EMAIL]",
        "[Extern]",
        "***EXTERNAL***",
        f"CAUTION: This email originated from outside of the organization. {ADVICE}",
        f"This message was sent from outside your company. {ADVICE}",
        f"EXTERNAL EMAIL: This email is from an external sender. {ADVICE}",
        "You don't often get email from jo@example.com. Learn why this is important",
        "Achtung: Diese E-Mail stammt von außerhalb der Organisation.",
        "ATTENTION : Ce courriel provient de l'extérieur.",
        "PRECAUCIÓN: Este correo fue enviado desde fuera de la organización.",
        "Este e-mail foi enviado de fora da organização.",
        "Let op: deze e-mail is afkomstig van buiten de organisatie.",
        "Questa e-mail proviene dall'esterno.",
    ],
)
def test_warnings_of_gateways(banner: str) -> None:
    assert leading(f"\n{banner}\n\nDear Jo,\n") == [banner]


def test_a_heading_belongs_to_its_warning() -> None:
    warning = "CAUTION\nThis email originated from outside of the organization."
    assert leading(f"{warning}\nHello") == [warning]


def test_only_whole_sentences_of_a_gateway_are_taken() -> None:
    text = "[EXTERNAL] Your mailbox will be closed."
    assert leading(text) == ["[EXTERNAL]"]


@pytest.mark.parametrize(
    "text",
    [
        "External parcels arrive today.",
        "Warning: this mailbox will be closed.",
        "Attention\nthis mail is about money",
        "Hello [EXTERNAL]",
        "",
    ],
)
def test_an_author_s_words_are_no_banner(text: str) -> None:
    assert leading(text) == []
