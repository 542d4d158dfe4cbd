// Prompts by id, one after the other. A clip that is missing is silence.

const LOUDNESS = [0, 0.35, 0.65, 1];
const audio = new Audio();
let turn = null;
let asking = false;
let queue = [];

function next() {
  const clip = queue.shift();
  if (!clip) return;
  audio.src = clip;
  audio.play().catch(() => {});
}

audio.addEventListener('ended', next);
audio.addEventListener('error', () => { if (audio.getAttribute('src')) next(); });

/** Says what the view asks for, once; what a page finds when it is loaded has been said before. */
export function speak(view, isFirst) {
  const {volume, language} = view.comfort;
  const clip = id => `/voice/${language}/${encodeURIComponent(id)}`;
  const wasAsking = asking;
  asking = view.leavingInSeconds !== undefined;
  audio.volume = LOUDNESS[volume] ?? 0;
  const asked = view.voice;
  if (volume === 0 || !asked) hush();
  if (asking && !wasAsking && !isFirst && volume > 0) {
    queue = [clip('still-there')];
    next();
  }
  if (!asked || asked.turn === turn) return;
  turn = asked.turn;
  if (isFirst || volume === 0) return;
  queue = asked.clips.map(clip);
  next();
}

function hush() {
  queue = [];
  if (!audio.paused) audio.pause();
}
