using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Computing;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Leakage;

namespace SliceActors.Studies.Submission;

/// <summary>Tries a network of the user's where it can do no harm.</summary>
/// <param name="network">The network, settled.</param>
/// <param name="networkType">What is made of it.</param>
/// <param name="findings">Gets what is wrong.</param>
/// <param name="cancellation">Ends the trial.</param>
/// <returns>Whether nothing is.</returns>
public delegate Task<bool> NetworkTrying(NetworkSpec network, NetworkType networkType, List<Finding> findings, CancellationToken cancellation);

/// <summary>Checks a study from its tables to the networks it starts from, before anything is written.</summary>
/// <param name="cache">Where prepared slices will be kept.</param>
/// <param name="weightsFolder">Where downloaded weights are kept.</param>
/// <param name="passes">Tries networks of the user's.</param>
public sealed class StudyCheck(SliceCache cache, string weightsFolder, NetworkTrying passes)
{
    /// <summary>Checks everything.</summary>
    /// <param name="spec">The study as its options say.</param>
    /// <param name="network">The network that it names.</param>
    /// <param name="findings">What is wrong with the options; gets what else is wrong.</param>
    /// <param name="warnings">Gets what a person should know though it stops nothing.</param>
    /// <param name="cancellation">Ends the check.</param>
    /// <exception cref="BadInputException">All findings.</exception>
    public async Task<CheckedStudy> Check(RunSpec spec, FoundNetwork network, List<Finding> findings, ICollection<string> warnings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        var planned = Plan(spec, network, findings, warnings);
        var architecture = await CanBeBuilt(spec, network, findings, cancellation).ConfigureAwait(false) ? network.Architecture : null;
        if (architecture is not null && spec.Compute.Fuse > 0 && Fusible.Misfit(architecture, spec.Network) is { } misfit)
        {
            findings.Add(misfit);
        }

        if (architecture is not null)
        {
            using var handler = new HttpClientHandler();
            var file = await new WeightsResolver(weightsFolder, handler)
                .ResolveAsync(architecture, spec.Network.Weights, spec.Network.WeightsFile, findings, cancellation).ConfigureAwait(false);
            spec = spec with { Network = spec.Network with { WeightsFile = file } };
        }

        var source = TransferDesk.Open(spec, findings);
        var transfer = source is null ? null : TransferDesk.Settle(spec, source, architecture, planned?.Plan.Slices, findings, warnings);
        ImmutableArray<KnownStudy> sources = planned is null || source is null ? [] : KnownStudy.Ancestry(source, warnings);
        ImmutableArray<LeakageFinding> leaks = planned is null
            ? []
            : [.. SharedPeople.Of(planned.Plan), .. HeldOut(spec.Data, planned), .. TransferLeakage.Check(spec, sources, planned.Plan, findings, warnings)];
        return findings.Count == 0 && planned is not null && architecture is not null
            ? new CheckedStudy(spec with { Network = spec.Network with { TransferDigest = transfer?.Digest() } }, architecture, planned.Folds, planned.Plan, transfer, sources, leaks)
            : throw new BadInputException(findings);
    }

    private static IEnumerable<LeakageFinding> HeldOut(DataSpec data, PlannedStudy planned) => HeldOutPeople.Of(data, planned.Folds).SelectMany(held =>
        held.Participants.Select(participant => new LeakageFinding(LeakageKind.HeldOutUsed, null, new(held.Set, participant), new("train, validation", participant))));

    private PlannedStudy? Plan(RunSpec spec, FoundNetwork network, List<Finding> findings, ICollection<string> warnings)
    {
        // Read with wrong labels or folds, every table would seem wrong, too.
        if (findings.Exists(finding => finding.Where is "--label_code" or "--n_splits"))
        {
            StudyPlanner.CheckNames(spec, network, !findings.Exists(finding => finding.Where == "--n_splits"), findings);
            return null;
        }

        try
        {
            return StudyPlanner.Plan(spec, network, cache, warnings);
        }
        catch (BadInputException bad)
        {
            findings.AddRange(bad.Findings);
            return null;
        }
    }

    // That there is no such network, or that no autoencoder can be made of it, the plan has said already.
    private async Task<bool> CanBeBuilt(RunSpec spec, FoundNetwork network, List<Finding> findings, CancellationToken cancellation) =>
        network.Architecture is { } architecture
        && (spec.NetworkType != NetworkType.Autoencoder || architecture.HasFeatures)
        && await passes(spec.Network, spec.NetworkType, findings, cancellation).ConfigureAwait(false);
}
