using System.Numerics.Tensors;

namespace RagDocs.Retrieval.Fusion;

/// <summary>
/// Raises chunks whose like stand higher: what is like the relevant is likely relevant (the cluster hypothesis; Diaz 2005, "Regularizing
/// ad hoc retrieval scores"). Smoothing scores both ways, as in the paper, lifts broad questions with many answers but blurs those with
/// one; so a chunk is only ever raised towards its likes, never lowered, and cannot pass them.
/// </summary>
internal static class AlikeChunks
{
    private const int Likes = 4;

    public static void Raise(IReadOnlyList<Candidate> candidates, EvidenceWeights weights)
    {
        if (weights[Evidence.Alike] <= 0 || candidates.Count < 2) return;
        var scores = candidates.Select(c => c.Score).ToArray();
        var likeness = Likeness(candidates);
        Span<(float Likeness, int At)> nearest = stackalloc (float, int)[Likes];
        for (var i = 0; i < candidates.Count; i++)
        {
            nearest.Clear();
            if (candidates[i].Reading.Vector.Length == 0) continue;
            for (var j = 0; j < candidates.Count; j++)
            {
                if (likeness[i, j] > nearest[^1].Likeness) Keep(nearest, (likeness[i, j], j));
            }

            candidates[i].Add(Evidence.Alike, Math.Max(0, Mean(nearest, scores) - scores[i]), weights);
        }
    }

    /// <summary>Of each with each; nobody is like himself here.</summary>
    private static float[,] Likeness(IReadOnlyList<Candidate> candidates)
    {
        var likeness = new float[candidates.Count, candidates.Count];
        for (var i = 0; i < candidates.Count; i++)
        {
            var vector = candidates[i].Reading.Vector;
            for (var j = 0; j < i; j++)
            {
                if (candidates[j].Reading.Vector.Length == vector.Length) likeness[i, j] = likeness[j, i] = TensorPrimitives.Dot<float>(vector, candidates[j].Reading.Vector);
            }
        }

        return likeness;
    }

    private static void Keep(Span<(float Likeness, int At)> nearest, (float Likeness, int At) other)
    {
        for (var i = 0; i < nearest.Length; i++)
        {
            if (other.Likeness > nearest[i].Likeness) (nearest[i], other) = (other, nearest[i]);
        }
    }

    /// <summary>The likes' scores, each counting by how like it is.</summary>
    private static double Mean(ReadOnlySpan<(float Likeness, int At)> nearest, double[] scores)
    {
        var (sum, all) = (0.0, 0.0);
        foreach (var (likeness, at) in nearest)
        {
            sum += likeness * scores[at];
            all += likeness;
        }

        return all > 0 ? sum / all : 0;
    }
}
