// The door of the technician's page: takes a PIN, then loads the rest. The session is in memory alone.
import {html, render} from '/lib/lit-html.js';
import {words, both} from '/service/words.js';

const meta = name => document.querySelector(`meta[name="${name}"]`).content;
const PIN_LENGTH = 8;

let session = '';
let typed = '';
let door = {pin: true, lockedSeconds: 0};
let message = null;
let asking = false;

export const leave = () => location.replace('/');

// ---- talking to the agent ----

export async function post(what, fields = {}) {
  const answer = await fetch(`/service/${what}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Page-Token': meta('page-token'), 'X-Service-Session': session},
    body: JSON.stringify(fields),
  });
  const text = await answer.text();
  const json = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {};
  if (answer.status === 401) leave();
  // The page is from another start of the agent.
  if (answer.status === 403 && !json.why) location.reload();
  return {status: answer.status, ok: answer.ok, json};
}

async function look() {
  try {
    door = (await post('door')).json;
  } catch {
    message = words.away;
  }
  draw();
}

async function enter() {
  asking = true;
  draw();
  const pin = typed;
  typed = '';
  try {
    const {ok, json} = await post('enter', {pin});
    if (ok) {
      session = json.session;
      stopDoor();
      const desk = await import('/service/desk.js');
      desk.open();
      return;
    }
    message = json.why === 'wrong' ? words.wrong(json.left) : words[json.why] ?? words.away;
    if (json.why === 'locked') door = {...door, lockedSeconds: json.lockedSeconds};
  } catch {
    message = words.away;
  }
  asking = false;
  draw();
}

// ---- the door ----

function key(digit) {
  if (asking || door.lockedSeconds > 0 || !door.pin || typed.length >= PIN_LENGTH) return;
  message = null;
  typed += digit;
  draw();
  if (typed.length === PIN_LENGTH) enter();
}

function erase() {
  typed = typed.slice(0, -1);
  draw();
}

function onKey(event) {
  if (/^[0-9]$/.test(event.key)) key(event.key);
  if (event.key === 'Backspace') erase();
}

const minutes = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function said() {
  if (!door.pin) return words.shut;
  if (door.lockedSeconds > 0) return words.lockedFor(minutes(door.lockedSeconds));
  if (asking) return words.asking;
  return message ?? words.typePin;
}

function draw() {
  const bad = !door.pin || door.lockedSeconds > 0 || message;
  render(html`
    <div class="frame door" data-screen="door">
      <div class="gate" role="main">
        <h1>维护<small>Service</small></h1>
        <div class="dots" role="img" aria-label="${typed.length} / ${PIN_LENGTH}" data-length="${typed.length}">
          ${Array.from({length: PIN_LENGTH}, (_, i) => html`<i class="${i < typed.length ? 'full' : ''}"></i>`)}</div>
        <p id="said" class="said ${bad ? 'bad' : ''}" role="status">${both(said())}</p>
        <div class="keypad">
          ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(digit => keyButton(digit))}
          <button class="key quiet" id="back" @click=${leave}>${both(words.back)}</button>
          ${keyButton(0)}
          <button class="key quiet" id="erase" @click=${erase}>${both(words.erase)}</button>
        </div>
      </div>
    </div>`, document.body);
}

const shut = () => asking || door.lockedSeconds > 0 || !door.pin;
const keyButton = digit => html`<button class="key" data-key="${digit}" ?disabled=${shut()} @click=${() => key(String(digit))}>${digit}</button>`;

function measure() {
  const pixels = Math.hypot(innerWidth, innerHeight) / (Number(meta('panel-inches')) * 25.4);
  document.documentElement.style.setProperty('--mm', `${pixels}px`);
}

let ticking = 0;
function stopDoor() {
  clearInterval(ticking);
  removeEventListener('keydown', onKey);
}

measure();
addEventListener('resize', measure);
addEventListener('contextmenu', event => event.preventDefault());
addEventListener('keydown', onKey);
ticking = setInterval(() => {
  if (door.lockedSeconds > 0) {
    door = {...door, lockedSeconds: door.lockedSeconds - 1};
    if (door.lockedSeconds === 0) look();
    draw();
  }
}, 1000);
draw();
look();

