using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Testing;

namespace SliceActors.Runs.Tests.Files;

public sealed class WorkFoldersTests : IDisposable
{
    private const string Curve = "fold-0/tensorboard/events.out.tfevents.1";
    private static readonly UnitId Unit = new(new FoldIndex(0), null);
    private static readonly string[] Files = ["fold-0/models/best_loss/model.pt", "fold-0/models/training.tsv", Curve];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_nodes_may_publish_an_attempt_at_the_same_time()
    {
        const int Rounds = 300;
        for (var round = 0; round < Rounds; round++)
        {
            var tree = new ResultTree(folder.File($"results-{round}"));
            var attempt = Attempted(tree, new Attempt(1));
            using var start = new Barrier(2);

            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    WorkFolders.Publish(tree, attempt);
                    WorkFolders.RemoveUpTo(tree, Unit, new Attempt(1));
                },
                TaskCreationOptions.LongRunning)));

            Assert.All(Files, file => Assert.Equal(file, File.ReadAllText(Path.Combine(tree.Root, file))));
        }
    }

    [Fact]
    public void Event_files_of_an_earlier_attempt_give_way()
    {
        var tree = new ResultTree(folder.File("results"));
        var earlier = Path.Combine(tree.Root, Curve + "0");
        Write(earlier);
        var attempt = Attempted(tree, new Attempt(1));

        WorkFolders.Publish(tree, attempt);

        Assert.False(File.Exists(earlier));
        Assert.True(File.Exists(Path.Combine(tree.Root, Curve)));
    }

    private static AttemptFolder Attempted(ResultTree tree, Attempt number)
    {
        var attempt = tree.Attempt(Unit, number);
        foreach (var file in Files)
        {
            Write(Path.Combine(attempt.Results.Root, file), file);
        }

        return attempt;
    }

    private static void Write(string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
