import { IConstruct } from 'constructs';

const revisions = new WeakMap<IConstruct, number>();

/** Grows with every change that is made to an app through this package, so that it can be told whether what was judged still stands. */
export function revisionOf(construct: IConstruct): number {
  return revisions.get(construct.node.root) ?? 0;
}

/** Every method that changes what is rendered calls this. */
export function noteChange(construct: IConstruct): void {
  const app = construct.node.root;
  revisions.set(app, revisionOf(app) + 1);
}
