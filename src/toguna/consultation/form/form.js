/* The page: search, language, views, and what starts it all. */
function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’]/g, "'").toLowerCase();
}

function search() {
  const wanted = plain(byId("mots").value.trim());
  document.querySelectorAll(".hit").forEach((node) => node.classList.remove("hit"));
  hits = !wanted ? [] : Object.keys(data.clauses).filter((id) => {
    const clause = data.clauses[id];
    return byId(id) && clause.text !== undefined && plain(clause.text).indexOf(wanted) >= 0;
  });
  hits.forEach((id) => byId(id).classList.add("hit"));
  hitAt = -1;
  byId("trouve").textContent = !wanted ? "" : hits.length ? say("found", { at: 0, count: hits.length })
    : say("notFound");
}

function nextHit(event) {
  event.preventDefault();
  if (!hits.length) return;
  hitAt = (hitAt + 1) % hits.length;
  byId("trouve").textContent = say("found", { at: hitAt + 1, count: hits.length });
  byId(hits[hitAt]).scrollIntoView({ block: "center" });
}

function natureName(nature) {
  return language === "en" ? NATURES_EN[nature] || nature : nature;
}

function speak() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-t]").forEach((node) => { node.textContent = say(node.dataset.t); });
  byId("langue").textContent = language === "fr" ? "English" : "Français";
  byId("langue").lang = language === "fr" ? "en" : "fr";
  byId("titre").textContent = data.title;
  byId("qui").textContent = say("by", data.contributor);
  byId("tour").textContent = [data.body, data.round, data.deadline && say("deadline", { day: data.deadline })]
    .filter(Boolean).join(" · ");
  byId("envoi").textContent = say(data.send_to ? "send" : "sendFile", { file: data.file, to: data.send_to });
  const chosen = byId("nature").value;
  byId("nature").textContent = "";
  [""].concat(data.natures).forEach((one) => {
    byId("nature").appendChild(new Option(one ? natureName(one) : say("choose"), one));
  });
  byId("nature").value = chosen;
  refresh();
  if (editing) preview();
}

function view(list) {
  document.body.classList.toggle("listing", list);
  byId("voir-texte").setAttribute("aria-pressed", String(!list));
  byId("voir-liste").setAttribute("aria-pressed", String(list));
}

function setUpButtons() {
  byId("enregistrer").addEventListener("click", save);
  byId("enregistrer-ici").addEventListener("click", save);
  byId("reprendre").addEventListener("click", () => byId("fichier").click());
  byId("fichier").addEventListener("change", () => {
    const reader = new FileReader();
    reader.onload = () => resume(reader.result);
    if (byId("fichier").files[0]) reader.readAsText(byId("fichier").files[0]);
    byId("fichier").value = "";
  });
  byId("imprimer").addEventListener("click", () => window.print());
  byId("langue").addEventListener("click", () => {
    language = language === "fr" ? "en" : "fr";
    byId("avis").hidden = true;
    speak();
  });
  byId("voir-texte").addEventListener("click", () => view(false));
  byId("voir-liste").addEventListener("click", () => view(true));
  byId("generale").addEventListener("click", () => edit(fresh("")));
  byId("annuler").addEventListener("click", abandon);
  byId("autre").addEventListener("click", () => edit(fresh(editing.clause)));
  byId("recherche").addEventListener("submit", nextHit);
  byId("mots").addEventListener("input", search);
  byId("parties").addEventListener("change", () => {
    const target = byId(byId("parties").value);
    if (target) target.scrollIntoView();
  });
}

function setUpEntering() {
  saisie.addEventListener("submit", keep);
  saisie.addEventListener("change", (event) => { if (event.target.name === "action") switched(); });
  saisie.addEventListener("input", () => {
    if (!editing) return;
    preview();
    state.pending = Object.assign(filled(), { action: action(), proposed: byId("proposed").value });
    remember();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && editing) abandon();
  });
  [["nom", "name"], ["fonction", "role"]].forEach((pair) => {
    byId(pair[0]).addEventListener("input", () => {
      state.person[pair[1]] = byId(pair[0]).value;
      touched();
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (!editing && (!unsaved || !state.entries.length)) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

recall();
byId("parties").appendChild(new Option("—", ""));
byId("nom").value = state.person.name;
byId("fonction").value = state.person.role;
setUpText();
setUpButtons();
setUpEntering();
speak();
if (state.entries.length) notice("restored", { count: counted(state.entries.length) });
if (state.pending) edit(state.pending);
