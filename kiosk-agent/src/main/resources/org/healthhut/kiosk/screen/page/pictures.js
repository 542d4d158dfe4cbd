// Line drawings. Colours and widths come from the style sheet.
import {html} from '/lib/lit-html.js';

export const seated = html`
<svg class="drawing" viewBox="0 0 520 320" aria-hidden="true">
  <path class="ground" d="M40 292H480"/>
  <circle cx="196" cy="62" r="30"/>
  <path d="M188 94c-30 14-40 46-40 84v34h74"/>
  <path d="M206 94c22 10 30 30 34 56l4 14"/>
  <path d="M222 212v78h26"/>
  <path d="M148 212h-8v80"/>
  <path d="M112 128v164M112 212h36"/>
  <path class="cuff" d="M224 122l30-14 16 34-30 14z"/>
  <path d="M262 148l30 12h62"/>
  <path d="M278 178h150M300 178v114M408 178v114"/>
  <rect class="screen" x="346" y="104" width="84" height="74" rx="10"/>
  <path class="pulse" d="M358 144h14l8-18 12 32 9-14h17"/>
  <path class="hose" d="M270 132c28-24 48-18 76 2"/>
</svg>`;

export const forCategory = {
  'blood-pressure': html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
    <path d="M10 34h10l6-16 10 30 7-14h11"/><rect x="4" y="8" width="56" height="48" rx="8"/></svg>`,
  'glucose': html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
    <path d="M32 6c10 15 18 24 18 34a18 18 0 0 1-36 0C14 30 22 21 32 6z"/><path d="M24 42a9 9 0 0 0 8 8"/></svg>`,
  'weight': html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
    <rect x="6" y="10" width="52" height="46" rx="9"/><path d="M20 26a18 18 0 0 1 24 0l-7 8H27z"/><path d="M32 34l4-9"/></svg>`,
  'height': html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
    <path d="M16 6v52M16 10h8M16 20h5M16 30h8M16 40h5M16 50h8"/><circle cx="42" cy="17" r="7"/><path d="M42 24v18M32 32h20M42 42l-7 16M42 42l7 16M28 8h28"/></svg>`,
  'oximeter': html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
    <rect x="6" y="12" width="40" height="16" rx="8"/><rect x="6" y="36" width="40" height="16" rx="8"/><path d="M58 32H26a6 6 0 0 0 0 0"/><path d="M46 20h8v24h-8"/></svg>`,
  'thermometer': html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
    <path d="M26 38V14a6 6 0 0 1 12 0v24a11 11 0 1 1-12 0z"/><path d="M32 22v24"/></svg>`,
};

export const attention = html`<svg class="icon attention" viewBox="0 0 64 64" aria-hidden="true">
  <circle cx="32" cy="32" r="26"/><path d="M32 17v19M32 45v2"/></svg>`;

export const tick = html`<svg class="icon tick" viewBox="0 0 64 64" aria-hidden="true">
  <circle cx="32" cy="32" r="27"/><path d="M19 33l9 10 18-21"/></svg>`;

export const cloud = html`<svg class="icon cloud" viewBox="0 0 64 64" aria-hidden="true">
  <path d="M20 48a13 13 0 0 1-1-26 17 17 0 0 1 32 6 10 10 0 0 1-3 20z"/></svg>`;

export const cloudOff = html`<svg class="icon cloud" viewBox="0 0 64 64" aria-hidden="true">
  <path d="M20 48a13 13 0 0 1-1-26 17 17 0 0 1 32 6 10 10 0 0 1-3 20z"/><path d="M10 8l44 48"/></svg>`;

export const erase = html`<svg class="icon" viewBox="0 0 64 64" aria-hidden="true">
  <path d="M22 12h32a5 5 0 0 1 5 5v30a5 5 0 0 1-5 5H22L5 32z"/><path d="M32 24l16 16M48 24L32 40"/></svg>`;
