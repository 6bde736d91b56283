import { parseRequestUri } from './cel/functions/parse-url';
import { succeeds } from './cel/functions/succeeds';
import { isDate, isDateTime } from './dates';

/** A named form of text: how to recognize it, and what to say of a text that is not in it. */
export interface NamedFormat {
  readonly test: (text: string) => boolean;
  readonly message: string;
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const dns1123Label = limited(new RegExp(`^${LABEL}$`), 63, 'a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', '
  + 'and must start and end with an alphanumeric character');
const dns1123Subdomain = limited(new RegExp(`^${LABEL}(\\.${LABEL})*$`), 253, 'a lowercase RFC 1123 subdomain must consist of lower case '
  + 'alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character');
const dns1035Label = limited(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63, 'a DNS-1035 label must consist of lower case alphanumeric characters or \'-\', '
  + 'start with an alphabetic character, and end with an alphanumeric character');

/** The formats that Kubernetes' `format` library knows by name. */
export const NAMED_FORMATS: Readonly<Record<string, NamedFormat>> = {
  dns1123Label,
  dns1123Subdomain,
  dns1035Label,
  dns1123LabelPrefix: prefixOf(dns1123Label),
  dns1123SubdomainPrefix: prefixOf(dns1123Subdomain),
  dns1035LabelPrefix: prefixOf(dns1035Label),
  qualifiedName: {
    test: isQualifiedName,
    message: 'name part must consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character',
  },
  labelValue: {
    test: (text) => text === '' || (text.length <= 63 && QUALIFIED.test(text)),
    message: 'a valid label must be an empty string or consist of alphanumeric characters, \'-\', \'_\' or \'.\', '
      + 'and must start and end with an alphanumeric character',
  },
  uri: { test: (text) => succeeds(() => parseRequestUri(text)), message: 'invalid URI' },
  uuid: { test: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text), message: 'does not match the UUID format' },
  byte: { test: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(text), message: 'invalid base64' },
  date: { test: isDate, message: 'invalid date' },
  datetime: { test: isDateTime, message: 'invalid datetime' },
};

function limited(pattern: RegExp, length: number, message: string): NamedFormat {
  return { test: (text) => text.length <= length && pattern.test(text), message };
}

/** As a name that is generated goes on: it may end with a dash. */
function prefixOf({ test, message }: NamedFormat): NamedFormat {
  return { test: (text) => test(text.replace(/-$/, 'a')), message };
}

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.pop()!;
  return parts.length <= 1 && name.length <= 63 && QUALIFIED.test(name) && parts.every((prefix) => prefix !== '' && dns1123Subdomain.test(prefix));
}
