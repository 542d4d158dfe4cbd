// What was found, what it means, what to do next.
import {html, nothing, svg} from '/lib/lit-html.js';
import {sparkline} from '/charts.js';
import {call} from '/frame.js';
import * as pictures from '/pictures.js';
import {button, heading, line, note, own, say} from '/say.js';
import {figures, pair} from '/values.js';
import * as verdicts from '/verdicts.js';
import * as words from '/words.js';

// ---- class: word, shape, colour ----

const up = svg`<path d="M16 5l13 23H3z"/>`;
const SHAPES = {
  'low': [svg`<path d="M16 28L29 5H3z"/>`],
  'normal': [svg`<circle cx="16" cy="16" r="12"/>`],
  'high-normal': [svg`<path d="M16 2l13 14-13 14L3 16z"/>`],
  'grade-1': [up],
  'grade-2': [up, up],
  'grade-3': [up, up, up],
};

const shape = level => html`<span class="shape">${(SHAPES[level] ?? []).map(each => html`<svg viewBox="0 0 32 32" aria-hidden="true">${each}</svg>`)}</span>`;

function classCard({level, classes, marks, readings}) {
  if (level === 'none') return nothing;
  const verdict = verdicts.classed[classes[0]] ?? verdicts.levelled[level];
  if (!verdict) return nothing;
  const counted = readings.filter(reading => !reading.leftOut).length;
  const more = verdict.mean && counted > 1 && !marks.includes('single') ? verdict.mean : verdict.more;
  return html`<section class="class ${level}" id="class" data-level=${level}>${shape(level)}
    <div><h1>${own(verdict)}</h1><p class="more">${own(more)}</p><p class="second" lang=${own({zh: 'en', en: 'zh-CN'})}>${own({zh: `${verdict.en} · ${more.en}`, en: `${verdict.zh} · ${more.zh}`})}</p></div></section>`;
}

function scale({level}) {
  return html`<ol class="scale" aria-label=${own({zh: '血压分级', en: 'Classes of blood pressure'})}>${verdicts.scale.filter(([step]) => step !== 'low' || level === 'low').map(([step, text]) => html`
    <li class="${step} ${step === level ? 'current' : ''}" aria-current=${step === level ? 'true' : nothing}>${shape(step)}<span>${own(text)}</span></li>`)}</ol>`;
}

// ---- what it was made of ----

function made({readings}) {
  if (readings.length < 2 && !readings.some(reading => reading.leftOut)) return nothing;
  return html`<section class="made"><h2>${own({zh: `共 ${readings.length} 次`, en: `${readings.length} readings`})}</h2>
    <ul>${readings.map(reading => html`<li class=${reading.leftOut ? 'out' : ''}><b>${pair(reading.values)}</b>${reading.leftOut
      ? html`<small>${own({zh: '不计入', en: 'not counted'})}${verdicts.leftOut[reading.leftOut] ? own({zh: `：${verdicts.leftOut[reading.leftOut].zh}`, en: `: ${verdicts.leftOut[reading.leftOut].en}`}) : nothing}</small>`
      : nothing}</li>`)}</ul></section>`;
}

function kept({kept: state, deliveredAt, doctor}, view) {
  const guest = view.who?.guest;
  const to = doctor ? {zh: ` ${doctor}`, en: ` to ${doctor}`} : {zh: '', en: ''};
  const at = deliveredAt ? ` ${deliveredAt}` : '';
  const text = {
    'saving': {zh: '保存中，请稍等', en: 'Saving'},
    'saved': view.place.line.online && !guest ? {zh: '已保存，稍后送给您的家庭医生', en: 'Saved, on its way to your doctor'}
      : view.place.line.online ? {zh: '已保存', en: 'Saved'}
      : {zh: '已保存在本机，联网后自动送出', en: 'Saved here, will be sent when online'},
    'delivered': {zh: `已送达${to.zh}${at}`, en: `Delivered${to.en}${at}`},
    'not-saved': {zh: '这次没有保存，请再测一次或找工作人员', en: 'Not saved. Measure again or ask staff'},
  }[state] ?? {zh: '', en: ''};
  return html`<p class="kept ${state}" id="kept" data-kept=${state} role="status"><i></i><span>${say(text)}</span></p>`;
}

function next({advice, marks, classes, level}, guest) {
  const lines = [...advice.map(id => verdicts.advice[id]), ...classes.slice(1).map(code => verdicts.tagged[code]),
    ...marks.map(id => verdicts.mark[id]), level === 'none' ? null : guest ? verdicts.selfTestOfGuest : verdicts.selfTest].filter(Boolean);
  if (lines.length === 0) return nothing;
  return html`<section class="next"><h2>${own({zh: '接下来', en: 'What next'})}</h2><ul>${lines.map(each => html`<li>${say(each)}</li>`)}</ul></section>`;
}

