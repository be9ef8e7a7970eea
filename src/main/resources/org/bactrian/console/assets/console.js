// What the pages do beyond links and forms: times in the reader's zone, plots, and no asking while nobody looks.
'use strict';
(() => {
  const language = document.documentElement.lang;
  const today = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const earlier = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const long = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });

  function localTimes(part) {
    for (const time of part.querySelectorAll('time[datetime]')) {
      const at = new Date(time.dateTime);
      const isToday = at.toDateString() === new Date().toDateString();
      time.textContent = (isToday ? today : earlier).format(at);
      time.title = long.format(at);
    }
  }

  const isHalfTyped = () => [...document.querySelectorAll('main input:not([type=hidden])')]
    .some(input => input.value !== input.defaultValue || input.checked !== input.defaultChecked);
  let isLeaving = false;
  addEventListener('submit', () => { isLeaving = true; });
  addEventListener('pageshow', () => { isLeaving = false; });
  const disturbs = part => part.hasAttribute('data-patient') && (isLeaving || isHalfTyped());
  document.addEventListener('htmx:beforeRequest', event => {
    if (document.hidden || disturbs(event.target)) event.preventDefault();
  });

  // A page that loads itself again keeps what its reader unfolded.
  const UNFOLDED = 'bactrian-unfolded';
  const folds = [...document.querySelectorAll('main details')];
  const unfoldedAtFirst = folds.filter(fold => fold.open);
  const nameOf = fold => (fold.querySelector(':scope > summary .name') ?? fold.querySelector('summary')).textContent.trim();
  const kept = JSON.parse(sessionStorage.getItem(UNFOLDED) ?? '[]');
  sessionStorage.removeItem(UNFOLDED);
  for (const fold of folds) if (kept.includes(nameOf(fold))) fold.open = true;
  document.addEventListener('htmx:beforeOnLoad', event => {
    // Since it asked, they may have begun to type, or sent a form, whose answer this would cut off.
    if (disturbs(event.target)) event.preventDefault();
    else if (event.detail.xhr.getResponseHeader('HX-Refresh')) {
      const unfolded = folds.filter(fold => fold.open && !unfoldedAtFirst.includes(fold));
      sessionStorage.setItem(UNFOLDED, JSON.stringify(unfolded.map(nameOf)));
    }
  });
  const offline = document.querySelector('.offline');
  document.addEventListener('htmx:sendError', () => { if (offline) offline.hidden = false; });
  document.addEventListener('htmx:afterOnLoad', event => { if (offline) offline.hidden = event.detail.xhr.status !== 503; });
  document.addEventListener('htmx:afterSettle', () => localTimes(document));
  localTimes(document);

  // The login's window: Salesforce's pages beside the set-up, which close themselves at the end.
  const WINDOW = 'bactrian-salesforce';
  for (const button of document.querySelectorAll('[data-window]')) {
    const form = button.form;
    form.addEventListener('submit', event => {
      const opened = window.open('', WINDOW, 'popup,width=520,height=760');
      form.target = opened ? WINDOW : '';
      if (opened) event.stopPropagation();
    });
  }
  const end = document.querySelector('[data-end]');
  if (end && (window.opener || window.name === WINDOW)) {
    for (const part of end.querySelectorAll('.in-window')) part.hidden = false;
    for (const part of end.querySelectorAll('.in-place')) part.hidden = true;
    end.querySelector('[data-close]')?.addEventListener('click', () => window.close());
    if (end.dataset.end === 'close') window.close();
  }

  for (const text of document.querySelectorAll('[data-copy]')) {
    if (!navigator.clipboard) break;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'secondary outline small';
    button.textContent = text.dataset.copy;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = text.dataset.copied;
    });
    text.after(' ', button);
  }
  for (const input of document.querySelectorAll('[data-chooses]')) {
    input.addEventListener('input', () => {
      input.form.querySelector(`[type=radio][value=${input.dataset.chooses}]`).checked = true;
    });
  }

  const plots = document.querySelector('[data-plots]');
  if (!plots || !window.uPlot) return;
  const drawn = [];
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const exact = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

  function options(place, labels) {
    const strokes = place.dataset.plot === 'backlog'
      ? [color('--warn'), color('--bad')]
      : [color('--salesforce'), color('--marketo')];
    const axis = {
      stroke: color('--pico-muted-color'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { show: false },
      font: '12px system-ui, sans-serif',
    };
    return {
      width: place.clientWidth,
      height: 180,
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { y: { range: (u, low, high) => [0, Math.max(high, 1) * 1.1] } },
      axes: [
        { ...axis, values: (u, seconds) => seconds.map(s => clock.format(s * 1000)), space: 70 },
        { ...axis, values: (u, values) => values.map(v => short.format(v)), size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6] },
      ],
      series: [
        { label: plots.dataset.time, value: (u, s) => s == null ? '' : clock.format(s * 1000) },
        ...labels.map((label, i) => ({
          label,
          stroke: strokes[i],
          width: 2,
          fill: i ? undefined : strokes[i] + '22',
          paths: uPlot.paths.stepped({ align: 1 }),
          points: { show: false },
          value: (u, v) => v == null ? '–' : exact.format(v),
        })),
      ],
    };
  }

  async function draw() {
    if (document.hidden) return;
    const answer = await fetch(plots.dataset.plots).catch(() => null);
    if (answer?.status !== 200) return;
    const all = await answer.json();
    drawn.splice(0).forEach(plot => plot.destroy());
    for (const place of plots.querySelectorAll('[data-plot]')) {
      const plot = all[place.dataset.plot];
      drawn.push(new uPlot(options(place, plot.labels), plot.data, place));
    }
  }

  draw();
  setInterval(draw, 15000);
  document.addEventListener('visibilitychange', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('resize', () => drawn.forEach(plot => plot.setSize({ width: plot.root.parentElement.clientWidth, height: 180 })));
})();
