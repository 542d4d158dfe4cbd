// Numbers with their names and units.
import {html, nothing} from '/lib/lit-html.js';
import {own} from '/say.js';
import * as words from '/words.js';

// How a unit is called, where it is no symbol.
const unit = name => (name === '次/分' ? own({zh: name, en: 'bpm'}) : name);

const word = value => value.limit ? own(words.limit[value.limit]) : value.number;

/** As short as it can be said: 148 / 92. */
export function pair(values) {
  const by = Object.fromEntries(values.map(value => [value.metric, value]));
  if (by.systolic && by.diastolic) return `${word(by.systolic)} / ${word(by.diastolic)}`;
  return values.length ? `${word(values[0])}${values[0].limit ? '' : ` ${unit(values[0].unit)}`}` : '';
}

/** A number to be read from afar (`xl`), or beside it (`s`). A device's limit is a word, never a number. */
export function figure(value, size, kind = '') {
  const name = words.metric[value.metric] ?? {zh: value.metric, en: value.metric};
  return html`<div class="value ${size} ${kind}" data-metric=${value.metric}>
    <p class="label">${own(name)}${name.more && own({zh: true, en: false}) ? html`<small>（${name.more}）</small>` : nothing}</p>
    ${value.limit
      ? html`<p class="figure"><b class="word">${own(words.limit[value.limit])}</b><span class="unit">${value.number} ${unit(value.unit)}</span></p>`
      : html`<p class="figure"><b>${value.number}</b><span class="unit">${unit(value.unit)}</span></p>`}</div>`;
}

/** Main numbers large, the rest beside them. */
export function figures(kind, values, state = '') {
  const main = values.filter(value => words.main[kind]?.includes(value.metric));
  const side = values.filter(value => !main.includes(value));
  return html`<div class="figures ${state} n${main.length}">${main.map(value => figure(value, 'xl'))}
    ${side.length ? html`<div class="sides">${side.map(value => figure(value, 's'))}</div>` : nothing}</div>`;
}
