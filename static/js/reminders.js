/* Every minute, while somebody can see the page: which registers is this person asked for? The
   answer stands at the top. It waits while somebody taps, so that nothing moves under a finger.
   Asking is not activity. */
(function () {
  "use strict";
  const box = document.getElementById("asked");
  if (!box) return;
  const EVERY = 60000, STILL = 3000, PATIENCE = 15000; // Milliseconds.
  let timer = 0, shows = 0, touched = -STILL;

  function look() {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, EVERY);
    if (document.visibilityState !== "visible" || !navigator.onLine) return;
    const headers = { "HX-Request": "true", "X-Rollbook-Poll": "1" };
    fetch(box.dataset.address, { credentials: "same-origin", headers, signal: AbortSignal.timeout(PATIENCE) })
      .then((reply) => (reply.ok ? reply.text() : null))
      .then((text) => { if (text !== null) show(text); })
      .catch(() => { /* Without a line the next time tries again. */ });
  }
  function show(text) {
    window.clearTimeout(shows);
    const found = document.createElement("template");
    found.innerHTML = text;
    if (found.content.textContent.trim() === box.textContent.trim()) return;
    if (performance.now() - touched < STILL) { shows = window.setTimeout(show, STILL, text); return; }
    box.replaceChildren(found.content);
  }

  /* Putting one away leaves the page, and what waits in it, alone. */
  box.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "HX-Request": "true" } })
      .then((reply) => {
        if (!reply.ok) { box.replaceChildren(); look(); return; } // With the token of now.
        form.closest(".note").remove();
        document.getElementById("main").focus({ preventScroll: true });
      })
      .catch(() => { /* It stays, to be tried again. */ });
  });
  ["pointerdown", "keydown"].forEach((name) => document.addEventListener(name, () => { touched = performance.now(); }, true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  if ("unknown" in box.dataset) look();
  else timer = window.setTimeout(look, EVERY);
})();
