using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Files;

/// <summary>
/// Where everything lies in an output folder. The layout is the one that readers of ClinicaDL 0.2.1 results know; what may be read of a folder that is laid
/// out otherwise is virtual.
/// </summary>
/// <param name="Root">Absolute path of the output folder.</param>
public record ResultTree(string Root)
{
    /// <summary>The options of the study: <c>commandline.json</c>.</summary>
    public virtual string CommandLine => Path.Combine(Root, "commandline.json");

    /// <summary><c>environment.txt</c>.</summary>
    public string Environment => Path.Combine(Root, "environment.txt");

    /// <summary>Mean and standard deviation of the metrics over the folds.</summary>
    public string Summary => Path.Combine(Root, "summary.tsv");

    /// <summary>What the validation sets say of the vote, with intervals.</summary>
    public string Estimate => Path.Combine(Root, "estimate.tsv");

    /// <summary>What each slice position alone tells of the people of the validation sets, with intervals.</summary>
    public string Slices => Path.Combine(Root, "slices.tsv");

    /// <summary>What the study comes to on permuted labels; only where somebody asked for it.</summary>
    public string Permutations => Path.Combine(Root, "permutations.tsv");

    /// <summary>How often chance does as well as the study; only with permutations.</summary>
    public string Chance => Path.Combine(Root, "chance.tsv");

    /// <summary>What the study comes to with other seeds; only where somebody asked for it.</summary>
    public string Repeats => Path.Combine(Root, "repeats.tsv");

    /// <summary>The AUC of each slice in the volume that it was cut from, a NIfTI image; written with the report.</summary>
    public string SliceMap(Selection selection) => Path.Combine(Root, $"slices-{selection.Term()}.nii.gz");

    /// <summary>Who or what is on both sides of the study, and what was compared to know.</summary>
    public string Leakage => Path.Combine(Root, "leakage.tsv");

    /// <summary>Figures of simple models on the same folds; only where somebody asked for them.</summary>
    public string Baselines => Path.Combine(Root, "baselines.tsv");

    /// <summary>What the networks are ahead of the simple models, on the same people; beside the table of the simple models.</summary>
    public string BaselineDifferences => Path.Combine(Root, "baseline_differences.tsv");

    /// <summary>How many people and sessions are in each set; written with the report.</summary>
    public string Sets => Path.Combine(Root, "sets.tsv");

    /// <summary>What became of the images that were found; written with the report.</summary>
    public string Flow => Path.Combine(Root, "flow.tsv");

    /// <summary>ROC and precision-recall curves of the validation sets, with intervals; written with the report.</summary>
    public string Curves => Path.Combine(Root, "curves.tsv");

    /// <summary>Folder of the maps of a method and selection.</summary>
    public string Explanations(string method, Selection selection) => Path.Combine(Root, "explanations", $"{method}-{selection.Term()}");

    /// <summary>The page to hand in.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>Folder of the run's own bookkeeping; holds nothing that a result reader needs.</summary>
    public string Bookkeeping => Path.Combine(Root, ".slice-actors");

    /// <summary>The SQLite journal.</summary>
    public string Journal => Path.Combine(Bookkeeping, "journal.db");

    /// <summary>Names the run that owns the folder.</summary>
    public string RunFile => Path.Combine(Bookkeeping, "run.json");

    /// <summary>Folder of the folds that are trained once more, of which only a few figures are kept.</summary>
    public string Variations => Path.Combine(Bookkeeping, "variations");

    /// <summary>Folder of everything that is in training; empty once the run is over, but for units that failed.</summary>
    public string Work => Path.Combine(Bookkeeping, "work");

    /// <summary>Folder of a unit in training: holds one folder for each of its assignments.</summary>
    public string WorkOf(UnitId unit) => Path.Combine([Work, .. unit.ToString().Split('/')]);

    /// <summary>Folder of an assignment of a unit.</summary>
    public AttemptFolder Attempt(UnitId unit, Attempt attempt) => new(Path.Combine(WorkOf(unit), $"attempt-{attempt}"));

    /// <summary>Begins the names of the folders of folds.</summary>
    public virtual string FoldPrefix => "fold-";

    /// <summary>Folder of a fold.</summary>
    public string Fold(FoldIndex fold) => Path.Combine(fold.IsVariation ? Variations : Root, $"{FoldPrefix}{fold}");

    /// <summary>Folder of the tables of a fold and selection.</summary>
    public string Classification(FoldIndex fold, Selection selection) => Path.Combine(Fold(fold), "cnn_classification", selection.Term());

    /// <summary>Folder of the tables of a fold and selection that say what its networks answered to a set.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="selection">Which of the best models.</param>
    /// <param name="group"><c>train</c>, <c>validation</c>, or the prefix of a prediction; begins the names of the tables.</param>
    public virtual string Answers(FoldIndex fold, Selection selection, string group) => Classification(fold, selection);

    /// <summary>The same folders of all folds and selections, as a person writes them.</summary>
    public virtual string AllAnswers(string group) => Path.Combine(Root, $"{FoldPrefix}*", "cnn_classification", "best_*");

    /// <summary>Tables that name the people of a set of a fold in a column <c>participant_id</c>; one of them that is there tells all.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="group"><c>train</c> or <c>validation</c>.</param>
    public virtual IEnumerable<string> People(FoldIndex fold, string group) =>
        Enum.GetValues<Selection>().Select(selection => Path.Combine(Answers(fold, selection, group), $"{group}_image_level_prediction.tsv"));

    /// <summary>What each slice position alone tells of the people of a fold's validation set.</summary>
    public string SlicesOf(FoldIndex fold) => Path.Combine(Fold(fold), "cnn_classification", "slices.tsv");

    /// <summary>What the last epoch of a fold's networks said of the people of its validation set.</summary>
    public string LastEpochOf(FoldIndex fold) => Path.Combine(Fold(fold), "cnn_classification", "last_epoch.tsv");

    /// <summary>Folder of what an autoencoder made of the first image of a set.</summary>
    public string Reconstructions(FoldIndex fold, DataSubset subset) => Path.Combine(Fold(fold), "autoencoder_reconstruction", subset.Term());

    /// <summary>Folder of the models and checkpoints of a unit.</summary>
    public string Models(UnitId unit) => unit.Network is { } network
        ? Path.Combine(Fold(unit.Fold), "models", $"cnn-{network}")
        : Path.Combine(Fold(unit.Fold), "models");

    /// <summary>The final model file of a unit and selection.</summary>
    public virtual string Model(UnitId unit, Selection selection) => Path.Combine(Models(unit), selection.Term(), "model_best.pth.tar");

    /// <summary>The predictions of a unit: those of its best epochs, and the probabilities of the validation set after every epoch.</summary>
    public string Predictions(UnitId unit) => Path.Combine(Models(unit), "predictions.pth.tar");

    /// <summary>Folder of the TensorBoard logs of a unit.</summary>
    public string TensorBoard(UnitId unit) => unit.Network is { } network
        ? Path.Combine(Fold(unit.Fold), "tensorboard_logs", $"cnn-{network}")
        : Path.Combine(Fold(unit.Fold), "tensorboard_logs");

    /// <summary>The training log of a unit; one file per network.</summary>
    public string TrainingTsv(UnitId unit) => unit.Network is null
        ? Path.Combine(Fold(unit.Fold), "training.tsv")
        : Path.Combine(TensorBoard(unit), "training.tsv");
}
