// What every screen has: the bar above, the bar below, and what lies over everything.
import {html, nothing} from '/lib/lit-html.js';
import * as pictures from '/pictures.js';
import {button, isChinese, own, say, send} from '/say.js';

const HELD_MS = 5_000;

// Nobody's visit: no way out is needed, and the service page may be opened.
const RESTING = new Set(['idle', 'maintenance']);

// Nothing is behind the screen yet that a touch could reach.
const NOT_READY = new Set(['starting', 'store-in-use', 'store-failing']);

// How far a visit is: 认人 · 休息 · 测量 · 结果.
const STEPS = [
  {zh: '认人', en: 'Sign in'}, {zh: '休息', en: 'Rest'}, {zh: '测量', en: 'Measure'}, {zh: '结果', en: 'Result'},
];

const VOLUMES = [{zh: '静音', en: 'Mute'}, {zh: '声音小', en: 'Sound low'}, {zh: '声音中', en: 'Sound mid'}, {zh: '声音大', en: 'Sound high'}];

function small(id, picture, word, name, pressed, act) {
  return html`<button class="small" id=${id} aria-label=${name} aria-pressed=${pressed ?? nothing} @click=${act}>${picture}<span>${word}</span></button>`;
}

function controls(view) {
  const {comfort} = view;
  const louder = (comfort.volume + 1) % VOLUMES.length;
  return html`<div class="controls">
    ${small('volume', pictures.sound[comfort.volume] ?? pictures.sound[0], own({zh: '声音', en: 'Sound'}), own(VOLUMES[comfort.volume] ?? VOLUMES[0]),
      undefined, () => send('comfort', {volume: louder}))}
    ${small('size', pictures.letters, own({zh: '字号', en: 'Size'}), own({zh: '字号特大', en: 'Size: larger'}),
      comfort.large, () => send('comfort', {large: !comfort.large}))}
    ${small('language', pictures.language, isChinese() ? 'English' : '中文', isChinese() ? 'English' : '中文',
      undefined, () => send('comfort', {language: isChinese() ? 'en' : 'zh'}))}
    ${RESTING.has(view.screen) ? nothing
      : small('exit', pictures.leave, own({zh: '退出', en: 'Exit'}), own({zh: '退出', en: 'Exit'}), undefined, () => send('end'))}
  </div>`;
}

let holding = 0;
const release = () => clearTimeout(holding);
function hold() {
  release();
  holding = setTimeout(() => {
    if (RESTING.has(document.body.dataset.screen)) location.assign('/service');
  }, HELD_MS);
}

function who({who: person}) {
  if (!person) return nothing;
  const name = person.guest ? own({zh: '访客', en: 'Guest'})
    : person.name ?? own({zh: `尾号 ${person.tail}`, en: `ID …${person.tail}`});
  return html`<div class="who" id="who">${name}</div>`;
}

function steps(at) {
  return html`<ol class="steps">${STEPS.map((step, i) => html`
    <li class=${i === at ? 'now' : i < at ? 'past' : ''} aria-current=${i === at ? 'step' : nothing}><i></i>${own(step)}</li>`)}</ol>`;
}

export function top(view, step) {
  const {line} = view.place;
  return html`<header><div class="bar">
    <div class="station" @pointerdown=${hold} @pointerup=${release} @pointerleave=${release} @pointercancel=${release}>${view.place.station}</div>
    ${who(view)}
    ${NOT_READY.has(view.screen) ? nothing : html`<span class="line-state" id="line" data-online=${line.online} role="img"
      aria-label=${line.online ? own({zh: '网络正常', en: 'Online'}) : own({zh: '暂时离线', en: 'Offline'})}>${line.online ? pictures.cloud : pictures.cloudOff}</span>
    ${controls(view)}`}
    ${step === undefined ? nothing : steps(step)}
  </div>
  ${view.place.simulated ? html`<div class="simulated" id="simulated">模拟数据，不是真实测量 · Simulated</div>` : nothing}
  ${view.calling && view.screen !== 'urgent' ? html`<div class="called" id="called" role="status">${pictures.bell}<span>${say({zh: '已呼叫工作人员，请稍等', en: 'Staff has been called'})}</span></div>` : nothing}
  </header>`;
}

/** The link that calls staff, for the bar below. */
export const call = view => view.calling ? nothing
  : button('link', 'call', {zh: '呼叫工作人员', en: 'Call staff'}, {picture: pictures.bell});

export const bottom = ({aside = nothing, buttons = nothing}) => html`<footer><div class="aside">${aside}</div>${buttons}</footer>`;

// ---- over everything ----

export const sheet = (id, role, content, touched) => html`<div class="over" @click=${touched}><div class="sheet" id=${id} role=${role}
  aria-modal="true" aria-labelledby="${id}-title" @click=${event => event.stopPropagation()}>${content}</div></div>`;

export function stillThere(view) {
  return sheet('still-there', 'alertdialog', html`
    <h2 id="still-there-title">${say({zh: '您还在吗？', en: 'Still there?'})}</h2>
    <p class="count" aria-hidden="true">${view.leavingInSeconds}</p>
    <p class="line">${say({zh: html`需要继续请点一下屏幕<br>已保存的结果不会丢`, en: 'Touch the screen to continue. Saved results are kept.'})}</p>
    <div class="pair">
      ${button('secondary', 'end', {zh: '退出', en: 'Exit'}, {id: 'leave'})}
      ${button('primary', 'stay', {zh: '还在，继续', en: 'Continue'})}
    </div>`, () => send('stay'));
}

export const away = how => sheet('one-moment', 'alertdialog', html`
  <h2 id="one-moment-title">${how === 'long'
    ? say({zh: '请重新开始，已保存的结果不会丢', en: 'Please start again. What was saved is kept'})
    : say({zh: '请稍等，马上就好', en: 'One moment'})}</h2>
  <div class="moving"><i></i></div><p class="code">SY-01</p>`, () => {});
