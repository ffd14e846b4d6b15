namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>A moment at which a run is killed.</summary>
/// <param name="Name">What is going on.</param>
/// <param name="HasCome">Looks at the output folder.</param>
internal sealed record Moment(string Name, Func<bool> HasCome);
