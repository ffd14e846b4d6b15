using SliceActors.Learning.Native.Optimisation;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>
/// Batches of several equal networks as one: grouped convolutions, products of stacks of matrices, and one Adam step (Wang et al., "Horizontally fused
/// training array", 2021). It is always as wide as the carriage, so that the bits of a network do not depend on how many others there are.
/// </summary>
internal static class FusedBatch
{
    /// <summary>Computes requests of one kind.</summary>
    /// <param name="seats">Seats of the carriage.</param>
    /// <param name="requests">At least one.</param>
    public static void Compute(int seats, IReadOnlyList<BatchRequest> requests)
    {
        var seated = new BatchRequest?[seats];
        foreach (var request in requests)
        {
            seated[request.Seat] = request;
        }

        using var scope = NewDisposeScope();
        if (requests[0].Lesson is null)
        {
            using var withoutGradients = no_grad();
            HandOut(requests, Forward(seated, learns: false));
        }
        else
        {
            // The thread that computes may itself be one that only wants answers.
            using var withGradients = enable_grad();
            Learn(seated, requests);
        }
    }

    private static void Learn(BatchRequest?[] seated, IReadOnlyList<BatchRequest> requests)
    {
        var output = Forward(seated, learns: true);
        var (seats, items) = (seated.Length, output.shape[1]);
        using var labels = cat(Seats.Fill(seated, request => request.Lesson!.Labels), 0);
        using var rows = output.reshape(seats * items, -1);
        using var each = nn.functional.cross_entropy(rows, labels, reduction: nn.Reduction.None);
        using var losses = each.view(seats, items).sum(1);

        // The losses are those of networks that share no weights: the gradient of their sum is that of each.
        using var sum = losses.sum();
        sum.backward();
        using var withoutGradients = no_grad();
        foreach (var request in requests)
        {
            request.Lesson!.Loss.copy_(losses[request.Seat]);
        }

        HandOut(requests, output);
        AdamOptimizer.StepTogether([.. requests.Select(request => request.Lesson!.Optimizer).OfType<AdamOptimizer>()]);
    }

    /// <summary>The answers [K, B, 2].</summary>
    private static Tensor Forward(BatchRequest?[] seated, bool learns)
    {
        var map = cat(Seats.Fill(seated, request => request.Images), 1);
        var layers = seated.First(request => request is not null)!.Layers.Count;
        for (var layer = 0; layer < layers; layer++)
        {
            // Maps are large: each is given back as soon as the next one is there.
            var next = FusedLayers.Apply(Array.ConvertAll(seated, request => request?.Layers[layer]), map, learns);
            map.Dispose();
            map = next;
        }

        return map;
    }

    private static void HandOut(IReadOnlyList<BatchRequest> requests, Tensor output)
    {
        foreach (var request in requests)
        {
            request.Output.copy_(output[request.Seat]);
        }
    }
}
