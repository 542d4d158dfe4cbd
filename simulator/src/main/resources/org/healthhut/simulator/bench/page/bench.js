import { html, nothing, render } from '/lib/lit-html.js';
import { add, gap, hexLines, millis, printable, seen } from '/wire.js';

const SHOWN_MAX = 200;
const DRAW_EVERY_MS = 40;
const METRICS = {
  systolic: ['高压', 'systolic'],
  diastolic: ['低压', 'diastolic'],
  meanPressure: ['平均压', 'mean'],
  pulse: ['脉搏', 'pulse'],
  glucose: ['血糖', 'glucose'],
  weight: ['体重', 'weight'],
  height: ['身高', 'height'],
  bodyMassIndex: ['体质指数', 'BMI'],
  bodyFat: ['体脂', 'body fat'],
  oxygenSaturation: ['血氧', 'SpO₂'],
  temperature: ['体温', 'temperature'],
  skinTemperature: ['皮温', 'skin'],
};
const SPEEDS = { x1: '×1', x10: '×10', instant: '即时 instant' };
const SKEWS = [
  [0, '准 true'],
  [600, '+10 分'],
  [-86_400, '−1 天'],
  [-788_918_400, '−25 年'],
];
const ANSWERED_WITHIN_MS = 10_000;

const page = document.getElementById('bench');
const rows = [];
const view = { device: '', trouble: false, stream: false };
const persona = {};
const FLAGS = { moved: '手臂动', irregularPulse: '脉搏不齐', cuffLoose: '袖带松', controlSolution: '质控液', fasting: '空腹', beforeMeal: '餐前', afterMeal: '餐后' };
let bench;
let target = 'bp-a';
let times = 1;
let paused = false;
let frozen = [];
let live = false;
let message = '';
let asked = false;

// Clicks go one after the other: a fault is set before the measurement that it is to spoil.
let last = Promise.resolve();

function post(path, body = {}) {
  last = last.then(() => send(path, body));
}

async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const result = await answer.json();
    message = answer.ok ? '' : result.error;
  } catch {
    message = '虚拟台没有回应 the bench does not answer';
  }
  draw();
}

function measure(device, more = {}) {
  const values = {};
  for (const { metric } of device.model.fields) {
    const text = document.getElementById(`${device.name}-${metric}`).value.trim();
    if (text !== '') values[metric] = Number(text);
  }
  post(`/api/devices/${device.name}/measure`, { persona: persona[device.name], values, ...more });
}

function inject(fault, count = times) {
  post(`/api/devices/${target}/fault`, { fault, times: count });
}

function draw() {
  if (asked) return;
  asked = true;
  setTimeout(() => {
    asked = false;
    if (!bench) return;
    const list = page.querySelector('.rows');
    const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 60;
    render(whole(), page);
    const fresh = page.querySelector('.rows');
    if (fresh && atEnd && !paused) fresh.scrollTop = fresh.scrollHeight;
  }, DRAW_EVERY_MS);
}

const whole = () => html`
  <header>
    <h1>虚拟台 <span lang="en">Virtual bench</span></h1>
    <span class="seed">种子 <span lang="en">seed</span> <b>${bench.seed}</b></span>
    <div class="group" role="group" aria-label="速度 speed">
      <span>速度 <span lang="en">speed</span></span>
      ${bench.speeds.map(
        (speed) => html`<button
          class="chip" aria-pressed=${bench.speed === speed}
          @click=${() => post('/api/speed', { speed })}>${SPEEDS[speed]}</button>`)}
    </div>
    <span class=${live ? 'live on' : 'live'}>${live ? '● 实时 live' : '○ 已断开 lost'}</span>
    <strong class="simulated">⚠ 模拟数据 HTEST</strong>
  </header>
  <main>
    <section class="devices" aria-label="设备 devices">
      <h2>设备 <span lang="en">devices</span></h2>
      ${bench.devices.map(card)}
    </section>
    ${wire()}
    ${faults()}
  </main>`;

