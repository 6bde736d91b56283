import { ApiObject, App, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from './accept-findings';

/**
 * Objects whose file cdk8s would write over with another's, without a word: with a file for each object, files are called by kind and name, in
 * whatever namespace.
 */
export function overwrittenFiles(app: IConstruct, objects: readonly ApiObject[]): readonly Finding[] {
  const output = (app as Partial<App>).yamlOutputType;
  if (output !== YamlOutputType.FILE_PER_RESOURCE && output !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  const first = new Map<string, ApiObject>();
  return objects.flatMap((object): Finding[] => {
    const file = `${object.kind}.${object.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
    // on most file systems of developers, names that differ in case are one
    const key = `${output === YamlOutputType.FILE_PER_RESOURCE ? '' : object.chart.node.path}\n${file.toLowerCase()}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, object);
      return [];
    }
    const { apiVersion, kind, name, metadata: { namespace } } = object;
    // two of one name and namespace are reported as such
    if (namespace === other.metadata.namespace && apiVersion === other.apiVersion) return [];
    return [{
      about: object,
      diagnostic: {
        code: 'C34',
        severity: 'error',
        security: true,
        message: `cdk8s writes this object over \`${other.node.path}\`: both are in the file \`${file}\``,
        help: 'write a file for each chart (`YamlOutputType.FILE_PER_CHART`), or give the two objects different names',
        object: { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) },
      },
    }];
  });
}
