using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.People;

/// <summary>Where the images of a study stand in its label tables.</summary>
public static class ListedImages
{
    /// <summary>Reads the tables again.</summary>
    /// <param name="spec">Where they are.</param>
    /// <param name="plan">The images.</param>
    /// <returns>File and line of each image; null with a reason where the tables are not those of the study any more.</returns>
    public static (IReadOnlyList<(string File, int Line)>? Rows, string Reason) Of(RunSpec spec, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(plan);
        var gone = new List<Finding>();
        var sessions = CohortReader.Read(spec.Data, gone, []).SelectMany(fold => fold.Train.Concat(fold.Validation))
            .ToLookup(session => (session.ParticipantId, session.SessionId));
        var listed = plan.Images.Select(image => sessions[(image.ParticipantId, image.SessionId)].FirstOrDefault(session => IsOf(session, image))).ToList();
        return gone.Count > 0 || listed.Contains(null)
            ? (null, gone.Count > 0 ? $"the tables of the study cannot be read any more: {gone[0]}" : "the tables of the study list other people by now")
            : ([.. listed.Select(session => (session!.File, session.Line))], string.Empty);
    }

    // Two cohorts may have a participant of one name each.
    private static bool IsOf(LabelledSession session, PlannedImage image) =>
        session.CapsDirectory is null || image.Path.StartsWith(Path.TrimEndingDirectorySeparator(session.CapsDirectory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
