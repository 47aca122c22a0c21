using Microsoft.Extensions.Options;

namespace RagDocs.Generation.LanguageModels;

/// <summary>Stops the start with every fault of the remote server's settings named.</summary>
internal sealed class LanguageModelOptionsValidation : IValidateOptions<LanguageModelOptions>
{
    public ValidateOptionsResult Validate(string? name, LanguageModelOptions options)
    {
        var faults = options.Remote.Faults().ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
