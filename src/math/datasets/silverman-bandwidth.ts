import { checkCount } from '../mixtures.ts';

/**
 * Silverman's rule (1986, section 4.3.2) for a kernel density estimate of standardised data: `(4 / ((d + 2) n))^(1 / (d + 4))`, the bandwidth of least mean
 * integrated squared error when the data are normal; it smooths several clusters more than they ask for.
 *
 * @param count  points, 1 or more
 * @returns standard deviation of each point's Gaussian, in standard deviations of the data
 */
export function silvermanBandwidth(count: number, dimension: number): number {
  checkCount('count', count);
  checkCount('dimension', dimension);
  return (4 / ((dimension + 2) * count)) ** (1 / (dimension + 4));
}
