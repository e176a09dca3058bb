// The table of observations by keyboard, and an observation beside it on a wide screen. All that
// is done here is done by the page's own links and forms.
"use strict";

(() => {
  const QUICK = {
    r: "retenue", m: "retenue avec modification", n: "non retenue", p: "prise en note",
    s: "satisfaite par ailleurs", d: "doublon", a: "renvoyée à l'arbitrage",
  };
  const NEEDS_WORDS = { [QUICK.m]: "wording", [QUICK.n]: "reason" };
  const OFF = "toguna-keys-off", AT = "toguna-at", WANTED = "toguna-wanted";
  const wide = matchMedia("(min-width: 75rem)");
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const rows = () => all(".register-table tbody tr");
  const bulk = one("#bulk"), panel = one("#panel"), keys = one("#keys");
  let at = rows().findIndex((row) => row.classList.contains("current"));

  // Where one is in the table

  function go(index) {
    const row = rows()[index];
    if (!row) return;
    at = index;
    const link = one("a.open", row);
    link.focus();
    row.scrollIntoView({ block: "nearest" });
    if (panel?.childElementCount && wide.matches) open(link);
  }

  function step(by) {
    if (rows().length) {
      const index = Math.max(0, at + by);
      if (index < rows().length) go(index);
      else one("a[rel=next]", one(".pages") ?? document.createElement("p"))?.click();
    } else one(`.stepped a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
  }

  document.addEventListener("focusin", (event) => {
    const index = rows().indexOf(event.target.closest(".register-table tbody tr"));
    if (index >= 0) at = index;
  });

  // An observation beside the table

  async function open(link) {
    await htmx.ajax("GET", link.href, { target: "#panel", swap: "innerHTML" });
    one("#register").classList.add("split");
    const row = link.closest("tr");
    rows().forEach((other) => other.classList.toggle("current", other === row));
    const address = new URL(location);
    address.searchParams.set("open", row.dataset.name);
    history.replaceState(null, "", address);
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".register-table a.open");
    if (!link || !panel || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await open(link);
    one(".detail-title", panel)?.focus();
  });

  // Ticking

  const boxes = () => all("input[name=tick]", bulk ?? document);

  function count() {
    const told = one("#ticked");
    if (told) told.textContent = `(${boxes().filter((box) => box.checked).length})`;
  }

  const page = one("#tick-page");
  if (page) {
    page.closest("label").hidden = false;
    page.addEventListener("change", () => {
      boxes().forEach((box) => { box.checked = page.checked; });
      count();
    });
  }
  bulk?.addEventListener("change", count);

  // Answering with one key

  function choose(form, disposition) {
    const radio = all("input[name=disposition]", form).find((input) => input.value === disposition);
    radio.checked = true;
    const words = form.elements[NEEDS_WORDS[disposition]];
    if (words && (words.name === "wording" || !words.value)) words.focus();
    else form.requestSubmit(one("button[value='proposée']", form));
  }

  function answerMany(disposition) {
    if (!boxes().some((box) => box.checked)) {
      const box = rows()[at] && one("input[name=tick]", rows()[at]);
      if (!box) return;
      box.checked = true;
      count();
    }
    bulk.elements.disposition.value = disposition;
    const reason = bulk.elements[NEEDS_WORDS[disposition]];
    if (reason && !reason.value) reason.focus();
    else bulk.requestSubmit(one("button[value='proposée']", bulk));
  }

  async function answer(disposition) {
    const form = one(".answer-form");
    const current = rows()[at];
    const ticked = boxes().some((box) => box.checked);
    if (form && !ticked && (!current || one(".detail").dataset.name === current.dataset.name)) {
      choose(form, disposition);
    } else if (bulk && disposition !== QUICK.m) answerMany(disposition);
    else if (bulk && current) {
      const link = one("a.open", current);
      if (wide.matches) {
        await open(link);
        choose(one(".answer-form"), disposition);
      } else {
        sessionStorage.setItem(WANTED, disposition);
        link.click();
      }
    }
  }

  // One comes back to the line where one was: the same, or the one that took its place.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    const row = event.target.matches(".answer-form") ? null : rows()[at];
    sessionStorage.setItem(AT, JSON.stringify(row ? { name: row.dataset.name, index: at } : {}));
  });
  const was = JSON.parse(sessionStorage.getItem(AT) ?? "null");
  const wanted = sessionStorage.getItem(WANTED);
  sessionStorage.removeItem(AT);
  sessionStorage.removeItem(WANTED);
  if (was && rows().length) {
    const same = rows().findIndex((row) => row.dataset.name === was.name);
    const index = same >= 0 ? same : was.index ?? at;
    if (index >= 0) one("a.open", rows()[Math.min(index, rows().length - 1)]).focus();
  } else if (was) one(".detail-title")?.focus();
  if (wanted && one(".answer-form")) choose(one(".answer-form"), wanted);
  if (one(".errorlist, [role=alert]")) one("[aria-invalid=true]")?.focus();
  count();

  // Keys

  const on = one("#keys-on");
  if (on) {
    on.checked = !localStorage.getItem(OFF);
    on.addEventListener("change", () => {
      if (on.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    });
    one(".keys-hint").hidden = false;
    one("#keys-open").addEventListener("click", () => keys.showModal());
  }

  function isTyping(target) {
    return target.matches("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]");
  }

  const ACTS = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => one("#filter_q")?.focus(),
    "?": () => keys?.showModal(),
    x: () => rows()[at] && one("input[name=tick]", rows()[at])?.click(),
    z: () => all("#notices button[form=undo]").pop()?.click(),
  };

  document.addEventListener("keydown", (event) => {
    const form = event.target.form;
    if (event.ctrlKey && event.key === "Enter" && form) form.requestSubmit(one("button", form));
    if (event.ctrlKey || event.metaKey || event.altKey || keys?.open) return;
    const inRow = event.target.closest?.(".register-table tbody tr");
    if (inRow && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Escape") one("#panel-close")?.click();
    if (!on?.checked || event.repeat && event.key in QUICK) return;
    const act = ACTS[event.key] ?? (event.key in QUICK && (() => answer(QUICK[event.key])));
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
