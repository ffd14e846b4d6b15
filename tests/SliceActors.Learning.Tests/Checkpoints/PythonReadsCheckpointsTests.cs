using System.Globalization;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Tests.Training;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Learning.Tests.Checkpoints;

public sealed class PythonReadsCheckpointsTests : IDisposable
{
    private const string Network = """
        import sys, torch
        from torch import nn
        def block(i, o):
            return [nn.Conv2d(i, o, 3, padding=1), nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(0.01), nn.MaxPool2d(2, 2)]
        net = nn.Module()
        net.features = nn.Sequential(*block(1, 8), *block(8, 16), *block(16, 32), *block(32, 64), *block(64, 64))
        net.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0.3), nn.Linear(3136, 2))

        """;

    private readonly TinyStudy study = new();

    public PythonReadsCheckpointsTests() => study.Optimisation = study.Optimisation with { Epochs = 2 };

    public void Dispose() => study.Dispose();

    [SkippableFact]
    public void A_model_file_loads_with_weights_only_and_predicts_what_the_outcome_says()
    {
        var job = study.Job("a");
        var best = study.Train(job, new TestJournal()).Selections[1];
        var slices = Path.Combine(study.Root, "slices");
        File.WriteAllBytes(slices, [.. job.Fold.Validation.SelectMany(session => study.Read(session.Image, study.Slices.First).ToArray())]);

        var printed = Python.Run("torch",
            Network + """
            saved = torch.load(sys.argv[1], weights_only=True)
            print(' '.join(saved), saved['epoch'], float(saved['valid_loss']), float(saved['valid_acc']))
            net.load_state_dict(saved['model'])
            net.eval()
            x = torch.frombuffer(bytearray(open(sys.argv[2], 'rb').read()), dtype=torch.uint8).reshape(-1, 1, 224, 224) / 255
            with torch.no_grad():
                print(*net.classifier(net.features(x)).softmax(1)[:, 1].tolist())
            """,
            job.Results.Model(job.Unit.Id, Selection.BestLoss),
            slices).Split('\n');

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"model epoch valid_loss valid_acc {best.Epoch} {best.ValidationLoss:R} {best.ValidationBalancedAccuracy:0.0###}"),
            printed[0]);
        var probabilities = printed[1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(best.Validation!.Proba1.Length, probabilities.Count);
        Assert.All(best.Validation.Proba1.Zip(probabilities), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [SkippableFact]
    public void An_optimizer_file_is_taken_by_Adam()
    {
        var job = study.Job("a");
        study.Train(job, new TestJournal());

        var printed = Python.Run("torch",
            Network + """
            saved = torch.load(sys.argv[1])
            print(' '.join(saved), saved['epoch'], saved['name'])
            adam = torch.optim.Adam(list(net.parameters()))
            adam.load_state_dict(saved['optimizer'])
            print(adam.param_groups[0]['lr'], adam.param_groups[0]['weight_decay'])
            print(all(s['step'] == 6 and s['exp_avg'].shape == p.shape and (s['exp_avg_sq'] >= 0).all() for p, s in adam.state.items()), len(adam.state))
            """,
            new CheckpointFolder(job.Folder.Checkpoints).Optimizer(1));

        Assert.Equal(["optimizer epoch name 1 Adam", "0.003 0.0001", "True 32"], printed.Split('\n'));
    }
}
