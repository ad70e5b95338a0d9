import json

from unhook.export import thehive

from .batches import BATCH, INDICATORS, KEY, WHOLE

_TAKEN = {"fqdn", "url", "mail", "hash", "ip"}
"""Those of TheHive's observable types that are used."""


def test_an_alert_has_what_thehive_asks_for() -> None:
    alert = json.loads(thehive.render(WHOLE))
    assert (alert["type"], alert["source"], alert["sourceRef"]) == ("phishing", "unhook", KEY[:32])
    assert alert["severity"] == 3
    assert alert["date"] == 1772447400000
    assert {each["dataType"] for each in alert["observables"]} == _TAKEN
    assert [each["data"] for each in alert["observables"]] == [each.value for each in INDICATORS]
    assert [each["ioc"] for each in alert["observables"]][:3] == [True, True, False]


def test_what_the_mail_says_is_no_markup() -> None:
    alert = json.loads(thehive.render(BATCH))
    assert "https://" not in alert["description"] + alert["title"]
    assert "\\<script\\>" in alert["description"]
    assert alert["description"].count("\n") == 2
