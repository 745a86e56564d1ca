/* The keyboard: letters act only while the focus is inside a row of the register. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.facts.may) return;
  const { $, form, rows, facts, allowed } = register;
  const WAIT = 1200; // Milliseconds for the digit of C1, J1, Y1 and the like.
  let pending = "", timer = 0;

  function flush() {
    window.clearTimeout(timer);
    const key = pending;
    pending = "";
    if (key) register.tell("");
    if (key && allowed.includes(key)) register.mark(key);
  }
  function refusal(code) {
    if (code === "P") return "P means sporting activity. For present press / or Space.";
    return facts.teacher ? "The office records " + code + ". For absent press A." : "You cannot record " + code + " here.";
  }
  function letter(code) {
    if (pending) flush();
    if (code === "A" || code === "N") { register.markAbsent(); return true; }
    if (code === "P" && facts.teacher && !register.picked().every((row) => row.dataset.offer === code)) { register.tell(refusal(code)); return true; }
    if (allowed.some((one) => one.length === 2 && one[0] === code)) {
      pending = code;
      if ($("typed")) $("typed").textContent = code + "_";
      timer = window.setTimeout(flush, WAIT);
      return true;
    }
    if (register.picked().every((row) => register.may(row, code))) { register.mark(code); return true; }
    if (!facts.teacher && !register.codes[code] && !"BCDEGHIJKMOQRSTVWXYZ".includes(code)) return false;
    register.tell(refusal(code));
    return true;
  }

  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); if (register.canMark) register.undo(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest(".pr");
    if (!row) return;
    register.stand(row);
    const key = event.key, control = event.target.closest("button, a");
    let handled = true;
    if (key === "ArrowDown" || key === "ArrowUp") { flush(); register.go(register.at() + (key === "ArrowDown" ? 1 : -1), event.shiftKey); }
    else if (key === "Home" || key === "End") { flush(); register.go(key === "Home" ? 0 : rows.length - 1, event.shiftKey); }
    else if (control && key === " " && control.tagName === "A") { if (control.classList.contains("more")) control.click(); }
    else if (control && (key === "Enter" || key === " ")) handled = false;
    else if (key === "/" || key === "\\" || key === " ") { pending = ""; register.tell(""); register.mark(register.present); }
    else if (key === "Backspace" || key === "Delete") { pending = ""; register.clear(); }
    else if (key === "Enter") { if (pending) flush(); else register.next(); }
    else if (pending && /^[0-9]$/.test(key)) {
      if (allowed.includes(pending + key)) { pending += key; flush(); }
      else register.tell(refusal(pending + key));
    } else handled = /^[a-z]$/i.test(key) && letter(key.toUpperCase());
    if (handled) event.preventDefault();
  });
})();
