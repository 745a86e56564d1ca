/* The password box over the register once the sign-in has ended. Only the person whose page it is
   can go on: the address is theirs and cannot be changed, and the server lets in nobody else. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  const { $ } = register || {};
  const dialog = register && $("again-d");
  if (!dialog) return;
  const ask = $("again-f"), password = $("again-password"), wrong = $("again-wrong");
  const PAUSE = 1000; // Milliseconds without a mark: the box does not take keys meant for the register.
  let ended = false, dismissed = false, busy = false, timer = 0;

  function say(text) {
    wrong.textContent = text;
    wrong.hidden = !text;
    wrong.parentElement.classList.toggle("field--err", Boolean(text));
  }
  /* Opens once; after Not now only where the person asks for it. */
  function askPassword(wanted) {
    ended = true;
    window.clearTimeout(timer);
    if (dialog.open || (dismissed && !wanted)) return;
    if (performance.now() - register.markedAt < PAUSE) { timer = window.setTimeout(askPassword, PAUSE / 4, wanted); return; }
    const kept = register.unsaved ? register.unsaved() : 0;
    $("again-kept").textContent = kept ? (kept === 1 ? "1 mark is" : kept + " marks are") + " kept on this device and saved once you are signed in." : "Nothing on this page is lost.";
    password.value = "";
    say("");
    dialog.showModal();
    password.focus();
  }
  /* Also where the same person has signed in again in another tab. */
  function signedInAgain() {
    if (!ended) return;
    window.clearTimeout(timer);
    ended = dismissed = false;
    if (dialog.open) dialog.close();
    document.dispatchEvent(new Event("rollbook:signed-in"));
    if (register.signedIn) register.signedIn();
  }

  /* The page's token may be older than the browser's; then it is asked for once. */
  function send(renewed) {
    return register.sendForm(ask.action, new FormData(ask)).then((heard) => {
      if (!heard.answer.csrf || renewed) return heard;
      return fetch(ask.action, { credentials: "same-origin", headers: { Accept: "application/json" } })
        .then((reply) => reply.json())
        .then((answer) => { register.setToken(answer.csrf_token); return send(true); });
    });
  }
  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy || !password.value) { password.focus(); return; }
    busy = true;
    send(false).then(({ status, answer }) => {
      if (status === 200 && answer.person === register.person) {
        register.setToken(answer.csrf_token);
        password.value = "";
        signedInAgain();
        register.look();
        return;
      }
      say(answer.message || answer.error || "Not signed in. Try again.");
      password.value = "";
      password.focus();
    }, () => say("Not connected. Try again in a moment; nothing is lost.")).then(() => { busy = false; });
  });
  /* The sign-in page leads back here, and the marks are kept for this person: nothing is asked. */
  $("again-page").addEventListener("click", () => { if (register.leaveKept) register.leaveKept(); });
  $("again-later").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (!ended) return;
    dismissed = true;
    if (register.cancelSubmit) register.cancelSubmit();
  });
  Object.assign(register, { askPassword, signedInAgain, isSignedOut: () => ended, signInAddress: $("again-page").href });
})();
