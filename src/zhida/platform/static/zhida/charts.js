// Draws what a page carries as data (pages/charts.py). The table under each chart says the same.
"use strict";

const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();
const quiet = {
  font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: colour("--ink") },
  margin: { l: 8, r: 8, t: 8, b: 24 },
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
  showlegend: false,
};

for (const figure of document.querySelectorAll("[data-chart]")) {
  const { traces, layout, links } = JSON.parse(
    document.getElementById(figure.dataset.chart).textContent,
  );
  const drawing = figure.querySelector(".drawing");
  const config = { displayModeBar: false, responsive: true, doubleClick: false };
  Plotly.newPlot(drawing, traces, { ...quiet, ...layout }, config).then(() => {
    drawing.on("plotly_click", ({ points: [point] }) => {
      // of a flow both the nodes and the bands between them are clicked: a band leads where it ends
      const link = links[(point.target ?? point).pointNumber];
      if (link) window.location.assign(link);
    });
  });
}

// A4 between its margins: what is wider would shrink the whole page.
const paper = 688;
const drawings = [...document.querySelectorAll("[data-chart] .drawing")];
window.addEventListener("beforeprint", () => {
  for (const each of drawings) if (each.clientWidth > paper) Plotly.relayout(each, { width: paper });
});
window.addEventListener("afterprint", () => {
  for (const each of drawings) Plotly.relayout(each, { width: null, autosize: true });
});
