using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>The networks that failed, each reason once.</summary>
internal static class FailureScreen
{
    private const int MostNamesShown = 5;

    public static void Show(RunView view, IAnsiConsole console)
    {
        var names = ViewNames.Of(view);
        foreach (var (reason, networks) in Groups(view))
        {
            console.WriteLine($"{Count.Of(networks.Count, "network")} failed: {reason} ({Names(networks, names)})");
        }
    }

    /// <summary>The reasons, each with the networks that failed for it.</summary>
    public static IEnumerable<(string Reason, IReadOnlyList<UnitFailure> Networks)> Groups(RunView view) =>
        view.Failures.GroupBy(failure => failure.Reason).Select(group => (group.Key, (IReadOnlyList<UnitFailure>)[.. group]));

    private static string Names(IReadOnlyList<UnitFailure> networks, UnitNames names) =>
        $"{string.Join(", ", networks.Take(MostNamesShown).Select(failure => names.Of(failure.Unit)))}{(networks.Count > MostNamesShown ? $" and {networks.Count - MostNamesShown} more" : string.Empty)}";
}
