export * from './environment';
export * from './functions';
export * from './place';
export * from './target-version';
export * from './type';
export * from './type-text';
export * from './variables';
