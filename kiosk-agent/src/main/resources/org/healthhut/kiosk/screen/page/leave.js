// Taking the result along, and the end.
import {html, nothing} from '/lib/lit-html.js';
import * as pictures from '/pictures.js';
import {button, heading, line, note, own, say} from '/say.js';

const QR_MM = 82;

/** Whole pixels a module, or a phone's camera sees grey. */
function qr({modules, path}) {
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm')) || 4;
  const size = modules * Math.max(1, Math.round(QR_MM * mm / modules));
  return html`<svg class="qr" id="qr" width=${size} height=${size} viewBox="0 0 ${modules} ${modules}" role="img"
    aria-label=${own({zh: '二维码', en: 'QR code'})}><rect width=${modules} height=${modules} fill="#ffffff"/><path d=${path} fill="#000000"/></svg>`;
}

const HOW = [
  {zh: '打开微信或相机', en: 'Open WeChat or the camera'},
  {zh: '对准这个图', en: 'Point it at this square'},
  {zh: '看到结果就好了', en: 'When you see the result, done'},
];

const PRINTING = {
  'printing': [pictures.print, {zh: '正在打印', en: 'Printing'}, ''],
  'done': [pictures.tick, {zh: '小票打好了，请取走', en: 'Printed, please take the slip'}, 'good'],
  'no-paper': [pictures.attention, {zh: '打印纸用完了，可以扫码带走', en: 'Out of paper. You can scan the code'}, 'warn'],
  'failed': [pictures.attention, {zh: '没有打印出来，可以扫码带走', en: 'Could not print. You can scan the code'}, 'warn'],
};

export function takeAway(view) {
  const {qr: square, link, text, printing} = view.parts.takeAway;
  const said = PRINTING[printing];
  return {
    step: 3,
    split: true,
    one: html`${heading({zh: '手机扫一扫，带走本次结果', en: 'Scan to keep your result'})}
      <div class="scan"><div class="card square">${qr(square)}</div>
        <ol class="how">${HOW.map((each, i) => html`<li><b>${i + 1}</b><p class="line">${say(each)}</p></li>`)}</ol></div>`,
    two: html`<div class="stack">
      <p class="line ink">${link ? say({zh: '链接 24 小时内有效，最多打开 5 次。上面没有您的姓名。', en: 'Good for 24 hours, 5 times. It does not show your name.'})
        : say({zh: '现在没有网络，图里就是结果的文字。上面没有您的姓名。', en: 'Offline: the square holds the text itself, without your name.'})}</p>
      <section class="text card"><h2>${own({zh: '也可以抄下来', en: 'Or write it down'})}</h2><p>${text}</p></section>
      ${said ? note(...said) : nothing}</div>`,
    aside: button('link', 'next', {zh: '测别的项目', en: 'Something else'}),
    buttons: html`${printing === 'ready' || printing === 'done' ? button('secondary', 'print', printing === 'done' ? {zh: '再打一张', en: 'Print again'} : {zh: '打印小票', en: 'Print a slip'}, {picture: pictures.print}) : nothing}
      ${button('primary', 'end', {zh: '完成', en: 'Done'})}`,
  };
}

const COUNTED = [
  ['delivered', 'delivered', n => ({zh: `${n} 项已送达`, en: `${n} delivered`})],
  ['saved', 'saved', n => ({zh: `${n} 项已保存，联网后自动送出`, en: `${n} saved, will be sent`})],
  ['saving', 'saving', n => ({zh: `${n} 项保存中`, en: `${n} being saved`})],
  ['notSaved', 'not-saved', n => ({zh: `${n} 项没有保存`, en: `${n} not saved`})],
];

export function ended(view) {
  const {cardLeft, ...counts} = view.parts.ended;
  const all = counts.saving + counts.saved + counts.delivered;
  return {
    ask: true,
    one: html`<div class="farewell">${cardLeft ? pictures.card : pictures.tick}
      ${cardLeft ? heading({zh: '请取回身份证', en: 'Please take your ID card'}) : heading({zh: '祝您健康，下次见', en: 'Take care, see you next time'})}
      <p class="line mid">${all ? say({zh: `测量结束，共 ${all} 项结果`, en: `Finished: ${all} ${all === 1 ? 'result' : 'results'}`}) : say({zh: '本次没有测量结果', en: 'Nothing was measured'})}</p>
      <ul class="counts">${COUNTED.filter(([field]) => counts[field] > 0).map(([field, state, text]) => html`<li class="kept ${state}" data-kept=${state}><i></i><span>${say(text(counts[field]))}</span></li>`)}</ul></div>`,
    aside: line({zh: '请带好您的身份证和随身物品', en: 'Please take your belongings'}),
    buttons: button('primary', 'end', {zh: '完成', en: 'Done'}),
  };
}

export const refused = view => ({
  ask: true,
  one: html`<div class="farewell warn">${pictures.attention}
    ${heading(view.place.full ? {zh: '本机存储已满', en: 'No room left on this kiosk'} : {zh: '暂时不能保存测量结果', en: 'Results cannot be saved now'})}
    ${line({zh: '请联系工作人员。您的信息没有留在这里。', en: 'Please ask staff. Nothing of yours was kept.'}, 'mid')}</div>`,
  buttons: button('primary', 'end', {zh: '知道了', en: 'OK'}),
});

// Before the agent has what keeps its records: it goes on by itself.
const closed = {zh: '暂时不能使用，请找工作人员', en: 'Out of use for now. Please ask staff'};
const kept = {zh: '已保存的记录不会被删除。', en: 'Nothing that was saved is deleted.'};
const waits = (picture, tone, text, code, ...lines) => () => ({
  ask: true,
  one: html`<div class="farewell ${tone}" id="not-ready">${picture}${heading(text)}
    ${lines.map(each => line(each, 'mid'))}
    <div class="moving" role="progressbar" aria-label=${own({zh: '正在等待', en: 'Waiting'})}><i></i></div>
    ${code ? html`<p class="code">${code}</p>` : nothing}</div>`,
});
export const starting = waits(pictures.clock, 'tending', {zh: '正在启动，请稍候', en: 'Starting, one moment'}, '',
  {zh: '很快就可以测量。', en: 'You can measure shortly.'});
export const storeInUse = waits(pictures.attention, 'warn', closed, 'SY-02',
  {zh: '另一个程序正在使用本机的记录，结束后自动继续。', en: 'Another program is using the records of this kiosk. It goes on by itself when that one ends.'}, kept);
export const storeFailing = waits(pictures.attention, 'warn', closed, 'SY-03',
  {zh: '本机的存储读写出错，正在自动重试。', en: 'The disk of this kiosk fails. It keeps trying by itself.'}, kept);

export const maintenance = view => ({
  ask: true,
  one: html`<div class="farewell tending">${pictures.wrench}
    ${heading({zh: '正在维护，请稍候', en: 'Under maintenance'})}
    ${line({zh: '工作人员正在检查设备，马上就好。', en: 'Staff are checking the devices.'}, 'mid')}
    ${view.place.staff ? html`<p class="line">${own({zh: `工作人员 ${view.place.staff}`, en: `Staff ${view.place.staff}`})}</p>` : nothing}</div>`,
});

