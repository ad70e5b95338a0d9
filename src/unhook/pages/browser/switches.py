"""What Chromium is told to leave alone.

The empty network holds without these. They spare pages the waiting, and they are the second wall.
"""

from unhook.limits import BrowserLimits

REMOVED = ("RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "SharedWorker", "WebSocketStream")
"""Ways past the broker, which pages do not find."""

_PLAYWRIGHTS = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
# The list below an address bar that nobody sees takes a process in each window, and half of all the time.
_UNSEEN = ("WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup")
FEATURES_OFF = (*_PLAYWRIGHTS, *_UNSEEN)
"""Of two such switches Chromium takes the last, so that those which Playwright turns off are named again."""

SCRIPT = f"for (const name of {list(REMOVED)!r}) delete globalThis[name];"
"""Runs in each frame before the page's own scripts."""


def switches(limits: BrowserLimits) -> list[str]:
    """Chromium's switches, beside those that Playwright sets."""
    return [
        "--disable-blink-features=SharedWorker",
        "--disable-crash-reporter",
        f"--disable-features={','.join(FEATURES_OFF)}",
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
