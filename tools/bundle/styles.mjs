// Takes comments and line breaks out of the elements' style sheets, which a minifier of scripts leaves as they are.

/** A rollup plugin: only for `css` templates of ours, in which nothing in quotes has more than one space in a row. */
export const shortStyles = {
  name: 'short-styles',
  transform(code, id) {
    if (id.includes('node_modules') || !/\bcss\s*`/.test(code)) return null;
    const short = code.replace(/\bcss\s*`[^`]*`/g, (sheet) =>
      sheet
        .replace(/\/\*[^]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/;}/g, '}'),
    );
    // Nothing but a style sheet moves, so the map may stay as it was.
    return short === code ? null : { code: short, map: null };
  },
};
