/* One entry: entered at its clause, with what it changes. */
function choose(id) {
  const there = state.entries.filter((one) => one.clause === id);
  edit(there.length ? there[there.length - 1] : fresh(id));
}

function fresh(id) {
  const clause = data.clauses[id] || { cited: say("wholeText") };
  return {
    id: newId(), clause: id, cited: clause.cited, base: clause.text || "",
    action: clause.text === undefined ? "remark" : "reword", proposed: clause.text || "",
    observation: "", nature: "", reason: "", date: "",
  };
}

/* Keep what was entered and left for another passage; nothing that was typed is lost. */
function settle() {
  if (!editing) return;
  const entry = filled();
  if (altered(entry) && (entry.action !== "remark" || entry.observation || entry.reason)) put(entry);
}

/* Tell whether an entry says more than what is kept of it, or than an empty one. */
function altered(entry) {
  const before = state.entries.find((one) => one.id === entry.id) || fresh(entry.clause);
  if (entry.action !== before.action && entry.action !== "remark") return true;
  return ["observation", "nature", "reason"].some((key) => entry[key] !== before[key]) ||
    (entry.action !== "remark" && entry.proposed !== before.proposed);
}

function put(entry) {
  const at = state.entries.findIndex((one) => one.id === entry.id);
  if (at < 0) state.entries.push(entry);
  else state.entries[at] = entry;
  touched();
}

function edit(entry) {
  settle();
  refresh();
  editing = entry;
  const clause = data.clauses[entry.clause] || {};
  byId("saisie-titre").textContent = entry.cited;
  byId("base").textContent = entry.base;
  byId("base").hidden = !entry.base;
  const allowed = { remark: true, reword: Boolean(entry.base), insert: clause.listed,
    delete: clause.goes };
  saisie.querySelectorAll("[name=action]").forEach((radio) => {
    radio.parentNode.hidden = !allowed[radio.value];
    radio.checked = radio.value === entry.action;
  });
  byId("actions").hidden = !entry.base;
  byId("proposed").value = entry.proposed;
  byId("observation").value = entry.observation;
  byId("nature").value = entry.nature;
  byId("reason").value = entry.reason;
  byId("erreur").textContent = "";
  byId("autre").hidden = !state.entries.some((one) => one.id === entry.id);
  document.querySelectorAll(".current").forEach((node) => node.classList.remove("current"));
  const element = byId(entry.clause);
  if (element) element.classList.add("current");
  saisie.hidden = false;
  document.body.classList.add("editing");
  preview();
  byId("saisie-titre").focus();
}

function action() {
  const checked = saisie.querySelector("[name=action]:checked");
  return checked ? checked.value : "remark";
}

function preview() {
  const now = action();
  byId("redaction").hidden = now !== "reword" && now !== "insert";
  byId("apercu").hidden = now === "remark" || now === "insert";
  const proposed = byId("proposed").value;
  if (now === "reword" && proposed === editing.base) byId("difference").textContent = say("same");
  else showRedline(byId("difference"), changes({ action: now, base: editing.base, proposed: proposed }));
}

function switched() {
  const proposed = byId("proposed");
  if (action() === "insert" && proposed.value === editing.base) proposed.value = "";
  if (action() === "reword" && !proposed.value) proposed.value = editing.base;
  preview();
}

function filled() {
  const entry = Object.assign({}, editing, {
    action: action(), proposed: byId("proposed").value.trim(),
    observation: byId("observation").value.trim(), nature: byId("nature").value,
    reason: byId("reason").value.trim(), date: now(),
  });
  if (entry.action === "reword" && entry.proposed === entry.base) entry.action = "remark";
  if (entry.action === "reword" && !entry.proposed) entry.action = "delete";
  if (entry.action === "remark" || entry.action === "delete") entry.proposed = "";
  return entry;
}

function keep(event) {
  event.preventDefault();
  const entry = filled();
  if (entry.action === "remark" && !entry.observation) return complain("nothing", "observation");
  if (entry.action === "insert" && !entry.proposed) return complain("empty", "proposed");
  put(entry);
  notice("kept");
  close();
  return undefined;
}

function complain(key, field) {
  byId("erreur").textContent = say(key);
  byId(field).focus();
}

function abandon() {
  const entry = filled();
  const lost = altered(entry);
  close();
  if (lost) offer("abandoned", () => edit(entry));
}

function close() {
  const clause = editing.clause;
  editing = null;
  state.pending = null;
  saisie.hidden = true;
  document.body.classList.remove("editing");
  document.querySelectorAll(".current").forEach((node) => node.classList.remove("current"));
  remember();
  refresh();
  const button = Array.from(document.querySelectorAll(".mark"))
    .find((one) => one.dataset.clause === clause) || byId("generale");
  button.focus();
}
