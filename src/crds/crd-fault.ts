/** A schema is none that the API server would accept in a CRD. The message goes on after "CRD `x` ". */
export class CrdFault extends Error {}
