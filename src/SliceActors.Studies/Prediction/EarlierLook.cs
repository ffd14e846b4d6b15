using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Prediction;

/// <summary>A prediction of some sessions that was made before with the same networks. Whoever changes something after it has looked at them.</summary>
/// <param name="Prefix">Its prefix.</param>
/// <param name="Sessions">How many of the sessions it holds.</param>
/// <param name="Times">How often it was made: replaced tables were looked at, too.</param>
public sealed record EarlierLook(string Prefix, int Sessions, int Times)
{
    /// <summary>How often a prefix was used.</summary>
    internal static int TimesOf(ResultTree tree, string prefix) => PredictionRecord.Read(tree, prefix)?.Looks ?? 0;

    /// <summary>Finds the earlier predictions of sessions.</summary>
    /// <param name="results">Where they were written.</param>
    /// <param name="sessions">Participant and session.</param>
    internal static IEnumerable<EarlierLook> Of(ResultFolder results, IEnumerable<(string Participant, string Session)> sessions)
    {
        var asked = sessions.ToHashSet();
        return PredictionRecord.Prefixes(results.Tree)
            .Select(prefix => new EarlierLook(prefix, SessionsOf(results, prefix).Count(asked.Contains), TimesOf(results.Tree, prefix)))
            .Where(look => look.Sessions > 0);
    }

    // The tables of all folds and selections hold the same sessions.
    private static IEnumerable<(string Participant, string Session)> SessionsOf(ResultFolder results, string prefix) => results.Folds()
        .SelectMany(fold => Enum.GetValues<Selection>().Select(selection => Path.Combine(results.Tree.Answers(fold, selection, prefix), $"{prefix}_image_level_prediction.tsv")))
        .FirstOrDefault(File.Exists) is { } table
            ? File.ReadLines(table).Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length > 1).Select(cells => (cells[0], cells[1]))
            : [];
}
