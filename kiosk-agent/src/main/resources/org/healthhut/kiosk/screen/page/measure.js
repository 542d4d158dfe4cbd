// What to measure, and blood pressure step by step.
import {html, nothing} from '/lib/lit-html.js';
import {cuffCurve, ring} from '/charts.js';
import {call} from '/frame.js';
import {measured} from '/identify.js';
import * as pictures from '/pictures.js';
import {button, heading, line, note, own, say} from '/say.js';
import {pair} from '/values.js';
import * as words from '/words.js';

// ---- what to measure ----

function choice(view, each) {
  const {kind, health} = each;
  const readings = view.parts?.readings ?? [];
  const latest = readings.filter(reading => reading.kind === kind).at(-1);
  const ready = health === 'ready';
  const state = latest ? html`<span class="done">${pictures.check}<b>${pair(latest.values)}</b></span>`
    : html`<span class="state">${own(words.stands(each))}</span>`;
  return html`<li>${button('tile choice', 'choose', words.kind[kind],
    {id: `choose-${kind}`, more: {kind}, disabled: !ready, picture: html`${pictures.forKind[kind]}${state}`})}</li>`;
}

export function menu(view) {
  const some = measured(view).some(each => each.measured > 0);
  return {
    step: some ? 3 : 0.5,
    one: html`${heading(some ? {zh: '还想测点什么？', en: 'Anything else to measure?'} : {zh: '您想测什么？', en: 'What would you like to measure?'})}
      <ul class="choices n${measured(view).length}">${measured(view).map(each => choice(view, each))}</ul>`,
    aside: call(view),
    buttons: html`${button('secondary', 'end', {zh: '结束', en: 'Finish'})}
      ${some ? button('primary', 'take-away', {zh: '带走结果', en: 'Take the result'}) : nothing}`,
  };
}

// ---- rest ----

const POSTURES = [
  {zh: '背靠椅子', en: 'Lean back'},
  {zh: '双脚放平', en: 'Feet flat'},
  {zh: '手臂放桌上，与心脏一样高', en: 'Arm on the table, at heart level'},
  {zh: '不说话，半小时内没抽烟喝茶', en: 'No talking, no smoke or tea before'},
];
const POSTURE_SECONDS = 15;

function postures({secondsLeft, secondsTotal}) {
  const now = Math.floor(Math.max(0, secondsTotal - secondsLeft) / POSTURE_SECONDS) % POSTURES.length;
  return html`<ul class="postures">${POSTURES.map((each, i) => html`<li class=${i === now ? 'now' : ''}>${pictures.postures[i]}<p class="line">${say(each)}</p></li>`)}</ul>`;
}

const zero = {secondsLeft: 0, secondsTotal: 0};
const countdown = view => view.parts?.countdown ?? zero;

export const rest = view => ({
  step: 1,
  split: true,
  one: html`${heading({zh: '请先坐着休息', en: 'Please sit and rest'})}<div class="stage">${ring(countdown(view))}</div>`,
  two: postures(countdown(view)),
  aside: button('link', 'next', other),
  buttons: button('secondary', 'skip-rest', {zh: '我已经休息过了', en: 'I have rested already'}),
});

export const restSkip = () => ({
  step: 1,
  ask: true,
  one: html`${heading({zh: '休息满5分钟了吗？', en: 'Have you rested for five minutes?'})}
    <div class="stage">${pictures.clock}</div>
    ${line({zh: '刚走路、上楼、抽烟、喝茶之后马上量，数值会偏高。', en: 'Right after walking, smoking or tea the values are higher.'}, 'mid')}`,
  buttons: html`${button('secondary', 'no', {zh: '再休息一会儿', en: 'Rest a little more'})}${button('primary', 'yes', {zh: '休息好了', en: 'Yes, I have'})}`,
});

// ---- the cuff ----

