using System.CommandLine;
using SliceActors.Learning.Native.Facts;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary><c>--use_cpu</c>: given or not, and what this machine makes of it.</summary>
internal sealed class DeviceOption
{
    /// <summary>The option itself.</summary>
    public Option<bool> Option { get; } = OptionKinds.Flag("--use_cpu", "Compute on the CPU. A CPU build of libtorch always does.", "-cpu");

    /// <summary>Whether the CPU computes: a CPU build has no choice.</summary>
    public bool UseCpu(ParseResult parsed) => parsed.GetValue(Option) || !LibtorchFacts.Read().IsCudaBuild;

    /// <summary>Adds a finding when a GPU is asked for and there is none.</summary>
    public void Check(ParseResult parsed, ICollection<Finding> findings)
    {
        if (!UseCpu(parsed) && LibtorchFacts.Read().Gpus.IsEmpty)
        {
            findings.Add(new Finding(Option.Name, null, "no GPU is available", "add --use_cpu (or -cpu) to compute on the CPU; 'slice-actors doctor' tells what was found"));
        }
    }

    /// <summary>What a person who did not ask for the CPU has to know; null when there is nothing.</summary>
    public string? Notice(ParseResult parsed) =>
        UseCpu(parsed) && !parsed.GetValue(Option) ? "Computing on the CPU: this libtorch is a CPU build ('slice-actors doctor' says more)." : null;
}
