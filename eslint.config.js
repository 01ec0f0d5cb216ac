import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const LIBRARY = ['src/**/*.ts', 'components/**/*.ts'];
const MAX_LINES_OF_A_FILE = 300;

const chance = 'Randomness is an argument, so that a seed reproduces the figure.';
const clockTime = 'Time is an argument (a clock, a scheduler), so that a test can hold it still; for durations use performance.now().';
const markup = 'Text from outside must stay text: render it through a Lit template.';

const forbiddenSyntax = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
  { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'A file is the namespace.' },
  { selector: 'TSParameterProperty', message: 'Declare the field, then assign it.' },
];

/** What depends on a model's kind stands in the tables of `src/math/models/`. */
const kinds = ['BinaryExpression', 'SwitchCase'].map((parent) => ({
  selector: `${parent} > Literal[value=/^(mixture|guided|mlp)$/]`,
  message: "What depends on a model's kind is a column of the tables in src/math/models/.",
}));

export default defineConfig(
  // The kernels are AssemblyScript: its own compiler checks them.
  { ignores: ['dist/', 'out/', 'coverage/', 'node_modules/', 'src/training/simd/kernels/'] },
  js.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } }, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      // Properties that come of a table of rows have their types from there: the class has what the interface of its name says.
      '@typescript-eslint/no-unsafe-declaration-merging': 'off',
      // An interface gives a name to what a table of rows makes.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Factories here return closures, which may be taken apart: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...forbiddenSyntax],
    },
  },
  {
    files: LIBRARY,
    extends: [lit['flat/recommended'], wc['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    settings: { wc: { elementBaseClasses: ['LitElement', 'FmElement'] } },
    rules: {
      ...litA11y.configs.recommended.rules,
      // Lit's own lifecycle asks for super calls where they are due, and forbids the guard this rule wants.
      'wc/guard-super-call': 'off',
      'max-lines': ['error', MAX_LINES_OF_A_FILE],
      'no-restricted-syntax': ['error', ...forbiddenSyntax, ...kinds],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-globals': ['error', { name: 'Date', message: clockTime }],
      'no-restricted-imports': ['error', { patterns: [{ group: ['lit/directives/unsafe-*', 'lit/static-html.js'], message: markup }] }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: chance },
        { object: 'crypto', property: 'getRandomValues', message: chance },
        { object: 'crypto', property: 'randomUUID', message: chance },
        { property: 'innerHTML', message: markup },
        { property: 'outerHTML', message: markup },
        { property: 'insertAdjacentHTML', message: markup },
      ],
    },
  },
  {
    files: ['stories/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['../*'], message: 'Stories import what a user of the package would: fm-elements, fm-elements/streams, …' }] }],
    },
  },
  {
    files: ['tests/**/*.ts'],
    // Matchers such as expect.any() are typed `any` by their libraries; ours may still not be.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-return': 'off' },
  },
  {
    files: ['tests/browser/**/*.ts'],
    // Chai's assertions are property reads.
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
