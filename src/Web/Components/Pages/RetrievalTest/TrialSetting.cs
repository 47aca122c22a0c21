using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>One number of <see cref="RetrievalOptions"/> that a search can be tried with.</summary>
public sealed class TrialSetting
{
    private static readonly RetrievalOptions BuiltInOptions = new();

    private readonly PropertyInfo _property;

    private TrialSetting(string name, Evidence? kind)
    {
        _property = typeof(RetrievalOptions).GetProperty(name)!;
        var range = _property.GetCustomAttribute<RangeAttribute>()!;
        (Name, Kind, IsWhole) = (name, kind, _property.PropertyType == typeof(int));
        (Minimum, Maximum) = (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
        BuiltIn = Of(BuiltInOptions);
    }

    /// <summary>The weights of the kinds of evidence. Those of the fields are stored with the points where the index is in Qdrant, so they are not tried here.</summary>
    public static IReadOnlyList<TrialSetting> Weights { get; } =
    [
        new(nameof(RetrievalOptions.KeywordWeight), Evidence.Keywords),
        new(nameof(RetrievalOptions.VectorWeight), Evidence.Meaning),
        new(nameof(RetrievalOptions.DocumentWeight), Evidence.Document),
        new(nameof(RetrievalOptions.ScopeWeight), Evidence.Scope),
        new(nameof(RetrievalOptions.SoftMatchWeight), Evidence.Words),
        new(nameof(RetrievalOptions.WindowWeight), Evidence.Window),
        new(nameof(RetrievalOptions.OpeningWeight), Evidence.Opening),
        new(nameof(RetrievalOptions.AskedKindWeight), Evidence.AskedKind),
        new(nameof(RetrievalOptions.LengthWeight), Evidence.Length),
        new(nameof(RetrievalOptions.FeedbackWeight), Evidence.Feedback),
        new(nameof(RetrievalOptions.AlikeWeight), Evidence.Alike),
        new(nameof(RetrievalOptions.CrossEncoderWeight), Evidence.CrossEncoder),
    ];

    /// <summary>How many passages go from stage to stage.</summary>
    public static IReadOnlyList<TrialSetting> Limits { get; } =
    [
        new(nameof(RetrievalOptions.Candidates), null),
        new(nameof(RetrievalOptions.Compared), null),
        new(nameof(RetrievalOptions.NearDuplicate), null),
        new(nameof(RetrievalOptions.LongestPassage), null),
    ];

    /// <summary>As in the settings file.</summary>
    public string Name { get; }

    /// <summary>What it is the weight of; null for other numbers.</summary>
    public Evidence? Kind { get; }

    public bool IsWhole { get; }

    public double Minimum { get; }

    public double Maximum { get; }

    /// <summary>The value without any settings file.</summary>
    public double BuiltIn { get; }

    public double Of(RetrievalOptions options) => Convert.ToDouble(_property.GetValue(options), CultureInfo.InvariantCulture);

    /// <summary>Sets the nearest value that is allowed.</summary>
    public void Set(RetrievalOptions options, double value)
    {
        var allowed = Math.Clamp(Math.Round(value, IsWhole ? 0 : 3), Minimum, Maximum);
        _property.SetValue(options, IsWhole ? (object)(int)allowed : allowed);
    }
}
