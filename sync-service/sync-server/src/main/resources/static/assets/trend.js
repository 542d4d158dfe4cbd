// Draws what stands in the table, and asks the district whether there is more.
const REFRESH_MS = 2_000;
const ATTENDED_MS = 15 * 60_000;
const GAP_MS = 14 * 24 * 3_600_000;

const styles = getComputedStyle(document.documentElement);
const colour = (name) => styles.getPropertyValue(name).trim();
const TEAL = colour('--primary');
const VIOLET = colour('--dbp');
const INK = colour('--ink-2');
const LINE = colour('--line');
const PALE = '99';

const dates = new Intl.DateTimeFormat('zh-CN', {timeZone: 'Asia/Shanghai', month: '2-digit', day: '2-digit'});
const times = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false,
});

const CHARTS = {
  pressure: [
    {metric: 'systolic', label: '高压', colour: TEAL, dash: [], point: 'circle', filled: true},
    {metric: 'diastolic', label: '低压', colour: VIOLET, dash: [6, 4], point: 'rectRot', filled: false},
  ],
  glucose: [{metric: 'glucose', label: '血糖', colour: TEAL, dash: [], point: 'circle', filled: true}],
  weight: [{metric: 'weight', label: '体重', colour: TEAL, dash: [], point: 'circle', filled: true}],
};

let drawn = [];

const point = (row, metric) => ({x: Number(row.dataset.at), y: Number(row.dataset[metric])});

/** What was measured once and is told by its session's value. */
const assessed = (metric) =>
  [...document.querySelectorAll(`#readings tr[data-${metric}][data-assessed]`)].map((row) => point(row, metric));

/**
 * The points of a metric, oldest first, with a break where 14 days or more lie between two: the
 * value of each session, and the readings that no session tells of.
 */
function points(metric) {
  const rows = [...document.querySelectorAll(
    `#sessions tr[data-${metric}], #readings tr[data-${metric}]:not([data-assessed])`)];
  const found = [];
  for (const each of rows.map((row) => point(row, metric)).sort((one, other) => one.x - other.x)) {
    const before = found.at(-1);
    if (before && each.x - before.x > GAP_MS) {
      found.push({x: before.x + 1, y: null});
    }
    found.push(each);
  }
  return found;
}

function draw() {
  drawn.forEach((chart) => chart.destroy());
  drawn = [];
  const charts = document.querySelector('#record .charts');
  charts.hidden = false;
  for (const figure of charts.querySelectorAll('figure')) {
    const lines = CHARTS[figure.dataset.chart].map((line) => (
      {line, data: points(line.metric), single: assessed(line.metric)}));
    figure.hidden = lines.every(({data}) => data.length === 0);
    if (!figure.hidden) {
      drawn.push(chart(figure.querySelector('canvas'), lines));
    }
  }
}

function chart(canvas, lines) {
  const all = lines.flatMap(({data, single}) => [...data, ...single]).map(({x}) => x);
  const span = Math.max(...all) - Math.min(...all);
  const margin = Math.max(span * 0.03, 30 * 60_000);
  const format = span > 2 * 24 * 3_600_000 ? dates : times;
  return new Chart(canvas, {
    type: 'line',
    data: {
      datasets: [
        ...lines.map(({line, data}) => ({
          label: line.label,
          data,
          borderColor: line.colour,
          backgroundColor: line.filled ? line.colour : '#fff',
          borderDash: line.dash,
          borderWidth: 2,
          pointStyle: line.point,
          pointRadius: 5,
          pointBorderWidth: 2,
          pointBorderColor: line.colour,
          spanGaps: false,
        })),
        ...lines.filter(({single}) => single.length > 0).map(({line, single}) => ({
          label: `单次${line.label}`,
          data: single,
          showLine: false,
          borderColor: line.colour + PALE,
          backgroundColor: line.filled ? line.colour + PALE : '#fff',
          pointStyle: line.point,
          pointRadius: 3,
        })),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: {mode: 'nearest', axis: 'x', intersect: false},
      scales: {
        x: {
          type: 'linear',
          min: Math.min(...all) - margin,
          max: Math.max(...all) + margin,
          grid: {display: false},
          ticks: {color: INK, maxTicksLimit: 8, maxRotation: 0, callback: (at) => format.format(at)},
        },
        y: {grid: {color: LINE}, border: {display: false}, grace: '15%', ticks: {color: INK, maxTicksLimit: 6}},
      },
      plugins: {
        legend: {display: lines.length > 1, align: 'end', labels: {color: INK, usePointStyle: true, boxHeight: 9, padding: 16}},
        tooltip: {callbacks: {title: ([item]) => times.format(item.parsed.x)}},
      },
    },
  });
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 13;
draw();
document.body.addEventListener('htmx:afterSettle', draw);

// A page nobody attends to stops asking, so that its session can end.
let attended = performance.now();
for (const sign of ['pointerdown', 'pointermove', 'keydown', 'scroll', 'focus']) {
  addEventListener(sign, () => { attended = performance.now(); }, {passive: true});
}
setInterval(() => {
  if (document.visibilityState === 'visible' && performance.now() - attended < ATTENDED_MS) {
    htmx.trigger('#record', 'refresh');
  }
}, REFRESH_MS);
