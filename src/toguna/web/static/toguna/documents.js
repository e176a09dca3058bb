// When work in the background is done, the page is shown again with what it made.
"use strict";

document.addEventListener("htmx:afterSettle", () => {
  if (document.querySelector(".job-done, .job-failed:not([data-old])")) location.reload();
});
for (const job of document.querySelectorAll(".job-failed")) job.dataset.old = "1";
