/* The changes that the server has not yet confirmed, kept in order and on this device.
   Only pupil numbers and codes are kept, under the person and the register, until saved. */
(function () {
  "use strict";
  const register = window.rollbookRegister;
  if (!register || !register.saves) return;
  const key = register.facts.key;
  let sent = []; // On their way: kept as they are until the answer is known, so a replay is the same.
  let waiting = []; // Not yet sent: a newer change for a pupil takes the place of the older.

  function keep() {
    const all = sent.concat(waiting);
    try {
      if (all.length) sessionStorage.setItem(key, JSON.stringify(all));
      else sessionStorage.removeItem(key);
    } catch { /* The device keeps nothing: the marks still wait in memory. */ }
  }

  /* A number for the change. Plain-address sites have no crypto.randomUUID. */
  function number() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  /* With the entry that the row showed when the person chose, however late it is sent. */
  function add(row) {
    const { code, mins } = register.get(row), pupil = +row.dataset.pupil;
    waiting = waiting.filter((change) => change.pupil !== pupil);
    waiting.push({
      pupil, code, minutes: mins === "" ? null : +mins, client_id: number(), client_time: new Date().toISOString(),
      seen_version: register.seenIn(row),
    });
    keep();
  }

  function take() {
    if (sent.length) return sent;
    sent = waiting;
    waiting = [];
    return sent;
  }

  function settle(changes) {
    sent = sent.filter((change) => !changes.includes(change));
    keep();
  }
  const of = (list, pupil) => list.find((change) => change.pupil === pupil);
  const pupils = () => new Set(sent.concat(waiting).map((change) => change.pupil));

  register.queue = {
    add, take, settle,
    size: () => pupils().size,
    waitsFor: (pupil) => Boolean(of(waiting, pupil)),
    holds: (pupil) => pupils().has(pupil),
    /* What the person has just had saved is what their next change of it has seen. */
    rebase(pupil, version) {
      const next = of(waiting, pupil);
      if (next) next.seen_version = version;
      keep();
    },
    /* Refused one by one: hold back all but the first for their own request. */
    split() { waiting = sent.slice(1).concat(waiting); sent = sent.slice(0, 1); },
    drop() { sent = []; waiting = []; keep(); },
    /* What the same person left on this register, put back into its rows. */
    resume() {
      let stored = [];
      try { stored = JSON.parse(sessionStorage.getItem(key)) || []; } catch { stored = []; }
      stored = stored.filter((change) => change && register.rowOf(change.pupil));
      stored.forEach((change) => {
        register.put(register.rowOf(change.pupil), { code: change.code, mins: change.minutes });
        (of(sent, change.pupil) ? waiting : sent).push(change); // Each pupil's in their order.
      });
      keep();
      return stored.length;
    },
  };
})();
