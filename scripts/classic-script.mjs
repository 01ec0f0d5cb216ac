import { transform } from 'esbuild';

/** The name under which the script's own address is known inside it; a module would ask `import.meta.url`. */
const ADDRESS = 'addressOfScript';

/**
 * @param {string} code  a module without imports
 * @param {{ global: string, banner: string }} names
 * @returns {Promise<string>} the same as a classic script, which pages opened from a disk may load; it leaves its exports in a global variable
 */
export async function classicScript(code, { global, banner }) {
  const script = await transform(code, {
    format: 'iife', globalName: global, target: 'es2022', charset: 'utf8', minify: true, legalComments: 'none', define: { 'import.meta.url': ADDRESS },
  });
  // A browser knows which script runs only while it does.
  return `${banner}\nvar ${global}=(()=>{const ${ADDRESS}=document.currentScript?.src;${script.code.trim()}return ${global}})();\n`;
}
