using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Machines;

namespace SliceActors.Learning.Computing;

/// <summary>The carriages of this process: networks of one run on one device share them.</summary>
internal static class Carriages
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Run, ComputeDevice Device), List<Carriage>> Open = [];

    /// <summary>Takes a seat for a network, in a carriage of its run that has one left, or in a new one.</summary>
    /// <param name="run">Names the run: its networks are alike but for their weights.</param>
    /// <param name="device">What they compute on.</param>
    /// <param name="seats">Networks that are computed as one.</param>
    /// <param name="network">The network, which can be fused.</param>
    /// <param name="optimizer">Of its trainable parameters.</param>
    /// <returns>To be disposed when no batch follows: until then others wait for it.</returns>
    public static IBatchComputer Take(string run, ComputeDevice device, int seats, SliceNetwork network, AdamOptimizer optimizer)
    {
        lock (Gate)
        {
            var carriages = Open.TryGetValue((run, device), out var known) ? known : Open[(run, device)] = [];
            foreach (var carriage in carriages)
            {
                if (carriage.TryTake() is { } seat)
                {
                    return Seated(carriage, seat);
                }
            }

            var further = new Carriage(seats, FusedBatch.Compute);
            carriages.Add(further);
            return Seated(further, further.TryTake()!.Value);
        }

        FusedComputer Seated(Carriage carriage, int seat) => new(carriage, seat, network, optimizer, () => Leave((run, device), carriage, seat));
    }

    private static void Leave((string Run, ComputeDevice Device) place, Carriage carriage, int seat)
    {
        lock (Gate)
        {
            carriage.Leave(seat);
            if (carriage.IsEmpty && Open[place] is var carriages && carriages.Remove(carriage) && carriages.Count == 0)
            {
                Open.Remove(place);
            }
        }
    }
}
