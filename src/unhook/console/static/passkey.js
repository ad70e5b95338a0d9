// Asks the browser for a passkey, and sends its answer as a form. Where it can not, the form stays unseen.
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const kind = globalThis.PublicKeyCredential;
  if (!kind || !kind.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = JSON.parse(form.dataset.options);
    try {
      const given = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: kind.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: kind.parseRequestOptionsFromJSON(asked) });
      form.elements.answer.value = JSON.stringify(given);
      form.submit();
    } catch {
      form.querySelector("[role=alert]").hidden = false;
    }
  });
}
