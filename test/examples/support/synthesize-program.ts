/** A program: runs the apps that its argument names, each with its output folder, one after the other. */
for (const [main, folder] of JSON.parse(process.argv[2]) as [string, string][]) {
  process.env.CDK8S_OUTDIR = folder;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which apps there are is known when it runs, and each is to end before the next
  require(main);
}