const WHY = {
  'second': {zh: '量两次取平均，更准', en: 'Two readings are better than one'},
  'differ': {zh: '两次相差较多，再量一次', en: 'The two differ, so once more'},
  'irregular': {zh: '脉搏不太整齐，再量一次', en: 'The pulse was irregular, so once more'},
  'moved': {zh: '刚才手臂动了，请放松', en: 'Your arm moved. Please relax'},
  'cuff-loose': {zh: '袖带有点松，请重新绑紧', en: 'The cuff was loose, please tighten it'},
  'unusual': {zh: '这个数值很少见，再量一次', en: 'An unusual value, so once more'},
  'high': {zh: '休息好了，再量一次更准', en: 'Rested: once more, to be sure'},
  'failed': {zh: '刚才没有量成功，再量一次', en: 'That did not work, so once more'},
};

const noCuff = {number: 1, of: 1, startable: true, curve: [], earlier: []};
const cuff = view => view.parts?.cuff ?? noCuff;
const which = ({number, of}) => of > 1
  ? {zh: `第 ${number} 次／共 ${of} 次`, en: `${number} of ${of}`} : {zh: `第 ${number} 次`, en: `Reading ${number}`};
const earlier = ({earlier: values}) => values.length === 0 ? nothing
  : html`<ul class="before">${values.map((value, i) => html`<li>${own({zh: `第 ${i + 1} 次完成`, en: `Reading ${i + 1}`})}<b>${value.replace('/', ' / ')}</b></li>`)}</ul>`;
const other = {zh: '测别的项目', en: 'Something else'};

export function arm(view) {
  const now = cuff(view);
  return {
    step: 2,
    split: true,
    one: html`${heading({zh: '请把手臂放进袖带', en: 'Put your arm in the cuff'}, html`<p class="count-of">${own(which(now))}</p>`)}<div class="stage">${pictures.cuffArm}</div>`,
    two: html`<div class="stack">
      ${now.why ? note(pictures.attention, WHY[now.why] ?? WHY.second) : nothing}
      <ul class="promises card">
        <li>${pictures.check}<p class="line">${say({zh: '手心朝上，手臂放松', en: 'Palm up, arm relaxed'})}</p></li>
        <li>${pictures.check}<p class="line">${say({zh: '袖带在手肘上方两指，能塞进一个手指', en: 'Two fingers above the elbow, one finger fits in'})}</p></li>
        ${now.startable ? html`<li>${pictures.check}<p class="line">${say({zh: '请不要说话，不要动', en: 'Keep still and quiet'})}</p></li>` : nothing}</ul>
      ${now.startable ? nothing : html`<div class="press card">${pictures.startKey}<p class="line mid">${say({zh: '请按血压计上的“开始”键', en: 'Press Start on the monitor'})}</p></div>`}
      ${earlier(now)}</div>`,
    aside: call(view),
    buttons: html`${button('secondary', 'next', other)}${now.startable ? button('primary', 'start', {zh: '开始测量', en: 'Start'}) : nothing}`,
  };
}

export function inflating(view) {
  const now = cuff(view);
  return {
    step: 2,
    split: true,
    one: html`${heading({zh: '正在测量', en: 'Measuring'}, html`<p class="count-of">${own(which(now))}</p>`)}
      ${now.pressure === undefined ? nothing : html`<p class="pressure"><b>${now.pressure}</b><span>mmHg<small>${own(words.metric.cuffPressure)}</small></span></p>`}
      <div class="stage">${cuffCurve(now)}</div>`,
    two: html`<div class="stack"><div class="quietly card">${pictures.postures[3]}${line({zh: '请不要说话，不要动', en: 'Please keep still and quiet'}, 'mid')}</div>${earlier(now)}</div>`,
    foot: html`<footer class="stopping">${button('stop', 'stop', {zh: '停止并放气', en: 'STOP'})}</footer>`,
  };
}

const unwell = () => button('secondary', 'unwell', {zh: '我不舒服', en: 'I feel unwell'});

