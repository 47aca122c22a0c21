using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>Takes the lines of a file of questions into a set: finds the documents by their paths, and tells what it could not take.</summary>
internal sealed class QuestionImport(RagDocsDbContext db, long setId, DateTimeOffset now)
{
    private const int NamedProblems = 50;
    private readonly List<string> _problems = [];
    private Dictionary<string, List<(long Id, long Collection)>> _documents = [];
    private Dictionary<string, long> _collections = [];
    private Dictionary<(string, long?), QualityQuestion> _there = [];

    public async Task<ImportedQuestions> RunAsync(TextReader lines, CancellationToken cancellationToken)
    {
        await ReadCatalogAsync(cancellationToken);
        var (number, added, replaced) = (0, 0, 0);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || Question(line, number) is not { } question) continue;
            if (_there.TryGetValue((question.Text, question.CollectionId), out var same))
            {
                same.Places = question.Expected();
                replaced++;
                continue;
            }

            if (_there.Count >= QualitySets.MostQuestions) throw QualitySets.Full();
            _there[(question.Text, question.CollectionId)] = db.Add(question.In(setId, now)).Entity;
            added++;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ImportedQuestions(added, replaced, _problems);
    }

    private async Task ReadCatalogAsync(CancellationToken cancellationToken)
    {
        var documents = await db.Documents.Where(d => d.RemovedAt == null).Select(d => new { d.Id, d.Path, d.CollectionId }).ToListAsync(cancellationToken);
        _documents = documents.GroupBy(d => d.Path, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(d => (d.Id, d.CollectionId)).ToList(), StringComparer.Ordinal);
        _collections = await db.Collections.ToDictionaryAsync(c => c.Name, c => c.Id, cancellationToken);
        var there = await db.QualityQuestions.Include(q => q.Places).Where(q => q.SetId == setId).ToListAsync(cancellationToken);
        _there = there.GroupBy(q => (q.Text, q.CollectionId)).ToDictionary(g => g.Key, g => g.First());
    }

    private NewQuestion? Question(string line, int number)
    {
        if (QuestionLine.Parse(line) is not { } read) return Problem(number, "this is not a question with id, question, answerable and evidence.");
        if (!read.Answerable) return Problem(number, "its answer stands in no document, so there is no place to measure by.");
        long? collection = null;
        if (read.Collection is { } name)
        {
            if (!_collections.TryGetValue(name, out var id)) return Problem(number, $"there is no collection “{name}”.");
            collection = id;
        }

        var places = read.Evidence.Select(e => Place(e, collection, number)).OfType<NewPlace>().ToList();
        try
        {
            return places.Count == 0 ? null : NewQuestion.Of(read.Question, collection, places);
        }
        catch (QualitySetException refused)
        {
            return Problem(number, refused.Message);
        }
    }

    private NewPlace? Place(EvidenceLine evidence, long? asked, int number)
    {
        var named = evidence.Collection is { } name ? _collections.GetValueOrDefault(name) : asked;
        var found = _documents.GetValueOrDefault(evidence.File)?.Where(d => named is null || d.Collection == named).ToList() ?? [];
        if (found.Count == 1) return new NewPlace(found[0].Id, evidence.Page, evidence.Quote ?? "");
        Problem(number, found.Count == 0
            ? $"there is no document “{evidence.File}”."
            : $"there are {found.Count} documents “{evidence.File}”. Name the collection in the evidence.");
        return null;
    }

    private NewQuestion? Problem(int number, string text)
    {
        if (_problems.Count < NamedProblems) _problems.Add($"Line {number}: {text}");
        else if (_problems.Count == NamedProblems) _problems.Add("More lines have such problems.");
        return null;
    }
}
