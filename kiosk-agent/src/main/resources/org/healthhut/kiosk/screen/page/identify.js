// Before a visit, and who somebody is.
import {html, nothing} from '/lib/lit-html.js';
import * as pictures from '/pictures.js';
import {call, sheet} from '/frame.js';
import {button, heading, line, note, own, say, send} from '/say.js';
import * as words from '/words.js';

/** What is measured here; readers of cards and codes are among the kinds, but measure nothing. */
export const measured = view => view.kinds.filter(({kind}) => words.kind[kind]);

const able = ({health}) => health === 'ready';

const readsCards = view => view.kinds.some(({kind, health}) => kind === 'identity' && health === 'ready');

const list = kinds => ({
  zh: kinds.map(({kind}) => words.kind[kind].verb).join('、'),
  en: kinds.map(({kind}) => words.kind[kind].en).join(' · '),
});

function dateOf({month, day, weekday}) {
  return own({zh: `${month}月${day}日 ${words.weekday[weekday].zh}`, en: `${words.weekday[weekday].en}, ${day} ${words.MONTHS[month]}`});
}

function today(each) {
  return html`<li class=${able(each) ? 'able' : 'unable'} data-kind=${each.kind}>${pictures.forKind[each.kind]}
    <b>${own(words.kind[each.kind])}</b><small>${able(each) ? pictures.check : nothing}${own(words.stands(each))}</small></li>`;
}

// For staff: a technician's 知道了 on the service page takes it away.
const harmed = online => ({
  zh: `工作人员请看：启动时有记录损坏，已隔离保留，${online ? '已' : '联网后'}报告平台`,
  en: `Staff: damaged records were set aside; the district ${online ? 'was' : 'will be'} told`,
});

export function idle(view) {
  const {clock, line: district, calibratedUntil, staff, full, damaged} = view.place;
  const kinds = measured(view);
  const open = kinds.filter(able);
  const closed = open.length === 0 || full;
  const foot = [
    calibratedUntil ? own({zh: `血压计检定有效期至 ${calibratedUntil}`, en: `Monitor checked until ${calibratedUntil}`}) : null,
    district.online ? own({zh: '网络正常', en: 'Online'}) : own({zh: '暂时离线，结果先存在本机', en: 'Offline: results are kept here first'}),
    staff ? own({zh: `工作人员 ${staff}`, en: `Staff ${staff}`}) : null,
  ].filter(Boolean);
  return {
    split: true,
    one: html`<div class="welcome">
      <p class="clock ${clock.sure ? '' : 'unsure'}"><b>${clock.time}</b><span>${clock.sure ? dateOf(clock) : own({zh: '正在校时', en: 'Clock being checked'})}</span></p>
      ${pictures.seated}
      ${open.length && !full ? heading(list(open)) : heading({zh: '暂时不能测量', en: 'Closed for the moment'})}</div>`,
    two: html`<div class="doors">
      ${full ? note(pictures.attention, {zh: '本机存储已满，请联系工作人员', en: 'No room left on this kiosk. Please ask staff'}, 'warn') : nothing}
      ${damaged ? html`<div id="damaged">${note(pictures.attention, harmed(district.online), 'warn')}</div>` : nothing}
      ${button('primary huge', 'begin', {zh: '开始测量', en: 'Start'}, {disabled: closed})}
      ${closed ? nothing : orCard(view, {zh: '也可以直接把身份证放在读卡区', en: 'or place your ID card on the reader'})}
      <section class="today" aria-labelledby="today"><h2 id="today">${own({zh: '今日可测', en: 'Today'})}</h2><ul class="n${kinds.length}">${kinds.map(today)}</ul></section>
    </div>`,
    foot: html`<footer class="quiet"><p>${foot.map((each, i) => html`${i ? html`<i> · </i>` : nothing}<span>${each}</span>`)}</p></footer>`,
  };
}

const tile = (command, picture, text, options) => button('tile', command, text, {picture, ...options});

const scan = () => tile('scan', pictures.code, {zh: '扫健康码', en: 'Scan code'});
const type = () => tile('type', pictures.keys, {zh: '输入身份证号', en: 'Type ID number'});
const guest = () => tile('guest', pictures.person, {zh: '不登记，先测', en: 'Measure first'});

