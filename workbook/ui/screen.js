/* One part of a page: draws the HTML that Python sends and sends back what the visitor did.
 *
 * Python owns the state. An element with `data-do` says which action it stands for; its value goes
 * along. Every event carries a number and is answered with it once it is stored, so the page knows
 * what was saved. What was typed and not yet answered waits in this tab's session storage, so that it
 * survives a reload after the kernel was lost.
 */

const PATIENCE = 5000; // ms without an answer before the connection is doubted
const TYPING = 400; // ms of rest in typing before it is sent
const MOST_BEFORE = 8; // texts of one field that are told about: one was kept, the others are on their way
const CHUNK = 1024 * 1024; // bytes of a file in one message

const isField = (el) => el.matches("input:not([type=file]), textarea, select");
const isTyped = (el) => el.matches("textarea, input[type=text], input[type=email], input:not([type])");

/* Half of a letter of two halves is no text: what is sent with one in it is no message to a server. */
const whole = (value) => {
  if (Array.isArray(value)) return value.map(whole);
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\uFFFD") : value;
};

/* The tab's storage, which may be full or forbidden: then the field itself still holds the text. */
const tab = {
  get(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      /* as above */
    }
  },
  remove(key) {
    try {
      sessionStorage.removeItem(key);
    } catch {
      /* as above */
    }
  },
};

