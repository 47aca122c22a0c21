using Microsoft.Extensions.Options;

namespace RagDocs.Generation.OpenAi;

/// <summary>Stops the start with every fault of a remote server's settings named.</summary>
internal sealed class RemoteServerValidation<T> : IValidateOptions<T>
    where T : RemoteServerOptions
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = options.Faults().ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
