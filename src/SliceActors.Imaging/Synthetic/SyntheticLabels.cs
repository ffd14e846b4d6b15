using System.Globalization;
using System.Text;
using SliceActors.Runs.Files;

namespace SliceActors.Imaging.Synthetic;

/// <summary>Label tables in the layout of <c>tsvtool kfold</c>: the validation side has only the first session of each person.</summary>
internal static class SyntheticLabels
{
    public static void Write(string folder, IReadOnlyList<SyntheticParticipant> participants, int folds)
    {
        foreach (var people in participants.GroupBy(person => person.Diagnosis))
        {
            Table(Path.Combine(folder, $"{people.Key}.tsv"), people, baseline: false);
            for (var fold = 0; fold < folds; fold++)
            {
                var train = Path.Combine(folder, $"train_splits-{folds}", $"split-{fold}");
                var validation = Path.Combine(folder, $"validation_splits-{folds}", $"split-{fold}");
                var others = people.Where(person => person.Fold != fold).ToArray();
                Table(Path.Combine(train, $"{people.Key}.tsv"), others, baseline: false);
                Table(Path.Combine(train, $"{people.Key}_baseline.tsv"), others, baseline: true);
                Table(Path.Combine(validation, $"{people.Key}_baseline.tsv"), people.Where(person => person.Fold == fold), baseline: true);
            }
        }
    }

    /// <summary>The same tree, but a fold's training set has every session that is not in its validation set, whoever it is of.</summary>
    public static void WriteLeaking(string folder, IReadOnlyList<SyntheticParticipant> participants, int folds)
    {
        Write(folder, participants, folds);
        foreach (var people in participants.GroupBy(person => person.Diagnosis))
        {
            for (var fold = 0; fold < folds; fold++)
            {
                var left = people.Select(person => person.Fold == fold ? person with { Sessions = [.. person.Sessions.Skip(1)] } : person);
                Table(Path.Combine(folder, $"train_splits-{folds}", $"split-{fold}", $"{people.Key}.tsv"), left, baseline: false);
            }
        }
    }

    private static void Table(string path, IEnumerable<SyntheticParticipant> people, bool baseline)
    {
        var text = new StringBuilder("participant_id\tsession_id\tdiagnosis\tage\tsex\n");
        foreach (var person in people)
        {
            foreach (var months in person.Sessions.Take(baseline ? 1 : person.Sessions.Count))
            {
                text.Append(CultureInfo.InvariantCulture, $"{person.Id}\t{SyntheticParticipant.Session(months)}\t{person.Diagnosis}\t{person.Age + months / 12.0:0.0}\t{person.Sex}\n");
            }
        }

        DurableFile.WriteText(path, text.ToString());
    }
}
