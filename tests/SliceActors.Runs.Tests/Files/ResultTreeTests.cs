using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Runs.Tests.Support;

namespace SliceActors.Runs.Tests.Files;

public class ResultTreeTests
{
    private static readonly ResultTree Tree = new("/out");

    private static readonly UnitId Network = Study.Unit(12, fold: 3);

    private static readonly UnitId Single = new(new FoldIndex(3), null);

    [Fact]
    public void A_run_has_its_files_at_the_top_and_its_bookkeeping_hidden()
    {
        Assert.Equal("/out/commandline.json", Tree.CommandLine);
        Assert.Equal("/out/environment.txt", Tree.Environment);
        Assert.Equal("/out/.slice-actors/journal.db", Tree.Journal);
        Assert.Equal("/out/.slice-actors/run.json", Tree.RunFile);
        Assert.Equal("/out/.slice-actors", Tree.Bookkeeping);
    }

    [Fact]
    public void A_fold_has_one_folder_of_tables_per_selection()
    {
        Assert.Equal("/out/fold-3/cnn_classification/best_balanced_accuracy", Tree.Classification(new FoldIndex(3), Selection.BestBalancedAccuracy));
        Assert.Equal("/out/fold-3/cnn_classification/best_loss", Tree.Classification(new FoldIndex(3), Selection.BestLoss));
    }

    [Fact]
    public void A_network_of_a_multicnn_has_folders_of_its_own()
    {
        Assert.Equal("/out/fold-3/models/cnn-12", Tree.Models(Network));
        Assert.Equal("/out/fold-3/models/cnn-12/best_loss/model_best.pth.tar", Tree.Model(Network, Selection.BestLoss));
        Assert.Equal("/out/fold-3/tensorboard_logs/cnn-12", Tree.TensorBoard(Network));
        Assert.Equal("/out/fold-3/tensorboard_logs/cnn-12/training.tsv", Tree.TrainingTsv(Network));
    }

    [Fact]
    public void The_only_network_of_a_fold_has_the_folders_of_the_fold()
    {
        Assert.Equal("/out/fold-3/models", Tree.Models(Single));
        Assert.Equal("/out/fold-3/models/best_balanced_accuracy/model_best.pth.tar", Tree.Model(Single, Selection.BestBalancedAccuracy));
        Assert.Equal("/out/fold-3/tensorboard_logs", Tree.TensorBoard(Single));
        Assert.Equal("/out/fold-3/training.tsv", Tree.TrainingTsv(Single));
    }
}
