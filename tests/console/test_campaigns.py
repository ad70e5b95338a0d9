import json
from collections.abc import Callable

import pytest

from unhook import campaigns
from unhook.console.console import Console
from unhook.store import Store, audit, deeds, points

from .conftest import NOW, Keeper, Signer

BODY = (
    "Your mailbox at the company has reached its limit and will be closed by the end of the day unless you"
    " confirm that it is still in use. Sign in at https://login.example.net/ to keep all of your messages."
)


@pytest.fixture
def campaign(keep: Keeper, store: Store) -> tuple[int, list[int]]:
    """A campaign of two delivered mails and a held one; one account is watched."""
    ids = [keep(to=f"{name}@corp.test", body=BODY, held=name == "eve") for name in ("jo", "ann", "eve")]
    with store.writing() as connection:
        points.keep(connection, "jo", "INBOX", "1", at=NOW)
    with store.reading() as connection:
        found = campaigns.of(connection, ids[0])
    assert found is not None
    assert found.size == 3
    return found.id, ids


def planned(store: Store, ids: list[int]) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [(deed.kind, deed.state) for id_ in ids for deed in deeds.of_message(connection, id_)]


def test_the_list_the_page_and_a_mail_lead_to_one_another(
    campaign: tuple[int, list[int]], sign: Signer
) -> None:
    number, ids = campaign
    browser = sign("analyst")
    assert f'href="/campaigns/{number}"' in browser.get("/campaigns").text
    assert f'href="/campaigns/{number}"' in browser.get(f"/messages/{ids[0]}").text
    page = browser.get(f"/campaigns/{number}").text
    assert all(f'href="/messages/{id_}"' in page for id_ in ids)
    assert "jo[@]corp[.]test" in page
    assert "login[.]example[.]net" in page
    assert "<svg" in page
    assert browser.get("/campaigns/999").status_code == 404


def test_a_preview_does_nothing_and_tells_in_whose_mailboxes(
    campaign: tuple[int, list[int]], sign: Signer, store: Store
) -> None:
    number, ids = campaign
    page = sign("analyst").get(f"/campaigns/{number}/claw-back").text
    assert "delivered: 2" in page
    assert "held in quarantine: 1" in page
    assert "ann[@]corp[.]test" in page
    assert f'name="spare" value="{ids[0]}"' in page
    assert f'name="spare" value="{ids[2]}"' not in page
    assert planned(store, ids) == []


def test_one_confirmation_orders_what_is_not_spared_and_undo_withdraws_it(
    campaign: tuple[int, list[int]], sign: Signer, store: Store
) -> None:
    number, ids = campaign
    browser = sign("analyst", "ann")
    answer = browser.post(f"/campaigns/{number}/claw-back", {"spare": str(ids[1])})
    assert answer.headers["location"].endswith("said=clawed_back")
    assert planned(store, ids) == [("claw-back", "planned")]
    again = browser.post(f"/campaigns/{number}/claw-back", {"spare": str(ids[1])})
    assert again.headers["location"].endswith("said=nothing_to_claw_back")
    assert browser.post(f"/campaigns/{number}/undo").headers["location"].endswith("said=undone")
    assert planned(store, ids) == [("claw-back", "undone")]
    assert browser.post(f"/campaigns/{number}/undo").headers["location"].endswith("said=nothing_to_undo")
    with store.reading() as connection:
        trail = audit.entries(connection, f"campaign:{number}")
    assert {(each.actor, each.action) for each in trail} == {("ann", "claw-back"), ("ann", "undo-claw-back")}


