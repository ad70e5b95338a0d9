from campaigns.conftest import opener, postgresql, store, url

__all__ = ["opener", "postgresql", "store", "url"]
