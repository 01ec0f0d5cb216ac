/** A function that makes its answer anew only when an argument is another object than at the last call. */
export function keepLatest<Given extends readonly unknown[], Made>(make: (...given: Given) => Made): (...given: Given) => Made {
  let latest: { readonly given: Given; readonly made: Made } | undefined;
  return (...given) => {
    if (!latest || given.some((one, i) => one !== latest?.given[i])) latest = { given, made: make(...given) };
    return latest.made;
  };
}