function tell(name, detail) {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

/* Makes `live` look like `wanted` and leaves alone what is the same, so that focus, caret, scroll and
 * opened details survive a redraw. */
function morph(live, wanted, busy) {
  const old = [...live.childNodes];
  const byId = new Map(old.filter((n) => n.id).map((n) => [n.id, n]));
  let at = live.firstChild;
  for (const next of [...wanted.childNodes]) {
    let match = next.id ? byId.get(next.id) : null;
    if (!match && at && !at.id && !next.id && at.nodeName === next.nodeName) match = at;
    if (!match) {
      live.insertBefore(next, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else live.insertBefore(match, at);
    if (match.nodeType !== Node.ELEMENT_NODE) {
      if (match.nodeValue !== next.nodeValue) match.nodeValue = next.nodeValue;
    } else if (match.nodeName.toLowerCase() === "svg") {
      if (match.outerHTML !== next.outerHTML) match.replaceWith(next);
    } else {
      const chosen = next.value; // read first: morphing may move the options over
      attributes(match, next, busy);
      if (!match.matches("textarea")) morph(match, next, busy);
      // A choice once made by hand no longer follows the options' attributes, and would stay with the
      // place in the list when the person in that place has become another.
      if (match.matches("select") && !busy(match)) match.value = chosen;
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function attributes(live, wanted, busy) {
  for (const { name } of [...live.attributes]) {
    if (name === "open" && live.nodeName === "DETAILS") continue;
    if (!wanted.hasAttribute(name)) live.removeAttribute(name);
  }
  for (const { name, value } of [...wanted.attributes]) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  if (!isField(live) || busy(live)) return;
  if (live.type === "radio" || live.type === "checkbox") live.checked = wanted.hasAttribute("checked");
  else if (live.matches("select")) return;
  else live.value = live.matches("textarea") ? wanted.textContent : (wanted.getAttribute("value") ?? "");
  if (isTyped(live)) shown.set(live, live.value);
}

const shown = new WeakMap(); // typed field -> the text that Python last put in it, or said was saved
const base = (field) => shown.get(field) ?? field.defaultValue;

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "wb-part";
  el.append(root);
  const waiting = new Map(); // number -> {...event, timer, done, message, buffers}
  const typing = new Map(); // element -> timer
  const unsaved = new Set(); // keys of fields whose last answer was that it was not saved
  const words = () => model.get("words");
  const storageKey = (field) => `wb:${model.get("book")}:${field}`;
  const fieldKey = (field) => `${field.dataset.do}:${field.dataset.key ?? field.name ?? ""}`;
  let number = 0;
  let cancelled = false;

  /* Whether a field holds what Python does not have (yet): a redraw must leave that alone. */
  const busy = (field) =>
    typing.has(field) ||
    unsaved.has(fieldKey(field)) ||
    [...waiting.values()].some((event) => event.field && event.field === fieldKey(field));

  function show(state) {
    tell("wb:saved", { state, text: words()[state] ?? "" });
  }

  /* What the page may say after an answer: "saved" is about all of this part, not about one message. */
  function standing(state) {
    if (state !== "saved") return state;
    const left = [...root.querySelectorAll("[data-do]")].some((field) => unsaved.has(fieldKey(field)));
    if (left || [...waiting.values()].some((event) => event.late && !event.patient)) return "failed";
    return waiting.size || typing.size ? "saving" : "saved";
  }

  function send(event, buffers = []) {
    number += 1;
    const mine = number;
    if (!event.quiet) show("saving");
    return new Promise((done) => {
      const message = { ...event, key: whole(event.key), value: whole(event.value), number: mine };
      const timer = setTimeout(() => unanswered(mine), PATIENCE);
      waiting.set(mine, { ...event, timer, done, message, buffers });
      hand(mine);
    });
  }

  function hand(mine) {
    const { message, buffers } = waiting.get(mine);
    try {
      model.send(message, undefined, buffers);
    } catch {
      unanswered(mine); // there is no connection to hand it to
    }
  }

  /* What takes long by its nature is no reason to say that it failed, but the kernel is looked after. */
  function unanswered(mine) {
    const event = waiting.get(mine);
    if (!event) return;
    event.late = true;
    if (!event.patient) show("failed");
    tell("wb:unanswered", {});
  }

  /* The kernel lives, and yet nothing was heard of these: they may have been lost on the way. Python acts on a
   * number once. */
  function handAgain() {
    for (const [mine, event] of waiting) if (event.late) hand(mine);
  }

  /* What a field held before, as far as this page knows: another page's text is none of these. */
  function before(field, key = fieldKey(field)) {
    const sent = [...waiting.values()].filter((event) => event.field === key).map((event) => event.value);
    return [...new Set([base(field), ...sent])].slice(-MOST_BEFORE);
  }

  function keep(field, value, was = before(field)) {
    tab.set(storageKey(fieldKey(field)), value);
    if (isTyped(field)) tab.set(`${storageKey(fieldKey(field))}:was`, JSON.stringify(was));
  }

  function forget(key) {
    tab.remove(storageKey(key));
    tab.remove(`${storageKey(key)}:was`);
  }

  function sendField(field, was = before(field)) {
    clearTimeout(typing.get(field));
    typing.delete(field);
    const value = field.type === "checkbox" ? String(field.checked) : field.value;
    const key = fieldKey(field);
    if (field.type !== "checkbox") keep(field, value, was);
    const told = isTyped(field) ? { was: whole(was) } : {};
    send({ do: field.dataset.do, key: field.dataset.key ?? "", value, field: key, ...told }).then((answer) => {
      if (answer.saved && isTyped(field)) shown.set(field, value);
      // What was refused for good would be refused again at every reload. A later text, sent or not, stays.
      if ((answer.saved || answer.final) && tab.get(storageKey(key)) === value) forget(key);
    });
  }

  /* Of two texts for one field one was chosen: `value`, or with null the one that Python has. */
  function settle(key, value) {
    unsaved.delete(key);
    forget(key);
    for (const field of root.querySelectorAll("[data-do]")) {
      if (fieldKey(field) !== key) continue;
      clearTimeout(typing.get(field));
      typing.delete(field);
      if (value !== null) field.value = value;
      shown.set(field, field.value);
    }
    draw();
  }

  root.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset.do || !isTyped(field)) return;
    keep(field, field.value);
    const mirror = field.closest("[data-text]"); // a blank in a sentence grows with its text
    if (mirror) mirror.dataset.text = field.value || field.placeholder;
    clearTimeout(typing.get(field));
    typing.set(field, setTimeout(() => sendField(field), TYPING));
  });

  root.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.dataset.do) return;
    if (field.type === "file") return void upload(field);
    if (isTyped(field) && !typing.has(field)) return; // already sent
    sendField(field);
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.do === "cancel-upload") {
      cancelled = true;
      return;
    }
    for (const field of [...typing.keys()]) sendField(field);
    send({ do: button.dataset.do, key: button.dataset.key ?? "", value: button.value ?? "", patient: true });
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });

  /* A page that is not served over https has no clipboard, but may copy what is selected. */
  async function copy(button) {
    const told = button.nextElementSibling;
    let done = true;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const field = document.createElement("textarea");
      field.value = button.dataset.copy;
      field.className = "wb-hidden";
      button.after(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      button.focus();
    }
    for (const other of root.querySelectorAll("[data-copied]")) other.textContent = "";
    told.textContent = done ? told.dataset.copied : told.dataset.failed;
  }

  /* Files travel in chunks, each answered before the next: a progress bar that tells the truth, and
   * a message size no server refuses. */
  async function upload(input, files = [...input.files]) {
    const meter = root.querySelector("[data-progress]");
    cancelled = false;
    for (const file of files) {
      const parts = Math.max(1, Math.ceil(file.size / CHUNK));
      for (let part = 0; part < parts; part += 1) {
        if (cancelled) break;
        const bytes = await file.slice(part * CHUNK, (part + 1) * CHUNK).arrayBuffer();
        const answer = await send(
          { do: "chunk", key: input.dataset.do, value: file.name, size: file.size, part, parts, patient: true },
          [bytes],
        );
        if (!answer.saved) return;
        if (meter) {
          meter.hidden = false;
          const bar = meter.querySelector("progress");
          bar.value = (part + 1) / parts;
          meter.querySelector("[data-name]").textContent = file.name;
        }
      }
    }
    if (meter) meter.hidden = true;
    const names = files.map((file) => file.name);
    if (input.value) input.value = "";
    send({ do: cancelled ? "chunks-dropped" : input.dataset.do, key: "", value: names, patient: true });
  }

  root.addEventListener("dragover", (event) => {
    const zone = event.target.closest("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.dataset.over = "true";
  });
  root.addEventListener("dragleave", (event) => {
    const zone = event.target.closest("[data-drop]");
    if (zone && !zone.contains(event.relatedTarget)) delete zone.dataset.over;
  });
  root.addEventListener("drop", (event) => {
    const zone = event.target.closest("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    delete zone.dataset.over;
    upload(zone.querySelector("input[type=file]"), [...event.dataTransfer.files]);
  });

  function draw() {
    const wanted = document.createElement("template");
    wanted.innerHTML = model.get("html");
    const had = document.activeElement;
    const inside = root.contains(had);
    morph(root, wanted.content, busy);
    if (inside && !document.contains(had)) root.querySelector("[data-refocus]")?.focus();
    const frame = root.querySelector("[data-frame]");
    if (frame) tell("wb:frame", JSON.parse(frame.dataset.frame));
  }

  function replay() {
    for (const field of root.querySelectorAll("[data-do]")) {
      if (!isField(field) || field.type === "checkbox" || field.disabled) continue;
      const kept = tab.get(storageKey(fieldKey(field)));
      if (kept === null) continue;
      const was = tab.get(`${storageKey(fieldKey(field))}:was`);
      if (field.type !== "radio") field.value = kept;
      else if (field.value === kept) field.checked = true;
      else continue;
      if (was) sendField(field, JSON.parse(was));
      else sendField(field);
    }
  }

  /* Whose clock the days go by: asked once, and only the name of the zone is told. */
  function tellZone() {
    const asks = root.querySelector("[data-ask-zone]")?.dataset.askZone;
    const value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (asks && value) send({ do: asks, key: "", value, quiet: true, patient: true });
  }

  function offer({ name, type }, buffers) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(buffers, { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function heard(message, buffers) {
    if (message.answer !== undefined) {
      const event = waiting.get(message.answer);
      if (event) {
        waiting.delete(message.answer);
        clearTimeout(event.timer);
        if (event.field) unsaved[message.saved ? "delete" : "add"](event.field);
        event.done(message);
      }
      if (message.state) show(standing(message.state));
    }
    if (message.settle) settle(message.settle, message.value);
    if (message.offer) offer(message.offer, buffers);
    if (message.focus) {
      requestAnimationFrame(() => {
        const target = document.getElementById(message.focus);
        target?.focus({ preventScroll: true });
        target?.scrollIntoView({
          block: "start",
          behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
        });
      });
    }
    if (message.go) {
      const { pathname } = window.location;
      if (message.go === "reload") window.location.reload();
      else window.location.assign(new URL(message.go, new URL(pathname, window.location.origin)));
    }
  }

  model.on("change:html", draw);
  model.on("msg:custom", heard);
  window.addEventListener("wb:alive", handAgain);
  draw();
  replay();
  tellZone();
  root.dataset.awake = "true";
  return () => {
    model.off("change:html", draw);
    model.off("msg:custom", heard);
    window.removeEventListener("wb:alive", handAgain);
  };
}

export default { render };
