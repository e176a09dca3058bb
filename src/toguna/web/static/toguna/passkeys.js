// Passkeys: says in words what was not done; what needs one is shown where one can be used.
"use strict";
const problem = document.getElementById("passkey-problem");
const tell = (what) => {
  problem.textContent = problem.dataset[what];
  problem.hidden = false;
};
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  tell(event.detail.exception.name === "NotAllowedError" ? "cancelled" : "failed");
});
// A passkey belongs to a name: none can be made at a bare address such as 192.168.1.20.
const named = !/^[\d.]+$|^\[/.test(location.hostname);
if (window.PublicKeyCredential && named) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
} else if (problem.hasAttribute("data-needed")) tell("absent");
