/* Save the queue in small requests, say in words where it stands, and ask before it is lost. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.canMark) return;
  const { $, facts, queue, post } = register;
  const TOGETHER = 300, RETRIES = [2000, 5000, 10000, 15000]; // Milliseconds.
  const state = $("save"), icons = $("save-icons").content;
  let timer = 0, tries = 0, busy = false, signedOut = false, wantsSubmit = false, leaving = false;

  const marks = (number) => number + (number === 1 ? " mark" : " marks");
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

  function later(wait) { window.clearTimeout(timer); timer = window.setTimeout(send, wait); }
  function retry() {
    waitingWords();
    if (wantsSubmit) register.tell("Submitting when connected.");
    later(RETRIES[Math.min(tries++, RETRIES.length - 1)]);
  }

  function send() {
    window.clearTimeout(timer);
    if (busy || signedOut) return;
    const changes = queue.take();
    if (!changes.length) { if (wantsSubmit) submitNow(); return; }
    if (!navigator.onLine) { retry(); return; }
    busy = true;
    post(facts.marks, { changes }).then(
      ({ status, answer }) => { busy = false; heard(status, answer, changes); },
      () => { busy = false; retry(); },
    );
  }

  function heard(status, answer, changes) {
    if (status === 200) { tries = 0; accept(answer, changes); return; }
    if (status === 401 || answer.csrf) { stop(status); return; }
    if ([403, 404, 422].includes(status) && answer.error) { refuse(answer.error, changes); return; }
    retry();
  }

  /* Nothing more is sent from this page; what waits is taken up when the register opens again. */
  function stop(status) {
    signedOut = true;
    wantsSubmit = false;
    if (status === 401) showLink("You are signed out. " + marks(queue.size()) + " kept on this device. ", "Sign in", facts.signIn + "?next=" + encodeURIComponent(location.pathname), "");
    else showLink("", "Open the register again", location.pathname, " to " + (queue.size() ? "save " + marks(queue.size()) : "submit it"));
  }

  const questions = () => document.querySelectorAll(".pr .ask").length;
  function settled(at) {
    if (questions()) show("bad", marks(questions()) + " not saved. See the row");
    else show("saved", "All marks saved " + at);
  }
  function accept(answer, changes) {
    register.setClock(answer.second);
    queue.settle(changes);
    answer.saved.forEach((mark) => stored(mark));
    answer.conflicts.forEach((conflict) => ask(conflict, changes.find((change) => change.pupil === conflict.pupil)));
    register.count();
    if (queue.size()) { later(0); return; }
    settled(answer.saved_at);
    if (wantsSubmit) submitNow();
  }
  function stored(mark) {
    const row = register.rowOf(mark.pupil);
    row.dataset.version = mark.version;
    row.stored = { code: mark.code, mins: mark.minutes };
    if (!queue.waitsFor(mark.pupil)) register.put(row, row.stored);
  }

  /* A refusal is of the whole request: find the change it was about, and put that row back. */
  function refuse(sentence, changes) {
    if (changes.length > 1) { queue.split(); later(0); return; }
    const row = register.rowOf(changes[0].pupil);
    queue.settle(changes);
    wantsSubmit = false;
    if (!queue.waitsFor(changes[0].pupil)) register.put(row, row.stored);
    register.count();
    register.tell(register.name(row) + " not saved. " + sentence);
    show("bad", "1 mark not saved. " + sentence);
    if (queue.size()) later(TOGETHER);
  }

  /* Somebody else's mark stands until this person chooses. */
  function ask(conflict, mine) {
    const row = register.rowOf(conflict.pupil);
    stored(conflict);
    wantsSubmit = false;
    if (row.querySelector(".ask")) row.querySelector(".ask").remove();
    const box = document.createElement("div"), text = document.createElement("p");
    box.className = "ask";
    text.textContent = conflict.sentence + " Keep that, or use yours (" + register.short(mine.code) + ")?";
    const keep = document.createElement("button"), use = document.createElement("button");
    keep.type = use.type = "button";
    keep.className = use.className = "btn btn--s";
    keep.textContent = "Keep";
    use.textContent = "Use mine";
    const done = () => { box.remove(); register.say(register.name(row) + ": " + register.short(row.dataset.code)); };
    keep.addEventListener("click", () => { done(); if (!queue.size()) settled(register.words(register.now())); });
    use.addEventListener("click", () => { register.put(row, { code: mine.code, mins: mine.minutes }); save([row]); register.count(); done(); });
    [[keep, "what is there"], [use, "my mark"]].forEach(([button, which]) => {
      const more = document.createElement("span");
      more.className = "vh";
      more.textContent = ": " + which + " for " + register.name(row);
      button.append(more);
    });
    box.append(text, keep, use);
    row.append(box);
    register.say(register.name(row) + ". " + text.textContent);
  }

  function save(rows) {
    rows.forEach((row) => queue.add(row));
    if (!navigator.onLine) waitingWords();
    else if (tries === 0 && !signedOut) show("saving", "Saving…");
    if (tries === 0 || !timer) later(TOGETHER);
  }

  function submit() {
    wantsSubmit = true;
    if (queue.size()) { if (!navigator.onLine || tries) register.tell("Submitting when connected."); later(0); return; }
    submitNow();
  }
  function submitNow() {
    wantsSubmit = false;
    if (busy) return;
    busy = true;
    post(facts.submit, {}).then(
      ({ status, answer }) => {
        busy = false;
        if (status === 200) { leaving = true; location.replace(answer.address); return; }
        if (status === 401 || answer.csrf) { stop(status); return; }
        const first = answer.pupils && register.rowOf(answer.pupils[0]);
        if (first) register.go(register.rows.indexOf(first));
        register.tell(answer.error || "Not submitted. Try again.");
      },
      () => { busy = false; wantsSubmit = true; register.tell("Submitting when connected."); later(RETRIES[0]); },
    );
  }

  window.addEventListener("online", () => { tries = 0; if (queue.size() || wantsSubmit) { show("saving", "Saving…"); send(); } });
  window.addEventListener("offline", () => { if (queue.size()) waitingWords(); });
  window.addEventListener("beforeunload", (event) => { if ((queue.size() || questions()) && !leaving) event.preventDefault(); });
  Object.assign(register, { save, submit });
  register.rows.forEach((row) => { row.stored = register.get(row); });
  if (queue.resume()) { register.count(); show("saving", "Saving…"); later(0); }
})();
