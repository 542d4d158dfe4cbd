// The technician's page once the PIN was right: shows the state it asks for, posts what is touched.
import {html, render, nothing} from '/lib/lit-html.js';
import {post, leave} from '/service/service.js';
import {both, calibration, category, checks, clockSettings, health, notes, outcome, picture, refused, sign, span, untold, value, verdict} from '/service/words.js';

const CALM_MS = 2000;
const QUICK_MS = 500;
const TOUCH_MS = 5000;
const TOAST_MS = 5000;

let view = null;
let sheet = null;
let toast = '';
let toastTimer = 0;
let touched = 0;
let lost = false;

const device = name => view.devices.find(each => each.name === name);
const busy = () => view.watched || view.checks.running || view.devices.some(each => each.test?.running || each.health === 'connecting');

// ---- asking and doing ----

async function refresh() {
  try {
    const {ok, json} = await post('state');
    if (ok) view = json;
    lost = !ok;
  } catch {
    lost = true;
  }
  draw();
}

async function loop() {
  await refresh();
  setTimeout(loop, view && busy() ? QUICK_MS : CALM_MS);
}

function tell(text) {
  toast = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast = ''; draw(); }, TOAST_MS);
  draw();
}

async function act(what, fields = {}, done = '') {
  try {
    const {ok, json} = await post(what, fields);
    if (!ok) {
      tell(`▲ ${refused[json.why] ?? json.why ?? '没有成功'}`);
      return false;
    }
    if (done) tell(`✓ ${done}`);
    await refresh();
    return true;
  } catch {
    tell('▲ 程序没有回应');
    return false;
  }
}

async function quit() {
  try {
    await post('leave');
  } finally {
    leave();
  }
}

function somebody() {
  const now = performance.now();
  if (now - touched < TOUCH_MS) return;
  touched = now;
  post('touch').catch(() => {});
}

// ---- pieces ----

const chip = ([mark, zh, en]) => html`<span class="chip ${mark}" data-mark="${mark}"><i>${sign[mark]}</i>${zh}<small>${en}</small></span>`;
const button = (id, zh, en, click, extra = '') => html`<button class="${extra}" data-do="${id}" @click=${click}><span class="zh">${zh}</span><span class="en">${en}</span></button>`;
const fact = (label, value) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

const clockSet = of => clockSettings[of.clockSetting].who;

function clockFact(of) {
  if (!of.tellsClock) return of.clockSetting === 'by-hand' ? '不提供' : clockSet(of);
  return html`${clockOff(of)} <small>${clockSet(of)}</small>`;
}

function clockOff(of) {
  if (of.clockAheadSeconds === undefined) return '未读到';
  const off = of.clockAheadSeconds;
  const word = Math.abs(off) < 60 ? `${off >= 0 ? '+' : '−'}${Math.abs(off)} 秒` : `${off >= 0 ? '快' : '慢'} ${span(Math.abs(off))}`;
  return Math.abs(off) > 300 ? html`<b class="badText">▲ ${word}</b>` : word;
}

function lines(of) {
  const rows = [];
  rows.push(chip(calibration(of.calibration)));
  if (of.category === 'glucose') {
    rows.push(of.strips
      ? chip([of.strips.expired ? 'bad' : 'good', `试纸 ${of.strips.lot}${of.strips.code ? ` 码 ${of.strips.code}` : ''} ${of.strips.expired ? `${of.strips.expires} 已过期，今天不测血糖` : `至 ${of.strips.expires}`}`, of.strips.expired ? 'Expired: glucose is not offered' : 'Strip lot'])
      : chip(['note', '未登记试纸批号', 'No strip lot']));
    rows.push(of.control
      ? chip([of.control.passed ? 'good' : 'bad', `质控 ${of.control.on} ${of.control.passed ? '通过' : '未通过'}`, 'Control run'])
      : chip(['note', '没有质控记录', 'No control run']));
  }
  if (of.disabled) rows.push(chip(['note', `提示：${notes[of.disabled]?.zh ?? of.disabled}`, 'Shown to residents']));
  return rows;
}

