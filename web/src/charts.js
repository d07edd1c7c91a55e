// The pictures of the overview. Go says what they show: rows of fields, every
// figure with the words for it; here they only get their shape.

import { BarChart, SankeyChart, SunburstChart, TreemapChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, SankeyChart, SunburstChart, TreemapChart, GridComponent, TooltipComponent, SVGRenderer]);

const rows = (text) => (text === "" ? [] : text.split("\u001e").map((row) => row.split("\u001f")));

function theme() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token("ink"),
    quiet: token("ink-quiet"),
    rule: token("rule-strong"),
    paper: token("paper-raised"),
    sunk: token("paper-sunk"),
    changed: token("changed"),
    negative: token("negative"),
    accent: token("accent"),
    palette: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => token(`chart-${n}`)),
    font: getComputedStyle(document.body).fontFamily,
  };
}

const text = (t, more) => ({ color: t.ink, fontFamily: t.font, fontSize: 12, ...more });

const tooltip = (t) => ({
  trigger: "item",
  confine: true,
  backgroundColor: t.paper,
  borderColor: t.rule,
  textStyle: text(t),
  renderMode: "richText",
  formatter: ({ data }) => data?.says ?? "",
});

const clip = (name, n) => (name.length > n ? `${name.slice(0, n - 1)}…` : name);

const kinds = {
  // N id name label depth | L from to amount label
  sankey(list, t) {
    const nodes = list.filter((r) => r[0] === "N").map(([, id, name, says, depth], i) => ({
      name: id, title: name, says, depth: Number(depth), itemStyle: { color: t.palette[i % t.palette.length] },
    }));
    const links = list.filter((r) => r[0] === "L").map(([, source, target, value, says]) => ({ source, target, value: Number(value), says }));
    const title = new Map(nodes.map((n) => [n.name, n.title]));
    return {
      tooltip: tooltip(t),
      series: [{
        type: "sankey", left: 8, right: 200, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 15, draggable: false, layoutIterations: 0,
        data: nodes, links, emphasis: { focus: "adjacency" },
        label: text(t, { formatter: ({ name }) => clip(title.get(name) ?? "", 16) }),
        lineStyle: { color: "source", opacity: 0.32, curveness: 0.5 },
      }],
    };
  },
  // id parent name amount label
  treemap(list, t) {
    return {
      tooltip: tooltip(t),
      series: [{
        type: "treemap", left: 0, right: 0, top: 0, bottom: 0, roam: false, nodeClick: false, breadcrumb: { show: false },
        data: tree(list, t), visibleMin: 60,
        label: text(t, { color: "#fff", formatter: ({ data }) => data.title, overflow: "truncate", textBorderColor: "rgba(0,0,0,.55)", textBorderWidth: 2 }),
        upperLabel: text(t, { show: true, height: 20, formatter: ({ data }) => data.title }),
        itemStyle: { borderColor: t.paper, borderWidth: 1, gapWidth: 1 },
        levels: [{ itemStyle: { gapWidth: 3 }, upperLabel: { show: false } }, { itemStyle: { borderColor: t.sunk } }, { itemStyle: { borderColor: t.sunk } }],
      }],
    };
  },
  sunburst(list, t) {
    return {
      tooltip: tooltip(t),
      series: [{
        type: "sunburst", nodeClick: false, sort: null, data: tree(list, t),
        label: text(t, { color: "#fff", fontSize: 11, minAngle: 14, formatter: ({ data }) => clip(data.short, 7), textBorderColor: "rgba(0,0,0,.55)", textBorderWidth: 2 }),
        levels: [{}, { r0: "8%", r: "36%" }, { r0: "36%", r: "66%" }, { r0: "66%", r: "100%" }],
        itemStyle: { borderColor: t.paper, borderWidth: 1 },
        emphasis: { focus: "ancestor" },
      }],
    };
  },
  // id name from to by label flags
  bridge(list, t) {
    const colour = { "+": t.accent, "-": t.negative, "=": t.quiet };
    const names = list.map((r) => r[1]);
    const low = list.map((r) => Math.min(Number(r[2]), Number(r[3])));
    const high = list.map((r) => Math.max(Number(r[2]), Number(r[3])));
    const span = Math.max(...high) - Math.min(...low.slice(1, -1), ...high);
    // the columns at both ends would dwarf the steps between them
    const floor = list.length > 2 ? Math.max(0, Math.min(...low.slice(1, -1)) - span) : 0;
    return {
      tooltip: tooltip(t),
      grid: { left: 8, right: 90, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: "value", min: floor, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: { type: "category", inverse: true, data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: t.rule } }, axisLabel: text(t, { width: 220, overflow: "truncate" }) },
      series: [
        { type: "bar", stack: "a", silent: true, itemStyle: { color: "transparent" }, data: list.map((r, i) => (r[6] === "=" ? 0 : low[i])) },
        {
          type: "bar", stack: "a", barMaxWidth: 18,
          data: list.map((r, i) => ({ value: r[6] === "=" ? high[i] : high[i] - low[i], id: r[0], says: `${r[1]} ${r[5]}`, text: r[5], itemStyle: { color: colour[r[6]], decal: undefined } })),
          label: text(t, { show: true, position: "right", formatter: ({ data }) => data.text }),
        },
      ],
    };
  },
  // id name published draft labels
  bars(list, t) {
    const series = (at, color) => ({
      type: "bar", barMaxWidth: 12, itemStyle: { color },
      data: list.map((r) => ({ value: Number(r[at]), id: r[0], says: `${r[1]} ${r[at + 2]}`, text: r[at + 2] })),
      label: text(t, { show: true, position: "right", formatter: ({ data }) => data.text }),
    });
    return {
      tooltip: tooltip(t),
      grid: { left: 8, right: 130, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: { type: "category", inverse: true, data: list.map((r) => r[1]), axisTick: { show: false }, axisLine: { lineStyle: { color: t.rule } }, axisLabel: text(t, { width: 240, overflow: "truncate" }) },
      series: [series(2, t.rule), series(3, t.accent)],
    };
  },
};

