using SliceActors.Runs.Plans;

namespace SliceActors.Benchmarks.Peer;

/// <summary>A result table that is copied for every row, as <c>pd.concat([table, row])</c> does.</summary>
internal sealed class PeerTable
{
    private (string Participant, string Session, int Slice, int Label, int Predicted, float Proba0, float Proba1)[] rows = [];

    /// <summary>Number of rows.</summary>
    public int Count => rows.Length;

    /// <summary>Adds one row.</summary>
    public void Append(PlannedImage image, int slice, int label, ReadOnlySpan<float> probabilities) =>
        rows = [.. rows, (image.ParticipantId, image.SessionId, slice, label, probabilities[1] > probabilities[0] ? 1 : 0, probabilities[0], probabilities[1])];
}
