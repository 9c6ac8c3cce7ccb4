// A template is imported as what Handlebars.precompile made of it (hbs-plugin.mjs).
declare module '*.hbs' {
  const spec: TemplateSpecification;
  export default spec;
}
declare module 'handlebars/runtime.js' {
  import Handlebars from 'handlebars';
  export default Handlebars;
}
// A file as its text (Vite; raw-plugin.mjs does the same for esbuild).
declare module '*?raw' {
  const text: string;
  export default text;
}
