/* The entries as a list, and their marks in the text. */
function hostOf(element) {
  if (element.tagName === "LI") return element.querySelector("p, div") || element;
  const paragraphs = /^(TD|TH)$/.test(element.tagName) ? element.querySelectorAll("p") : [];
  return paragraphs.length ? paragraphs[paragraphs.length - 1] : element;
}

function setUpText() {
  Object.keys(data.clauses).forEach((id) => {
    const element = byId(id);
    if (!element || !byId("texte").contains(element)) return;
    element.classList.add("clause");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mark";
    button.dataset.clause = id;
    button.addEventListener("click", () => choose(id));
    button.classList.toggle("of-table", element.tagName === "TABLE");
    if (element.tagName === "TABLE") element.parentNode.parentNode.insertBefore(button, element.parentNode);
    else hostOf(element).appendChild(button);
    if (/^H[1-6]$/.test(element.tagName)) {
      byId("parties").appendChild(new Option(data.clauses[id].cited.split(", ").pop() + " – " +
        data.clauses[id].text.slice(0, 60), id));
    }
  });
}

function markText() {
  document.querySelectorAll(".mine").forEach((node) => node.remove());
  const count = {};
  state.entries.forEach((one) => { count[one.clause] = (count[one.clause] || 0) + 1; });
  document.querySelectorAll(".mark").forEach((button) => {
    const id = button.dataset.clause;
    const clause = data.clauses[id];
    button.textContent = "✎" + (button.classList.contains("of-table") ? " " + say("table") : "") +
      (count[id] ? " " + count[id] : "");
    button.lang = language;
    button.classList.toggle("said", Boolean(count[id]));
    button.setAttribute("aria-label", say(clause.text === undefined ? "markTable" : "mark", clause) +
      (count[id] ? " – " + counted(count[id]) : ""));
  });
  state.entries.forEach((one) => {
    const element = byId(one.clause);
    if (!element || !data.clauses[one.clause] || one.action === "remark") return;
    const box = document.createElement("div");
    box.className = "mine";
    showRedline(box, changes(one));
    hostOf(element).appendChild(box);
  });
}

function changes(entry) {
  if (entry.action === "delete") return [["del", entry.base]];
  if (entry.action === "insert") return [["add", entry.proposed]];
  return redline(entry.base, entry.proposed);
}

function refresh() {
  markText();
  document.querySelectorAll(".nombre").forEach((node) => {
    node.textContent = String(state.entries.length);
  });
  byId("vide").hidden = state.entries.length > 0;
  const order = Object.keys(data.clauses);
  const sorted = state.entries.slice().sort((a, b) => order.indexOf(a.clause) - order.indexOf(b.clause));
  const list = byId("entrees");
  list.textContent = "";
  sorted.forEach((entry) => list.appendChild(card(entry)));
}

function card(entry) {
  const item = document.createElement("li");
  const title = item.appendChild(document.createElement("h3"));
  title.textContent = entry.cited;
  const kind = item.appendChild(document.createElement("p"));
  kind.className = "fine";
  kind.textContent = say(entry.action || "remark") +
    (entry.nature ? " · " + natureName(entry.nature) : "");
  if (entry.action !== "remark") {
    const change = item.appendChild(document.createElement("p"));
    change.className = "change";
    change.lang = "fr";
    showRedline(change, changes(entry));
  }
  paragraph(item, entry.observation);
  if (entry.reason) paragraph(item, say("justified") + entry.reason);
  const buttons = item.appendChild(document.createElement("p"));
  buttons.className = "buttons";
  buttons.appendChild(button("edit", entry, () => edit(entry)));
  buttons.appendChild(button("drop", entry, () => drop(entry)));
  return item;
}

function paragraph(item, text) {
  if (text) item.appendChild(document.createElement("p")).textContent = text;
}

function button(key, entry, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = say(key);
  made.setAttribute("aria-label", say(key) + " : " + entry.cited);
  made.addEventListener("click", act);
  return made;
}

function drop(entry) {
  state.entries = state.entries.filter((one) => one.id !== entry.id);
  touched();
  refresh();
  offer("dropped", () => {
    put(entry);
    refresh();
    byId("liste-titre").focus();
  });
  byId("avis").querySelector("button").focus();
}

/* Say what was done, with a button that takes it back. */
function offer(key, takeBack) {
  notice(key);
  const undo = byId("avis").appendChild(document.createElement("button"));
  undo.type = "button";
  undo.textContent = say("undo");
  undo.addEventListener("click", () => {
    byId("avis").hidden = true;
    takeBack();
  });
}