export function between(view) {
  const now = cuff(view);
  return {
    step: 2,
    split: true,
    one: html`${heading({zh: '再休息一下', en: 'Rest a moment'})}<div class="stage">${ring(countdown(view))}</div>`,
    two: html`<div class="stack">${earlier(now)}
      ${now.why ? note(pictures.attention, WHY[now.why] ?? WHY.second) : nothing}
      <div class="quietly card">${pictures.postures[2]}${line({zh: '手臂留在袖带里，不用动', en: 'Stay as you are'}, 'mid')}</div></div>`,
    aside: unwell(),
    buttons: button('secondary', 'stop', {zh: '停止', en: 'Stop'}),
  };
}

export const calm = view => ({
  step: 2,
  split: true,
  one: html`${heading({zh: '请安静休息一会儿', en: 'Please rest quietly'})}<div class="stage">${ring(countdown(view))}</div>`,
  two: html`<div class="stack">${note(pictures.tick, {zh: '休息好了再量一次，更准', en: 'Then once more: it is more exact'}, 'good')}${postures(countdown(view))}</div>`,
  buttons: unwell(),
});

export const stopped = view => ({
  step: 2,
  ask: true,
  one: html`${heading({zh: '已停止，袖带已放气', en: 'Stopped, the cuff is deflated'})}<div class="stage">${pictures.hand}</div>
    ${line({zh: '坐好，放松。想好了再开始也不迟。', en: 'Sit back and relax. Start again when you are ready.'}, 'mid')}`,
  aside: call(view),
  buttons: html`${button('secondary', 'next', other)}${button('primary', 'start', {zh: '重新开始', en: 'Start again'})}`,
});

const HELPS = {
  'BP-01': pictures.cuffArm, 'BP-03': pictures.cuffArm, 'BP-02': pictures.postures[2],
};

// What a fault asks for stands also where nothing can be tried again.
const LASTING = new Set(['BP-04', 'BP-05', 'DV-01', 'DV-04', 'DV-05', 'DV-06', 'DV-07', 'WT-01']);
const elsewhere = {zh: '请先测别的，或找工作人员', en: 'Measure something else first, or ask staff'};

export function trouble(view) {
  const {code, kind, again, next, saved} = view.parts.trouble;
  const fault = words.fault[code] ?? words.unknownFault;
  const text = {...fault, zh: fault.zh.replace('设备', words.device[kind] ?? '设备')};
  const instead = next.filter(each => words.kind[each]);
  const suggested = instead.length ? {zh: `可以先${words.kind[instead[0]].verb}`, en: `${words.kind[instead[0]].en} first`} : other;
  return {
    step: 2,
    split: true,
    one: html`<div class="happened">${pictures.attention}${heading(text)}</div>`,
    two: html`<div class="stack help">
      ${HELPS[code] ? html`<div class="stage">${HELPS[code]}</div>` : nothing}
      ${line(again === 'no' && !LASTING.has(code) ? elsewhere : text.act, 'act')}
      ${again === 'soon' ? html`<div class="soon">${ring(countdown(view))}<p class="line">${say({zh: '时间到了自动再测', en: 'Measures again by itself'})}</p></div>` : nothing}
      ${saved ? note(pictures.tick, {zh: '之前量到的数值已保存', en: 'What was measured before is saved'}, 'good') : nothing}
      <p class="code">${code}<span>${own(words.kind[kind] ?? {zh: '', en: ''})}</span></p></div>`,
    aside: call(view),
    buttons: html`${instead.length ? button(again === 'no' ? 'primary' : 'secondary', 'choose', suggested, {id: 'next', more: {kind: instead[0]}})
        : button(again === 'no' ? 'primary' : 'secondary', 'next', suggested)}
      ${again === 'now' ? button('primary', 'again', {zh: '再测一次', en: 'Try again'}) : nothing}`,
  };
}
