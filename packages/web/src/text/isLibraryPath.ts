const marks = [
  /(^|[\\/(])(node_modules|site-packages|dist-packages)[\\/]/,
  /(^|\()(node|internal):/,
  /[\\/]lib[\\/]python\d[\d.]*[\\/]/,
  /^<frozen /,
  /(^|\()<anonymous>|\(native\)/,
];

/** Whether a frame's place lies in a library or in the runtime, not in the user's own code. */
export function isLibraryPath(place: string): boolean {
  return marks.some((mark) => mark.test(place));
}
