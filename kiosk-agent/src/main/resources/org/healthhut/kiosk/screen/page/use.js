// Devices that are no blood pressure monitor.
import {html, nothing} from '/lib/lit-html.js';
import {call} from '/frame.js';
import * as pictures from '/pictures.js';
import {button, heading, line, note, own, say} from '/say.js';
import {figure} from '/values.js';
import * as words from '/words.js';

export const meal = () => ({
  step: 2,
  ask: true,
  one: html`${heading({zh: '您什么时候吃的饭？', en: 'When did you last eat?'})}
    <div class="tiles three tall">${Object.entries(words.meal).map(([key, text]) =>
      button('tile', 'meal', text, {id: `meal-${key}`, more: {meal: key}, picture: html`${pictures.meal[key]}<span class="because">${own(text.more)}</span>`}))}</div>`,
  buttons: button('secondary', 'next', {zh: '测别的项目', en: 'Something else'}),
});

export function use(view) {
  const {kind, state, live, meal: when, strips} = view.parts.use;
  const name = words.kind[kind] ?? {zh: kind, en: kind};
  const doing = words.state[state] ?? words.howTo[kind] ?? name;
  const hint = words.more[kind];
  return {
    step: 2,
    split: true,
    one: html`${heading(doing, html`<p class="count-of">${own(name)}</p>`)}
      <div class="stage">${live ? figure(live, 'xl', 'live') : html`<span class="device">${pictures.forKind[kind]}</span>`}</div>
      ${live || state === 'measuring' ? html`<div class="moving" role="progressbar" aria-label=${own({zh: '正在测量', en: 'Measuring'})}><i></i></div>` : nothing}`,
    two: html`<div class="stack">
      ${when ? note(pictures.meal[when], words.meal[when]) : nothing}
      ${strips ? html`<div id="strips">${note(pictures.forKind.glucose, {zh: `试纸批号 ${strips.lot}，有效期至 ${strips.expires}`, en: `Strips: lot ${strips.lot}, good until ${strips.expires}`})}</div>` : nothing}
      ${hint ? html`<div class="quietly card">${pictures.forKind[kind]}${line(hint, 'mid')}</div>` : nothing}</div>`,
    aside: call(view),
    buttons: button('secondary', 'next', {zh: '测别的项目', en: 'Something else'}),
  };
}

export function same(view) {
  const {value, before} = view.parts.same;
  return {
    step: 2,
    ask: true,
    one: html`${heading({zh: '和上次相差较多，是您本人吗？', en: 'Quite different from last time. Is this you?'})}
      <div class="versus"><div class="card"><p class="line">${say({zh: '上次', en: 'Last time'})}</p>${figure(before, 'm')}</div>
        <div class="card now"><p class="line">${say({zh: '这次', en: 'This time'})}</p>${figure(value, 'm')}</div></div>
      ${line({zh: '如果手里拿着东西或穿着厚衣服，请放下再测。', en: 'If you hold something or wear heavy clothes, put it aside and measure again.'}, 'mid')}`,
    aside: button('secondary', 'no', {zh: '不是我', en: 'Not me'}),
    buttons: html`${button('secondary', 'again', {zh: '重测', en: 'Again'})}${button('primary', 'yes', {zh: '是我', en: 'This is me'})}`,
  };
}
