// What a page does beyond reading and sending forms. Without it, everything still works.
"use strict";

// A choice of year, region or unit is looked at without pressing the button beside it.
for (const select of document.querySelectorAll("form.lens select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// What can't be taken back is asked once more.
document.addEventListener("submit", (event) => {
  const sure = event.target.dataset.sure;
  if (sure && !window.confirm(sure)) event.preventDefault();
});

// A question mark opens the help of the page, unless it is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  const help = document.querySelector("a.help");
  if (event.key === "?" && !typing && help) { event.preventDefault(); help.click(); }
});

// Ctrl+K leads to the search from anywhere.
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const field = document.querySelector("form.find input");
    if (field) { event.preventDefault(); field.select(); field.focus(); }
  }
});
