using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>The settings in use beside those that are tried; nothing of it is saved.</summary>
public sealed class TrialOptions
{
    private static readonly PropertyInfo[] Properties = typeof(RetrievalOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly RetrievalOptions _inUse;
    private readonly RetrievalOptions _trial = new();

    public TrialOptions(RetrievalOptions inUse)
    {
        _inUse = inUse;
        ResetAll();
    }

    /// <summary>Number of settings that differ from those in use.</summary>
    public int Differing => TrialSetting.Weights.Concat(TrialSetting.Limits).Count(Differs);

    public double InUse(TrialSetting setting) => setting.Of(_inUse);

    public double Of(TrialSetting setting) => setting.Of(_trial);

    public bool Differs(TrialSetting setting) => Of(setting) != InUse(setting);

    public void Set(TrialSetting setting, double value) => setting.Set(_trial, value);

    public void ResetAll() => Copy(_inUse, _trial);

    /// <summary>What a search is to be tried with; later changes do not reach it.</summary>
    public RetrievalOptions ForSearch()
    {
        var copy = new RetrievalOptions();
        Copy(_trial, copy);
        return copy;
    }

    /// <summary>The tried settings as they stand in appsettings.json: those that differ from the built-in ones.</summary>
    public string Json()
    {
        var builtIn = new RetrievalOptions();
        var section = new JsonObject();
        // What is set for single collections is none of what is tried here.
        foreach (var property in Properties.Where(p => p.PropertyType.IsValueType || p.PropertyType == typeof(string)))
        {
            var value = property.GetValue(_trial);
            if (!Equals(value, property.GetValue(builtIn))) section[property.Name] = JsonSerializer.SerializeToNode(value, property.PropertyType);
        }

        return JsonSerializer.Serialize(new JsonObject { [RetrievalOptions.Section] = section }, Indented);
    }

    private static void Copy(RetrievalOptions from, RetrievalOptions to)
    {
        foreach (var property in Properties) property.SetValue(to, property.GetValue(from));
    }
}
