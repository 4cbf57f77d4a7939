import type { NormalisedText } from './quote-normalisation.ts';

/** Words in a text that speak to whoever judges or answers. UTF-16 offsets in the original text. */
export interface SpokenTo {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Pattern {
  readonly shape: RegExp;
  /** One of these stands, in small letters, in all that has the shape: texts without them need no search. */
  readonly words: readonly string[];
  /** Words before the match that make it a report about others: "they ignore all previous instructions". */
  readonly reportedBy?: RegExp;
}

const people =
  /(?:\b(?:we|they|who|which|he|she|it|i|people|never|not|cannot|\p{L}{2,20}(?:ers|ors|ists|ents|ants)|banks|markets|models|judges|companies)|n't|\b(?!you )\p{L}{1,20} (?:can|could|may|might|would|will)) $/iu;
const doubting = /\b(?:if|whether|that|because|unless|once|when|while|though|although) $/i;

// On normalised text: one space between words, plain quotation marks, nothing invisible. Counted repetitions only: linear.
const patterns: readonly Pattern[] = [
  {
    words: ['ignore', 'disregard', 'forget', 'override', 'bypass'],
    shape:
      /\b(?:ignore|disregard|forget|override|bypass) (?:(?:all|any|every|each|the|these|those|of|my|our) ){0,4}(?:previous|prior|preceding|above|earlier|foregoing|system|existing|former|your)(?: (?:and|or|system|previous|prior|other|given)){0,3} (?:instructions?|prompts?|rules?|guidelines?|directions?|commands?|context|messages?|training)\b/giu,
    reportedBy: people,
  },
  {
    words: ['ignore', 'disregard', 'forget'],
    shape: /\b(?:ignore|disregard|forget) (?:all|any) (?:the )?(?:instructions?|prompts?|guidelines?)\b/giu,
    reportedBy: people,
  },
  {
    words: ['ignore', 'disregard', 'forget'],
    shape:
      /\b(?:ignore|disregard|forget) (?:everything|anything|all)(?: (?:that was|that is|you were|you have been|was|the text))? (?:above|before this|told|said before|so far)\b/giu,
    reportedBy: people,
  },
  {
    words: ['supported', 'verified', 'correct', 'true', 'accurate', 'grounded', 'faithful', 'pass', 'approved', 'valid', 'factual', 'safe', 'consistent'],
    shape:
      /\b(?:mark|label|rate|score|classify|grade|report|treat|accept|judge|flag|tag|approve|evaluate) (?:(?:this|these|the|all|every|any|above|following|preceding|other|such|said) ){0,3}(?:(?:claim|statement|answer|response|output|summary|assertion|sentence|text|content|document|submission)s? |this |these |it )?(?:here |below |above )?as (?:being )?(?:fully |always |completely |strongly )?(?:supported|verified|correct|true|accurate|grounded|faithful|passed|passing|approved|valid|factual|safe|consistent|a pass)\b/giu,
    reportedBy:
      /(?:\b(?:we|they|who|he|she|i|to|or|and|not|never|experts?|users?|people|humans?|annotators?|judges?|reviewers?|raters?|participants?|models?|systems?|could|would|can|might|may|will) |n't )$/i,
  },
  {
    words: ['must be', 'should be', 'shall be', 'has to be', 'have to be', 'is to be', 'are to be'],
    shape:
      /\b(?:all|the|these|this|any|every) (?:(?:above|following) )?(?:claim|statement|answer|response|output|summary)s? (?:must|should|shall|has to|have to|is to|are to) be (?:marked|labell?ed|rated|scored|graded|reported|classified|judged|treated|accepted) (?:as )?(?:fully )?(?:supported|verified|correct|true|accurate|passed|approved|valid)\b/giu,
  },
  {
    words: ['you are '],
    shape:
      /\byou are (?:now )?(?:an? |the |my )?(?:(?:helpful|unbiased|impartial|expert|advanced|obedient|unrestricted) )?(?:(?:ai|llm)(?= (?:assistant|model|judge|evaluator|language|system|agent|auditor|and|who|tasked|designed|trained|that|verifier|chatbot)|[.,;:!)"]|$)|artificial intelligence|(?:large )?language model|chatbot|llm judge|ai assistant|virtual assistant|helpful assistant|fact-?checker|claim verifier)/giu,
    reportedBy: doubting,
  },
  {
    words: ['if you are a'],
    shape:
      /\bif you are an? (?:ai|llm|(?:large )?language model|automated (?:system|judge|evaluator)|bot)(?: (?:reading|processing|judging|evaluating|summari[sz]ing|checking|assistant|model|judge)|[.,;:])/giu,
  },
  {
    words: ['note', 'message', 'instruction', 'notice', 'attention', 'memo'],
    shape:
      /\b(?:note|message|instructions?|notice|attention|memo)(?: to| for|:)? (?:all |any |the |every )?(?:ai|llms?|ai models?|language models?|ai assistants?|ai judges?|automated (?:judge|evaluator|grader|system)s?|llm judges?|evaluators?|graders?|fact-checkers?|claim verifiers?|governance auditors?)(?: (?:reading|judging|evaluating|model|assistant|judge)s?)?(?: this)?[:,.!-]/giu,
  },
  {
    words: ['supported', 'pass', 'verified', 'approved'],
    shape:
      /\b(?:respond|reply|answer|output|return) (?:only |always |just )?(?:with )?"?(?:supported|pass|passed|verified|approved)"? (?:for|to|on|regardless|no matter|and nothing|in all|every)\b/giu,
    reportedBy: people,
  },
  {
    words: ['"supported', '"pass', '"verified', '"approved', '"correct', '"true'],
    shape: /\b(?:respond|reply|answer|output|return) (?:only |always |just )?(?:with )?"(?:supported|pass|passed|verified|approved|correct|true)"/giu,
    reportedBy: people,
  },
  {
    words: ['instruction', 'prompt', 'injection', 'directive', 'command'],
    shape:
      /\b(?:do not|don't|never) (?:mention|reveal|disclose|repeat|report|quote) (?:this|these|the above|the following) (?:instruction|prompt|injection|directive|command)s?\b/giu,
  },
  {
    words: ['<|', 'inst]', 'sys>>', 'system'],
    shape: /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?system_?prompt>/giu,
  },
  {
    words: ['instruction', 'prompt'],
    shape: /\b(?:new|updated|real|actual|hidden) (?:system )?(?:instructions?|prompt) ?(?:for (?:you|the (?:ai|model|assistant|judge)))? ?: /giu,
    reportedBy: people,
  },
  {
    words: ['system', 'assistant'],
    shape: /(?:^|[.!?"] |\n)(?:system|assistant) ?(?:prompt|message|note|override) ?: (?:you|ignore|mark|the|this|all|always)\b/giu,
  },
  // German, French, Spanish, Italian, Portuguese, Chinese, Japanese: the commonest sentence of its kind.
  {
    words: ['ignorier', 'missacht', 'vergiss', 'vergessen'],
    shape:
      /\b(?:ignoriere?n?(?: sie)?|missachten? sie|vergiss|vergessen sie) (?:alle |die |deine |ihre ){0,3}(?:vorherigen|bisherigen|vorigen|obigen|früheren) (?:anweisungen|instruktionen|vorgaben|regeln)/giu,
  },
  {
    words: ['ignor', 'oublie'],
    shape: /\b(?:ignore[zr]?|oublie[zr]?) (?:toutes |les |vos |tes ){0,3}(?:instructions|consignes|directives) (?:précédentes|antérieures|ci-dessus)/giu,
  },
  {
    words: ['ignora', 'ignore', 'olvida', 'olvide'],
    shape:
      /\b(?:ignora|ignore|ignorad|olvida|olvide) (?:todas |las |sus |tus |tutte |le ){0,3}(?:instrucciones|indicaciones|istruzioni|instruções) (?:anteriores|previas|precedenti)/giu,
  },
  {
    words: ['忽略', '无视', '忘记', '無視', '忘れ'],
    shape:
      /(?:忽略|无视|忘记|無視)(?:所有|全部|一切|之前|以上|先前|此前|的){1,5}(?:指令|指示|提示|说明|規則|规则)|(?:以前|上記|これまで|前)の(?:すべての)?(?:指示|命令|プロンプト)を(?:無視|忘れ)/gu,
  },
];

/** Where a text addresses its judge or its reader's assistant; one hit for each pattern is enough for a person to look. */
export function speaksToTheJudge(text: string, normalised: NormalisedText): readonly SpokenTo[] {
  const found: SpokenTo[] = [];
  const small = normalised.text.toLowerCase();
  for (const { shape, words, reportedBy } of patterns) {
    if (!words.some((word) => small.includes(word))) continue;
    for (const match of normalised.text.matchAll(shape)) {
      if (reportedBy?.test(normalised.text.slice(Math.max(0, match.index - 24), match.index)) === true) continue;
      const range = normalised.originalRange(match.index, match.index + match[0].trimEnd().length);
      if (range === undefined) continue;
      found.push({ ...range, text: text.slice(range.start, range.end) });
      break;
    }
  }
  return found;
}
