import { expect, fixture, html } from '@open-wc/testing';
import type { FmErrorEvent, FmField } from 'fm-elements';
import 'fm-elements';
import { csv, words } from './figures.ts';
import { readingOf } from './probing.ts';
import { waitUntil } from './wait.ts';

const POINTS = csv('a,b\n0,0\n1,2\n3,1\n2,2');
const atEnd = { src: POINTS, bandwidth: '0', t: '1', points: '1,1.5' };
const outside = { target: 'moons', t: '0.5', points: '50,50' };

/** What is set, and what a reader finds in words, beside the picture or in its place. */
const ODD: { title: string; attributes: Record<string, string>; says: RegExp }[] = [
  { title: 'a box of zero area', attributes: { probe: 'continuity', box: '0,0; 0,0' }, says: /^The box has no area/ },
  { title: 'an interval of zero length', attributes: { target: 'two-gaussians', probe: 'continuity', box: '1; 1' }, says: /^The box has no length/ },
  { title: 'a box outside', attributes: { probe: 'continuity', box: '20,20; 21,21', t: '0.5' }, says: /outside of the figure.*mass 0/ },
  { title: 'a box with one corner', attributes: { probe: 'continuity', box: '1,1' }, says: /A box has two corners/ },
  ...['point', 'pairs', 'predictions', 'average-velocity', 'likelihood'].map((probe) => ({ title: `the probe ${probe} far outside of the data`, attributes: { ...outside, probe }, says: /x = \(50.00, 50.00\).*outside of the figure/ })),
  { title: 'predictions at t = 0', attributes: { probe: 'predictions', points: '0.5,0.5 @ 0', t: '0' }, says: /divide by zero/ },
  { title: 'predictions at t = 1', attributes: { probe: 'predictions', points: '0.5,0.5 @ 1', t: '1' }, says: /divide by zero/ },
  { title: 'predictions at t = 1 of data that are points', attributes: { ...atEnd, probe: 'predictions' }, says: /divide by zero/ },
  { title: 'velocities at t = 1 of data that are points', attributes: { ...atEnd, probe: 'point' }, says: /not defined at t = 1: the data are points/ },
  { title: 'pairs at t = 1 of data that are points', attributes: { ...atEnd, probe: 'pairs' }, says: /no pair passes here, for the data are points/ },
  { title: 'a likelihood of data that are points', attributes: { ...atEnd, probe: 'likelihood' }, says: /ends in points, which have no density/ },
  { title: 'a map of the likelihood of data that are points', attributes: { ...atEnd, layers: 'likelihood' }, says: /nowhere finite: the law of the data ends in points/ },
  { title: 'a box at t = 1 of data that are points', attributes: { ...atEnd, points: '', probe: 'continuity' }, says: /ends in points or lines without width/ },
  { title: 'an average velocity at t = 1 of data that are points', attributes: { ...atEnd, points: '1,1.5 @ 1', probe: 'average-velocity' }, says: /x = \(1.00, 1.50\)/ },
  { title: 'a comparison of twenty values', attributes: { compare: `seed: ${Array.from({ length: 20 }, (_, seed) => seed + 1).join(', ')}`, layers: 'arrows' }, says: /8 of 20|first 8|first eight/ },
  { title: 'a coupling whose exact field is not known', attributes: { coupling: 'ot', probe: 'pairs' }, says: /known of coupling="independent" alone/ },
  { title: 'points with words in them', attributes: { points: 'here, there' }, says: /points/ },
  { title: 'a law with one point', attributes: { src: csv('a,b\n1,2'), bandwidth: '0' }, says: /only one row of numbers/ },
];

const said = (figure: FmField): string => [words(figure), readingOf(figure), ...[...figure.shadowRoot!.querySelectorAll('.note')].map(({ textContent }) => textContent ?? '')].join(' ').trim();

describe('What an author may write by chance', () => {
  for (const { title, attributes, says } of ODD) {
    it(`${title}: words, and neither an error nor a number that is none`, async () => {
      const thrown: unknown[] = [];
      const onError = (event: ErrorEvent | PromiseRejectionEvent): unknown => thrown.push('reason' in event ? event.reason : event.message);
      const events = ['error', 'unhandledrejection'] as const;
      for (const type of events) addEventListener(type, onError as EventListener);
      const { error: log, warn } = console;
      console.error = (...given: unknown[]) => thrown.push(given);
      console.warn = () => undefined;
      try {
        const page = await fixture<HTMLElement>(html`<div style="width: 500px" lang="en"></div>`);
        const problems: FmErrorEvent[] = [];
        page.addEventListener('fm-error', (event) => problems.push(event));
        const figure = document.createElement('fm-field');
        for (const [name, value] of Object.entries(attributes)) if (value) figure.setAttribute(name, value);
        page.append(figure);
        await waitUntil(() => says.test(said(figure).replace(/^ +/, '')), undefined).catch(() => expect.fail(`says: ${said(figure)}`));
        expect(said(figure)).not.to.match(/\bNaN\b|Infinity|∞|undefined|\[object/);
        expect(thrown).to.deep.equal([]);
      } finally {
        console.error = log;
        console.warn = warn;
        for (const type of events) removeEventListener(type, onError as EventListener);
      }
    });
  }
});
