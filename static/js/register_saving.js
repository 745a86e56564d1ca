/* Save the queue in small requests, say in words where it stands, and ask before it is lost. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.saves) return;
  const { $, facts, queue, post, question } = register;
  const TOGETHER = 300, RETRIES = [2000, 5000, 10000, 15000]; // Milliseconds.
  const state = $("save"), icons = $("save-icons").content;
  const refused = []; // What a register that was taken meanwhile did not accept, in words.
  let timer = 0, tries = 0, busy = false, wantsSubmit = false, leaving = false;
  let out = ""; // "session" once the sign-in has ended, "other" where the page is no longer theirs.
  let calm = state.textContent; // What it says while nothing waits.

  const marks = (number) => number + (number === 1 ? " mark" : " marks");
  const wait = (tried) => RETRIES[Math.min(tried, RETRIES.length - 1)];
  function show(icon, text) {
    const drawing = icons.querySelector("[data-icon=" + icon + "] svg").cloneNode(true);
    const label = document.createElement("span");
    label.textContent = text;
    state.replaceChildren(drawing, label);
    state.classList.toggle("is-bad", icon === "off" || icon === "bad");
    return label;
  }
  function showButton(text, onClick) {
    const label = show("bad", text + " "), button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = "Try again";
    button.addEventListener("click", onClick);
    label.append(button);
  }
  /* A way out that keeps the marks on the device for this person, so nothing is asked. */
  function showLink(before, words, address, after) {
    const label = show("bad", before), link = document.createElement("a");
    link.href = address;
    link.textContent = words;
    link.addEventListener("click", (event) => { leaving = !(event.ctrlKey || event.metaKey || event.shiftKey); });
    label.append(link, after);
  }
  function waitingWords() {
    if (!navigator.onLine || tries < 4) show("off", "Not connected. " + marks(queue.size()) + " kept on this device");
    else showButton(marks(queue.size()) + " not saved.", () => { tries = 0; send(); });
  }
  function outWords() {
    const kept = queue.size();
    if (out === "session") showLink("You are signed out. " + (kept ? marks(kept) + " kept on this device. " : ""), "Sign in", register.signInAddress, "");
    else showLink("", "Open the register again", location.pathname, " to " + (kept ? "save " + marks(kept) : "go on"));
  }

  function later(pause) { window.clearTimeout(timer); timer = window.setTimeout(send, pause); }
  function retry() {
    waitingWords();
    if (wantsSubmit) register.tell("Submitting when connected.");
    later(wait(tries++));
  }

  function send() {
    window.clearTimeout(timer);
    if (busy || out) return;
    const changes = queue.take();
    if (!changes.length) { if (wantsSubmit) submitNow(); return; }
    if (!navigator.onLine) { retry(); return; }
    busy = true;
    post(facts.marks, { changes, seen: register.newest() }).then(
      ({ status, answer }) => { busy = false; heard(status, answer, changes); },
      () => { busy = false; retry(); },
    );
  }

  function heard(status, answer, changes) {
    if (status === 200) { tries = 0; accept(answer, changes); return; }
    if (status === 401 || answer.csrf || answer.other) { stop(status); return; }
    if ([403, 404, 422].includes(status) && answer.error) { refuse(answer, changes); return; }
    retry();
  }

  /* Nothing more is sent until the same person has signed in again; the marks wait. */
  function stop(status) {
    const before = out;
    out = status === 401 ? "session" : "other";
    if (out !== before) outWords();
    if (out === "session") register.askPassword();
    else wantsSubmit = false;
  }
  function signedIn() {
    if (out !== "session") return;
    out = "";
    tries = 0;
    if (queue.size() || wantsSubmit) { show("saving", "Saving…"); send(); } else settled();
  }

  /* Says that all is saved, unless a row still asks. */
  function settled(at) {
    if (at) calm = "All marks saved " + at;
    const asking = question.open().length;
    if (queue.size()) return;
    if (asking) show("bad", marks(asking) + " not saved. See the row");
    else if (refused.length) show("bad", marks(refused.length) + " not saved");
    else show("saved", calm);
  }
  function accept(answer, changes) {
    register.setClock(answer.second);
    register.learn(answer.codes);
    queue.settle(changes);
    answer.saved.forEach((mark) => { stored(mark); queue.rebase(mark.pupil, mark.version); });
    answer.conflicts.forEach((conflict) => {
      const row = stored(conflict);
      register.forget(row);
      wantsSubmit = false;
      /* A newer choice on its way is asked about in its turn. */
      if (!queue.holds(conflict.pupil)) question.ask(row, conflict, changes.find((change) => change.pupil === conflict.pupil));
    });
    register.takeIn(answer.others);
    register.count();
    if (queue.size()) { later(0); return; }
    settled(answer.saved_at);
    if (wantsSubmit) submitNow();
  }
  function stored(mark) {
    const row = register.rowOf(mark.pupil);
    row.dataset.version = mark.version;
    row.savedAt = performance.now();
    row.stored = { code: mark.code, mins: mark.minutes };
    if (!queue.waitsFor(mark.pupil)) register.put(row, row.stored);
    return row;
  }

  /* A refusal is of the whole request: find the change it was about, and put that row back. */
  function refuse(answer, changes) {
    if (changes.length > 1) { queue.split(); later(0); return; }
    const row = register.rowOf(changes[0].pupil);
    queue.settle(changes);
    wantsSubmit = false;
    if (!queue.waitsFor(changes[0].pupil)) register.put(row, row.stored);
    register.count();
    if (answer.taken || !register.canMark) {
      refused.push(register.name(row) + " (" + register.short(changes[0].code) + ")");
      register.notSaved(refused, answer.taken ? "The register had been submitted. Open it again and change the mark with a reason, or tell the office." : answer.error + " Tell the office.");
      register.look();
      settled();
    } else {
      register.tell(register.name(row) + " not saved. " + answer.error);
      show("bad", "1 mark not saved. " + answer.error);
    }
    if (queue.size()) later(TOGETHER);
  }

  function save(rows) {
    register.markedAt = performance.now();
    rows.forEach((row) => { question.answer(row); queue.add(row); });
    if (out) { outWords(); return; }
    if (!navigator.onLine) waitingWords();
    else if (tries === 0) show("saving", "Saving…");
    if (tries === 0 || !timer) later(TOGETHER);
  }

  function submit() {
    const [asking] = question.open();
    if (asking) {
      register.go(register.rows.indexOf(asking));
      register.tell("Not submitted. Choose first which mark stands for " + register.name(asking) + ".");
      return;
    }
    wantsSubmit = true;
    if (out) { register.askPassword(true); return; }
    if (queue.size()) { if (!navigator.onLine || tries) register.tell("Submitting when connected."); later(0); return; }
    submitNow();
  }
  function submitNow() {
    if (busy) return;
    wantsSubmit = false;
    busy = true;
    post(facts.submit, {}).then(
      ({ status, answer }) => {
        busy = false;
        if (status === 200) { leaving = true; location.replace(answer.address); return; }
        if (status === 401 || answer.csrf) { wantsSubmit = status === 401; stop(status); return; }
        const first = answer.pupils && register.rowOf(answer.pupils[0]);
        if (first) register.go(register.rows.indexOf(first));
        register.tell(answer.error || "Not submitted. Try again.");
        register.look();
      },
      () => { busy = false; wantsSubmit = true; register.tell("Submitting when connected."); later(wait(tries++)); },
    );
  }

  window.addEventListener("online", () => { tries = 0; if ((queue.size() || wantsSubmit) && !out) { show("saving", "Saving…"); send(); } });
  window.addEventListener("offline", () => { if (queue.size() && !out) waitingWords(); });
  window.addEventListener("beforeunload", (event) => { if ((queue.size() || question.open().length) && !leaving) event.preventDefault(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  Object.assign(register, {
    save, submit, stop, signedIn, settled, show,
    unsaved: () => queue.size() + question.open().length,
    dropAll() { queue.drop(); leaving = true; },
    cancelSubmit() { wantsSubmit = false; },
    leaveKept() { leaving = true; },
  });
  register.rows.forEach((row) => { row.stored = register.get(row); });
  if (queue.resume()) { register.count(); show("saving", "Saving…"); later(0); }
})();
