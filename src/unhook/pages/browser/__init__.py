"""Chromium where nothing can be reached: whatever a page asks for is answered by a `broker.Broker`.

The way is `Browser`, Playwright, `enclosure`, Chromium.
"""
