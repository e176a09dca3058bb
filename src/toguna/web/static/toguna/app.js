// What every page does with a script; without one, all of it is done by links and forms.
"use strict";

// A menu closes when another place is clicked, or with Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a telephone the tabs are wider than the screen: the open one is in sight.
const tabs = document.querySelector(".tabs");
const openTab = tabs?.querySelector("[aria-current]");
if (openTab) tabs.scrollLeft = openTab.offsetLeft - (tabs.clientWidth - openTab.offsetWidth) / 2;

// A form is sent once, however often its button is pressed; not one that opens another page, nor
// one that gives a file (data-repeats), after which the page is still there.
const isSentOnce = (form) => form.method === "post" && !form.target && !form.hasAttribute("hx-post")
  && !("repeats" in form.dataset);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (isSentOnce(form)) form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What a page asks to confirm.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
    delete event.target.dataset.sent;
  }
});

// Once work in the background has ended, its page is shown anew with what it made, unless
// something is being filled in.
const ended = () => document.querySelectorAll(".job-done, .job-failed").length;
const endedBefore = ended();
document.addEventListener("htmx:afterSettle", () => {
  const fields = [...document.querySelectorAll("main input:not([type=hidden]), main textarea")];
  const isFilled = fields.some((one) => one.type === "file" ? one.value : one.value !== one.defaultValue);
  if (ended() > endedBefore && !isFilled) location.reload();
});
