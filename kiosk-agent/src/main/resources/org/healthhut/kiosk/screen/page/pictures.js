// Line drawings. Colours and widths come from the style sheet.
import {html, svg} from '/lib/lit-html.js';

const icon = (lines, name = '') => html`<svg class="icon ${name}" viewBox="0 0 64 64" aria-hidden="true">${lines}</svg>`;
const drawing = (width, height, lines, name) => html`<svg class="drawing ${name}" viewBox="0 0 ${width} ${height}" aria-hidden="true">${lines}</svg>`;

export const forKind = {
  'blood-pressure': icon(svg`<rect x="5" y="10" width="54" height="44" rx="9"/><path d="M13 34h9l5-13 10 25 6-12h8"/>`),
  'glucose': icon(svg`<path d="M32 6c10 15 18 24 18 34a18 18 0 0 1-36 0C14 30 22 21 32 6z"/><path d="M23 42a9 9 0 0 0 8 8"/>`),
  'weight': icon(svg`<rect x="6" y="9" width="52" height="47" rx="10"/><path d="M20 27a17 17 0 0 1 24 0l-7 8H27z"/><path d="M32 34l4-8"/>`),
  'height': icon(svg`<path d="M14 6v52M14 12h8M14 22h5M14 32h8M14 42h5M14 52h8"/><circle cx="42" cy="16" r="7"/><path d="M42 24v18M33 31h18M42 42l-7 16M42 42l7 16"/>`),
  'oximeter': icon(svg`<path d="M8 40h30a7 7 0 0 0 0-14H8"/><path d="M14 19V9h34a8 8 0 0 1 8 8v30a8 8 0 0 1-8 8H14V47"/>`),
  'thermometer': icon(svg`<path d="M26 37V13a6 6 0 0 1 12 0v24a12 12 0 1 1-12 0z"/><path d="M32 22v22M46 14h8M46 24h8"/>`),
};

export const attention = icon(svg`<circle cx="32" cy="32" r="26"/><path d="M32 17v19M32 46v1"/>`, 'attention');
export const tick = icon(svg`<circle cx="32" cy="32" r="26"/><path d="M20 33l9 9 16-19"/>`, 'tick');
export const check = icon(svg`<path d="M12 34l14 14 26-32"/>`, 'check');
export const empty = icon(svg`<circle cx="32" cy="32" r="24"/>`, 'empty');
export const cloud = icon(svg`<path d="M20 48a13 13 0 0 1-1-26 17 17 0 0 1 32 6 10 10 0 0 1-3 20z"/>`, 'cloud');
export const cloudOff = icon(svg`<path d="M20 48a13 13 0 0 1-1-26 17 17 0 0 1 32 6 10 10 0 0 1-3 20z"/><path d="M10 8l44 48"/>`, 'cloud');
export const erase = icon(svg`<path d="M22 12h32a5 5 0 0 1 5 5v30a5 5 0 0 1-5 5H22L5 32z"/><path d="M31 24l16 16M47 24L31 40"/>`);
export const sound = [
  icon(svg`<path d="M8 25v14h10l14 11V14L18 25zM42 25l14 14M56 25L42 39"/>`),
  icon(svg`<path d="M8 25v14h10l14 11V14L18 25zM41 25a10 10 0 0 1 0 14"/>`),
  icon(svg`<path d="M8 25v14h10l14 11V14L18 25zM41 25a10 10 0 0 1 0 14M47 18a19 19 0 0 1 0 28"/>`),
  icon(svg`<path d="M8 25v14h10l14 11V14L18 25zM40 25a10 10 0 0 1 0 14M46 18a19 19 0 0 1 0 28M52 11a28 28 0 0 1 0 42"/>`),
];
export const letters = icon(svg`<path d="M6 52L22 12l16 40M12 38h20M40 52l9-24 9 24M44 43h11"/>`);
export const language = icon(svg`<circle cx="32" cy="32" r="25"/><path d="M7 32h50M32 7c9 7 13 15 13 25s-4 18-13 25c-9-7-13-15-13-25s4-18 13-25z"/>`);
export const leave = icon(svg`<path d="M38 8H14a4 4 0 0 0-4 4v40a4 4 0 0 0 4 4h24M28 32h28M46 21l11 11-11 11"/>`);
export const bell = icon(svg`<path d="M12 46h40l-5-8V28a15 15 0 0 0-30 0v10zM27 52a5 5 0 0 0 10 0M32 13V8"/>`, 'bell');
export const speaker = sound[2];
export const doctor = icon(svg`<circle cx="32" cy="19" r="12"/><path d="M10 58c1-13 9-20 22-20s21 7 22 20M32 44v12M26 50h12"/>`);
export const print = icon(svg`<path d="M18 22V8h28v14M18 46H8V26a4 4 0 0 1 4-4h40a4 4 0 0 1 4 4v20H46"/><rect x="18" y="38" width="28" height="18"/>`);
export const phone = icon(svg`<rect x="16" y="5" width="32" height="54" rx="6"/><path d="M28 51h8"/>`);
export const code = icon(svg`<rect x="8" y="8" width="18" height="18" rx="2"/><rect x="38" y="8" width="18" height="18" rx="2"/><rect x="8" y="38" width="18" height="18" rx="2"/><path d="M38 38h7v7M56 38v5M38 56h5M51 51h5v5"/>`);
export const keys = icon(svg`<rect x="6" y="14" width="52" height="38" rx="6"/><path d="M17 26h1M27 26h1M37 26h1M47 26h1M17 35h1M27 35h1M37 35h1M47 35h1M22 44h20"/>`);
export const person = icon(svg`<circle cx="32" cy="19" r="12"/><path d="M10 58c1-14 9-21 22-21s21 7 22 21"/>`);
export const card = icon(svg`<rect x="5" y="13" width="54" height="38" rx="6"/><circle cx="20" cy="28" r="5"/><path d="M12 42c1-5 4-7 8-7s7 2 8 7M37 26h14M37 34h14M37 42h8"/>`);
export const calendar = icon(svg`<rect x="8" y="12" width="48" height="44" rx="6"/><path d="M8 26h48M20 6v12M44 6v12"/>`);
export const wrench = icon(svg`<path d="M40 9a14 14 0 0 0-16 19L8 44a8 8 0 0 0 12 12l16-16a14 14 0 0 0 19-16l-9 8-9-2-2-9z"/>`);
export const hand = icon(svg`<path d="M18 34V17a4 4 0 0 1 8 0v13M26 28V11a4 4 0 0 1 8 0v17M34 28V13a4 4 0 0 1 8 0v17M42 31V19a4 4 0 0 1 8 0v19c0 12-7 20-17 20-8 0-12-4-16-11l-7-13c-2-4 4-7 7-3l3 4"/>`);
export const clock = icon(svg`<circle cx="32" cy="32" r="25"/><path d="M32 17v16l11 7"/>`);
export const drop = forKind.glucose;

