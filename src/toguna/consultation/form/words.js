/* The words of the page. The draft's own words stay in its language. */
const WORDS = {
  fr: {
    skip: "Aller au texte", save: "Enregistrer mon travail",
    open: "Reprendre un fichier enregistré", print: "Imprimer mes observations",
    goto: "Aller à", search: "Chercher dans le texte", next: "Suivant", text: "Le texte",
    mine: "Mes observations", what: "Que proposez-vous ?", reword: "Modifier la rédaction",
    remark: "Faire une observation", insert: "Ajouter un alinéa après",
    delete: "Supprimer ce passage", proposed: "Rédaction proposée", preview: "Ce qui change",
    observation: "Observation ou commentaire", nature: "Nature", reason: "Justification",
    keep: "Garder cette entrée", cancel: "Annuler", another: "Autre observation sur ce passage",
    table: "Tableau", name: "Votre nom", role: "Votre fonction",
    none: "Rien encore. Dans le texte, choisissez le bouton « ✎ » d’un passage pour proposer une " +
      "autre rédaction ou faire une observation.",
    whole: "Observation sur l’ensemble du texte", wholeText: "Ensemble du texte",
    alone: "Cette page n’envoie rien : elle garde votre travail sur cette machine si le " +
      "navigateur le permet, et dans le fichier que vous enregistrez.",
    by: "Observations : {name}", deadline: "À renvoyer avant le {day}",
    send: "Une fois votre travail enregistré, envoyez le fichier {file} à : {to}.",
    sendFile: "Une fois votre travail enregistré, renvoyez le fichier {file}.",
    mark: "Proposer ou observer : {cited}", markTable: "Observation sur ce tableau : {cited}",
    added: "ajouté : ", removed: "supprimé : ", edit: "Modifier", drop: "Retirer", undo: "Remettre",
    dropped: "Entrée retirée.",
    abandoned: "Saisie abandonnée.", kept: "Entrée gardée.",
    saved: "Fichier {file} enregistré ({count}).", entry: "1 entrée", entries: "{count} entrées",
    found: "{at} sur {count}", notFound: "aucun passage", choose: "(choisir)",
    nothing: "Changez la rédaction, ou écrivez une observation.",
    empty: "Écrivez l’alinéa à ajouter.",
    notOurs: "Ce fichier n’a pas été enregistré par ce formulaire.",
    otherDraft: "Ce fichier a été rempli sur un autre projet ; ses entrées sont reprises, mais " +
      "vérifiez-les une à une.",
    resumed: "Travail repris : {count}.", restored: "Votre travail a été retrouvé sur cette " +
      "machine : {count}. Pensez à l’enregistrer.",
    noMemory: "Ce navigateur ne garde rien : enregistrez votre travail avant de fermer la page.",
    same: "Aucun changement pour l’instant.", justified: "Justification : ",
  },
  en: {
    skip: "Skip to the text", save: "Save my work", open: "Resume a saved file",
    print: "Print my observations", goto: "Go to", search: "Search the text", next: "Next",
    text: "The text", mine: "My observations", what: "What do you propose?",
    reword: "Change the wording", remark: "Make an observation",
    insert: "Add a paragraph after it", delete: "Delete this passage",
    proposed: "Proposed wording", preview: "What changes", observation: "Observation or comment",
    nature: "Nature", reason: "Reason", keep: "Keep this entry", cancel: "Cancel",
    another: "Another observation on this passage", table: "Table", name: "Your name", role: "Your position",
    none: "Nothing yet. In the text, choose the “✎” button of a passage to propose another " +
      "wording or make an observation.",
    whole: "Observation on the text as a whole", wholeText: "The text as a whole",
    alone: "This page sends nothing: it keeps your work on this machine where the browser " +
      "allows it, and in the file that you save.",
    by: "Observations: {name}", deadline: "To be sent back before {day}",
    send: "Once your work is saved, send the file {file} to: {to}.",
    sendFile: "Once your work is saved, send back the file {file}.",
    mark: "Propose or observe: {cited}", markTable: "Observation on this table: {cited}",
    added: "added: ", removed: "deleted: ", edit: "Edit", drop: "Remove", undo: "Put back",
    dropped: "Entry removed.", abandoned: "Entry given up.", kept: "Entry kept.",
    saved: "File {file} saved ({count}).",
    entry: "1 entry", entries: "{count} entries", found: "{at} of {count}",
    notFound: "no passage", choose: "(choose)",
    nothing: "Change the wording, or write an observation.",
    empty: "Write the paragraph to be added.",
    notOurs: "This file was not saved by this form.",
    otherDraft: "This file was filled in on another draft; its entries are taken over, but " +
      "check them one by one.",
    resumed: "Work resumed: {count}.", restored: "Your work was found on this machine: {count}. " +
      "Remember to save it.",
    noMemory: "This browser keeps nothing: save your work before you close the page.",
    same: "No change yet.", justified: "Reason: ",
  },
};
const NATURES_EN = {
  "fond": "substance", "forme": "form", "juridique": "legal", "budgétaire": "budget",
  "question": "question", "information": "information",
};
let language = "fr";

function say(key, values) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function counted(count) {
  return count === 1 ? say("entry") : say("entries", { count: count });
}
