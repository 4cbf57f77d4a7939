const framing: ReadonlySet<string> = new Set(
  `hello hi hey dear good morning afternoon evening thank thanks question questions asking message great happy glad help assist hope helps useful let know
  further need want like please feel free ask best kind regards sincerely yours welcome team sir madam reader readers customer colleague colleagues sure certainly absolutely course yes okay ok
  summary overview introduction background conclusion conclusions context outlook timeline chronology history details detail findings finding results result discussion analysis
  comparison figures figure table chart list appendix annex contents notes note footnotes footnote references reference sources source citations citation bibliography literature works cited quotations quotation
  quote quotes evidence answer answers response brief short final key main important points point facts fact takeaways takeaway bullet bullets claim claims statement statements
  data example examples definition definitions explanation steps step part section chapter topic subject title heading description name names value values unit units number numbers
  date dates year years month months quarter period amount category type item items metric metrics measure indicator status id ref url link page pages volume issue
  document documents text passage passages excerpt excerpts report retrieved retrieval available given provided based following follows concise additional first second third fourth fifth
  quellen literatur références fuentes referencias fonti zusammenfassung résumé resumen conclusión fazit
  概要 要約 まとめ 結論 背景 目次 参考文献 出典 摘要 总结 結語 结论 引言 參考文獻 来源
  json jsonl yaml yml toml text txt md sh shell js ts py rust java ruby php swift kotlin markdown html xml csv python javascript typescript sql bash div br hr span strong ul ol li table thead tbody tr td th sup sub center doc docs`
    .trim()
    .split(/\s+/),
);

/** Words that answers are built of, whatever they are about: they say nothing of the world by themselves. */
export function isFramingWord(lower: string): boolean {
  return framing.has(lower);
}
