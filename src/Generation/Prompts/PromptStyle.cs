namespace RagDocs.Generation.Prompts;

/// <summary>Whether a model's chat template has a place for a system text.</summary>
public enum PromptStyle
{
    /// <summary>Known by the model's template, for a server elsewhere by its name; a system text where neither says.</summary>
    Auto,

    /// <summary>A system message, then the user's.</summary>
    System,

    /// <summary>One message of the user that begins with the system text: for Gemma, Mistral, Mixtral, Phi-3, Starling and OpenChat.</summary>
    UserOnly,
}
