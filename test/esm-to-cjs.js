const ts = require('typescript');

/** Lets jest load a package that ships ES modules only: Node 20 cannot load one inside jest's own module system. */
module.exports = {
  process(source, fileName) {
    const { outputText } = ts.transpileModule(source, {
      fileName,
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, inlineSourceMap: true, allowJs: true },
    });
    return { code: outputText };
  },
};