function card(of) {
  const stands = health[of.health] ?? ['note', of.health, ''];
  const watched = view.watched === of.name;
  return html`<article class="card ${stands[0]}" data-device="${of.name}" data-health="${of.health}">
    <header>${picture(of.category)}
      <h2>${of.chineseName}<small>${of.name} · ${of.model}</small></h2>
      ${chip(stands)}</header>
    ${of.cause && !of.disabled ? html`<p class="cause">${of.cause}</p>` : nothing}
    <dl>${fact('今日', html`<b>${of.measured}</b> 次 · ${of.failed ? html`<b class="badText">${of.failed}</b>` : '0'} 错`)}
      ${fact('最后数据', of.heard ? of.heard.slice(0, 10) === view.time.slice(0, 10) ? of.heard.slice(11) : of.heard : '还没有')}
      ${fact('序列号', of.serial ?? '不提供')}
      ${fact('设备时钟', clockFact(of))}
      ${fact('位置', html`<span class="where">${of.where}</span>`)}</dl>
    <div class="chips">${lines(of)}</div>
    <div class="actions">
      ${button('selftest', of.test?.running ? '自检中…' : '自检', 'Self-test', () => act('selftest', {device: of.name}), of.test?.running ? 'running' : '')}
      ${watched ? button('hush', '收起字节', 'Stop', () => act('hush'), 'on') : button('bytes', '看字节', 'Bytes', () => act('bytes', {device: of.name}))}
      ${of.tellsClock || of.clockSetting !== 'by-hand' ? button('clock', ...clockSettings[of.clockSetting].button, () => act('clock', {device: of.name}, clockSettings[of.clockSetting].done)) : nothing}
      ${button('calibration', '登记检定', 'Certificate', () => form('calibration', of))}
      ${of.category === 'glucose' ? [button('strips', '登记新批号', 'New lot', () => form('strips', of)), button('control', '登记质控', 'Control run', () => form('control', of))] : nothing}
      ${of.disabled ? button('enable', '恢复使用', 'Use again', () => act('enable', {device: of.name}, `${of.chineseName}已恢复使用`), 'primary')
        : button('disable', '停用并贴提示', 'Take out of use', () => { sheet = {kind: 'disable', device: of.name, note: 'repair'}; draw(); })}
    </div>
    ${of.test && !of.test.running ? steps(of.test) : nothing}
    ${watched ? wire() : nothing}
  </article>`;
}

const steps = test => html`<ol class="steps" data-test="done"><li class="head">自检结果 <small>${test.at}</small></li>${test.steps.map(step => html`
  <li class="${outcome[step.outcome][0]}"><i>${outcome[step.outcome][1]}</i><b>${step.chinese}</b><span>${step.millis} ms</span><em>${step.detail}</em></li>`)}</ol>`;

function wire() {
  return html`<div class="wire" data-wire role="region" aria-label="字节 Bytes" tabindex="0">
    ${view.bytes.length === 0 ? html`<p class="empty">还没有字节。让设备动一下，或者按“自检”。</p>` : nothing}
    ${view.bytes.map(piece => html`<p class="${piece.verdict}"><time>${piece.time}</time><i>${piece.verdict === 'sent' ? '→' : '←'}</i><b>${verdict[piece.verdict]}</b><code>${piece.hex}</code>
      ${piece.detail ? html`<em>${piece.detail}</em>` : nothing}</p>`)}</div>`;
}

// ---- the right side ----

function check(of) {
  const [name, en, advice] = checks[of.id];
  return html`<li class="${of.mark}" data-check="${of.id}" data-mark="${of.mark}"><i>${sign[of.mark]}</i><b>${name}<small>${en}</small></b>
    <span>${of.mark === 'not-told' ? untold : value(of)}</span>${of.mark === 'note' || of.mark === 'bad' ? html`<p>→ ${advice}</p>` : nothing}</li>`;
}

function system() {
  const list = view.checks.list;
  const good = list.filter(of => of.mark === 'good').length;
  const care = list.filter(of => of.mark === 'note' || of.mark === 'bad').length;
  return html`<section class="panel" id="checks"><h2>系统检查<small>System</small>
      <span class="sum">${view.checks.running ? '正在检查…' : `${list.length} 项：${good} 通过${care ? `，${care} 注意` : ''}`}</span>
      ${button('check', '重新检查', 'Again', () => act('check'))}</h2>
    <ul class="checks">${list.map(check)}</ul></section>`;
}

