// When work in the background is done, the page is shown again with what it made.
"use strict";

const over = () => document.querySelectorAll(".job-done, .job-failed").length;
const before = over();
document.addEventListener("htmx:afterSettle", () => {
  if (over() > before) location.reload();
});
