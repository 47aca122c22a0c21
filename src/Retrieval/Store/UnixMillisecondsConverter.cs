using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RagDocs.Retrieval.Store;

/// <summary>Stores a point in time as milliseconds since 1970-01-01 UTC; reads it back with offset zero.</summary>
internal sealed class UnixMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
