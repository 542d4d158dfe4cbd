// The resident's page: shows the view the agent sends, sends touches back, keeps nothing.
import {html, render, nothing} from '/lib/lit-html.js';
import * as words from '/words.js';
import * as pictures from '/pictures.js';

const token = document.querySelector('meta[name="page-token"]').content;
const CATEGORIES = ['blood-pressure', 'glucose', 'weight', 'height', 'oximeter', 'thermometer'];
const LOST_AFTER_MS = 3000;
const TRIES_MAX = 4;

let view = null;
let lost = false;

// ---- the line to the agent ----

function listen() {
  let lostTimer = 0;
  const events = new EventSource('/events');
  const take = event => {
    clearTimeout(lostTimer);
    lostTimer = 0;
    lost = false;
    const next = JSON.parse(event.data);
    if (!next.screen) return;
    if (view && view.start !== next.start) {
      location.reload();
      return;
    }
    view = next;
    draw();
  };
  events.addEventListener('snapshot', take);
  events.addEventListener('view', take);
  events.addEventListener('open', () => {
    clearTimeout(lostTimer);
    lostTimer = 0;
    lost = false;
    draw();
  });
  events.addEventListener('error', () => {
    if (lostTimer === 0) {
      lostTimer = setTimeout(() => { lost = true; draw(); }, LOST_AFTER_MS);
    }
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(() => location.reload(), LOST_AFTER_MS);
    }
  });
}

// Touches go one after the other, so that digits keep their order.
let last = Promise.resolve();

function send(command, more = {}) {
  const key = crypto.randomUUID();
  last = last.then(() => post(key, JSON.stringify({command, ...more}))).catch(() => {});
}

async function post(key, body) {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    try {
      const answer = await fetch('/commands', {
        method: 'POST',
        headers: {'Content-Type': 'application/json', 'Idempotency-Key': key, 'X-Page-Token': token},
        body,
      });
      if (answer.status === 403) location.reload();
      if (answer.status !== 503) return;
    } catch {
      // The agent may be starting again: the same key makes a second try harmless.
    }
    await new Promise(done => setTimeout(done, 250 * tries));
  }
}

// ---- pieces ----

const both = (text, extra = '') => html`<span class="zh ${extra}">${text.zh}</span><span class="en">${text.en}</span>`;

function topBar() {
  const {clock} = view;
  return html`
    <header>
      <div class="station">${view.station}</div>
      ${view.who ? html`<div class="who" id="who">${view.who.guest ? '访客' : html`身份证尾号 <b>${view.who.masked.slice(-2)}</b>`}</div>` : nothing}
      <div class="status">
        <span class="cloud-state" title="${view.line.online ? `网络正常（${view.line.by}）` : '暂时离线'}" id="line"
          data-online="${view.line.online}">${view.line.online ? pictures.cloud : pictures.cloudOff}</span>
        <span class="clock ${clock.sure ? '' : 'unsure'}"><b>${clock.time}</b>
          <small>${clock.month}月${clock.day}日 ${words.weekday[clock.weekday]}</small></span>
      </div>
    </header>
    ${view.simulated ? html`<div class="simulated" id="simulated">模拟数据，不是真实测量 · Simulated</div>` : nothing}`;
}

const devicesOf = category => view.devices.filter(device => device.category === category);
const ready = device => device.health === 'ready';
const offered = () => CATEGORIES.filter(category => devicesOf(category).length > 0);

// Whether cards stand side by side and say only what must be said.
const isCrowded = () => offered().length > 3;

// ---- idle ----

function today(category) {
  const able = devicesOf(category).some(ready);
  const why = able ? null : words.health[devicesOf(category)[0].health];
  return html`<li class="${able ? 'able' : 'unable'}" data-category="${category}">
    ${pictures.forCategory[category]}
    <span>${words.category[category].zh}</span>
    <small>${able ? '可以测' : why.zh}<span class="en">${able ? 'Ready' : why.en}</span></small></li>`;
}

function idle() {
  const able = offered().filter(category => devicesOf(category).some(ready));
  const closed = able.length === 0 || view.full;
  const named = able.length ? able : offered();
  return html`
    <main class="idle">
      <section class="welcome">
        ${pictures.seated}
        <h1>${named.map(category => words.category[category].verb).join('、') || '健康小屋'}</h1>
        <p class="en">${named.map(category => words.category[category].en).join(' · ')}</p>
      </section>
      <section class="doors">
        ${view.full ? html`<p class="message wrong" id="full" role="alert">${pictures.attention}<span>${both(words.full)}</span></p>` : nothing}
        <button class="primary huge" id="begin" ?disabled=${closed} @click=${() => send('begin')}>
          <span class="zh">开始测量</span><span class="en">Start</span></button>
        <button class="secondary" id="guest" ?disabled=${closed} @click=${() => send('guest')}>
          <span class="zh">不登记，先测</span><span class="en">Measure without signing in</span></button>
        ${view.full ? nothing : html`<div class="today"><h2>今日可测</h2><ul>${offered().map(today)}</ul></div>`}
      </section>
    </main>
    <footer class="quiet"><span>身份信息只用于保存您的测量结果</span><span>${view.line.online ? '网络正常' : '暂时离线，结果先存在本机，联网后自动送出'}</span></footer>`;
}

