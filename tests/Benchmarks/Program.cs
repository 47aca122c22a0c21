using RagDocs.Benchmarks;

// Each benchmark runs the rival and our part in turns within one process and prints every run, the medians and their ratio.
return args switch
{
    ["pdf", var folder] => await PdfReading.RunAsync(folder),
    ["ingest", var folder] => await WholeIngest.RunAsync(folder),
    ["embed"] => Embedding.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/Benchmarks -- BENCHMARK
          pdf FOLDER     reading every PDF of a folder, against pdftotext -bbox-layout alone (CPU of parent and children)
          ingest FOLDER  reading, chunking, embedding and indexing a folder, stage by stage
          embed          passages embedded a second on one core
        """);
    return 2;
}
