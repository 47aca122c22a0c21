using System.ComponentModel.DataAnnotations;

namespace RagDocs.Generation.Llama;

/// <summary>How one engine process runs one model file. Values left null are chosen from the machine and the model.</summary>
public sealed record EngineOptions
{
    /// <summary>The GGUF file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Name of a chat template that llama.cpp knows, used instead of the file's own.</summary>
    public string? Template { get; init; }

    /// <summary>Tokens of the context that all sequences share; null: what the model was trained for, at most 8,192, as memory allows.</summary>
    [Range(64, 1_048_576)]
    public int? ContextTokens { get; init; }

    /// <summary>Requests answered at the same time.</summary>
    [Range(1, 64)]
    public int Parallel { get; init; } = 4;

    /// <summary>Requests that may wait for a place; more are told to come back.</summary>
    [Range(0, 10_000)]
    public int QueueLength { get; init; } = 64;

    /// <summary>Null: physical cores - 1, at least 1. llama.cpp's threads spin, so one core is left to everybody else.</summary>
    [Range(1, 512)]
    public int? Threads { get; init; }

    /// <summary>Tokens computed in one step; a long prompt is fed in pieces of this size so that others' words keep coming.</summary>
    [Range(16, 8192)]
    public int BatchTokens { get; init; } = 512;

    /// <summary>Guess the next words from the prompt when one request runs alone.</summary>
    public bool PromptLookup { get; init; } = true;

    /// <summary>LoRA adapters in GGUF form, with their strength.</summary>
    public IReadOnlyList<LoraAdapter> Adapters { get; init; } = [];

    /// <summary>Layers put on a GPU; -1 all. Without a GPU library the CPU does them all.</summary>
    public int GpuLayers { get; init; } = -1;
}

/// <param name="Path">The adapter's GGUF file.</param>
/// <param name="Scale">1 as trained, 0 off.</param>
public sealed record LoraAdapter(string Path, float Scale);