// ---- identifying ----

function slots({masked, length}) {
  const groups = [[0, 6], [6, 14], [14, 18]];
  return html`<div class="slots" id="number" data-length="${length}" aria-label="已输入 ${length} 位">
    ${groups.map(([from, to]) => html`<span class="group">${Array.from({length: to - from}, (_, i) => {
      const at = from + i;
      const hidden = masked[at] === '•';
      return html`<i class="${hidden ? 'full hidden' : at < length ? 'full' : at === length ? 'next' : ''}">${hidden ? '' : masked[at] ?? ''}</i>`;
    })}</span>`)}</div>`;
}

function key(character) {
  return html`<button class="key" data-key="${character}" @click=${() => send('key', {character})}>${character}</button>`;
}

function identifying() {
  const {entered} = view;
  const wrong = entered.mistake ? words.mistake[entered.mistake] : null;
  return html`
    <main class="identifying">
      <section class="asking">
        <h1>请输入身份证号</h1>
        <p class="en">Type your ID number</p>
        ${devicesOf('identity').some(ready) ? html`<p class="message">${both({zh: '也可以把身份证放在读卡区', en: 'Or lay your ID card on the reader'})}</p>` : nothing}
        ${slots(entered)}
        <p class="message ${wrong ? 'wrong' : ''}" id="message" role="status">
          ${wrong ? html`${pictures.attention}<span>${both(wrong)}</span>`
            : entered.complete ? html`${pictures.tick}<span>${both({zh: '号码正确，请按“确认”', en: 'Looks right. Press Confirm'})}</span>`
            : html`<span>${both({zh: `已输入 ${entered.length} 位，共 18 位`, en: 'Only the last two characters are shown'})}</span>`}</p>
      </section>
      <section class="keypad">
        ${'123456789X0'.split('').map(key)}
        <button class="key" id="erase" aria-label="删除" @click=${() => send('erase')}>${pictures.erase}</button>
      </section>
    </main>
    <footer>
      <button class="secondary" id="back" @click=${() => send('end')}><span class="zh">返回</span><span class="en">Back</span></button>
      <button class="secondary" id="guest" @click=${() => send('guest')}><span class="zh">不登记，先测</span><span class="en">Measure first</span></button>
      <button class="primary" id="confirm" ?disabled=${!entered.complete || !!entered.mistake} @click=${() => send('confirm')}>
        <span class="zh">确认</span><span class="en">Confirm</span></button>
    </footer>`;
}

// ---- measuring ----

// Numbers that are not what their card is called.
const NAMED = new Set(['skinTemperature']);

function number(value, size) {
  const label = words.metric[value.metric];
  const large = size === 'xl';
  const named = size !== 'l' || NAMED.has(value.metric);
  return html`<div class="value ${size}" data-metric="${value.metric}">
    ${!named ? nothing : html`<div class="label">${label.zh}<small>${label.more ? `（${label.more}）` : ''}${large ? html`<span class="unit">${value.unit}</span>` : nothing}</small></div>`}
    ${value.limit
      ? html`<div class="word">${words.limit[value.limit].zh}</div><div class="unit">${words.limit[value.limit].en} ${value.number} ${value.unit}</div>`
      : html`<div class="figure"><b>${value.number}</b>${large ? nothing : html`<span class="unit">${value.unit}</span>`}</div>`}
  </div>`;
}

function keptChip(reading) {
  const text = words.kept[reading.kept];
  return html`<span class="kept ${reading.kept}" data-kept="${reading.kept}" role="status">${text.zh}<small>${text.en}</small></span>`;
}

const EARLIER_MAX = 4;

const short = values => {
  const by = Object.fromEntries(values.map(value => [value.metric, value]));
  const say = value => value.limit ? words.limit[value.limit].zh : value.number;
  return by.systolic && by.diastolic ? `${say(by.systolic)} / ${say(by.diastolic)}` : values.map(say).join(' · ');
};

