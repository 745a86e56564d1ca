/* Mark pupils, move between them, and undo back to the opening of the page. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.facts.may) return;
  const { $, form, rows } = register;
  let undoStack = [];
  let current = -1, anchor = -1;

  /* What the code comes to for one row: absence as the office knows it, lateness by its minutes. */
  function resolve(row, code, mins) {
    if (code === "ABSENT") return { code: row.dataset.known || "N", mins: "" };
    if (code !== "L" && code !== "U") return { code, mins: "" };
    const late = mins === undefined || mins === "" ? register.minutesNow() : +mins;
    if (late === null) return null;
    const judged = register.lateness(late);
    return { code: judged, mins: judged === register.present ? "" : late };
  }

  function set(list, code, mins) {
    if (register.locked) { register.tell("This register has been submitted. Open it again to change a mark."); return false; }
    if (register.canAmend) { register.askReason(list, code, mins); return false; }
    if (register.codes[code] && register.codes[code].r && !list.every((row) => row.dataset.known === code || row.dataset.offer === code)) { register.askReason(list, code, mins); return false; }
    const values = list.map((row) => resolve(row, code, mins));
    if (values.includes(null)) { register.askMinutes(list); return false; }
    undoStack.push(list.map((row) => ({ row, value: register.get(row) })));
    list.forEach((row, at) => register.put(row, values[at]));
    changed(list);
    const first = register.short(list[0].dataset.code);
    register.tell("");
    register.say(list.length > 1 ? list.length + " pupils: " + first : register.name(list[0]) + ": " + first);
    return true;
  }
  function changed(list) {
    register.count();
    $("undo").disabled = undoStack.length === 0;
    register.save(list);
  }
  /* Somebody else's mark is not among what this person may take back. */
  function forget(row) {
    undoStack = undoStack.map((step) => step.filter((one) => one.row !== row)).filter((step) => step.length);
    if ($("undo")) $("undo").disabled = undoStack.length === 0;
  }
  function undo() {
    const step = register.locked ? null : undoStack.pop();
    if (!step) return;
    step.forEach(({ row, value }) => register.put(row, value));
    changed(step.map(({ row }) => row));
    go(rows.indexOf(step[0].row));
    register.say("Undone: " + step.map(({ row }) => register.name(row)).join(", "));
  }

  function here(from, to) {
    rows.forEach((row, at) => row.classList.toggle("is-here", at >= from && at <= to));
  }
  function go(to, extend) {
    if (to < 0 || to >= rows.length) return;
    if (!extend) anchor = to;
    current = to;
    const first = Math.min(anchor, to), last = Math.max(anchor, to);
    here(first, last);
    const radio = rows[to].querySelector("input:checked") || rows[to].querySelector("input[type=radio], .more");
    radio.focus({ preventScroll: true });
    rows[to].scrollIntoView({ block: "nearest" });
    if (extend) register.say(last - first + 1 + " pupils selected");
  }
  function stand(row) { // Focus came to this row by itself.
    const at = rows.indexOf(row);
    if (at === current) return;
    current = anchor = at;
    here(at, at);
  }
  const picked = () => rows.slice(Math.max(0, Math.min(anchor, current)), Math.max(anchor, current) + 1);
  function next() {
    let at = current + 1;
    while (at < rows.length && rows[at].dataset.code) at++;
    go(at < rows.length ? at : Math.min(current + 1, rows.length - 1));
  }
  function mark(code) {
    const list = picked();
    if (!set(list, code)) return;
    if (list.length > 1) anchor = current;
    next();
  }
  /* What is offered waits until somebody says so: neither absence nor Mark rest present takes it. */
  function markAbsent() {
    const list = picked(), offered = list.filter((row) => row.dataset.offer && !row.dataset.code);
    const others = list.filter((row) => !offered.includes(row));
    if (!offered.length) { mark("ABSENT"); return; }
    if (others.length && !set(others, "ABSENT")) return;
    const names = offered.map(register.name).join(", "), code = offered[0].dataset.offer;
    register.tell("Trip is offered for " + names + ". Press " + code + " for the trip, or choose absent under More codes.");
  }
  function clear() {
    if (register.canAmend) { register.tell("A mark in a submitted register can be changed, not cleared."); return; }
    const list = picked().filter((row) => row.dataset.code);
    if (list.length) set(list, "");
  }
  function markRest() {
    const list = register.rest();
    if (list.length) set(list, register.present);
    const open = register.unmarked()[0];
    if (open) go(rows.indexOf(open));
    else $("submit").focus();
  }
  function submit() {
    const open = register.unmarked()[0];
    if (!open) { register.submit(); return; }
    go(rows.indexOf(open));
    register.tell("Not submitted. " + register.name(open) + " is the first pupil not marked.");
  }

  form.addEventListener("change", (event) => {
    const row = event.target.closest(".pr");
    if (!row || event.target.type !== "radio") return;
    const before = register.get(row);
    current = anchor = rows.indexOf(row);
    if (!set([row], event.target.value)) register.put(row, before);
  });
  form.addEventListener("focusin", (event) => { const row = event.target.closest(".pr"); if (row) stand(row); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "undo") undo();
    if (button.id === "rest") { event.preventDefault(); markRest(); }
    if (button.id === "submit") { event.preventDefault(); submit(); }
  });
  Object.assign(register, { set, undo, go, stand, picked, next, mark, markAbsent, clear, forget, at: () => current });
  if ($("undo")) { $("undo").hidden = false; $("keys").hidden = false; }
})();
