import { DiagnosticRule } from '../diagnostic-rule';
import { A01 } from './A01';
import { A02 } from './A02';
import { A03 } from './A03';
import { A04 } from './A04';
import { A05 } from './A05';
import { A06 } from './A06';
import { A07 } from './A07';
import { A08 } from './A08';
import { A09 } from './A09';
import { A10 } from './A10';
import { A11 } from './A11';
import { A12 } from './A12';
import { A13 } from './A13';
import { A14 } from './A14';
import { A15 } from './A15';
import { A17 } from './A17';
import { A18 } from './A18';
import { A19 } from './A19';
import { A21 } from './A21';
import { A22 } from './A22';
import { A23 } from './A23';
import { A24 } from './A24';
import { A25 } from './A25';
import { A26 } from './A26';
import { A27 } from './A27';
import { A28 } from './A28';
import { A29 } from './A29';
import { A30 } from './A30';
import { A31 } from './A31';
import { A32 } from './A32';
import { B27 } from './B27';
import { B28 } from './B28';
import { J03 } from './J03';
import { J04 } from './J04';
import { J05 } from './J05';
import { J06 } from './J06';
import { J07 } from './J07';
import { J08 } from './J08';
import { J09 } from './J09';
import { J10 } from './J10';
import { J11 } from './J11';
import { J14 } from './J14';
import { J15 } from './J15';
import { J16 } from './J16';
import { J18 } from './J18';
import { J19 } from './J19';
import { J20 } from './J20';
import { J21 } from './J21';
import { J22 } from './J22';
import { J23 } from './J23';
import { J25 } from './J25';
import { J26 } from './J26';
import { J27 } from './J27';
import { J29 } from './J29';
import { J30 } from './J30';
import { J31 } from './J31';
import { J32 } from './J32';
import { J33 } from './J33';
import { J34 } from './J34';
import { J35 } from './J35';
import { P01 } from './P01';
import { P02 } from './P02';
import { T01 } from './T01';
import { T02 } from './T02';
import { T03 } from './T03';
import { T04 } from './T04';
import { T05 } from './T05';
import { T10 } from './T10';
import { T11 } from './T11';
import { T12 } from './T12';
import { T13 } from './T13';
import { T14 } from './T14';
import { T16 } from './T16';
import { T17 } from './T17';
import { T18 } from './T18';

/** The catalogue, in the order of the codes. */
export const RULES: readonly DiagnosticRule[] = [
  A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, A11, A12, A13, A14, A15, A17,
  A18, A19, A21, A22, A23, A24, A25, A26, A27, A28, A29, A30, A31, A32, B27, B28,
  J03, J04, J05, J06, J07, J08, J09, J10, J11, J14, J15, J16, J18, J19, J20, J21,
  J22, J23, J25, J26, J27, J29, J30, J31, J32, J33, J34, J35, P01, P02, T01, T02,
  T03, T04, T05, T10, T11, T12, T13, T14, T16, T17, T18,
];
