import { expect, fixture, html } from '@open-wc/testing';
import axe from 'axe-core';
import 'fm-elements';
import { expectFrench } from './french.ts';
import { press } from './hands.ts';
import { readingOf, type Figure } from './probing.ts';
import { waitUntil } from './wait.ts';

const LONG = { timeout: 60_000 };
/** A figure 600 pixels wide; nothing of it is drawn before a floor is known, which takes longer than a field. */
async function create(figure: ReturnType<typeof html>): Promise<Figure> {
  const box = await fixture<HTMLElement>(html`<div style="width: 600px">${figure}</div>`);
  return box.firstElementChild as Figure;
}

const panelsOf = ({ shadowRoot }: Figure): string[] => [...shadowRoot!.querySelectorAll('.panel')].map((panel) => panel.textContent.replace(/\s+/g, ' '));

describe('floors of couplings', function () {
  this.timeout(90_000);

  it('stand side by side, each in words with its error, and no network is trained for them', async () => {
    const figure = await create(html`<fm-field target="moons" layers="floor" compare="coupling: independent, ot 64, sinkhorn 0.5" lang="en"></fm-field>`);
    await waitUntil(() => panelsOf(figure).length === 3 && panelsOf(figure).every((text) => /Floor of the loss/.test(text)), 'nothing is told', LONG);
    const [independent, ot, sinkhorn] = panelsOf(figure);
    expect(independent).to.match(/coupling: independent.*1\.\d+ ± 0\.\d+, by the exact field\. After one reflow by the exact flow: \S+ ± \S+, measured by 2,?048 pairs/);
    expect(ot).to.match(/coupling: optimal transport, 64 at a time.*coupling ot, 64 at a time: \S+ ± \S+, measured by/);
    expect(sinkhorn).to.match(/entropic transport, epsilon 0\.5.*sinkhorn, 256 at a time, epsilon 0\.5/);
    expect(panelsOf(figure).join(' ')).not.to.contain('not trained');
    expect(figure.toSvg()).to.contain('E|U − E[U|Xₜ]|²').and.to.contain('after reflow');
    const { violations } = await axe.run(figure);
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
  });

  it('speak French, follow the coupling, and give way to the data by keys as any figure', async () => {
    const figure = await create(html`<fm-field target="two-gaussians" layers="floor" lang="fr"></fm-field>`);
    await waitUntil(() => /Plancher de la perte.*Après un redressement par le flot exact/.test(readingOf(figure)), readingOf(figure), LONG);
    await expectFrench(figure, ['two-gaussians gaussian']);
    expect(figure.toSvg()).to.contain('après redressement');
    figure.coupling = 'ot';
    await waitUntil(() => /couplage ot, par groupes de 256/.test(readingOf(figure)), readingOf(figure), LONG);
    figure.shadowRoot!.querySelector<HTMLInputElement>('input[type="range"]')!.focus();
    await press('ArrowRight');
    expect(readingOf(figure)).to.contain('Plancher');
    figure.removeAttribute('layers');
    figure.coupling = 'independent';
    await waitUntil(() => readingOf(figure) === '', 'the chart stays', LONG);
  });
});
