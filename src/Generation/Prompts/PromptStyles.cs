namespace RagDocs.Generation.Prompts;

/// <summary>
/// Which style a model's family wants. Some templates refuse a system message (Gemma 2, Mistral 7B v0.1 to v0.3, Mixtral), some drop it without a
/// word (Phi-3 as first published), some write a role the model was never trained on (OpenChat, Starling): all of these get one message.
/// </summary>
internal static class PromptStyles
{
    // What a family's template is recognised by, the narrower marks first.
    private static readonly (string Mark, PromptStyle Style)[] Marks =
    [
        ("[SYSTEM_PROMPT]", PromptStyle.System), ("<<SYS>>", PromptStyle.System), ("[INST]", PromptStyle.UserOnly),
        ("<start_of_turn>", PromptStyle.UserOnly), ("GPT4 Correct ", PromptStyle.UserOnly),
        ("<|im_start|>", PromptStyle.System), ("<|start_header_id|>", PromptStyle.System),
    ];

    private const string PhiMark = "<|end|>";

    // Names that llama.cpp gives to templates.
    private static readonly string[] UserOnlyTemplates = ["mistral-v1", "mistral-v3", "mistral-v3-tekken", "gemma", "openchat", "phi3"];

    private static readonly string[] UserOnlyNames = ["gemma", "mixtral", "mistral-7b", "mistral:", "openchat", "starling", "phi-3", "phi3", "zephyr-gemma"];

    // Their newer templates have the role, or fold the text themselves.
    private static readonly string[] SystemNames = ["gemma-3", "gemma3", "phi-3.5", "phi3.5"];

    /// <summary>By the template that a model file brings.</summary>
    /// <returns>System for a family that is not known: most have the role.</returns>
    public static PromptStyle OfTemplate(string template)
    {
        foreach (var (mark, style) in Marks)
        {
            if (template.Contains(mark, StringComparison.Ordinal)) return style;
        }

        // Phi-3's first template has no word about the system role and leaves such a message out.
        return template.Contains(PhiMark, StringComparison.Ordinal) && !template.Contains("system", StringComparison.Ordinal) ? PromptStyle.UserOnly : PromptStyle.System;
    }

    /// <summary>By the name of a template that the engine has.</summary>
    public static PromptStyle OfNamedTemplate(string name) => Array.IndexOf(UserOnlyTemplates, name) >= 0 ? PromptStyle.UserOnly : PromptStyle.System;

    /// <summary>By the name of a model on a server elsewhere, which tells nothing of its template. One message is understood by every model.</summary>
    /// <returns>UserOnly or, for a name that says nothing, Auto.</returns>
    public static PromptStyle OfModelName(string model)
    {
        bool Has(string part) => model.Contains(part, StringComparison.OrdinalIgnoreCase);
        var isKnown = Array.Exists(UserOnlyNames, Has) || model.Equals("mistral", StringComparison.OrdinalIgnoreCase);
        return isKnown && !Array.Exists(SystemNames, Has) ? PromptStyle.UserOnly : PromptStyle.Auto;
    }
}
