// Warns before an idle device is signed out, and tells the server that somebody is there.
// Taps count as activity even where they send nothing; the server is told once a minute at most.
(function () {
  "use strict";
  var box = document.getElementById("idle");
  var note = document.getElementById("idle-note");
  var words = document.getElementById("idle-words");
  var button = document.getElementById("idle-stay");
  var limit = Number(box.dataset.minutes) * 60000;
  var warning = words.textContent;
  var WARNED_BEFORE = 120000;
  var told = Date.now(); // When the server last heard of a tap, here or in another tab.
  var over = false, asking = false;

  function ask(headers) {
    return fetch(box.dataset.stay, { headers: Object.assign({ Accept: "application/json" }, headers) });
  }
  function tell() {
    told = Date.now();
    ask({}).then(function (answer) {
      if (answer.status === 401) end();
      else if (answer.ok) note.hidden = true;
    }, function () { /* Without a network the next tap tries again. */ told -= 60000; });
  }
  function warn() { note.hidden = false; }
  function end() {
    over = true;
    words.textContent = "You have been signed out. Sign in again to go on.";
    button.hidden = true;
    note.hidden = false;
  }
  /* Another tab may have kept the sign-in alive, or ended it. Asking this is no activity. */
  function check() {
    asking = true;
    ask({ "X-Rollbook-Poll": "1" }).then(function (answer) {
      if (answer.status === 401) { end(); return null; }
      return answer.ok ? answer.json() : null;
    }).then(function (found) {
      if (!found || over) return;
      told = Date.now() - limit + found.seconds * 1000;
      if (found.seconds * 1000 <= WARNED_BEFORE) warn();
      else note.hidden = true;
    }, warn).then(function () { asking = false; });
  }
  function tapped(event) {
    if (over || event.target === button || !note.hidden) return;
    if (Date.now() - told >= 60000) tell();
  }
  document.addEventListener("pointerdown", tapped, true);
  document.addEventListener("keydown", tapped, true);
  button.addEventListener("click", tell);
  document.addEventListener("rollbook:signed-in", function () {
    over = false;
    told = Date.now();
    words.textContent = warning;
    button.hidden = false;
    note.hidden = true;
  });
  setInterval(function () {
    var idle = Date.now() - told;
    if (over || asking) return;
    if (idle >= limit || (note.hidden && idle >= limit - WARNED_BEFORE)) check();
  }, 5000);
})();
