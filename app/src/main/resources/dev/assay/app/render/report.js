
"use strict";
// Filters what the page shows; without it, all is shown.
for (const form of document.querySelectorAll("form.filter")) {
  const section = form.closest("section");
  const output = form.querySelector("output");
  const items = [...section.querySelectorAll(".item")];
  const texts = new Map(items.map((item) => {
    const rule = item.closest("article");
    const group = item.closest("section.group");
    const head = (group ? group.querySelector("h3").textContent + " " : "")
      + (rule ? rule.querySelector("h3, h4").textContent : "");
    return [item, (head + " " + item.textContent).toLowerCase()];
  }));
  const apply = () => {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const boxes = [...form.querySelectorAll("input[type=checkbox]")];
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const item of items) {
      const rule = item.closest("article");
      const right = !rule || wanted.has(rule.dataset.severity);
      item.hidden = !(right && words.every((word) => texts.get(item).includes(word)));
      shown += item.hidden ? 0 : 1;
    }
    for (const rule of section.querySelectorAll("article.rule")) {
      rule.hidden = ![...rule.querySelectorAll(".item")].some((item) => !item.hidden);
    }
    for (const group of section.querySelectorAll("section.group")) {
      group.hidden = ![...group.querySelectorAll("article.rule")].some((rule) => !rule.hidden);
    }
    output.textContent = shown === items.length ? "" : shown + " of " + items.length + " shown";
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
}
