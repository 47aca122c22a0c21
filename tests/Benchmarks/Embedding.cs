using RagDocs.Retrieval.Embedding;

namespace RagDocs.Benchmarks;

/// <summary>Passages of about 200 words embedded a second by the built-in model on one core.</summary>
internal static class Embedding
{
    private const int Passages = 20_000;
    private const int Runs = 5;

    public static int Run()
    {
        using var generator = StaticEmbeddingGenerator.LoadBuiltIn();
        var words = "employees may transfer unused days of annual leave into the next calendar year when the team lead confirms it before december".Split(' ');
        var passages = Enumerable.Range(0, 100).Select(p => string.Join(' ', Enumerable.Range(0, 200).Select(i => words[((i * 7) + p) % words.Length]))).ToArray();
        var vector = new float[generator.Dimensions];
        for (var run = 0; run <= Runs; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Passages; i++) generator.Embed(passages[i % passages.Length], vector);
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            Console.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}: {Passages / elapsed.TotalSeconds:0} passages a second");
        }

        return 0;
    }
}
