// Drawings of numbers. A unit of each drawing is a millimetre of the panel.
import {html, svg, nothing} from '/lib/lit-html.js';
import {own} from '/say.js';
import * as words from '/words.js';

const wide = () => innerWidth > innerHeight;
const minutes = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Time that passes, as a ring that empties. */
export function ring({secondsLeft, secondsTotal}) {
  const around = 2 * Math.PI * 46;
  const left = secondsTotal > 0 ? Math.min(1, Math.max(0, secondsLeft / secondsTotal)) : 0;
  return html`<div class="ring" role="timer" aria-label=${own({zh: `还有 ${secondsLeft} 秒`, en: `${secondsLeft} seconds left`})}>
    <svg viewBox="0 0 100 100" aria-hidden="true"><circle class="track" cx="50" cy="50" r="46"/>
      <circle class="left" cx="50" cy="50" r="46" stroke-dasharray="${around * left} ${around}" transform="rotate(-90 50 50)"/></svg>
    <b aria-hidden="true">${minutes(secondsLeft)}</b></div>`;
}

const CURVE_TOP = 200;
const CURVE_TENTHS = 300;

/** The cuff's pressure as the device's own frames tell it; a bar that promises nothing where they don't. */
export function cuffCurve({pressure, curve}) {
  if (pressure === undefined && curve.length === 0) {
    return html`<div class="moving" role="progressbar" aria-label=${own({zh: '正在测量', en: 'Measuring'})}><i></i></div>`;
  }
  const width = 238;
  const height = wide() ? 70 : 96;
  const left = 20;
  const top = 6;
  const times = curve.filter((_, i) => i % 2 === 0);
  const most = Math.max(CURVE_TOP, ...curve.filter((_, i) => i % 2 === 1));
  const long = Math.max(CURVE_TENTHS, times.length ? times[times.length - 1] : 0);
  const x = tenths => left + tenths / long * (width - left - 6);
  const y = mmHg => height - 4 - mmHg / most * (height - 4 - top);
  const points = times.map((tenths, i) => `${x(tenths).toFixed(1)},${y(curve[2 * i + 1]).toFixed(1)}`);
  const end = points.length ? points[points.length - 1].split(',') : null;
  return html`<svg class="chart curve" viewBox="0 0 ${width} ${height}" role="img" aria-label=${own({zh: '袖带压力曲线', en: 'Cuff pressure'})}>
    ${[0, 100, 200].map(mmHg => svg`<path class="grid" d="M${left} ${y(mmHg)}H${width}"/><text x=${left - 3} y=${y(mmHg) + 2.2} text-anchor="end">${mmHg}</text>`)}
    <polyline class="upper" points=${points.join(' ')}/>
    ${end ? svg`<circle class="upper dot" cx=${end[0]} cy=${end[1]} r="2.6"/>` : nothing}
  </svg>`;
}

const PAST_MAX = 10;
const BAND_TO = 140;
const LOWER_TO = 90;

const plain = value => value && value.limit === undefined ? Number(value.number) : null;

/** Earlier values and this one: the last of the line. `history` is oldest first. */
export function sparkline(history, values, kind) {
  const names = words.main[kind].filter(name => values.some(value => value.metric === name)).slice(0, 2);
  const of = (each, name) => each.find(value => value.metric === name);
  const shown = [...history.slice(1 - PAST_MAX), {day: own({zh: '本次', en: 'now'}), values}];
  const lines = names.map(name => shown.map(past => plain(of(past.values, name))));
  const numbers = lines.flat().filter(number => number !== null);
  if (numbers.length === 0) return nothing;
  const isPressure = kind === 'blood-pressure';
  const low = isPressure ? Math.min(60, ...numbers) : Math.min(...numbers);
  const high = isPressure ? Math.max(150, ...numbers) : Math.max(...numbers);
  const room = Math.max((high - low) * 0.12, 0.5);
  const width = 238;
  const height = wide() ? 40 : 56;
  const left = isPressure ? 18 : 6;
  const right = 34;
  const foot = 10;
  const x = i => left + 4 + i / Math.max(1, shown.length - 1) * (width - left - right - 4);
  const y = number => height - foot - (number - low + room) / (high - low + 2 * room) * (height - foot - 2);
  const latest = lines.map(line => line[line.length - 1]);
  const labelAt = latest.map(number => (number === null ? 0 : y(number)));
  if (labelAt.length === 2 && labelAt[1] - labelAt[0] < 8) labelAt[1] = labelAt[0] + 8;
  return html`<figure class="history">
    <figcaption>${own({zh: `近 ${shown.length} 次`, en: `Last ${shown.length}`})}${isPressure ? html`<span class="legend"><i class="swatch"></i>${own({zh: '140/90 以下', en: 'below 140/90'})}</span>` : nothing}</figcaption>
    <svg class="chart" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${isPressure ? svg`<rect class="band" x=${left} y=${y(BAND_TO)} width=${width - left - right + 4} height=${y(low - room) - y(BAND_TO)}/>
        ${[BAND_TO, LOWER_TO].map(at => svg`<path class="grid" d="M${left} ${y(at)}H${width - right + 4}"/><text x=${left - 3} y=${y(at) + 2.2} text-anchor="end">${at}</text>`)}` : nothing}
      ${lines.map((line, l) => svg`<polyline class=${l ? 'lower' : 'upper'} points=${line.map((number, i) => number === null ? '' : `${x(i).toFixed(1)},${y(number).toFixed(1)}`).join(' ')}/>
        ${line.map((number, i) => number === null ? nothing : l
          ? svg`<path class="lower dot" d="M${x(i)} ${y(number) - 2}l2 2-2 2-2-2z"/>`
          : svg`<circle class="upper dot" cx=${x(i)} cy=${y(number)} r=${i === line.length - 1 ? 2.4 : 1.6}/>`)}
        ${latest[l] === null ? nothing : svg`<text class="last" x=${x(line.length - 1) + 5} y=${labelAt[l] + 2.6}>${latest[l]}</text>`}`)}
      <text x=${x(0)} y=${height - 1} text-anchor="start">${shown[0].day}</text>
      ${shown.length > 1 ? svg`<text x=${x(shown.length - 1) + 4} y=${height - 1} text-anchor="end">${shown[shown.length - 1].day}</text>` : nothing}
    </svg>
    <table class="unseen"><caption>${own({zh: '以前的结果', en: 'Earlier results'})}</caption>
      <thead><tr><th scope="col">${own({zh: '日期', en: 'Day'})}</th>${names.map(name => html`<th scope="col">${own(words.metric[name])}</th>`)}</tr></thead>
      <tbody>${shown.map(past => html`<tr><th scope="row">${past.day}</th>${names.map(name => html`<td>${of(past.values, name)?.number ?? '—'}</td>`)}</tr>`)}</tbody>
    </table></figure>`;
}
