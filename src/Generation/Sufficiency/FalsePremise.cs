using System.Text.RegularExpressions;
using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Sufficiency;

/// <summary>
/// Finds an amount that a question takes for given and the answering text puts otherwise: "Why is the notice period six weeks?" where the
/// documents say four. Questions on what one may or must do bring amounts of their own and are left alone.
/// </summary>
internal static partial class FalsePremise
{
    private const int LongestQuestion = 300;

    /// <returns>The amount as the question writes it; null when nothing is contradicted.</returns>
    public static string? In(string question, AnswerKind kind, string answer, string passage)
    {
        if (kind is not (AnswerKind.Reason or AnswerKind.YesNo) || question.Length > LongestQuestion || AsksForLeave().IsMatch(question)) return null;
        var (asked, said, around) = (Amounts(question), Amounts(answer), Amounts(passage));
        foreach (var (number, unit, text) in asked)
        {
            if (said.Exists(a => a.Unit == unit) && !around.Exists(a => a.Unit == unit && a.Number == number)) return text;
        }

        return null;
    }

    // A number and the word right behind it.
    private static List<(string Number, string Unit, string Text)> Amounts(string text)
    {
        var terms = Tokenizer.Split(text);
        var found = new List<(string, string, string)>();
        for (var i = 0; i + 1 < terms.Count; i++)
        {
            var (number, unit) = (terms[i], terms[i + 1]);
            var between = text[(number.Start + number.Text.Length)..unit.Start];
            if (!number.IsNumber || number.IsYear || unit.IsNumber || unit.IsStopWord || between is not (" " or "-")) continue;
            found.Add((number.Stem, unit.Stem, text[number.Start..(unit.Start + unit.Text.Length)]));
        }

        return found;
    }

    [GeneratedRegex(
        @"\b(can|could|may|might|must|should|need|allowed|have to|had|i|we|my|our|kann|können|darf|dürfen|muss|müssen|soll|sollen|ich|wir|mein)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AsksForLeave();
}
