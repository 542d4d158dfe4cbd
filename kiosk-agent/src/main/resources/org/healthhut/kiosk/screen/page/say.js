// Both languages on every screen: the person's own first, the other small below it.
import {html, nothing} from '/lib/lit-html.js';
import {post} from '/line.js';

let language = 'zh';
let screen = 'idle';

const TAGS = {zh: 'zh-CN', en: 'en'};
const other = () => (language === 'zh' ? 'en' : 'zh');

/** What the pieces below are drawn for. */
export function drawnFor(view) {
  language = view.comfort.language === 'en' ? 'en' : 'zh';
  screen = view.screen;
  document.documentElement.lang = TAGS[language];
}

export const isChinese = () => language === 'zh';

/** In the person's language alone. */
export const own = text => text[language];

/** In both languages. */
export const say = text => html`<span class="first">${text[language]}</span><span class="second" lang="${TAGS[other()]}">${text[other()]}</span>`;

export function send(command, more = {}) {
  post({command, on: screen, ...more});
}

/** A button with a word in both languages; its id is the command unless one is given. */
export function button(kind, command, text, {more = {}, picture = nothing, disabled = false, id = command, pressed} = {}) {
  const on = screen;
  return html`<button class="${kind}" id="${id}" data-command="${command}" aria-pressed=${pressed ?? nothing} ?disabled=${disabled}
    @click=${() => post({command, on, ...more})}>${picture}<span class="words">${say(text)}</span></button>`;
}

/** What to do now: the one line that is read from afar. */
export const heading = (text, extra = nothing) => html`<div class="prompt"><h1>${say(text)}</h1>${extra}</div>`;

/** A line of explanation. */
export const line = (text, kind = '') => html`<p class="line ${kind}">${say(text)}</p>`;

/** A line with a picture before it, as advice or a warning. */
export const note = (picture, text, kind = '') => html`<div class="note ${kind}">${picture}<p>${say(text)}</p></div>`;
