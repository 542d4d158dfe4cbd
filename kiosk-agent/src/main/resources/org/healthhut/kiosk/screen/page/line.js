// The line to the agent: views come by server-sent events, touches go back one after the other.

const token = document.querySelector('meta[name="page-token"]').content;
const LOST_AFTER_MS = 3_000;
const GONE_AFTER_MS = 15_000;
const BEAT_EVERY_MS = 5_000;
const TRIES_MAX = 4;
const ANSWERED_WITHIN_MS = 5_000;

/**
 * Calls `shown(view, isFirst)` for each view, and `lost(how)` with 'short', 'long' or '' as the
 * line to the agent goes and comes.
 */
export function listen(shown, lost) {
  let start = '';
  let timers = [];
  const found = () => {
    if (timers.length === 0) return;
    timers.forEach(clearTimeout);
    timers = [];
    lost('');
  };
  const missed = () => {
    if (timers.length > 0) return;
    timers = [
      setTimeout(() => lost('short'), LOST_AFTER_MS),
      setTimeout(() => lost('long'), GONE_AFTER_MS),
    ];
  };
  const connect = () => {
    const events = new EventSource('/events');
    const take = event => {
      found();
      const view = JSON.parse(event.data);
      if (!view.screen) return;
      if (start && start !== view.start) {
        location.reload();
        return;
      }
      const isFirst = !start;
      start = view.start;
      shown(view, isFirst);
    };
    events.addEventListener('snapshot', take);
    events.addEventListener('view', take);
    events.addEventListener('open', found);
    events.addEventListener('error', () => {
      missed();
      if (events.readyState === EventSource.CLOSED) {
        events.close();
        setTimeout(connect, LOST_AFTER_MS);
      }
    });
  };
  connect();
}

const headers = {'Content-Type': 'application/json', 'X-Page-Token': token};

// Touches go one after the other, so that digits keep their order.
let last = Promise.resolve();

export function post(touch) {
  const key = crypto.randomUUID();
  const body = JSON.stringify(touch);
  last = last.then(() => deliver(key, body)).catch(() => {});
}

async function deliver(key, body) {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    try {
      const answer = await fetch('/commands', {
        method: 'POST',
        headers: {...headers, 'Idempotency-Key': key},
        body,
        signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
      });
      if (answer.status === 403) location.reload();
      if (answer.status !== 503) return;
    } catch {
      // The agent may be starting again: the same key makes a second try harmless.
    }
    await new Promise(done => setTimeout(done, 250 * tries));
  }
}

/** Tells the agent that the page is alive, until it is not. */
export function beat() {
  setInterval(() => fetch('/heartbeat', {method: 'POST', headers, body: '{}'}).catch(() => {}), BEAT_EVERY_MS);
}
