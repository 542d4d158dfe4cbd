// What the byte view shows: frames in, rows out. No page in here, so that it can be read alone.

const ROW = 16;
export const ROWS_MAX = 10_000;

/** Pairs of hexadecimal digits, sixteen bytes a line. */
export function hexLines(hex) {
  const pairs = hex.match(/../g) ?? [];
  const lines = [];
  for (let i = 0; i < pairs.length; i += ROW) {
    lines.push(pairs.slice(i, i + ROW));
  }
  return lines;
}

/** One character a byte; a dot for what has no shape. */
export function printable(pairs) {
  return pairs
    .map((pair) => parseInt(pair, 16))
    .map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·'))
    .join('');
}

/** Milliseconds with thin spaces between thousands. */
export function millis(ms) {
  return Math.round(ms).toString().replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** The gap since the row before: milliseconds, then seconds when it is long. */
export function gap(ms) {
  if (ms === undefined) return '—';
  if (ms < 10) return ms.toFixed(1);
  return ms < 100_000 ? Math.round(ms).toString() : `${Math.round(ms / 1000)} s`;
}

/**
 * Adds frames to rows. A stream that repeats itself would push everything else off the page, so a
 * frame equal to the row before it is counted on that row. At the bound the oldest rows go.
 */
export function add(rows, frames) {
  for (const frame of frames) {
    const last = rows.at(-1);
    if (last && same(last.frame, frame)) {
      last.times += 1;
      last.until = frame.ms;
      last.n = frame.n;
    } else {
      rows.push({ frame, n: frame.n, times: 1, until: frame.ms, delta: last && frame.ms - last.until });
    }
  }
  if (rows.length > ROWS_MAX) rows.splice(0, rows.length - ROWS_MAX);
}

function same(a, b) {
  return a.dev === b.dev && a.dir === b.dir && a.hex === b.hex && a.note === b.note && a.hex !== '';
}

/** The rows a filter lets through, the newest at the end. */
export function seen(rows, { device, trouble, stream }, limit) {
  const found = [];
  for (let i = rows.length - 1; i >= 0 && found.length < limit; i--) {
    const { frame } = rows[i];
    if (device && frame.dev !== device) continue;
    if (trouble && frame.check !== 'bad') continue;
    if (!stream && idle(frame)) continue;
    found.push(rows[i]);
  }
  return found.reverse();
}

/** A scale with nobody on it. */
function idle(frame) {
  return frame.dir === 'rx' && frame.check === 'none' && /^稳定 0(\.0)? kg$/.test(frame.note);
}
