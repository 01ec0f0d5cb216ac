import { createServer } from 'vite';

/** Paths that belong to the test runner itself. */
const isRunnerPath = (/** @type {string} */ path) => path === '/' || path.startsWith('/__web') || path.startsWith('/wtr');

/**
 * A middleware for @web/test-runner that hands every source to Vite, so that tests see exactly the
 * transforms of the build: TypeScript, decorators, module workers, wasm files, CommonJS packages.
 * @param {import('vite').InlineConfig} config
 * @returns {Promise<import('@web/dev-server-core').Middleware>}
 */
export async function viteMiddleware(config) {
  const vite = await createServer({
    ...config,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    clearScreen: false,
    server: { ...config.server, middlewareMode: true, hmr: false, ws: false, watch: null },
    plugins: [
      ...(config.plugins ?? []),
      {
        name: 'runner-modules-stay-with-the-runner',
        enforce: 'pre',
        resolveId: (id) => (id.startsWith('/__web-') ? { id, external: true } : null),
      },
    ],
  });
  return (context, next) => {
    if (isRunnerPath(context.path)) return next();
    return new Promise((resolve, reject) => {
      const { req, res } = context;
      // Koa presets 404, which Vite would leave as it is.
      res.statusCode = 200;
      const answered = () => {
        context.respond = false;
        resolve(undefined);
      };
      res.once('finish', answered).once('close', answered);
      vite.middlewares(req, res, (/** @type {unknown} */ error) => {
        res.off('finish', answered).off('close', answered);
        if (error) return reject(error);
        res.statusCode = 404;
        resolve(next());
      });
    });
  };
}
