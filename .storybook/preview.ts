import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { html, unsafeStatic } from 'lit/static-html.js';
import { attributes } from '../stories/attributes.ts';
import { controlsOfAttributes } from './arg-types.ts';
import { described } from './manifest.ts';

setCustomElementsManifest(described);

const preview: Preview = {
  tags: ['autodocs'],
  argTypesEnhancers: [controlsOfAttributes],
  render(args, { component }) {
    const tag = unsafeStatic(component!);
    return html`<${tag} ${attributes(args)}></${tag}>`;
  },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    docs: { story: { inline: true } },
    options: {
      // What moves and learns comes first: Storybook opens on it.
      storySort: { includeNames: true, order: ['Together', ['Moons', '*', 'Docs'], 'Elements', ['fm-field', ['Docs'], 'fm-sampler', ['Docs'], 'fm-trainer', ['Docs']]] },
    },
  },
};

export default preview;
