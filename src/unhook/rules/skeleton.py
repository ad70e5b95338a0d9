"""A new rule file to start from, as `unhook rules new` writes it."""

from pathlib import Path
from string import Template

from unhook.errors import InputError, RuleError

_TEMPLATE = Template("""\
id: $id
name: "$name"
type: rule
severity: medium
weight: 0.8
group: text
attack_types: [credential_phishing]
tactics_and_techniques: ["T1566.002", "Social engineering"]
sentence:
  en: "The subject holds the word {snippet}."
  de: "Der Betreff enthält das Wort {snippet}."
  fr: "L'objet contient le mot {snippet}."
  pt: "O assunto contém a palavra {snippet}."
  es: "El asunto contiene la palabra {snippet}."
  nl: "Het onderwerp bevat het woord {snippet}."
  it: "L'oggetto contiene la parola {snippet}."
description: >-
  What the rule looks for, in one or two lines.
evidence: [subject.subject]
source: |
  strings.icontains(subject.subject, "replace me")
triage: >-
  How an analyst confirms it.
false_positives: >-
  When it is wrong.
references: []
tests:
  match:
    - name: "the mail it is made for"
      mail: |
        From: "Desk" <desk@elsewhere.test>
        To: Jo <jo@corp.example>
        Subject: Please replace me
        Date: Mon, 2 Mar 2026 09:00:00 +0000
        Message-ID: <1@elsewhere.test>

        Hello.
  no_match:
    - name: "an honest mail that looks alike"
      mail: |
        From: "Ann" <ann@corp.example>
        To: Jo <jo@corp.example>
        Subject: A replacement for me
        Date: Mon, 2 Mar 2026 09:00:00 +0000
        Message-ID: <2@corp.example>

        Hello.
""")


def create(path: Path) -> Path:
    """Write a rule that already proves itself to `path`, whose stem becomes the id; the file written.

    `my-rule` is short for `my-rule.yml`.
    Raises `RuleError` for a name that is no rule id, `InputError` when the file exists or
    cannot be written.
    """
    from unhook.rules.standards import is_id

    if not path.suffix:
        path = path.with_name(f"{path.name}.yml")
    if path.suffix != ".yml" or not is_id(path.stem):
        raise RuleError(
            f"{path}: a rule's file is named like its id, small letters and hyphens, such as my-rule.yml"
        )
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_TEMPLATE.substitute(id=path.stem, name=path.stem.replace("-", " ").capitalize()))
    except FileExistsError:
        raise InputError(f"{path}: exists already") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    return path
