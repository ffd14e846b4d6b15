using SliceActors.Learning.Batches;
using SliceActors.Learning.Native;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Training;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Prediction;

/// <summary>Applies one trained network. A pure function of its job: the same job gives the same bits, whatever runs beside it.</summary>
internal static class NetworkPredictor
{
    /// <summary>Computes on the calling thread, which has to be a dedicated one; it holds one network at a time.</summary>
    /// <param name="job">The network and its slices.</param>
    /// <param name="place">What computes.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <returns>Item t is slice t mod n of session t div n, n = slices of the job.</returns>
    /// <exception cref="BadInputException">The file is absent, or does not hold a network of that architecture; all findings.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SetPredictions Predict(PredictionJob job, ComputeDevice place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Predict(job, job.Store.Slice, place, cancellation);
    }

    internal static SetPredictions Predict(PredictionJob job, SlicePixels pixels, ComputeDevice place, CancellationToken cancellation)
    {
        IntraOpThreads.Use(job.IntraOpThreads);

        // The very evaluation that training makes after an epoch, so that equal slices give equal bits. It learns nothing: no parameter is handed to its
        // optimizer, which has no moments then.
        using var learner = new Learner(Load(job.Architecture, new NetworkOptions(job.Dropout) { Input = job.Input }, job.ModelFile), new Classification(), new OptimisationSpec { Seed = 0 }, job.MemoryFormats, place);
        return learner.Evaluate(new SliceSet(job.Sessions, job.Slices, pixels), cancellation).Predictions!;
    }

    /// <summary>Makes a trained network on the CPU; nothing of it learns any more.</summary>
    /// <param name="architecture">Its kind.</param>
    /// <param name="options">How it was built.</param>
    /// <param name="modelFile">Its checkpoint.</param>
    /// <exception cref="BadInputException">The file is absent, or does not hold a network of that architecture; all findings.</exception>
    internal static SliceNetwork Load(Architecture architecture, NetworkOptions options, string modelFile)
    {
        var network = NetworkFactory.Build(architecture, options, seed: 0);
        try
        {
            InitialWeights.LoadTrained(network, modelFile);
            foreach (var parameter in network.parameters())
            {
                parameter.requires_grad = false;
            }

            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
