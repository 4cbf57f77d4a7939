import { storyOfBundle, storyOfRun, type Story } from '../../pipeline/story.ts';
import type { Trust } from '../../trust/trust-policy.ts';
import { openBundleFile, type OpenedFile } from '../../verify/open-file.node.ts';
import { concludeFile } from '../../verify/verify-file.node.ts';
import type { World } from '../composition.ts';
import type { ExitCode } from '../exit-code.ts';
import { withProgress } from '../progress.ts';
import { looksLikeRun, namedRun } from '../run-id.ts';
import { runListText } from '../text/run-list-text.ts';
import { storyText } from '../text/story-text.ts';
import { verificationText } from '../text/verification-text.ts';
import type { Terminal } from '../terminal.ts';
import { trustFrom } from '../verify-file.ts';
import { textOption, type Options, type Verb } from '../verb.ts';

export const inspectVerb: Verb = {
  name: 'inspect',
  summary: 'what is inside a run or a bundle, for a person; without an argument, all runs',
  arguments: [['[run-or-bundle]', 'a run id (or the end of one), or a bundle']],
  options: [
    ['--trust <file>', 'bundle: verify it first, against this trust policy'],
    ['--extract <folder>', 'bundle: unpack it there, after the strict reading'],
    ['--store <folder>', 'where runs are kept (default: .evidence)'],
  ],
  example: 'evidence-gate inspect answer.evidence.zip --trust trust-policy.json',
  run: async ([target], options, world) => {
    if (target !== undefined && !looksLikeRun(target)) return await inspectBundle(target, options, world);
    return await world.withStore<ExitCode>(async (ports) => {
      const { terminal } = world;
      if (target !== undefined) {
        tell(storyOfRun(namedRun(target, ports.store), ports), terminal);
        return 0;
      }
      const runs = ports.store.list();
      terminal.document({ runs });
      for (const line of runListText(runs, terminal.paint)) terminal.say(line);
      return 0;
    });
  },
};

async function inspectBundle(path: string, options: Options, world: World): Promise<ExitCode> {
  const trustPath = textOption(options, 'trust');
  const trust = trustPath === undefined ? undefined : trustFrom(trustPath);
  const opened = await withProgress(world.terminal.progressStream, 'reading', async (progress) => await openBundleFile(path, { progress }), 'bytes');
  try {
    return await inspectOpened(opened, path, trust, options, world);
  } finally {
    opened.close();
  }
}

/** Verified, told and unpacked is one reading of one open file. */
async function inspectOpened(opened: OpenedFile, path: string, trust: Trust | undefined, options: Options, { terminal, ports }: World): Promise<ExitCode> {
  const report = trust === undefined ? undefined : concludeFile(opened, path, trust, false);
  if (report !== undefined) for (const line of [...verificationText(report, terminal.paint), '']) terminal.say(line);
  // A bundle that was just found to be false is not told as if it were true.
  if (report?.outcome === 'rejected') {
    terminal.document({ verification: report });
    return 1;
  }
  const folder = textOption(options, 'extract');
  const story = storyOfBundle(opened.opening, path, ports.hash);
  if (report === undefined)
    terminal.say(terminal.paint('yellow', 'NOT VERIFIED: this is what the file says of itself. Give --trust to ask whether to believe it.\n'));
  if (folder === undefined) tell(story, terminal, report);
  else {
    const { extractBundle } = await import('../../verify/extract.node.ts');
    const paths = await extractBundle(opened, folder);
    terminal.document({ verification: report ?? null, extracted: paths });
    terminal.say(`${paths.length} files unpacked into ${folder}; how to check them by hand stands in data/README.txt there`);
  }
  return report?.outcome === 'undetermined' ? 3 : 0;
}

function tell(story: Story, terminal: Terminal, verification: unknown = null): void {
  const { recorded, spans, judged, promotion } = story;
  terminal.document({
    verification,
    run: recorded.run,
    sources: recorded.sources,
    retrievals: recorded.retrievals,
    spans,
    claims: judged?.claims ?? null,
    verdict: judged?.verdict ?? null,
    promotion: promotion ?? null,
  });
  for (const line of storyText(story, terminal.paint)) terminal.say(line);
}
