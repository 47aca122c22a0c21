using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>A word whose opposite stands in its place in the source: increased for decreased.</summary>
internal static class OppositeCheck
{
    private const double SameSurroundings = 0.3;

    public static IEnumerable<CheckFinding> Find(PartComparison part)
    {
        for (var i = 0; i < part.Written.Count; i++)
        {
            var token = part.Written[i];
            if (token.Figure is not null || part.IsInPlace(i)) continue;
            var opposite = part.Facing(i).FirstOrDefault(f => Antonyms.Are(token, f, part.Language));
            if (opposite is null && token.IsContent && !part.Units.Any(u => u.Tokens.Any(t => t.Says(token) || Antonyms.AreAlike(token, t, part.Language))))
            {
                opposite = part.Units.SelectMany(u => Enumerable.Range(0, u.Tokens.Count).Select(j => (u.Tokens, At: j)))
                    .Where(s => Antonyms.Are(token, s.Tokens[s.At], part.Language) && Surroundings.Likeness(part.Written, i, s.Tokens, s.At) >= SameSurroundings)
                    .Select(s => s.Tokens[s.At]).FirstOrDefault();
            }

            if (opposite is not null) yield return new CheckFinding(CheckFindingKind.Reversed, token.Text, opposite.Text);
        }
    }
}
