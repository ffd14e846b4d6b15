using System.Reflection;

namespace SliceActors.Testing;

/// <summary>The program as a user has it: published, and so compiled ahead of time.</summary>
public static class PublishedProgram
{
    /// <summary>Its path.</summary>
    /// <param name="asking">The assembly whose project imports <c>PublishedProgram.targets</c>.</param>
    public static string For(Assembly asking) =>
        asking.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == nameof(PublishedProgram)).Value!;
}
