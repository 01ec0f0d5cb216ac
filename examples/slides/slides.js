import Reveal from '../../node_modules/reveal.js/dist/reveal.mjs';

const FIGURES = 'fm-field, fm-sampler, fm-trainer';
/** What a presenter's remote sends goes on from anywhere. */
const REMOTE = ['PageDown', 'PageUp'];

const deck = new Reveal(document.querySelector('.reveal'), {
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true,
  transition: 'none',
  // They would lie over the figures' own.
  controls: false,
  // Other keys that are pressed in a figure are the figure's: what has the focus stands in its shadow tree, where reveal.js does not look.
  keyboardCondition: (event) => REMOTE.includes(event.key) || !event.target.closest(FIGURES),
});
deck.on('slidechanged', ({ previousSlide, currentSlide }) => {
  for (const figure of previousSlide?.querySelectorAll(FIGURES) ?? []) figure.pause();
  // A key that is pressed next belongs to the slide that is seen.
  if (!currentSlide.contains(document.activeElement)) document.activeElement?.blur();
});
await deck.initialize();
