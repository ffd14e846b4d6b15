using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SliceActors.Learning.Native;

namespace SliceActors.Learning.Tests.Native;

/// <summary>Tests touch TorchSharp before anything of the room: the loader must be in place by then.</summary>
internal static class LibtorchForTests
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "See above.")]
    internal static void Load() => IntraOpThreads.Use(1);
}
