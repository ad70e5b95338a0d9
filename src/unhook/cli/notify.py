"""`unhook notify`: tell other systems what happens, as the configuration says."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unhook.export.webhooks import Webhook
    from unhook.settings import Settings
    from unhook.store import Store

_LOOK_SECONDS = 1.0


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "notify",
        help="tell webhooks, a log and Prometheus what happens",
        description="Follow the store, and tell what happens to the addresses that [export] names, and to no"
        " others. Several may run beside each other.",
    )
    parser.add_argument("--config", metavar="FILE", type=Path, required=True, help="see docs/out.md")
    parser.add_argument("--once", action="store_true", help="end when nothing is due any more")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Follow until it is told to stop; 0. Raises `ConfigError` for what cannot be had."""
    import logging
    import signal
    import sys
    import threading

    from unhook.cli.config import needed
    from unhook.errors import ConfigError, StoreError

    with needed():
        from unhook.settings import load
    settings = load(args.config)
    if settings.store.url is None:
        raise ConfigError("[store] names no url: there is nothing to follow")
    from unhook.export.webhooks import Webhook
    from unhook.store import Store

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    hooks = tuple(map(Webhook.open, settings.export.webhook))
    store = Store.open(settings.store.url)
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    if settings.export.metrics and not args.once:
        from unhook.export.metrics import Metrics

        Metrics(store).serve(settings.export.metrics)
    while not stop.is_set():
        try:
            busy = _step(store, settings, hooks)
        except StoreError as error:
            if args.once or not error.temporary:
                raise
            logging.error("later: %s", error)
            busy = False
        if not busy and (args.once or stop.wait(_LOOK_SECONDS)):
            break
    store.close()
    return 0


def _step(store: "Store", settings: "Settings", hooks: "tuple[Webhook, ...]") -> bool:
    """Tell what is new; whether there was anything."""
    from unhook.export import webhooks
    from unhook.export.events import since
    from unhook.export.lines import FORMS
    from unhook.store import deeds

    told = webhooks.plan(store, hooks)
    told += sum(webhooks.deliver(store, hook) for hook in hooks)
    form = FORMS.get(settings.export.log)
    if form is not None:
        with store.writing() as connection:
            now = store.now()
            for event in since(connection, "log", now):
                key = f"log:{event.key}"
                if deeds.plan(connection, key, kind="log", target="log", by="notify", at=now):
                    # Before the end of the transaction: a line may be written twice, none is lost.
                    print(form(event), flush=True)
                    deeds.performed(connection, key, by="notify", at=now)
                    told += 1
    return told > 0