export const meal = {
  'fasting': icon(svg`<path d="M6 30h52c0 15-9 24-19 24H25C15 54 6 45 6 30zM24 60h16"/><path d="M18 14l28 0" stroke-dasharray="1 8"/>`),
  'after-meal': icon(svg`<path d="M6 32h52c0 14-9 23-19 23H25C15 55 6 46 6 32zM24 61h16M16 32c2-9 8-13 16-13s14 4 16 13M40 20L56 4M33 18L46 3"/>`),
  'random': clock,
};

const chest = icon(svg`<path d="M32 55C14 42 7 33 7 23a12 12 0 0 1 25-4 12 12 0 0 1 25 4c0 10-7 19-25 32z"/><path d="M34 20l-7 12h10l-6 11"/>`);
const limbs = icon(svg`<circle cx="32" cy="11" r="7"/><path d="M32 19v21M32 24L18 34M32 24l9 8v15M32 40l-9 18M32 40l10 18"/>`);
export const symptom = {
  'chest': chest,
  'chest-pain': chest,
  'limbs': limbs,
  'weakness': limbs,
  'headache': icon(svg`<path d="M22 58V47c-7-4-11-9-11-17a19 19 0 0 1 38-1l5 10-6 2v8H38v9"/><path d="M32 16l-6 10h9l-5 9"/>`),
  'speech': icon(svg`<path d="M8 12h48v32H30L18 56V44H8z"/><path d="M20 28h1M32 28h1M44 28h1"/>`),
  'vision': icon(svg`<path d="M4 32c8-12 17-18 28-18s20 6 28 18c-8 12-17 18-28 18S12 44 4 32z"/><circle cx="32" cy="32" r="8" stroke-dasharray="3 6"/>`),
  'breath': icon(svg`<path d="M27 10v22c0 3-3 6-6 6M37 10v22c0 3 3 6 6 6M21 22C10 27 6 38 7 52c7 4 14 2 18-4M43 22c11 5 15 16 14 30-7 4-14 2-18-4"/>`),
};

