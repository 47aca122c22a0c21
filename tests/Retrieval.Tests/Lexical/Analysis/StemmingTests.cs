using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

/// <summary>Forms of a word in one line must meet; words of different lines must not.</summary>
public sealed class StemmingTests
{
    [Theory]
    [InlineData("consign", "consign")]
    [InlineData("consigned", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("knightly", "knight")]
    [InlineData("kneaded", "knead")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("luxuriating", "luxuri")]
    [InlineData("agreed", "agre")]
    [InlineData("generously", "generous")]
    [InlineData("generate", "generat")]
    [InlineData("communism", "communism")]
    [InlineData("gas", "gas")]
    [InlineData("gaps", "gap")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("by", "by")]
    [InlineData("say", "say")]
    [InlineData("cry", "cri")]
    [InlineData("youth", "youth")]
    [InlineData("boyish", "boyish")]
    [InlineData("flying", "fli")]
    [InlineData("dying", "die")]
    [InlineData("succeeding", "succeed")]
    [InlineData("innings", "inning")]
    [InlineData("radically", "radic")]
    [InlineData("adjustment", "adjust")]
    [InlineData("replacement", "replac")]
    [InlineData("adoption", "adopt")]
    [InlineData("probate", "probat")]
    [InlineData("rolled", "roll")]
    [InlineData("controller", "control")]
    [InlineData("analogies", "analog")]
    [InlineData("hopefulness", "hope")]
    [InlineData("usefully", "use")]
    [InlineData("carelessly", "careless")]
    public void EnglishIsTheSnowballProjectsStemmer(string word, string stem) => Assert.Equal(stem, Terms.Stem(word, Language.English));

    [Theory]
    [InlineData(nameof(Language.English), "policy policies; police; leave leaves leaving; employee employees; employer employers; organized organizing organizes")]
    [InlineData(nameof(Language.German), """
        Antrag Antrags Antrages Anträge Anträgen; Vertrag Vertrages Verträge Verträgen; Kündigung Kündigungen; Frist Fristen; Haus Hauses Häuser Häusern;
        Mitarbeiter Mitarbeitern Mitarbeiterin Mitarbeiterinnen Mitarbeiters; Tag Tage Tagen Tages; Jahr Jahre Jahren Jahres; groß große großen großer größere;
        Daten; Name Namen Namens; Firma Firmen; Büro Büros; Dienst Dienste Dienstes; Regel Regeln; Kosten
        """)]
    [InlineData(nameof(Language.French), """
        employé employée employés employées employer; congé congés; journal journaux; niveau niveaux; général générale généraux générales;
        entreprise entreprises; contrat contrats; ancien ancienne anciens anciennes; premier première premiers; directeur directeurs directrice;
        administratif administrative administratifs; annuel annuelle annuels; facture factures
        """)]
    [InlineData(nameof(Language.Spanish), """
        trabajador trabajadora trabajadores trabajadoras; contrato contratos; ley leyes; razón razones; luz luces; empresa empresas; vacación vacaciones;
        rápido rápida rápidamente; mes meses; cliente clientes
        """)]
    [InlineData(nameof(Language.Italian), """
        ufficio uffici; azienda aziende; contratto contratti; amico amici amica amiche; banco banchi; lavoratore lavoratori; società; legge leggi;
        rapido rapida rapidi rapidamente; ferie
        """)]
    [InlineData(nameof(Language.Portuguese), """
        organização organizações; trabalhador trabalhadora trabalhadores trabalhadoras; contrato contratos; animal animais; papel papéis; homem homens;
        empresa empresas; pão pães; luz luzes; rápido rápida rapidamente
        """)]
    [InlineData(nameof(Language.Dutch), """
        werknemer werknemers; huis huizen; maan manen; wet wetten; jaar jaren; boek boeken boekje boekjes; mogelijkheid mogelijkheden;
        groot grote; brief brieven; kosten; auto auto's; vergoeding vergoedingen
        """)]
    [InlineData(nameof(Language.Russian), """
        договор договора договору договором договоров договоры; отпуск отпуска отпуске отпусков; сотрудник сотрудники сотрудникам сотрудниками;
        компания компании компанию компанией компаний; увольнение увольнения увольнении увольнением увольнений; должность должности должностью;
        новый новая новое новые новых новому; заявление заявления заявлений
        """)]
    public void FormsOfAWordMeetAndDifferentWordsDoNot(string language, string lines)
    {
        var stems = lines.Split(';').Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (Word: word, Stem: Terms.Stem(word, Enum.Parse<Language>(language)))).ToList()).ToList();

        Assert.All(stems, line => Assert.True(line.Select(w => w.Stem).Distinct(StringComparer.Ordinal).Count() == 1, string.Join(' ', line)));
        Assert.Equal(stems.Count, stems.Select(line => line[0].Stem).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("жизнь")]
    [InlineData("IV")]
    [InlineData("Ελλάδα")]
    [InlineData("שלום")]
    public void OtherScriptsAreTheSameInEveryLanguage(string word) =>
        Assert.Single(Enum.GetValues<Language>().Select(language => Terms.Stem(word, language)).Distinct(StringComparer.Ordinal));
}
