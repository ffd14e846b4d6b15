using System.CommandLine;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Features;
using SliceActors.Learning.Native.Facts;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;

namespace SliceActors.Commands;

/// <summary>Checks a study from the command line to the last voxel, before anything is written to its results.</summary>
internal sealed class StudyDesk(StudyOptions study, SharedOptions shared)
{
    /// <summary>Checks everything; prepares the slices on the way, since a volume is only known to be whole once it was decoded.</summary>
    /// <exception cref="BadInputException">All findings.</exception>
    public async Task<PreparedStudy> Check(ParseResult parsed, NamedStudy named, CancellationToken cancellation)
    {
        var (findings, warnings) = (new List<Finding>(named.Findings), new List<string>());
        var slots = study.Slots(parsed, findings);
        study.Checkpoints.Check(parsed, findings);
        shared.Check(parsed, findings);
        study.Device.Check(parsed, findings);
        study.Portable.Check(parsed, named.Spec.Compute.UseCpu, findings);
        OutputFolder.CheckWritable(named.Output, findings);
        PathLimits.Check(named.Output, findings);
        var cache = shared.Cache(parsed);
        var found = await new StudyCheck(cache, shared.CacheDirectory(parsed), NetworkTrial.Passes).Check(named.Spec, named.Network, findings, warnings, cancellation);
        Warn(warnings);
        if (study.Device.Notice(parsed) is { } notice && !shared.Quiet(parsed))
        {
            Sentences.Say(notice);
        }

        var machine = Machine.Beginning(found.Spec, found.Plan.Units(found.Spec.NetworkType).Length, slots);
        machine = machine with { IntraOpThreads = named.Earlier?.IntraOpThreads ?? machine.IntraOpThreads };
        var compute = found.Spec.Compute with { IntraOpThreads = machine.IntraOpThreads, Numerics = MachineNumerics.Read(found.Spec.Compute.UseCpu) };
        if (named.Earlier?.Numerics is { } began && !compute.Numerics.Matches(began))
        {
            Console.Error.WriteLine($"Warning: the earlier study began with {began}; this machine has {compute.Numerics.DifferenceFrom(began)}, and computes other last digits.");
        }

        found = found with { Spec = found.Spec with { Compute = compute } };
        var (digests, leakage) = PrepareSlices(found, cache, shared.Quiet(parsed), cancellation);
        return new PreparedStudy(found, digests, leakage, machine);
    }

    /// <summary>Has the features of the slices computed that are not there yet, if the study has any, before its networks are trained.</summary>
    public void ComputeFeatures(ParseResult parsed, PreparedStudy prepared, CancellationToken cancellation)
    {
        var (spec, plan) = (prepared.Study.Spec, prepared.Study.Plan);
        if (spec.Network.Frozen == FrozenLayers.Follow)
        {
            return;
        }

        var cache = shared.Cache(parsed);
        var places = spec.Compute.UseCpu ? ComputeDevice.Cpus(FillThreads(spec)) : [.. prepared.Machine.Slots.Distinct()];
        using var store = cache.OpenOrFill([.. plan.Images.Select(image => image.Path)], prepared.Study.Preparation, FillThreads(spec), null, cancellation);
        FeatureScreen.Show(shared.Quiet(parsed), computed => FrozenFeatures.Open(spec, store, cache, places, computed, cancellation));
    }

    /// <summary>Tells what a person should know though it stops nothing.</summary>
    public static void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Console.Error.WriteLine($"Warning: {warning}");
        }
    }

    /// <summary>Threads that prepare slices for a spec; <c>--nproc 0</c> means the calling thread, as in ClinicaDL.</summary>
    public static int FillThreads(RunSpec spec) => Math.Max(1, spec.Compute.NProc);

    /// <summary>Prepares the slices of a study that are not prepared yet, and compares its images.</summary>
    /// <returns>SHA-256 of each image, and what the study says of leakage.</returns>
    /// <exception cref="BadInputException">All findings.</exception>
    public static (IReadOnlyList<string> Digests, LeakageFiles Leakage) PrepareSlices(CheckedStudy found, SliceCache cache, bool quiet, CancellationToken cancellation)
    {
        var paths = found.Plan.Images.Select(image => image.Path).ToList();
        IReadOnlyList<ImageMark> marks = [];
        var digests = FillScreen.Show(quiet, found.Spec.Slices.UseExtractedSlices, progress =>
        {
            using var store = cache.OpenOrFill(paths, found.Preparation, FillThreads(found.Spec), progress, cancellation);
            marks = store.Marks;
            RefuseWithoutSpace(found.Spec, store, cache);
            return (store.ContentDigests, store.Statistics);
        });
        var warnings = new List<string>();
        var leakage = found.CheckImages(marks, warnings);
        Warn(warnings);
        return (digests, leakage);
    }

    /// <summary>Refuses a study whose features have no room in the cache folder.</summary>
    /// <exception cref="BadInputException">They have none.</exception>
    public static void RefuseWithoutSpace(RunSpec spec, SliceStore store, SliceCache cache)
    {
        if (FrozenFeatures.CheckSpace(spec, store, cache) is { } noSpace)
        {
            throw new BadInputException(noSpace);
        }
    }
}
