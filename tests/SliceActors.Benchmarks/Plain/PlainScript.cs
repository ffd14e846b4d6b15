using System.Diagnostics;
using System.Text.Json;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Plain;

/// <summary>The script that a user would write instead, as a process of Debian's Python.</summary>
internal static class PlainScript
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Why it cannot be run; null when it can.</summary>
    public static string? Absent()
    {
        if (!File.Exists(Interpreter))
        {
            return $"there is no {Interpreter}";
        }

        var (code, _, errors) = Run("-c", "import torch, nibabel, PIL, numpy");
        return code == 0 ? null : $"Python lacks one of torch, nibabel, PIL, numpy: {errors.Trim().Split('\n')[^1]}";
    }

    /// <summary>Trains a study from its images to its best models.</summary>
    /// <param name="study">The study.</param>
    /// <param name="output">Folder of the models; made for them.</param>
    /// <returns>Seconds from the start of the process to its end, and the version of torch.</returns>
    /// <exception cref="InvalidOperationException">The script failed, or did not make the steps that the study has.</exception>
    public static (double Seconds, string Version) Train(BenchmarkStudy study, string output)
    {
        Directory.CreateDirectory(output);
        var (spec, fold) = (study.Spec, study.Fold);
        var labels = fold.Train.Concat(fold.Validation).ToDictionary(session => session.Image, session => session.Label);
        var job = Path.Combine(output, "job.json");
        File.WriteAllText(job, JsonSerializer.Serialize(new
        {
            type = spec.NetworkType.Term(),
            architecture = spec.Network.Architecture,
            images = study.Plan.Images.Select(image => image.Path),
            labels = Enumerable.Range(0, study.Plan.Images.Length).Select(image => labels.GetValueOrDefault(image)),
            train = fold.Train.Select(session => session.Image),
            validation = fold.Validation.Select(session => session.Image),
            first = study.Plan.Slices.First.Value,
            slices = study.Plan.Slices.Count,
            epochs = spec.Optimisation.Epochs,
            batch = spec.Optimisation.BatchSize,
            rate = spec.Optimisation.LearningRate,
            output,
        }));
        var clock = Stopwatch.StartNew();
        var (code, said, errors) = Run(Path.Combine(AppContext.BaseDirectory, "Plain", "plain.py"), job);
        var seconds = clock.Elapsed.TotalSeconds;
        if (code != 0)
        {
            throw new InvalidOperationException($"The plain script failed: {errors}");
        }

        using var told = JsonDocument.Parse(said);
        var expected = Steps(study);
        var steps = told.RootElement.GetProperty("steps").GetInt32();
        return steps == expected
            ? (seconds, told.RootElement.GetProperty("version").GetString()!)
            : throw new InvalidOperationException($"The plain script made {steps} steps instead of {expected}.");
    }

    private static int Steps(BenchmarkStudy study) => study.Spec.Optimisation.Epochs * study.Units.Sum(unit =>
        ((study.Fold.Train.Length * unit.Slices.Count) + study.Spec.Optimisation.BatchSize - 1) / study.Spec.Optimisation.BatchSize);

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