const failed = view => view.parts?.trouble !== undefined;

function unread(view) {
  if (!failed(view)) return nothing;
  const {zh, en, act} = words.fault[view.parts.trouble.code] ?? words.unknownFault;
  return html`<div id="unread">${note(pictures.attention, {zh: `${zh}，${act.zh}`, en: `${en}. ${act.en}`}, 'warn')}</div>`;
}

const orCard = (view, text) => readsCards(view)
  ? html`<div class="hint">${pictures.card}<p class="line">${say(text)}</p></div>` : nothing;

export function identify(view, ui) {
  const cards = readsCards(view);
  return {
    step: 0,
    split: true,
    one: html`${heading(cards ? {zh: '请把身份证放在读卡区', en: 'Place your ID card on the reader'} : {zh: '请选一种方式登记', en: 'Choose how to sign in'})}
      <div class="stage">${cards ? pictures.cardOnReader : pictures.phoneOnScanner}</div>${unread(view)}`,
    two: html`<div class="tiles three">${scan()}${type()}${guest()}</div>`,
    aside: failed(view) ? call(view) : line({zh: '身份信息只用于保存您的测量结果。', en: 'Used only to keep your results.'}),
    buttons: html`<button class="secondary" id="terms" @click=${() => ui.open('terms')}><span class="words">${say({zh: '查看说明', en: 'Read more'})}</span></button>`,
  };
}

function slots({masked, length}) {
  return html`<div class="slots" id="number" data-length=${length} role="img" aria-label=${own({zh: `已输入 ${length} 位，共 18 位`, en: `${length} of 18 typed`})}>
    ${[[0, 6], [6, 14], [14, 18]].map(([from, to]) => html`<span class="group">${Array.from({length: to - from}, (_, i) => {
      const at = from + i;
      const hidden = masked[at] === '•';
      return html`<i class=${hidden ? 'full hidden' : at < length ? 'full' : at === length ? 'next' : ''}>${hidden ? '' : masked[at] ?? ''}</i>`;
    })}</span>`)}</div>`;
}

export function typing(view) {
  const entered = view.parts?.entered ?? {masked: '', length: 0, complete: false};
  const wrong = entered.mistake ? words.mistake[entered.mistake] : null;
  const said = wrong ? note(pictures.attention, wrong, 'warn')
    : entered.complete ? note(pictures.tick, {zh: '号码正确，请按“确认”', en: 'Looks right. Press Confirm'}, 'good')
    : line({zh: `已输入 ${entered.length} 位，共 18 位`, en: `${entered.length} of 18; only the last two are shown`});
  const key = character => html`<button class="key" data-key=${character} @click=${() => send('key', {character})}>${character}</button>`;
  return {
    step: 0,
    split: true,
    one: html`${heading({zh: '请输入身份证号', en: 'Type your ID number'})}${slots(entered)}
      <div class="message" id="message" role="status">${said}</div>
      ${button('secondary', 'clear', {zh: '全部清除', en: 'Clear all'}, {disabled: entered.length === 0})}`,
    two: html`<div class="keypad">${'123456789X0'.split('').map(key)}
      <button class="key" id="erase" data-command="erase" aria-label=${own({zh: '删除一位', en: 'Erase'})} @click=${() => send('erase')}>${pictures.erase}</button></div>`,
    buttons: html`${button('secondary', 'back', {zh: '返回', en: 'Back'})}
      ${button('primary', 'confirm', {zh: '确认', en: 'Confirm'}, {disabled: !entered.complete || !!entered.mistake})}`,
  };
}

export const scanning = view => ({
  step: 0,
  split: true,
  one: html`${heading({zh: '请把健康码对准扫码口', en: 'Hold your health code to the scanner'})}<div class="stage">${pictures.phoneOnScanner}</div>${unread(view)}`,
  two: html`<div class="tiles two">${type()}${guest()}</div>${failed(view) ? orCard(view, {zh: '也可以把身份证放在读卡区', en: 'or place your ID card on the reader'}) : nothing}`,
  aside: failed(view) ? call(view) : line({zh: '把手机亮度调高一些，离扫码口一个手掌远。', en: 'Turn the brightness up and hold it a hand away.'}),
  buttons: button('secondary', 'back', {zh: '返回', en: 'Back'}),
});

