using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagDocs.Generation.Models.Store;

/// <summary>A small settings file, replaced whole: a reader sees the old one or the new one, never half of one.</summary>
internal sealed class JsonFile<T>(string path)
    where T : class, new()
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _lock = new();

    /// <summary>What the file says; a new one when it is missing.</summary>
    /// <exception cref="ModelsException">It was damaged.</exception>
    public T Read()
    {
        if (!File.Exists(path)) return new T();
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options) ?? new T();
        }
        catch (JsonException damaged)
        {
            throw new ModelsException($"{path} cannot be read: {damaged.Message} Correct it or delete it.");
        }
    }

    public void Change(Action<T> change)
    {
        lock (_lock)
        {
            var value = Read();
            change(value);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Environment.ProcessId}.new";
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(value, Options));
            File.Move(temporary, path, overwrite: true);
        }
    }
}
