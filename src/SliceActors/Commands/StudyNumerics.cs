using System.CommandLine;
using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Facts;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;

namespace SliceActors.Commands;

/// <summary>A study keeps the numerics that it began with: the rest of it would otherwise not be what an undisturbed run gives.</summary>
/// <param name="tree">Its folder.</param>
/// <param name="compute">What it began with.</param>
internal sealed class StudyNumerics(ResultTree tree, ComputeSpec compute)
{
    /// <summary>Lets this process compute as the study began, as far as a process can choose. Has to come before anything that asks libtorch.</summary>
    /// <exception cref="BadInputException">It shall compute in a way in which the study did not begin.</exception>
    public void Prepare(PortableOption portable, ParseResult parsed)
    {
        if (compute.Numerics is not { } began)
        {
            portable.Apply(parsed);
        }
        else if (PortableNumerics.AreThose(began))
        {
            PortableNumerics.Enforce();
        }
        else if (parsed.GetValue(portable.Option))
        {
            throw new BadInputException(new Finding(portable.Option.Name, null, $"a study that began with {began}", "a study that began with this option; resume this one without it"));
        }
    }

    /// <summary>Refuses a machine that computes otherwise than the one on which the study began.</summary>
    /// <exception cref="RefusedException">It does.</exception>
    public void Check()
    {
        if (!compute.UseCpu && LibtorchFacts.Read().Gpus.IsEmpty)
        {
            throw new RefusedException($"{tree.Root} was begun on a GPU, and this machine has none that can be used ('slice-actors doctor' tells what was found): resume it where there is one.");
        }

        var here = MachineNumerics.Read(compute.UseCpu);
        if (!here.Matches(compute.Numerics))
        {
            throw new RefusedException(
                $"{tree.Root} was begun with {compute.Numerics}; this machine has {here.DifferenceFrom(compute.Numerics!)}, and would compute other last digits: "
                + "resume it on a machine like the first one ('slice-actors doctor' says what a machine has), or train it into a new folder with --portable, which any machine with AVX2 can resume.");
        }
    }
}
