// The resident's page: shows the view the agent sends, sends touches back, keeps nothing.
import {html, render, nothing} from '/lib/lit-html.js';
import {away, bottom, stillThere, top} from '/frame.js';
import * as identify from '/identify.js';
import * as leave from '/leave.js';
import {beat, listen} from '/line.js';
import * as measure from '/measure.js';
import * as result from '/result.js';
import {drawnFor} from '/say.js';
import * as use from '/use.js';
import {speak} from '/voice.js';

const SCREENS = {
  'starting': leave.starting,
  'store-in-use': leave.storeInUse,
  'store-failing': leave.storeFailing,
  'idle': identify.idle,
  'maintenance': leave.maintenance,
  'refused': leave.refused,
  'identify': identify.identify,
  'type': identify.typing,
  'scan': identify.scanning,
  'confirm': identify.confirming,
  'consent': identify.consent,
  'too-young': identify.tooYoung,
  'menu': measure.menu,
  'rest': measure.rest,
  'rest-skip': measure.restSkip,
  'arm': measure.arm,
  'inflating': measure.inflating,
  'between': measure.between,
  'calm': measure.calm,
  'stopped': measure.stopped,
  'trouble': measure.trouble,
  'meal': use.meal,
  'use': use.use,
  'same': use.same,
  'result': result.result,
  'symptoms': result.symptoms,
  'urgent': result.urgent,
  'take-away': leave.takeAway,
  'ended': leave.ended,
};

const DIM_AFTER_MS = 10 * 60_000;
const SHIFT_EVERY_MS = 10 * 60_000;
const SHIFTS = 4;

let view = null;
let lost = '';
let opened = '';
let said = '';

// What this page opens by itself, without the agent; closed with the screen it lies on.
const ui = {
  open(what) { opened = what; draw(); },
  close() { opened = ''; draw(); },
};

function draw() {
  if (!view) {
    render(lost ? away(lost) : nothing, document.body);
    return;
  }
  drawnFor(view);
  setMillimetre();
  const {body} = document;
  body.dataset.screen = view.screen;
  body.classList.toggle('large', view.comfort.large);
  const shown = SCREENS[view.screen](view, ui);
  const asking = view.leavingInSeconds !== undefined;
  const over = lost ? away(lost) : asking ? stillThere(view) : opened === 'terms' ? identify.terms(ui) : nothing;
  render(html`
    <div class="page ${shown.tone ?? ''} ${asking || lost ? 'hushed' : ''}" ?inert=${over !== nothing && view.screen !== 'inflating'}>
      ${top(view, shown.step)}
      <main class="s-${view.screen} ${shown.split ? 'split' : ''} ${shown.ask ? 'ask' : ''}">
        <div class="one">${shown.one}</div>${shown.two ? html`<div class="two">${shown.two}</div>` : nothing}</main>
      ${shown.foot ?? (shown.buttons || shown.aside ? bottom(shown) : nothing)}
    </div>
    ${over}
    <p class="unseen" id="said" role="status" aria-live="polite">${said}</p>`, body);
  fit(body.querySelector('main'));
  tell();
}

// What a screen can do without, step by step, when words are longer than its room.
const STEPS_MAX = 3;
const SLACK_PX = 6;
function fit(main) {
  const parts = [main, ...main.children];
  const sticks = () => parts.some(part => part.scrollHeight > part.clientHeight + SLACK_PX);
  let left = '';
  main.dataset.without = left;
  for (let step = 1; step <= STEPS_MAX && sticks(); step++) {
    left += ` ${step}`;
    main.dataset.without = left;
  }
}

// A reader of the screen says the prompt when it changes, however the screen was drawn.
function tell() {
  const prompt = document.querySelector('main h1')?.textContent.trim() ?? '';
  if (prompt !== said) {
    said = prompt;
    draw();
  }
}

// Pixels in a millimetre of the panel, when the page fills it.
function setMillimetre() {
  const pixels = Math.hypot(innerWidth, innerHeight);
  document.documentElement.style.setProperty('--mm', `${pixels / (view.place.diagonalInches * 25.4)}px`);
}

// An idle screen moves a little and dims, so that nothing burns in.
let dimming = 0;
let shift = 0;
function wake() {
  clearTimeout(dimming);
  document.body.classList.remove('dim');
  dimming = setTimeout(() => document.body.classList.toggle('dim', view?.screen === 'idle'), DIM_AFTER_MS);
}
setInterval(() => {
  document.body.classList.remove(`shift-${shift}`);
  shift = (shift + 1) % SHIFTS;
  document.body.classList.add(`shift-${shift}`);
}, SHIFT_EVERY_MS);

addEventListener('pointerdown', wake, true);
addEventListener('resize', draw);
addEventListener('contextmenu', event => event.preventDefault());
wake();
beat();
listen((next, isFirst) => {
  if (view?.screen !== next.screen) {
    opened = '';
    wake();
  }
  view = next;
  draw();
  speak(view, isFirst);
}, how => {
  lost = how;
  draw();
});
draw();
