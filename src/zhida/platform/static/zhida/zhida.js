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
