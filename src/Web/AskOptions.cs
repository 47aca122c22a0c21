namespace RagDocs.Web;

/// <summary>The ask page. Section "Ask" of the settings.</summary>
public sealed class AskOptions
{
    public const string Section = "Ask";

    /// <summary>Questions offered on the empty page; without any, they are made from the documents' own headings.</summary>
    public IList<string> ExampleQuestions { get; } = [];
}
