/* Send to the server, with a fresh token where the person has signed in again in another tab. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.canMark) return;
  const { form, facts } = register;
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]");

  function send(address, body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token().value };
    return fetch(address, { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body) })
      .then((reply) => reply.json().catch(() => ({})).then((answer) => ({ status: reply.status, answer })));
  }

  /* Take the token of this register as it opens now. Says 200; 401 where nobody is signed in; and
     403 where the register is no longer this person's: marks go under the name of who made them. */
  function renew() {
    return fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } }).then((reply) => reply.text().then((text) => {
      if (reply.status >= 500) throw new Error("The register did not open.");
      if (new URL(reply.url).pathname === facts.signIn) return 401;
      const opened = new DOMParser().parseFromString(text, "text/html").getElementById("register");
      if (!opened || opened.dataset.key !== facts.key) return 403;
      token().value = opened.querySelector("[name=csrfmiddlewaretoken]").value;
      return 200;
    }));
  }

  /* The status and the answer; `answer.csrf` where a fresh token did not help either. */
  register.post = (address, body) => send(address, body).then((heard) => {
    if (!heard.answer.csrf) return heard;
    return renew().then((status) => (status === 200 ? send(address, body) : { status, answer: heard.answer }));
  });
})();
