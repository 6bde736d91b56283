import { formatFieldPath, Manifest } from '../../manifest';
import { RuleFinding } from '../diagnostic-rule';

/** The first finding for each field, for rules that look at one field from several places. */
export function onePerField(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const seen = new Map<Manifest, Set<string>>();
  return findings.filter(({ manifest, field }) => {
    const fields = seen.get(manifest) ?? new Set();
    seen.set(manifest, fields);
    const name = formatFieldPath(field);
    return fields.has(name) ? false : fields.add(name);
  });
}
