using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>Keeps the sets of questions that search is measured on. Reads across all collections, so only administrators may be shown it.</summary>
public sealed class QualitySets(IDbContextFactory<RagDocsDbContext> catalog, TimeProvider time)
{
    /// <summary>Characters of a set's name.</summary>
    public const int LongestName = 100;

    /// <summary>Characters of a question or of a quote.</summary>
    public const int LongestText = 4_000;

    /// <summary>Questions of a set: every one of them is searched for at every measurement.</summary>
    public const int MostQuestions = 5_000;

    /// <summary>All sets, by name.</summary>
    public async Task<IReadOnlyList<QualitySetLine>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var sets = await db.QualitySets.OrderBy(s => s.Name).Select(s => new { s.Id, s.Name, s.Questions.Count }).ToListAsync(cancellationToken);
        var last = db.QualityRuns.Where(r => !r.Refused).GroupBy(r => r.SetId).Select(g => g.Max(r => r.Id));
        var runs = await db.QualityRuns.AsNoTracking().Where(r => last.Contains(r.Id)).ToDictionaryAsync(r => r.SetId, cancellationToken);
        return [.. sets.Select(s => new QualitySetLine(s.Id, s.Name, s.Count, runs.GetValueOrDefault(s.Id)))];
    }

    /// <returns>The set's id.</returns>
    /// <exception cref="QualitySetException">The name is empty, too long or taken.</exception>
    public async Task<long> CreateAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var set = new QualitySet { Name = await FreeNameAsync(db, name, null, cancellationToken), CreatedAt = time.GetUtcNow() };
        db.Add(set);
        await db.SaveChangesAsync(cancellationToken);
        return set.Id;
    }

    /// <exception cref="QualitySetException">The name is empty, too long or taken.</exception>
    public async Task RenameAsync(long id, string name, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var free = await FreeNameAsync(db, name, id, cancellationToken);
        await db.QualitySets.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Name, free), cancellationToken);
    }

    /// <summary>Deletes the set with its questions and its history.</summary>
    public async Task DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await db.QualitySets.Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The set's questions in the order in which they came.</summary>
    public async Task<IReadOnlyList<SavedQuestion>> QuestionsAsync(long setId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var questions = await db.QualityQuestions.Where(q => q.SetId == setId).OrderBy(q => q.Id).Select(q => new
        {
            q.Id,
            q.Text,
            q.CollectionId,
            Collection = db.Collections.Where(c => c.Id == q.CollectionId).Select(c => c.Name).FirstOrDefault(),
            Places = q.Places.OrderBy(p => p.Id).Select(p => new SavedPlace(
                p.DocumentId, p.Document!.Title, p.Document.Path, p.Document.Collection!.Name, p.Page, p.Quote,
                p.Document.RemovedAt == null && p.Document.CurrentVersionId != null)).ToList(),
        }).AsSplitQuery().ToListAsync(cancellationToken);
        return [.. questions.Select(q => new SavedQuestion(q.Id, q.Text, q.CollectionId, q.Collection, q.Places))];
    }

    /// <param name="collectionId">The collection asked in; null for all.</param>
    /// <param name="places">At least one; each of them answers the question.</param>
    /// <returns>The question's id.</returns>
    /// <exception cref="QualitySetException">The question is empty or too long, has no place, the set is full, or set or document is gone.</exception>
    public async Task<long> AddAsync(long setId, string question, long? collectionId, IReadOnlyList<NewPlace> places, CancellationToken cancellationToken)
    {
        var checkedQuestion = NewQuestion.Of(question, collectionId, places);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        if (!await db.QualitySets.AnyAsync(s => s.Id == setId, cancellationToken)) throw Gone();
        if (await db.QualityQuestions.CountAsync(q => q.SetId == setId, cancellationToken) >= MostQuestions) throw Full();
        var documents = places.Select(p => p.DocumentId).Distinct().ToList();
        if (await db.Documents.CountAsync(d => documents.Contains(d.Id), cancellationToken) < documents.Count)
        {
            throw new QualitySetException("One of the documents is not there any more. Search again, and choose a place that is found now.");
        }

        var added = checkedQuestion.In(setId, time.GetUtcNow());
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return added.Id;
    }

    public async Task RemoveQuestionAsync(long questionId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await db.QualityQuestions.Where(q => q.Id == questionId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Adds the questions of a file, one a line (<see cref="QuestionLine"/>). A question that is there already gets the file's places.</summary>
    /// <exception cref="QualitySetException">The set is gone, or the file holds more questions than a set may.</exception>
    public async Task<ImportedQuestions> ImportAsync(long setId, TextReader lines, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        if (!await db.QualitySets.AnyAsync(s => s.Id == setId, cancellationToken)) throw Gone();
        return await new QuestionImport(db, setId, time.GetUtcNow()).RunAsync(lines, cancellationToken);
    }

    /// <summary>The set as a file of questions, one a line.</summary>
    public async Task ExportAsync(long setId, TextWriter lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var question in await QuestionsAsync(setId, cancellationToken))
        {
            var evidence = question.Places.Select(p => new EvidenceLine(p.Path, p.Page, null, p.Quote.Length == 0 ? null : p.Quote, Group: 1) { Collection = p.Collection });
            var line = new QuestionLine($"q{question.Id}", question.Text, Answerable: true, [.. evidence]) { Collection = question.Collection };
            await lines.WriteLineAsync(line.ToJson().AsMemory(), cancellationToken);
        }
    }

    internal static QualitySetException Full() =>
        new($"A quality set holds at most {MostQuestions} questions. Make a second set, or remove questions that no longer tell anything.");

    private static QualitySetException Gone() => new("This quality set is not there any more. Choose another one.");

    private static async Task<string> FreeNameAsync(RagDocsDbContext db, string name, long? own, CancellationToken cancellationToken)
    {
        var wanted = name.Trim();
        if (wanted.Length is 0 or > LongestName) throw new QualitySetException($"Give the set a name of at most {LongestName} characters.");
        return await db.QualitySets.AnyAsync(s => s.Name == wanted && s.Id != own, cancellationToken)
            ? throw new QualitySetException($"There is a quality set “{wanted}” already. Choose another name.")
            : wanted;
    }
}
