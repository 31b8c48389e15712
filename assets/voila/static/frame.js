/* The frame's script: puts each cell's output in its place before Voilà draws it, shows the five steps
 * and the save state as the parts report them, and watches whether the page's kernel still lives.
 *
 * It listens on `window` for `wb:frame` ({done: [page], saved: text}), `wb:saved` ({text, state}) and
 * `wb:unanswered`, and says `wb:alive` when the kernel answers. `<html data-page>` says "waking" until everything there is to show has been drawn,
 * then "ready", and "lost" while the kernel can't be reached.
 */

(() => {
  const EVERY = 20000; // ms between looks at the kernel
  const EVERY_WHILE_LOST = 3000;
  const SLOW = 20000; // ms after which waking up deserves a word
  const RELOADED_LATELY = 30000; // ms within which a page does not reload by itself a second time

  const told = JSON.parse(document.getElementById("wb-told").textContent);
  const page = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  let asked = 0; // looks at the kernel under way, so that only the latest answer counts
  let timer = 0;
  let doubts = 0; // looks to come soon although the kernel answered: one that was just killed still does
  let leaving = false;

  /* Outputs */

  function place() {
    for (const arrived of document.querySelectorAll("template[data-for]")) {
      const cell = document.getElementById(arrived.dataset.for);
      cell.append(arrived.content);
      if (!cell.childElementCount) cell.remove();
      arrived.remove();
    }
    new MutationObserver(drawn).observe(one(".wb-main"), {
      attributeFilter: ["data-awake"],
      childList: true,
      subtree: true,
    });
    drawn();
    setTimeout(() => {
      if (page.dataset.page === "waking") trouble(told.words.slow, true);
    }, SLOW);
  }

  /* A widget's place is there before the widget is: what counts is that it has drawn something. */
  function shown(output) {
    const widgets = [...output.querySelectorAll(".jupyter-widgets, .jp-OutputArea-output .lm-Widget")];
    return (
      output.querySelector(".jp-OutputArea-output *") &&
      widgets.every((widget) => widget.childElementCount > 0) &&
      !output.querySelector(".wb-part:not([data-awake])")
    );
  }

  /* A part that only says what it waits for: the prose above it waits too, its heading stays. */
  function fold(cell) {
    const later = cell.querySelector(".wb-later");
    const part = later?.closest(".wb-part");
    cell.classList.toggle("wb-shut", Boolean(part) && part.textContent.trim() === later.textContent.trim());
  }

  /* Of neighbours that wait for the same, the last one says so. */
  function once(shut) {
    shut.forEach((cell, place) => {
      const text = cell.textContent.trim();
      cell.classList.toggle("wb-unsaid", shut[place + 1]?.textContent.trim() === text);
    });
  }

  function drawn() {
    document.querySelectorAll(".wb-cell").forEach(fold);
    once([...document.querySelectorAll(".wb-shut")]);
    for (const cell of document.querySelectorAll(".wb-cell[aria-busy]")) {
      const outputs = [...cell.querySelectorAll(":scope > .wb-output")];
      if (outputs.every(shown)) cell.removeAttribute("aria-busy");
    }
    if (page.dataset.page !== "waking" || one(".wb-cell[aria-busy]")) return;
    page.dataset.page = "ready";
    const state = one(".wb-saved");
    if (state.dataset.state === "waking") say("", "still");
    trouble("");
  }

  /* What the parts report */

  function say(text, state) {
    const saved = one(".wb-saved");
    saved.dataset.state = state;
    if (saved.textContent !== text) saved.textContent = text;
  }

  window.addEventListener("wb:saved", ({ detail }) => say(detail.text ?? "", detail.state ?? "saved"));

  window.addEventListener("wb:frame", ({ detail }) => {
    for (const step of document.querySelectorAll(".wb-way li")) {
      const done = (detail.done ?? []).includes(step.dataset.page);
      step.classList.toggle("wb-done", done);
      const link = step.querySelector("a");
      let note = link.querySelector(".wb-unseen");
      if (done && !note) {
        note = document.createElement("span");
        note.className = "wb-unseen";
        note.textContent = ` (${told.words.done})`;
        link.append(note);
      } else if (!done) note?.remove();
    }
    try {
      localStorage.setItem("wb:done", JSON.stringify(detail.done ?? []));
    } catch {
      /* storage is forbidden: the next page reserves a little less well */
    }
    if (detail.saved !== undefined) say(detail.saved, detail.state ?? "saved");
  });

  /* The kernel */

  function trouble(text, offer = false) {
    const notice = one(".wb-trouble");
    if (notice.dataset.text === text) return;
    notice.dataset.text = text;
    notice.replaceChildren();
    if (!text) return;
    const words = document.createElement("p");
    words.textContent = text;
    notice.append(words);
    if (!offer) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = told.words.reload;
    button.addEventListener("click", () => window.location.reload());
    notice.append(button);
  }

  /* Without cookies the server can't tell whose kernel is asked for, and answers nothing for ever. */
  function refusesCookies() {
    try {
      document.cookie = "wb-probe=1; Path=/; SameSite=Strict";
      const kept = document.cookie.includes("wb-probe=1");
      document.cookie = "wb-probe=; Path=/; SameSite=Strict; Max-Age=0";
      return !kept;
    } catch {
      return true;
    }
  }

  function reopen() {
    const key = "wb:reopened";
    page.dataset.page = "lost";
    let before = Date.now(); // where nothing is remembered no page reloads by itself: it might for ever
    try {
      before = Number(sessionStorage.getItem(key) ?? 0);
      sessionStorage.setItem(key, String(Date.now()));
    } catch {
      /* storage is forbidden */
    }
    if (Date.now() - before < RELOADED_LATELY) {
      trouble(told.words.lost, true);
      return;
    }
    trouble(told.words.gone);
    leaving = true;
    window.location.reload();
  }

  async function look() {
    clearTimeout(timer);
    if (leaving) return;
    asked += 1;
    const mine = asked;
    let status = 0;
    try {
      status = (await fetch(told.kernel, { cache: "no-store", credentials: "same-origin" })).status;
    } catch {
      /* no answer at all: the server or the network is away */
    }
    if (mine !== asked || leaving) return;
    if (status === 200) {
      if (page.dataset.page === "lost") {
        page.dataset.page = "ready";
        trouble("");
      }
      window.dispatchEvent(new CustomEvent("wb:alive"));
    } else if (status === 404 || status === 410 || status === 403) {
      reopen();
      return;
    } else {
      page.dataset.page = "lost";
      trouble(told.words.lost, true);
    }
    const calm = status === 200 && doubts === 0;
    doubts = Math.max(0, doubts - 1);
    timer = setTimeout(wait, calm ? EVERY : EVERY_WHILE_LOST);
  }

  function wait() {
    if (document.visibilityState === "visible") look();
  }

  window.addEventListener("wb:unanswered", () => {
    doubts = 2;
    look();
  });
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", wait);
  // Brought back by Back as it was left: its kernel was let go and its connection is closed. What was typed
  // waits in the tab's storage.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = true;
    window.location.reload();
  });
  window.addEventListener("load", () => {
    timer = setTimeout(wait, EVERY);
  });
  window.addEventListener("beforeunload", () => {
    leaving = true;
    // A dialogue or a download may keep the page after all.
    setTimeout(() => {
      leaving = false;
      look();
    }, 3000);
  });

  /* Voilà says farewell to its kernel whenever the browser is about to leave, and a mail link counts
   * as leaving: open such links apart. */
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link && !/^(https?|blob):$/.test(link.protocol)) link.target = "_blank";
  });

  /* Voilà's front end is a megabyte for the browser to read: it begins once the page has been painted, and
   * at the latest with the page's last word, because it waits for the window's load. */
  function begin() {
    if (document.querySelector(`script[src="${told.front}"]`)) return;
    const front = document.createElement("script");
    front.src = told.front;
    document.head.append(front);
  }
  requestAnimationFrame(() => setTimeout(begin));

  function whole() {
    if (refusesCookies()) {
      leaving = true;
      page.dataset.page = "lost";
      say("", "still");
      trouble(told.words.cookies, true);
      return;
    }
    begin();
    place();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whole);
  else whole();
})();
