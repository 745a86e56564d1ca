/* The dialogues: minutes late, more codes, the reason for a change, and the keys. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.facts.may) return;
  const { $, form, facts } = register;
  let about = [], asked = "";

  function back() { // Focus goes back to the row that the dialogue was about.
    if (about.length) register.go(register.rows.indexOf(about[0]));
  }
  function minutesWord() {
    const code = register.lateness(+$("mins-out").value);
    $("mins-word").textContent =
      code === "U" ? "Late (U). After the register closed at " + register.words(register.closes) + ": counts as an unauthorised absence."
      : code === "L" ? "Late (L), before the register closed. Counts as present." : "Present.";
  }
  function askMinutes(rows) {
    about = rows;
    $("mins-who").textContent = rows.length > 1 ? rows.length + " pupils" : register.name(rows[0]);
    $("mins-out").value = rows[0].dataset.mins || 5;
    minutesWord();
    $("mins-d").showModal();
  }
  const wantedFor = (row, code) => (code === "ABSENT" ? row.dataset.known || "N" : code);
  function askReason(list, code, mins) {
    const row = list[0], wanted = wantedFor(row, code);
    about = list;
    asked = code;
    const late = wanted === "L" || wanted === "U";
    const ask = $("reason-f");
    ask.action = register.address(row);
    ask.elements.code.value = wanted;
    ask.elements.seen_version.value = row.dataset.version;
    ask.elements.minutes.value = !late ? "" : mins || row.dataset.mins || register.minutesNow() || "";
    ask.elements.minutes.required = late;
    $("reason-mins").hidden = !late;
    $("reason-who").textContent = list.length > 1 ? list.length + " pupils" : register.name(row);
    $("reason-what").textContent = late ? "late" : register.meaning(wanted).replace(/^./, (letter) => letter.toLowerCase());
    $("reason-d").showModal();
    $("reason-text").focus();
  }
  /* One reason for a range; each pupil's entry is changed by itself, as the page of it would. */
  function changeAll(ask) {
    const list = about, failed = [];
    const one = (row) => {
      const fields = new FormData(ask);
      fields.set("code", wantedFor(row, asked));
      fields.set("seen_version", row.dataset.version);
      return fetch(register.address(row), { method: "POST", body: fields }).then(
        (answer) => {
          const signedOut = new URL(answer.url).pathname === facts.signIn;
          if (signedOut) register.askPassword(true);
          if (signedOut || !answer.redirected) failed.push(register.name(row));
        },
        () => { failed.push(register.name(row)); },
      );
    };
    list.reduce((before, row) => before.then(() => one(row)), Promise.resolve()).then(() => {
      if (!failed.length) { location.reload(); return; }
      register.tell("Not changed: " + failed.join(", ") + ". The others were. Open the register again to see them.");
    });
  }
  $("reason-f").addEventListener("submit", (event) => {
    if (about.length < 2) return;
    event.preventDefault();
    $("reason-d").close();
    changeAll(event.target);
  });
  function moreCodes(row) {
    about = [row];
    $("more-who").textContent = register.name(row);
    $("more-history").href = register.address(row);
    // What the office recorded for this pupil may be kept or restored by anybody who marks.
    const known = row.dataset.known || row.dataset.offer, box = $("more-known");
    box.hidden = !known || register.allowed.includes(known);
    if (!box.hidden) {
      const button = box.querySelector("button"), chip = button.querySelector(".code");
      button.dataset.codePick = chip.textContent = known;
      chip.className = "code code--" + register.codes[known].f;
      button.lastElementChild.textContent = register.meaning(known);
    }
    $("codes-d").showModal();
  }

  form.addEventListener("click", (event) => {
    const row = event.target.closest(".pr");
    if (row && event.target.closest(".mins")) { if (register.canAmend) askReason([row], "L"); else askMinutes([row]); }
    if (row && event.target.closest(".more") && !register.locked) { event.preventDefault(); moreCodes(row); }
    if (event.target.closest("#keys")) $("keys-d").showModal();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step], [data-code-pick], [data-close], #mins-save");
    if (!button) return;
    const dialog = button.closest("dialog");
    if (button.dataset.step) {
      $("mins-out").value = Math.max(0, Math.min(400, +$("mins-out").value + +button.dataset.step));
      minutesWord();
      return;
    }
    dialog.close();
    if (button.id === "mins-save") { register.set(about, "L", +$("mins-out").value); back(); }
    else if (button.dataset.codePick && register.set(about, button.dataset.codePick)) back();
    else if (!document.querySelector("dialog[open]")) back();
  });
  Object.assign(register, { askMinutes, askReason });
})();
