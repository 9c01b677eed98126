// Forms marked data-draft="name" are saved as one types, and offered again when one comes back.
"use strict";

(() => {
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const words = document.getElementById("draft-words")?.dataset ?? {};
  const sent = "zhida draft sent";

  const save = (form, fields) => fetch("/draft/", {
    method: "POST",
    headers: { "X-CSRFToken": token() },
    body: new URLSearchParams({ form: form.dataset?.draft ?? form, content: JSON.stringify(fields) }),
    keepalive: true,
  }).catch(() => undefined);

  const typed = (form) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") (fields[name] ??= []).push(value);
    }
    return fields;
  };

  const fill = (form, fields) => {
    for (const [name, values] of Object.entries(fields)) {
      const found = [...form.elements].filter((each) => each.name === name && each.type !== "file");
      found.forEach((each, place) => {
        if (each.type === "checkbox" || each.type === "radio") each.checked = values.includes(each.value);
        else if (values[place] !== undefined) each.value = values[place];
      });
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = (form, draft) => {
    const bar = document.createElement("p");
    bar.className = "notice";
    bar.setAttribute("role", "status");
    bar.textContent = `${words.there} ${new Date(draft.saved_at).toLocaleString()} `;
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", () => { act(); bar.remove(); });
      bar.append(made, " ");
    };
    button(words.goOn, () => fill(form, draft.fields));
    button(words.giveUp, () => save(form, {}));
    form.before(bar);
  };

  // A form that was sent and led to a page without an error needs its draft no more; one
  // that led to the sign-in page did not arrive.
  const last = sessionStorage.getItem(sent);
  sessionStorage.removeItem(sent);
  if (last && document.body.classList.contains("framed")) {
    if (!document.querySelector(".notice.error, .errors, .errorlist")) save(last, {});
  }

  for (const form of document.querySelectorAll("form[data-draft]")) {
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => save(form, typed(form)), 1500);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      sessionStorage.setItem(sent, form.dataset.draft);
    });
    if (last === form.dataset.draft) continue;
    fetch(`/draft/?${new URLSearchParams({ form: form.dataset.draft })}`)
      .then((answer) => (answer.status === 200 ? answer.json() : null))
      .then((draft) => { if (draft) offer(form, draft); })
      .catch(() => undefined);
  }
})();
