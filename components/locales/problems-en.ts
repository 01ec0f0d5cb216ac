import type { ViewName, ViewWord } from '../../src/figures/index.ts';
import type { Speech } from './speech.ts';

/** What is wrong, and what would be right, in English; what errors of `src` say is beside them. */
export const problems = ({ number, counted, and, or }: Speech) => {
  const shows: Readonly<Record<ViewWord, string>> = { plane: 'two dimensions', spacetime: 'one or two dimensions over time', volume: 'three dimensions', gallery: 'pictures (codec)' };
  const places: Readonly<Record<ViewName, string>> = { plane: 'in the plane', line: 'on a line over time', spacetime: 'in 3D over time', volume: 'in space', chart: 'in a chart', 'floor-chart': 'in a chart', gallery: 'in a gallery' };
  return {
    tooManyDimensions: ({ name, dimension, isTable }: { name: string; dimension: number; isTable: boolean }) =>
      `"${name}" has ${number(dimension)} dimensions; figures show one, two or three: ` +
      (isTable ? 'name one to three columns, such as columns="width,height".' : 'name a target of one to three, such as "moons".'),
    viewUnfit: ({ view, name, dimension, fitting }: { view: ViewWord; name: string; dimension: number; fitting: readonly ViewWord[] }) =>
      `"${view}" shows ${shows[view]}, and "${name}" has ${number(dimension)}; leave it out, or take ${or(fitting)}.`,
    explainAverage: () => 'Steps are explained of a network that learns velocities, and this one learns average velocities; leave one of the two attributes out.',
    explainPartly: ({ name, dimension }: { name: string; dimension: number }) => `Steps are explained of data of one to three dimensions, and "${name}" has ${number(dimension)}; leave "explain" out.`,
    deepDifference: ({ name }: { name: string }) => `"difference" shades paper, and this figure of "${name}" is in 3D; take both, which shows the arrows of the two.`,
    boxUnfit: ({ corners, name, dimension }: { corners: number; name: string; dimension: number }) =>
      `A box has two corners, each of ${counted(dimension, { one: 'coordinate', other: 'coordinates' })} for "${name}", such as "${dimension === 1 ? '-1; 1' : '-1,0; 1,2'}"; here ${counted(corners, { one: 'place is', other: 'places are' })} given.`,
    tooManyPoints: ({ count, most }: { count: number; most: number }) => `There are ${number(count)} points, each with a path of its own; name ${number(most)} at most.`,
    pointsUnfit: ({ coordinates, name, dimension }: { coordinates: number; name: string; dimension: number }) =>
      `A point of ${counted(coordinates, { one: 'coordinate', other: 'coordinates' })} is none of "${name}", which has ${number(dimension)}.`,
    layerUnfit: ({ layer, view, name, dimension, suiting }: { layer: string; view: ViewName; name: string; dimension: number; suiting: readonly string[] }) =>
      `"${layer}" is not shown ${places[view]}, and "${name}" has ${counted(dimension, { one: 'dimension', other: 'dimensions' })}; take some of ${or(suiting)}.`,
    axesUnfit: ({ layer, name, dimension, suiting }: { layer: string; name: string; dimension: number; suiting: readonly string[] }) =>
      `"${layer}" depends on all ${number(dimension)} dimensions of "${name}", of which a figure shows two or three: a velocity is none of these alone. Leave it out; layers can be ${or(suiting)}.`,
    chartAlone: ({ layer, beside }: { layer: string; beside: readonly string[] }) => `"${layer}" is a chart, which stands alone; leave out ${and(beside.map((name) => `"${name}"`))}.`,
    exactUnknown: ({ coupling, instead }: { coupling?: string; instead: 'learned' | 'trainer' }) =>
      (coupling ? `The exact field is known of coupling="independent" alone, and this flow has "${coupling}"; ` : 'The exact field of straightened paths (reflow) is not known; ') +
      (instead === 'learned' ? 'take field="learned", the network\'s own.' : 'add a trainer to the flow, whose network the cloud then follows, or leave the coupling out.'),
    fromCircle: ({ selector }: { selector: string }) => `"${selector}" leads round in a circle of elements, none of which has a flow; leave from out at one of them.`,
    fromNothing: ({ selector }: { selector: string }) => `Nothing in the page matches "${selector}"; from should name an fm element by its id, such as from="#my-trainer".`,
    fromOther: ({ selector, tag }: { selector: string; tag: string }) =>
      `"${selector}" is a <${tag}>; from should name an fm element by its id, such as from="#my-trainer".`,
    notAFlow: () => 'This is not a flow, such as createFlow() of fm-elements/streams makes.',
    unexpected: ({ reason }: { reason: string }) => reason,
  };
};

export type ProblemWords = ReturnType<typeof problems>;
