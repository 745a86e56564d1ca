/* Ask before signing out drops the marks that this person left waiting on this device. */
(function () {
  "use strict";
  const dialog = document.getElementById("leave-d");
  if (!dialog) return;
  const $ = (id) => document.getElementById(id);
  const mine = "rollbook:" + dialog.dataset.person + ":"; // Then the class, the day and the half.

  function kept() {
    try { return Object.keys(sessionStorage).filter((key) => key.startsWith(mine)); } catch { return []; }
  }
  /* How many pupils' marks a register holds back; what cannot be read cannot be saved. */
  function waiting(key) {
    try { return new Set(JSON.parse(sessionStorage.getItem(key)).map((change) => change.pupil)).size; } catch { return 0; }
  }
  function address(key) {
    return dialog.dataset.registers + key.slice(mine.length).toLowerCase().split(":").join("/") + "/";
  }

  /* The register that is open counts from memory: a device may keep nothing. */
  function left() {
    const open = window.rollbookRegister, register = open && open.unsaved ? open : null;
    const elsewhere = kept().filter((key) => waiting(key) && !(register && key === register.facts.key));
    const here = register ? register.unsaved() : 0; // With the questions that wait for an answer.
    return { register, here, elsewhere, all: elsewhere.reduce((sum, key) => sum + waiting(key), here) };
  }

  function ask(out) {
    const { register, here, elsewhere, all } = left();
    $("leave-count").textContent = all + (all === 1 ? " mark" : " marks");
    $("leave-wait").hidden = here === 0;
    $("leave-back").hidden = here > 0;
    if (!here) $("leave-back").href = address(elsewhere[0]);
    $("leave-drop").onclick = () => {
      if (register) register.dropAll();
      kept().forEach((key) => sessionStorage.removeItem(key));
      going = true;
      out.submit();
    };
    dialog.showModal();
  }

  /* Pages that are open in other tabs may show names: they hear that the person has gone. */
  let going = false;
  window.addEventListener("pagehide", () => {
    if (going && window.BroadcastChannel) new BroadcastChannel("rollbook").postMessage("signed out");
  });

  $("leave-wait").addEventListener("click", () => dialog.close());
  document.addEventListener("submit", (event) => {
    const out = event.target.closest(".sign-out");
    if (!out) return;
    going = !left().all;
    if (going) return;
    event.preventDefault();
    ask(out);
  });
})();
