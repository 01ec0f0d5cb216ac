/**
 * Whether a bundler has moved a module away from the worker's file that it names. Those that know what names a worker give the file a name
 * of their own, or leave the module its address. (The build puts `false` in the place of this in `dist/cdn/`, where the workers stand beside.)
 *
 * @param here  the module's own address; undefined in a classic script
 * @param name  the module's name
 * @param file  the worker's address, as the module has it
 */
export const isMoved = (here: string | undefined, name: string, file: () => URL): boolean =>
  here === undefined || (!here.includes(`/${name}.`) && file().pathname.endsWith('/fm-worker.js'));
