using System.Globalization;
using RagDocs.Benchmarks;
using RagDocs.Benchmarks.Engine;
using RagDocs.Benchmarks.Keywords;
using RagDocs.Benchmarks.Ranking;
using RagDocs.Benchmarks.Service;
using RagDocs.Benchmarks.Vectors;

// Each benchmark runs the rival and our part in turns within one process and prints every run, the medians and their ratio.
return args switch
{
    ["pdf", var folder] => await PdfReading.RunAsync(folder),
    ["ingest", var folder] => await WholeIngest.RunAsync(folder),
    ["bombs"] => await BombLimits.RunAsync(),
    ["make-bombs", var folder, .. var name] => await BombLimits.MakeAsync(folder, name.FirstOrDefault()),
    ["bombs", var name] => await BombLimits.RunAsync(name),
    ["large", var megabytes] => await LargeFile.RunAsync(int.Parse(megabytes, CultureInfo.InvariantCulture)),
    ["sheet"] => await SheetReading.RunAsync(),
    ["folder", var files, var folder] => await FolderOfFiles.RunAsync(int.Parse(files, CultureInfo.InvariantCulture), folder),
    ["ablation", var data, var set, var output] => await Ablation.RunAsync(data, set, output),
    ["stemming", var data, var set, var output] => await Stemming.RunAsync(data, set, output),
    ["abbreviations", var data] => await AbbreviationCost.RunAsync(data),
    ["answers", .. var rest] => await AnswerSpeed.RunAsync(int.Parse(rest.FirstOrDefault() ?? "50000", CultureInfo.InvariantCulture), rest.ElementAtOrDefault(1)),
    ["check", var folder] => CheckSpeed.Run(folder),
    ["search", .. var rest] => await SearchSpeed.RunAsync(int.Parse(rest.FirstOrDefault() ?? "100000", CultureInfo.InvariantCulture), rest.ElementAtOrDefault(1)),
    ["embed"] => Embedding.Run(),
    ["analysis", .. var folder] => Analysis.Run(folder.FirstOrDefault()),
    ["engine", var folder, var size, var threads] => await EngineSpeed.RunAsync(folder, size, int.Parse(threads, CultureInfo.InvariantCulture)),
    ["cancel", var folder, var size, var threads] => await CancelSpeed.RunAsync(folder, size, int.Parse(threads, CultureInfo.InvariantCulture)),
    ["vectors", var kind, var count, .. var rivals] => await VectorSpeed.RunAsync(kind, int.Parse(count, CultureInfo.InvariantCulture), rivals),
    ["keywords", var data, var chunks] => await KeywordSpeed.RunAsync(data, int.Parse(chunks, CultureInfo.InvariantCulture), stopWords: false),
    ["keywords", var data, var chunks, "all"] => await KeywordSpeed.RunAsync(data, int.Parse(chunks, CultureInfo.InvariantCulture), stopWords: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/Benchmarks -- BENCHMARK
          pdf FOLDER     reading every PDF of a folder, against pdftotext -bbox-layout alone (CPU of parent and children)
          ingest FOLDER  reading, chunking, embedding and indexing a folder, stage by stage
          bombs [FILE]   files made to overload, each with a good document beside it: time, peak memory, what becomes of it
          large MB       a text file of this size from file to searchable, and the most memory that took
          sheet          reading a generated workbook of 1,000,000 rows, with peak memory, and small Office files a second
          folder FILES FOLDER
                         syncing and indexing a server folder of small files (written to FOLDER), and a second sync after a few changes
          engine FOLDER 1b|7b THREADS
                         the language model engine over HTTP, against node-llama-cpp; FOLDER is where the random model is (written)
          cancel FOLDER 1b|7b THREADS
                         how soon a canceled answer frees its place in the engine, in the middle of prompts and of answers
          vectors topics|isotropic ROWS [lancedb] [hnswlib]
                         the ten nearest of so many vectors, against the same scan in C and the packages named
          keywords DATA CHUNKS [all]
                         our keyword index against Xapian and FTS5 over windows of the development sets in DATA; "all" keeps stop words
          analysis [FOLDER]
                         words a second turned into index terms, on samples in five languages and on a folder's text files
          ablation DATA SET OUT
                         search with the stages of the ranking added and left out, over a data folder filled from SET/docs; runs are written to OUT
          stemming DATA SET OUT
                         keyword search with the words' endings cut and with whole words, over a data folder as above
          abbreviations DATA
                         what looking for abbreviations adds to making a segment
          answers [CHUNKS] [FOLDER]
                         whole answers of the running service without a language model, over so many generated chunks (50000), and 32 at once
          check FOLDER   checking one sentence of an answer over eight passages from a folder's text files
          search [CHUNKS] [FOLDER]
                         the search of the running service over HTTP, over so many generated chunks (100000); FOLDER is kept for the next run
          embed          passages embedded a second on one core
        """);
    return 2;
}
