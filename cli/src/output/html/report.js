// Searches and filters; the page is whole without it.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const form = by("filter");
  // perche finds perché: accents and case are left out on both sides.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const inputs = ["text", "outlet", "relation", "from", "until"].map(by);

  const items = [...document.querySelectorAll(".cluster, .single, .alike")].map((element) => {
    const docs = element.matches(".doc") ? [element] : [...element.querySelectorAll(".doc")];
    const parts = [element.closest(".lot"), element.closest(".rest")].filter(Boolean);
    return { element, parts, kind: element.classList[0], docs: docs.map((doc) => doc.dataset), text: null };
  });

  const filter = () => {
    const [text, outlet, relation, from, until] = inputs.map((input) => (input ? input.value : ""));
    const words = plain(text).split(/\s+/).filter(Boolean);
    const fits = (doc) =>
      (!outlet || doc.outlet === outlet) &&
      (!relation || doc.relation === relation) &&
      (!from || (doc.day && doc.day >= from)) &&
      (!until || (doc.day && doc.day <= until));
    let clusters = 0;
    for (const item of items) {
      let shown = item.docs.some(fits);
      if (shown && words.length) {
        item.text ??= plain(item.element.textContent);
        shown = words.every((word) => item.text.includes(word));
      }
      item.element.hidden = !shown;
      if (shown && item.kind === "cluster") clusters += 1;
    }
    // A heading over nothing, or the room of a lot that is empty, would say that there is something.
    const full = new Set(items.filter((item) => !item.element.hidden).flatMap((item) => item.parts));
    for (const part of document.querySelectorAll(".lot, .rest")) part.hidden = !full.has(part);
    by("count").textContent = clusters;
    by("nothing").hidden = clusters > 0;
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  const clusters = () => items.filter((item) => item.kind === "cluster" && !item.element.hidden);
  by("open").addEventListener("click", () => {
    for (const { element } of clusters()) element.querySelector("details").open = true;
  });
  by("close").addEventListener("click", () => {
    for (const details of document.querySelectorAll("details[open]")) details.open = false;
  });

  // A link into something closed opens it, also where the browser does not do so itself.
  const follow = () => {
    const target = location.hash && by(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const hidden = target.closest(".cluster[hidden], .single[hidden], .alike[hidden]");
    if (hidden) {
      form.reset();
      hidden.hidden = false;
      for (const part of [".lot", ".rest"]) hidden.closest(part)?.removeAttribute("hidden");
    }
    for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);
  form.hidden = false;
  follow();
})();