function earlier(readings) {
  const first = Math.max(0, readings.length - (isCrowded() ? 1 : EARLIER_MAX));
  return readings.length === 0 ? nothing : html`<ol class="earlier">${readings.slice(first).map((reading, i) => html`
    <li>第 ${first + i + 1} 次 <small>${reading.time}</small> <b>${short(reading.values)}</b> <small>${words.kept[reading.kept].zh}</small></li>`)}</ol>`;
}

function faultPanel(device) {
  const text = words.fault[device.fault] ?? words.fault['BP-00'];
  return html`<div class="fault" role="alert" data-fault="${device.fault}">
    ${pictures.attention}
    <div><p class="what">${text.zh}</p><p class="act">${text.act}</p><p class="en">${text.en}</p></div>
    <div class="side"><code>${device.fault}</code>
      <button class="secondary small" @click=${() => send('understood', {device: device.name})}>知道了</button></div>
  </div>`;
}

function livePanel(category, device) {
  const cuff = category === 'blood-pressure';
  const rule = words.meanwhile[category];
  const said = device.state && device.state !== 'measuring' ? words.state[device.state] : null;
  const doing = said ?? (cuff ? words.state.measuring : rule);
  return html`<div class="live" data-live="${device.name}">
    <p class="doing">${doing.zh}<span class="en">${doing.en}</span></p>
    ${device.live ? number(device.live, cuff ? 'xl' : 'l') : nothing}
    <div class="moving"><i></i></div>
    ${cuff ? html`<p class="rule">${rule.zh}<span class="en">${rule.en}</span></p><button class="stop" id="stop" @click=${() => send('stop', {device: device.name})}>
      <span class="zh">停止并放气</span><span class="en">STOP</span></button>` : nothing}
  </div>`;
}

// What a card is there for; the rest stands beside it, smaller and named.
const MAIN = {
  'blood-pressure': ['systolic', 'diastolic'],
  'glucose': ['glucose'],
  'weight': ['weight'],
  'height': ['height'],
  'oximeter': ['oxygenSaturation'],
  'thermometer': ['temperature', 'skinTemperature'],
};

const when = reading => html`<p class="when">${keptChip(reading)}<span>${reading.time}</span></p>`;

function latest(category, reading) {
  const main = reading.values.filter(value => MAIN[category].includes(value.metric));
  const side = reading.values.filter(value => !main.includes(value));
  return html`<div class="reading" data-device="${reading.device}">
    <div class="figures">${main.map(value => number(value, category === 'blood-pressure' ? 'xl' : 'l'))}
      ${side.length ? html`<div class="sides">${side.map(value => number(value, 's'))}</div>` : nothing}</div>
    ${reading.notes.map(code => html`<p class="note">${pictures.attention}<span>${words.fault[code].zh}，${words.fault[code].act}</span><code>${code}</code></p>`)}
    ${reading.kept === 'not-saved' ? html`<p class="note bad">${pictures.attention}<span>这次结果没有保存，请再测一次或找工作人员</span></p>` : nothing}
  </div>`;
}

// What a device says after it has measured, while the result is to be read.
const RESTING = ['ready', 'waiting-for-strip', 'step-off', 'not-connected'];

// What a device says while it measures: no older message of another device may hide how to stop it.
const AT_WORK = ['measuring', 'waiting-for-blood', 'stand-still'];

function startButton(devices) {
  const device = devices.find(each => each.startable && ready(each));
  return device ? html`<button class="primary" data-start="${device.name}" @click=${() => send('measure', {device: device.name})}>
    <span class="zh">开始</span><span class="en">Start</span></button>` : nothing;
}

function card(category) {
  const devices = devicesOf(category);
  const readings = view.readings.filter(reading => reading.category === category);
  const resting = readings.length ? RESTING : ['ready'];
  const atWork = devices.find(device => !device.fault && (device.live || AT_WORK.includes(device.state)));
  const busy = atWork ?? devices.find(device => device.live || (device.state && !resting.includes(device.state)));
  const troubled = devices.find(device => device.fault);
  const able = devices.some(ready);
  const latestReading = readings[readings.length - 1];
  const name = words.category[category];
  const how = words.howTo[category];
  const shown = atWork ? 'live' : troubled ? 'fault' : busy ? 'live' : readings.length ? 'reading' : able ? 'how' : 'unable';
  return html`<article class="card ${category} ${shown}" data-category="${category}" data-shown="${shown}">
    <h2>${pictures.forCategory[category]}${name.zh}<span class="en">${name.en}</span>
      ${shown === 'reading' ? when(latestReading) : nothing}</h2>
    ${shown === 'fault' ? html`${faultPanel(troubled)}${earlier(readings)}`
      : shown === 'live' ? html`${livePanel(category, busy)}${earlier(readings)}`
      : shown === 'reading' ? html`${latest(category, latestReading)}${earlier(readings.slice(0, -1))}${startButton(devices)}`
      : shown === 'how' ? html`<p class="how">${how.zh}<span class="en">${how.en}</span></p>${startButton(devices)}`
      : html`<p class="how off">${words.health[devices[0].health].zh}<span class="en">Not available now</span></p>`}
  </article>`;
}

