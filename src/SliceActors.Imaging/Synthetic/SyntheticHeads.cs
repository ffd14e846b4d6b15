using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Nifti;
using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic;

/// <summary>Makes a small CAPS of synthetic heads with the label tables of a k-fold study, for demos and tests: no real person, no licence.</summary>
public static class SyntheticHeads
{
    /// <summary>Writes images and tables.</summary>
    /// <param name="folder">Holds <c>caps</c> and <c>labels</c> afterwards; files of the same names are replaced.</param>
    /// <param name="study">What to make.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="ArgumentException">The parameters make no study.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static SyntheticCaps Write(string folder, SyntheticStudy study, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        Check(study);
        var caps = Path.Combine(Path.GetFullPath(folder), "caps");
        var labels = Path.Combine(Path.GetFullPath(folder), "labels");
        var participants = People(study);
        var images = participants.SelectMany(person => person.Sessions, (person, months) => (Person: person, Months: months)).ToArray();
        Parallel.ForEach(images, new ParallelOptions { CancellationToken = cancellation }, image =>
        {
            var voxels = HeadPainter.Paint(study, image.Person, image.Months);
            var path = CapsImages.LinearNifti(caps, image.Person.Id, SyntheticParticipant.Session(image.Months));
            NiftiWriter.Write(path, study.Shape, voxels, HeadPainter.Affine(study.Shape));
        });
        SyntheticLabels.Write(labels, participants, study.Folds);
        return new SyntheticCaps(caps, labels, images.Length);
    }

    /// <summary>
    /// Writes label tables as somebody makes them who deals sessions to training and validation without asking whose they are: the people of a validation set are in the training set of its fold
    /// with their other sessions. Networks may know them by sight.
    /// </summary>
    /// <param name="folder">Root of the tree; files of the same names are replaced.</param>
    /// <param name="study">The study whose images were written.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void WriteLeakingLabels(string folder, SyntheticStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        Check(study);
        SyntheticLabels.WriteLeaking(folder, People(study), study.Folds);
    }

    private static void Check(SyntheticStudy study)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(study.Folds, 2, "Folds");
        ArgumentOutOfRangeException.ThrowIfLessThan(study.ParticipantsPerClass, study.Folds, "ParticipantsPerClass");
        ArgumentOutOfRangeException.ThrowIfLessThan(study.Sessions, 1, "Sessions");
        ArgumentOutOfRangeException.ThrowIfLessThan(study.Shape.VoxelCount, 1, "Shape");
        ArgumentOutOfRangeException.ThrowIfNegative(study.Effect, "Effect");
        ArgumentOutOfRangeException.ThrowIfNegative(study.Band.First.Value, "Band");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(study.Band.First.Value + study.Band.Count, study.Shape.SlicesAlong(study.Direction), "Band");
    }

    private static List<SyntheticParticipant> People(SyntheticStudy study)
    {
        var random = new CountedRandom(study.Seed);
        var people = new List<SyntheticParticipant>();
        foreach (var diagnosis in (ReadOnlySpan<string>)["AD", "CN"])
        {
            // Dealt like cards, so that folds differ by at most one person of a class.
            var folds = Enumerable.Range(0, study.ParticipantsPerClass).Select(i => i % study.Folds).ToArray();
            random.Shuffle<int>(folds);
            for (var i = 0; i < folds.Length; i++)
            {
                var months = Enumerable.Range(0, i % 2 == 0 || study.EverybodyReturns ? study.Sessions : 1).Select(session => 12 * session).ToArray();
                var age = 60 + Math.Round(200 * random.NextDouble()) / 10;
                var sex = random.NextInt(2) == 0 ? "F" : "M";
                people.Add(new SyntheticParticipant(
                    FormattableString.Invariant($"sub-{diagnosis}{i + 1:000}"), diagnosis, age, sex, months, folds[i], random.NextUInt64()));
            }
        }

        return people;
    }
}
