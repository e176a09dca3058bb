// What a new wording changes is shown as it is typed, by the offline form's own comparison
// (redline.js); without a script, it is shown once it is kept.
"use strict";

const writing = document.querySelector("form[data-writing]");

// The words that redline.js says aloud.
function say(key) {
  return writing.dataset[key];
}

if (writing) {
  const proposed = writing.querySelector("[name=proposed]");
  const base = writing.dataset.base;
  const chosen = () => writing.querySelector("[name=action]:checked")?.value;
  let typed = false;

  const show = () => {
    const action = chosen();
    const preview = writing.querySelector("[data-preview]");
    if (!preview) return;
    const shown = preview.querySelector(".redline");
    writing.querySelector("[data-proposed]").hidden = action !== "reword" && action !== "insert";
    preview.hidden = action !== "reword" && action !== "delete";
    const after = action === "delete" ? "" : proposed.value.trim();
    if (after === base) shown.textContent = say("same");
    else showRedline(shown, redline(base, after));
  };
  // A new paragraph does not begin with the words of the one before it.
  const switched = () => {
    if (chosen() === "insert" && proposed.value.trim() === base) proposed.value = "";
    if (chosen() === "reword" && !proposed.value) proposed.value = base;
    show();
  };
  writing.addEventListener("change", (event) => { if (event.target.name === "action") switched(); });
  writing.addEventListener("input", () => { typed = true; show(); });
  writing.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  show();
  (proposed && chosen() !== "remark" ? proposed : writing.querySelector("[name=observation]")).focus();
}
