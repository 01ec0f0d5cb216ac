/** The package's version: a page may load several copies, and they must know each other's. */
export const VERSION = '0.1.0';
