import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const RUNTIME = join(__dirname, '../../node_modules/@jsii/runtime/webpack');

/** A value as it is sent. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };

/** An object of the library, as another language holds it. */
export type Ref = { readonly '$jsii.byref': string };

/** A frame of the caller: file, line, column, function. */
export type Frame = readonly [string, number, number, string];

/** An instance of a props interface. */
export function struct(fqn: string, data: { readonly [key: string]: Wire }): Wire {
  return { '$jsii.struct': { fqn, data } };
}

/** A member of an enumeration, such as `cdk8s-mcp-gateway.JwtMode/STRICT`. */
export function member(name: string): Wire {
  return { '$jsii.enum': name };
}

/** A map, which is told from a struct by its wrapper. */
export function map(entries: { readonly [key: string]: Wire }): Wire {
  return { '$jsii.map': entries };
}

/** An error that the library threw, as another language sees it. */
export class JsiiError extends Error {
  public constructor(message: string, public readonly remoteStack: string) {
    super(message);
  }
}

/** What a call comes back with: a reference of a new object, or what a method or property gives. */
interface Result extends Ref {
  readonly result: Wire;
  readonly value: Wire;
}

interface Answer {
  readonly ok?: Result;
  readonly error?: string;
  readonly stack?: string;
  readonly callback?: { readonly cbid: string; readonly cookie: string };
}

/** Drives the runtime of jsii as packages of other languages do: a process, one JSON object a line. */
export class JsiiClient {
  /** @param folder gets the runtime: packages of other languages carry it, and it is in no `node_modules` */
  public static async start(folder: string): Promise<JsiiClient> {
    await cp(RUNTIME, folder, { recursive: true });
    // without the cache, which is in the home of whoever runs this
    const env = { ...process.env, JSII_RUNTIME_PACKAGE_CACHE: 'disabled', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
    const client = new JsiiClient(spawn(process.execPath, [join(folder, 'bin/jsii-runtime.js')], { env, stdio: 'pipe' }));
    await client.answer();
    return client;
  }

  /** Sent with every call, as Python does with `JSII_HOST_STACK_TRACES`. */
  public caller?: readonly Frame[];

  private readonly lines: AsyncIterator<string>;
  private readonly reader: Interface;
  private readonly overrides = new Map<string, Wire>();

  private constructor(private readonly runtime: ChildProcessWithoutNullStreams) {
    this.reader = createInterface({ input: runtime.stdout });
    this.lines = this.reader[Symbol.asyncIterator]();
    runtime.stderr.resume();
  }

  public async load(name: string, version: string, tarball: string): Promise<void> {
    await this.call({ api: 'load', name, version, tarball });
  }

  public create(fqn: string, ...args: Wire[]): Promise<Ref> {
    return this.call({ api: 'create', fqn, args });
  }

  /** An object of the caller, which has an interface with one property. */
  public implement(fqn: string, property: string, value: Wire): Promise<Ref> {
    const cookie = String(this.overrides.size);
    this.overrides.set(cookie, value);
    return this.call({ api: 'create', fqn: 'Object', interfaces: [fqn], overrides: [{ property, cookie }] });
  }

  public async invoke(objref: Ref, method: string, ...args: Wire[]): Promise<Wire> {
    return (await this.call({ api: 'invoke', objref, method, args })).result;
  }

  /** A method of a class that makes an object. */
  public async make(fqn: string, method: string, ...args: Wire[]): Promise<Ref> {
    return (await this.call({ api: 'sinvoke', fqn, method, args })).result as Ref;
  }

  public async get(objref: Ref, property: string): Promise<Wire> {
    return (await this.call({ api: 'get', objref, property })).value;
  }

  public stop(): Promise<void> {
    return new Promise((resolve) => {
      this.runtime.once('close', () => resolve());
      this.runtime.stdin.end('{"exit":0}\n');
    });
  }

  private async call(request: object): Promise<Result> {
    this.send({ ...request, ...this.caller && { '$jsii.stacktrace': this.caller } });
    for (;;) {
      const { ok, error, stack, callback } = await this.answer();
      if (error !== undefined) throw new JsiiError(error, stack ?? '');
      if (callback === undefined) return ok as Result;
      this.send({ complete: { cbid: callback.cbid, result: this.overrides.get(callback.cookie) } });
    }
  }

  private send(request: object): void {
    this.runtime.stdin.write(JSON.stringify(request) + '\n');
  }

  private async answer(): Promise<Answer> {
    const { done, value } = await this.lines.next();
    if (done === true) throw new Error('the runtime ended');
    return JSON.parse(value) as Answer;
  }
}
