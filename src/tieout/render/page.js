// Opens the evidence of a bound number: by pointing at it, by focus, by click, tap, Enter or Space.
// Everything is put in with textContent, so no name or quotation can become markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("tieout-evidence").textContent);
  const panel = document.getElementById("panel");
  const bound = [...document.querySelectorAll(".f")];
  const phone = matchMedia("(max-width: 44rem)");
  let current = null;   // the number whose evidence is open
  let pinned = false;   // opened on purpose: stays until Esc, the close button or a click elsewhere
  let quiet = false;
  let timer = 0;

  const make = (name, text, kind) => {
    const node = document.createElement(name);
    if (text !== undefined && text !== null) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const pair = (list, term, value, code) => {
    if (value === undefined || value === null || value === "") return;
    list.append(make("dt", term));
    const dd = make("dd");
    dd.append(code ? make("code", value) : value);
    list.append(dd);
  };

  // The body of one fact; `path` are the keys above it, so a loop in the data cannot loop here.
  const describe = (key, path) => {
    const box = make("div");
    const fact = data.facts[key];
    if (!fact) { box.append(make("p", key)); return box; }
    const list = make("dl");
    pair(list, data.words.value, fact.value);
    pair(list, data.words.missing, fact.missing);
    pair(list, data.words.period, fact.period);
    pair(list, data.words.formula, fact.formula);
    pair(list, data.words.nature, fact.nature);
    for (const e of fact.evidence) {
      pair(list, data.words.source, e.place, true);
      pair(list, data.words.printed, e.printed);
      pair(list, data.words.snapshot, e.snapshot, true);
    }
    box.append(list);
    const inputs = fact.inputs.filter((k) => !path.includes(k));
    if (inputs.length) {
      box.append(make("h3", `${data.words.inputs} (${inputs.length})`));
      for (const k of inputs) {
        const part = data.facts[k];
        const fold = make("details");
        fold.append(make("summary", part ? `${part.short} = ${part.value}` : k));
        fold.addEventListener("toggle", () => {
          if (fold.open && fold.children.length === 1) fold.append(describe(k, [...path, key]));
        });
        if (inputs.length === 1) fold.open = true;
        box.append(fold);
      }
    }
    return box;
  };

  const place = () => {
    if (!current || phone.matches) { panel.style.left = panel.style.top = ""; return; }
    const box = current.getBoundingClientRect();
    const width = panel.offsetWidth, height = panel.offsetHeight;
    const right = document.documentElement.clientWidth - width - 8;
    let top = box.bottom + 6;
    if (top + height > innerHeight && box.top - height - 6 > 0) top = box.top - height - 6;
    panel.style.left = `${Math.max(8, Math.min(box.left, right)) + scrollX}px`;
    panel.style.top = `${top + scrollY}px`;
  };

  const close = (back) => {
    clearTimeout(timer);
    if (!current) return;
    const was = current;
    was.setAttribute("aria-expanded", "false");
    was.removeAttribute("aria-describedby");
    current = null;
    pinned = false;
    panel.hidden = true;
    document.body.classList.remove("open");
    if (back) {
      quiet = true;  // coming back is no wish to read it again
      was.focus({ preventScroll: true });
      quiet = false;
    }
  };

  const open = (node, pin) => {
    clearTimeout(timer);
    if (current === node) { pinned = pinned || pin; return; }
    if (current) { current.setAttribute("aria-expanded", "false"); current.removeAttribute("aria-describedby"); }
    current = node;
    pinned = pin;
    const span = data.spans[node.dataset.s];
    const fact = data.facts[span.fact];
    panel.replaceChildren();
    const head = make("header");
    head.append(make("span", node.textContent, "shown"));
    const button = make("button", "✕");
    button.type = "button";
    button.setAttribute("aria-label", data.words.close);
    button.addEventListener("click", () => close(true));
    head.append(button);
    panel.append(head, make("p", fact ? fact.label : span.fact, "what"), describe(span.fact, []));
    panel.hidden = false;
    panel.scrollTop = 0;
    document.body.classList.add("open");
    node.setAttribute("aria-expanded", "true");
    node.setAttribute("aria-describedby", "panel");
    place();
    if (phone.matches) {
      const over = node.getBoundingClientRect().bottom - (innerHeight - panel.offsetHeight - 16);
      if (over > 0) scrollBy(0, over);
    }
  };

  const later = (wait, act) => { clearTimeout(timer); timer = setTimeout(act, wait); };

  // One tab stop for each table; the arrows move inside it, and from number to number in prose.
  const rows = (node) => {
    const table = node.closest("table");
    return table ? [...table.querySelectorAll(".f")] : bound.filter((b) => !b.closest("table"));
  };
  for (const table of document.querySelectorAll("table")) {
    table.querySelectorAll(".f").forEach((b, i) => { b.tabIndex = i ? -1 : 0; });
  }
  const move = (node, key) => {
    const mates = rows(node);
    const at = mates.indexOf(node);
    let to = null;
    if (key === "ArrowRight") to = mates[at + 1];
    else if (key === "ArrowLeft") to = mates[at - 1];
    else {
      const here = node.getBoundingClientRect();
      const middle = here.left + here.width / 2;
      const down = key === "ArrowDown";
      let best = Infinity;
      for (const mate of mates) {
        const box = mate.getBoundingClientRect();
        const rise = down ? box.top - here.bottom : here.top - box.bottom;
        if (rise < -2) continue;
        const far = rise * 4 + Math.abs(box.left + box.width / 2 - middle);
        if (far < best) { best = far; to = mate; }
      }
    }
    if (!to || to === node) return false;
    const keep = pinned;
    if (node.closest("table")) { node.tabIndex = -1; to.tabIndex = 0; }
    to.focus();
    open(to, keep);
    return true;
  };

  for (const node of bound) {
    node.addEventListener("pointerenter", (e) => {
      if (e.pointerType === "mouse" && !pinned) later(130, () => open(node, false));
    });
    node.addEventListener("pointerleave", (e) => {
      if (e.pointerType === "mouse" && !pinned) later(260, () => close(false));
    });
    node.addEventListener("focus", () => {
      if (!quiet && !pinned && node.matches(":focus-visible")) open(node, false);
    });
    node.addEventListener("blur", (e) => {
      if (!pinned && !panel.contains(e.relatedTarget)) close(false);
    });
    node.addEventListener("click", () => {
      if (current === node && pinned) close(false);
      else { if (current !== node) close(false); open(node, true); pinned = true; }
    });
    node.addEventListener("keydown", (e) => {
      if (e.key === "Enter" || e.key === " ") {
        e.preventDefault();
        open(node, true);
        panel.focus({ preventScroll: true });
      } else if (e.key.startsWith("Arrow") && move(node, e.key)) e.preventDefault();
    });
  }
  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  panel.addEventListener("pointerleave", () => { if (!pinned) later(260, () => close(false)); });
  panel.addEventListener("focusout", (e) => {
    if (panel.contains(e.relatedTarget) || e.relatedTarget === current || e.relatedTarget === null) return;
    close(false);
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && current) { e.preventDefault(); close(true); }
  });
  document.addEventListener("pointerdown", (e) => {
    if (current && !panel.contains(e.target) && !e.target.closest(".f")) close(false);
  });
  addEventListener("resize", place);
})();
