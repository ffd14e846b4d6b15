using SliceActors.Runs.States;

namespace SliceActors.Screens;

/// <summary>How networks are drawn: told apart without colours, too, in a log or in a screenshot.</summary>
internal static class NetworkSigns
{
    /// <summary>The sign of a network.</summary>
    public static char Of(UnitPhase phase) => phase switch
    {
        UnitPhase.Waiting => '·',
        UnitPhase.Running => '▒',
        UnitPhase.Completed => '█',
        UnitPhase.Failed => '×',
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };

    /// <summary>As many signs of one kind, coloured.</summary>
    public static string Markup(UnitPhase phase, int count) => count == 0 ? string.Empty : $"[{Colour(phase)}]{new string(Of(phase), count)}[/]";

    /// <summary>What a sign means.</summary>
    public static string Words(UnitPhase phase) => phase switch
    {
        UnitPhase.Waiting => "waiting",
        UnitPhase.Running => "in training",
        UnitPhase.Completed => "done",
        UnitPhase.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };

    private static string Colour(UnitPhase phase) => phase switch
    {
        UnitPhase.Waiting => "grey",
        UnitPhase.Running => "yellow",
        UnitPhase.Completed => "green",
        UnitPhase.Failed => "red",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };
}
