using System.Text.Json;
using System.Text.Json.Serialization;
using Xunit;

namespace SliceActors.Testing;

/// <summary>Compares records by content: two immutable arrays are equal only when they are one array.</summary>
public static class Same
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static void Content(object expected, object? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(JsonSerializer.Serialize(expected, Options), JsonSerializer.Serialize(actual, Options));
    }
}
