using Microsoft.Extensions.Options;
using RagDocs.Generation.Llama;

namespace RagDocs.Generation.Engines;

/// <summary>
/// Makes the paths of <see cref="EngineProcessOptions.Lora"/> absolute: an engine runs in another folder than the service. What cannot be read
/// is said when the service starts.
/// </summary>
/// <param name="folder">Where relative paths begin: the data folder.</param>
internal sealed class EngineAdapters(string folder) : IPostConfigureOptions<EngineProcessOptions>, IValidateOptions<EngineProcessOptions>
{
    public void PostConfigure(string? name, EngineProcessOptions options)
    {
        for (var i = 0; i < options.Lora.Count; i++)
        {
            if (Problem(options.Lora[i]) is null) options.Lora[i] = LoraAdapterText.Format(LoraAdapterText.Parse(options.Lora[i], folder));
        }
    }

    public ValidateOptionsResult Validate(string? name, EngineProcessOptions options)
    {
        var problems = options.Lora.Select(Problem).OfType<string>().Select(problem => $"Engine:Lora: {problem}").ToList();
        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private string? Problem(string text)
    {
        try
        {
            _ = LoraAdapterText.Parse(text, folder);
            return null;
        }
        catch (FormatException problem)
        {
            return problem.Message;
        }
    }
}
