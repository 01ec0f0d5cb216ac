/** French as it is typed, with the spaces at which no line may break: before signs of two parts, and inside quotation marks. */
export function f(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const typeset = parts.map((part) => part.replace(/ (?=[:»])|(?<=«) /g, '\u00a0').replace(/ (?=[;?!])/g, '\u202f'));
  return String.raw({ raw: typeset }, ...values);
}
