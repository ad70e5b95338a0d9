import json
from typing import Any

from unhook.catalogue import Catalogue
from unhook.message.model import Message
from unhook.message.part import Defect
from unhook.report import Judged
from unhook.report.sarif import join, render
from unhook.rules.finding import Findings
from unhook.verdict import decide


def log(english: Catalogue, *mails: Judged) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(join(json.loads(render(mail, english)) for mail in mails))
    return value


def test_the_log_names_tool_rules_and_places(judged: Judged, english: Catalogue) -> None:
    document = log(english, judged)
    assert document["version"] == "2.1.0"
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"note", "warning", "error"}
        assert result["message"]["text"]
        assert (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "inbox/scam%20%231.eml"
        )


def test_regions_are_byte_ranges_of_the_mail(judged: Judged, english: Catalogue) -> None:
    results = log(english, judged)["runs"][0]["results"]
    removal = next(result for result in results if result["ruleId"] == "mailbox-removal")
    region = removal["locations"][0]["physicalLocation"]["region"]
    start, length = region["byteOffset"], region["byteLength"]
    assert judged.message.raw[start : start + length] == b"removed within 24</b> hours &amp; all mail"
    assert removal["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "body.current_thread.text"


def test_signs_of_honesty_are_no_results(judged: Judged, english: Catalogue) -> None:
    assert "list-mail" not in {result["ruleId"] for result in log(english, judged)["runs"][0]["results"]}


def test_rules_are_listed_once_for_many_mails(judged: Judged, english: Catalogue) -> None:
    run = log(english, judged, judged)["runs"][0]
    assert len(run["results"]) == 2 * len(run["tool"]["driver"]["rules"])
    assert len(run["artifacts"]) == 2


def test_a_gap_in_the_analysis_is_a_notification(english: Catalogue) -> None:
    cut = Message(defects=(Defect("limit-reached", limit="mime_parts"),))
    run = log(english, Judged("box#2", cut, decide(cut, Findings())))["runs"][0]
    invocation = run["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert "mime_parts" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert run["artifacts"][0]["location"]["uri"] == "box#2"


def test_an_empty_run_is_a_valid_log() -> None:
    run = json.loads(join([]))["runs"][0]
    assert (run["results"], run["invocations"][0]["executionSuccessful"]) == ([], True)
