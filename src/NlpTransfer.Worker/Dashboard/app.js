"use strict";

// What the pages cannot do by themselves: forms that speak JSON, and curves that grow.

async function post(address, body) {
  const response = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title ?? response.statusText);
  return answer;
}

function say(output, text, isFault) {
  output.textContent = text;
  output.classList.toggle("fault", isFault);
}

document.getElementById("submit")?.addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target, output = form.querySelector("output");
  try {
    const body = { experiment: form.experiment.value, priority: Number(form.priority.value) };
    if (form.elements.name.value) body.name = form.elements.name.value;
    if (form.model.value) body.model = form.model.value;
    location.href = "/jobs/" + (await post("/v1/jobs", body)).id;
  } catch (error) {
    say(output, error.message, true);
  }
});

document.getElementById("try")?.addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target, answer = document.getElementById("answer");
  answer.replaceChildren();
  try {
    const { predictions: [first] } = await post(`/v1/models/${form.model.value}:predict`, { texts: [form.text.value] });
    for (const [label, probability] of Object.entries(first.probabilities).sort((a, b) => b[1] - a[1])) {
      const line = document.createElement("p"), meter = document.createElement("meter");
      meter.value = probability;
      line.append(meter, ` ${label} ${probability.toFixed(4)}`);
      answer.append(line);
    }
  } catch (error) {
    say(answer, error.message, true);
  }
});

for (const button of document.querySelectorAll("[data-post]"))
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await post(button.dataset.post);
      location.reload();
    } catch (error) {
      alert(error.message);
      button.disabled = false;
    }
  });

const names = "http://www.w3.org/2000/svg";

function short(value) {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toPrecision(3);
}

function draw(svg, series) {
  const points = series.flatMap(s => s.points);
  if (points.length === 0) return;
  const left = 45, right = 590, top = 10, bottom = 175;
  const first = Math.min(...points.map(p => p[0])), last = Math.max(...points.map(p => p[0]), first + 1);
  const low = Math.min(...points.map(p => p[1])), high = Math.max(...points.map(p => p[1]), low + 1e-6);
  const x = step => left + (step - first) / (last - first) * (right - left), y = value => bottom - (value - low) / (high - low) * (bottom - top);
  const add = (name, attributes, text) => {
    const element = document.createElementNS(names, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    svg.append(element);
  };
  svg.replaceChildren();
  for (const value of [low, (low + high) / 2, high]) {
    add("line", { class: "grid", x1: left, x2: right, y1: y(value), y2: y(value) });
    add("text", { class: "axis", x: 2, y: y(value) + 4 }, short(value));
  }
  add("text", { class: "axis", x: left, y: 193 }, first);
  add("text", { class: "axis", x: right, y: 193, "text-anchor": "end" }, "step " + last);
  for (const { kind, points } of series)
    if (points.length > 0) add("polyline", { class: kind, points: points.map(p => x(p[0]).toFixed(1) + "," + y(p[1]).toFixed(1)).join(" ") });
}

// Long trainings: neighbours become their mean, so that a drawing has at most so many points.
function thin(points, most = 600) {
  const size = Math.ceil(points.length / most);
  if (size < 2) return points;
  const means = [];
  for (let i = 0; i < points.length; i += size) {
    const part = points.slice(i, i + size);
    means.push([part.at(-1)[0], part.reduce((sum, p) => sum + p[1], 0) / part.length]);
  }
  return means;
}

const curves = document.getElementById("curves");
if (curves) {
  const series = { training: [], validation: [], accuracy: [], f1: [] };
  const put = (kind, step, value) => { if (Number.isFinite(value)) series[kind].push([step, value]); };
  let isDue = false;
  const redraw = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      draw(document.getElementById("loss"), ["training", "validation"].map(kind => ({ kind, points: thin(series[kind]) })));
      draw(document.getElementById("accuracy"), ["accuracy", "f1"].map(kind => ({ kind, points: series[kind] })));
    }, 100);
  };
  const log = document.getElementById("log");
  let isFirstLog = true;
  const events = new EventSource(`/v1/jobs/${curves.dataset.job}/events`);
  events.addEventListener("metrics", event => {
    const line = JSON.parse(event.data);
    if (line.type === "step") {
      put("training", line.step, line.loss);
      document.getElementById("progress").textContent = `Step ${line.step}, phase ${line.phase}, learning rate ${short(line.learning_rate)}`;
    } else {
      put("validation", line.step, line.validation_loss);
      put("accuracy", line.step, line.validation_accuracy);
      put("f1", line.step, line.validation_macro_f1);
    }
    redraw();
  });
  events.addEventListener("log", event => {
    if (isFirstLog) log.textContent = "";
    isFirstLog = false;
    log.append(JSON.parse(event.data) + "\n");
    log.scrollTop = log.scrollHeight;
  });
  events.addEventListener("state", event => {
    const change = JSON.parse(event.data), state = document.getElementById("state");
    state.textContent = change.state;
    state.className = "state " + change.state;
    document.getElementById("reason").textContent = change.reason;
  });
  events.addEventListener("end", () => {
    events.close();
    if (curves.dataset.over === "0") location.reload();
  });
}
