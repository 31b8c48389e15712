// A room's page: follows the coach, sends forms without leaving, and counts the clock down.
// Everything works without it, by the forms themselves and a link that refreshes.
"use strict";

(() => {
  const main = document.getElementById("wb-main");
  const follow = main.dataset.follow;
  const lost = main.querySelector(".wb-lost");
  const shown = new Map();
  let mark = main.dataset.mark || "";
  let ahead = Number(main.dataset.now) - Date.now() / 1000;
  let asking = null;
  let waiting = null;

  for (const region of main.querySelectorAll("[data-region]")) shown.set(region.dataset.region, null);

  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  function draw(told) {
    ahead = told.now - Date.now() / 1000;
    if (told.mark) mark = told.mark;
    const heading = document.getElementById("wb-step")?.textContent;
    for (const [name, html] of Object.entries(told.regions)) {
      const region = main.querySelector(`[data-region="${name}"]`);
      if (!region || shown.get(name) === html) continue;
      shown.set(name, html);
      const open = [...region.querySelectorAll("details")].map((each) => each.open);
      const held = region.contains(document.activeElement) ? document.activeElement.id : "";
      region.innerHTML = html;
      region.querySelectorAll("details").forEach((each, number) => (each.open = open[number] ?? each.open));
      if (held) document.getElementById(held)?.focus({ preventScroll: true });
    }
    const now = document.getElementById("wb-step");
    if (now && now.textContent !== heading && document.body.classList.contains("wb-room-phone")) {
      window.scrollTo({ top: 0 });
    }
    tick();
  }

  function hear(good) {
    lost.hidden = good;
  }

  async function keepFollowing() {
    let tries = 0;
    for (;;) {
      asking = new AbortController();
      try {
        // After trouble an answer is wanted at once, news or not: it says that the room is there again.
        const known = tries || waiting ? "" : mark;
        const answer = await fetch(`${follow}?after=${encodeURIComponent(known)}`, {
          headers: { Accept: "application/json" },
          cache: "no-store",
          signal: asking.signal,
        });
        if (answer.status === 404) {
          location.reload();
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        draw(await answer.json());
        hear(true);
        tries = 0;
        if (waiting) await send(waiting);
      } catch (error) {
        if (error.name === "AbortError") continue;
        tries += 1;
        if (tries > 1) hear(false);
        // Uneven, so that a hall full of phones does not come back at the same moment.
        await pause(Math.min(4, 0.3 * 2 ** tries) * (0.5 + Math.random()));
      }
    }
  }

  async function send(what) {
    let answer;
    try {
      answer = await fetch(what.address, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(what.fields),
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
    } catch {
      // Kept here and sent again as soon as the room is heard of.
      waiting = what;
      const notice = main.querySelector('[data-region="notice"]');
      if (notice) {
        const said = document.createElement("p");
        said.className = "wb-notice";
        said.setAttribute("role", "alert");
        said.textContent = main.dataset.unsaved;
        notice.replaceChildren(said);
        shown.set("notice", "unsaved");
      }
      return true;
    }
    waiting = null;
    const told = await answer.json().catch(() => null);
    if (!told || !Object.keys(told.regions).length) {
      location.reload();
      return true;
    }
    draw(told);
    // What is being waited for was asked before this browser had its new cookie.
    asking?.abort();
    return answer.status !== 400; // what was typed can't be kept as it is
  }

  main.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!follow || form.dataset.send === undefined) return;
    event.preventDefault();
    const fields = [...new FormData(form, event.submitter)];
    const sending = send({ address: form.action, fields });
    const line = form.querySelector("#park");
    if (line) line.value = "";
    const taken = await sending;
    const sent = (name) => fields.find(([field]) => field === name)?.[1];
    if (line && !taken) line.value ||= sent("text");
    if (taken && form.elements.was) form.elements.was.value = sent("notes");
  });

  main.addEventListener("change", (event) => {
    const form = event.target.form;
    if (follow && form?.dataset.send === "auto" && form.checkValidity()) form.requestSubmit();
  });

  function digits(seconds) {
    const whole = Math.max(0, Math.ceil(seconds));
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  function tick() {
    for (const clock of main.querySelectorAll(".wb-clock[data-ends]")) {
      const ends = Number(clock.dataset.ends);
      const left = ends - (Date.now() / 1000 + ahead);
      clock.classList.toggle("wb-up", left <= 0);
      if (left <= 0) {
        if (clock.textContent !== clock.dataset.up) clock.textContent = clock.dataset.up;
        continue;
      }
      const until = new Date((ends - ahead) * 1000);
      const hour = until.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      const text = `${digits(left)}`;
      if (!clock.querySelector("b")) clock.innerHTML = "<b></b> <small></small>";
      clock.querySelector("b").textContent = text;
      clock.querySelector("small").textContent = `${clock.dataset.until} ${hour}`;
    }
  }

  setInterval(tick, 1000);
  tick();
  if (follow) {
    keepFollowing();
    // A phone that slept may hang on an old request: ask anew.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") asking?.abort();
    });
    window.addEventListener("online", () => asking?.abort());
  }
})();
