/* Ask in the row where somebody else marked the pupil first: their mark stands until answered. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.saves) return;
  const asked = (row) => row.querySelector(".ask");
  const open = () => register.rows.filter(asked);

  /* Another choice for the pupil answers the question, too. */
  function answer(row) { if (asked(row)) asked(row).remove(); }

  function ask(row, conflict, mine) {
    answer(row);
    const box = document.createElement("div"), text = document.createElement("p");
    box.className = "ask";
    text.textContent = conflict.sentence + " Keep that, or use yours (" + register.short(mine.code) + ")?";
    box.append(text);
    const button = (label, which, chosen) => {
      const one = document.createElement("button"), more = document.createElement("span");
      one.type = "button";
      one.className = "btn btn--s";
      one.textContent = label;
      more.className = "vh";
      more.textContent = ": " + which + " for " + register.name(row);
      one.append(more);
      one.addEventListener("click", () => {
        answer(row);
        chosen();
        register.count();
        register.say(register.name(row) + ": " + register.short(row.dataset.code));
      });
      box.append(one);
    };
    button("Keep", "what is there", () => register.settled());
    button("Use mine", "my mark", () => { register.put(row, { code: mine.code, mins: mine.minutes }); register.save([row]); });
    row.append(box);
    register.say(register.name(row) + ". " + text.textContent);
  }
  register.question = { ask, answer, open };
})();
