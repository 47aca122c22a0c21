using System.Security.Cryptography;
using System.Text;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Says by which rules terms were made. An index that another value stands in was built by other rules: its terms may not be those of today's
/// questions, so it is to be built again. Computed, not written down, so that no change of a rule or list is forgotten.
/// </summary>
internal static class AnalysisFingerprint
{
    /// <summary>To be raised for a change that the probe below does not show.</summary>
    private const int Version = 1;

    internal const string Probe = """
        The company's 1,234.5 organizations were hopefully running ISO-9001 in FY2022: U.S., e-mail, R&D, C#, 2019–2020, don't, caf\u00e9, \ufb01n, m².
        Die Anträge der Mitarbeiterinnen auf Urlaubsverlängerung bei größeren Kündigungsfristen, Müller und Mueller, Straße, Bauernhof.
        Les employées générales de l'entreprise actuellement heureuses et les journaux administratifs. Las razones de las trabajadoras rápidamente.
        Gli uffici delle aziende banchi amiche. As organizações dos trabalhadores animais papéis. De werknemers hebben huizen en mogelijkheden.
        Сотрудники компании увольнением должностью новых договоров йод. 東京都の税金 ガス 한글입니다 ภาษาไทย Ελλάδας Århus \ud835\udc00.
        """;

    internal static readonly string[] Lists =
        ["stop-en.txt", "stop-de.txt", "stop-fr.txt", "stop-es.txt", "stop-it.txt", "stop-pt.txt", "stop-nl.txt", "stop-ru.txt", "parts-de.txt", "parts-nl.txt"];

    private static readonly Lazy<ulong> Computed = new(Compute);

    /// <summary>Of this program.</summary>
    public static ulong Current => Computed.Value;

    internal static ulong Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([Version]);
        foreach (var list in Lists) hash.AppendData(Encoding.UTF8.GetBytes(string.Join(' ', WordList.Read(list))));
        foreach (var language in Enum.GetValues<Language>())
        {
            var sink = new HashedTerms(hash);
            new Analyzer { Language = language }.Analyze(Probe, 0, ref sink);
        }

        return BitConverter.ToUInt64(hash.GetHashAndReset());
    }

    private readonly struct HashedTerms(IncrementalHash hash) : ITermSink
    {
        public void Add(scoped IndexTerm term)
        {
            hash.AppendData(term.Bytes);
            hash.AppendData([(byte)term.Kind, (byte)term.Position]);
        }
    }
}
