using System.CommandLine;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Transfer;
using SliceActors.Learning.Weights;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;

namespace SliceActors.Commands;

/// <summary>A study that was found in order.</summary>
/// <param name="Spec">Everything the user said, nothing left to guess.</param>
/// <param name="Plan">What it means on the data.</param>
/// <param name="ImageDigests">SHA-256 of each image.</param>
/// <param name="Machine">How it is spread over this machine.</param>
/// <param name="Transfer">The files that its networks start from; null without transfer learning.</param>
internal sealed record CheckedStudy(RunSpec Spec, RunPlan Plan, IReadOnlyList<string> ImageDigests, Machine Machine, TransferManifest? Transfer);

/// <summary>Checks a study from the command line to the last voxel, before anything is written to its results.</summary>
internal sealed class StudyDesk(StudyOptions study, SharedOptions shared)
{
    /// <summary>Checks everything; prepares the slices on the way, since a volume is only known to be whole once it was decoded.</summary>
    /// <exception cref="BadInputException">All findings.</exception>
    public async Task<CheckedStudy> Check(ParseResult parsed, NetworkType networkType, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var spec = study.Bind(parsed, networkType, findings);
        var slots = study.Slots(parsed, findings);
        shared.Check(parsed, findings);
        study.Device.Check(parsed, findings);
        OutputFolder.CheckWritable(study.Output(parsed), findings);
        PathLimits.Check(study.Output(parsed), findings);

        // Read with wrong labels or folds, every table would seem wrong, too.
        var tablesCanBeRead = findings.TrueForAll(finding => finding.Where is not ("--label_code" or "--n_splits"));
        var cache = shared.Cache(parsed);
        var warnings = new List<string>();
        var plan = tablesCanBeRead ? TryPlan(spec, cache, warnings, findings) : null;

        // What the table finds, the plan has said already; and that no autoencoder can be made of the network.
        var named = ArchitectureLookup.Find(spec.Network, []);
        var isOfUse = named is not null && (networkType != NetworkType.Autoencoder || named.HasFeatures);
        var architecture = isOfUse && await NetworkTrial.Passes(spec.Network, networkType, findings, cancellation) ? named : null;
        if (architecture is not null)
        {
            using var handler = new HttpClientHandler();
            var file = await new WeightsResolver(shared.CacheDirectory(parsed), handler)
                .ResolveAsync(architecture, spec.Network.Weights, spec.Network.WeightsFile, findings, cancellation);
            spec = spec with { Network = spec.Network with { WeightsFile = file } };
        }

        var transfer = spec.Network.TransferPath is null ? null : TransferDesk.Settle(spec, architecture, plan?.Slices, findings);
        if (plan is not null && spec.Network.TransferPath is not null)
        {
            TransferLeakage.Check(spec, plan, findings, warnings);
        }

        if (findings.Count > 0 || plan is null)
        {
            throw new BadInputException(findings);
        }

        foreach (var warning in warnings)
        {
            Console.Error.WriteLine($"Warning: {warning}");
        }

        if (study.Device.Notice(parsed) is { } notice && !shared.Quiet(parsed))
        {
            Console.WriteLine(notice);
        }

        var machine = Machine.For(plan.Units(networkType).Length, slots);
        spec = spec with
        {
            Network = spec.Network with { TransferDigest = transfer?.Digest() },
            Compute = spec.Compute with { IntraOpThreads = machine.IntraOpThreads },
        };
        return new CheckedStudy(spec, plan, PrepareSlices(spec, plan, cache, shared.Quiet(parsed), cancellation), machine, transfer);
    }

    /// <summary>Threads that prepare slices for a spec; <c>--nproc 0</c> means the calling thread, as in ClinicaDL.</summary>
    public static int FillThreads(RunSpec spec) => Math.Max(1, spec.Compute.NProc);

    private static RunPlan? TryPlan(RunSpec spec, SliceCache cache, List<string> warnings, List<Finding> findings)
    {
        try
        {
            return StudyPlanner.Plan(spec, cache, warnings);
        }
        catch (BadInputException bad)
        {
            findings.AddRange(bad.Findings);
            return null;
        }
    }

    private static IReadOnlyList<string> PrepareSlices(RunSpec spec, RunPlan plan, SliceCache cache, bool quiet, CancellationToken cancellation)
    {
        var paths = plan.Images.Select(image => image.Path).ToList();
        return FillScreen.Show(quiet, spec.Slices.UseExtractedSlices, progress =>
        {
            using var store = cache.OpenOrFill(paths, StudyPlanner.Preparation(spec, plan.Slices), FillThreads(spec), progress, cancellation);
            return (store.ContentDigests, store.Statistics);
        });
    }
}
