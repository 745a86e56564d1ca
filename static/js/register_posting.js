/* Send to the server, with a fresh token where the person has signed in again in another tab. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register) return;
  const { facts, person } = register;
  const PATIENCE = 20000; // Milliseconds. A line that is dead without a word holds up nothing.
  const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

  /* A token for every form of this page: the register's, its dialogues', and the ways out. */
  function setToken(value) { tokens().forEach((field) => { field.value = value; }); }

  function send(address, body, kind) {
    const headers = { Accept: "application/json", "Content-Type": kind || "application/json", "X-CSRFToken": tokens()[0].value };
    const wanted = { method: "POST", credentials: "same-origin", headers, body, signal: AbortSignal.timeout(PATIENCE) };
    /* An acceptance that cannot be read to its end is as good as none: it is asked for again. */
    return fetch(address, wanted).then((reply) => (reply.ok ? reply.json() : reply.json().catch(() => ({}))).then((answer) => ({ status: reply.status, answer })));
  }

  /* Take the token of this register as it opens now. Says 200; 401 where nobody is signed in; and
     403 where the register is no longer this person's: marks go under the name of who made them. */
  function renew() {
    return fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } }).then((reply) => reply.text().then((text) => {
      if (reply.status >= 500) throw new Error("The register did not open.");
      if (new URL(reply.url).pathname === facts.signIn) return 401;
      const opened = new DOMParser().parseFromString(text, "text/html").getElementById("register");
      if (!opened || opened.dataset.key !== facts.key) return 403;
      setToken(opened.querySelector("[name=csrfmiddlewaretoken]").value);
      return 200;
    }));
  }

  /* The status and the answer; `answer.csrf` where a fresh token did not help either. */
  function post(address, facts) {
    const body = JSON.stringify(Object.assign({ person }, facts));
    return send(address, body).then((heard) => {
      if (!heard.answer.csrf) return heard;
      return renew().then((status) => (status === 200 ? send(address, body) : { status, answer: heard.answer }));
    });
  }
  Object.assign(register, { post, sendForm: (address, fields) => send(address, new URLSearchParams(fields), "application/x-www-form-urlencoded"), setToken });
})();
