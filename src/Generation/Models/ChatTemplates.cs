namespace RagDocs.Generation.Models;

/// <summary>The chat templates that the engine knows by name, for model files whose own is missing or unknown.</summary>
public static class ChatTemplates
{
    /// <summary>As llama.cpp calls them; the families of the model list first.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "mistral-v1", "mistral-v3", "mistral-v3-tekken", "mistral-v7", "mistral-v7-tekken", "llama2", "llama2-sys", "llama3", "llama4", "chatml", "phi3", "phi4",
        "gemma", "falcon3", "openchat", "zephyr", "vicuna", "vicuna-orca", "deepseek", "deepseek2", "deepseek3", "command-r", "granite", "exaone3",
        "exaone4", "chatglm3", "chatglm4", "glmedge", "minicpm", "orion", "monarch", "megrez", "gigachat", "smolvlm", "gpt-oss",
    ];

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.Ordinal);
}
