using System.Runtime.InteropServices;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Augmentations;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Training;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Augmentations;

public sealed class AugmentedPassTests : IDisposable
{
    private readonly TinyStudy study = new(trainSessions: 7);

    public AugmentedPassTests() =>
        study.Optimisation = study.Optimisation with { DataAugmentation = [Augmentation.CropPad, Augmentation.Noise, Augmentation.Erasing] };

    public void Dispose() => study.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void The_number_of_threads_changes_nothing(int threads)
    {
        var expected = Batches(0, [6, 5, 4, 3, 2, 1, 0], epochs: 2);

        Assert.Equal(8, expected.Count);
        Assert.Equal(expected, Batches(threads, [6, 5, 4, 3, 2, 1, 0], epochs: 2));
    }

    [Fact]
    public void Each_draw_is_transformed_in_its_own_way_in_each_epoch()
    {
        var items = Batches(2, [4, 4, 4, 4, 4, 4, 4], epochs: 2).SelectMany(batch => batch.Chunk(3 * 224 * 224)).ToList();

        Assert.Equal(14, items.Count);
        Assert.Equal(items.Count, items.Select(item => item[0] + item.Sum(value => (double)value)).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void What_a_loader_meets_reaches_the_trainer(int threads)
    {
        var job = study.Job("a") with { LoaderThreads = threads };
        var set = new SliceSet(study.Fold.Train, study.Slices, (image, slice) => image == 3 ? throw new IOException("gone") : study.Read(image, slice));
        using var buffer = Buffer();
        using var scope = NewDisposeScope();
        using var pass = Augmented(set, job).Begin(0, [0, 1, 2, 3, 4, 5, 6]);
        pass.Load(0, buffer);

        Assert.Equal("gone", Assert.Throws<IOException>(() => pass.Load(1, buffer)).Message);
    }

    [Fact]
    public void Loaders_are_one_batch_ahead_at_most_and_have_ended_when_a_pass_is_given_up()
    {
        var reads = 0;
        var set = new SliceSet(study.Fold.Train, study.Slices, (image, slice) =>
        {
            Interlocked.Increment(ref reads);
            return study.Read(image, slice);
        });
        var job = study.Job("a") with { LoaderThreads = 2 };
        using var buffer = Buffer();
        using (NewDisposeScope())
        {
            var pass = Augmented(set, job).Begin(0, [0, 1, 2, 3, 4, 5, 6]);
            pass.Load(0, buffer);
            pass.Dispose();
        }

        // Batch 0, batch 1 of the other loader, and perhaps batch 2 of the first: 2 items each. Nobody is left to read the last one.
        Assert.InRange(Volatile.Read(ref reads), 2, 6);
    }

    private static AugmentedSet Augmented(SliceSet set, TrainingJob job) =>
        AugmentedSet.Of(set, job.Spec.Optimisation, job.Unit.Id, job.LoaderThreads, networkChannels: 3)!;

    private static BatchBuffer Buffer() => new(2, ItemShape.Of(SliceShape.Usual), CPU, channels: 3);

    /// <summary>The pixels of each batch, epoch after epoch.</summary>
    private List<float[]> Batches(int threads, int[] order, int epochs)
    {
        var set = new SliceSet(study.Fold.Train, study.Slices, study.Read);
        var augmented = Augmented(set, study.Job("a") with { LoaderThreads = threads });
        var batches = new List<float[]>();
        using var buffer = Buffer();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            using var pass = augmented.Begin(epoch, order);
            for (var batch = 0; batch < 4; batch++)
            {
                using var scope = NewDisposeScope();
                var (images, labels) = pass.Load(batch, buffer);
                Assert.Equal([batch == 3 ? 1 : 2, 3, 224, 224], images.shape);
                Assert.Equal(order.Skip(2 * batch).Take(2).Select(item => item % 2L), labels.data<long>().ToArray());
                batches.Add(MemoryMarshal.Cast<byte, float>(images.bytes).ToArray());
            }
        }

        return batches;
    }
}
