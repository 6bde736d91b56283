import { DiagnoseOptions, ExternalObject, parseExternalObject } from '../diagnostics';
import { isMap, nearestName, TARGET_VERSIONS, TargetVersion } from '../manifest';

const PROPERTIES = ['targetVersion', 'external'];

/**
 * What `properties` in `cdk8s.yaml` say. They come from YAML that nobody has checked.
 *
 * @throws Error that says what is wrong and what to write
 */
export function validationOptions(properties: unknown): DiagnoseOptions {
  // `properties:` with nothing below it is null
  const given = properties ?? {};
  if (!isMap(given)) {
    throw new Error('`properties` is no map; write one property a line, for example `targetVersion: \'1.4\'`');
  }
  const unknown = Object.keys(given).find((name) => !PROPERTIES.includes(name));
  if (unknown !== undefined) {
    const meant = nearestName(unknown, PROPERTIES);
    throw new Error(`property \`${unknown}\` is not known; ${meant === undefined ? 'write `targetVersion` or `external`' : `did you mean \`${meant}\`?`}`);
  }
  return { targetVersion: targetVersion(given.targetVersion ?? '1.4'), external: externalObjects(given.external ?? []) };
}

function targetVersion(value: unknown): TargetVersion {
  // unquoted, YAML reads it as a number
  const written = typeof value === 'number' ? String(value) : value;
  const known = TARGET_VERSIONS.find((version) => version === written);
  if (known !== undefined) return known;
  const shortened = typeof value === 'number' ? TARGET_VERSIONS.find((version) => Number(version) === value) : undefined;
  if (shortened !== undefined) {
    throw new Error(`targetVersion \`${written}\` is a number, which loses the zero of a version; put it in quotes: \`targetVersion: '${shortened}'\``);
  }
  throw new Error(`targetVersion ${quoted(value)} is not known; write one of ${TARGET_VERSIONS.map((version) => `'${version}'`).join(', ')}`);
}

function externalObjects(value: unknown): readonly ExternalObject[] {
  if (!Array.isArray(value)) {
    throw new Error(`external ${quoted(value)} is no list; write one object a line, for example \`- ${typeof value === 'string' && parseExternalObject(value) ? value : 'Gateway/infra/agentgateway-proxy'}\``);
  }
  return value.map(externalObject);
}

function externalObject(value: unknown): ExternalObject {
  const object = typeof value === 'string' ? parseExternalObject(value) : undefined;
  if (!object) {
    throw new Error(`external ${quoted(value)} names no object; write kind, namespace and name, for example \`Gateway/infra/agentgateway-proxy\``);
  }
  return object;
}

/** As the user wrote it, as far as that is still known. */
function quoted(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