// How to sit, one drawing a rule.
const sitting = svg`<circle cx="50" cy="20" r="11"/><path d="M47 32c-8 6-11 15-11 26v14h30v30h12"/><path d="M52 34c6 8 9 16 18 20"/>`;
export const postures = [
  drawing(120, 112, svg`${sitting}<path class="strong" d="M27 22v80M27 74h10"/>`, 'posture'),
  drawing(120, 112, svg`${sitting}<path d="M27 40v62M27 74h10"/><path class="strong" d="M14 105h92M66 88v14h14"/>`, 'posture'),
  drawing(120, 112, svg`<circle cx="50" cy="20" r="11"/><path d="M47 32c-8 6-11 15-11 26v14h30v30h12M27 40v62M27 74h10"/><path class="strong" d="M52 36c4 9 8 14 16 16h26M62 58h48M102 58v44"/>`, 'posture'),
  drawing(120, 112, svg`<circle cx="56" cy="54" r="34"/><path d="M44 46h1M68 46h1"/><path class="strong" d="M44 66h24M92 12l14 14M106 12L92 26"/>`, 'posture'),
];

const table = svg`<path class="ground" d="M30 316H530"/><path d="M300 190h196M322 190v126M474 190v126"/>`;
export const seated = drawing(560, 330, svg`${table}
  <circle cx="196" cy="60" r="32"/>
  <path d="M182 95c-30 16-42 50-42 92v42h96v87h34"/>
  <path d="M204 98c14 6 22 18 30 32l26 44c4 7 9 10 17 10h70c10 0 10-14 0-14h-14"/>
  <path class="ground" d="M108 116v200M108 232h32M172 232v84"/>
  <g transform="rotate(-31 236 134)"><rect class="cuff" x="215" y="106" width="42" height="54" rx="9"/><path d="M215 122h42M215 144h42"/></g>
  <rect class="screen" x="384" y="104" width="100" height="86" rx="12"/>
  <path class="pulse" d="M398 148h16l9-20 14 36 10-16h22"/>
  <path class="ground" d="M258 116c34-34 78-28 126 14"/>`, 'seated');

export const cuffArm = drawing(420, 230, svg`
  <path class="ground" d="M10 204h400"/>
  <path d="M14 84h66M14 168h66"/>
  <path class="cuff" d="M80 66h136c10 0 14 6 14 14v92c0 8-4 14-14 14H80c-10 0-14-6-14-14V80c0-8 4-14 14-14z"/>
  <path d="M100 66v120M196 66v120"/>
  <path d="M230 92h92c18 0 30-14 48-14 12 0 14 14 2 18l-26 8h46c12 0 12 16 0 16h-40 44c12 0 12 16 0 16h-46 38c12 0 12 16 0 16h-56c-28 0-40 8-64 8h-38"/>
  <path class="ground" d="M148 66c0-34 30-46 70-46h60"/>
  <rect class="screen" x="278" y="6" width="56" height="34" rx="8"/>`, 'forearm');

export const startKey = drawing(420, 230, svg`
  <rect class="screen" x="60" y="20" width="300" height="190" rx="26"/>
  <path d="M96 62h110v70H96z"/><path class="pulse" d="M108 98h18l9-18 16 38 10-20h26"/>
  <circle class="cuff" cx="288" cy="98" r="38"/><path d="M276 78l30 20-30 20z"/>
  <path d="M96 172h60M180 172h28"/>`, 'forearm');

export const cardOnReader = drawing(420, 250, svg`
  <path class="screen" d="M86 232l34-66h180l34 66z"/><path class="ground" d="M150 206h120"/>
  <g class="moves"><rect class="cuff" x="110" y="26" width="200" height="122" rx="14"/>
    <circle cx="162" cy="74" r="17"/><path d="M134 122c3-17 14-24 28-24s25 7 28 24M220 66h62M220 90h62M220 114h34"/></g>`, 'cardreader');

export const phoneOnScanner = drawing(420, 250, svg`
  <path class="screen" d="M110 232l26-50h148l26 50z"/><path class="ground" d="M158 210h104"/>
  <g class="moves"><rect class="cuff" x="150" y="12" width="120" height="146" rx="16"/>
    <path d="M176 44h26v26h-26zM218 44h26v26h-26zM176 86h26v26h-26zM218 86h10v10M244 90v22h-14M200 138h20"/></g>`, 'cardreader');
