/* Parts of a page that refresh themselves do so only while somebody can see the page, and at once
   when they come back to it. What could not be refreshed is said above. */
(function () {
  "use strict";
  const note = document.getElementById("stale");
  const seen = () => document.visibilityState === "visible";
  const refreshes = (event) => event.detail.elt.hasAttribute("data-while-seen");
  function refresh() {
    document.querySelectorAll("[data-while-seen]").forEach((part) => part.dispatchEvent(new CustomEvent("rollbook:seen")));
  }
  function tell(stale) { return (event) => { if (note && refreshes(event)) note.hidden = !stale; }; }

  document.addEventListener("htmx:beforeRequest", (event) => { if (refreshes(event) && !seen()) event.preventDefault(); });
  document.addEventListener("htmx:beforeOnLoad", tell(false));
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => document.addEventListener(name, tell(true)));
  document.addEventListener("visibilitychange", () => { if (seen()) refresh(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  window.addEventListener("online", refresh);
})();