const card = (device) => html`
  <article class=${device.plugged ? 'card' : 'card out'} data-device=${device.name}>
    <div class="title">
      <h3>${device.model.chinese} <code>${device.name}</code></h3>
      <span class=${device.opened ? 'link on' : 'link'}>${
        device.opened ? '● 已打开 open' : device.plugged ? '○ 未打开 not open' : '✕ 已拔线 unplugged'}</span>
    </div>
    <p class="model" lang="en">${device.model.english} · ${device.model.line}</p>
    <div class="panel ${device.panel.mood}">
      <span class="big">${device.panel.big}</span><span class="unit">${device.panel.unit}</span>
      <span class="says">${device.panel.chinese}<br><span lang="en">${device.panel.english}</span></span>
      <progress max="100" value=${device.panel.percent < 0 ? 0 : device.panel.percent}
        aria-label="进度 progress"></progress>
    </div>
    <div class="fields">
      <label class="who"><span>人物 <span lang="en">who</span></span>
        <select @change=${(event) => { persona[device.name] = event.target.value; }}>
          ${bench.personas.map((who) => html`<option value=${who.id} title=${who.english}>${who.chinese}</option>`)}
        </select>
      </label>
      ${device.model.fields.map(({ metric, unit, decimals }) => html`
        <label><span>${METRICS[metric][0]} <span lang="en">${METRICS[metric][1]} ${unit}</span></span>
          <input id="${device.name}-${metric}" type="number" min="0" step=${10 ** -decimals}
            placeholder="随机" title="空 = 按人物随机 empty = drawn for the person">
        </label>`)}
    </div>
    <div class="actions">
      ${device.model.reads ? html`
        <button class="primary" @click=${() => post(`/api/devices/${device.name}/show`, { card: {} })}>放身份证 <span lang="en">card</span></button>
        <button @click=${() => post(`/api/devices/${device.name}/show`, { code: 'HH-0001' })}>扫码 <span lang="en">code</span></button>` : html`
        <button class="primary" ?disabled=${device.measuring || !device.model.fields.length} @click=${() => measure(device)}>测量 <span lang="en">measure</span></button>
        <button ?disabled=${!device.measuring} @click=${() => post(`/api/devices/${device.name}/stop`)}>停 <span lang="en">stop</span></button>`}
      ${device.plugged
        ? html`<button class="cable" @click=${() => post(`/api/devices/${device.name}/unplug`)}>拔线 <span lang="en">unplug</span></button>`
        : html`<button class="cable" @click=${() => post(`/api/devices/${device.name}/plug`)}>插入 <span lang="en">plug in</span></button>`}
    </div>
    <p class="port" title="给小屋配置的端口 the port for the kiosk's configuration"><bdi dir="ltr">${device.port}</bdi></p>
  </article>`;

const wire = () => {
  const shown = paused ? frozen : seen(rows, view, SHOWN_MAX);
  return html`
  <section class="wire" aria-label="字节 bytes">
    <div class="bar">
      <h2>字节 <span lang="en">bytes</span></h2>
      <select aria-label="设备 device" @change=${(event) => { view.device = event.target.value; thaw(); }}>
        <option value="">全部 all</option>
        ${bench.devices.map((device) => html`<option value=${device.name}>${device.name}</option>`)}
      </select>
      <button class="chip" aria-pressed=${view.trouble} @click=${() => { view.trouble = !view.trouble; thaw(); }}>只看错 <span lang="en">✗ only</span></button>
      <button class="chip" aria-pressed=${view.stream} @click=${() => { view.stream = !view.stream; thaw(); }}>空秤流 <span lang="en">empty scale</span></button>
      <span class="grow"></span>
      <button class="chip" aria-pressed=${paused} @click=${pause}>${paused ? html`继续 <span lang="en">resume</span>` : html`暂停 <span lang="en">pause</span>`}</button>
      <button class="chip" @click=${() => { rows.length = 0; thaw(); }}>清屏 <span lang="en">clear</span></button>
      <a class="chip" href="/api/capture.jsonl" download="capture.jsonl">另存采集 <span lang="en">capture</span></a>
    </div>
    <div class="rows" role="table" aria-label="线上的字节 bytes on the wire" tabindex="0">
      <div class="row head" role="row">
        <span role="columnheader">t ms</span><span role="columnheader">Δ</span>
        <span role="columnheader">设备 dev</span><span role="columnheader"></span>
        <span role="columnheader">hex</span><span role="columnheader">解码 decoded</span><span role="columnheader">✓</span>
      </div>
      ${shown.length ? shown.map(row) : html`<p class="empty">还没有字节。打开端口后按“测量”。<br>
        <span lang="en">No bytes yet. Open a port, then press measure.</span></p>`}
    </div>
  </section>`;
};

const ARROWS = { rx: '←', tx: '→', mark: '·' };
const CHECKS = { ok: '✓', bad: '✗', none: '–' };

/** The bytes of a row, made once: a frame never changes, and the view is drawn again often. */
function bytes(of) {
  if (!of.bytes) {
    of.bytes = document.createElement('span');
    render(html`${hexLines(of.frame.hex).map((pairs) => html`<span class="line"><span class="pairs">${
      pairs.map((pair, index) => html`<i class=${index % 8 === 0 && index ? 'half' : ''}>${pair}</i>`)
    }</span><span class="text">${printable(pairs)}</span></span>`)}`, of.bytes);
  }
  return of.bytes;
}

const row = (of) => {
  const { frame, times: count, delta } = of;
  return frame.dir === 'mark'
  ? html`<div class="row mark" role="row" data-dir="mark">
      <span role="cell">${millis(frame.ms)}</span><span role="cell">${gap(delta)}</span>
      <span role="cell">${frame.dev}</span><span role="cell"></span>
      <span role="cell" class="event">${frame.note}</span></div>`
  : html`<div class="row ${frame.dir} ${frame.check}" role="row" data-dir=${frame.dir} data-device=${frame.dev}
      @click=${() => navigator.clipboard?.writeText(frame.hex)} title="单击复制 click to copy the hex">
      <span role="cell">${millis(frame.ms)}</span><span role="cell">${gap(delta)}</span>
      <span role="cell">${frame.dev}</span>
      <span role="cell" class="arrow" title=${frame.dir === 'rx' ? '设备→小屋 to the kiosk' : '小屋→设备 to the device'}>${ARROWS[frame.dir]}</span>
      <span role="cell" class="hex">${bytes(of)}</span>
      <span role="cell" class="note">${frame.note}${count > 1 ? html` <b class="times">×${count}</b>` : nothing}</span>
      <span role="cell" class="check">${CHECKS[frame.check]}</span></div>`;
};

