"""A private Dovecot (Debian's packages) in a folder of its own, on ports of loopback: IMAP and LMTP.

Anybody signs in with the password `secret`, or with the token `token`; each name is a mailbox.
"""

import imaplib
import os
import shutil
import smtplib
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from bench.mailflow import ports
from bench.peers import free_port

_PROGRAM = "/usr/sbin/dovecot"
_LMTP = "/usr/lib/dovecot/lmtp"
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
mail_location = maildir:{folder}/mail/%n
mail_fsync = {fsync}
postmaster_address = postmaster@corp.example
lmtp_rcpt_check_quota = no
mail_max_userip_connections = 1000
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
imap_capability = {capability}
passdb {{
  driver = static
  mechanisms = plain login
  args = password=secret
}}
passdb {{
  driver = static
  mechanisms = xoauth2 oauthbearer
  args = password=token
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}/mail/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = {ssl}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
}}
{more}
"""


def missing() -> str | None:
    """Why there can be no Dovecot here; None where there can."""
    for path, package in ((_PROGRAM, "dovecot-imapd"), (_LMTP, "dovecot-lmtpd")):
        if not Path(path).exists():
            return f"Debian's package {package} is not installed"
    return None if os.geteuid() == 0 else "a private Dovecot has to be started as root"


class Dovecot:
    """Runs while its context lasts. `capability` is what it says that it can do, in place of what it can;
    `certificate` a PEM file with a key, for TLS; `options` further lines of its configuration.
    """

    def __init__(
        self, *, capability: str = "", certificate: Path | None = None, options: str = "", fsync: bool = False
    ) -> None:
        self.port, self.tls_port, self.lmtp = free_port(), free_port(), free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="unhook-dovecot-"))
        self.folder.chmod(0o755)
        self._config = self.folder / "dovecot.conf"
        self._process: subprocess.Popen[bytes] | None = None
        mail = self.folder / "mail"
        mail.mkdir()
        shutil.chown(mail, "nobody", "nogroup")
        more = options
        if certificate is not None:
            more += f"\nssl_cert = <{certificate}\nssl_key = <{certificate}\n"
        self._config.write_text(
            _CONFIG.format(
                folder=self.folder,
                ssl="yes" if certificate else "no",
                fsync="optimized" if fsync else "never",
                internal="dovecot",
                login="dovenull",
                group="dovecot",
                capability=capability,
                mail="nobody",
                mail_group="nogroup",
                imap=self.port,
                imaps=self.tls_port if certificate else 0,
                lmtp=self.lmtp,
                more=more,
            )
        )

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self._process = subprocess.Popen([_PROGRAM, "-F", "-c", str(self._config)])
        ports.wait(self.port)
        ports.wait(self.lmtp)

    def stop(self) -> None:
        """End it with all its connections."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(30)

    def kick(self) -> None:
        """Close all IMAP connections."""
        self._run("/usr/bin/doveadm", "-c", str(self._config), "kick", "*")

    def deliver(self, raw: bytes, *users: str, sender: str = "bounce@vps-4471.hosting.test") -> None:
        """Deliver a mail by LMTP to these mailboxes."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as client:
            # LMTP answers once for each recipient, which the client does not expect.
            for user in users:
                client.sendmail(sender, [f"{user}@corp.example"], raw)

    def mailbox(self, user: str) -> imaplib.IMAP4:
        """A connection of the user's own."""
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.login(user, "secret")
        return client

    def mails(self, user: str, folder: str = "INBOX") -> list[tuple[bytes, frozenset[str]]]:
        """Bytes and flags of a folder's mails, in order, without changing either."""
        client = self.mailbox(user)
        try:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            found = []
            _, (uids,) = client.uid("SEARCH", "ALL")
            for uid in uids.split():
                _, (part, *_) = client.uid("FETCH", uid.decode(), "(FLAGS BODY.PEEK[])")
                flags = frozenset(each.decode() for each in imaplib.ParseFlags(part[0]))
                found.append((part[1], flags - {"\\Recent"}))
            return found
        finally:
            client.logout()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr or done.stdout}")
