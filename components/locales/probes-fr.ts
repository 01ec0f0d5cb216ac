import { DATA_AT_1, equations, PREDICTIONS, symbolsOf, vectorOf } from './equations.ts';
import type { ProbeWords } from './probes-en.ts';
import type { Speech } from './speech.ts';
import { f } from './typeset-french.ts';

const START = 'Entrée y fait partir un chemin, Échap les efface tous.';

/** Of probes, in French: one record for each. */
export const probes = ({ number, significant, counted, or }: Speech): ProbeWords => {
  const vector = vectorOf(number, '\u202f; ');
  const at = (x: readonly number[], t: number): string => `x = ${vector(x)}, t = ${number(t, 2)}`;
  const amount = (value: number): string => number(value, value < 100 ? 1 : 0);
  return {
    'point': {
      hint: f`Pointez la figure : la vitesse et la densité en ce point sont données ici.`,
      keys: START,
      tell({ x, t, velocities, density }, { data } = DATA_AT_1) {
        const speeds = velocities.map(({ model, v }) => `${model === 'learned' ? 'v apprise' : 'v'} ${v ? `= ${vector(v)}` : f`n’est pas définie à t = ${String(data)} : les données sont des points`}`);
        return f`${at(x, t)} : ${speeds.join(', ')}${density === undefined ? '' : `, densité ${significant(density)}`}`;
      },
    },
    'pairs': {
      hint: f`Pointez la figure : les paires de bruit et de données dont les chemins y passent sont tracées, avec la moyenne de leurs vitesses.`,
      keys: 'Entrée tire d’autres paires, Échap recommence.',
      tell(reading) {
        if (!reading.known) return reading.why === 'guidance' ? f`Une vitesse guidée n’est la moyenne d’aucunes paires : elle va au-delà.` : reading.why === 'coupling' ? 'Les paires qui passent ici ne sont connues que pour coupling="independent".' : 'Les paires de chemins redressés qui passent ici ne sont pas connues.';
        const { x, t, v, learned, kind, count, mean, standardErrors, effective, parts, isOnPath } = reading;
        const here = at(x, t);
        const own = learned ? f` ; le réseau dit ${vector(learned)}` : '';
        if (!isOnPath) return f`${here} : aucune paire ne passe ici, car les données sont des points sans étendue${own}.`;
        if (kind === 'all') return f`${here} : v = ${vector(v)} est la moyenne pondérée sur ${counted(parts, { one: 'donnée', many: 'de données', other: 'données' })}, dont ${amount(effective)} comptent effectivement${own}.`;
        const error = count > 1 ? ` ± ${vector(standardErrors)}` : '';
        return f`${here} : ${counted(count, { one: 'paire tirée a', many: 'de paires tirées ont', other: 'paires tirées ont' })} la vitesse moyenne ${vector(mean)}${error}, toutes ont v = ${vector(v)} ; sur ${counted(parts, { one: 'partie', many: 'de parties', other: 'parties' })} des lois, ${amount(effective)} comptent effectivement${own}.`;
      },
    },
    'predictions': {
      hint: f`Pointez la figure : ce qu’un réseau peut apprendre à dire de ce point est donné sous ses quatre noms, et comment chacun donne les autres.`,
      keys: START,
      tell({ x, t, isLearned, values, conversions, isStandardised, isNormal }, ends = DATA_AT_1) {
        const symbols = symbolsOf(ends);
        const long = { data: `donnée ${symbols.data}`, noise: `bruit ${symbols.noise}`, velocity: 'vitesse v', score: 'score' };
        const told = PREDICTIONS.flatMap((name) => (values[name] ? [`${long[name]} = ${vector(values[name])}`] : []));
        const divided = conversions.filter(({ by }) => !by).map(({ from, to }) => `${symbols[to]} de ${symbols[from]}`);
        return [
          f`${at(x, t)}${isLearned ? ', selon le réseau' : ''} : ${told.join(', ')}.`,
          `${isStandardised ? 'En unités réduites, ' : ''}${equations(conversions, symbols, number).replaceAll('; ', '\u202f; ')}.`,
          divided.length > 0 ? f`Sauf ${or(divided)} : il faudrait diviser par zéro.` : '',
          isNormal ? '' : f`Depuis cette source, aucun ne donne le score : elle n’est pas normale réduite.`,
        ].filter(Boolean).join(' ');
      },
    },
    'average-velocity': {
      hint: f`Pointez la figure : un pas de la vitesse moyenne y est tracé, à côté d’un pas d’Euler.`,
      keys: START,
      tell(reading) {
        const { x, s, t, known } = reading;
        const here = f`x = ${vector(x)}, s = ${number(s, 2)}, t = ${number(t, 2)} : `;
        if (!known) return `${here}de nombreux chemins se sont rejoints en ce point, et aucun ne peut en être suivi.`;
        const { isLearned, u, v, end, step, eulerEnd, miss } = reading;
        if (s === t) return `${here}sur une durée nulle, la moyenne est la vitesse, u = v = ${vector(v)}.`;
        if (step) return f`${here}u = ${vector(u)} est la vitesse moyenne de s à t que le réseau a apprise, v = u(x, s, s) = ${vector(v)} la vitesse en s. Un pas de u finit en ${vector(step.end)}, le flot de v en ${vector(end)} : écart ${vector(step.miss)} ; un pas d’Euler finit en ${vector(eulerEnd)} : écart ${vector(miss)}.`;
        return f`${here}${isLearned ? 'selon le réseau, ' : ''}u = ${vector(u)} est la vitesse moyenne de s à t, v = ${vector(v)} celle en s. Un pas de u finit en ${vector(end)}, comme le flot ; un pas d’Euler en ${vector(eulerEnd)} : écart ${vector(miss)}.`;
      },
    },
    'likelihood': {
      hint: f`Pointez la figure : la log-densité des données en ce point, suivi jusqu’à la source, est donnée ici.`,
      keys: 'Le point est suivi jusqu’à la source.',
      tell({ x, t, entries, closed }, { source, data } = DATA_AT_1) {
        const time = t === data ? number(data) : number(t, 2);
        // The time that is told runs from the data to the source, or back.
        const sign = data === 0 ? '+' : '−';
        const told = entries.map((entry) => {
          const name = entry.model === 'learned' ? f`champ appris : ` : '';
          if (!entry.known) return `${name}${entry.why === 'points' ? 'la loi finit en des points, qui n’ont pas de densité' : 'le chemin de retour ne peut être suivi'}`;
          const { logSource, integral, spread, logDensity } = entry;
          const divergence = integral < 0 ? `(${number(integral, 3)})` : number(integral, 3);
          const estimate = x.length === 1 ? '' : `, où l’estimation de Hutchinson par un vecteur de signes donne ∫ div v = ${number(integral, 3)} ± ${number(spread, 3)}`;
          return `${name}log p_${time}(x) = log p_${source}(x_${source}) ${sign} ∫ div v = ${number(logSource, 3)} ${sign} ${divergence} = ${number(logDensity, 3)}${estimate}`;
        });
        return f`x = ${vector(x)} : ${told.join(f` ; `)}${closed === undefined ? '' : f` ; en forme close log p_${time}(x) = ${number(closed, 3)}`}.`;
      },
    },
    'continuity': {
      hint: 'La masse dans la boîte et ce qui passe par ses côtés sont donnés ici.',
      keys: f`La boîte suit ; plus et moins changent sa taille, Échap la remet à sa place.`,
      tell({ t, lower, hasArea, isOutside, laws, cloud }) {
        if (!hasArea) return f`La boîte est sans ${lower.length === 1 ? 'longueur' : 'aire'} : dessinez-en une en glissant, ou agrandissez-la par la touche plus. Rien n’est dedans, et rien ne passe.`;
        const sides = lower.length === 1 ? ['en bas', 'en haut'] : ['à gauche', 'à droite', 'en bas', 'en haut'];
        const through = (outward: readonly number[], digits: number): string => outward.map((flux, side) => `${sides[side]} ${number(flux, digits)}`).join(', ');
        const told = laws.map((law) => {
          const name = law.model === 'learned' ? 'Champ appris' : 'Loi exacte';
          if (!law.known) return f`${name} : ${law.why === 'points' ? 'elle finit en points ou en lignes sans largeur, et ce qui y traverse un côté n’a pas de débit' : 'sa propre loi n’est connue que par son nuage'}.`;
          const out = law.outward.reduce((sum, flux) => sum + flux, 0);
          return f`${name} : masse ${number(law.mass, 4)}, variation ${number(law.rate, 4)} par unité de t ; flux sortant ${through(law.outward, 4)}, en tout ${number(out, 4)} ; somme de la variation et du flux : ${significant(law.rate + out)}.`;
        });
        return f`t = ${number(t, 2)}${isOutside ? ', hors de la figure' : ''}. ${told.join(' ')} Nuage${cloud.model === 'learned' ? ' du champ appris' : ''} : ${number(cloud.inside)} points sur ${number(cloud.count)}, ${number(cloud.mass, 3)} ± ${number(cloud.massError, 3)}, variation ${number(cloud.rate, 2)} ± ${number(cloud.rateError, 2)} ; flux sortant ${through(cloud.outward, 2)}.`;
      },
    },
  };
};