const faults = () => {
  const device = bench.devices.find(({ name }) => name === target) ?? bench.devices[0];
  return html`
  <section class="faults" aria-label="注入 faults">
    <h2>注入 <span lang="en">faults</span></h2>
    <div class="group" role="group" aria-label="对哪台设备 to which device">
      ${bench.devices.map(({ name }) => html`<button class="chip" aria-pressed=${name === device.name}
        @click=${() => { target = name; draw(); }}>${name}</button>`)}
    </div>
    <h3>接下来的帧 <span lang="en">next frames</span></h3>
    <div class="group" role="group" aria-label="几帧 how many frames">
      ${[1, 3, 25].map((count) => html`<button class="chip" aria-pressed=${times === count}
        @click=${() => { times = count; draw(); }}>${count} 帧</button>`)}
    </div>
    <div class="grid">
      ${bench.faults.map(({ fault, chinese, english }) => html`<button data-fault=${fault}
        ?disabled=${fault === 'crc' && !device.model.hasChecksum}
        title=${fault === 'crc' && !device.model.hasChecksum ? '该格式没有校验 this format has no checksum' : english}
        @click=${() => inject(fault)}>${chinese}<span lang="en">${fault}</span></button>`)}
    </div>
    <div class="pending" aria-live="polite">
      ${device.faults.length
        ? html`<span>等待 <span lang="en">pending</span>: <b>${summary(device.faults)}</b></span>
          <button class="chip" @click=${() => inject('none')}>取消 <span lang="en">clear</span></button>`
        : html`<span class="dim">没有等待的故障 <span lang="en">none pending</span></span>`}
    </div>
    ${device.model.flags.length + device.model.errors.length + device.model.beyond.length ? html`
      <h3>生理 <span lang="en">body</span></h3>
      <div class="grid">
        ${device.model.flags.map((flag) => html`<button ?disabled=${device.measuring}
          @click=${() => measure(device, { flags: [flag] })}>${FLAGS[flag] ?? flag}<span lang="en">${flag}</span></button>`)}
        ${device.model.beyond.map((sign) => html`<button ?disabled=${device.measuring}
          @click=${() => measure(device, { beyond: sign })}>${sign === '>' ? '高于量程' : '低于量程'}<span lang="en">${sign === '>' ? 'HI' : 'LO'}</span></button>`)}
        ${device.model.errors.map(({ code, fault, chinese, english }) => html`<button ?disabled=${device.measuring}
          title=${`${english} (${fault})`}
          @click=${() => (device.model.reads
            ? post(`/api/devices/${device.name}/show`, { unreadable: code })
            : measure(device, { error: code }))}>${chinese}<span lang="en">error ${code}</span></button>`)}
      </div>` : nothing}
    <h3>设备时钟 <span lang="en">its clock</span></h3>
    <div class="group four" role="group" aria-label="时钟偏差 clock skew">
      ${SKEWS.map(([seconds, label]) => html`<button class="chip" aria-pressed=${device.clockSkewSeconds === seconds}
        @click=${() => post(`/api/devices/${device.name}/clock`, { seconds })}>${label}</button>`)}
    </div>
    <p class="message" role="alert">${message}</p>
    <dl class="legend">
      <dt class="rx">←</dt><dd>设备→小屋 <span lang="en">to the kiosk</span></dd>
      <dt class="tx">→</dt><dd>小屋→设备 <span lang="en">to the device</span></dd>
      <dt class="ok">✓</dt><dd>校验对 <span lang="en">checksum holds</span></dd>
      <dt class="bad">✗</dt><dd>故意弄坏 <span lang="en">spoiled on purpose</span></dd>
      <dt>–</dt><dd>格式无校验 <span lang="en">no checksum</span></dd>
    </dl>
  </section>`;
};

function summary(pending) {
  const counts = new Map();
  for (const fault of pending) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return [...counts].map(([fault, count]) => (count > 1 ? `${fault} ×${count}` : fault)).join(', ');
}

function pause() {
  paused = !paused;
  if (paused) frozen = seen(rows, view, SHOWN_MAX);
  draw();
}

function thaw() {
  if (paused) frozen = seen(rows, view, SHOWN_MAX);
  draw();
}

const stream = new EventSource('/api/stream');
stream.addEventListener('frames', (event) => { add(rows, JSON.parse(event.data)); draw(); });
stream.addEventListener('bench', (event) => { bench = JSON.parse(event.data); live = true; draw(); });
stream.addEventListener('error', () => { live = false; draw(); });