// A class keeps one colour of its own; below it each 款 has one, down to its 项.
function tree(list, t) {
  const roots = [];
  const at = new Map();
  let coloured = 0;
  const next = () => t.palette[coloured++ % t.palette.length];
  for (const [id, parent, name, amount, says] of list) {
    const above = at.get(parent);
    const color = above?.depth === 2 ? above.itemStyle.color : above ? next() : t.palette[t.palette.length - 1];
    const node = {
      name: id, id, depth: (above?.depth ?? 0) + 1, title: `${name} ${says}`, short: name,
      says: `${id.slice(5)} ${name} ${says}`, value: Number(amount), itemStyle: { color },
    };
    at.set(id, node);
    if (above) (above.children ??= []).push(node);
    else roots.push(node);
  }
  return roots;
}

const glue = window.suanpan;
const drawn = new Map();

/** Draws a picture into an element, again if it is there already. */
glue.draw = (element, kind, data) => {
  let chart = drawn.get(element);
  if (!chart) {
    chart = init(element, null, { renderer: "svg" });
    chart.on("click", ({ data: chosen }) => {
      const id = chosen?.id ?? chosen?.name ?? (chosen?.target && `${chosen.source}>${chosen.target}`);
      if (id) glue.picture?.(element.id, id);
    });
    drawn.set(element, chart);
    new ResizeObserver(() => element.isConnected && chart.resize()).observe(element);
  }
  chart.setOption({ animation: false, ...kinds[kind](rows(data), theme()) }, true);
  element.dataset.drawn = kind;
  for (const other of drawn.keys()) {
    if (!other.isConnected) {
      drawn.get(other).dispose();
      drawn.delete(other);
    }
  }
};

/** Hands a picture to the planner as a file. */
glue.savePicture = async (element, type, name) => {
  const svg = element.querySelector("svg");
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", theme().paper);
  copy.prepend(paper);
  const source = new XMLSerializer().serializeToString(copy);
  if (type === "svg") return glue.download(`${name}.svg`, new TextEncoder().encode(source));
  const image = new Image();
  const url = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  image.src = url;
  await image.decode();
  URL.revokeObjectURL(url);
  const canvas = document.createElement("canvas");
  const scale = 2; // sharp on paper and projector
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  glue.download(`${name}.png`, new Uint8Array(await blob.arrayBuffer()));
};

// pictures take their colours from the page, which may turn dark or go to paper
for (const media of ["(prefers-color-scheme: dark)", "print"]) {
  matchMedia(media).addEventListener("change", () => glue.redraw?.());
}