def test_what_was_taken_back_is_put_back(campaign: tuple[int, list[int]], sign: Signer, store: Store) -> None:
    number, ids = campaign
    browser = sign("analyst")
    browser.post(f"/campaigns/{number}/claw-back")
    with store.writing() as connection:
        for deed in deeds.take(connection, NOW, 10, kinds={"claw-back"}):
            deeds.performed(connection, deed.key, by="watch", at=NOW)
    browser.post(f"/campaigns/{number}/undo")
    assert sorted(planned(store, ids)) == [
        ("claw-back", "performed"), ("claw-back", "performed"),
        ("undo-claw-back", "planned"), ("undo-claw-back", "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize("spare", ["x", "-1", "1,2"])
def test_a_message_to_spare_that_is_no_number_stops_it(
    spare: str, campaign: tuple[int, list[int]], sign: Signer, store: Store
) -> None:
    number, ids = campaign
    assert sign("analyst").post(f"/campaigns/{number}/claw-back", {"spare": spare}).status_code == 400
    assert planned(store, ids) == []


def test_a_viewer_sees_no_campaign(campaign: tuple[int, list[int]], sign: Signer) -> None:
    number, ids = campaign
    browser = sign("viewer", address="jo@corp.test")
    assert "/campaigns/" not in browser.get(f"/messages/{ids[0]}").text
    assert browser.get(f"/campaigns/{number}").status_code == 403
    assert browser.post(f"/campaigns/{number}/claw-back").status_code == 403


READS: dict[str, Callable[[str], object]] = {
    "stix": lambda text: json.loads(text)["objects"],
    "misp": lambda text: json.loads(text)["Event"]["Attribute"],
    "csv": lambda text: text.splitlines()[1:],
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "thehive": lambda text: json.loads(text)["observables"],
}


@pytest.mark.parametrize("format_", READS)
@pytest.mark.parametrize("where", ["/campaigns/{}/indicators?", "/search/indicators?q=from:evil.test&"])
def test_indicators_come_as_files_and_that_is_noted(
    where: str, format_: str, campaign: tuple[int, list[int]], sign: Signer, store: Store
) -> None:
    answer = sign("analyst", "ann").get(f"{where.format(campaign[0])}format={format_}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert READS[format_](answer.text)
    assert "login.example.net" in answer.text
    assert "corp.test" not in answer.text
    with store.reading() as connection:
        (entry, *_) = audit.entries(connection)
    assert (entry.actor, entry.action, entry.detail["as"]) == ("ann", "export", format_)


def test_a_format_that_there_is_not_is_refused(campaign: tuple[int, list[int]], sign: Signer) -> None:
    browser = sign("analyst")
    assert browser.get(f"/campaigns/{campaign[0]}/indicators?format=exe").status_code == 400
    assert browser.get(f"/api/v1/campaigns/{campaign[0]}/indicators?format=exe").status_code == 400


def test_an_abuse_report_is_a_draft_without_its_recipients(keep: Keeper, sign: Signer) -> None:
    answer = sign("analyst").get(f"/messages/{keep()}/abuse-report")
    assert answer.headers["content-disposition"] == 'attachment; filename="abuse-report.eml"'
    assert answer.headers["content-type"].startswith("application/octet-stream")
    assert "X-Unsent: 1" in answer.text
    assert "jo@corp.test" not in answer.text


def test_programs_do_the_same_with_scopes(
    campaign: tuple[int, list[int]], console: Console, sign: Signer, store: Store
) -> None:
    number, ids = campaign
    browser = sign("analyst")

    def token(*scopes: str) -> dict[str, str]:
        from unhook.store import tokens, users

        with store.writing() as connection:
            user = users.named(connection, "analyst")
            assert user is not None
            secret = tokens.make(
                connection, user, "t", list(scopes), by="analyst", at=NOW, expires=NOW.replace(year=2027)
            )
        return {"Authorization": f"Bearer {secret}"}

    reads, acts = token("read"), token("act")
    client = browser.client
    (found,) = client.get("/api/v1/campaigns", headers=reads).json()
    assert (found["id"], found["size"]) == (number, 3)
    assert len(client.get(f"/api/v1/campaigns/{number}", headers=reads).json()["messages"]) == 3
    copies = client.get(f"/api/v1/campaigns/{number}/copies", headers=reads).json()
    assert [each["state"] for each in copies] == ["delivered", "delivered", "held"]
    path = f"/api/v1/campaigns/{number}/claw-back"
    assert client.post(path, headers=reads, json={}).status_code == 403
    assert client.post(path, headers=acts, json={"spare": ["x"]}).status_code == 400
    assert client.post(path, headers=acts, json={"spare": [str(ids[0])]}).json() == {"deeds": 1}
    assert client.post(f"/api/v1/campaigns/{number}/undo", headers=acts).json() == {"deeds": 1}
    assert "login.example.net" in client.get("/api/v1/indicators?format=csv", headers=reads).text