export function confirming(view) {
  const {name, sex, age, tail, provisional, expired} = view.parts.confirm;
  const what = {male: {zh: '男', en: 'Male'}, female: {zh: '女', en: 'Female'}}[sex] ?? {zh: '', en: ''};
  return {
    step: 0,
    ask: true,
    one: html`${heading({zh: '请确认是不是您本人', en: 'Please confirm this is you'})}
      <div class="person card">${pictures.person}
        <p class="name">${name ?? own({zh: `尾号 ${tail}`, en: `ID …${tail}`})}</p>
        <p class="what">${own(what)}<span>${own({zh: `${age} 岁`, en: `${age} years`})}</span></p>
        ${name ? html`<p class="line">${own({zh: `身份证尾号 ${tail}`, en: `ID number ending in ${tail}`})}</p>` : nothing}</div>
      ${provisional ? note(pictures.cloudOff, {zh: '已为您临时登记，联网后自动补全', en: 'Signed in for now, completed once online'}) : nothing}
      ${expired ? note(pictures.calendar, {zh: '身份证已过有效期，请记得换领，测量不受影响', en: 'Your ID card has expired. You can still measure'}) : nothing}`,
    buttons: html`${button('secondary', 'no', {zh: '不是我', en: 'Not me'})}${button('primary', 'yes', {zh: '是我', en: 'This is me'})}`,
  };
}

const CONSENT = [
  {zh: '保存您的测量结果，方便下次对比', en: 'Your results are kept, to compare next time'},
  {zh: '只有您和您的家庭医生能看', en: 'Only you and your family doctor can see them'},
  {zh: '随时可以找工作人员撤回', en: 'You can withdraw at any time: ask staff'},
];

export const consent = (_, ui) => ({
  step: 0,
  ask: true,
  one: html`${heading({zh: '请您同意保存结果', en: 'May we keep your results?'})}
    <ul class="promises card">${CONSENT.map(each => html`<li>${pictures.check}<p class="line">${say(each)}</p></li>`)}</ul>
    <button class="secondary" id="terms" @click=${() => ui.open('terms')}><span class="words">${say({zh: '查看说明', en: 'Read the whole text'})}</span></button>`,
  buttons: html`${button('secondary', 'no', {zh: '不同意，先测', en: 'Measure without'})}${button('primary', 'yes', {zh: '同意并继续', en: 'Agree and go on'})}`,
});

const TERMS = [
  {zh: '我们收集什么：身份证上的姓名、性别、出生日期和号码，以及您在这里的测量结果。', en: 'What: name, sex, birth date and number of the ID card, and what you measure here.'},
  {zh: '用来做什么：保存到您的健康档案，送给您签约的家庭医生。不做广告，不卖给别人。', en: 'What for: your health record and your family doctor. No advertising, never sold.'},
  {zh: '怎么保管：结果加密保存。屏幕上只显示您的姓和名字的最后一个字，离开后本机不再显示。', en: 'How: encrypted. The screen shows your name in part, and nothing once you have left.'},
  {zh: '您可以：不同意也能测量，结果用扫码带走；同意后随时可以找工作人员查看、更正或撤回。', en: 'Your choice: you can measure without; later you may see, correct or withdraw: ask staff.'},
];

export const terms = ui => sheet('terms-text', 'dialog', html`
  <h2 id="terms-text-title">${say({zh: '个人信息说明', en: 'About your data'})}</h2>
  <div class="terms">${TERMS.map(each => html`<p class="line">${say(each)}</p>`)}</div>
  <div class="pair"><button class="primary" id="terms-close" @click=${() => ui.close()}><span class="words">${say({zh: '看好了', en: 'Close'})}</span></button></div>`,
  () => ui.close());

export const tooYoung = () => ({
  step: 0,
  ask: true,
  one: html`${heading({zh: '未满 14 岁，不登记姓名', en: 'Under fourteen we keep no name'})}
    <div class="stage">${pictures.person}</div>
    ${line({zh: '请家长陪着，也可以先测量。', en: 'You can measure without signing in, with a parent.'}, 'mid')}`,
  buttons: html`${button('secondary', 'end', {zh: '退出', en: 'Exit'})}${button('primary', 'guest', {zh: '不登记，先测', en: 'Measure first'})}`,
});

