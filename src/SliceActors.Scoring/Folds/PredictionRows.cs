using System.Collections;
using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Folds;

/// <summary>The predictions of the networks of a fold on one set, seen as rows; a row is made when it is looked at.</summary>
/// <param name="sessions">The set.</param>
/// <param name="networks">Networks with their slices and predictions, in the order of the rows; all see the same number of slices.</param>
internal sealed class PredictionRows(
    ImmutableArray<ScoredSession> sessions,
    ImmutableArray<(SliceRange Slices, SetPredictions Predictions)> networks) : IReadOnlyList<SliceLevelRow>
{
    private readonly int slicesPerNetwork = networks[0].Slices.Count;

    /// <inheritdoc/>
    public int Count { get; } = networks.Length * networks[0].Slices.Count * sessions.Length;

    /// <inheritdoc/>
    public SliceLevelRow this[int index]
    {
        get
        {
            var (network, item) = Math.DivRem(index, sessions.Length * slicesPerNetwork);
            var (slices, predictions) = networks[network];
            var session = sessions[item / slicesPerNetwork];
            return new SliceLevelRow(
                session.ParticipantId,
                session.SessionId,
                slices.At(item % slicesPerNetwork),
                session.TrueLabel,
                predictions.PredictedLabel[item],
                predictions.Proba0[item],
                predictions.Proba1[item]);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<SliceLevelRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
