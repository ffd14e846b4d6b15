using System.CommandLine;
using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Facts;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary><c>--portable</c>: given or not, and whether this machine can.</summary>
internal sealed class PortableOption
{
    /// <summary>The option itself.</summary>
    public Option<bool> Option { get; } = OptionKinds.Flag("--portable", "Compute the same bytes on all x86-64 processors with AVX2, on newer ones perhaps more slowly.");

    /// <summary>Limits this process when it was given. Has to come before anything that asks libtorch.</summary>
    public void Apply(ParseResult parsed)
    {
        if (parsed.GetValue(Option))
        {
            PortableNumerics.Enforce();
        }
    }

    /// <summary>Adds a finding when it was given and this machine cannot.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="useCpu">Whether the CPU computes.</param>
    /// <param name="findings">Gets the finding.</param>
    public void Check(ParseResult parsed, bool useCpu, ICollection<Finding> findings)
    {
        if (!parsed.GetValue(Option))
        {
            return;
        }

        if (!useCpu)
        {
            findings.Add(new Finding(Option.Name, null, "a GPU, which computes bytes of its own", "the CPU: add --use_cpu, or leave this option out"));
        }
        else if (MachineNumerics.Read(useCpu) is var found && !PortableNumerics.AreThose(found))
        {
            findings.Add(new Finding(Option.Name, null, $"a machine that computes with {found}", "an x86-64 processor with AVX2, and the libtorch that comes with this program"));
        }
    }
}
