const SUFFIXES: ReadonlyMap<string | undefined, number> = new Map([
  [undefined, 1], ['n', 1e-9], ['u', 1e-6], ['m', 1e-3], ['k', 1e3], ['M', 1e6], ['G', 1e9], ['T', 1e12], ['P', 1e15], ['E', 1e18],
  ['Ki', 2 ** 10], ['Mi', 2 ** 20], ['Gi', 2 ** 30], ['Ti', 2 ** 40], ['Pi', 2 ** 50], ['Ei', 2 ** 60],
]);

/** The size of a Kubernetes quantity such as `65536`, `64Ki` or `1.5`; `NaN` for a text that is none. */
export function quantity(value: string | number): number {
  const [, number, suffix] = /^(.*?)([KMGTPE]i|[numkMGTPE])?$/.exec(String(value)) ?? [];
  return number === undefined || number === '' ? NaN : Number(number) * SUFFIXES.get(suffix)!;
}
