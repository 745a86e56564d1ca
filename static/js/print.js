/* Show the buttons that print the page, and print at once where the page was asked for that. */
(function () {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
    if (button.dataset.print === "now") window.print();
  });
})();
