// Names every word, target and box of the page that is too small, cut off or lies over another.
() => {
  const found = [];
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
  const shown = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && getComputedStyle(e).visibility !== 'hidden' && !e.closest('.unseen'); };
  const name = e => (e.closest('[id]')?.id ?? '') + ' "' + e.textContent.trim().replace(/\s+/g, ' ').slice(0, 24) + '"';
  const over = document.querySelector('.over');
  const whole = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
  const inside = (a, b, s = 1) => a.left >= b.left - s && a.right <= b.right + s && a.top >= b.top - s && a.bottom <= b.bottom + s;
  const scaleOf = svg => {
    const box = svg.getBoundingClientRect();
    return Math.min(box.width / svg.viewBox.baseVal.width, box.height / svg.viewBox.baseVal.height);
  };
  // text
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest('script,style') || !shown(e)) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    let box = range.getBoundingClientRect();
    if (box.width < 1) continue;
    const size = e.closest('svg') ? parseFloat(getComputedStyle(e).fontSize) * scaleOf(e.closest('svg')) : parseFloat(getComputedStyle(e).fontSize);
    if (size < 6 * mm - 0.1) found.push('small text ' + (size / mm).toFixed(1) + ' mm ' + name(e));
    if (!e.closest('svg') && range.getClientRects().length === 1) { const mid = (box.top + box.bottom) / 2; box = {left: box.left, right: box.right, top: mid - size * .45, bottom: mid + size * .45, height: size * .9, width: box.width}; }
    texts.push({e, box});
    const frame = e.closest('header, main, footer, .sheet');
    if (frame && !inside(box, frame.getBoundingClientRect(), 2)) found.push('text leaves ' + frame.tagName + ' ' + name(e));
    if (!inside(box, whole)) found.push('text leaves the page ' + name(e));
    for (let up = e; up && up !== frame; up = up.parentElement) {
      if (up.matches('button, .card, .note, .class, .kept, .tile, .scale li, .postures li, .today, .who') && !inside(box, up.getBoundingClientRect(), 1)) { found.push('text leaves its ' + (up.className || up.tagName) + ' ' + name(e)); break; }
    }
  }
  texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
    if (over && !!one.e.closest('.over') !== !!other.e.closest('.over')) return;
    const a = one.box, b = other.box;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > Math.min(a.height, b.height) / 3 && !one.e.contains(other.e) && !other.e.contains(one.e)) found.push('text over text ' + name(one.e) + ' / ' + name(other.e));
  }));
  for (const e of document.querySelectorAll('main, .one, .two, button, .card, .sheet, header, footer, svg.drawing, .ring, .chart, .note, .stage, ul, ol')) {
    if (!shown(e)) continue;
    const box = e.getBoundingClientRect();
    const frame = e.parentElement?.closest('main, footer, header, .sheet');
    if (!inside(box, whole)) found.push('leaves the page: ' + (e.className.baseVal ?? e.className ?? e.tagName));
    else if (frame && !inside(box, frame.getBoundingClientRect(), 2)) found.push('leaves its ' + frame.tagName + ': ' + (e.className.baseVal ?? e.className ?? e.tagName));
    if (e.matches('main, .one, .two, .sheet') && e.scrollHeight > e.clientHeight + 6) found.push('overflow by ' + (e.scrollHeight - e.clientHeight) + ' in ' + (e.className || e.tagName));
  }
  // boxes side by side must not lie over each other
  const boxes = [...document.querySelectorAll('main .prompt, main .stage > *, main .card, main .note, main button, main .kept, main .class, main .scale, main .history, main .figures, main .made, main .next, main .message, main .slots, main .before, main .code')].filter(shown);
  boxes.forEach((one, i) => boxes.slice(i + 1).forEach(other => {
    if (one.contains(other) || other.contains(one)) return;
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) found.push('box over box ' + (one.className.baseVal ?? one.className) + ' / ' + (other.className.baseVal ?? other.className));
  }));
  const buttons = [...document.querySelectorAll('button')].filter(shown).filter(b => !over || b.closest('.over') || b.closest('.stopping'));
  for (const b of buttons) { const r = b.getBoundingClientRect(); if (Math.min(r.width, r.height) < 16 * mm - 1) found.push('small target ' + (Math.min(r.width, r.height) / mm).toFixed(1) + ' ' + name(b)); }
  buttons.forEach((one, i) => buttons.slice(i + 1).forEach(other => {
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    if (Math.max(across, down) < 5 * mm - 1) found.push('targets too close ' + (Math.max(across, down) / mm).toFixed(1) + ' ' + name(one) + ' / ' + name(other));
  }));
  return [...new Set(found)];
}
