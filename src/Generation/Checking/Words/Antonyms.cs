using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Words;

/// <summary>Words that reverse a sentence when one stands for the other.</summary>
internal static class Antonyms
{
    private const int ShortestBeginning = 5;
    private const double CommonShare = 0.6;

    private static readonly Dictionary<string, Dictionary<string, List<(int Pair, bool First)>>> Lists = new(StringComparer.Ordinal)
    {
        ["en"] = Parse("en", """
            increase increased increasing rise rose grow grew growth gain improve expand higher up / decrease decreased decline declined fall drop dropped reduce reduction lower shrink loss worsen down
            more greater / less fewer smaller
            highest most largest maximum / lowest least smallest minimum
            before earlier prior / after later
            above over / below under
            approve accept / reject deny refuse decline
            include including / exclude excluding
            allow / prevent block
            enable / disable
            open / close closed
            start begin began / end finish stop
            first / last
            buy purchase / sell sold
            internal / external
            mandatory required compulsory / optional voluntary
            legal lawful / illegal unlawful
            public / private
            paid / unpaid
            add / remove delete
            hire / dismiss fire
            early / late
            north northern / south southern
            east eastern / west western
            left / right
            positive / negative
            win won / lose lost
            success successful / failure failed unsuccessful
            same / different
            long / short
            high / low
            large big / small
            upper / lower
            major / minor
            strong / weak
            profit income / loss
            inbound / outbound
            import / export
            often frequently / rarely seldom
            always / never
            inside / outside
            with / without
            temporary / permanent
            """),
        ["de"] = Parse("de", """
            steigen stieg gestiegen zunehmen erhöhen erhöht erhöhung zunahme anstieg / sinken sank gesunken abnehmen senken gesenkt verringern rückgang abnahme
            mehr / weniger
            vor / nach
            genehmigt genehmigen / abgelehnt ablehnen
            gewinn / verlust
            höher / niedriger
            beginn beginnen beginnt / ende enden endet
            intern interne / extern externe
            bezahlt bezahlte / unbezahlt unbezahlte
            pflicht verpflichtend / freiwillig
            einschließlich / ausschließlich
            immer / nie
            kauf kaufen / verkauf verkaufen
            mit / ohne
            """),
        ["fr"] = Parse("fr", """
            augmenter augmenté augmente augmentation hausse progressé / diminuer diminué diminue diminution baisse baissé reculé
            plus / moins
            avant / après
            bénéfice gain profit / perte
            accepter accepté approuvé / refuser refusé rejeté
            obligatoire / facultatif
            début commence / fin termine
            toujours / jamais
            avec / sans
            """),
        ["es"] = Parse("es", """
            aumentar aumentó aumento subir subió creció / disminuir disminuyó disminución bajar bajó reducir redujo
            más / menos
            antes / después
            ganancia beneficio / pérdida
            aceptar aprobado / rechazar rechazado
            obligatorio / opcional voluntario
            comienza inicio / termina fin
            siempre / nunca
            con / sin
            """),
    };

    /// <summary>Whether one word reverses the other.</summary>
    public static bool Are(CheckToken a, CheckToken b, string language) =>
        Sides(a, language) is { } first && Sides(b, language) is { } second && first.Exists(f => second.Exists(s => s.Pair == f.Pair && s.First != f.First));

    /// <summary>Whether two words are on the same side of one pair (rise, increase).</summary>
    public static bool AreAlike(CheckToken a, CheckToken b, string language) =>
        Sides(a, language) is { } first && Sides(b, language) is { } second && first.Exists(f => second.Contains(f));

    private static List<(int Pair, bool First)>? Sides(CheckToken token, string language) =>
        token.Stem.Length == 0 ? null : (Lists.GetValueOrDefault(language) ?? Lists["en"]) is var list && list.TryGetValue(token.Stem, out var sides) ? sides
        : language == "en" ? null : list.FirstOrDefault(entry => IsForm(entry.Key, token.Stem)).Value;

    // Verbs of these languages have more forms than are listed: disminuyó, disminuyeron.
    private static bool IsForm(string listed, string stem) =>
        stem.AsSpan().CommonPrefixLength(listed) is >= ShortestBeginning and var common && common >= CommonShare * Math.Max(listed.Length, stem.Length);

    private static Dictionary<string, List<(int, bool)>> Parse(string language, string list)
    {
        var sides = new Dictionary<string, List<(int, bool)>>(StringComparer.Ordinal);
        var lines = list.Split('\n');
        for (var pair = 0; pair < lines.Length; pair++)
        {
            var halves = lines[pair].Split('/');
            for (var half = 0; half < 2; half++)
            {
                foreach (var word in halves[half].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    var stem = LexicalForms.Stem(WordForms.Fold(word), language);
                    if (!sides.TryGetValue(stem, out var known)) sides[stem] = known = [];
                    known.Add((pair, half == 0));
                }
            }
        }

        return sides;
    }
}
