// On a telephone, what stands beside the text opens at a touch; on paper all of it is open.
"use strict";

const notes = () => document.querySelectorAll(".text-beside details, .text-contents > details");
if (matchMedia("(max-width: 64rem)").matches) for (const one of notes()) one.open = false;
addEventListener("beforeprint", () => {
  for (const one of notes()) one.open = true;
});
