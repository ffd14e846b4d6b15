using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Earlier;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Learning.Native.Facts;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Machines;

/// <summary>Processes that compute as machines with other processors do.</summary>
public sealed class NumericsTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private const int BadInput = 2;
    private const int Refused = 5;
    private const string MakeMklSeeIntel = "int mkl_serv_intel_cpu_true(void) { return 1; }";

    [Fact]
    public void A_machine_that_computes_otherwise_may_not_finish_what_another_one_began()
    {
        ((string, string) Limit, string Difference)[] others =
        [
            (("ATEN_CPU_CAPABILITY", "default"), "ATen DEFAULT instead of "),
            (("MKL_CBWR", "COMPATIBLE"), "MKL COMPATIBLE instead of "),
            .. Surroundings.HasOneDnn ? [(("ONEDNN_MAX_CPU_ISA", "SSE41"), "oneDNN SSE41 instead of ")] : Array.Empty<((string, string), string)>(),
        ];
        var output = Begun();
        var before = new JournalFile(output).Count(JournalFile.EpochCompleted);

        Assert.All(others, other =>
            Run(study.Resume(output), other.Limit).Ended(Refused).Said($"was begun with {MachineNumerics.Read(useCpu: true)}; this machine has {other.Difference}", "--portable"));
        SliceActorsProgram.RunAlone(study.Resume(output, "--portable")).Ended(BadInput).Said("--portable", "a study that began with this option");

        Assert.Equal(before, new JournalFile(output).Count(JournalFile.EpochCompleted));
        SliceActorsProgram.RunAlone(study.Resume(output)).Ended(0);
    }

    [SkippableFact]
    public void A_portable_study_that_one_machine_began_and_another_one_finished_has_the_bytes_of_one_machine()
    {
        Surroundings.NeedOneDnn();
        using var folder = new TemporaryFolder();
        var intel = Surroundings.Library(folder.Path, MakeMklSeeIntel);
        var (undisturbed, elsewhere) = (study.NewOutput(), study.NewOutput());
        SliceActorsProgram.RunAlone(study.Train("multicnn", undisturbed, "--epochs", "2", "--portable")).Ended(0);

        // Of .NET and the C library such a machine uses less, too.
        (string, string)[] old = [("ATEN_CPU_CAPABILITY", "default"), ("ONEDNN_MAX_CPU_ISA", "SSE41"), ("DOTNET_EnableHWIntrinsic", "0"), ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA")];
        Run(study.Train("multicnn", elsewhere, "--epochs", "2", "--portable"), [("LD_PRELOAD", intel), ("MKL_CBWR", "AVX2")]).Ended(0);
        var begun = Begun("--portable");
        Run(study.Resume(begun), old).Ended(0);

        FolderSnapshot.AssertSameResults(undisturbed, elsewhere);
        FolderSnapshot.AssertSameResults(undisturbed, begun);
        Run(Predict(undisturbed, "here")).Ended(0);
        Run(Predict(undisturbed, "there"), old).Ended(0);
        Assert.NotEmpty(Tables(undisturbed, "here"));
        Assert.Equal(Tables(undisturbed, "here"), Tables(undisturbed, "there"));
    }

    [Fact]
    public void The_maker_of_the_processor_counts_unless_a_study_is_portable()
    {
        using var folder = new TemporaryFolder();
        var (doctor, variables) = (new[] { "doctor", "--cache_dir", study.Cache }, new[] { ("LD_PRELOAD", Surroundings.Library(folder.Path, MakeMklSeeIntel)) });

        Assert.Matches("numerics .* MKL default (AVX|SSE)", Run(doctor, variables).Ended(0).Output);
        Assert.Matches("numerics .* MKL COMPATIBLE,", Run(doctor, [.. variables, ("MKL_CBWR", "COMPATIBLE")]).Ended(0).Output);
    }

    [SkippableTheory]
    [InlineData("SSE41", "Intel SSE4.1")]
    [InlineData("AVX2", "Intel AVX2")]
    public void OneDNN_says_itself_that_it_uses_what_is_said_of_it(string limit, string itsWords)
    {
        Surroundings.NeedOneDnn();
        var said = Run(study.Train("cnn", study.NewOutput(), "--epochs", "1"), ("ONEDNN_MAX_CPU_ISA", limit), ("ONEDNN_VERBOSE", "1")).Ended(0);

        Assert.Contains($",cpu,isa:{itsWords}\n", said.Output, StringComparison.Ordinal);
        Assert.Contains($", oneDNN {limit},", Run(["doctor", "--cache_dir", study.Cache], ("ONEDNN_MAX_CPU_ISA", limit)).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_of_an_earlier_version_does_not_say_what_it_began_with_and_may_be_finished_anywhere()
    {
        using var earlier = new EarlierStudy("0.1.0");

        using var program = new RunningProgram(["resume", "interrupted", "--cache_dir", "cache"], earlier.Folder, new Dictionary<string, string> { ["ATEN_CPU_CAPABILITY"] = "default" });
        program.WaitForEnd().Ended(0);
    }

    /// <summary>A multicnn study whose process was killed after its first epochs.</summary>
    private string Begun(params string[] options)
    {
        var output = study.NewOutput();
        using var program = SliceActorsProgram.Start(study.Train("multicnn", output, ["--epochs", "2", .. options]));
        Assert.True(program.WaitUntil(new Moments(output).MoreEpochs(2).HasCome));
        program.Kill();
        return output;
    }

    private string[] Predict(string output, string prefix) =>
        ["predict", output, study.Caps, Path.Combine(study.Labels, "validation_splits-2", "split-0"), prefix, "-cpu", "--portable", "--cache_dir", study.Cache];

    private static IEnumerable<string> Tables(string output, string prefix) =>
        Directory.EnumerateFiles(output, $"{prefix}_*.tsv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static ProgramResult Run(IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        using var program = new RunningProgram(arguments, variables: variables.ToDictionary(variable => variable.Name, variable => variable.Value));
        return program.WaitForEnd();
    }
}
