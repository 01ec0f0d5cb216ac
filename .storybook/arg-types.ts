import type { ArgTypesEnhancer } from 'storybook/internal/csf';
import { FmField, FmSampler, FmTrainer } from 'fm-elements';
import type { Row } from 'fm-elements/streams';

type Control = Partial<ReturnType<ArgTypesEnhancer>[string]>;

const ELEMENTS = { 'fm-field': FmField, 'fm-sampler': FmSampler, 'fm-trainer': FmTrainer };

const oneOf = (options: readonly string[]): Control => ({ type: { name: 'string' }, control: { type: 'select' }, options });

const TYPED: Control = { type: { name: 'string' }, control: { type: 'text' } };

/** What is offered in the place of N, where the parameter accepts it. */
const NUMBERS = [3, 8, 40];
const written = (form: string, accepts: (word: string) => boolean): readonly string[] =>
  (/[ -]N$/.test(form) ? NUMBERS.map((number) => form.replace(/N$/, String(number))).filter(accepts) : [form]);

/** How the reader of a story sets a parameter. */
function controlOf(row: Row): Control {
  switch (row.kind) {
    case 'number': return row.attribute === 't'
      ? { type: { name: 'number' }, control: { type: 'range', min: row.low, max: row.high, step: 0.01 } }
      : { type: { name: 'number' }, control: { type: 'number', min: row.low, max: row.high, ...(row.isWhole && { step: 1 }) } };
    case 'word': return oneOf(row.words);
    case 'words': return { type: { name: 'array', value: { name: 'string' } }, control: { type: 'check' }, options: row.names() };
    case 'form': return row.forms.includes('NAME') ? TYPED : oneOf(row.forms.flatMap((form) => written(form, row.accepts)));
    case 'law': return oneOf([...row.names(), ...(row.forms ?? [])]);
    case 'flag': return { type: { name: 'boolean' }, control: { type: 'boolean' } };
    case 'number-or': case 'numbers': case 'places': case 'text': case 'address': return TYPED;
  }
}

/** The attributes of the manifest are what a reader sets; each gets a control that fits its row. */
export const controlsOfAttributes: ArgTypesEnhancer = ({ component, argTypes }) => {
  const rows = Object.values(ELEMENTS[component as keyof typeof ELEMENTS].rows);
  return Object.fromEntries(Object.entries(argTypes).map(([name, argType]) => {
    const row = rows.find(({ attribute }) => attribute === name);
    return [name, { ...argType, ...(row && argType.table?.category === 'attributes' ? controlOf(row) : { control: false }) }];
  }));
};
