using System.Collections.Immutable;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Native;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Prediction;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Randomness;
using SliceActors.Scoring.Measures;
using TorchSharp;

namespace SliceActors.Learning.Explanations;

/// <summary>Explains one trained network. A pure function of its job: the same job gives the same bits, whatever runs beside it.</summary>
internal sealed class NetworkExplainer : IDisposable
{
    private readonly ExplanationJob job;
    private readonly SliceNetwork network;
    private readonly Score score;
    private readonly IExplanation explanation;

    /// <summary>Loads the network, on a dedicated thread, which has to be the one that goes on.</summary>
    /// <exception cref="BadInputException">The file is absent, or does not hold a network of that architecture; or the method cannot explain it.</exception>
    public NetworkExplainer(ExplanationJob job, ComputeDevice place)
    {
        this.job = job;
        IntraOpThreads.Use(job.IntraOpThreads);
        network = NetworkPredictor.Load(job.Architecture, new NetworkOptions(job.Dropout), job.ModelFile);
        network.to(TorchDevices.Of(place));
        network.eval();
        score = Score.LogOdds(network, job.Settings.TargetClass, TorchDevices.Of(place));
        explanation = Method(job.Settings, network);
    }

    /// <summary>The map of a slice: 224 rows of 224 numbers.</summary>
    /// <param name="image">Row of the store.</param>
    /// <param name="slice">Absolute position.</param>
    public float[] Map(int image, SliceIndex slice)
    {
        var pixels = new float[score.Pixels];
        PixelScale.ToUnitInterval(job.Store.Slice(image, slice), pixels);

        // Each slice of each image has noise of its own, whatever network sees it.
        var unit = new UnitId(job.Fold, new NetworkIndex(slice.Value));
        return explanation.Map(score, pixels, new CountedRandom(CountedSeed.For(job.Seed, unit, image, Purpose.ExplanationNoise)));
    }

    /// <summary>Takes away what was learned, layer by layer from the answer downward, and says how alike the maps of all slices of the job stay. The network is of no use afterwards.</summary>
    /// <param name="done">Called after each map.</param>
    /// <param name="cancellation">Looked at before each layer.</param>
    public ImmutableArray<LayerLikeness> Randomise(Action done, CancellationToken cancellation)
    {
        List<(int Image, SliceIndex Slice)> slices = [.. from image in job.Images from offset in Enumerable.Range(0, job.Slices.Count) select (image, job.Slices.At(offset))];
        var learned = slices.ConvertAll(Counted);
        var random = new CountedRandom(CountedSeed.For(job.Seed, new UnitId(job.Fold, new NetworkIndex(job.Slices.First.Value)), 0, Purpose.WeightShuffle));
        var layers = ImmutableArray.CreateBuilder<LayerLikeness>();
        foreach (var (layer, parameters) in WeightShuffle.Layers(network))
        {
            cancellation.ThrowIfCancellationRequested();
            WeightShuffle.Shuffle(parameters, random);
            var alike = slices.Select((slice, i) => RankCorrelation.OfSizes(learned[i], Counted(slice))).OfType<double>().ToList();
            layers.Add(new LayerLikeness(layer, alike.Count > 0 ? alike.Average() : null));
        }

        return layers.ToImmutable();

        float[] Counted((int Image, SliceIndex Slice) slice)
        {
            var map = Map(slice.Image, slice.Slice);
            done();
            return map;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    /// <summary>What is wrong with a method for a kind of network; null when nothing is.</summary>
    internal static Finding? Misfit(ExplanationSettings settings, SliceNetwork network)
    {
        if (settings.Method == ExplanationMethod.GradCam && GradCam.LayerOf(network) is null)
        {
            return new Finding(
                "--method",
                null,
                $"gradcam, and {network.Architecture.Name} shows no convolutional layer (a TorchScript file shows none)",
                "smoothgrad, integrated_gradients or occlusion, which need the input and the answer only");
        }

        network.eval();
        return settings.Method == ExplanationMethod.Occlusion || Score.LogOdds(network, 1, torch.CPU).HasGradient
            ? null
            : new Finding(
                "--method",
                null,
                $"{ExplanationSettings.Term(settings.Method)}, and {network.Architecture.Name} gives no derivative of its answer by the slice: it is cut off on the way, as by detach()",
                "occlusion, which needs the answer only");
    }

    private static IExplanation Method(ExplanationSettings settings, SliceNetwork network) => settings.Method switch
    {
        ExplanationMethod.SmoothGrad => new SmoothGrad(settings.Samples, settings.Noise),
        ExplanationMethod.IntegratedGradients => new IntegratedGradients(settings.Steps),
        ExplanationMethod.Occlusion => new Occlusion(settings.Patch, settings.Stride),
        ExplanationMethod.GradCam => new GradCam(GradCam.LayerOf(network)!),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Method, null),
    };
}