function measuring() {
  const offline = !view.line.online && view.readings.some(reading => reading.kept === 'saved');
  return html`
    <main class="measuring n${offered().length} ${isCrowded() ? 'crowded' : ''}">${offered().map(card)}</main>
    <footer>
      <p class="help">${offline ? html`<b>结果已保存在本机，联网后自动送出</b>` : html`<b>需要帮助？请呼叫工作人员</b>`}
        <span class="en">${offline ? 'Saved here, will be sent when online' : 'Need help? Please call staff'}</span></p>
      <button class="primary" id="end" @click=${() => send('end')}><span class="zh">结束</span><span class="en">Finish</span></button>
    </footer>`;
}

// ---- ended ----

function ended() {
  const {refused, saving, saved, delivered, notSaved} = view.ended;
  const all = saving + saved + delivered;
  const lines = [
    delivered ? html`<li class="kept delivered" data-kept="delivered">${delivered} 项已送达<small>Delivered</small></li>` : nothing,
    saved ? html`<li class="kept saved" data-kept="saved">${saved} 项已保存，稍后送出<small>Saved</small></li>` : nothing,
    saving ? html`<li class="kept saving" data-kept="saving">${saving} 项保存中<small>Saving</small></li>` : nothing,
    notSaved ? html`<li class="kept not-saved" data-kept="not-saved">${notSaved} 项没有保存<small>Not saved</small></li>` : nothing,
  ];
  return refused ? html`
    <main class="ended">${pictures.attention}<h1>${view.full ? words.full.zh : '暂时不能保存测量结果，请找工作人员'}</h1>
      <p class="en">${view.full ? words.full.en : 'Results cannot be saved now. Please ask staff'}</p></main>
    <footer><button class="primary" id="done" @click=${() => send('end')}><span class="zh">知道了</span><span class="en">OK</span></button></footer>` : html`
    <main class="ended">${pictures.tick}<h1>${all ? `测量结束，共 ${all} 项结果` : '本次没有测量结果'}</h1>
      <ul>${lines}</ul>
      <p class="big">祝您健康，下次见</p><p class="en">Take care, see you next time</p></main>
    <footer><p class="help"><b>请带好您的身份证和随身物品</b><span class="en">Please take your belongings</span></p>
      <button class="primary" id="done" @click=${() => send('end')}><span class="zh">完成</span><span class="en">Done</span></button></footer>`;
}

// ---- over everything ----

function stillThere() {
  return html`<div class="over" id="still-there" role="alertdialog">
    <div class="sheet"><h1>您还在吗？</h1><p class="en">Still there?</p>
      <p class="count">${view.leavingInSeconds}</p>
      <p class="big">秒后自动结束，已保存的结果不会丢</p>
      <div class="pair">
        <button class="secondary" id="leave" @click=${() => send('end')}><span class="zh">结束</span><span class="en">Finish</span></button>
        <button class="primary" id="stay" @click=${() => send('stay')}><span class="zh">还在，继续</span><span class="en">Continue</span></button>
      </div></div></div>`;
}

const oneMoment = () => html`<div class="over" id="one-moment"><div class="sheet"><h1>请稍等，马上就好</h1>
  <p class="en">One moment</p><div class="moving"><i></i></div><code>SY-01</code></div></div>`;

const screens = {idle, identifying, measuring, ended};

function draw() {
  if (view) {
    setMillimetre();
    document.body.dataset.screen = view.screen;
  }
  const asking = view && view.leavingInSeconds !== undefined;
  render(view ? html`
    <div class="page ${asking || lost ? 'hushed' : ''}">${topBar()}${screens[view.screen]()}</div>
    ${lost ? oneMoment() : asking ? stillThere() : nothing}` : lost ? oneMoment() : nothing, document.body);
}

// Pixels in a millimetre of the panel, when the page fills it.
function setMillimetre() {
  const pixels = Math.hypot(innerWidth, innerHeight);
  document.documentElement.style.setProperty('--mm', `${pixels / (view.diagonalInches * 25.4)}px`);
}

addEventListener('resize', () => draw());
addEventListener('contextmenu', event => event.preventDefault());
listen();
draw();
