using SliceActors.Cohorts.Leakage;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Leakage;

/// <summary>People who are in training and validation of a fold.</summary>
internal static class SharedPeople
{
    /// <summary>Finds them: session after session of the validation sets.</summary>
    public static IEnumerable<LeakageFinding> Of(RunPlan plan)
    {
        foreach (var fold in plan.Folds)
        {
            var trained = fold.Set(DataSubset.Train).Select(session => plan.Images[session.Image]).ToLookup(Person);
            foreach (var image in fold.Set(DataSubset.Validation).Select(session => plan.Images[session.Image]))
            {
                var sessions = trained[Person(image)].Select(other => other.SessionId).Order(StringComparer.Ordinal).ToList();
                if (sessions.Count > 0)
                {
                    var isSame = sessions.Contains(image.SessionId);
                    yield return new LeakageFinding(
                        isSame ? LeakageKind.SameSession : LeakageKind.SameParticipant,
                        fold.Fold,
                        new("validation", image.ParticipantId, image.SessionId),
                        new("train", image.ParticipantId, isSame ? image.SessionId : sessions[0]));
                }
            }
        }
    }

    private static (string?, string) Person(PlannedImage image) => FoldPeople.PersonOf(image.ParticipantId, image.Path);
}