function network() {
  const {queue} = view;
  return html`<section class="panel" id="queue"><h2>网络与上传<small>Upload</small>${button('upload', '立即上传', 'Send now', () => act('upload', {}, '已催促上传'), 'primary')}</h2>
    <dl>${fact('线路', queue.line ? html`<b>${queue.line}</b>` : html`<b class="badText">▲ 离线</b>`)}
      ${fact('待上传', html`<b id="waiting">${queue.waiting}</b> 条`)}
      ${fact('最久等待', span(queue.oldestSeconds))}
      ${fact('最后送达', queue.delivered ? queue.delivered.slice(5) : '本次启动后还没有')}</dl></section>`;
}

function damage() {
  const {damage: of} = view;
  if (!of) return nothing;
  const counted = n => n ? html`<b class="badText">${n}</b>` : '0';
  return html`<section class="panel harmed" id="damage"><h2>▲ 记录损坏<small>Damaged records</small>${button('damage-seen', '知道了', 'Seen', () => act('damage-seen', {}, '已记下，待机画面不再提示'), 'primary')}</h2>
    <p>启动时发现记录有损坏：能读出的都已抢救，损坏的文件改名保留，没有删除；报告随记录送到平台。请导出日志，不要清空数据文件夹，考虑更换存储卡。</p>
    <dl>${fact('发现时间', of.at.slice(5))}
      ${fact('损坏的段 Segments', counted(of.segments))}
      ${fact('丢失的记录 Lost', html`${counted(of.lost)} 条`)}
      ${fact('隔离的段 Set aside', counted(of.setAside))}
      ${fact('索引 Index', of.indexRebuilt ? html`<b>已重建</b>` : '完好')}
      ${fact('编号 Numbering', of.newEpoch ? html`<b class="badText">已重新开始</b>` : '照旧')}</dl></section>`;
}

function account() {
  const {account: of} = view;
  const sum = html`${of.captured} = ${of.delivered} + ${of.waiting} + ${of.refused + of.lost}`;
  return html`<section class="panel" id="account"><h2>账目<small>Account</small>
      <span class="sum">${of.holds ? html`${sign.good} 平` : html`<b class="badText">▲ 不平：导出日志并联系平台</b>`}</span></h2>
    <dl>${fact('已采集 Captured', html`<b>${of.captured}</b>`)}
      ${fact('已入档 Delivered', of.delivered)}
      ${fact('待上传 Waiting', of.waiting)}
      ${fact('隔离 Set aside', html`${of.refused + of.lost}${of.refused + of.lost ? html` <small>平台隔离 ${of.refused} · 读不出 ${of.lost}</small>` : nothing}`)}</dl>
    <p class="sumline">${sum}</p></section>`;
}

function files() {
  const {configuration: of} = view;
  return html`<section class="panel two"><div id="logs"><h2>日志<small>Log</small></h2><p>最近 200 行，已去除身份信息</p>
      <div class="actions">${button('logs', '查看', 'Show', showLogs)}${button('download', '导出', 'Download', download)}
      ${view.logsTo ? button('export', '导出到 U 盘', 'To USB', () => act('export', {}, '日志已写入 U 盘')) : nothing}</div></div>
    <div id="configuration"><h2>配置<small>Configuration</small></h2>
      <p>${of.id ? html`<code>${of.id}</code> ${of.at.slice(0, 16)}` : '没有配置文件'}</p>
      ${of.beforeId ? html`<div class="actions">${button('changes', '对比上一版', 'Compare', showChanges)}</div>` : html`<p class="faint">没有上一版</p>`}</div></section>`;
}

// ---- sheets ----

async function showLogs() {
  const {json} = await post('logs');
  sheet = {kind: 'logs', text: json.text};
  draw();
}

