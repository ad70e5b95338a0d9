"""What a field is there to take, by its type, its name and the words beside it."""

import re

from turbohtml import Element

from unhook.pages.source.model import FieldKind

_PASSWORD = re.compile(
    r"passw(?:or)?d|passwort|(?<![a-z])p(?:s)?w[ds]?(?![a-z])|passwd|pass(?:code|phrase)|kennwort|contrase|clave"
    r"|mot_?\s?de_?\s?passe|(?<![a-z])mdp(?![a-z])|senha|palavra-?passe"
    r"|wachtwoord|parola d|hasło|heslo|пароль|密码|パスワード",
    re.IGNORECASE,
)
_NOT_PASSWORD = re.compile(r"forgot|reset|hint|e-?mail|search|meeting|coupon|promo", re.IGNORECASE)
_CODE = re.compile(
    r"one-time-code|(?<![a-z])otp(?![a-z])|one.?time.?(?:code|pass)|verif\w*[\s_-]?code|security[\s_-]?code.*sms"
    r"|auth\w*[\s_-]?code|(?<![a-z])(?:2fa|mfa|totp)(?![a-z])|sms[\s_-]?code"
    r"|bestätigungscode|code de vérification"
    r"|código de (?:verificaci|verifica)|codice di verifica|verificatiecode",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:seed|recovery|secret|backup|mnemonic|wallet)[\s_-]?(?:phrase|words?)|mnemonic|private[\s_-]?key|keystore"
    r"|wiederherstellungsphrase|phrase de récupération"
    r"|frase (?:semilla|de recuperación|de recuperação|di recupero)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"cc-(?:number|csc)|card[\s_-]?(?:number|no)|(?<![a-z])(?:cvv|cvc)2?(?![a-z])|kartennummer"
    r"|numéro de carte|número de (?:la )?tarjeta|número do cartão|numero (?:della )?carta",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"e-?mail|user|login|(?<![a-z])account|benutzer|identifiant|usuario|utilizador|gebruiker", re.IGNORECASE
)
_STYLED = re.compile(r"text-security\s*:\s*(?!none)\w+", re.IGNORECASE)
_TEXTUAL = frozenset({"text", "tel", "search", "number", "url", ""})


def kind_of(kind: str, identity: str, said: str, element: Element) -> FieldKind:
    """The kind of a field: `kind` is its type attribute, `identity` its names, `said` what a person reads."""
    if kind == "password":
        return "phrase" if _PHRASE.search(f"{identity} {said}") else "password"
    both = f"{identity} {said}"
    if _PHRASE.search(both):
        return "phrase"
    if _CODE.search(both):
        return "code"
    if _CARD.search(both):
        return "card"
    if _STYLED.search(str(element.attr("style") or "")):
        return "dressed"
    if kind in _TEXTUAL and _PASSWORD.search(both) and not _NOT_PASSWORD.search(both):
        return "dressed"
    if kind == "email" or _MAIL.search(both):
        return "mail"
    return "other"
