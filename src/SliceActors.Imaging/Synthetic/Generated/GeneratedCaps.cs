using System.Globalization;
using System.Text;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Files;
using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>
/// The folder that <c>clinicadl generate random</c> and <c>trivial</c> leave: t1-linear images, <c>data.tsv</c> and a table of modalities, from which
/// <c>tsvtool getlabels --modality synthetic</c> makes the lists of a study.
/// </summary>
internal static class GeneratedCaps
{
    /// <summary>Writes images side by side, then the tables: where <c>data.tsv</c> stands, all images are there.</summary>
    /// <param name="folder">Root of the CAPS.</param>
    /// <param name="participants">Whose images.</param>
    /// <param name="write">Writes the image of a participant to a path.</param>
    /// <param name="progress">Told after each image, from the threads that write.</param>
    /// <param name="cancellation">Stops between two images.</param>
    public static void Write(
        string folder, IReadOnlyList<GeneratedParticipant> participants, Action<GeneratedParticipant, string> write, IProgress<GeneratedImages>? progress, CancellationToken cancellation)
    {
        var done = 0;
        ParallelFaults.Unwrap(() => Parallel.ForEach(participants, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, participant =>
        {
            write(participant, CapsImages.LinearNifti(folder, participant.Id, GeneratedParticipant.Session));
            progress?.Report(new GeneratedImages(Interlocked.Increment(ref done), participants.Count));
        }));
        Table(
            Path.Combine(folder, "missing_mods", $"missing_mods_{GeneratedParticipant.Session}.tsv"), "participant_id\tsynthetic", participants.Select(participant => $"{participant.Id}\t1"));
        Table(
            Path.Combine(folder, "data.tsv"),
            "participant_id\tsession_id\tdiagnosis\tage_bl\tsex",
            participants.Select(participant => $"{participant.Id}\t{GeneratedParticipant.Session}\t{participant.Diagnosis}\t60\tF"));
    }

    /// <summary>Participants with a number and a seed each.</summary>
    /// <param name="prefix">What stands before the number.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of all.</param>
    /// <param name="diagnosis">The diagnosis of a number.</param>
    public static IReadOnlyList<GeneratedParticipant> Participants(string prefix, int count, long seed, Func<int, string> diagnosis)
    {
        var random = new CountedRandom((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(number => new GeneratedParticipant(
            number, string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}"), diagnosis(number), random.NextUInt64()))];
    }

    /// <summary>Writes a table durably.</summary>
    public static void Table(string path, string header, IEnumerable<string> rows) =>
        DurableFile.WriteText(path, new StringBuilder(header).Append('\n').AppendJoin('\n', rows).Append('\n').ToString());
}
