'use strict';
const all = (what, within = document) => [...within.querySelectorAll(what)];

// The search box leaves the flows whose titles or cards hold all words.
const search = document.getElementById('search');
const told = document.getElementById('told');
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of all('nav li')) {
    const section = document.getElementById(entry.dataset.flow);
    const text = section.querySelector('desc').textContent.toLowerCase();
    const fits = words.every(word => text.includes(word));
    entry.hidden = section.hidden = !fits;
    count += fits;
  }
  told.textContent = count + (count === 1 ? ' flow' : ' flows');
}
search.addEventListener('input', filter);
document.addEventListener('keydown', event => {
  if (event.key === '/' && event.target !== search) { event.preventDefault(); search.focus(); }
});

// A picture grows and shrinks around a point of its view; moving it is scrolling.
for (const section of all('section')) {
  const view = section.querySelector('.view');
  const svg = view.querySelector('svg');
  const [width, height] = [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
  let scale = 1;
  function zoom(to, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const next = Math.min(4, Math.max(0.05, to));
    const [left, top] = [(view.scrollLeft + x) / scale, (view.scrollTop + y) / scale];
    scale = next;
    svg.setAttribute('width', width * scale);
    svg.setAttribute('height', height * scale);
    view.scrollLeft = left * scale - x;
    view.scrollTop = top * scale - y;
  }
  const fit = () => zoom(Math.min(1, view.clientWidth / width));
  const does = { in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), whole: () => zoom(1), fit };
  for (const button of all('button', section)) button.addEventListener('click', () => does[button.name]());
  view.addEventListener('keydown', event => {
    const action = { '+': does.in, '=': does.in, '-': does.out, '0': does.whole, f: does.fit }[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); action(); }
  });
  view.addEventListener('wheel', event => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = view.getBoundingClientRect();
    zoom(scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  view.addEventListener('pointermove', event => {
    if (event.buttons !== 1 || event.pointerType !== 'mouse') return;
    view.scrollLeft -= event.movementX;
    view.scrollTop -= event.movementY;
  });
}

// The list shows where the reader is.
function mark() {
  for (const link of all('nav a')) {
    if (link.hash === location.hash) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}
addEventListener('hashchange', mark);
mark();
filter();
