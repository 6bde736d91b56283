import fc from 'fast-check';
import { hostileDiagnostic } from './hostile-diagnostics';
import { reportGithub, type Diagnostic } from '../../../src/diagnostics';

const FINDING: Diagnostic = {
  code: 'A03', severity: 'warning', security: true, message: 'a deny is lost', help: 'write `has(jwt.sub)`', source: { file: 'a,b.yaml', line: 3, column: 5 },
};

test('a finding is an annotation of its line', () => {
  expect(reportGithub([FINDING])).toBe('::warning file=a%2Cb.yaml,line=3,col=5,title=A03::a deny is lost%0Ahelp: write `has(jwt.sub)`\n');
});

test('acknowledged findings are left out', () => {
  expect(reportGithub([{ ...FINDING, acknowledged: 'known' }])).toBe('');
});

test('no text can break out of its annotation', () => {
  fc.assert(fc.property(fc.array(hostileDiagnostic, { maxLength: 5 }), (diagnostics) => {
    const report = reportGithub(diagnostics);
    const lines = report.split(/[\r\n]/).filter((line) => line !== '');
    const shown = diagnostics.filter(({ acknowledged }) => acknowledged === undefined);
    expect(lines).toHaveLength(shown.length);
    lines.forEach((line, index) => {
      const { code, message, help, source } = shown[index];
      const place = source ? 'file=([^,:]*),line=\\d+,col=\\d+,' : '()';
      const [, file, data] = new RegExp(`^::(?:error|warning|notice) ${place}title=${code}::(.*)$`, 's').exec(line)!;
      expect(unescape(data)).toBe(`${message}\nhelp: ${help}`);
      expect(unescape(file)).toBe(source?.file ?? '');
    });
  }));
});

/** As the runner of GitHub Actions reads it. */
function unescape(text: string): string {
  return text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');
}
