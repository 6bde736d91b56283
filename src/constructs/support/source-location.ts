import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CapturedStack, captureCalls, tellCalls } from './call-sites';

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

/** At most four calls of this package and the framework lie between what is made and the code of the user. */
const capturedCalls = 8;

/** What is known of the code that made something. */
interface Origin {
  readonly caller?: readonly ForeignFrame[];
  /** The same calls, once to be told apart and once to be read: a stack can be read in one way only. */
  readonly calls: CapturedStack;
  readonly stack: CapturedStack;
  /** Once it was asked for: several findings can be about one construct. */
  found?: { readonly location: SourceLocation | undefined };
}

const origins = new WeakMap<object, Origin>();

/** Remembers that the code that is running now made `made`. */
export function rememberOrigin(made: object): void {
  const capture = (): CapturedStack => captureCalls(capturedCalls, rememberOrigin);
  origins.set(made, { caller: jsiiContext<readonly ForeignFrame[]>(jsiiCaller), calls: capture(), stack: capture() });
}

/** Whether it was remembered where `made` was made. */
export function isRemembered(made: object): boolean {
  return origins.has(made);
}

/** Places by the calls that led there. Much is made by the same calls, in loops, and to read a stack takes long where source maps are in use. */
export type KnownLocations = Map<string, SourceLocation | undefined>;

/**
 * Where the user's code made `made`; undefined if that was not remembered, or if the code is in another language and did not say where it is.
 * Who asks often gives the same `known`.
 */
export function originOf(made: object, known: KnownLocations = new Map()): SourceLocation | undefined {
  const origin = origins.get(made);
  if (origin === undefined) return undefined;
  origin.found ??= { location: locate(origin, known) };
  return origin.found.location;
}

function locate({ caller, calls, stack }: Origin, known: KnownLocations): SourceLocation | undefined {
  const foreign = caller?.find(([file]) => !foreignFrameworkFolder.test(file));
  if (foreign !== undefined) return { file: foreign[0], line: foreign[1], column: Math.max(foreign[2], 1) };
  const places = tellCalls(calls, (call) => `${call.getFileName()}:${call.getLineNumber()}:${call.getColumnNumber()}`);
  if (places.length === 0) return userLocation(stack);
  const key = places.join('\n');
  if (!known.has(key)) known.set(key, userLocation(stack));
  return known.get(key);
}

function userLocation({ stack }: CapturedStack): SourceLocation | undefined {
  for (const line of String(stack).split('\n')) {
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
