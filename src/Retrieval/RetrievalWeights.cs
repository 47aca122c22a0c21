using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace RagDocs.Retrieval;

/// <summary>The weights among the options, by name: those that a collection may have its own of.</summary>
internal sealed class RetrievalWeights : IValidateOptions<RetrievalOptions>
{
    private static readonly PropertyInfo[] Settable = [.. typeof(RetrievalOptions).GetProperties().Where(property => property.CanWrite)];

    private static readonly Dictionary<string, PropertyInfo> Weights = Settable
        .Where(property => property.PropertyType == typeof(double) && property.Name.EndsWith("Weight", StringComparison.Ordinal))
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A copy with other weights.</summary>
    /// <param name="own">By the option's name; checked before.</param>
    public static RetrievalOptions With(RetrievalOptions common, IEnumerable<KeyValuePair<string, double>> own)
    {
        var copy = new RetrievalOptions();
        foreach (var property in Settable) property.SetValue(copy, property.GetValue(common));
        foreach (var (name, value) in own) Weights[name].SetValue(copy, value);
        return copy;
    }

    /// <summary>Every fault by its full name.</summary>
    public ValidateOptionsResult Validate(string? name, RetrievalOptions options)
    {
        var faults = options.Collections.SelectMany(collection => collection.Value.Select(weight => Fault(collection.Key, weight.Key, weight.Value))).OfType<string>().ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? Fault(string collection, string name, double value)
    {
        var path = $"{RetrievalOptions.Section}:{nameof(RetrievalOptions.Collections)}:{collection}:{name}";
        if (!Weights.TryGetValue(name, out var weight)) return $"{path} is no weight. A collection can have its own {string.Join(", ", Weights.Keys.Order(StringComparer.Ordinal))}.";
        var range = weight.GetCustomAttribute<RangeAttribute>()!;
        return range.IsValid(value) ? null : $"{path} is {value}; it must be between {range.Minimum} and {range.Maximum}.";
    }
}
