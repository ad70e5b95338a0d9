(() => {
  const Own = globalThis.Worker;
  if (!Own) return;
  const prelude = base => {
    const ask = self.fetch.bind(self);
    const whole = address => { try { return new URL(address, base).href } catch { return address } };
    if (base) {
      const load = self.importScripts.bind(self);
      const open = XMLHttpRequest.prototype.open;
      self.fetch = (address, more) => ask(typeof address === "string" ? whole(address) : address, more);
      self.importScripts = (...all) => load(...all.map(whole));
      XMLHttpRequest.prototype.open = function (method, address, ...more) {
        return open.call(this, method, whole(address), ...more);
      };
    }
    self.WebSocket = class extends EventTarget {
      constructor(address) {
        super();
        this.url = String(address);
        this.readyState = 1;
        this.tell();
        setTimeout(() => {
          const event = new Event("open");
          if (this.onopen) this.onopen(event);
          this.dispatchEvent(event);
        });
      }
      tell(body) {
        ask("https://socket.invalid/?" + encodeURIComponent(this.url), { method: "POST", mode: "no-cors", body });
      }
      send(body) { this.tell(body) }
      close() { this.readyState = 3 }
    };
  };
  globalThis.Worker = new Proxy(Own, {
    construct(target, [address, ...more]) {
      if (more[0] && more[0].type === "module") return new target(address, ...more);
      const place = new URL(address, document.baseURI).href;
      const base = place.startsWith("http") ? JSON.stringify(place) : "null";
      const source = `(${prelude})(${base});importScripts(${JSON.stringify(place)});`;
      return new target(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), ...more);
    },
  });
})();
