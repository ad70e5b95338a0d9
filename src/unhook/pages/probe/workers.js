(install => install(install, null))((install, base) => {
  const scope = globalThis;
  const frame = typeof document !== "undefined";
  const say = console.debug.bind(console, "unhook");
  const whole = address => {
    try { return new URL(address, frame ? document.baseURI : base || undefined).href } catch { return String(address) }
  };

  // What runs in a worker: all this again, then the worker's own script. What is said to it before that has come
  // is held; to a shared one, the first word is whom it is connected with.
  const hold = `
    const held = [];
    const hold = event => { event.stopImmediatePropagation(); held.push(event) };
    addEventListener("message", hold);`;
  const release = `.then(() => {
      removeEventListener("message", hold);
      for (const { data, ports } of held) dispatchEvent(new MessageEvent("message", { data, ports }));
    });`;
  const connects = `
    self.onconnect = null;
    addEventListener("message", event => {
      event.stopImmediatePropagation();
      const connect = new MessageEvent("connect", { data: "", ports: event.ports, source: event.ports[0] });
      dispatchEvent(connect);
      if (self.onconnect) self.onconnect(connect);
    }, { once: true });`;
  const Own = scope.Worker;
  const started = (address, options, shared) => {
    const place = JSON.stringify(whole(address));
    const again = `(install => install(install, ${place.startsWith('"http') ? place : "null"}))(${install});`;
    const connecting = shared ? connects : "";
    const source = again + (options && options.type === "module"
      ? `${hold}${connecting} import(${place})${release}`
      : `${connecting} importScripts(${place});`);
    try {
      return new Own(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), options);
    } catch {
      say("worker");
      return new Own(address, options);
    }
  };
  if (Own) {
    scope.Worker = new Proxy(Own, { construct: (_, [address, options]) => started(address, options, false) });
  }

  if (frame) {
    scope.SharedWorker = class SharedWorker extends EventTarget {
      constructor(address, options) {
        super();
        const { port1, port2 } = new MessageChannel();
        started(address, typeof options === "string" ? { name: options } : options, true).postMessage("", [port2]);
        this.port = port1;
        this.onerror = null;
      }
    };
    if (scope.ServiceWorkerContainer) {
      const register = { value: async () => say("service-worker") };
      Object.defineProperty(ServiceWorkerContainer.prototype, "register", register);
      Object.defineProperty(navigator.serviceWorker, "register", register);
    }
    addEventListener("securitypolicyviolation", event => {
      const ours = event.effectiveDirective === "worker-src" && event.blockedURI.startsWith("blob");
      if (ours && event.disposition === "enforce") say("worker");
    }, true);
    return;
  }

  for (const name of ["WebTransport", "WebSocketStream"]) delete scope[name];
  const ask = scope.fetch.bind(scope);
  scope.WebSocket = class WebSocket extends EventTarget {
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
  if (!base) return;

  // A worker from a blob knows no address, against which it would read others.
  const load = scope.importScripts.bind(scope);
  const open = XMLHttpRequest.prototype.open;
  scope.fetch = (address, more) => ask(typeof address === "string" ? whole(address) : address, more);
  scope.importScripts = (...all) => load(...all.map(whole));
  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    return open.call(this, method, whole(address), ...more);
  };
  for (const name of ["EventSource", "Request"]) {
    scope[name] = class extends scope[name] {
      constructor(address, more) { super(typeof address === "string" ? whole(address) : address, more) }
    };
  }
});
