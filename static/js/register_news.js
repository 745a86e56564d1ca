/* Every ten seconds while somebody can see the page: what others have marked, who else is here,
   and whether the register is still to be taken. Asking is not activity. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.rows.length) return;
  const { $, facts, rows, queue, question } = register;
  const EVERY = 10000, SHOWN = 10000, PATIENCE = 15000; // Milliseconds.
  let tag = "", timer = 0, asking = false, again = false, over = false;

  function look() {
    window.clearTimeout(timer);
    if (over) return;
    timer = window.setTimeout(look, EVERY);
    if (document.visibilityState !== "visible" || !navigator.onLine) return;
    again = asking; // Whoever looks while an answer is on its way wants what came after it.
    if (asking) return;
    asking = true;
    const headers = { Accept: "application/json", "X-Rollbook-Poll": "1" }, asked = performance.now();
    if (tag && !register.isSignedOut()) headers["If-None-Match"] = tag; // Else who asks must be said.
    fetch(facts.news, { credentials: "same-origin", headers, signal: AbortSignal.timeout(PATIENCE) }).then((reply) => {
      if (reply.status === 200) return reply.json().then((answer) => heard(answer, reply.headers.get("ETag"), asked));
      if (reply.status === 401) (register.stop || register.askPassword)(401);
      if (reply.status === 403 || reply.status === 404) over = true;
      return null;
    }).catch(() => { /* Without a line the next time tries again. */ }).then(() => { asking = false; if (again) look(); });
  }

  function heard(answer, newTag, asked) {
    if (answer.person !== register.person) {
      over = true;
      if (register.stop) register.stop(403);
      return;
    }
    register.signedInAgain();
    $("here").textContent = answer.here;
    $("here").hidden = !answer.here;
    register.learn(answer.codes);
    tag = takeIn(answer.marks, asked) ? newTag : "";
    if (answer.state !== facts.state) turned(answer);
  }

  /* What this person is choosing or has on its way is theirs: the server asks about it. */
  function isTheirs(row) {
    return Boolean(document.querySelector("dialog[open]:not(#again-d)")) || (queue && queue.holds(+row.dataset.pupil)) || (question && question.open().includes(row));
  }
  /* Says whether everything could be shown; asked: when, so that what was saved since stands. */
  function takeIn(marks, asked) {
    const said = [];
    let all = true;
    (marks || []).forEach((mark) => {
      const row = register.rowOf(mark.pupil);
      if (!row || mark.version === +row.dataset.version) return;
      if (isTheirs(row) || row.savedAt > asked) { all = false; return; }
      if (show(row, mark)) said.push(register.name(row) + ": " + mark.news);
    });
    register.count();
    if (said.length) register.say(said.join(". "));
    return all;
  }
  /* Says whether anything differs to the eye: the mark that a plan became looks as the plan did. */
  function show(row, mark) {
    const before = row.dataset.version, had = register.get(row), minutes = mark.minutes === null ? "" : String(mark.minutes);
    row.dataset.version = mark.version;
    row.stored = { code: mark.code, mins: mark.minutes };
    if (mark.known) know(row, mark.known);
    if (had.code === mark.code && had.mins === minutes) return false;
    row.before = before;
    row.cameAt = performance.now();
    register.put(row, row.stored);
    register.forget(row);
    note(row, mark.news);
    return true;
  }
  /* Absent now writes what the office has, unless a trip is offered there. */
  function know(row, code) {
    row.dataset.known = code;
    const button = row.querySelectorAll(".mk")[2];
    if (!button || row.dataset.offer) return;
    button.className = "mk " + (register.codes[code].f === "auth" ? "mk--k" : "mk--a");
    button.querySelector("input").value = code;
    button.querySelector(".g").textContent = code;
  }
  function note(row, text) {
    const place = row.querySelector(".nt"), others = place.querySelectorAll(".tag");
    const words = document.createElement("span");
    place.querySelectorAll(".news").forEach((old) => old.remove());
    others.forEach((other) => { other.hidden = true; });
    words.className = "tag tag--info news";
    words.textContent = text;
    place.append(words);
    window.setTimeout(() => {
      if (!words.isConnected) return; // A newer one has taken its place.
      words.remove();
      others.forEach((other) => { other.hidden = false; });
    }, SHOWN);
  }

  function tellAbove(words, again) {
    $("news-words").textContent = words;
    $("news-again").hidden = !again;
    $("news-note").hidden = false;
  }
  /* Somebody else submitted it, the school was closed, or it opened: said, and nothing is marked
     on a page that no longer fits. */
  function turned(answer) {
    const was = facts.state;
    facts.state = answer.state;
    if (was === "open" && answer.state === "missing") return; // The clock in the page says so.
    if (answer.state === "taken") {
      $("closing").textContent = "taken";
      tellAbove(answer.submitted + ". Marks can now be changed only with a reason.", true);
    } else if (answer.state === "closed") tellAbove("The school is now recorded as closed without warning in this session.", true);
    else tellAbove("This register can be marked now.", true);
    if (facts.may !== "mark") return;
    register.locked = true;
    $("register").querySelectorAll(".marks, .mins").forEach((part) => { part.disabled = true; });
    const bar = document.querySelector(".reg-bar");
    if (bar) bar.hidden = true;
    $("closed-note").hidden = true;
    if (answer.submitted && !queue.size()) register.show("saved", answer.submitted);
  }
  /* What a register that is no longer this person's to mark did not accept: each pupil with the
     choice, and why. */
  function notSaved(list, why) {
    $("unsaved-words").textContent = "Not saved: " + list.join("; ") + ". " + why;
    $("unsaved").hidden = false;
  }

  Object.assign(register, { look, takeIn, notSaved });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  window.addEventListener("online", look);
  look();
})();