function contact({contact: state}) {
  if (state === 'offered') return button('secondary', 'contact', {zh: '请医生联系我', en: 'Ask a doctor to contact me'}, {picture: pictures.doctor});
  return state === 'asked' ? note(pictures.tick, {zh: '已请医生联系您', en: 'A doctor will contact you'}, 'good') : nothing;
}

export function result(view) {
  const found = view.parts.result;
  const {kind, values, history, spoken, meal} = found;
  return {
    step: 3,
    split: true,
    one: html`${found.level === 'none' ? heading({zh: `您的${words.kind[kind].zh}`, en: words.kind[kind].en}) : nothing}
      ${figures(kind, values)}
      ${meal ? html`<p class="meal">${pictures.meal[meal]}${own(words.meal[meal])}</p>` : nothing}
      ${classCard(found)}
      ${kind === 'blood-pressure' && found.level !== 'none' ? scale(found) : nothing}
      ${history?.length ? sparkline(history, values, kind) : nothing}`,
    two: html`${made(found)}${next(found, view.who?.guest)}${kept(found, view)}
      <div class="offers">${spoken ? button('secondary', 'listen', {zh: '听结果', en: 'Listen'}, {picture: pictures.speaker}) : nothing}${contact(found)}</div>`,
    aside: found.level === 'grade-3' || found.level === 'low' ? call(view) : nothing,
    buttons: html`${button('secondary', 'next', {zh: '测别的项目', en: 'Something else'})}
      ${button('primary', 'take-away', {zh: '带走结果', en: 'Take the result'})}`,
  };
}

// ---- when help is needed ----

export function symptoms(view) {
  const all = view.parts.symptoms;
  const some = all.some(each => each.ticked);
  return {
    step: 3,
    ask: true,
    one: html`${heading({zh: '现在有下面的不舒服吗？', en: 'Do you feel any of these now?'})}
      <ul class="symptoms n${all.length}">${all.map(({symptom, ticked}) => html`<li>${toggle(symptom, ticked)}</li>`)}</ul>`,
    aside: call(view),
    buttons: html`${button('secondary', 'none', {zh: '都没有', en: 'None of these'})}${button('primary', 'done', {zh: '选好了', en: 'Done'}, {disabled: !some})}`,
  };
}

const toggle = (symptom, ticked) => button(`tile toggle ${ticked ? 'on' : ''}`, 'symptom', words.symptom[symptom] ?? {zh: symptom, en: symptom},
  {id: `symptom-${symptom}`, more: {symptom}, pressed: ticked, picture: html`${pictures.symptom[symptom] ?? pictures.attention}<span class="mark">${ticked ? pictures.check : nothing}</span>`});

export function urgent(view) {
  const {kind, values, call120} = view.parts.urgent;
  return {
    step: 3,
    tone: 'alarm',
    split: true,
    one: html`<div class="alarm">${pictures.bell}
      ${call120 ? heading({zh: '请马上拨打 120', en: 'Call 120 now'}) : heading({zh: '请立即联系工作人员', en: 'Please get staff now'})}
      ${call120 ? line({zh: '并请立即联系工作人员，请坐着别走', en: 'and get staff. Please stay seated'}, 'mid') : line({zh: '请坐着别走', en: 'Please stay seated'}, 'mid')}</div>`,
    two: html`<div class="stack">
      <p class="found"><small>${own(words.kind[kind] ?? {zh: '', en: ''})}</small><b>${pair(values)}</b><small>${values[0]?.unit ?? ''}</small></p>
      ${call120 ? nothing : line({zh: html`如有胸痛、剧烈头痛、说话不清、<span class="whole">肢体无力，</span><span class="whole">请拨打 120</span>`, en: 'Chest pain, severe headache, unclear speech or weakness: call 120'}, 'mid')}
      ${view.calling ? html`<p class="answered" role="status">${pictures.tick}<span>${say({zh: '已呼叫工作人员', en: 'Staff has been called'})}</span></p>`
        : button('white', 'call', {zh: '呼叫工作人员', en: 'Call staff'}, {picture: pictures.bell})}</div>`,
    buttons: html`${button('secondary', 'next', {zh: '看结果', en: 'See the result'})}${button('secondary', 'end', {zh: '结束', en: 'Finish'})}`,
  };
}

