/* What was entered: kept in the browser, saved as a file and resumed from one. */
const data = JSON.parse(document.getElementById("donnees").textContent);
const byId = (id) => document.getElementById(id);
const memory = "toguna:" + data.draft.sha256 + ":" + data.contributor.label;
const saisie = byId("saisie");
let state = { person: { name: "", role: "" }, entries: [], pending: null };
let editing = null;
let unsaved = false;
let hits = [];
let hitAt = -1;

function remember() {
  try {
    localStorage.setItem(memory, JSON.stringify(state));
    return true;
  } catch (error) {
    return false;
  }
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(memory) || "null");
    if (kept && Array.isArray(kept.entries)) state = kept;
  } catch (error) {
    /* What cannot be read is as if it were not there. */
  }
}

function touched() {
  unsaved = true;
  if (!remember()) notice("noMemory");
}

function fileText() {
  return JSON.stringify({
    schema: data.schema, draft: data.draft, round: data.round, contributor: data.contributor,
    person: state.person, saved: now(), entries: state.entries,
  }, null, 2) + "\n";
}

function now() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([fileText()], { type: "application/json" }));
  link.download = data.file;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
  notice("saved", { file: data.file, count: counted(state.entries.length) });
}

function resume(text) {
  let told = null;
  try {
    told = JSON.parse(text);
  } catch (error) {
    /* Said below. */
  }
  if (!told || told.schema !== data.schema || !Array.isArray(told.entries)) {
    notice("notOurs");
    return;
  }
  const fresh = told.entries.filter((one) => one && typeof one === "object").map(whole);
  const ids = new Set(fresh.map((one) => one.id));
  state.entries = fresh.concat(state.entries.filter((one) => !ids.has(one.id)));
  if (told.person && typeof told.person === "object") {
    state.person = { name: String(told.person.name || ""), role: String(told.person.role || "") };
  }
  byId("nom").value = state.person.name;
  byId("fonction").value = state.person.role;
  remember();
  refresh();
  const same = told.draft && told.draft.sha256 === data.draft.sha256;
  notice(same ? "resumed" : "otherDraft", { count: counted(fresh.length) });
}

function whole(one) {
  const entry = {};
  ["id", "clause", "cited", "base", "action", "proposed", "observation", "nature", "reason", "date"]
    .forEach((key) => { entry[key] = typeof one[key] === "string" ? one[key] : ""; });
  entry.id = entry.id || newId();
  return entry;
}

function newId() {
  return "e" + Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}

function notice(key, values) {
  byId("avis").textContent = say(key, values || {});
  byId("avis").hidden = false;
}
