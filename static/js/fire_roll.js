/* Share ticks as they are made, go on without a network, and keep nothing on the device. */
(function () {
  "use strict";
  const form = document.getElementById("fire-roll");
  const rolls = document.getElementById("fire-rolls");
  if (!form || !rolls) return;
  const $ = (id) => document.getElementById("fire-" + id);
  const EVERY = 10000, TOGETHER = 300, PATIENCE = 8000, CALM = 15000; // Milliseconds.
  const facts = form.dataset, field = (name) => form.querySelector("[name=" + name + "]");
  const poll = { Accept: "application/json", "X-Rollbook-Poll": "1" };
  let waiting = []; // Ticks that the server has not confirmed, in memory only.
  let busy = false, state = "on", alone = false, touched = 0, timer = 0, over = false;
  let unsaved = []; // Names on refused ticks, shown until the next tap.

  const boxes = () => Array.from(rolls.querySelectorAll("input[type=checkbox]"));
  const keyOf = (box) => +box.name.slice(1);
  const ticks = (number) => number + (number === 1 ? " tick" : " ticks");
  const waitFor = () => ticks(waiting.length) + (waiting.length === 1 ? " waits" : " wait") + " on this page";

  /* A number for the tick. Plain-address sites have no crypto.randomUUID. */
  function number() {
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), "4" + hex.slice(13, 16), "8" + hex.slice(17, 20), hex.slice(20)].join("-");
  }

  function put(name, value) {
    form.querySelectorAll("[data-fire=" + name + "]").forEach((place) => { if (place.textContent !== String(value)) place.textContent = value; });
  }
  function paint() {
    let left = 0, all = 0, ask = 0, classes = 0;
    rolls.querySelectorAll(".roll").forEach((part) => {
      const here = Array.from(part.querySelectorAll("input")), open = here.filter((box) => !box.checked).length;
      left += open;
      all += here.length;
      classes += open > 0;
      ask += here.filter((box) => box.classList.contains("ask") && !box.checked).length;
      const words = document.createElement(open ? "b" : "span");
      words.className = open ? "to-find" : "";
      words.textContent = open ? open + " to find" : "All here";
      part.querySelector("h2 > span").replaceChildren(here.length - open + " of " + here.length + " · ", words);
    });
    put("left", left); put("found", all - left); put("all", all); put("ask", ask); put("classes", classes);
    $("save").hidden = !waiting.length || over;
    $("save").textContent = "Send " + ticks(waiting.length) + " now";
  }

  /* Where the page stands, in words; said aloud only when it changes. */
  function tell(kind, text, link) {
    const note = $("note"), words = $("words");
    if (state === kind && words.textContent === text) return;
    state = kind;
    note.classList.toggle("note--warn", kind === "off");
    note.classList.toggle("note--bad", kind === "bad");
    note.querySelector("svg").replaceWith($("icons").content.querySelector("[data-icon=" + kind + "] svg").cloneNode(true));
    words.textContent = text;
    if (link) words.append(" ", link);
  }
  function lead(text, address, tab) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    if (tab) link.target = "_blank";
    return link;
  }
  const connected = $("words").textContent;
  function offline() {
    tell("off", "Not connected. Go on ticking: " + (waiting.length ? waitFor() : "ticks wait here") + ", to be sent when the network is back." + " What others tick is not seen meanwhile. Leave the page open, or use paper.");
  }
  function signedOut() {
    tell("bad", "You are signed out, so nothing is sent or refreshed. The list stays as it was at " + $("at").textContent + ". " + (waiting.length ? waitFor() + ". " : "") + "Sign in in another tab and come back here, or use paper.", lead("Sign in (new tab)", facts.signIn, true));
  }
  /* Nothing more is sent from this page. */
  function stop(text) {
    over = true;
    tell("bad", text, lead("Open the fire roll again", location.pathname));
    paint();
  }
  /* Somebody signed out here on purpose: no name may stay. */
  function clear() {
    waiting = [];
    over = true;
    rolls.replaceChildren();
    tell("bad", "You have signed out, so the names are gone from this device.", lead("Sign in", facts.signIn));
    paint();
  }

  function ask(address, options) {
    const call = new AbortController(), late = setTimeout(() => call.abort(), PATIENCE);
    return fetch(address, Object.assign({ credentials: "same-origin", signal: call.signal }, options))
      .then((reply) => { if (reply.status >= 500) throw new Error("The server does not answer."); return reply; })
      .finally(() => clearTimeout(late));
  }
  /* The page as it is now for the same person; else null, and why is said. */
  function again() {
    return ask(location.pathname, { headers: { Accept: "text/html", "X-Rollbook-Poll": "1" } }).then((reply) => reply.text().then((text) => {
      if (new URL(reply.url).pathname === facts.signIn) { signedOut(); return null; }
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("fire-roll");
      if (fresh && fresh.dataset.person === facts.person) return fresh;
      stop("Somebody else has signed in on this device.");
      return null;
    }));
  }

  /* What the server knows, but for pupils whose tick still waits here. */
  function take(answer) {
    if (String(answer.person) !== facts.person) { stop("Somebody else has signed in on this device."); return; }
    if (!unsaved.length) tell("on", connected);
    field("roll").value = answer.roll;
    field("before").value = answer.before;
    $("opened").textContent = answer.opened;
    $("close").hidden = !answer.may_close;
    if (answer.found) list(answer);
    paint();
  }
  /* Who is found and who is on the list: what a refresh tells, and a saved tick does not. */
  function list(answer) {
    const found = new Set(answer.found), mine = new Map(waiting.map((tick) => [tick.pupil, tick.found]));
    const fill = () => boxes().forEach((box) => { box.checked = mine.has(keyOf(box)) ? mine.get(keyOf(box)) : found.has(keyOf(box)); });
    field("shown").value = answer.found.join(" ");
    put("at", answer.at);
    put("away", answer.away);
    $("tail").textContent = "Others may be ticking too; refreshed every 10 s";
    fill();
    sort();
    if (answer.listing !== facts.listing) {
      again().then((fresh) => {
        if (!fresh || over) return;
        const part = fresh.querySelector("#fire-rolls");
        if (!part) { if (!waiting.length) location.reload(); return; }
        facts.listing = answer.listing;
        rolls.replaceChildren(...part.childNodes);
        fill();
        paint();
      }, () => {});
    }
  }

  /* Who is not found first; only while nobody is tapping or reading on. */
  function sort() {
    if (Date.now() - touched < CALM) return;
    const rank = (row) => { const box = row.querySelector("input"); return box.checked * 20000 - box.classList.contains("ask") * 10000 + +box.value; };
    const at = document.activeElement;
    rolls.querySelectorAll(".roll ul").forEach((list) => {
      const rows = Array.from(list.children), wanted = rows.slice().sort((one, other) => rank(one) - rank(other));
      if (wanted.some((row, place) => row !== rows[place])) list.append(...wanted);
    });
    if (at && at !== document.activeElement && rolls.contains(at)) at.focus({ preventScroll: true });
  }

  function heard(reply) {
    if (reply.status === 401) { signedOut(); return null; }
    return reply.json().then((answer) => {
      if (reply.status === 200) { take(answer); return 200; }
      if (answer.csrf) {
        return again().then((fresh) => {
          if (!fresh) return null;
          field("csrfmiddlewaretoken").value = fresh.querySelector("[name=csrfmiddlewaretoken]").value;
          later(0);
          return null;
        });
      }
      return answer.error || "Nothing was saved.";
    });
  }

  function later(wait) { clearTimeout(timer); timer = setTimeout(send, wait); }
  function send() {
    clearTimeout(timer);
    if (busy || over || !waiting.length) return;
    const going = alone ? waiting.slice(0, 1) : waiting.slice();
    const body = {
      roll: +field("roll").value, before: +field("before").value,
      ticks: going.map((tick) => ({ pupil: tick.pupil, found: tick.found, client_id: tick.client_id, waited: Math.max(0, Date.now() - tick.made) })),
    };
    busy = true;
    going.forEach((tick) => { tick.sent = true; });
    ask(facts.ticks, {
      method: "POST", body: JSON.stringify(body),
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": field("csrfmiddlewaretoken").value },
    }).then((reply) => {
      if (reply.status === 200) waiting = waiting.filter((tick) => !going.includes(tick));
      return heard(reply);
    }).then((said) => {
      busy = false;
      if (typeof said === "string") refused(said, going);
      else if (said === 200) { alone = alone && waiting.length > 0; if (waiting.length) later(TOGETHER); }
      paint();
    }, () => { busy = false; offline(); paint(); later(2000); });
  }

  /* A refusal is of the whole request: look for the tick it was about. */
  function refused(sentence, going) {
    if (going.length > 1) { alone = true; later(0); return; }
    waiting = waiting.filter((tick) => !going.includes(tick));
    const box = boxes().find((one) => keyOf(one) === going[0].pupil);
    unsaved.push(box ? box.parentNode.querySelector("span").firstChild.data + box.parentNode.querySelector("b").textContent : "One pupil");
    if (box) box.checked = !going[0].found;
    tell("bad", "Not saved: " + unsaved.join(", ") + ". " + sentence, lead("Open the fire roll again", location.pathname));
    later(TOGETHER);
  }

  function refresh() {
    if (busy || over || document.hidden) return;
    if (waiting.length) { send(); return; }
    busy = true;
    ask(facts.ticks, { headers: poll }).then(heard).then((said) => {
      busy = false;
      if (typeof said === "string") stop(said);
      if (waiting.length) later(TOGETHER);
    }, () => { busy = false; offline(); if (waiting.length) later(2000); });
  }

  rolls.addEventListener("change", (event) => {
    const box = event.target, pupil = keyOf(box);
    touched = Date.now();
    unsaved = [];
    waiting = waiting.filter((tick) => tick.pupil !== pupil || tick.sent);
    waiting.push({ pupil, found: box.checked, client_id: number(), made: Date.now() });
    if (state === "off") offline();
    paint();
    later(TOGETHER);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  $("print").hidden = false;
  $("print").addEventListener("click", () => window.print());
  ["scroll", "pointerdown", "keydown"].forEach((kind) => window.addEventListener(kind, () => { touched = Date.now(); }, { passive: true }));
  window.addEventListener("online", refresh);
  window.addEventListener("offline", offline);
  document.addEventListener("visibilitychange", refresh);
  window.addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  if (window.BroadcastChannel) new BroadcastChannel("rollbook").addEventListener("message", (event) => { if (event.data === "signed out") clear(); });
  setInterval(refresh, EVERY);
  window.rollbookFireRoll = { waiting: () => waiting.length };
  paint();
})();
