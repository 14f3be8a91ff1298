/** The path of Chromium; also sets CHROME_PATH. Installs it where that needs no question. */
export function chromium(): Promise<string>;
