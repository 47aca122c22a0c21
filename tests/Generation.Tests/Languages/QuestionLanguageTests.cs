using System.Text.Json;
using RagDocs.Generation.Languages;
using RagDocs.Retrieval.Access;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Languages;

public sealed class QuestionLanguageTests
{
    // Short questions as people type them, one language after the other.
    public static TheoryData<string, string> Questions()
    {
        var questions = new TheoryData<string, string>();
        foreach (var (language, lines) in new (string, string)[]
        {
            ("English", """
                How long is the trial period?
                What is the hotel limit for Lisbon?
                Who approves travel?
                When are bonuses paid?
                Is overtime paid out?
                Can I carry over annual leave?
                revenue of Amcor in 2022
                Do I need a receipt?
                What's the notice period?
                Which documents do trainees have to sign?
                """),
            ("German", """
                Wie lange dauert die Probezeit?
                Wer genehmigt Dienstreisen?
                Was ist das Hotellimit für Lissabon?
                Kündigungsfrist?
                Darf ich Urlaub ins nächste Jahr mitnehmen?
                Wie hoch ist der Bonus?
                Gibt es eine Kantine?
                wann wird das gehalt gezahlt
                Muss ich Belege einreichen?
                Wo beantrage ich Elternzeit?
                Welche Unterlagen braucht man?
                """),
            ("French", """
                Quelle est la durée de la période d'essai ?
                Combien de jours de congé ai-je ?
                Qui approuve les voyages ?
                Quand les primes sont-elles versées ?
                Y a-t-il une cantine ?
                Peut-on reporter les congés payés ?
                Qu'est-ce que le délai de préavis ?
                Où demander un congé parental ?
                Quel est le plafond des frais d'hôtel à Lisbonne ?
                comment demander le remboursement
                """),
            ("Spanish", """
                ¿Cuánto dura el período de prueba?
                ¿Quién aprueba los viajes?
                ¿Cuántos días de vacaciones tengo?
                cuando se pagan las primas
                ¿Hay comedor en la oficina?
                ¿Dónde solicito el permiso parental?
                ¿Qué documentos hacen falta?
                Cuál es el plazo de preaviso?
                ¿Puedo trabajar desde casa?
                Cómo pido el reembolso de un hotel
                """),
            ("Italian", """
                Quanto dura il periodo di prova?
                Chi approva i viaggi di lavoro?
                Quanti giorni di ferie ho?
                Quando vengono pagati i premi?
                C'è una mensa?
                Dove si chiede il congedo parentale?
                Qual è il limite per gli alberghi a Lisbona?
                Come posso chiedere il rimborso delle spese?
                Cos'è il preavviso?
                Posso lavorare da casa?
                """),
            ("Portuguese", """
                Quanto tempo dura o período de experiência?
                Quem aprova as viagens?
                Quantos dias de férias eu tenho?
                Quando são pagos os bônus?
                Há um refeitório?
                Onde peço a licença parental?
                Qual é o limite para hotéis em Lisboa?
                Como faço para pedir reembolso?
                O que é o aviso prévio?
                Posso trabalhar em casa?
                """),
            ("Dutch", """
                Hoe lang duurt de proeftijd?
                Wie keurt reizen goed?
                Hoeveel vakantiedagen heb ik?
                Wanneer wordt de bonus betaald?
                Is er een kantine?
                Waar vraag ik ouderschapsverlof aan?
                Wat is het hotelmaximum voor Lissabon?
                Mag ik thuis werken?
                Welke documenten moet ik tekenen?
                Wat is de opzegtermijn?
                """),
            ("Russian", "Сколько длится испытательный срок?"),
            ("Chinese", "试用期有多长？"),
            ("Japanese", "試用期間はどのくらいですか？"),
            ("Korean", "수습 기간은 얼마나 됩니까?"),
            ("Thai", "ระยะเวลาทดลองงานนานเท่าไหร่"),
        })
        {
            foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) questions.Add(line, language);
        }

        return questions;
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void AShortQuestionTellsItsLanguage(string question, string language) => Assert.Equal(language, QuestionLanguage.Detect(question)?.ToString());

    [Theory]
    [InlineData("Lisbon")]
    [InlineData("IT")]
    [InlineData("4711")]
    [InlineData("")]
    [InlineData("Bonus?")]
    [InlineData("Jaki jest okres wypowiedzenia i kto go ustala? Czy można go skrócić?")]
    [InlineData("Thời gian thử việc là bao lâu?")]
    [InlineData("Deneme süresi ne kadar ve kim karar verir, ağır iş için?")]
    public void WhatTellsNoLanguageThatIsKnownIsNotGuessed(string question) => Assert.Null(QuestionLanguage.Detect(question));

    [Theory]
    [InlineData("handbook-18f", 0.97)]
    [InlineData("finance-pdf", 0.97)]
    [InlineData("xquad-en", 0.97)]
    [InlineData("cranfield", 0.95)]
    public void EnglishQuestionsOfAllKindsAreKnownAndHardlyEverTakenForOthers(string set, double least)
    {
        Assert.SkipWhen(DevelopmentData.Folder is null, DevelopmentData.Missing);
        var questions = File.ReadLines(Path.Combine(DevelopmentData.Folder, set, "questions.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("question").GetString()!).ToList();

        var found = questions.Select(q => (Question: q, Language: QuestionLanguage.Detect(q))).ToList();

        var english = found.Count(f => f.Language == Language.English) / (double)questions.Count;
        var others = found.Where(f => f.Language is not (null or Language.English)).ToList();
        TestContext.Current.SendDiagnosticMessage($"{set}: {english:P1} of {questions.Count} English, {others.Count} taken for others: {string.Join(" | ", others.Take(5))}");
        Assert.InRange(english, least, 1);
        Assert.True(others.Count <= questions.Count * 0.005, string.Join("\n", others));
    }

    [Fact]
    public void TheTypedQuestionDecidesThenItsFullFormThenTheInterface()
    {
        var asked = new Question("Und für Berlin?", SearchScope.Everything) { InterfaceLanguage = "fr" };
        Assert.Equal(Language.German, QuestionLanguage.Of(asked, "What is the hotel limit for Berlin?"));
        Assert.Equal(Language.English, QuestionLanguage.Of(asked with { Text = "Berlin?" }, "What is the hotel limit for Berlin?"));
        Assert.Equal(Language.French, QuestionLanguage.Of(asked with { Text = "Berlin?" }, "Berlin?"));
        Assert.Equal(Language.English, QuestionLanguage.Of(asked with { Text = "Berlin?", InterfaceLanguage = null }, "Berlin?"));
    }

    [Theory]
    [InlineData("de", "German")]
    [InlineData("PT-br", "Portuguese")]
    [InlineData("zh_Hans", "Chinese")]
    [InlineData("deu", null)]
    [InlineData("pl", null)]
    [InlineData("*", null)]
    [InlineData(null, null)]
    public void LanguagesAreNamedByTheirCodes(string? code, string? language) => Assert.Equal(language, LanguageNames.Parse(code)?.ToString());
}
