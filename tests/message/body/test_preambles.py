import pytest

from unhook.message.body import preambles


@pytest.mark.parametrize(
    ("text", "name", "email", "date"),
    [
        (
            "On Mon, Jan 1, 2024 at 10:00 AM Jo Doe <jo@example.com>\nwrote:",
            "Jo Doe",
            "jo@example.com",
            "Mon, Jan 1, 2024 at 10:00 AM",
        ),
        ("On 1/2/24, Jo Doe wrote:", "Jo Doe", "", "1/2/24"),
        ("> Jo Doe wrote:", "Jo Doe", "", None),
        (
            "Am Mo., 1. Jan. 2024 um 10:00 Uhr schrieb Jo Doe <jo@example.com>:",
            "Jo Doe",
            "jo@example.com",
            "Mo., 1. Jan. 2024 um 10:00 Uhr",
        ),
        (
            "пн, 1 янв. 2024 г. в 10:00, Олег <o@example.com>:",
            "Олег",
            "o@example.com",
            "пн, 1 янв. 2024 г. в 10:00",
        ),
        ("2024/4/27, Jo Doe <jo@example.com>:", "Jo Doe", "jo@example.com", "2024/4/27"),
        (
            "Jo Doe <jo@example.com> 于2024年1月1日周一 10:00写道：",
            "Jo Doe",
            "jo@example.com",
            "2024年1月1日周一 10:00",
        ),
        ("On 2024-01-01 10:05, jo@example.com wrote:", None, "jo@example.com", "2024-01-01 10:05"),
    ],
)
def test_attributions(text: str, name: str | None, email: str, date: str | None) -> None:
    said = preambles.parse(text)
    assert said.sender is not None
    assert (said.sender.display_name, said.sender.email.email, said.date) == (name, email, date)


def test_a_header_block() -> None:
    said = preambles.parse(
        "-----Original Message-----\n*From:* Jo Doe [mailto:jo@example.com]\nSent: Monday\n"
        'To: "Roe, Al" <al@example.com>; bo@example.org\nCc: Cy\nSubject: Re: Hello\n'
    )
    assert said.sender is not None
    assert (said.sender.display_name, said.sender.email.email) == ("Jo Doe", "jo@example.com")
    assert said.recipients is not None
    assert [(each.display_name, each.email.email) for each in said.recipients.to] == [
        ("Roe, Al", "al@example.com"),
        (None, "bo@example.org"),
    ]
    assert [each.display_name for each in said.recipients.cc] == ["Cy"]
    assert said.subject is not None
    assert (said.subject.subject, said.subject.base, said.subject.is_reply) == ("Re: Hello", "Hello", True)
    assert said.date == "Monday"


def test_nothing_said() -> None:
    assert preambles.parse("-----Original Message-----").recipients is None
    assert preambles.parse("") == preambles.Preamble()
