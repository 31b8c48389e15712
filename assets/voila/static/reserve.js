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

  const rules = Object.entries(remembered(key) ?? {})
    .filter(([cell, height]) => /^[\w-]+$/.test(cell) && Number.isFinite(height))
    .map(([cell, height]) => `#${cell}[aria-busy]{min-height:${height}px}`);
  if (rules.length) {
    const style = document.createElement("style");
    style.textContent = rules.join("");
    document.head.append(style);
  }

  window.addEventListener("pagehide", () => {
    if (told.page !== "ready") return;
    const heights = {};
    for (const cell of document.querySelectorAll(".wb-cell")) {
      heights[cell.id] = Math.round(cell.getBoundingClientRect().height);
    }
    try {
      localStorage.setItem(key, JSON.stringify(heights));
    } catch {
      /* as above */
    }
  });
})();
