using System.Collections.Immutable;
using SliceActors.Imaging.Images;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Prediction;

/// <summary>Whether networks that ClinicaDL 1.x trained can be applied as asked: what their arithmetic or their slices would make another result is refused.</summary>
internal sealed class ClinicaPrediction(ResultFolder results, ClinicaInput input, ICollection<Finding> findings)
{
    private readonly string maps = results.Tree.CommandLine;

    /// <summary>Finds the kind of network.</summary>
    /// <returns>Null when a finding says why.</returns>
    public Architecture? Architecture()
    {
        var name = results.Options.Architecture;
        if (ClinicaNetworks.Find(name, input.Channels) is { } found)
        {
            return found;
        }

        findings.Add(new Finding(maps, null, $"architecture {name} with {input.Channels} {(input.Channels == 1 ? "channel" : "channels")}", $"one of {string.Join(", ", ClinicaNetworks.Names)}, as ClinicaDL 1.x builds them; resnet18 with 3 channels"));
        return null;
    }

    /// <summary>Looks at the request.</summary>
    /// <returns>The best models to apply: those asked for that the study kept.</returns>
    public ImmutableArray<Selection> Check(PredictionRequest request, ICollection<string> warnings)
    {
        if (input.OtherImages is { } other)
        {
            findings.Add(new Finding(maps, null, $"networks for {other}", "networks for cropped t1-linear, t1-extensive or t1-volume images"));
        }

        if (request.UseExtractedSlices)
        {
            findings.Add(new Finding("--use_extracted_slices", null, "the slices that 'extract slice' writes are scaled as ClinicaDL 0.2 scales them, and these networks learned from those of 1.x", "volumes, without this option"));
        }

        if (request.Labelled && input.Label is { } label && label != "diagnosis")
        {
            findings.Add(new Finding(maps, null, $"networks that learned the column {label}", "diagnosis, which is the column that labels are read from; --no_labels predicts without"));
        }

        foreach (var (name, code) in request.LabelCode.Where(entry => results.Options.LabelCode.TryGetValue(entry.Key, out var theirs) && theirs != entry.Value))
        {
            findings.Add(new Finding("--label_code", null, $"{name}={code}", $"{name}={1 - code}, as the networks learned it ({maps})"));
        }

        if (request.Labelled)
        {
            warnings.Add($"{results.Tree.Root}: classes are as ClinicaDL coded them: class 1, which sensitivity is about, is {Labels(1)}, and class 0 is {Labels(0)}.");
        }

        ImmutableArray<Selection> kept = [.. request.Selections.Where(results.Options.Selections.Contains)];
        if (kept.IsEmpty)
        {
            findings.Add(new Finding(maps, null, $"no best models by {Words(request.Selections)}", results.Options.Selections.IsEmpty ? "best models by loss or BA" : $"--selection_metrics {Words(results.Options.Selections)}"));
        }
        else if (kept.Length < request.Selections.Length)
        {
            warnings.Add($"{results.Tree.Root}: no best models by {Words(request.Selections.Except(kept))} were kept; those by {Words(kept)} are applied.");
        }

        return kept;
    }

    /// <summary>Looks at the size of the new slices.</summary>
    /// <param name="image">One of the images, which are all alike.</param>
    public void CheckShape(string image)
    {
        if (!input.IsNative || ImageHeader.Read(image, findings) is not { } shape)
        {
            return;
        }

        var (rows, columns) = shape.SliceSize(results.Options.Slices.Direction);
        if ((rows, columns) != (input.Shape.Rows, input.Shape.Columns))
        {
            findings.Add(new Finding(image, null, FormattableString.Invariant($"slices of {rows} × {columns} pixels"), $"{input.Shape}, as in training: networks of ClinicaDL 1.0.2 and later fit one size, and resized slices would be other slices"));
        }
    }

    private string Labels(int code) => string.Join(", ", results.Options.LabelCode.Where(label => label.Value == code).Select(label => label.Key));

    private static string Words(IEnumerable<Selection> selections) => string.Join(' ', selections.Select(selection => selection.Term()["best_".Length..]));
}
