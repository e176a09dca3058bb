// Files dropped on a form are those that it sends; without a script, its file input does.
"use strict";

for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  const names = form.querySelector(".drop-names");
  const tell = () => {
    names.textContent = "";
    for (const file of input.files) {
      names.appendChild(document.createElement("li")).textContent =
        file.name + " (" + Math.max(1, Math.round(file.size / 1024)).toLocaleString() + " ko)";
    }
  };
  let depth = 0;
  const over = (change) => {
    depth = Math.max(0, depth + change);
    form.classList.toggle("over", depth > 0);
  };
  form.addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
  form.addEventListener("dragleave", () => over(-1));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
    form.requestSubmit();
  });
  input.addEventListener("change", tell);
}
