"""What Chromium is told to leave alone.

The empty network holds without these. They spare pages the waiting, and they are the second wall.
"""

from unhook.limits import BrowserLimits

REMOVED = ("RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "SharedWorker", "WebSocketStream")
"""Ways past the broker, which pages do not find."""

SCRIPT = f"for (const name of {list(REMOVED)!r}) delete globalThis[name];"
"""Runs in each frame before the page's own scripts."""


def switches(limits: BrowserLimits) -> list[str]:
    """Chromium's switches, beside those that Playwright sets."""
    return [
        "--disable-blink-features=SharedWorker",
        "--disable-crash-reporter",
        "--disable-gpu",
        "--disable-notifications",
        "--disable-quic",
        "--disable-speech-api",
        "--deny-permission-prompts",
        "--dns-prefetch-disable",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--mute-audio",
        f"--js-flags=--max-old-space-size={limits.heap_megabytes}",
        f"--renderer-process-limit={limits.processes}",
    ]
