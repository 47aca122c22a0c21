using System.Globalization;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>Which citation the viewer shows, as it stands in the address: "12.3".</summary>
internal sealed record ShownSource(long MessageId, int Number)
{
    public static ShownSource? Parse(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var message)
            && int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(message, number)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MessageId}.{Number}");
}
