"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  const findings = Array.from(document.querySelectorAll(".finding"));
  const boxes = Array.from(document.querySelectorAll(".filter input"));
  const output = document.querySelector(".steps output");
  let current = null; // the chosen finding

  const sectionOf = (element) => element.closest("section.notice");
  const within = (notice, selector) => Array.from(notice.querySelectorAll(selector));
  const isShown = (element) => !element.hidden;

  function tagged(notice, tag) {
    return within(notice, '.left [data-t~="' + tag + '"]');
  }

  function clear() {
    document.querySelectorAll(".on").forEach((element) => element.classList.remove("on"));
    document.querySelectorAll("[aria-current]").forEach((e) => e.removeAttribute("aria-current"));
    current = null;
  }

  function openTab(notice, name) {
    within(notice, "[role=tab]").forEach((tab) => {
      const chosen = tab.id.endsWith("-tab-" + name);
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).classList.toggle("shut", !chosen);
    });
  }

  function bringIntoView(elements) {
    if (!elements.length) return;
    const panel = sectionOf(elements[0]).querySelector(".right");
    const covers = getComputedStyle(panel).order === "-1"; // narrow: the panel stands above
    const top = document.querySelector(".bar").offsetHeight + (covers ? panel.offsetHeight + 12 : 0);
    const seen = elements.some((element) => {
      const box = element.getBoundingClientRect();
      return box.top >= top && box.bottom <= window.innerHeight;
    });
    if (seen) return;
    const box = elements[0].getBoundingClientRect();
    const room = window.innerHeight - top;
    window.scrollBy(0, box.top - top - Math.max(8, (room - box.height) / 2));
  }

  function bringIntoPanel(element) {
    const panel = element.closest(".panel");
    const inner = element.getBoundingClientRect();
    const outer = panel.getBoundingClientRect();
    if (inner.top < outer.top) panel.scrollTop += inner.top - outer.top - 8;
    else if (inner.bottom > outer.bottom) {
      panel.scrollTop += Math.min(inner.bottom - outer.bottom + 8, inner.top - outer.top - 8);
    }
  }

  function select(element, tag, followed) {
    const section = sectionOf(element);
    const finding = element.classList.contains("finding");
    clear();
    openTab(section, finding ? "findings" : "fields");
    element.classList.add("on");
    element.setAttribute("aria-current", "true");
    const places = tagged(section, tag);
    places.forEach((place) => place.classList.add("on"));
    if (followed) bringIntoView(places.length ? places : [section]);
    bringIntoPanel(element);
    if (finding) {
      current = element;
      history.replaceState(null, "", "#" + element.id);
    }
    tell();
  }

  const selectFinding = (item, followed) => select(item, item.dataset.f, followed);

  function tell() {
    const shown = findings.filter(isShown);
    const place = shown.indexOf(current);
    output.textContent = (place < 0 ? "–" : place + 1) + " / " + shown.length;
  }

  function isNear(item) {
    const box = sectionOf(item).getBoundingClientRect();
    return box.bottom > window.innerHeight / 2;
  }

  function step(by) {
    const shown = findings.filter(isShown);
    if (!shown.length) return;
    const place = shown.indexOf(current);
    const next = place < 0 ? Math.max(0, shown.findIndex(isNear)) : place + by;
    const item = shown[Math.max(0, Math.min(shown.length - 1, next))];
    selectFinding(item, true);
    item.focus({ preventScroll: true });
  }

  function filter() {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    findings.forEach((item) => (item.hidden = !wanted.has(item.dataset.severity)));
    document.querySelectorAll("section.notice").forEach((notice) => {
      const worst = new Map();
      within(notice, ".finding").filter(isShown)
        .forEach((item) => worst.set(item.dataset.f, item.dataset.severity));
      const empty = notice.querySelector(".filtered");
      if (empty) empty.hidden = worst.size > 0;
      within(notice, '.left [data-t^="f"]').forEach((mark) => {
        Array.from(mark.classList).filter((name) => name.startsWith("s-"))
          .forEach((name) => mark.classList.remove(name));
        const tag = mark.dataset.t.split(" ").find((name) => worst.has(name));
        if (tag) mark.classList.add("s-" + worst.get(tag));
      });
    });
    if (current && current.hidden) clear();
    tell();
  }

  function follow(place) {
    const notice = sectionOf(place);
    const tags = place.dataset.t.split(" ");
    const items = tags.filter((tag) => tag[0] === "f")
      .map((tag) => notice.querySelector('.finding[data-f="' + tag + '"]')).filter(isShown);
    if (items.length) {
      const next = items[(items.indexOf(current) + 1) % items.length];
      return selectFinding(next, false);
    }
    const value = tags.find((tag) => tag[0] === "v");
    const link = value && notice.querySelector('[data-v="' + value + '"]');
    if (link) select(link, value, false);
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const stepper = target.closest("[data-step]");
    if (stepper) return step(Number(stepper.dataset.step));
    const tab = target.closest("[role=tab]");
    if (tab) return openTab(sectionOf(tab), tab.id.split("-tab-")[1]);
    const value = target.closest("a[data-v]");
    if (value) {
      event.preventDefault();
      return select(value, value.dataset.v, true);
    }
    const item = target.closest(".finding");
    if (item) {
      const link = target.closest("a");
      if (link) event.preventDefault();
      if (!window.getSelection().isCollapsed && !link) return;
      selectFinding(item, !link);
      if (link) bringIntoView([document.getElementById(link.hash.slice(1))]);
      return;
    }
    const place = target.closest(".left [data-t]");
    if (place && window.getSelection().isCollapsed) follow(place);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const tab = event.target instanceof Element && event.target.closest("[role=tab]");
    if (tab && (event.code === "ArrowLeft" || event.code === "ArrowRight")) {
      const other = within(sectionOf(tab), "[role=tab]").find((each) => each !== tab);
      openTab(sectionOf(tab), other.id.split("-tab-")[1]);
      return other.focus();
    }
    if (event.code === "KeyJ") step(1);
    else if (event.code === "KeyK") step(-1);
    else if (event.code === "Escape") {
      clear();
      tell();
    }
  });

  boxes.forEach((box) => box.addEventListener("change", filter));
  document.querySelectorAll("section.notice").forEach((each) => openTab(each, "findings"));
  filter();
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted && wanted.classList.contains("finding")) selectFinding(wanted, true);
})();
