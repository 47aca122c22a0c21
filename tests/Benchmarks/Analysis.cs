using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Benchmarks;

/// <summary>Words a second that one core turns into index terms, language by language; and questions a second.</summary>
internal static class Analysis
{
    private const int WordsARun = 2_000_000;
    private const int Runs = 5;

    private static readonly (string Name, string Text)[] Samples =
    [
        ("English", "Employees may transfer unused days of annual leave into the next calendar year when the team lead confirms it before December; requests "
            + "that arrive later (see section 4.2.1 of the company's FY2022 handbook) are refused unless the HR department's director decides otherwise."),
        ("German", "Nicht genommene Urlaubstage können in das nächste Kalenderjahr übertragen werden, wenn die Abteilungsleitung den Übertragungsantrag vor dem "
            + "31.12. bestätigt; später eingehende Anträge werden abgelehnt, es sei denn, die Geschäftsführung oder der Betriebsrat entscheidet anders."),
        ("French", "Les jours de congé non pris peuvent être reportés à l'année suivante lorsque le responsable de l'équipe le confirme avant décembre ; les "
            + "demandes tardives sont refusées, sauf décision contraire de la direction générale de l'entreprise."),
        ("Russian", "Неиспользованные дни отпуска могут быть перенесены на следующий год, если руководитель отдела подтвердит это до декабря; заявления, "
            + "поступившие позднее, отклоняются, если директор компании не примет иного решения."),
        ("Japanese", "未使用の年次有給休暇は、上司が十二月までに承認した場合、翌年に繰り越すことができます。それ以降に提出された申請は原則として認められません。"),
    ];

    private struct Count : ITermSink
    {
        public int Words;
        public int Others;

        public void Add(scoped IndexTerm term)
        {
            if (term.Kind == TermKind.Word) Words++;
            else Others++;
        }
    }

    /// <param name="folder">Of text files to add to the built-in samples; real words come in less regular order.</param>
    public static int Run(string? folder)
    {
        foreach (var (name, text) in Samples) Measure(name, [text]);
        if (folder is not null)
        {
            Measure(folder, [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".txt" or ".md").Order(StringComparer.Ordinal).Select(File.ReadAllText)]);
        }

        Questions();
        return 0;
    }

    private static void Measure(string name, string[] documents)
    {
        var analyzer = new Analyzer();
        var rates = new List<double>();
        var count = default(Count);
        for (var run = 0; run <= Runs; run++)
        {
            count = default;
            var started = TimeProvider.System.GetTimestamp();
            while (count.Words < WordsARun)
            {
                foreach (var document in documents)
                {
                    analyzer.Begin([document]);
                    for (var repeat = documents.Length == 1 ? 100 : 1; repeat > 0; repeat--) analyzer.Analyze(document, 0, ref count);
                }
            }

            if (run > 0) rates.Add(count.Words / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }

        Console.WriteLine($"{name}: {CpuTime.Median(rates) / 1e6:0.00} ({rates.Min() / 1e6:0.00}-{rates.Max() / 1e6:0.00}) million words a second, "
            + $"{(double)count.Others / count.Words:0.000} further terms a word");
    }

    private static void Questions()
    {
        const int Asked = 20_000;
        foreach (var (name, languages) in new[] { ("one language", LanguageSet.Of(Language.English)), ("all languages", LanguageSet.All) })
        {
            var terms = 0;
            var started = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Asked; i++) terms += QuestionAnalyzer.TellingWords("How many unused vacation days can I carry over to 2023 under ISO-9001?", languages).Sum(w => w.Terms.Count);
            Console.WriteLine($"a question in {name}: {TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / Asked:0} microseconds, {terms / Asked} terms");
        }
    }
}
