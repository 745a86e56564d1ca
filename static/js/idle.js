// Warns before an idle device is signed out, and tells the server that somebody is there.
// Taps count as activity even where they send nothing; the server is told once a minute at most.
(function () {
  "use strict";
  var box = document.getElementById("idle");
  var note = document.getElementById("idle-note");
  var words = document.getElementById("idle-words");
  var button = document.getElementById("idle-stay");
  var limit = Number(box.dataset.minutes) * 60000;
  var WARNED_BEFORE = 120000;
  var told = Date.now(); // When the server last heard of a tap.
  var over = false;

  function tell() {
    told = Date.now();
    fetch(box.dataset.stay, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (answer.status === 401) end();
      else if (answer.ok) note.hidden = true;
    }, function () { /* Without a network the next tap tries again. */ told -= 60000; });
  }
  function end() {
    over = true;
    words.textContent = "You have been signed out. Sign in again to go on.";
    button.hidden = true;
    note.hidden = false;
  }
  function tapped(event) {
    if (over || event.target === button || !note.hidden) return;
    if (Date.now() - told >= 60000) tell();
  }
  document.addEventListener("pointerdown", tapped, true);
  document.addEventListener("keydown", tapped, true);
  button.addEventListener("click", tell);
  setInterval(function () {
    var idle = Date.now() - told;
    if (over) return;
    if (idle >= limit) end();
    else if (idle >= limit - WARNED_BEFORE) note.hidden = false;
  }, 5000);
})();
