self.addEventListener("install", () => { fetch("/leak/service-fetch"); });
