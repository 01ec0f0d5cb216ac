import type { StorybookConfig } from '@storybook/web-components-vite';
import { mergeConfig } from 'vite';
import { decorators, publicEntries } from '../scripts/vite-settings.mjs';

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Stories load the examples' data at the address they have in the repository.
  staticDirs: ['article', 'digits'].map((name) => ({ from: `../examples/${name}`, to: `/examples/${name}` })),
  viteFinal: (vite) => mergeConfig(vite, {
    logLevel: 'warn',
    oxc: decorators,
    resolve: { alias: publicEntries },
    worker: { format: 'es' },
    build: { target: 'es2022', chunkSizeWarningLimit: Number.MAX_SAFE_INTEGER },
  }),
};

export default config;
