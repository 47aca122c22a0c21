namespace RagDocs.Generation.Languages;

/// <summary>A language that questions are recognised in; the first seven have prompts and refusals of their own.</summary>
internal enum Language
{
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Russian,
    Chinese,
    Japanese,
    Korean,
    Thai,
}
