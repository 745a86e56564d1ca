/* The register's rows: what each shows, how many are left, and what time the server has.
   The page works without any script: each row is a radio group inside one form. */
(function () {
  "use strict";
  const form = document.getElementById("register");
  if (!form) return;
  const $ = (id) => document.getElementById(id);
  const rows = Array.from(form.querySelectorAll(".pr"));
  const codes = JSON.parse($("code-data").textContent);
  const facts = form.dataset;
  const present = facts.half === "PM" ? "\\" : "/";
  const allowed = facts.codes.split(" ").filter(Boolean);
  const UNREAD = 1500; // Milliseconds.
  let second = +facts.second; // Seconds since midnight at the school, by the server's clock,
  let closed = facts.state === "missing";
  let heardAt = Date.now(); // when the device's own clock, which may be wrong, showed this.

  const toMinutes = (text) => +text.slice(0, 2) * 60 + +text.slice(3);
  const opens = toMinutes(facts.opens), closes = toMinutes(facts.closes), ends = toMinutes(facts.ends);

  /* Minutes since midnight at the school, floored. */
  function now() { return Math.floor((second + (Date.now() - heardAt) / 1000) / 60); }
  function setClock(seconds) { second = seconds; heardAt = Date.now(); }
  function words(minutes) { return Math.floor(minutes / 60) + ":" + String(minutes % 60).padStart(2, "0"); }

  /* The minutes decide: none is present, through the closing minute L, then U. */
  function lateness(mins) { return mins < 1 ? present : opens + mins > closes ? "U" : "L"; }
  /* Minutes late for somebody who arrives now; null when the session is over or of another day. */
  function minutesNow() { return !facts.today || now() >= ends ? null : Math.max(0, now() - opens); }

  const get = (row) => ({ code: row.dataset.code, mins: row.dataset.mins });
  const name = (row) => row.querySelector("legend").textContent;
  const address = (row) => row.querySelector(".more").getAttribute("href"); // Of the pupil's entry.
  const meaning = (code) => (codes[code] ? codes[code].t : "Not marked");
  /* Said in a word, where the session and the closing time are plain. */
  const short = (code) => (code === present ? "Present" : code === "L" ? "Late" : code === "U" ? "Late (U)" : meaning(code));
  const rowOf = (pupil) => rows.find((row) => +row.dataset.pupil === +pupil);
  /* A code that the role may use, or that is known or offered for this pupil. */
  const may = (row, code) => allowed.includes(code) || code === row.dataset.known || code === row.dataset.offer;

  function put(row, value) {
    row.dataset.code = value.code;
    row.dataset.mins = value.mins === null || value.mins === undefined ? "" : value.mins;
    paint(row);
  }

  function paint(row) {
    const { code, mins } = get(row), info = codes[code] || { f: "none", t: "Not marked" };
    const chip = row.querySelector(".code");
    chip.className = "code code--l code--" + info.f;
    chip.textContent = code || "·";
    row.querySelector(".state").textContent = info.t;
    row.classList.toggle("is-unmarked", !code);
    const late = code === "L" || code === "U";
    row.querySelectorAll("input[type=radio]").forEach((radio) => {
      radio.checked = radio.value === code || (late && radio.value === "L");
    });
    row.querySelector(".more").classList.toggle("on", Boolean(code) && !row.querySelector("input:checked"));
    paintLate(row);
    const button = row.querySelector(".mins");
    button.hidden = !late || mins === "";
    button.textContent = mins + " min late";
    button.setAttribute("aria-label", mins + " min late, " + name(row) + ". Change the minutes");
  }

  /* Codes of marks that came after the page: their families and words. */
  function learn(more) { Object.entries(more || {}).forEach(([code, words]) => { codes[code] = codes[code] || words; }); }
  /* The newest entry that the page has seen of anybody. */
  const newest = () => Math.max(0, ...rows.map((row) => +row.dataset.version));
  /* Which entry the person had before their eyes: one that came in this second was not yet read. */
  function seenIn(row) {
    const justCame = row.before !== undefined && performance.now() - row.cameAt < UNREAD;
    return +(justCame ? row.before : row.dataset.version);
  }

  const unmarked = () => rows.filter((row) => !row.dataset.code);
  /* An offered trip waits until somebody says so. */
  const rest = () => unmarked().filter((row) => !row.dataset.offer);

  function count() {
    const left = unmarked().length, others = rest().length;
    $("done").value = rows.length - left;
    if (!$("left")) return;
    $("left").textContent = left;
    $("left-word").textContent = left === 1 ? "pupil not marked" : "pupils not marked";
    $("rest").hidden = others === 0;
    $("rest").querySelector("span").textContent = "Mark rest present (" + others + ")";
    $("submit").setAttribute("aria-disabled", left ? "true" : "false");
  }

  function say(text) { $("live").textContent = text; }
  function tell(text) { say(text); if ($("typed")) $("typed").textContent = text; }

  /* From the minute after closing Late says U, but not where the mark is an L already. */
  function paintLate(row) {
    const { code } = get(row), isU = code === "U" || (closed && code !== "L"), label = row.querySelector(".mk--l");
    if (!label) return; // The school was closed: there is nothing to choose from.
    label.querySelector(".g").textContent = isU ? "U" : "L";
    label.querySelectorAll(".w, .vh").forEach((word) => { word.textContent = isU ? "Late (U)" : "Late"; });
  }

  /* Show the time, and from the minute after closing say U for late. */
  function tick() {
    if (facts.today && $("clock")) $("clock").textContent = words(now());
    const over = facts.today ? now() > closes : facts.state === "missing";
    if (facts.state === "open" && over) {
      $("closing").textContent = "closed at " + words(closes);
      $("closed-note").hidden = false;
    }
    if (over === closed) return;
    closed = over;
    rows.forEach(paintLate);
  }

  /* Marks that this person left on this device, whoever has taken the register since. */
  function left() {
    try { return sessionStorage.getItem(facts.key) !== null; } catch { return false; }
  }

  window.rollbookRegister = {
    $, form, rows, codes, facts, present, allowed, opens, closes,
    person: +facts.key.split(":")[1], saves: facts.may === "mark" || left(), locked: false, markedAt: -Infinity,
    learn, newest, seenIn, forget() {}, stop: null,
    now, setClock, words, lateness, minutesNow, get, put, name, address, meaning, short, rowOf, may,
    unmarked, rest, count, say, tell,
    canMark: facts.may === "mark", canAmend: facts.may === "amend",
  };
  rows.forEach((row) => {
    paint(row);
    row.querySelector(".mins").disabled = !facts.may;
    if (facts.may) row.querySelector(".marks").disabled = false;
    const more = row.querySelector(".more");
    if (facts.may) { more.setAttribute("role", "button"); more.setAttribute("aria-haspopup", "dialog"); }
  });
  count();
  tick();
  window.setInterval(tick, 5000);
})();
