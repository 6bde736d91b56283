import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in the user's program, counted from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const packageRoot = dirname(dirname(dirname(__dirname)));
/** `lib` is what runs, `src` is what a source map turns it into. */
const ownFolders = [join(packageRoot, 'lib'), join(packageRoot, 'src')].map((folder) => folder + sep);
const frameworkFolder = /[\\/]node_modules[\\/](constructs|cdk8s|cdk8s-plus-\d+|@jsii)[\\/]/;

/** What jsii's runtime tells while it serves a call from another language: its own folder, and where that call came from, if the caller said so. */
const jsiiFolder = Symbol.for('jsii.context.hostDirName');
const jsiiCaller = Symbol.for('jsii.context.hostStackTrace');

/** A frame in another language, innermost first: file, line, column, function. */
type ForeignFrame = readonly [string, number, number, string];

/** This package and the framework as Python installs them. */
const foreignFrameworkFolder = /[\\/](?:site|dist)-packages[\\/](constructs|cdk8s|cdk8s_plus_\d+|cdk8s_mcp_gateway)[\\/]/;

/** Frames needed to get out of this package and the framework into the user's code. */
const capturedFrames = 50;

/** What is known of the code that made something. */
interface Origin {
  readonly caller?: readonly ForeignFrame[];
  readonly stack?: string;
  /** Once it was asked for: several findings can be about one construct. */
  found?: { readonly location: SourceLocation | undefined };
}

/** The stack at the time something was made; V8 formats it when it is read, which is only when there is something to report. */
const stacks = new WeakMap<object, Origin>();

/** Remembers that the code that is running now made `made`. */
export function rememberOrigin(made: object): void {
  const holder: Origin = { caller: jsiiContext<readonly ForeignFrame[]>(jsiiCaller) };
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = capturedFrames;
  Error.captureStackTrace(holder, rememberOrigin);
  Error.stackTraceLimit = limit;
  stacks.set(made, holder);
}

/** Whether it was remembered where `made` was made. */
export function isRemembered(made: object): boolean {
  return stacks.has(made);
}

/** Where the user's code made `made`; undefined if that was not remembered, or if the code is in another language and did not say where it is. */
export function originOf(made: object): SourceLocation | undefined {
  const origin = stacks.get(made);
  if (origin === undefined) return undefined;
  origin.found ??= { location: locate(origin) };
  return origin.found.location;
}

function locate(origin: Origin): SourceLocation | undefined {
  const caller = origin.caller?.find(([file]) => !foreignFrameworkFolder.test(file));
  if (caller !== undefined) return { file: caller[0], line: caller[1], column: Math.max(caller[2], 1) };
  for (const line of origin.stack?.split('\n') ?? []) {
    const location = locationOf(line);
    if (location !== undefined && isUserFile(location.file)) return location;
  }
  return undefined;
}

/** A stack trace without the frames of this package and the framework. */
export function withoutPackageFrames(stack: string): string {
  return stack.split('\n').filter((line) => {
    const location = locationOf(line);
    return location === undefined || isUserFile(location.file);
  }).join('\n');
}

function locationOf(stackLine: string): SourceLocation | undefined {
  const match = /^\s+at .*?\(?((?:file:\/\/|[A-Za-z]:\\|\/|node:)[^()]*?):(\d+):(\d+)\)?$/.exec(stackLine);
  if (match === null) return undefined;
  const [, place, line, column] = match;
  return { file: place.startsWith('file://') ? fileURLToPath(place) : place, line: Number(line), column: Number(column) };
}

function isUserFile(file: string): boolean {
  const runtime = jsiiContext<string>(jsiiFolder);
  const others = runtime === undefined ? ownFolders : [...ownFolders, runtime + sep];
  return !file.startsWith('node:') && !frameworkFolder.test(file) && !others.some((folder) => file.startsWith(folder));
}

function jsiiContext<T>(name: symbol): T | undefined {
  return (globalThis as { readonly [name: symbol]: T | undefined })[name];
}
