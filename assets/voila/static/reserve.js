/* Keeps the page from jumping while it wakes: before anything is drawn, gives each part the height it
 * had here last time, and the steps their marks. Only numbers and page names are remembered, in this
 * browser. Runs before the body, so it must stay small.
 */

(() => {
  const told = document.documentElement.dataset;
  const key = `wb:heights:${window.location.pathname}:${Math.round(window.innerWidth / 20)}`;

  function remembered(name) {
    try {
      return JSON.parse(localStorage.getItem(name) ?? "null");
    } catch {
      return null; // storage is forbidden, or not ours: the page works without
    }
  }

  const begun = remembered("wb:done");
  if (Array.isArray(begun) && begun.length) told.begun = "true";

  const before = Object.entries(remembered(key) ?? {}).filter(
    ([cell, height]) => /^[\w-]+$/.test(cell) && Number.isFinite(height),
  );
  if (before.length) told.known = "true";
  // A part that was shut is remembered by a height below nought, and its prose stays folded.
  const rules = before.map(
    ([cell, height]) =>
      `#${cell}[aria-busy]{min-height:${Math.abs(height)}px}` +
      (height < 0 ? `@media screen{.wb-prose:has(+ #${cell}[aria-busy])>:not(h1,h2){display:none}}` : ""),
  );
  if (rules.length) {
    const style = document.createElement("style");
    style.textContent = rules.join("");
    document.head.append(style);
  }

  window.addEventListener("pagehide", () => {
    if (told.page !== "ready") return;
    const heights = {};
    for (const cell of document.querySelectorAll(".wb-cell")) {
      const height = Math.round(cell.getBoundingClientRect().height);
      heights[cell.id] = cell.classList.contains("wb-shut") ? -height : height;
    }
    try {
      localStorage.setItem(key, JSON.stringify(heights));
    } catch {
      /* as above */
    }
  });
})();