async function download() {
  const {json} = await post('logs');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json.text], {type: 'text/plain'}));
  link.download = `${view.kiosk}-log-${view.time.replaceAll(/[^0-9]/g, '')}.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
  tell('✓ 日志已导出');
}

async function showChanges() {
  const {json} = await post('changes');
  sheet = {kind: 'changes', lines: json, sure: false};
  draw();
}

const FORMS = {
  calibration: {title: '登记检定证书', en: 'Calibration certificate', fields: [
    {id: 'certificate', zh: '证书编号', type: 'text'}, {id: 'on', zh: '检定日期', type: 'day'}, {id: 'until', zh: '有效期至', type: 'day'}]},
  strips: {title: '登记新试纸批号', en: 'New lot of strips', fields: [
    {id: 'lot', zh: '批号', type: 'text'}, {id: 'code', zh: '校正码（没有就空着）', type: 'text'}, {id: 'expires', zh: '有效期至', type: 'day'}]},
  control: {title: '登记质控', en: 'Control solution run', fields: [
    {id: 'on', zh: '质控日期', type: 'day'}, {id: 'passed', zh: '结果', type: 'choice', options: [[true, '✓ 在范围内，通过'], [false, '▲ 不在范围内']]}]},
};

function form(kind, of) {
  const today = view.sure ? view.time.slice(0, 10).replaceAll('-', '') : '';
  const values = {certificate: '', on: today, until: '', lot: '', code: '', expires: '', passed: null};
  sheet = {kind: 'form', form: kind, device: of.name, values, at: 0, wrong: ''};
  draw();
}

const dashed = digits => digits.length <= 4 ? digits : digits.length <= 6 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
const fieldNow = () => FORMS[sheet.form].fields[sheet.at];

function type(character) {
  const field = fieldNow();
  const max = field.type === 'day' ? 8 : 40;
  if (field.type === 'choice' || (field.type === 'day' && !/[0-9]/.test(character)) || sheet.values[field.id].length >= max) return;
  sheet.values[field.id] += character;
  sheet.wrong = '';
  if (field.type === 'day' && sheet.values[field.id].length === 8 && sheet.at < FORMS[sheet.form].fields.length - 1) sheet.at++;
  draw();
}

function wipe() {
  const field = fieldNow();
  if (field.type !== 'choice') sheet.values[field.id] = sheet.values[field.id].slice(0, -1);
  draw();
}

function aYearOn() {
  const {on} = sheet.values;
  const day = new Date(Date.UTC(Number(on.slice(0, 4)) + 1, Number(on.slice(4, 6)) - 1, Number(on.slice(6)) - 1));
  sheet.values.until = day.toISOString().slice(0, 10).replaceAll('-', '');
  draw();
}

async function submit() {
  const fields = {device: sheet.device};
  for (const field of FORMS[sheet.form].fields) {
    const value = sheet.values[field.id];
    fields[field.id] = field.type === 'day' ? dashed(value) : field.type === 'text' ? value.trim() : value;
  }
  const {ok, json} = await post(sheet.form, fields);
  if (!ok) {
    sheet.wrong = refused[json.why] ?? json.why;
    draw();
    return;
  }
  sheet = null;
  tell('✓ 已登记，会告知平台');
  refresh();
}

const close = () => { sheet = null; draw(); };
const KEYS = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL-', 'ZXCVBNM/. '];

function keyboard() {
  const digits = fieldNow().type === 'day';
  const keyOf = character => html`<button class="key" data-key="${character}" @click=${() => type(character)}>${character === ' ' ? '␣' : character}</button>`;
  if (fieldNow().type === 'choice') return nothing;
  return digits
    ? html`<div class="keypad">${'123456789'.split('').map(keyOf)}
        ${fieldNow().id === 'until' && sheet.values.on.length === 8 ? html`<button class="key quiet" data-do="year" @click=${aYearOn}>+1 年</button>` : html`<span></span>`}
        ${keyOf('0')}<button class="key quiet" data-do="wipe" @click=${wipe}>删除</button></div>`
    : html`<div class="letters">${KEYS.map(row => html`<div>${row.split('').map(keyOf)}</div>`)}<div><button class="key quiet" data-do="wipe" @click=${wipe}>删除</button></div></div>`;
}

function formSheet() {
  const of = FORMS[sheet.form];
  return html`<h2 id="sheet-title">${of.title}<small>${device(sheet.device)?.chineseName} · ${of.en}</small></h2>
    <div class="fields">${of.fields.map((field, i) => html`<div class="field ${i === sheet.at ? 'at' : ''}" data-field="${field.id}" @click=${() => { sheet.at = i; draw(); }}>
      <label>${field.zh}</label>${field.type === 'choice'
        ? html`<div class="options">${field.options.map(([value, text]) => html`<button class="${sheet.values[field.id] === value ? 'on' : ''}" data-option="${value}" @click=${() => { sheet.values[field.id] = value; sheet.at = i; draw(); }}>${text}</button>`)}</div>`
        : html`<output>${field.type === 'day' ? dashed(sheet.values[field.id]) || html`<span class="faint">年-月-日</span>` : sheet.values[field.id]}</output>`}</div>`)}</div>
    <p class="wrong" role="alert">${sheet.wrong}</p>
    ${keyboard()}
    <footer>${button('cancel', '取消', 'Cancel', close)}${button('submit', '登记', 'Save', submit, 'primary')}</footer>`;
}

function disableSheet() {
  const of = device(sheet.device);
  return html`<h2 id="sheet-title">停用 ${of?.chineseName}<small>Take out of use</small></h2><p>居民会看到这条提示；停用期间的读数不会算进任何人的记录。</p>
    <div class="options tall">${Object.entries(notes).map(([id, text]) => html`<button class="${sheet.note === id ? 'on' : ''}" data-option="${id}" @click=${() => { sheet.note = id; draw(); }}>${both(text)}</button>`)}</div>
    <footer>${button('cancel', '取消', 'Cancel', close)}${button('submit', '停用', 'Disable', async () => { if (await act('disable', {device: sheet.device, note: sheet.note}, `${of?.chineseName}已停用`)) close(); }, 'warn')}</footer>`;
}

function changesSheet() {
  const {configuration: of} = view;
  const roll = async () => {
    if (!sheet.sure) { sheet.sure = true; draw(); return; }
    if (await act('rollback', {}, '已换回上一版，正在重启')) close();
  };
  return html`<h2 id="sheet-title">对比上一版<small>Compare</small></h2><p>上一版 <code>${of.beforeId}</code> ${of.beforeAt} → 现在 <code>${of.id}</code> ${of.at}</p>
    <pre class="diff" tabindex="0">${sheet.lines.map(([mark, text]) => html`<span class="${mark === '+' ? 'plus' : mark === '-' ? 'minus' : ''}">${mark} ${text}
</span>`)}</pre>${sheet.lines.length === 0 ? html`<p>两版相同。</p>` : nothing}
    <footer>${button('cancel', '关闭', 'Close', close)}${button('rollback', sheet.sure ? '确认回退并重启' : '回退到上一版', sheet.sure ? 'Yes, and restart' : 'Roll back', roll, 'warn')}</footer>`;
}

const logsSheet = () => html`<h2 id="sheet-title">日志<small>Log</small></h2><pre class="log" tabindex="0">${sheet.text}</pre>
  <footer>${button('download', '导出', 'Download', download)}${button('cancel', '关闭', 'Close', close, 'primary')}</footer>`;

const SHEETS = {form: formSheet, disable: disableSheet, changes: changesSheet, logs: logsSheet};

// ---- the page ----

function draw() {
  if (!view) return;
  const left = view.leavesInSeconds;
  render(html`<div class="frame" data-screen="desk">
    <header class="bar"><h1>维护<small>Service</small></h1>
      <div class="place"><b>${view.station}</b><small>${view.kiosk} · ${view.version}${view.simulated ? ' · 模拟' : ''}</small></div>
      <div class="today"><span>今天 <b>${view.measured}</b> 次测量</span><span><b class="${view.failed ? 'badText' : ''}">${view.failed}</b> 次错误</span><span>待上传 <b>${view.queue.waiting}</b></span></div>
      <div class="clock ${view.sure ? '' : 'unsure'}"><b>${view.time.slice(11, 16)}</b><small>${left < 60 ? `${left} 秒后退出` : view.time.slice(0, 10)}</small></div>
      ${button('leave', '退出', 'Leave', quit, 'warn')}</header>
    ${lost ? html`<p class="lost">▲ 程序没有回应，正在重试</p>` : nothing}
    <main><section class="devices" aria-label="设备 Devices">${damage()}${view.devices.map(card)}</section>
      <section class="side">${system()}${network()}${account()}${files()}</section></main>
    ${sheet ? html`<div class="cover" @click=${event => { if (event.target === event.currentTarget) close(); }}><div class="sheet ${sheet.kind}" data-sheet="${sheet.kind}" role="dialog" aria-modal="true" aria-labelledby="sheet-title">${SHEETS[sheet.kind]()}</div></div>` : nothing}
    ${toast ? html`<p class="toast" role="status">${toast}</p>` : nothing}
  </div>`, document.body);
}

export function open() {
  addEventListener('pointerdown', somebody, {capture: true});
  addEventListener('keydown', event => {
    somebody();
    if (sheet?.kind !== 'form') return;
    if (/^[0-9A-Za-z./ -]$/.test(event.key)) type(event.key.toUpperCase());
    if (event.key === 'Backspace') wipe();
  });
  loop();
}
