/* What changes between two wordings, word by word, as a person would mark it. */
const MOST_STEPS = 4000000;

/* Give [kind, text] pairs, kind being "keep", "del" or "add". */
function redline(before, after) {
  const olds = before.match(/\s+|[^\s\u0021-\u002f:;<=>?@[\]«»…]+|./g) || [];
  const news = after.match(/\s+|[^\s\u0021-\u002f:;<=>?@[\]«»…]+|./g) || [];
  let head = 0;
  while (head < olds.length && head < news.length && olds[head] === news[head]) head += 1;
  let tail = 0;
  while (tail < olds.length - head && tail < news.length - head &&
         olds[olds.length - 1 - tail] === news[news.length - 1 - tail]) tail += 1;
  const found = [];
  push(found, "keep", olds.slice(0, head).join(""));
  const middle = between(olds.slice(head, olds.length - tail), news.slice(head, news.length - tail));
  middle.forEach((one) => push(found, one[0], one[1]));
  push(found, "keep", olds.slice(olds.length - tail).join(""));
  return coherent(found);
}

function push(found, kind, text) {
  if (!text) return;
  const last = found[found.length - 1];
  if (last && last[0] === kind) last[1] += text;
  else found.push([kind, text]);
}

/* A longest common subsequence; of long texts with nothing alike, all goes and all comes. */
function between(olds, news) {
  const width = news.length + 1;
  if (olds.length * news.length > MOST_STEPS) {
    return [["del", olds.join("")], ["add", news.join("")]];
  }
  const lengths = new Uint32Array((olds.length + 1) * width);
  for (let i = olds.length - 1; i >= 0; i -= 1) {
    for (let j = news.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = olds[i] === news[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const found = [];
  let i = 0;
  let j = 0;
  while (i < olds.length || j < news.length) {
    if (i < olds.length && j < news.length && olds[i] === news[j]) {
      found.push(["keep", olds[i]]);
      i += 1;
      j += 1;
    } else if (i < olds.length &&
               (j === news.length || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      found.push(["del", olds[i]]);
      i += 1;
    } else {
      found.push(["add", news[j]]);
      j += 1;
    }
  }
  return found;
}

/* Make one change of those that only a space keeps apart, what goes before what comes. */
function coherent(segments) {
  const found = [];
  let gone = "";
  let come = "";
  const flush = () => {
    push(found, "del", gone);
    push(found, "add", come);
    gone = come = "";
  };
  segments.forEach((one, at) => {
    const next = segments[at + 1];
    if (one[0] === "del") gone += one[1];
    else if (one[0] === "add") come += one[1];
    else if (/^\s+$/.test(one[1]) && (gone || come) && next) {
      gone += one[1];
      come += one[1];
    } else {
      flush();
      push(found, "keep", one[1]);
    }
  });
  flush();
  return found;
}

/* Show what changes, with words for who hears the page. */
function showRedline(node, segments) {
  node.textContent = "";
  segments.forEach((one) => {
    if (one[0] === "keep") {
      node.appendChild(document.createTextNode(one[1]));
      return;
    }
    if (one[0] === "add" && node.lastChild && node.lastChild.nodeName === "DEL") {
      node.appendChild(document.createTextNode(" "));
    }
    const mark = node.appendChild(document.createElement(one[0] === "add" ? "ins" : "del"));
    const aloud = mark.appendChild(document.createElement("span"));
    aloud.className = "aloud";
    aloud.textContent = say(one[0] === "add" ? "added" : "removed");
    mark.appendChild(document.createTextNode(one[1]));
  });
}
